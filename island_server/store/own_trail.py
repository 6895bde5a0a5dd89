"""What the log of an event has of one person, and no more of others than how many they were."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from island_server.core.events import Moved, Role
from island_server.core.ids import PersonId
from island_server.core.motion import pack_run
from island_server.errors import StoreError
from island_server.ports import EventInfo, PersonRow
from island_server.store.database import store_errors
from island_server.store.log_retention import DAY_MS
from island_server.store.motion_chunks import decode_chunk
from island_server.store.schema import (
    EVENT,
    LOG_AVATAR,
    LOG_MOTION,
    LOG_PRESENCE,
    LOG_RUN,
    PERSON,
    PLACE,
)
from island_server.store.trail_fold import TALK_KINDS, TrailFold
from island_server.trail_ports import Trail, TrailMove

WINDOW_ENTRIES = 50_000
"""How far the log is read at once: as many numbers of entries."""
PAGE_CHUNKS = 32
"""Chunks of movement that are in memory at once."""


async def known_people(connection: AsyncConnection, series: str) -> set[PersonId]:
    """Everybody whose name an event of a series has."""
    wanted = select(PERSON.c.id).join(EVENT).where(EVENT.c.series == series)
    return {PersonId(person) for person in await connection.scalars(wanted)}


async def read_trail(
    engine: AsyncEngine, event_id: str, person: PersonId, *, with_path: bool
) -> Trail | None:
    """See `trail_ports.TrailStore.trail`. No lock is held between two looks at the database."""
    with store_errors(engine):
        async with engine.connect() as connection:
            about = await _About.read(connection, event_id, person)
    if about is None:
        return None
    fold, path, moves = TrailFold(), list[TrailMove](), 0
    for run, avatars in about.avatars.items():
        await _read_presence(engine, fold, run, avatars, is_last=run == about.last_run)
        found = await _moves(engine, run, avatars, fold.kept_spans())
        moves += len(found)
        path += found if with_path else []
    path = sorted([*(fold.arrivals() if with_path else ()), *path], key=lambda it: it.wall_ms)
    seen_ms = max(fold.last_ms, about.person.seen_ms if about.person else 0)
    return Trail(
        about.event,
        about.person,
        tuple(fold.stays),
        tuple(fold.zones),
        tuple(fold.talks),
        tuple(fold.entries),
        moves,
        tuple(path),
        about.place,
        seen_ms + about.event.retention_days * DAY_MS,
        about.other_events,
    )


class _About:
    """What is known before the log is read: who it is, and which avatars were theirs."""

    def __init__(self, event: EventInfo) -> None:
        self.event = event
        self.person: PersonRow | None = None
        self.avatars: dict[int, list[int]] = {}
        self.last_run = 0
        self.place: tuple[str, int, int] | None = None
        self.other_events: tuple[str, ...] = ()

    @classmethod
    async def read(
        cls, connection: AsyncConnection, event_id: str, person: PersonId
    ) -> _About | None:
        found = await connection.execute(select(EVENT).where(EVENT.c.id == event_id))
        it = found.one_or_none()
        if it is None:
            return None
        about = cls(EventInfo(it.id, it.name, it.map_id, it.log, it.retention_days, it.series))
        await about._read_person(connection, person)
        await about._read_avatars(connection, person)
        if about.person is None and not about.avatars:
            return None
        others = (
            select(EVENT.c.name)
            .join(PERSON)
            .where(EVENT.c.series == it.series, EVENT.c.id != event_id, PERSON.c.id == person)
            .order_by(EVENT.c.created_ms)
        )
        about.other_events = tuple(await connection.scalars(others))
        return about

    async def _read_person(self, connection: AsyncConnection, person: PersonId) -> None:
        mine = (PERSON.c.event_id == self.event.id, PERSON.c.id == person)
        row = (await connection.execute(select(PERSON).where(*mine))).one_or_none()
        if row is not None:
            look, role = tuple(row.look), Role(row.role)
            self.person = PersonRow(person, row.name, look, role, row.first_seen_ms)
        here = (PLACE.c.event_id == self.event.id, PLACE.c.person == person)
        place = (await connection.execute(select(PLACE).where(*here))).one_or_none()
        if place is not None:
            self.place = (place.island, place.x, place.y)

    async def _read_avatars(self, connection: AsyncConnection, person: PersonId) -> None:
        runs = LOG_RUN.c.event_id == self.event.id
        self.last_run = await connection.scalar(select(func.max(LOG_RUN.c.id)).where(runs)) or 0
        mine = (
            select(LOG_AVATAR.c.run_id, LOG_AVATAR.c.avatar)
            .join(LOG_RUN)
            .where(runs, LOG_AVATAR.c.person == person)
            .order_by(LOG_AVATAR.c.run_id)
        )
        for run, avatar in await connection.execute(mine):
            self.avatars.setdefault(run, []).append(avatar)


async def _read_presence(
    engine: AsyncEngine, fold: TrailFold, run: int, avatars: Sequence[int], *, is_last: bool
) -> None:
    with store_errors(engine):
        async with engine.connect() as connection:
            ends = select(func.min(LOG_PRESENCE.c.seq), func.max(LOG_PRESENCE.c.seq))
            of_run = ends.where(LOG_PRESENCE.c.run_id == run)
            first, last = (await connection.execute(of_run)).one()
    fold.begin_run(avatars)
    if first is not None:
        for after in range(first - 1, last, WINDOW_ENTRIES):
            wanted = _concerning(run, avatars, after)
            with store_errors(engine):
                async with engine.connect() as connection:
                    rows = (await connection.execute(wanted)).all()
            for row in rows:
                fold.take(row)
    fold.end_run(None if is_last else await _last_ms(engine, run))


def _concerning(run: int, avatars: Sequence[int], after_seq: int) -> Select[Any]:
    """Entries about these avatars, and about who was in any conversation."""
    entry = LOG_PRESENCE.c
    return (
        select(LOG_PRESENCE)
        .where(
            entry.run_id == run,
            entry.seq > after_seq,
            entry.seq <= after_seq + WINDOW_ENTRIES,
            or_(entry.avatar.in_(avatars), entry.kind.in_(TALK_KINDS)),
        )
        .order_by(entry.seq)
    )


async def _last_ms(engine: AsyncEngine, run: int) -> int:
    """When the last entry of a run was recorded."""
    last = [
        select(func.max(column)).where(column.table.c.run_id == run)
        for column in (LOG_PRESENCE.c.wall_ms, LOG_MOTION.c.last_wall_ms)
    ]
    with store_errors(engine):
        async with engine.connect() as connection:
            return max([await connection.scalar(one) or 0 for one in last])


async def _moves(
    engine: AsyncEngine,
    run: int,
    avatars: Collection[int],
    spans: Sequence[tuple[int, int | None]],
) -> list[TrailMove]:
    """The moves of these avatars; chunks outside of the spans need not be unpacked."""
    chunk = LOG_MOTION.c
    inside = [
        and_(chunk.last_seq >= first, true() if last is None else chunk.first_seq <= last)
        for first, last in spans
    ]
    moves, after = list[TrailMove](), -1
    while inside:
        page = (
            select(LOG_MOTION)
            .where(chunk.run_id == run, chunk.first_seq > after, or_(*inside))
            .order_by(LOG_MOTION.c.first_seq)
            .limit(PAGE_CHUNKS)
        )
        with store_errors(engine):
            async with engine.connect() as connection:
                rows = (await connection.execute(page)).all()
            if not rows:
                break
            moves += await asyncio.to_thread(_moves_in, rows, frozenset(avatars))
        after = rows[-1].first_seq
    return moves


def _moves_in(rows: Sequence[Row[Any]], avatars: Collection[int]) -> list[TrailMove]:
    moves = []
    for row in rows:
        try:
            entries = decode_chunk(row.data, row.run_id)
        except ValueError as error:
            place = f"log_motion, run {row.run_id}, entries from {row.first_seq}"
            raise StoreError(f"{place}: {error}") from None
        for entry in entries:
            what = entry.what
            if isinstance(what, Moved) and what.avatar in avatars:
                runs = tuple(map(pack_run, what.runs))
                moves.append(TrailMove(entry.island, entry.wall_ms, what.x, what.y, runs))
    return moves
