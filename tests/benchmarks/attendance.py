"""What the attendance log costs: `make bench-attendance`.

A thousand avatars at two events each a second for a simulated hour go through the real recorder
into a real SQLite file, as fast as it goes; the recorder's share of a core is its processor time
(all threads, the making of events taken off) for each simulated second. People walk as the world
lets them: a path begins at the step under way.

Beside it, in the same run, the naive way: a row for each avatar five times a second, in a table
`sample(event_id TEXT, t_ms INTEGER, avatar INTEGER, x INTEGER, y INTEGER)` with one index on
(event_id, t_ms), WAL and the same pragmas, nothing padded; for a shorter stretch of the same crowd,
its size scaled to the same time. It keeps no zones, conversations or people; ours does.

A seek is what a browser needs to show any moment: the store's `segment`, from one snapshot to the
next (a minute), packed as the HTTP answer will be. The naive way reads the rows of as long a
stretch into tuples by plain sqlite3, and packs nothing. What the recording left behind is kept
out of the collector's rounds during both, as the server does at its start. Times are of the wall,
and what else the machine does is in them; `seek_cpu_...` are processor time of all threads.

Then the figures of the whole log (`insight_s`, processor time), read from the store; and seeks in a
second log, of three hours and 500 people (`long_...`). Ratios are naive / ours. `size_bytes` is by
table, as SQLite's dbstat has it, where it is compiled in.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import random
import sqlite3
import statistics
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from island_server.clock import ManualClock, settle
from island_server.core.attendance.chronicle import Chronicle
from island_server.core.attendance.insight import insight_of
from island_server.core.logged import Logged
from island_server.ports import EventInfo, LogSegment
from island_server.store.recorder import AttendanceRecorder
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.tasks import Tasks
from tests.benchmarks.attendance_crowd import STEP_MS, ZONES, Crowd

EVENT = EventInfo("bench", "Bench", "map-1", "movement", 30, "bench")
NAIVE_HZ = 5
MINUTE_MS = 60_000
AT_ONCE = 20_000
PRAGMAS = (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
    "PRAGMA secure_delete = ON;"
)


@dataclass(slots=True)
class Times:
    """How long one thing took each time it was done, in ms: by the wall, and of processors."""

    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Measure what is done within."""
        wall_s, cpu_s = time.perf_counter(), time.process_time()
        yield
        self.wall_ms.append((time.perf_counter() - wall_s) * 1000)
        self.cpu_ms.append((time.process_time() - cpu_s) * 1000)


@dataclass(frozen=True, slots=True)
class Recorded:
    events: int
    lost: int
    core_share: float
    size_bytes: int


async def record(folder: Path, people: int, seconds: int) -> Recorded:
    """Let the crowd walk through the recorder."""
    store = await SqlAttendanceStore.open(folder)
    clock, crowd = ManualClock(), Crowd(people)
    recorder = AttendanceRecorder(store, await store.begin_run(EVENT, clock.wall_ms()), clock)
    count, making_s, began_s = 0, 0.0, time.process_time()
    async with Tasks() as tasks:
        tasks.spawn("recorder", recorder.run())
        recorder.follow("nes", EVENT.map_id, crowd.state)
        batch = crowd.arrive(0)
        while True:
            recorder.record(batch, clock.wall_ms(), "nes")
            count += len(batch)
            await settle(4)
            while recorder.numbers()["entries_waiting"] and not clock.sleepers:
                await asyncio.sleep(0.0005)  # it writes: let time not run ahead of the disk
            if clock.now_ms() >= seconds * 1000:
                break
            await clock.advance_ms(STEP_MS)
            before_s = time.process_time()
            batch = crowd.step(clock.now_ms())
            making_s += time.process_time() - before_s
        await recorder.stop()
        lost = int(recorder.numbers()["entries_lost"])
    await store.close()
    used_s = time.process_time() - began_s - making_s
    size = sum(file.stat().st_size for file in folder.glob("island.db*"))
    return Recorded(count, lost, used_s / seconds, size)


def by_table(folder: Path) -> dict[str, int]:
    """The bytes of each table and index; empty if SQLite cannot tell."""
    database = sqlite3.connect(folder / "island.db")
    try:
        found = database.execute("SELECT name, SUM(pgsize) FROM dbstat GROUP BY name").fetchall()
        free = database.execute("PRAGMA freelist_count").fetchone()[0]
    except sqlite3.OperationalError:
        return {}
    finally:
        database.close()
    sizes = {name: size for name, size in found if size > 100_000}
    return {**sizes, "free": free * 4096}


async def seeks(folder: Path, times: int) -> tuple[Times, int]:
    """How long seeks take, and the bytes of the largest."""
    with sqlite3.connect(folder / "island.db") as database:
        marks = database.execute("SELECT seq FROM log_snapshot ORDER BY seq").fetchall()
    database.close()
    store = await SqlAttendanceStore.open(folder)
    chance, taken, most = random.Random(2), Times(), 0
    for _ in range(times):
        (seq,) = chance.choice(marks[:-1])
        with taken.one():
            segment = await store.segment(EVENT.id, "nes", seq)
            if segment is None:
                raise SystemExit("nothing was recorded")
            answer = packed(segment)
        most = max(most, len(answer))
    await store.close()
    return taken, most


def packed(segment: LogSegment) -> bytes:
    """The answer of docs/protocol.md section 7, "A segment", but for the pseudonyms."""
    state = msgspec.Raw(zlib.decompress(segment.snapshot[1:]))
    told = {name: getattr(segment, name) for name in LogSegment.__slots__}
    return msgspec.msgpack.encode({**told, "snapshot": state})


