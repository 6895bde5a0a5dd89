"""One island of an event, open: its world and its media, by the name of its map."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from island_server.core import events as ev
from island_server.core.blocks import Blocks
from island_server.core.island_map import IslandMap
from island_server.core.rules import Rules
from island_server.core.state import IslandState
from island_server.core.world import World
from island_server.metrics import Metrics
from island_server.ports import Clock, EventInfo, IslandMapBundle, LoadedIsland, MediaService
from island_server.realtime.island_loop import IslandLoop
from island_server.realtime.island_numbers import IslandNumbers
from island_server.realtime.last_places import LastPlaces
from island_server.realtime.loop_settings import LoopSettings, MediaDirectorSettings
from island_server.realtime.media_director import MediaDirector
from island_server.tasks import Tasks

ISLAND_TASK = "island-loop"

Record = Callable[[Sequence[ev.Event], str], None]
"""Told what happened, and on the island of which name."""

Follow = Callable[[str, str, IslandState], None]
"""Told that an island opens: its name, its map's id, and its state, before anything happens."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all islands of an event have in common.

    `event.map_id` is that of no island in particular: each tells its own.
    """

    event: EventInfo
    clock: Clock
    metrics: Metrics
    media: MediaService
    tasks: Tasks
    follow: Follow
    record: Record
    rules: Rules = field(default_factory=Rules)
    loop: LoopSettings = field(default_factory=LoopSettings)
    director: MediaDirectorSettings = field(default_factory=MediaDirectorSettings)
    places: LastPlaces = field(default_factory=lambda: LastPlaces(Rules(), 0))
    blocks: Blocks = field(default_factory=Blocks)
    numbers: IslandNumbers = field(default_factory=IslandNumbers)
    has_room: Callable[[], bool] = lambda: True
    """Whether the server takes one more person, whatever this event may hold."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenIsland:
    """An island that runs.

    Attributes:
        name: of its map, by which portals lead to it.
        number: no other island of this server has or had it.
        event: the event as its people know it, with the map of this island.
        bundle: the map as browsers fetch it.
        warnings: what does not work as meant in its map.
        loop: its world and its people.
        media: who hears whom there.
        life: the task in which it runs.
    """

    name: str
    number: int
    event: EventInfo
    bundle: IslandMapBundle
    warnings: tuple[str, ...]
    loop: IslandLoop
    media: MediaDirector
    life: asyncio.Task[None]


def open_island(name: str, number: int, loaded: LoadedIsland, around: Surroundings) -> OpenIsland:
    """Let an island run, as a task. No two of a server may have the same number."""
    island, is_blocked = _without_detours(loaded.island, name), around.blocks.is_blocked
    world = World(island, around.rules, number, is_blocked)
    loop = IslandLoop(world, around.clock, around.loop, around.metrics)
    media = MediaDirector(world, loop.sessions, around.media, around.tasks, around.director)
    loop.listen(media.follow)
    around.follow(name, loaded.bundle.id, loop.world.state)
    loop.listen(lambda events: around.record(events, name))
    return OpenIsland(
        name,
        number,
        replace(around.event, map_id=loaded.bundle.id),
        loaded.bundle,
        loaded.warnings,
        loop,
        media,
        around.tasks.spawn(ISLAND_TASK, loop.run()),
    )


def _without_detours(island: IslandMap, name: str) -> IslandMap:
    """Let a portal that leads to its own island by name stay on it."""
    zones = tuple(
        replace(zone, portal=replace(zone.portal, island=""))
        if zone.portal is not None and zone.portal.island == name
        else zone
        for zone in island.zones
    )
    return replace(island, zones=zones)
