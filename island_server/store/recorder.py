"""Writes the island's events down, in order and in batches, without ever holding up the island."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from island_server.attendance_ports import AttendanceStore
from island_server.core import events as ev
from island_server.core.state import IslandState
from island_server.errors import StoreError
from island_server.ports import Clock, LogRun
from island_server.store.log_buffer import LogBuffer
from island_server.store.snapshot_schedule import SnapshotSchedule

_log = logging.getLogger("island_server.store")

ProblemListener = Callable[[str | None], None]
"""Told once that the log cannot be written, and why; and `None` once it can be again."""


@dataclass(frozen=True, slots=True)
class RecorderLimits:
    """How late, how much, how often. Times in milliseconds of the island's clock."""

    batch_ms: int = 200
    """The first entry of a batch waits this long for others; with the write itself: within 250."""
    retry_ms: int = 1000
    """Pause after a write that failed."""
    batch_entries: int = 2000
    """Most entries of one write."""
    entries_max: int = 50_000
    """Most entries that wait; while more come they are lost, and counted as a gap."""
    stop_ms: int = 5000
    """Longest wait for the last entries when the island stops."""


class AttendanceRecorder:
    """Takes events from the island loop and hands batches to the store.

    The owner spawns `run` once and awaits `stop` at the end. A store that fails is tried again
    until it works; meanwhile entries wait, as many as `entries_max`. A fault that is no
    `StoreError` ends `run`.
    """

    def __init__(
        self,
        store: AttendanceStore,
        run: LogRun,
        clock: Clock,
        on_problem: ProblemListener | None = None,
        limits: RecorderLimits | None = None,
    ) -> None:
        self._store = store
        self._run = run
        self._clock = clock
        self._on_problem = on_problem
        self._limits = limits or RecorderLimits()
        self._buffer = LogBuffer(run, self._limits.entries_max)
        self._snapshots = SnapshotSchedule(run)
        self._gaps = 0
        self._written = 0
        self._problem: str | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        self._filled = asyncio.Event()
        self._hurried = asyncio.Event()
        self._ended = asyncio.Event()
        self._flushes: list[tuple[int, asyncio.Future[None]]] = []
        """Who waits until the entry of this number is written."""

    def tell_problems_to(self, listener: ProblemListener) -> None:
        """Have `listener` told from now on, instead of who was told until now."""
        self._on_problem = listener

    def follow(self, island: str, map_id: str, state: IslandState) -> None:
        """Take snapshots of an island from now on; `state` always is what was recorded of it."""
        self._snapshots.begin(island, map_id, state)
        self._take_snapshots()

    def record(self, events: Iterable[ev.Event], wall_ms: int, island: str) -> None:
        """Take what happened on an island now, in order; returns at once, whatever happens."""
        if self._buffer.add(events, wall_ms, island):
            self._hurried.set()
        self._take_snapshots()
        if self._buffer:
            self._filled.set()

    def problem(self) -> str | None:
        """What is wrong now, in words that everybody may read; `None` if all is well."""
        return None if self._problem is None else "the attendance log cannot be written"

    def numbers(self) -> dict[str, float]:
        """For `/metrics`: entries written and lost since the start, waiting, and most that may."""
        waiting, lost = len(self._buffer), self._buffer.lost
        return {
            "entries_written": self._written,
            "entries_waiting": waiting,
            "entries_waiting_max": self._limits.entries_max,
            "entries_lost": lost,
        }

    async def run(self) -> None:
        """Write until `stop`, and then until nothing waits."""
        self._task = asyncio.current_task()
        try:
            while not (self._stopping and not self._buffer):
                await self._next_batch()
                if self._buffer and not await self._write():
                    await self._clock.sleep_ms(self._limits.retry_ms)
        except Exception as fault:
            self._set_problem(f"the recorder failed: {type(fault).__name__}")
            raise
        finally:
            self._task = None
            self._ended.set()
            self._end_flushes(StoreError("the recorder has ended"))

    async def flush(self) -> None:
        """Return once all that was recorded until now is written.

        Raises `StoreError` if it cannot be written, or if `run` has ended.
        """
        if self._ended.is_set():
            raise StoreError("the recorder has ended")
        if self._buffer.has_written(self._buffer.last_seq):
            return
        done = asyncio.get_running_loop().create_future()
        self._flushes.append((self._buffer.last_seq, done))
        self._filled.set()
        self._hurried.set()
        await done

    async def stop(self) -> None:
        """Write what waits, at most `stop_ms` long; what then remains is lost and logged so.

        Afterwards `run` has ended and the store may be closed.
        """
        self._stopping = True
        self._filled.set()
        self._hurried.set()
        if self._task is not None:
            await self._wait(self._ended, self._limits.stop_ms)
        if self._task is not None:
            self._task.cancel()
            await self._ended.wait()
        if self._buffer:
            _log.error("attendance log: %d entries were lost at the end", len(self._buffer))

    async def _next_batch(self) -> None:
        """Wait for the first entry, and then for others unless it is urgent or they are enough."""
        await self._filled.wait()
        if not self._stopping and len(self._buffer) < self._limits.batch_entries:
            await self._wait(self._hurried, self._limits.batch_ms)
        self._hurried.clear()

    async def _write(self) -> bool:
        """Write one batch. False if the store could not; the batch then stays at the front."""
        batch = self._buffer.front(self._limits.batch_entries)
        try:
            await self._store.append(self._run, batch)
        except StoreError as error:
            self._set_problem(str(error))
            self._end_flushes(error)
            return False
        self._buffer.written(batch)
        self._written += len(batch.entries)
        self._end_flushes()
        self._take_snapshots()
        self._set_problem(None)
        if not self._buffer and not self._stopping:
            self._filled.clear()
        return True

    def _end_flushes(self, error: StoreError | None = None) -> None:
        """Let those go on whose entries are written, or all of them with an error."""
        waiting, self._flushes = self._flushes, []
        for seq, done in waiting:
            if done.done():
                continue
            if error is not None:
                done.set_exception(StoreError(str(error)))
            elif self._buffer.has_written(seq):
                done.set_result(None)
            else:
                self._flushes.append((seq, done))

    def _take_snapshots(self) -> None:
        """Take those that are due; the states are those after the last entry at all times."""
        if self._buffer.gaps != self._gaps:
            self._gaps = self._buffer.gaps
            self._snapshots.all_due()
        now_ms = self._clock.now_ms()
        for island in self._snapshots.due(now_ms):
            if self._buffer.can_take_snapshot(island):
                wall_ms = self._clock.wall_ms()
                self._buffer.add_snapshot(
                    self._snapshots.take(island, self._buffer.last_seq, now_ms, wall_ms)
                )
                self._filled.set()

    async def _wait(self, event: asyncio.Event, most_ms: int) -> None:
        """Wait for `event`, at most `most_ms` by the island's clock."""
        waits = [
            asyncio.ensure_future(event.wait()),
            asyncio.ensure_future(self._clock.sleep_ms(most_ms)),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def _set_problem(self, problem: str | None) -> None:
        if problem == self._problem:
            return
        self._problem = problem
        if problem is None:
            _log.info("attendance log: written again, %d entries lost so far", self._buffer.lost)
        else:
            _log.error("attendance log cannot be written: %s", problem)
        if self._on_problem is not None:
            self._on_problem(problem)
