"""Retention, with a clock that the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import insert, select

from island_server.attendance_ports import AttendanceStore
from island_server.clock import ManualClock, settle
from island_server.core.ids import PersonId
from island_server.errors import StoreError
from island_server.ports import LogBatch
from island_server.store.database import FILE_NAME
from island_server.store.log_retention import DAY_MS
from island_server.store.retention import INTERVAL_MS, keep_retention
from island_server.store.schema import LOG_ACCESS, LOG_MOTION, PLACE
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import ANNA, EVENT, START_MS, enters, entry, moves, read
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


async def test_what_is_too_old_leaves_no_byte_in_the_files_while_the_island_runs(
    tmp_path: Path,
) -> None:
    """By the moved clock: a name, an id, a path, a place to come back to, a reason."""
    store = await SqlAttendanceStore.open(tmp_path)
    clock = ManualClock(wall_ms=START_MS + EVENT.retention_days * DAY_MS)
    run = await store.begin_run(EVENT, START_MS)
    who = replace(ANNA, person=PersonId("anna-0123456789abcdef0"), name="Annemarijke van Oerd")
    coming = replace(enters(), person=who.person)
    walks = [moves(20 + number) for number in range(20)]
    batch = LogBatch([entry(seq, what) for seq, what in enumerate([coming, *walks], 1)], [], [who])
    await store.append(run, batch)
    async with store._engine.begin() as connection:
        place = {"event_id": EVENT.id, "person": who.person, "island": "nes", "x": 1, "y": 2}
        await connection.execute(insert(PLACE).values(**place, facing=4, wall_ms=START_MS))
        note = {"kind": "names", "role": "organiser", "reason": "the list of Annemarijke"}
        await connection.execute(
            insert(LOG_ACCESS).values(event_id=EVENT.id, wall_ms=START_MS, **note)
        )
        (chunk,) = await connection.scalars(select(LOG_MOTION.c.data))
    secrets = [b"Annemarijke", who.person.encode(), chunk]

    def raw() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    async with retention_kept(store, clock), asyncio.timeout(20):
        assert await store.people(EVENT.id)
        assert all(secret in raw() for secret in secrets)
        while await store.people(EVENT.id):
            await clock.advance_ms(INTERVAL_MS)
        async with store._writing:
            assert [secret for secret in secrets if secret in raw()] == []
    await store.close()


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


async def test_what_an_event_remembers_goes_when_nobody_was_there_for_so_long(
    tmp_path: Path,
) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    run = await store.begin_run(EVENT, START_MS)
    shelf = store.shelf(EVENT.id)
    for key in ("order", "activity:1", "zones/nes"):
        await shelf.put(key, b"x")
    await store.append(run, ROW)
    promised_ms = EVENT.retention_days * DAY_MS
    await store.forget_old(START_MS + promised_ms)
    assert await shelf.read("order") == b"x"
    await store.forget_old(START_MS + promised_ms + DAY_MS)
    kept = {key for key in ("order", "activity:1", "zones/nes") if await shelf.read(key)}
    assert kept == {"zones/nes"}
    await store.close()
