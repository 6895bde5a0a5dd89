"""Leaves nothing of what was erased in the files of the database.

SQLite overwrites what it erases (`secure_delete`), but not the copies of rows that it leaves behind
in a page when it spreads them over others; and the file beside it still has the pages of before.
PostgreSQL cleans up by itself in time; docs/privacy.md tells what its operator may do.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from island_server.errors import StoreError
from island_server.store.database import store_errors

CHECKPOINT_TRIES = 10
"""Each waits for readers as long as `database.LOCK_WAIT_S`."""


async def scrub(engine: AsyncEngine) -> None:
    """Write SQLite's file anew, and empty the one beside it; takes room for the database twice.

    Nobody else may be writing. Raises `StoreError` if the disk is full, or somebody reads too long.
    """
    if engine.dialect.name != "sqlite":
        return
    with store_errors(engine):
        async with engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await driver.execute_fetchall("VACUUM")
            for _ in range(CHECKPOINT_TRIES):
                ((busy, *_),) = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
                if not busy:
                    return
    raise StoreError("what was erased may still be in the file beside the database")
