"""A part of an island's log from one snapshot to the next, still packed, for browsers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.errors import LogDamaged
from island_server.ports import LogSegment, PresenceRow
from island_server.store.schema import (
    LOG_AVATAR,
    LOG_MOTION,
    LOG_PRESENCE,
    LOG_RUN,
    LOG_SNAPSHOT,
    PERSON,
)
from island_server.store.snapshot_bytes import decode_snapshot

_LAST = 2**63 - 1
_NOBODYS_ROLE = Role.ATTENDEE
"""Of an avatar of whom nothing tells it any more."""


async def read_segment(
    connection: AsyncConnection, event_id: str, island: str, seq: int
) -> LogSegment | None:
    """What the log has of an island from the snapshot at `seq` on; `None` if there is none."""
    taken = (await connection.execute(_snapshot(event_id, island, seq))).one_or_none()
    if taken is None:
        return None
    after = (await connection.execute(_next(taken))).one_or_none()
    until = _LAST if after is None else after.seq
    presence = [tuple(row) for row in await connection.execute(_presence(taken, until))]
    motion = list(await connection.scalars(_chunks(taken, until)))
    end_ms = await _last_ms(connection, taken) if after is None else after.wall_ms
    return LogSegment(
        taken.run_id,
        taken.island,
        taken.map_id,
        taken.seq,
        taken.t_ms,
        taken.wall_ms,
        end_ms,
        taken.data,
        presence,
        motion,
        await _people(connection, event_id, taken, presence),
    )


def _snapshot(event_id: str, island: str, seq: int) -> Select[Any]:
    kept = LOG_SNAPSHOT.c
    return (
        select(LOG_SNAPSHOT)
        .join(LOG_RUN, LOG_RUN.c.id == kept.run_id)
        .where(LOG_RUN.c.event_id == event_id, kept.island == island, kept.seq == seq)
        .order_by(kept.run_id.desc())
        .limit(1)
    )


def _next(taken: Row[Any]) -> Select[Any]:
    kept = LOG_SNAPSHOT.c
    return (
        select(kept.seq, kept.wall_ms)
        .where(kept.run_id == taken.run_id, kept.island == taken.island, kept.seq > taken.seq)
        .order_by(kept.seq)
        .limit(1)
    )


def _presence(taken: Row[Any], until: int) -> Select[Any]:
    row = LOG_PRESENCE.c
    return (
        select(
            *(row.seq, row.t_ms, row.wall_ms, row.kind),
            *(row.avatar, row.zone, row.conversation, row.facts),
        )
        .where(
            row.run_id == taken.run_id,
            row.seq > taken.seq,
            row.seq <= until,
            row.island.in_((taken.island, "")),
        )
        .order_by(row.seq)
    )


def _chunks(taken: Row[Any], until: int) -> Select[Any]:
    chunk = LOG_MOTION.c
    return (
        select(chunk.data)
        .where(
            chunk.run_id == taken.run_id,
            chunk.first_seq >= _first_chunk(taken),
            chunk.first_seq <= until,
            chunk.last_seq > taken.seq,
        )
        .order_by(chunk.first_seq)
    )


def _first_chunk(taken: Row[Any]) -> ColumnElement[int]:
    """Where to begin in the index of chunks: they do not overlap."""
    before = select(func.max(LOG_MOTION.c.first_seq)).where(
        LOG_MOTION.c.run_id == taken.run_id, LOG_MOTION.c.first_seq <= taken.seq + 1
    )
    return func.coalesce(before.scalar_subquery(), 0)


async def _last_ms(connection: AsyncConnection, taken: Row[Any]) -> int:
    """When the run's last entry was recorded."""
    row, chunk = LOG_PRESENCE.c, LOG_MOTION.c
    last_row = select(row.wall_ms).where(row.run_id == taken.run_id).order_by(row.seq.desc())
    last_chunk = (
        select(chunk.last_wall_ms)
        .where(chunk.run_id == taken.run_id)
        .order_by(chunk.first_seq.desc())
    )
    found = [await connection.scalar(wanted.limit(1)) for wanted in (last_row, last_chunk)]
    return max(int(wall_ms or 0) for wall_ms in (taken.wall_ms, *found))


async def _people(
    connection: AsyncConnection,
    event_id: str,
    taken: Row[Any],
    presence: Sequence[PresenceRow],
) -> list[tuple[AvatarId, PersonId | None, Role]]:
    """Everybody in the snapshot or in an entry; nobody walks who is in neither."""
    roles = dict(_roles(taken, presence))
    there = {*roles, *(row[4] for row in presence if row[4] is not None)}
    found = (await connection.execute(_whose(event_id, taken.run_id, there))).all()
    whose = {row.avatar: (row.person, row.role) for row in found}
    people = []
    for avatar in sorted(there):
        person, role = whose.get(avatar, (None, None))
        known = roles.get(avatar) or Role(role or _NOBODYS_ROLE)
        people.append((AvatarId(avatar), None if person is None else PersonId(person), known))
    return people


def _roles(taken: Row[Any], presence: Sequence[PresenceRow]) -> Iterator[tuple[int, Role]]:
    try:
        state = decode_snapshot(taken.data)
    except ValueError as error:
        place = f"log_snapshot, run {taken.run_id}, island {taken.island}, entry {taken.seq}"
        raise LogDamaged(f"{place}: {error}") from None
    yield from ((avatar.avatar, avatar.role) for avatar in state.avatars)
    for seq, _, _, kind, avatar, _, _, facts in presence:
        if kind == "entered" and avatar is not None:
            role = (facts or {}).get("role")
            if role not in list(Role):
                raise LogDamaged(f"log_presence, run {taken.run_id}, entry {seq}: it has no role")
            yield avatar, Role(str(role))


def _whose(event_id: str, run: int, avatars: Collection[int]) -> Select[Any]:
    return (
        select(LOG_AVATAR.c.avatar, LOG_AVATAR.c.person, PERSON.c.role)
        .outerjoin(PERSON, (PERSON.c.event_id == event_id) & (PERSON.c.id == LOG_AVATAR.c.person))
        .where(LOG_AVATAR.c.run_id == run, LOG_AVATAR.c.avatar.in_(avatars))
    )
