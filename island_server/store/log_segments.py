"""Reads an island's log from one snapshot to the next, with as little work as can be.

Browsers decode it; here nothing is but who is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.errors import StoreError
from island_server.ports import LogSegment, PresenceRow
from island_server.store.schema import LOG_AVATAR, LOG_MOTION, LOG_PRESENCE, LOG_RUN, LOG_SNAPSHOT
from island_server.store.snapshot_bytes import roles_in

_LAST_SEQ = 2**63 - 1


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
    after = (await connection.execute(_next(start))).one_or_none()
    last_seq = _LAST_SEQ if after is None else after.seq
    rows = (await connection.execute(_presence(start, last_seq))).all()
    presence: list[PresenceRow] = list(map(tuple, rows))
    chunks = await connection.scalars(_overlapping_chunks(start.run_id, seq, last_seq))
    motion = list(chunks)
    end_ms = await _end_ms(connection, start) if after is None else after.wall_ms
    roles |= _roles_of_new(presence)
    people = await _people(connection, start.run_id, roles)
    of_snapshot = (start.run_id, island, start.map_id, seq, start.t_ms, start.wall_ms)
    return LogSegment(*of_snapshot, end_ms, start.data, presence, motion, people)


def _overlapping_chunks(run: int, after_seq: int, last_seq: int) -> Select[Any]:
    """The data of the chunks that hold an entry after one number and up to another."""
    row = LOG_MOTION.c
    return (
        select(row.data)
        .where(row.run_id == run, row.first_seq >= first_chunk(run, after_seq))
        .where(row.first_seq <= last_seq, row.last_seq > after_seq)
        .order_by(row.first_seq)
    )


def first_chunk(run: int, after_seq: int) -> Any:
    """Where to begin in the index of chunks: they do not overlap."""
    before = select(func.max(LOG_MOTION.c.first_seq)).where(
        LOG_MOTION.c.run_id == run, LOG_MOTION.c.first_seq <= after_seq + 1
    )
    return func.coalesce(before.scalar_subquery(), 0)


def _snapshot(event_id: str, island: str, seq: int) -> Select[Any]:
    row = LOG_SNAPSHOT.c
    return (
        select(LOG_SNAPSHOT)
        .join(LOG_RUN, LOG_RUN.c.id == row.run_id)
        .where(LOG_RUN.c.event_id == event_id, row.island == island, row.seq == seq)
        .order_by(row.run_id.desc())
        .limit(1)
    )


def _next(start: Row[Any]) -> Select[Any]:
    row = LOG_SNAPSHOT.c
    return (
        select(row.seq, row.wall_ms)
        .where(row.run_id == start.run_id, row.island == start.island, row.seq > start.seq)
        .order_by(row.seq)
        .limit(1)
    )


def _presence(start: Row[Any], last_seq: int) -> Select[Any]:
    row = LOG_PRESENCE.c
    shown = (row.seq, row.t_ms, row.wall_ms, row.kind, row.avatar, row.zone, row.conversation)
    return (
        select(*shown, row.facts)
        .where(row.run_id == start.run_id, row.seq > start.seq, row.seq <= last_seq)
        .where(row.island.in_((start.island, "")))
        .order_by(row.seq)
    )


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


def _roles_of_new(presence: Iterable[PresenceRow]) -> dict[AvatarId, Role]:
    """Who enters, and in which role. Raises `StoreError`, naming the row, if it does not say."""
    roles = {}
    for seq, _, _, kind, avatar, _, _, facts in presence:
        if kind == "entered":
            try:
                roles[AvatarId(int(avatar or 0))] = Role(str((facts or {}).get("role")))
            except ValueError:
                raise StoreError(f"log_presence, entry {seq}: the row is damaged: role") from None
    return roles


async def _people(
    connection: AsyncConnection, run: int, roles: Mapping[AvatarId, Role]
) -> list[tuple[AvatarId, PersonId | None, Role]]:
    row = LOG_AVATAR.c
    wanted = select(row.avatar, row.person).where(row.run_id == run)
    if not roles:
        return []
    found = await connection.execute(wanted.where(row.avatar.between(min(roles), max(roles))))
    persons = {avatar: person for avatar, person in found if avatar in roles}
    return [(avatar, persons.get(avatar), role) for avatar, role in roles.items()]
