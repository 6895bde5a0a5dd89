"""Random afternoons on random small islands, for the laws that every one of them must keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.doors import Door
from island_server.core.ids import AvatarId, DoorId, PersonId, ZoneId
from island_server.core.island_map import IslandMap
from island_server.core.motion import Run
from island_server.core.rules import Rules
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.world import World
from island_server.core.zone_effects import Portal, Trigger
from island_server.core.zones import Span, Zone, ZoneKind

PEOPLE = 6
DOORS = ("front", "back")

Timed = tuple[int, cmd.Command]
"""A command, and how many milliseconds after the one before it."""


@dataclass(frozen=True)
class Afternoon:
    """An island, its rules, and what people want to do there."""

    island: IslandMap
    rules: Rules
    wishes: tuple[Timed, ...]

    def world(self) -> World:
        return World(self.island, self.rules)


def tile_maps(draw: st.DrawFn) -> TileMap:
    width, height = draw(st.integers(4, 24)), draw(st.integers(2, 10))
    walls = draw(st.sets(st.integers(0, width * height - 1), max_size=width * height // 6))
    return TileMap(width, height, bytes(i in walls for i in range(width * height)))


def free_tiles(tiles: TileMap) -> list[TilePos]:
    return [
        TilePos(i % tiles.width, i // tiles.width)
        for i, solid in enumerate(tiles.solid)
        if not solid
    ]


@st.composite
def zones(draw: st.DrawFn, width: int, height: int) -> Zone:
    kind = draw(st.sampled_from([k for k in ZoneKind if k is not ZoneKind.START]))
    spans = draw(boxes(width, height))
    capacity = draw(st.sampled_from([None, 1, 2, 3]))
    stage = "stage" if kind in (ZoneKind.PODIUM, ZoneKind.AUDIENCE) else None
    name = ZoneId(f"{kind}-{spans}-{capacity}")
    plain = Zone(name, kind, {}, {}, spans, capacity, stage)
    if not draw(st.booleans()):
        return plain
    leads = st.builds(Portal, st.sampled_from(["", "elsewhere"]), st.sampled_from(["", "quay"]))
    return replace(
        plain,
        joins=draw(st.sampled_from(Trigger)),
        lockable=draw(st.booleans()),
        max_people=draw(st.sampled_from([None, None, 0, 1, 2])),
        hosts_only=draw(st.sampled_from([False, False, True])),
        group=draw(st.sampled_from(["", "", "board"])),
        knock=draw(st.sampled_from([False, False, True])),
        closed=draw(st.sampled_from([False, False, True])),
        portal=draw(st.none() | leads),
    )


@st.composite
def boxes(draw: st.DrawFn, width: int, height: int, most: int = 8) -> tuple[Span, ...]:
    x, y = draw(st.integers(0, width - 1)), draw(st.integers(0, height - 1))
    w, h = draw(st.integers(1, most)), draw(st.integers(1, most))
    return tuple((row, x, x + w) for row in range(y, y + h))


@st.composite
def doors(draw: st.DrawFn, name: str, width: int, height: int) -> Door:
    return Door(
        DoorId(name),
        is_open_at_start=draw(st.booleans()),
        closed_solid=draw(boxes(width, height, 3)),
        open_solid=draw(st.just(()) | boxes(width, height, 2)),
        spans=draw(boxes(width, height)),
        opens_itself=draw(st.booleans()),
        closes_itself=draw(st.booleans()),
    )


@st.composite
def islands(draw: st.DrawFn) -> IslandMap:
    tiles = tile_maps(draw)
    width, height = tiles.width, tiles.height
    drawn = draw(st.lists(zones(width, height), max_size=4, unique_by=lambda zone: zone.id))
    somewhere = st.lists(st.sampled_from(free_tiles(tiles)), min_size=1, max_size=4, unique=True)
    entries = {"quay": tuple(draw(somewhere))} if draw(st.booleans()) else {}
    names = DOORS[: draw(st.sampled_from([0, 0, 1, 2]))]
    return IslandMap(
        "random",
        "Random",
        tiles,
        tuple(drawn),
        tuple(draw(somewhere)),
        entries,
        tuple(draw(doors(name, width, height)) for name in names),
    )


def wishes(island: IslandMap, people: int) -> st.SearchStrategy[cmd.Command]:
    """What one of those people may want; most of it is possible."""
    who = st.builds(AvatarId, st.sampled_from([*range(1, people + 1), people + 1]))
    free = st.sampled_from(free_tiles(island.tiles))
    runs = st.lists(st.builds(Run, st.integers(0, 7), st.integers(1, 6)), max_size=4).map(tuple)
    held = st.builds(lambda direction: (Run(direction, 0),), st.integers(0, 7))
    to_tile = st.builds(lambda avatar, tile: cmd.GoTo(avatar, *tile), who, free)
    by_key = st.builds(
        lambda avatar, tile, way: cmd.Walk(avatar, *tile, way), who, free, st.one_of(held, runs)
    )
    of_map = [zone.id for zone in island.zones]
    to_somebody = st.builds(cmd.Approach, who, who)
    other = st.one_of(
        st.builds(cmd.GoTo, who, st.integers(0, 30), st.integers(0, 12)),
        st.builds(cmd.SetAvailability, who, st.sampled_from(ev.Availability)),
        st.builds(cmd.SetDevices, who, st.booleans(), st.booleans()),
        st.builds(cmd.Mute, who, st.booleans(), st.none() | who),
        st.builds(cmd.LeaveConversation, who),
        st.builds(cmd.JoinConversation, who),
        st.builds(cmd.LockConversation, who, st.booleans()),
        st.builds(cmd.OpenUp, who, st.sampled_from([True, True, False])),
        st.builds(cmd.LetIn, who, who),
        st.builds(cmd.Listen, who, st.booleans()),
        st.builds(cmd.Follow, who, st.none() | who),
        st.builds(cmd.Follow, who, who),
        st.builds(cmd.SendFollowersOff, who),
        st.builds(cmd.OperateDoor, who, st.builds(DoorId, st.sampled_from(DOORS)), st.booleans()),
        st.builds(cmd.Leave, who, st.sampled_from(ev.LeaveReason)),
        st.builds(cmd.React, who, st.sampled_from(cmd.REACTIONS)),
        st.builds(cmd.KeepPath, who, st.booleans()),
        st.builds(cmd.KeepPath, who, st.booleans()),
        st.builds(cmd.PutZone, who, zones(island.tiles.width, island.tiles.height)),
        st.builds(
            lambda avatar, zone, name: cmd.PutZone(avatar, replace(zone, id=name)),
            who,
            zones(island.tiles.width, island.tiles.height),
            st.sampled_from(of_map or [ZoneId("new")]),
        ),
        st.builds(cmd.RemoveZone, who, st.sampled_from([ZoneId("none"), *of_map])),
        st.builds(cmd.Admit, who, who, st.sampled_from([ZoneId("none"), *of_map])),
        st.builds(
            cmd.SetStage,
            who,
            st.sampled_from([ZoneId("none"), *of_map]),
            wide=st.booleans(),
            whisper=st.booleans(),
        ),
        st.builds(cmd.ChangeProfile, who, st.just("Q"), st.just((1,) * 7)),
        enters,
    )
    return st.one_of(to_tile, to_somebody, by_key, other)


enters = st.builds(
    cmd.Enter,
    st.sampled_from([PersonId(f"p{i}") for i in range(PEOPLE)]),
    st.just("P"),
    st.just((0,) * 7),
    st.sampled_from([ev.Role.ATTENDEE, ev.Role.ATTENDEE, ev.Role.HOST]),
    st.sampled_from(["", "quay"]),
    keeps_path=st.sampled_from([True, True, False]),
    at=st.none() | st.builds(TilePos, st.integers(-3, 30), st.integers(-3, 12)),
    facing=st.integers(0, 7),
    groups=st.sampled_from([(), ("board",)]),
)
pauses = st.one_of(st.integers(0, 300), st.sampled_from([0, 100, 200, 283, 400, 1500]))


@st.composite
def afternoons(draw: st.DrawFn) -> Afternoon:
    rules = Rules(
        bubble_capacity=draw(st.sampled_from([8, 3, 2])),
        meeting_capacity=2,
        cell_tiles=4,
        max_ahead_steps=draw(st.sampled_from([12, 4, 1])),
        max_runs=draw(st.sampled_from([255, 3, 1])),
    )
    island = draw(islands())
    people = draw(st.integers(2, PEOPLE))
    arrivals = [(0, draw(enters)) for _ in range(people)]
    wished = draw(st.lists(st.tuples(pauses, wishes(island, people)), min_size=8, max_size=30))
    return Afternoon(island, rules, (*arrivals, *wished))


def happen(world: World, wishes: Sequence[Timed], step_ms: int = 0) -> list[list[ev.Event]]:
    """All events, wish by wish, then those of the last half minute.

    `step_ms`: also advance the world this often in between; 0 is never.
    """
    now_ms, batches = 0, list[list[ev.Event]]()
    for pause_ms, command in (*wishes, (30_000, None)):
        until_ms, batch = now_ms + pause_ms, list[ev.Event]()
        while step_ms and now_ms + step_ms < until_ms:
            now_ms += step_ms
            batch += world.advance(now_ms)
        now_ms = until_ms
        batch += world.advance(now_ms) if command is None else world.apply(command, now_ms)
        batches.append(batch)
    return batches
