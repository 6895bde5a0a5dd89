"""Records without end into the folder that it is given, and says what has happened; to be killed.

Each line that it writes is the number of an entry that was handed to the recorder, and the time on
the wall then.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from island_server.clock import SystemClock
from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId, ZoneId
from island_server.core.rules import Rules
from island_server.core.state import IslandState
from island_server.store import motion_writer, snapshot_schedule
from island_server.store.recorder import AttendanceRecorder
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.tasks import Tasks
from tests.store.made_log import EVENT

snapshot_schedule.INTERVAL_MS, motion_writer.MERGE_MS = 100, 400
"""Movement is merged so often that a kill comes in between."""


async def main(folder: Path) -> None:
    clock, state = SystemClock(), IslandState(Rules())
    store = await SqlAttendanceStore.open(folder)
    run = await store.begin_run(EVENT, clock.wall_ms())
    recorder = AttendanceRecorder(store, run, clock)
    recorder.follow("nes", "nes-1", state)
    seq = run.next_seq
    async with Tasks() as tasks:
        tasks.spawn("recorder", recorder.run())
        while True:
            for event in happens(seq, clock.now_ms()):
                state.apply(event)
                recorder.record([event], clock.wall_ms(), "nes")
                sys.stdout.write(f"{seq} {clock.wall_ms()}\n")
                seq += 1
            sys.stdout.flush()
            await clock.sleep_ms(5)


def happens(seq: int, t_ms: int) -> list[ev.Event]:
    """Four events, of which the third is movement."""
    avatar = AvatarId(seq)
    look, role = (0,) * 7, ev.Role.ATTENDEE
    return [
        ev.Entered(t_ms, avatar, PersonId(f"p{seq}"), f"Guest {seq}", look, role, 1, 2, 4),
        ev.ZoneEntered(t_ms, avatar, ZoneId("hall")),
        ev.Moved(t_ms, avatar, t_ms, 1, 2, 4, ()),
        ev.ZoneLeft(t_ms, avatar, ZoneId("hall")),
    ]


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
