"""Erases one person: who they were, and where they walked. What happened stays, of nobody.

The slow part (taking moves out of packed chunks and places out of snapshots) is worked out before,
off the event loop and without a lock. The transaction puts the results in place, and works out
what was written anew meanwhile.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from island_server.core.ids import AvatarId, PersonId
from island_server.store.database import store_errors
from island_server.store.place_removal import CHUNKS, SNAPSHOTS, NewRows, PackedTable
from island_server.store.presence_rows import PLACE as PLACE_FACTS
from island_server.store.schema import (
    EVENT,
    LOG_ACCESS,
    LOG_AVATAR,
    LOG_PRESENCE,
    LOG_RUN,
    PERSON,
    PLACE,
)

PAGE_ROWS = 32
"""Chunks or snapshots that are in memory at once."""
PACKED = (CHUNKS, SNAPSHOTS)

Avatars = dict[int, frozenset[AvatarId]]
"""Somebody's avatars, by run."""


class Erasure:
    """Erases one person from the events of a series; `work_out` first, then `carry_out`."""

    def __init__(self, engine: AsyncEngine, event_id: str, person: PersonId) -> None:
        self._engine = engine
        self._person = person
        series = select(EVENT.c.series).where(EVENT.c.id == event_id).scalar_subquery()
        self._events = select(EVENT.c.id).where(EVENT.c.series == series)
        self._made: dict[tuple[object, ...], NewRows] = {}
        """What comes in place of the packed rows that were looked at."""

    async def work_out(self) -> None:
        """Look through the packed parts of the log; changes nothing."""
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                avatars = await self._avatars(connection)
            for run, mine in avatars.items():
                for packed in PACKED:
                    await self._look_through(packed, run, mine)

    async def carry_out(self, connection: AsyncConnection, wall_ms: int) -> bool:
        """Erase, within a transaction; the person must be off the island and all be written.

        False if nothing was known of them.
        """
        events = await self._forget_person(connection)
        avatars = await self._avatars(connection)
        events |= await self._give_to_nobody(connection, avatars)
        for run, mine in avatars.items():
            await _forget_entries(connection, run, mine)
            for packed in PACKED:
                await self._replace(connection, packed, run, mine)
        notes = [
            {"event_id": event, "wall_ms": wall_ms, "kind": "erased", "role": "", "reason": ""}
            for event in sorted(events)
        ]
        if notes:
            await connection.execute(insert(LOG_ACCESS), notes)
        return bool(events)

    async def _avatars(self, connection: AsyncConnection) -> Avatars:
        mine = (
            select(LOG_AVATAR.c.run_id, LOG_AVATAR.c.avatar)
            .join(LOG_RUN)
            .where(LOG_AVATAR.c.person == self._person, LOG_RUN.c.event_id.in_(self._events))
        )
        found: dict[int, set[AvatarId]] = {}
        for run, avatar in await connection.execute(mine):
            found.setdefault(run, set()).add(AvatarId(avatar))
        return {run: frozenset(avatars) for run, avatars in found.items()}

    async def _forget_person(self, connection: AsyncConnection) -> set[str]:
        """Begins with writing: from then on SQLite lets nobody else write."""
        events = set[str]()
        for table, person in ((PERSON, PERSON.c.id), (PLACE, PLACE.c.person)):
            mine = and_(person == self._person, table.c.event_id.in_(self._events))
            gone = delete(table).where(mine).returning(table.c.event_id)
            events.update((await connection.execute(gone)).scalars())
        return events

    async def _give_to_nobody(self, connection: AsyncConnection, avatars: Avatars) -> set[str]:
        """Let what remains belong to a random id, another one in each event."""
        wanted = select(LOG_RUN.c.event_id, LOG_RUN.c.id).where(LOG_RUN.c.id.in_(avatars))
        runs: dict[str, list[int]] = {}
        for event, run in await connection.execute(wanted):
            runs.setdefault(event, []).append(run)
        for of_event in runs.values():
            await connection.execute(
                update(LOG_AVATAR)
                .where(LOG_AVATAR.c.person == self._person, LOG_AVATAR.c.run_id.in_(of_event))
                .values(person=secrets.token_urlsafe(16))
            )
        return set(runs)

    async def _look_through(
        self, packed: PackedTable, run: int, avatars: Collection[AvatarId]
    ) -> None:
        async with self._engine.connect() as connection:
            heads = await _heads(connection, packed, run)
        for start in range(0, len(heads), PAGE_ROWS):
            page = heads[start : start + PAGE_ROWS]
            async with self._engine.connect() as connection:
                rows = (await connection.execute(_rows_of(packed, page))).all()
            made = await asyncio.to_thread(_without, packed, rows, avatars)
            self._made.update(zip(map(packed.key_of, rows), made, strict=True))

    async def _replace(
        self,
        connection: AsyncConnection,
        packed: PackedTable,
        run: int,
        avatars: Collection[AvatarId],
    ) -> None:
        """Put the new rows in place of the old ones."""
        for head in await _heads(connection, packed, run):
            key = packed.key_of(head)
            if key in self._made:
                made = self._made[key]
            else:
                rows = (await connection.execute(_rows_of(packed, [head]))).all()
                (made,) = _without(packed, rows, avatars)
            if made is None:
                continue
            await connection.execute(delete(packed.table).where(_is(packed, head)))
            if made:
                await connection.execute(insert(packed.table), made)


def _without(
    packed: PackedTable, rows: Sequence[Row[Any]], avatars: Collection[AvatarId]
) -> list[NewRows]:
    return [packed.without(row, avatars) for row in rows]


async def _heads(connection: AsyncConnection, packed: PackedTable, run: int) -> Sequence[Row[Any]]:
    """The keys of a run's rows, in order."""
    columns = packed.table.c
    wanted = select(*(columns[name] for name in packed.key)).where(columns.run_id == run)
    return (await connection.execute(wanted.order_by(columns[packed.order]))).all()


def _is(packed: PackedTable, head: Row[Any]) -> Any:
    return and_(*(packed.table.c[name] == getattr(head, name) for name in packed.key))


def _rows_of(packed: PackedTable, heads: Sequence[Row[Any]]) -> Select[Any]:
    return select(packed.table).where(or_(*(_is(packed, head) for head in heads)))


async def _forget_entries(
    connection: AsyncConnection, run: int, avatars: Collection[AvatarId]
) -> None:
    """Take out where they came in, and what they said about their path."""
    entry = LOG_PRESENCE.c
    mine = and_(entry.run_id == run, entry.avatar.in_(avatars))
    await connection.execute(delete(LOG_PRESENCE).where(mine, entry.kind == "path"))
    entered = select(entry.seq, entry.facts).where(mine, entry.kind == "entered")
    for seq, facts in (await connection.execute(entered)).all():
        less = {name: value for name, value in facts.items() if name not in PLACE_FACTS}
        this = and_(entry.run_id == run, entry.seq == seq)
        await connection.execute(update(LOG_PRESENCE).where(this).values(facts=less))
