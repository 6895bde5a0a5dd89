"""One island for each event of a PostgreSQL database: a lock that ends with its connection.

Should that connection break, the lock is taken again. What another island may have done meanwhile
is looked at in the very transaction that writes: nothing is written once another run has begun.
"""

from __future__ import annotations

import asyncio
import logging

import asyncpg
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.sql.functions import Function

from island_server.errors import SettingsError, StoreError
from island_server.ports import Clock, LogRun
from island_server.store.schema import LOG_RUN

_log = logging.getLogger("island_server.store")

LOOK_MS = 2000
"""Between two looks whether the connection still stands."""
ANSWER_S = 5.0
"""How long PostgreSQL may take to answer such a look."""

_BROKEN = (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)


class EventGuard:
    """Holds events on a connection of its own; PostgreSQL lets them go if the process dies."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: AsyncConnection | None = None
        self._events: list[str] = []
        self._is_broken = False
        self._at_work = asyncio.Lock()

    async def hold(self, event_id: str) -> None:
        """Take an event; taking it again does nothing. Raises `SettingsError` if it is taken."""
        async with self._at_work:
            if not await self._take(event_id):
                raise SettingsError(
                    f"ISLAND_DATABASE_URL: event {event_id} is in use by another island there"
                )
            if event_id not in self._events:
                self._events.append(event_id)

    async def let_go(self, event_id: str) -> None:
        """Let one event go; one that is not held is ignored."""
        async with self._at_work:
            if event_id not in self._events:
                return
            self._events.remove(event_id)
            try:
                async with asyncio.timeout(ANSWER_S):
                    if self._connection is not None:
                        key = _key("eiland", event_id)
                        await self._connection.scalar(select(func.pg_advisory_unlock(key)))
            except _BROKEN:
                self._is_broken = True  # and with the connection the lock went
                await self._hang_up()

    async def watch(self, clock: Clock) -> None:
        """Take the events again whenever the connection broke, until cancelled."""
        while True:
            await clock.sleep_ms(LOOK_MS)
            async with self._at_work:
                await self._look()

    async def release(self) -> None:
        """Let all events go."""
        async with self._at_work:
            self._events.clear()
            await self._hang_up()

    async def _look(self) -> None:
        """See whether the connection stands, and make it anew if not."""
        if not self._events or (not self._is_broken and await self._stands()):
            return
        if not self._is_broken:
            self._is_broken = True
            _log.warning("the connection that holds the event broke; another one is made")
            await self._hang_up()
        if await self._take_all():
            self._is_broken = False
            _log.info("the event is held again")

    async def _stands(self) -> bool:
        """Whether PostgreSQL still answers on the connection."""
        try:
            async with asyncio.timeout(ANSWER_S):
                return self._connection is not None and bool(
                    await self._connection.scalar(select(1))
                )
        except _BROKEN:
            return False

    async def _take_all(self) -> bool:
        """Take all events anew; False if one is another's by now, or the database is away."""
        try:
            async with asyncio.timeout(ANSWER_S):
                return all([await self._take(event_id) for event_id in self._events])
        except _BROKEN:
            await self._hang_up()
            return False

    async def _take(self, event_id: str) -> bool:
        if self._connection is None:
            connection = await self._engine.connect()
            self._connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        key = _key("eiland", event_id)
        return bool(await self._connection.scalar(select(func.pg_try_advisory_lock(key))))

    async def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.invalidate()  # ends the session, and with it the locks
            await connection.close()


async def begin_writing(connection: AsyncConnection, event_id: str) -> None:
    """Let nobody write into an event until this transaction, which begins a run, has ended."""
    await connection.execute(select(func.pg_advisory_xact_lock(_key("eiland run", event_id))))


async def check_writing(connection: AsyncConnection, run: LogRun) -> None:
    """Make sure, for this transaction, that no later run of the event has begun.

    Raises:
        StoreError: one has; this one is never written again.
    """
    key = _key("eiland run", run.event.id)
    await connection.execute(select(func.pg_advisory_xact_lock_shared(key)))
    runs = select(func.max(LOG_RUN.c.id)).where(LOG_RUN.c.event_id == run.event.id)
    latest = await connection.scalar(runs)
    if latest is not None and latest > run.run:
        raise StoreError(
            f"event {run.event.id} is in use by another island there, which began later;"
            " stop one of the two, and start this one anew if it is the one to stay"
        )


def _key(use: str, event_id: str) -> Function[int]:
    return func.hashtextextended(f"{use} {event_id}", 0)
