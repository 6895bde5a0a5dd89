"""An island with the desks that bring people together, and hosts and guests on it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from island_server.access.permissions import may
from island_server.clock import settle
from island_server.core.events import Noted
from island_server.core.meeting_rounds import IsBlocked, nobody
from island_server.core.zones import ZoneKind
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desks.gathering import Gathering, GatheringSettings
from island_server.realtime.desks.rounds_desk import Matching
from island_server.realtime.open_island import Surroundings
from tests.core.island import box
from tests.realtime.conftest import Serve
from tests.realtime.desks.memory_shelf import MemoryShelf
from tests.realtime.served_island import Browser, Desks, ServedIsland, Setup

SQUARE = box("square", ZoneKind.PLACE, (30, 2), (4, 4))
TABLE = box("table", ZoneKind.TABLE, (20, 12), (3, 2), capacity=3, question="Tea or coffee?")


@dataclass
class Gatherings:
    """Serves islands with these desks; the shelf outlives them."""

    serve: Serve
    shelf: MemoryShelf = field(default_factory=MemoryShelf)
    is_blocked: IsBlocked = nobody
    wall_ms: int = 1_750_000_000_000
    """When the next island opens, ms since 1970."""

    async def open(self, setup: Setup | None = None) -> ServedIsland:
        seeds = itertools.count(1)
        settings = GatheringSettings(Matching(lambda: next(seeds), self.is_blocked), 60_000)

        made: list[Gathering] = []

        def desks(islands: Archipelago, around: Surroundings) -> Desks:
            made.append(Gathering(islands, around.clock, around.tasks, self.shelf, settings))
            return Desks(made[-1].desks)

        setup = setup or Setup(width=60, height=40, zones=(SQUARE, TABLE))
        island = await self.serve(replace(setup, desks=desks, may=may, wall_ms=self.wall_ms))
        await made[-1].load()
        island.tasks.spawn("gathering", made[-1].run())
        await settle()
        return island


def notes(island: ServedIsland) -> list[tuple[str, dict[str, Any]]]:
    return [(e.what, dict(e.facts)) for _, e in island.log if isinstance(e, Noted)]


async def last(browser: Browser, event: str, fits: Callable[[Any], object] = lambda _: True) -> Any:
    """What was said last of a kind, once it fits."""
    await browser.settled()
    await browser.get(event, lambda data: data is browser.heard(event)[-1] and fits(data))
    return browser.heard(event)[-1]
