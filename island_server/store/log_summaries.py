"""What there is of an event's log: its runs, its people, its snapshots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.core.snapshots import LoggedSnapshot
from island_server.errors import StoreError
from island_server.ports import EventInfo, LogDetail, LoggedRun, LogSpan, PersonRow
from island_server.store.schema import (
    EVENT,
    LOG_AVATAR,
    LOG_MOTION,
    LOG_PRESENCE,
    LOG_RUN,
    LOG_SNAPSHOT,
    PERSON,
)
from island_server.store.snapshot_bytes import Who, avatars_in, decode_snapshot, with_people


async def read_people(connection: AsyncConnection, event_id: str) -> list[PersonRow]:
    """Everybody who came to an event, the first first."""
    wanted = (
        select(PERSON)
        .where(PERSON.c.event_id == event_id)
        .order_by(PERSON.c.first_seen_ms, PERSON.c.id)
    )
    return [
        PersonRow(PersonId(p.id), p.name, tuple(p.look), Role(p.role), p.first_seen_ms)
        for p in await connection.execute(wanted)
    ]


async def read_span(connection: AsyncConnection, event_id: str) -> LogSpan | None:
    """An event and what every run of it wrote."""
    event = (await connection.execute(select(EVENT).where(EVENT.c.id == event_id))).one_or_none()
    if event is None:
        return None
    if event.log not in get_args(LogDetail):
        raise StoreError(f"event {event.id}: it logs {event.log!r}, which is unknown")
    wanted = select(LOG_RUN).where(LOG_RUN.c.event_id == event_id).order_by(LOG_RUN.c.id)
    runs = [await _run(connection, run) for run in (await connection.execute(wanted)).all()]
    info = EventInfo(
        event.id, event.name, event.map_id, event.log, event.retention_days, event.series
    )
    return LogSpan(info, tuple(run for run in runs if run is not None))


async def read_snapshot(
    connection: AsyncConnection,
    event_id: str,
    island: str,
    *,
    until_wall_ms: int | None = None,
    from_seq: int = 0,
) -> LoggedSnapshot | None:
    """The last snapshot of an island until a time, or else the first from an entry on."""
    wanted = (
        select(LOG_SNAPSHOT)
        .join(LOG_RUN, LOG_RUN.c.id == LOG_SNAPSHOT.c.run_id)
        .where(LOG_RUN.c.event_id == event_id, LOG_SNAPSHOT.c.island == island)
        .limit(1)
    )
    if until_wall_ms is None:
        wanted = wanted.where(LOG_SNAPSHOT.c.seq >= from_seq)
        wanted = wanted.order_by(LOG_SNAPSHOT.c.seq)
    else:
        wanted = wanted.where(LOG_SNAPSHOT.c.wall_ms <= until_wall_ms)
        wanted = wanted.order_by(LOG_SNAPSHOT.c.run_id.desc(), LOG_SNAPSHOT.c.seq.desc())
    row = (await connection.execute(wanted)).one_or_none()
    return None if row is None else await _to_snapshot(connection, row)


async def _to_snapshot(connection: AsyncConnection, row: Row[Any]) -> LoggedSnapshot:
    try:
        plain = decode_snapshot(row.data)
    except ValueError as error:
        place = f"log_snapshot, run {row.run_id}, island {row.island}, entry {row.seq}"
        raise StoreError(f"{place}: {error}") from None
    found = await connection.execute(_whose(row.run_id, avatars_in(plain)))
    people: dict[AvatarId, Who] = {
        who.avatar: (PersonId(who.person), who.name or "", tuple(who.look or ())) for who in found
    }
    state = with_people(plain, people)
    return LoggedSnapshot(row.seq, row.run_id, row.island, row.map_id, row.t_ms, row.wall_ms, state)


def _whose(run: int, avatars: Sequence[AvatarId]) -> Select[Any]:
    is_person = and_(PERSON.c.event_id == LOG_RUN.c.event_id, PERSON.c.id == LOG_AVATAR.c.person)
    return (
        select(LOG_AVATAR.c.avatar, LOG_AVATAR.c.person, PERSON.c.name, PERSON.c.look)
        .join(LOG_RUN, LOG_RUN.c.id == LOG_AVATAR.c.run_id)
        .outerjoin(PERSON, is_person)
        .where(
            LOG_AVATAR.c.run_id == run,
            LOG_AVATAR.c.avatar.in_(avatars),
            LOG_AVATAR.c.person.is_not(None),
        )
    )


async def _run(connection: AsyncConnection, run: Row[Any]) -> LoggedRun | None:
    """What one run wrote; `None` if nothing."""
    row, chunk, snapshot = LOG_PRESENCE.c, LOG_MOTION.c, LOG_SNAPSHOT.c
    presence = select(
        func.min(row.seq),
        func.max(row.seq),
        func.min(row.wall_ms),
        func.max(row.wall_ms),
        func.count(),
    ).where(row.run_id == run.id)
    motion = select(
        func.min(chunk.first_seq),
        func.max(chunk.last_seq),
        func.min(chunk.first_wall_ms),
        func.max(chunk.last_wall_ms),
        func.coalesce(func.sum(chunk.moves), 0),
    ).where(chunk.run_id == run.id)
    islands = select(snapshot.island).where(snapshot.run_id == run.id)
    named = select(row.island).where(row.run_id == run.id, row.island != "").distinct()
    parts = [(await connection.execute(part)).one() for part in (presence, motion)]
    if all(part[0] is None for part in parts):
        return None
    names = await connection.scalars(islands.union(named))
    first, last, earliest, latest = (
        pick(part[at] for part in parts if part[at] is not None)
        for at, pick in enumerate((min, max, min, max))
    )
    rows, moves = (int(part[4]) for part in parts)
    return LoggedRun(
        run.id,
        run.started_ms,
        first,
        last,
        earliest,
        latest,
        tuple(sorted(names)),
        rows + moves,
        moves,
    )


async def last_seq(connection: AsyncConnection, event_id: str) -> int:
    """The highest number in an event's log; 0 if there is none."""
    runs = select(LOG_RUN.c.id).where(LOG_RUN.c.event_id == event_id)
    highest = 0
    for column in (LOG_PRESENCE.c.seq, LOG_MOTION.c.last_seq, LOG_SNAPSHOT.c.seq):
        of_event = select(func.max(column)).where(column.table.c.run_id.in_(runs))
        highest = max(highest, await connection.scalar(of_event) or 0)
    return highest