async def insight_s(folder: Path) -> float:
    """The processor time of working out all figures, in s."""
    store = await SqlAttendanceStore.open(folder)
    began, chronicle, batch = time.process_time(), Chronicle(), list[Logged]()
    async for entry in store.entries(EVENT.id):
        batch.append(entry)
        if len(batch) == AT_ONCE:
            chronicle.take(batch)
            batch = []
    chronicle.take(batch)
    insight_of(chronicle.records(), zones=[("nes", zone) for zone in ZONES])
    used_s = time.process_time() - began
    await store.close()
    return used_s


def naive(folder: Path, people: int, seconds: int, times: int) -> tuple[float, Times]:
    """Bytes a simulated second, and how long seeks take, the naive way."""
    path, crowd = folder / "naive.db", Crowd(people)
    database = sqlite3.connect(path)
    database.executescript(
        f"{PRAGMAS} CREATE TABLE sample"
        " (event_id TEXT, t_ms INTEGER, avatar INTEGER, x INTEGER, y INTEGER);"
        "CREATE INDEX sample_when ON sample (event_id, t_ms);"
    )
    wall_ms = ManualClock().wall_ms()
    crowd.arrive(0)
    for now_ms in range(STEP_MS, seconds * 1000 + 1, STEP_MS):
        crowd.step(now_ms)
        if now_ms % (1000 // NAIVE_HZ) == 0:
            rows = [(EVENT.id, wall_ms + now_ms, n, *tile) for n, tile in crowd.places(now_ms)]
            with database:
                database.executemany("INSERT INTO sample VALUES (?, ?, ?, ?, ?)", rows)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    per_s = path.stat().st_size / seconds
    chance, taken = random.Random(3), Times()
    for _ in range(times):
        from_ms = wall_ms + chance.randrange(max(1, seconds * 1000 - MINUTE_MS))
        with taken.one():
            rows = database.execute(
                "SELECT t_ms, avatar, x, y FROM sample"
                " WHERE event_id = ? AND t_ms > ? AND t_ms <= ? ORDER BY t_ms",
                (EVENT.id, from_ms, from_ms + MINUTE_MS),
            ).fetchall()
        if len(rows) < people * NAIVE_HZ * min(seconds - 1, 59):
            raise SystemExit("the naive way has lost rows")
    database.close()
    return per_s, taken


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def measure(folder: Path, given: argparse.Namespace) -> tuple[dict[str, object], int]:
    """The figures of one log beside the naive way; and how many events were lost."""
    say(f"{given.people} avatars, two events each a second, for {given.seconds} simulated s")
    began = time.perf_counter()
    ours = asyncio.run(record(folder, given.people, given.seconds))
    say(f"recorded {ours.events} events in {time.perf_counter() - began:.0f} s of real time")
    sizes = by_table(folder)
    gc.collect()
    gc.freeze()
    naive_per_s, theirs = naive(folder, given.people, given.naive_seconds, given.seeks // 4)
    own, most = asyncio.run(seeks(folder, given.seeks))
    for name, taken in (("seek", own), ("naive seek", theirs)):
        middle, cpu = statistics.median(taken.wall_ms), statistics.median(taken.cpu_ms)
        say(f"{name}: median {middle:.1f} ms, of processors {cpu:.1f} ms")
    say(f"naive, {given.naive_seconds} s of it: {naive_per_s:.0f} bytes a second; {sizes}")
    result = {
        "recorder_core_share": round(ours.core_share, 4),
        "bytes_per_event": round(ours.size_bytes / ours.events, 2),
        "size_ratio_naive": round(naive_per_s * given.seconds / ours.size_bytes, 1),
        "seek_ms_p95": round(p95(own.wall_ms), 1),
        "seek_ratio_naive": round(p95(theirs.wall_ms) / p95(own.wall_ms), 1),
        "insight_s": round(asyncio.run(insight_s(folder)), 1),
        "seek_cpu_ms_p95": round(p95(own.cpu_ms), 1),
        "seek_cpu_ratio_naive": round(p95(theirs.cpu_ms) / p95(own.cpu_ms), 1),
        "seek_bytes_most": most,
        "events": ours.events,
        "events_lost": ours.lost,
        "size_bytes": sizes,
    }
    return result, ours.lost


def measure_long(folder: Path, given: argparse.Namespace) -> tuple[dict[str, object], int]:
    """Seeks in a longer log; and how many events were lost."""
    seconds = int(given.long_hours * 3600)
    say(f"{given.long_people} avatars for {seconds} simulated s")
    ours = asyncio.run(record(folder, given.long_people, seconds))
    taken, most = asyncio.run(seeks(folder, given.seeks))
    result = {
        "long_people": given.long_people,
        "long_hours": given.long_hours,
        "long_seek_ms_p95": round(p95(taken.wall_ms), 1),
        "long_seek_cpu_ms_p95": round(p95(taken.cpu_ms), 1),
        "long_seek_bytes_most": most,
    }
    return result, ours.lost


def main() -> int:
    """Print the figures, and last one JSON object."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=1000)
    asked.add_argument("--seconds", type=int, default=3600, help="simulated time")
    asked.add_argument("--naive-seconds", type=int, default=180)
    asked.add_argument("--seeks", type=int, default=100)
    asked.add_argument("--long-people", type=int, default=500)
    asked.add_argument("--long-hours", type=float, default=3.0, help="0: without the second log")
    given = asked.parse_args()
    with TemporaryDirectory() as name:
        result, lost = measure(Path(name), given)
    if given.long_hours:
        say(f"so far {json.dumps(result)}")
        with TemporaryDirectory() as name:
            more, lost_then = measure_long(Path(name), given)
            result, lost = {**result, **more}, lost + lost_then
    say(json.dumps(result))
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
