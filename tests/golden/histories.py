"""Random afternoons on several islands, recorded by the real recorder: what happened, and when.

The same seed gives the same history: nothing here draws lots but `random.Random`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from island_server.clock import ManualClock
from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core import snapshots
from island_server.core.doors import Door
from island_server.core.ids import AvatarId, DoorId, PersonId, ZoneId
from island_server.core.island_map import IslandMap
from island_server.core.motion import Run
from island_server.core.rules import Rules
from island_server.core.snapshots import Snapshot
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.world import World
from island_server.core.zone_effects import Portal, Trigger
from island_server.core.zones import Span, Zone, ZoneKind
from island_server.errors import StoreError
from island_server.ports import EventInfo, LogDetail
from island_server.store.recorder import AttendanceRecorder, RecorderLimits
from island_server.tasks import Tasks
from tests.store.memory_store import MemoryStore

START_MS = 1_750_000_000_000
NAMES = ("nes", "hollum")
QUAY = "quay"
PEOPLE = 9
TICK_MS = 100
FULL_ENTRIES = 12
"""So many entries wait in a history in which the disk is full now and then."""


@dataclass(frozen=True)
class History:
    """How a history is to be."""

    seed: int
    log: LogDetail = "movement"
    runs: int = 1
    wishes: int = 70
    disk_fills: bool = False
    hosts_act: bool = False


@dataclass(frozen=True)
class Moment:
    """What an island really was like."""

    run: int
    island: str
    t_ms: int
    wall_ms: int
    state: Snapshot
    tiles: dict[AvatarId, TilePos]


@dataclass
class Lived:
    """A history that has happened."""

    store: MemoryStore
    event: EventInfo
    moments: list[Moment] = field(default_factory=list)


async def live(history: History) -> Lived:
    """Let it happen."""
    event = EventInfo("afternoon", "Afternoon", "map", history.log, 30, "afternoon")
    lived, lots = Lived(MemoryStore(), event), random.Random(history.seed)
    maps = {name: island_map(lots, name) for name in NAMES}
    wall_ms = START_MS
    for _ in range(history.runs):
        clock = ManualClock(lots.randrange(5000), wall_ms)
        await _live_run(history, lived, lots, maps, clock)
        wall_ms = clock.wall_ms() + 40_000
    return lived


async def _live_run(
    history: History,
    lived: Lived,
    lots: random.Random,
    maps: dict[str, IslandMap],
    clock: ManualClock,
) -> None:
    run = await lived.store.begin_run(lived.event, clock.wall_ms())
    limits = RecorderLimits(entries_max=FULL_ENTRIES) if history.disk_fills else RecorderLimits()
    recorder = AttendanceRecorder(lived.store, run, clock, None, limits)
    sea = _Sea(maps, recorder, clock)
    async with Tasks() as tasks:
        tasks.spawn("recorder", recorder.run())
        for index in range(history.wishes):
            if history.disk_fills and index % 9 == 0:
                lived.store.failure = StoreError("full") if lots.random() < 0.4 else None
            await sea.wait(lots.choice([1, 40, 150, 283, 400, 900, 2500, 6000]))
            sea.wish(lots, hosts_act=history.hosts_act)
            if lots.random() < 0.35:
                await sea.wait(lots.choice([1, 70, 333, 1500]))
                lived.moments += sea.look(run.run)
            await sea.wait(1)
        lived.store.failure = None
        await sea.wait(10_000)
        await recorder.stop()


class _Sea:
    """The islands of one run, and who travels between them."""

    def __init__(
        self, maps: dict[str, IslandMap], recorder: AttendanceRecorder, clock: ManualClock
    ) -> None:
        rules = Rules(bubble_capacity=3, meeting_capacity=3, cell_tiles=4)
        self._recorder, self._clock = recorder, clock
        self.worlds = {name: World(maps[name], rules, i) for i, name in enumerate(maps)}
        for name, world in self.worlds.items():
            recorder.follow(name, f"{name}-map", world.state)

    def wish(self, lots: random.Random, *, hosts_act: bool) -> None:
        """Somebody wants something, on one of the islands; a host may do something to it."""
        here = {person.person for w in self.worlds.values() for person in w.state.avatars.values()}
        name = lots.choice(list(self.worlds))
        world = self.worlds[name]
        outside = [p for i in range(PEOPLE) if (p := PersonId(f"p{i}")) not in here]
        people = list(world.state.avatars)
        if outside and (len(people) < 2 or lots.random() < 0.15):
            self._carry_out(name, entering(lots, lots.choice(outside)))
        elif people and hosts_act and lots.random() < 0.25:
            self._carry_out(name, hosts_deed(lots, world, people))
        elif people:
            self._carry_out(name, wished(lots, world, people))

    async def wait(self, duration_ms: int) -> None:
        """Let time pass, as the islands' loops do: by ticks."""
        until_ms = self._clock.now_ms() + duration_ms
        while (left_ms := until_ms - self._clock.now_ms()) > 0:
            await self._clock.advance_ms(min(TICK_MS, left_ms))
            self._advance()

    def _advance(self) -> None:
        for name, world in self.worlds.items():
            self._note(name, world.advance(self._clock.now_ms()))

    def look(self, run: int) -> list[Moment]:
        """What all islands are like now."""
        now_ms, wall_ms = self._clock.now_ms(), self._clock.wall_ms()
        self._advance()
        return [
            Moment(
                run,
                name,
                now_ms,
                wall_ms,
                snapshots.take(world.state),
                {who: world.state.tile_of(who, now_ms) for who in world.state.avatars},
            )
            for name, world in self.worlds.items()
        ]

    def _carry_out(self, name: str, command: cmd.Command) -> None:
        self._note(name, self.worlds[name].apply(command, self._clock.now_ms()))

    def _note(self, name: str, events: Sequence[ev.Event]) -> None:
        self._recorder.record(events, self._clock.wall_ms(), name)
        for event in events:
            if isinstance(event, ev.PortalTaken) and event.island in self.worlds:
                self._travel(name, event)

    def _travel(self, name: str, taken: ev.PortalTaken) -> None:
        who = self.worlds[name].state.avatars.get(taken.avatar)
        if who is not None:
            self._carry_out(name, cmd.Leave(taken.avatar, ev.LeaveReason.TRAVELLED))
            enter = cmd.Enter(who.person, who.name, who.look, who.role, taken.entry)
            self._carry_out(taken.island, enter)


