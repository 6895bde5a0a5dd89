"""What the attendance log costs: `make bench-attendance`.

A thousand avatars at two events each a second for a simulated hour go through the real recorder
into a real SQLite file, as fast as it goes; the recorder's share of a core is its processor time
(all threads, the making of events taken off) for each simulated second. Beside it, in the same
run, the naive way: a row for each avatar five times a second (event, island, time, avatar, x, y),
indexed by event and time, for a shorter stretch, its size scaled to the same time. A seek is what
a browser needs to show any moment: the snapshot before it and all that follows within a minute of
it, as bytes; the naive way reads the rows of as long a stretch.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sqlite3
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from island_server.clock import ManualClock, settle
from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, PersonId, ZoneId
from island_server.core.motion import Run, path_end
from island_server.core.rules import Rules
from island_server.core.state import IslandState
from island_server.ports import EventInfo
from island_server.store.recorder import AttendanceRecorder
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.tasks import Tasks

EVENT = EventInfo("bench", "Bench", "map-1", "movement", 30, "bench")
AVATARS = 1000
EVENTS_PER_S = 2 * AVATARS
PRESENCE_SHARE = 0.05
"""Of all events so many are zones and conversations: one each ten seconds for everybody."""
STEP_MS = 50
SIDE_TILES = 200
NAIVE_HZ = 5
MINUTE_MS = 60_000


class Crowd:
    """Walkers without a world: paths as people make them, cheap to think of."""

    def __init__(self) -> None:
        self._random = random.Random(1)
        self.state = IslandState(Rules())
        self.walkers: dict[AvatarId, tuple[int, int]] = {}

    def arrive(self, t_ms: int) -> list[ev.Event]:
        """Everybody enters, into one of twenty conversations."""
        events: list[ev.Event] = []
        for number in range(1, 21):
            talk = ConversationId(number)
            events.append(
                ev.ConversationOpened(t_ms, talk, ev.ConversationKind.MEETING, ZoneId("hall"), 99)
            )
        for number in range(1, AVATARS + 1):
            avatar, at = AvatarId(number), self._tile()
            self.walkers[avatar] = at
            person = PersonId(f"{number:022}")
            look = (1, 2, 3, 4, 5, 6, 7)
            role = ev.Role.ATTENDEE
            events.append(ev.Entered(t_ms, avatar, person, f"Guest {number}", look, role, *at, 4))
            talk = ConversationId(number % 20 + 1)
            events.append(ev.ConversationJoined(t_ms, talk, avatar, ev.Part.SPEAKER))
        for event in events:
            self.state.apply(event)
        return events

    def step(self, t_ms: int) -> list[ev.Event]:
        """What happens in one step."""
        count = EVENTS_PER_S * STEP_MS // 1000
        times = sorted(self._random.randrange(STEP_MS) for _ in range(count))
        events = []
        for offset_ms in times:
            events.append(self._event(t_ms - STEP_MS + offset_ms))
            self.state.apply(events[-1])
        return events

    def _event(self, t_ms: int) -> ev.Event:
        avatar = AvatarId(self._random.randrange(AVATARS) + 1)
        if self._random.random() < PRESENCE_SHARE:
            return self._presence(t_ms, avatar)
        x, y = self.walkers[avatar]
        runs = tuple(
            Run(self._random.randrange(8), self._random.randrange(1, 12))
            for _ in range(self._random.choice((0, 1, 1, 1, 2, 3)))
        )
        end = path_end(x, y, runs)
        if not (0 <= end.x < SIDE_TILES and 0 <= end.y < SIDE_TILES):
            runs, end = (), self._tile()
        self.walkers[avatar] = end
        t0_ms = t_ms - self._random.choice((0, self._random.randrange(200)))
        facing = runs[-1].direction if runs else 4
        return ev.Moved(t_ms, avatar, t0_ms, x, y, facing, runs)

    def _presence(self, t_ms: int, avatar: AvatarId) -> ev.Event:
        state = self.state.avatars[avatar]
        if self._random.random() < 0.5:
            zone = ZoneId(f"zone-{self._random.randrange(30)}")
            kind = ev.ZoneLeft if zone in state.zones else ev.ZoneEntered
            return kind(t_ms, avatar, zone)
        if state.conversation is None:
            talk = ConversationId(self._random.randrange(20) + 1)
            return ev.ConversationJoined(t_ms, talk, avatar, ev.Part.SPEAKER)
        return ev.ConversationLeft(t_ms, state.conversation, avatar)

    def _tile(self) -> tuple[int, int]:
        return self._random.randrange(SIDE_TILES), self._random.randrange(SIDE_TILES)


@dataclass(frozen=True, slots=True)
class Recorded:
    events: int
    lost: int
    recorder_core_share: float
    size_bytes: int


async def record(folder: Path, seconds: int) -> Recorded:
    """Let the crowd walk through the recorder."""
    store = await SqlAttendanceStore.open(folder)
    clock, crowd = ManualClock(), Crowd()
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
            while not clock.sleepers:  # it writes: let simulated time not run ahead of the disk
                await asyncio.sleep(0.0005)
            if clock.now_ms() >= seconds * 1000:
                break
            await clock.advance_ms(STEP_MS)
            before_s = time.process_time()
            batch = crowd.step(clock.now_ms())
            making_s += time.process_time() - before_s
        await recorder.stop()
        lost = int(recorder.numbers()["entries_lost"])
    used_s = time.process_time() - began_s - making_s
    await store.close()
    size = sum(file.stat().st_size for file in folder.glob("island.db*"))
    return Recorded(count, lost, used_s / seconds, size)


async def seeks(folder: Path, seconds: int, times: int) -> tuple[list[float], int]:
    """How long seeks take, in ms, and the bytes of the largest."""
    store = await SqlAttendanceStore.open(folder)
    span = await store.span(EVENT.id)
    if span is None or span.first_wall_ms is None:
        raise SystemExit("nothing was recorded")
    chance, taken, most = random.Random(2), list[float](), 0
    for _ in range(times):
        wall_ms = span.first_wall_ms + chance.randrange(seconds * 1000)
        began = time.perf_counter()
        most = max(most, await seek(store, wall_ms))
        taken.append((time.perf_counter() - began) * 1000)
    await store.close()
    return taken, most


async def seek(store: SqlAttendanceStore, wall_ms: int) -> int:
    """What a browser needs to show a moment, packed; returns how many bytes."""
    snapshot = await store.snapshot_before(EVENT.id, "nes", wall_ms)
    if snapshot is None:
        return 0
    packer = msgspec.msgpack.Encoder()
    size = len(packer.encode(snapshot))
    until = snapshot.wall_ms + MINUTE_MS
    async for part in store.stretches(EVENT.id, snapshot.seq, until_wall_ms=until):
        size += len(packer.encode(part))
    return size


def naive(folder: Path, seconds: int, times: int) -> tuple[float, list[float]]:
    """Bytes a simulated second, and how long seeks take, in ms, the naive way."""
    path = folder / "naive.db"
    database = sqlite3.connect(path)
    database.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE sample (id INTEGER PRIMARY KEY, event_id TEXT, island TEXT,"
        " t_ms INTEGER, avatar INTEGER, x INTEGER, y INTEGER);"
        "CREATE INDEX sample_when ON sample (event_id, t_ms);"
    )
    chance = random.Random(3)
    start_ms = 1_750_000_000_000
    for tick in range(seconds * NAIVE_HZ):
        t_ms = start_ms + tick * 1000 // NAIVE_HZ
        rows = [
            (EVENT.id, "nes", t_ms, n, chance.randrange(SIDE_TILES), chance.randrange(SIDE_TILES))
            for n in range(AVATARS)
        ]
        with database:
            database.executemany("INSERT INTO sample VALUES (NULL, ?, ?, ?, ?, ?, ?)", rows)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    per_s = path.stat().st_size / seconds
    packer, taken = msgspec.msgpack.Encoder(), []
    for _ in range(times):
        from_ms = start_ms + chance.randrange(max(1, seconds * 1000 - MINUTE_MS))
        began = time.perf_counter()
        rows = database.execute(
            "SELECT t_ms, avatar, x, y FROM sample"
            " WHERE event_id = ? AND t_ms BETWEEN ? AND ? ORDER BY t_ms",
            (EVENT.id, from_ms, from_ms + MINUTE_MS),
        ).fetchall()
        packer.encode(rows)
        taken.append((time.perf_counter() - began) * 1000)
    database.close()
    return per_s, taken


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """Print the figures, and last one JSON object."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=3600, help="simulated time")
    asked.add_argument("--naive-seconds", type=int, default=180)
    asked.add_argument("--seeks", type=int, default=100)
    given = asked.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        say(f"{AVATARS} avatars, {EVENTS_PER_S} events a second, {given.seconds} simulated s")
        began = time.perf_counter()
        ours = asyncio.run(record(folder, given.seconds))
        say(f"recorded {ours.events} events in {time.perf_counter() - began:.0f} s of real time")
        taken, most = asyncio.run(seeks(folder, given.seconds, given.seeks))
        median = statistics.median(taken)
        say(f"seeks: median {median:.0f} ms, p95 {p95(taken):.0f} ms, at most {most} bytes")
        naive_per_s, naive_taken = naive(folder, given.naive_seconds, max(10, given.seeks // 5))
        say(
            f"naive, {given.naive_seconds} s of it, scaled: {naive_per_s:.0f} bytes a second,"
            f" seek p95 {p95(naive_taken):.0f} ms"
        )
    result = {
        "recorder_core_share": round(ours.recorder_core_share, 4),
        "bytes_per_event": round(ours.size_bytes / ours.events, 2),
        "size_ratio_naive": round(naive_per_s * given.seconds / ours.size_bytes, 1),
        "seek_ms_p95": round(p95(taken), 1),
        "seek_ratio_naive": round(p95(naive_taken) / p95(taken), 1),
        "events": ours.events,
        "events_lost": ours.lost,
    }
    say(json.dumps(result))
    return 1 if ours.lost else 0


if __name__ == "__main__":
    sys.exit(main())
