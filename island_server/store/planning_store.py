"""The plans of events for a command, on a database that a server may be using."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from sqlalchemy.ext.asyncio import AsyncEngine

from island_server.errors import SettingsError
from island_server.store.database import (
    FILE_NAME,
    check_form,
    postgresql_engine,
    prepare,
    sqlite_engine,
)
from island_server.store.folder_lock import FolderLock
from island_server.store.sql_api_tokens import SqlApiTokens
from island_server.store.sql_event_plans import SqlEventPlans


class PlanningStore:
    """Plans and tokens; made by `open`."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Use a database that is in its newest form."""
        self._engine = engine
        self.plans = SqlEventPlans(engine)
        self.tokens = SqlApiTokens(engine)

    @classmethod
    async def open(cls, data_dir: Path, address: str | None) -> Self:
        """Open the database; if no server runs, it is made or brought to its newest form first.

        Raises:
            SettingsError: the folder cannot be written.
            StoreError: the database cannot be opened, or a server of another version uses it.
        """
        engine = postgresql_engine(address) if address else sqlite_engine(data_dir / FILE_NAME)
        try:
            lock = _lock(data_dir)
            if lock is None:
                await check_form(engine)
            else:
                try:
                    await prepare(engine)
                finally:
                    lock.release()
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine)

    async def close(self) -> None:
        """Give the database back."""
        await self._engine.dispose()


def _lock(data_dir: Path) -> FolderLock | None:
    """The folder for oneself; `None` while a server has it."""
    try:
        return FolderLock(data_dir)
    except SettingsError:
        if (data_dir / FILE_NAME).exists():
            return None
        raise
