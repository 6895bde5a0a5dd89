from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from island_server.clock import ManualClock, SystemClock, settle
from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId, ZoneId
from island_server.core.logged import Gap
from island_server.errors import StoreError
from island_server.ports import EventInfo
from island_server.store import database
from island_server.store.recorder import AttendanceRecorder, RecorderLimits
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.tasks import Tasks

from .made_log import read
from .memory_store import MemoryStore

EVENT = EventInfo("ameland", "Ameland", "nes-1", "movement", 30, "ameland")
ANNA = AvatarId(7)
ENTERED = ev.Entered(9, ANNA, PersonId("p1"), "Anna", (0,) * 7, ev.Role.HOST, 3, 4, 4)
LEFT = ev.Left(30, ANNA, ev.LeaveReason.LEFT)
KINDS = {ev.Entered: "entered", ev.Left: "left", ev.ZoneEntered: "zone_entered"}
FULL = StoreError("island.db: database or disk is full")


def zone(t_ms: int) -> ev.ZoneEntered:
    return ev.ZoneEntered(t_ms, ANNA, ZoneId("hall"))


class Desk:
    """A recorder at work on a store in memory, by a clock that the test moves."""

    def __init__(
        self, store: MemoryStore, clock: ManualClock, recorder: AttendanceRecorder
    ) -> None:
        self.store, self.clock, self.recorder = store, clock, recorder

    def kinds(self) -> list[list[str]]:
        """The kinds of the entries of each batch."""
        return [[KINDS[type(entry.what)] for entry in b.entries] for b in self.store.batches]


@asynccontextmanager
async def recording(
    problems: list[str | None] | None = None, limits: RecorderLimits | None = None
) -> AsyncIterator[Desk]:
    store, clock = MemoryStore(), ManualClock()
    run = await store.begin_run(EVENT, 0)
    told = [] if problems is None else problems
    recorder = AttendanceRecorder(store, run, clock, told.append, limits)
    async with Tasks() as tasks:
        tasks.spawn("attendance", recorder.run())
        await settle()
        yield Desk(store, clock, recorder)


async def test_entries_wait_a_moment_for_others() -> None:
    async with recording() as desk:
        desk.recorder.record([zone(1)], 1, "nes")
        await desk.clock.advance_ms(100)
        desk.recorder.record([zone(2)], 1, "nes")
        await desk.clock.advance_ms(99)
        assert desk.kinds() == []
        await desk.clock.advance_ms(1)
        assert desk.kinds() == [["zone_entered", "zone_entered"]]


async def test_entries_and_departures_are_written_at_once_with_what_came_before() -> None:
    async with recording() as desk:
        desk.recorder.record([ENTERED], 1, "nes")
        await settle()
        assert desk.kinds() == [["entered"]]
        desk.recorder.record([zone(2)], 1, "nes")
        await settle()
        desk.recorder.record([LEFT], 1, "nes")
        await settle()
        assert desk.kinds()[1:] == [["zone_entered", "left"]]
        assert [p.name for p in await desk.store.people("ameland")] == ["Anna"]


async def test_what_happens_during_a_write_comes_in_the_next() -> None:
    async with recording() as desk:
        desk.store.open_gate.clear()
        desk.recorder.record([ENTERED], 1, "nes")
        await settle()
        desk.recorder.record([LEFT], 1, "nes")
        await settle()
        assert desk.kinds() == []
        desk.store.open_gate.set()
        await settle()
        assert desk.kinds() == [["entered"], ["left"]]


async def test_a_large_batch_is_written_in_pieces_without_waiting() -> None:
    async with recording(limits=RecorderLimits(batch_entries=2)) as desk:
        desk.recorder.record([zone(t_ms) for t_ms in range(5)], 1, "nes")
        await settle()
        assert [len(batch) for batch in desk.kinds()] == [2, 2]
        await desk.clock.advance_ms(200)
        assert [len(batch) for batch in desk.kinds()] == [2, 2, 1]


async def test_a_store_that_fails_is_tried_again_and_nothing_is_lost() -> None:
    problems: list[str | None] = []
    async with recording(problems) as desk:
        desk.store.failure = FULL
        desk.recorder.record([ENTERED], 1, "nes")
        await settle()
        assert desk.recorder.problem() == "the attendance log cannot be written"
        await desk.clock.advance_ms(5000)
        desk.recorder.record([LEFT], 1, "nes")
        desk.store.failure = None
        await desk.clock.advance_ms(1200)
        assert desk.recorder.problem() is None
        assert problems == [str(FULL), None]
        assert [entry.seq for entry in await read(desk.store)] == [1, 2]
        assert desk.recorder.numbers() == {
            "entries_written": 2,
            "entries_waiting": 0,
            "entries_waiting_max": 50_000,
            "entries_lost": 0,
        }


