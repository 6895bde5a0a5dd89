"""Movement is merged once a minute, and whoever reads never sees it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from island_server.core.ids import AvatarId
from island_server.core.logged import Logged
from island_server.errors import StoreError
from island_server.ports import LogBatch, LogRun
from island_server.store.motion_chunks import encode_chunk
from island_server.store.motion_writer import MERGE_MS
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import EVENT, entry, moves, read, snapshot

BATCH_MS = 5_000


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[SqlAttendanceStore]:
    address = None
    if request.param == "postgresql":
        address = request.getfixturevalue("postgresql").database()
    made = await SqlAttendanceStore.open(tmp_path, address)
    yield made
    await made.close()


def batches(minutes: int, snapshots: bool = True) -> list[LogBatch]:
    """Some entries each few seconds, of which most are moves; a snapshot in the middle of a batch,
    each minute."""
    made, seq = [], 0
    for t_ms in range(BATCH_MS, minutes * 60_000 + BATCH_MS, BATCH_MS):
        entries = [
            entry(s, None if s % 7 == 0 else moves(t_ms + s - seq, AvatarId(1 + s % 3)))
            for s in range(seq + 1, seq + 11)
        ]
        entries = [replace(e, what=replace(e.what, t_ms=t_ms + e.seq - seq)) for e in entries]
        is_minute = snapshots and t_ms % 60_000 == 0
        taken = [replace(snapshot(seq + 5), t_ms=t_ms + 5)] if is_minute else []
        made.append(LogBatch(entries, taken))
        seq += 10
    return made


def all_of(some: list[LogBatch]) -> list[Logged]:
    return [found for batch in some for found in batch.entries]


async def chunks(store: SqlAttendanceStore) -> list[tuple[int, int, int]]:
    wanted = sa.text("SELECT first_seq, last_seq, moves FROM log_motion ORDER BY first_seq")
    async with store._engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(wanted)]


async def packed(store: SqlAttendanceStore) -> None:
    """Wait until the thread that packs has done so."""
    for writer in store._motion.values():
        if writer._packing is not None:
            await asyncio.wait([writer._packing[1]])


async def write(store: SqlAttendanceStore, run: LogRun, some: list[LogBatch]) -> None:
    for batch in some:
        await store.append(run, batch)
        await packed(store)


async def test_each_minute_becomes_one_chunk_that_ends_with_the_snapshot(
    store: SqlAttendanceStore,
) -> None:
    run = await store.begin_run(EVENT, 5)
    some = batches(3)
    await write(store, run, some)
    cuts = [taken.seq for batch in some for taken in batch.snapshots]
    large = [(first, last) for first, last, count in await chunks(store) if count > 10]
    assert cuts == [115, 235, 355]
    assert large == [(1, 115), (116, 235)]  # the third follows with the next batch
    assert await read(store) == all_of(some)


async def test_a_reader_finds_the_same_after_every_batch(store: SqlAttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    written = list[Logged]()
    for batch in batches(2):
        await store.append(run, batch)
        written += batch.entries
        for after in (0, 57, 114, 115, 116, written[-1].seq - 3):
            assert await read(store, after_seq=after) == written[after:]
        await packed(store)


async def test_who_reads_page_by_page_meets_every_move_once_while_chunks_are_merged(
    store: SqlAttendanceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("island_server.store.log_reader.PAGE_CHUNKS", 5)
    run = await store.begin_run(EVENT, 5)
    before, at_the_end = batches(1)[:-1], batches(1)[-1:]
    await write(store, run, before)
    reading = store.entries(EVENT.id)
    found = [await anext(reading) for _ in range(33)]
    await write(store, run, [*at_the_end, LogBatch([entry(121, moves(70_000))])])
    assert len(await chunks(store)) == 3
    found += [one async for one in reading]
    assert found == all_of(before)


async def test_closing_merges_what_is_left(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    await write(store, await store.begin_run(EVENT, 5), batches(1, snapshots=False))
    await store.close()
    with closing(sqlite3.connect(tmp_path / "island.db")) as database:
        assert len(database.execute("SELECT 1 FROM log_motion").fetchall()) == 1
    again = await SqlAttendanceStore.open(tmp_path)
    assert await read(again) == all_of(batches(1, snapshots=False))
    await again.close()


async def test_what_was_erased_meanwhile_does_not_come_back(store: SqlAttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    some = batches(1)
    await write(store, run, some)
    kept = [e for e in some[0].entries if e.seq in (2, 4, 5)]
    async with store._engine.begin() as connection:
        await connection.execute(
            sa.text("UPDATE log_motion SET data = :data, moves = 3, first_seq = 2, last_seq = 5"
                    " WHERE first_seq = 1"),
            {"data": encode_chunk(kept)},
        )  # fmt: skip
        await connection.execute(sa.text("DELETE FROM log_presence WHERE seq = 7"))
    await write(store, run, [LogBatch([entry(121, moves(70_000))])])
    assert [e.seq for e in await read(store)] == [2, 4, 5, *range(11, 122)]


async def test_a_batch_that_failed_after_all_and_comes_again_longer_is_kept_once(
    store: SqlAttendanceStore,
) -> None:
    run = await store.begin_run(EVENT, 5)
    some = batches(2)
    for batch in some:
        await store.append(run, batch)
        store._motion.clear()  # as after an error that came when all was written
        longer = LogBatch([*batch.entries, *some[0].entries[:3]][:10], batch.snapshots)
        await store.append(run, longer)
    assert await read(store) == all_of(some)


async def test_after_an_error_small_chunks_stay_and_later_ones_are_merged(
    store: SqlAttendanceStore,
) -> None:
    run = await store.begin_run(EVENT, 5)
    some = batches(3)
    await write(store, run, some[:6])
    with pytest.raises(StoreError):
        await store.append(LogRun(EVENT, 99, 1), LogBatch([entry(1, moves(1), run=99)]))
    broken = LogBatch([*some[6].entries, entry(999, run=99)])
    with pytest.raises(StoreError):
        await store.append(run, broken)
    await write(store, run, some[6:])
    assert await read(store) == all_of(some)
    assert max(count for _, _, count in await chunks(store)) > 60


async def test_chunks_are_not_cut_at_the_snapshot_of_every_island(
    store: SqlAttendanceStore,
) -> None:
    run = await store.begin_run(EVENT, 5)
    some = [
        LogBatch(batch.entries, [replace(snapshot(batch.entries[-1].seq), t_ms=n * BATCH_MS)])
        for n, batch in enumerate(batches(2), start=1)
    ]
    await write(store, run, some)
    least = MERGE_MS // BATCH_MS
    lengths = [count for _, _, count in await chunks(store) if count > 10]
    assert lengths
    assert min(lengths) >= 8 * least
    assert await read(store) == all_of(some)
