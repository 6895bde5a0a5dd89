"""Carries a log of form 0001, one row for each event, over to the tables of form 0002."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from island_server.core.events import Moved
from island_server.core.ids import AvatarId
from island_server.core.logged import Logged
from island_server.core.motion import unpack_run
from island_server.errors import StoreError
from island_server.store.motion_chunks import encode_chunk

PAGE_ROWS = 500
_PATH = struct.Struct("<iHHB")

_OLD = sa.table(
    "log_event",
    *map(sa.column, ("event_id", "seq", "run_id", "t_ms", "wall_ms", "kind", "avatar", "person")),
    sa.column("facts", sa.JSON),
    sa.column("path", sa.LargeBinary),
)
_AVATAR = sa.table("log_avatar", *map(sa.column, ("run_id", "avatar", "person", "entered_ms")))
_PRESENCE = sa.table(
    "log_presence",
    *map(sa.column, ("run_id", "seq", "island", "t_ms", "wall_ms", "kind", "avatar")),
    *map(sa.column, ("zone", "conversation")),
    sa.column("facts", sa.JSON(none_as_null=True)),
)
_MOTION = sa.table(
    "log_motion",
    *map(sa.column, ("run_id", "first_seq", "last_seq", "moves", "first_t_ms", "last_t_ms")),
    *map(sa.column, ("first_wall_ms", "last_wall_ms", "data")),
)


@dataclass(slots=True)
class _Islands:
    """On which island each avatar and each conversation of a run is."""

    avatars: dict[int, str] = field(default_factory=dict)
    conversations: dict[int, str] = field(default_factory=dict)

    def of(self, avatar: int | None, conversation: int | None, said: str | None) -> str:
        """The island of a row, by what it says or by rows before it."""
        island = said
        if island is None and avatar is not None:
            island = self.avatars.get(avatar)
        if island is None and conversation is not None:
            island = self.conversations.get(conversation)
        if island is None:
            return ""
        if avatar is not None:
            self.avatars[avatar] = island
        if conversation is not None:
            self.conversations[conversation] = island
        return island


def move_log(connection: sa.Connection) -> None:
    """Copy every row. Raises `StoreError`, naming the row, if one is damaged."""
    islands: dict[int, _Islands] = {}
    for rows in _pages(connection):
        avatars, presence, moves = [], [], list[Logged]()
        for row in rows:
            try:
                facts = dict(row.facts)
                of_run = islands.setdefault(row.run_id, _Islands())
                talk = facts.pop("conversation", None)
                island = of_run.of(row.avatar, talk, facts.pop("on_island", None))
                if row.kind == "moved":
                    moves.append(_move(row, island))
                    continue
                if row.kind == "entered":
                    avatars.append(_avatar(row))
                    facts |= _place(row.path)
                presence.append(_presence(row, island, talk, facts))
            except (ValueError, TypeError, struct.error) as error:
                place = f"log_event, event {row.event_id}, entry {row.seq}"
                raise StoreError(f"{place}: the row is damaged: {error}") from None
        _put(connection, _AVATAR, avatars)
        _put(connection, _PRESENCE, presence)
        _put(connection, _MOTION, _chunk(moves))


def _pages(connection: sa.Connection) -> Iterator[Sequence[sa.Row[Any]]]:
    """All rows in order, a few hundred of one run at a time."""
    runs = connection.scalars(sa.select(_OLD.c.run_id).distinct().order_by(_OLD.c.run_id)).all()
    for run in runs:
        after = -1
        while True:
            page = sa.select(_OLD).where(_OLD.c.run_id == run, _OLD.c.seq > after)
            rows = connection.execute(page.order_by(_OLD.c.seq).limit(PAGE_ROWS)).all()
            if not rows:
                break
            yield rows
            after = rows[-1].seq


def _put(connection: sa.Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(table), rows)


def _avatar(row: sa.Row[Any]) -> dict[str, Any]:
    return {
        "run_id": row.run_id,
        "avatar": row.avatar,
        "person": row.person,
        "entered_ms": row.wall_ms,
    }


def _presence(
    row: sa.Row[Any], island: str, talk: int | None, facts: dict[str, Any]
) -> dict[str, Any]:
    has_zone = row.kind in ("zone_entered", "zone_left", "conversation_opened")
    zone = facts.pop("zone", None) if has_zone else None
    return {
        "run_id": row.run_id,
        "seq": row.seq,
        "island": island,
        "t_ms": row.t_ms,
        "wall_ms": row.wall_ms,
        "kind": row.kind,
        "avatar": row.avatar,
        "zone": zone,
        "conversation": talk,
        "facts": facts or None,
    }


def _place(path: bytes | None) -> dict[str, int]:
    if path is None:
        return {}
    _, x, y, facing = _PATH.unpack_from(path)
    return {"x": x, "y": y, "facing": facing}


def _move(row: sa.Row[Any], island: str) -> Logged:
    path = row.path
    delay_ms, x, y, facing = _PATH.unpack_from(path)
    packed = struct.unpack(f"<{(len(path) - _PATH.size) // 2}H", path[_PATH.size :])
    runs = tuple(map(unpack_run, packed))
    avatar = AvatarId(row.avatar)
    what = Moved(row.t_ms, avatar, row.t_ms + delay_ms, x, y, facing, runs)
    return Logged(row.seq, row.run_id, island, row.wall_ms, what)


def _chunk(moves: Sequence[Logged]) -> list[dict[str, Any]]:
    if not moves:
        return []
    times = [move.what.t_ms for move in moves]
    walls = [move.wall_ms for move in moves]
    return [
        {
            "run_id": moves[0].run,
            "first_seq": moves[0].seq,
            "last_seq": moves[-1].seq,
            "moves": len(moves),
            "first_t_ms": min(times),
            "last_t_ms": max(times),
            "first_wall_ms": min(walls),
            "last_wall_ms": max(walls),
            "data": encode_chunk(moves),
        }
    ]
