"""One island for each event of a PostgreSQL database: a lock that ends with its connection."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from island_server.errors import SettingsError


class EventGuard:
    """Holds events on a connection of its own; PostgreSQL lets them go if the process dies."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: AsyncConnection | None = None

    async def hold(self, event_id: str) -> None:
        """Take an event; taking it again does nothing. Raises `SettingsError` if it is taken."""
        if self._connection is None:
            connection = await self._engine.connect()
            self._connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        key = func.hashtextextended(f"eiland {event_id}", 0)
        if not await self._connection.scalar(select(func.pg_try_advisory_lock(key))):
            raise SettingsError(
                f"ISLAND_DATABASE_URL: event {event_id} is in use by another island there"
            )

    async def release(self) -> None:
        """Let all events go."""
        if self._connection is not None:
            await self._connection.invalidate()  # ends the session, and with it the locks
            await self._connection.close()
            self._connection = None
