"""Retention, with a clock that the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from island_server.clock import ManualClock, settle
from island_server.errors import StoreError
from island_server.ports import AttendanceStore, LogBatch
from island_server.store.database import FILE_NAME
from island_server.store.log_retention import DAY_MS
from island_server.store.retention import INTERVAL_MS, keep_retention
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import ANNA, EVENT, START_MS, enters, entry, read
from .memory_store import MemoryStore

ROW = LogBatch([entry(1, enters())], [], [ANNA])


@asynccontextmanager
async def retention_kept(store: AttendanceStore, clock: ManualClock) -> AsyncIterator[None]:
    keeper = asyncio.create_task(keep_retention(store, clock))
    try:
        await settle()
        yield
    finally:
        keeper.cancel()
        await asyncio.wait([keeper])


async def test_rows_and_their_person_go_after_the_days_that_were_promised() -> None:
    store, clock = MemoryStore(), ManualClock(wall_ms=START_MS)
    await store.append(await store.begin_run(EVENT, START_MS), ROW)
    async with retention_kept(store, clock):
        await clock.advance_ms(EVENT.retention_days * DAY_MS - INTERVAL_MS)
        await settle()
        assert len(await read(store)) == 1
        await clock.advance_ms(2 * INTERVAL_MS)
        await settle()
        assert await read(store) == []
        assert await store.people(EVENT.id) == []


async def test_a_database_that_fails_is_asked_again() -> None:
    store, clock = MemoryStore(), ManualClock(wall_ms=START_MS + 31 * DAY_MS)
    await store.append(await store.begin_run(EVENT, START_MS), ROW)
    store.failure = StoreError("locked")
    async with retention_kept(store, clock):
        assert len(await read(store)) == 1
        store.failure = None
        await clock.advance_ms(INTERVAL_MS)
        await settle()
        assert await read(store) == []


async def test_nothing_of_an_erased_name_stays_in_the_file(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    named = replace(ANNA, name="Annemarijke van Oerd")
    await store.append(
        await store.begin_run(EVENT, START_MS), LogBatch([entry(1, enters())], [], [named])
    )
    assert await store.forget_old(START_MS + 31 * DAY_MS) == 1
    await store.close()
    files = [path for path in tmp_path.iterdir() if path.name.startswith(FILE_NAME)]
    assert files
    assert all(b"Annemarijke" not in path.read_bytes() for path in files)