async def test_a_store_that_fails_for_long_costs_entries_not_memory() -> None:
    async with recording(limits=RecorderLimits(entries_max=10)) as desk:
        desk.store.failure = FULL
        for t_ms in range(1000):
            desk.recorder.record([zone(t_ms)], 1, "nes")
        assert desk.recorder.numbers()["entries_waiting"] == 10
        desk.store.failure = None
        await desk.clock.advance_ms(5000)
        entries = await read(desk.store)
        assert [entry.what.t_ms for entry in entries] == list(range(11))
        assert entries[-1].what == Gap(10, 990)


async def test_stopping_writes_what_waits() -> None:
    async with recording() as desk:
        desk.recorder.record([zone(1)], 1, "nes")
        await desk.recorder.stop()
        assert desk.kinds() == [["zone_entered"]]
        await desk.recorder.stop()


async def test_stopping_gives_up_in_time_and_says_what_is_lost(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with recording() as desk:
        desk.store.failure = FULL
        desk.recorder.record([ENTERED, LEFT], 1, "nes")
        stopping = asyncio.create_task(desk.recorder.stop())
        await desk.clock.advance_ms(4999)
        assert not stopping.done()
        await desk.clock.advance_ms(1)
        await stopping
    assert "2 entries were lost at the end" in caplog.text


async def test_a_write_that_hangs_does_not_hold_up_the_stop() -> None:
    async with recording() as desk:
        desk.store.open_gate.clear()
        desk.recorder.record([ENTERED], 1, "nes")
        await settle()
        stopping = asyncio.create_task(desk.recorder.stop())
        await desk.clock.advance_ms(5000)
        await stopping
        desk.store.open_gate.set()
        await settle()
        assert desk.kinds() == []


async def test_stopping_what_never_ran_does_not_wait() -> None:
    store = MemoryStore()
    run = await store.begin_run(EVENT, 0)
    await AttendanceRecorder(store, run, ManualClock()).stop()


async def test_a_fault_of_the_program_ends_the_recorder_loudly() -> None:
    crashes: list[str] = []
    store, clock = MemoryStore(), ManualClock()
    store.failure = ZeroDivisionError()
    recorder = AttendanceRecorder(store, await store.begin_run(EVENT, 0), clock)
    async with Tasks(lambda name, _fault: crashes.append(name)) as tasks:
        tasks.spawn("attendance", recorder.run())
        await settle()
        recorder.record([ENTERED], 1, "nes")
        await settle()
        assert crashes == ["attendance"]
        assert recorder.problem() == "the attendance log cannot be written"
        recorder.record([LEFT], 1, "nes")
        await recorder.stop()


async def test_a_real_database_that_was_locked_gets_every_entry_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT_S", 0.0)
    store = await SqlAttendanceStore.open(tmp_path)
    other = sqlite3.connect(tmp_path / "island.db", isolation_level=None)
    seen: asyncio.Queue[str | None] = asyncio.Queue()
    limits = RecorderLimits(batch_ms=0, retry_ms=1)
    run = await store.begin_run(EVENT, 0)
    recorder = AttendanceRecorder(store, run, SystemClock(), seen.put_nowait, limits)
    async with Tasks() as tasks:
        tasks.spawn("attendance", recorder.run())
        other.execute("BEGIN IMMEDIATE")
        recorder.record([ENTERED, zone(10)], 1, "nes")
        problem = await seen.get()
        assert problem is not None
        assert problem.endswith("island.db: database is locked")
        recorder.record([LEFT], 1, "nes")
        other.execute("ROLLBACK")
        assert await seen.get() is None
        await recorder.stop()
    other.close()
    kinds = [KINDS[type(entry.what)] for entry in await read(store)]
    assert kinds == ["entered", "zone_entered", "left"]
    await store.close()


async def test_a_flush_ends_once_all_that_came_before_is_written() -> None:
    async with recording() as desk:
        desk.recorder.record([zone(1)], 1, "nes")
        desk.store.open_gate.clear()
        flushed = asyncio.create_task(desk.recorder.flush())
        await settle()
        assert not flushed.done()
        desk.store.open_gate.set()
        await flushed
        assert desk.kinds() == [["zone_entered"]]
        await desk.recorder.flush()


async def test_a_flush_waits_for_no_more_than_what_came_before() -> None:
    async with recording(limits=RecorderLimits(batch_entries=1)) as desk:
        desk.recorder.record([ENTERED], 1, "nes")
        desk.store.open_gate.clear()
        flushed = asyncio.create_task(desk.recorder.flush())
        await settle()
        desk.recorder.record([zone(2)], 1, "nes")
        desk.store.open_gate.set()
        await flushed
        assert desk.kinds()[0] == ["entered"]


async def test_a_flush_of_a_store_that_fails_fails_and_the_entries_stay() -> None:
    async with recording() as desk:
        desk.store.failure = FULL
        desk.recorder.record([ENTERED], 1, "nes")
        with pytest.raises(StoreError, match="full"):
            await desk.recorder.flush()
        desk.store.failure = None
        await desk.clock.advance_ms(2000)
        assert desk.kinds() == [["entered"]]


async def test_a_recorder_that_has_ended_flushes_nothing() -> None:
    async with recording() as desk:
        await desk.recorder.stop()
        with pytest.raises(StoreError, match="ended"):
            await desk.recorder.flush()
