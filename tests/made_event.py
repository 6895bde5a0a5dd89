"""An afternoon of many people on a real island, lived through in simulated time, as a log.

People arrive over the first minutes, look for company, talk, look into zones, and go: by the real
world, so that bubbles, meetings and zones are what they would have been.

    python -m tests.made_event DATA_DIR [--people N] [--minutes N] [--map NAME] [--log movement]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from island_server.attendance_ports import AttendanceStore
from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core import snapshots
from island_server.core.ids import AvatarId, PersonId
from island_server.core.island_map import IslandMap
from island_server.core.logged import Logged
from island_server.core.rules import Rules
from island_server.core.world import World
from island_server.event_maps import EventMaps, library_of
from island_server.ports import EventInfo, LogBatch, LogDetail, LogRun, PersonRow
from island_server.settings import Settings
from island_server.store.presence_rows import is_kept
from island_server.store.sql_attendance_store import SqlAttendanceStore

START_MS = 1_795_700_400_000  # 2026-11-26 13:40 UTC
STEP_MS = 500
NAMES = ("Anna", "Bo", "Cees", "Daan", "Els", "Fatma", "Guus", "Hanna", "Ilias", "Joke", "Kees")


@dataclass
class Guest:
    """Somebody with a plan: when to come, when to go, and what to do next at which time."""

    person: PersonId
    name: str
    role: ev.Role
    comes_ms: int
    goes_ms: int
    acts_ms: int = 0
    avatar: AvatarId | None = None


@dataclass
class Afternoon:
    """Guests on an island; `live` gives what happens step by step."""

    island: IslandMap
    people: int
    minutes: int
    seed: int = 1
    world: World = field(init=False)
    guests: list[Guest] = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.world = World(self.island, Rules())
        self.guests = [self._guest(number) for number in range(self.people)]

    def step(self, now_ms: int) -> list[ev.Event]:
        """What happens until `now_ms`."""
        events = self.world.advance(now_ms)
        for guest in self.guests:
            if guest.avatar is None and guest.comes_ms <= now_ms < guest.goes_ms:
                events += self._come(guest, now_ms)
            elif guest.avatar is not None and now_ms >= guest.goes_ms:
                leave = cmd.Leave(guest.avatar, ev.LeaveReason.LEFT)
                events += self.world.apply(leave, now_ms)
                guest.avatar = None
            elif guest.avatar is not None and now_ms >= guest.acts_ms:
                events += self._act(guest, guest.avatar, now_ms)
        return events

    def _guest(self, number: int) -> Guest:
        chance, length_ms = self.random, self.minutes * 60_000
        comes = int(min(chance.expovariate(1 / (length_ms * 0.08)), length_ms * 0.7))
        stays = int(length_ms * chance.betavariate(5, 1.6))
        role = ev.Role.HOST if number < max(1, self.people // 50) else ev.Role.ATTENDEE
        name = f"{NAMES[number % len(NAMES)]} {number + 1}"
        goes = min(comes + max(stays, 60_000), length_ms - 1)
        return Guest(PersonId(f"guest-{self.seed}-{number:014}"), name, role, comes, goes)

    def _come(self, guest: Guest, now_ms: int) -> list[ev.Event]:
        look = tuple(self.random.randrange(2) for _ in range(ev.LOOK_PARTS))
        enter = cmd.Enter(guest.person, guest.name, look, guest.role)
        events = self.world.apply(enter, now_ms)
        guest.avatar = next(e.avatar for e in events if isinstance(e, ev.Entered))
        guest.acts_ms = now_ms + self.random.randrange(1000, 8000)
        return events

    def _act(self, guest: Guest, avatar: AvatarId, now_ms: int) -> list[ev.Event]:
        """Look for company, go and see a zone, or stroll; then stay there for a while."""
        chance = self.random
        present = [other.avatar for other in self.guests if other.avatar not in (None, avatar)]
        wish, zones = chance.random(), self.island.zones
        if wish < 0.55 and present:
            command: cmd.Command = cmd.Approach(avatar, chance.choice(present))
        elif wish < 0.8 and zones:
            y, x0, x1 = chance.choice(chance.choice(zones).spans)
            command = cmd.GoTo(avatar, chance.randrange(x0, x1), y)
        else:
            at, tiles = self.world.tile(avatar), self.island.tiles
            x = min(max(at.x + chance.randrange(-12, 13), 0), tiles.width - 1)
            y = min(max(at.y + chance.randrange(-12, 13), 0), tiles.height - 1)
            command = cmd.GoTo(avatar, x, y)
        guest.acts_ms = now_ms + int(chance.expovariate(1 / 90_000)) + 5000
        return self.world.apply(command, now_ms)


async def write_event(
    store: AttendanceStore, event: EventInfo, name: str, afternoon: Afternoon, start_ms: int
) -> int:
    """Live through an afternoon and write it down; returns the number of entries."""
    run = await store.begin_run(event, start_ms)
    writer = _Writer(store, run, name, event)
    await writer.write([], afternoon, 0, start_ms)
    pending: list[tuple[int, ev.Event]] = []
    for now_ms in range(0, afternoon.minutes * 60_000 + 1, STEP_MS):
        pending += [(start_ms + now_ms, event) for event in afternoon.step(now_ms)]
        if now_ms % 60_000 == 0:
            await writer.write(pending, afternoon, now_ms, start_ms)
            pending = []
    return writer.seq


class _Writer:
    def __init__(self, store: AttendanceStore, run: LogRun, name: str, event: EventInfo) -> None:
        self.store, self.run, self.name, self.event = store, run, name, event
        self.seq = run.next_seq - 1

    async def write(
        self, told: list[tuple[int, ev.Event]], afternoon: Afternoon, now_ms: int, start_ms: int
    ) -> None:
        entries, people = [], []
        places = self.event.log == "movement"
        for wall_ms, event in told:
            if isinstance(event, ev.Entered):
                row = PersonRow(event.person, event.name, event.look, event.role, wall_ms)
                people.append(row)
            if is_kept(event, movement=places):
                self.seq += 1
                entries.append(Logged(self.seq, self.run.run, self.name, wall_ms, event))
        state = snapshots.take(afternoon.world.state, places=places)
        taken = snapshots.LoggedSnapshot(
            self.seq, self.run.run, self.name, self.event.map_id, now_ms, start_ms + now_ms, state
        )
        await self.store.append(self.run, LogBatch(entries, [taken], people))


async def make_event(
    data_dir: Path,
    people: int,
    minutes: int,
    *,
    map_name: str = "ameland",
    log: LogDetail = "movement",
    event_id: str = "ameland",
    seed: int = 1,
    start_ms: int = START_MS,
) -> int:
    """Write an event into a data folder that no server uses now; returns how many entries."""
    settings = Settings(data_dir=data_dir, map=map_name)
    opened = EventMaps(map_name, library_of(settings)).open_main()
    map_id = opened.loaded.bundle.id
    event = EventInfo(event_id, event_id.title(), map_id, log, 3650, "ameland")
    store = await SqlAttendanceStore.open(data_dir)
    try:
        afternoon = Afternoon(opened.loaded.island, people, minutes, seed)
        return await write_event(store, event, opened.name, afternoon, start_ms)
    finally:
        await store.close()


def main() -> None:
    """Make an event as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--map", default="ameland")
    parser.add_argument("--log", choices=["presence", "movement"], default="movement")
    parser.add_argument("--event", default="ameland")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    entries = asyncio.run(
        make_event(
            given.data_dir,
            given.people,
            given.minutes,
            map_name=given.map,
            log=given.log,
            event_id=given.event,
            seed=given.seed,
        )
    )
    sys.stdout.write(f"{entries} entries in {given.data_dir}\n")


if __name__ == "__main__":
    main()
