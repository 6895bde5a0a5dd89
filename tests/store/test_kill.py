"""A server that is killed at any moment loses the last batch at most."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from island_server.core.events import Moved
from island_server.core.rules import Rules
from island_server.core.snapshots import restore
from island_server.store.recorder import RecorderLimits
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import EVENT, read

ROOT = Path(__file__).parents[2]
KILLS = 3
LATE_MS = RecorderLimits().batch_ms + 50
MERGED_MS = 350
"""Chunks that cover more than this were merged; see `recording_process`."""
SLACK_MS = 1000
"""For a machine under load: its disk may take this long for one batch."""


def record_until_killed(folder: Path, lines: int) -> list[tuple[int, int]]:
    """Let a process record, and kill it after so many entries; each with its time."""
    command = [sys.executable, "-m", "tests.store.recording_process", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        told += [line for line in process.stdout if line.endswith("\n")]
    return [(int(seq), int(wall_ms)) for seq, wall_ms in map(str.split, told)]


def chunks(folder: Path) -> list[tuple[int, int]]:
    """How many moves each chunk holds, and how many ms they cover."""
    with closing(sqlite3.connect(folder / "island.db")) as database:
        return database.execute("SELECT moves, last_t_ms - first_t_ms FROM log_motion").fetchall()


async def test_what_was_recorded_before_the_last_batch_survives_every_kill(
    tmp_path: Path,
) -> None:
    chance = random.Random()
    for number in range(1, KILLS + 1):
        told = record_until_killed(tmp_path, chance.randrange(1500, 3000))
        store = await SqlAttendanceStore.open(tmp_path)
        entries = await read(store)
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        last_seq, last_wall_ms = told[-1]
        due = [seq for seq, wall_ms in told if wall_ms < last_wall_ms - LATE_MS - SLACK_MS]
        assert due
        assert entries[-1].seq >= due[-1]
        assert entries[-1].seq <= last_seq + 4
        span = await store.span(EVENT.id)
        assert span is not None
        assert len(span.runs) == number
        taken = await store.snapshot_before(EVENT.id, "nes", span.runs[-1].last_wall_ms)
        assert taken is not None
        state = restore(taken.state, Rules())
        async for entry in store.entries(EVENT.id, taken.seq):
            state.apply(entry.what)
        assert state.avatars
        kept = chunks(tmp_path)
        assert sum(moves for moves, _ in kept) == sum(isinstance(e.what, Moved) for e in entries)
        await store.close()
    assert max(ms for _, ms in chunks(tmp_path)) > MERGED_MS