def entering(lots: random.Random, person: PersonId) -> cmd.Enter:
    role = lots.choice([ev.Role.ATTENDEE, ev.Role.ATTENDEE, ev.Role.HOST])
    return cmd.Enter(person, f"Name of {person}", (0,) * 7, role, lots.choice(["", QUAY]))


def wished(lots: random.Random, world: World, people: Sequence[AvatarId]) -> cmd.Command:
    """What one of the people of an island may want; most of it is possible."""
    who, other = lots.choice(people), lots.choice(people)
    x, y = lots.choice(free_tiles(world.island.tiles))
    wish = lots.random()
    if wish < 0.4:
        return cmd.GoTo(who, x, y)
    if wish < 0.55:
        return cmd.Approach(who, other)
    if wish < 0.65:
        at = world.tile(who)
        return cmd.Walk(who, *at, (Run(lots.randrange(8), lots.randrange(5)),))
    on = lots.random() < 0.5
    return lots.choice(
        [
            cmd.SetAvailability(who, lots.choice(list(ev.Availability))),
            cmd.SetDevices(who, on, lots.random() < 0.5),
            cmd.LeaveConversation(who),
            cmd.JoinConversation(who),
            cmd.LockConversation(who, on),
            cmd.OperateDoor(who, DoorId("front"), on),
            cmd.ChangeProfile(who, "Another name", (1,) * 7),
            cmd.Leave(who, lots.choice([ev.LeaveReason.LEFT, ev.LeaveReason.LOST])),
        ]
    )


def hosts_deed(lots: random.Random, world: World, people: Sequence[AvatarId]) -> cmd.Command:
    who, other = lots.choice(people), lots.choice(people)
    tiles, zones = world.island.tiles, world.island.zones
    one = lots.choice(zones)
    changed = replace(
        one, spans=box(lots, tiles.width, tiles.height, 6), closed=lots.random() < 0.3
    )
    kind = lots.choice([ZoneKind.PLACE, ZoneKind.MEETING, ZoneKind.QUIET])
    return lots.choice(
        [
            cmd.PutZone(who, changed),
            cmd.PutZone(who, zone(lots, kind, 20 + len(zones), tiles.width, tiles.height)),
            cmd.RemoveZone(who, one.id),
            cmd.Admit(who, other, one.id),
            cmd.Mute(other, lots.random() < 0.6, who),
        ]
    )


def free_tiles(tiles: TileMap) -> list[TilePos]:
    return [
        TilePos(i % tiles.width, i // tiles.width)
        for i, solid in enumerate(tiles.solid)
        if not solid
    ]


def island_map(lots: random.Random, name: str) -> IslandMap:
    """An island with every kind of zone, portals within and beyond, and a door."""
    width, height = lots.randrange(14, 22), lots.randrange(9, 13)
    tiles = TileMap(width, height, bytes(lots.random() < 0.1 for _ in range(width * height)))
    elsewhere = next(other for other in NAMES if other != name)
    kinds = [kind for kind in ZoneKind if kind is not ZoneKind.START]
    zones = [zone(lots, kind, index, width, height) for index, kind in enumerate(kinds)]
    for leads in (Portal("", QUAY), Portal(elsewhere, QUAY)):
        spans = box(lots, width, height, 2)
        identity = ZoneId(f"to {leads.island or name}")
        plain = Zone(identity, ZoneKind.PLACE, {}, {}, spans, None, None, portal=leads)
        zones.append(plain)
    free = free_tiles(tiles)
    door = Door(
        DoorId("front"),
        is_open_at_start=lots.random() < 0.5,
        closed_solid=box(lots, width, height, 2),
        open_solid=(),
        spans=box(lots, width, height, 6),
        opens_itself=lots.random() < 0.5,
        closes_itself=lots.random() < 0.5,
    )
    starts = tuple(lots.choice(free) for _ in range(3))
    entries = {QUAY: tuple(lots.choice(free) for _ in range(3))}
    return IslandMap(f"{name}-map", name, tiles, tuple(zones), starts, entries, (door,))


def zone(lots: random.Random, kind: ZoneKind, index: int, width: int, height: int) -> Zone:
    stage = "stage" if kind in (ZoneKind.PODIUM, ZoneKind.AUDIENCE) else None
    return Zone(
        ZoneId(f"{kind}-{index}"),
        kind,
        {},
        {},
        box(lots, width, height, 6),
        lots.choice([None, 2, 3]),
        stage,
        joins=lots.choice(list(Trigger)),
        lockable=lots.random() < 0.5,
    )


def box(lots: random.Random, width: int, height: int, most: int) -> tuple[Span, ...]:
    x, y = lots.randrange(width - 1), lots.randrange(height - 1)
    w, h = lots.randrange(1, most + 1), lots.randrange(1, most + 1)
    return tuple((row, x, min(width, x + w)) for row in range(y, min(height, y + h)))
