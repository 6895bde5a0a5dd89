"""Reads an island's log from one snapshot to the next, with as little work as can be.

Nothing is decoded but who is in it. Rows come as one JSON text made by the database: row by row
they would take twice as long, and hold up the event loop each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Select, Text, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import Subquery

from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.errors import StoreError
from island_server.ports import LogSegment, PresenceRow
from island_server.store.schema import LOG_AVATAR, LOG_MOTION, LOG_PRESENCE, LOG_RUN, LOG_SNAPSHOT
from island_server.store.snapshot_bytes import roles_in

_LAST_SEQ = 2**63 - 1
_PRESENCE = msgspec.json.Decoder(list[PresenceRow])
_WHOSE = msgspec.json.Decoder(list[tuple[AvatarId, PersonId | None]])


async def read_segment(
    connection: AsyncConnection, event_id: str, island: str, seq: int
) -> LogSegment | None:
    """The segment that begins with a snapshot; of two with this number the later run's."""
    start = (await connection.execute(_snapshot(event_id, island, seq))).one_or_none()
    if start is None:
        return None
    try:
        roles = roles_in(start.data)
    except ValueError as error:
        place = f"log_snapshot, run {start.run_id}, island {island}, entry {seq}"
        raise StoreError(f"{place}: {error}") from None
    last_seq = start.next_seq or _LAST_SEQ
    presence = await _presence(connection, start, last_seq)
    motion = list(await connection.scalars(_chunks(start.run_id, seq, last_seq)))
    roles |= _roles_of_new(start.run_id, presence)
    people = await _people(connection, start.run_id, roles)
    end_ms = start.next_wall_ms or await _end_ms(connection, start)
    of_snapshot = (start.run_id, island, start.map_id, seq, start.t_ms, start.wall_ms)
    return LogSegment(*of_snapshot, end_ms, start.data, presence, motion, people)


def first_chunk(run: int, after_seq: int) -> ColumnElement[int]:
    """Where to begin in the index of chunks: they do not overlap."""
    before = select(func.max(LOG_MOTION.c.first_seq)).where(
        LOG_MOTION.c.run_id == run, LOG_MOTION.c.first_seq <= after_seq + 1
    )
    return func.coalesce(before.scalar_subquery(), 0)


def _snapshot(event_id: str, island: str, seq: int) -> Select[Any]:
    """A snapshot, and number and time of the next one of its island and run."""
    row, later = LOG_SNAPSHOT.c, LOG_SNAPSHOT.alias()
    after = (
        select(later.c.seq, later.c.wall_ms)
        .where(later.c.run_id == row.run_id, later.c.island == row.island, later.c.seq > row.seq)
        .order_by(later.c.seq)
        .limit(1)
    )
    next_seq = after.with_only_columns(later.c.seq).scalar_subquery()
    next_wall_ms = after.with_only_columns(later.c.wall_ms).scalar_subquery()
    return (
        select(LOG_SNAPSHOT, next_seq.label("next_seq"), next_wall_ms.label("next_wall_ms"))
        .join(LOG_RUN, LOG_RUN.c.id == row.run_id)
        .where(LOG_RUN.c.event_id == event_id, row.island == island, row.seq == seq)
        .order_by(row.run_id.desc())
        .limit(1)
    )


def _chunks(run: int, after_seq: int, last_seq: int) -> Select[Any]:
    """The data of the chunks that hold an entry after one number and up to another."""
    row = LOG_MOTION.c
    return (
        select(row.data)
        .where(row.run_id == run, row.first_seq >= first_chunk(run, after_seq))
        .where(row.first_seq <= last_seq, row.last_seq > after_seq)
        .order_by(row.first_seq)
    )


async def _presence(
    connection: AsyncConnection, start: Row[Any], last_seq: int
) -> list[PresenceRow]:
    row = LOG_PRESENCE.c
    shown = (row.seq, row.t_ms, row.wall_ms, row.kind, row.avatar, row.zone, row.conversation)
    wanted = (
        select(*shown, row.facts)
        .where(row.run_id == start.run_id, row.seq > start.seq, row.seq <= last_seq)
        .where(row.island.in_((start.island, "")))
        .order_by(row.seq)
    )
    found = await connection.scalar(_as_json(connection, wanted.subquery()))
    try:
        return _PRESENCE.decode(found)
    except msgspec.ValidationError as error:
        place = f"log_presence, run {start.run_id}, entries from {start.seq + 1}"
        raise StoreError(f"{place}: a row is damaged: {error}") from None


async def _end_ms(connection: AsyncConnection, start: Row[Any]) -> int:
    """The wall time of the run's last entry."""
    row, chunk = LOG_PRESENCE.c, LOG_MOTION.c
    last_row = select(row.wall_ms).where(row.run_id == start.run_id).order_by(row.seq.desc())
    last_chunk = select(chunk.last_wall_ms).where(chunk.run_id == start.run_id)
    last_chunk = last_chunk.order_by(chunk.first_seq.desc())
    ends_ms: list[int] = [start.wall_ms]
    for wanted in (last_row, last_chunk):
        ends_ms += list(await connection.scalars(wanted.limit(1)))
    return max(ends_ms)


def _roles_of_new(run: int, presence: Iterable[PresenceRow]) -> dict[AvatarId, Role]:
    """Who enters, and in which role. Raises `StoreError`, naming the row, if it does not say."""
    roles = {}
    for seq, _, _, kind, avatar, _, _, facts in presence:
        if kind == "entered":
            try:
                roles[AvatarId(avatar or 0)] = Role(str((facts or {}).get("role")))
            except ValueError as error:
                place = f"log_presence, run {run}, entry {seq}"
                raise StoreError(f"{place}: the row is damaged: {error}") from None
    return roles


async def _people(
    connection: AsyncConnection, run: int, roles: Mapping[AvatarId, Role]
) -> list[tuple[AvatarId, PersonId | None, Role]]:
    row = LOG_AVATAR.c
    if not roles:
        return []
    wanted = select(row.avatar, row.person).where(row.run_id == run)
    wanted = wanted.where(row.avatar.between(min(roles), max(roles)))
    found = await connection.scalar(_as_json(connection, wanted.subquery()))
    persons = dict(_WHOSE.decode(found))
    return [(avatar, persons.get(avatar), role) for avatar, role in roles.items()]


def _as_json(connection: AsyncConnection, rows: Subquery) -> Select[Any]:
    """All rows as one text: an array of arrays."""
    if connection.dialect.name == "postgresql":
        whole = cast(func.json_agg(func.json_build_array(*rows.c)), Text)
        return select(func.coalesce(whole, "[]"))
    parts = [func.json(part) if part.name == "facts" else part for part in rows.c]
    return select(func.json_group_array(func.json_array(*parts)))
