"""An island with the desks for people with one another, and people who stand where they should."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from island_server.access.permissions import may
from island_server.clock import settle
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desks.people import People
from island_server.realtime.open_island import Surroundings
from tests.realtime.conftest import Serve
from tests.realtime.served_island import Browser, Desks, ServedIsland, Setup


@dataclass
class PeopleIsles:
    """Serves islands with these desks."""

    serve: Serve

    async def open(self, setup: Setup | None = None) -> ServedIsland:
        made: list[People] = []

        def desks(islands: Archipelago, around: Surroundings) -> Desks:
            made.append(People(islands, around.clock))
            return Desks(made[-1].desks)

        island = await self.serve(replace(setup or Setup(), desks=desks, may=may))
        island.tasks.spawn("people", made[-1].run())
        await settle()
        return island


async def stand(island: ServedIsland, places: dict[Browser, tuple[int, int]]) -> None:
    """Let people walk to these tiles, and wait until they are there."""
    for browser, (x, y) in places.items():
        assert await browser.reason("go", {"seq": 900, "x": x, "y": y}) is None
    await island.pass_ms(6000)
    for browser, tile in places.items():
        assert tuple(island.loop.world.tile(browser.me)) == tile
        await browser.settled()


async def met(
    island: ServedIsland, *, media: str = "text", token: str = "attendee"
) -> tuple[Browser, Browser, Browser]:
    """Anna and Bo talk; Cees stands four tiles from Bo, in no conversation."""
    anna, bo, cees = [
        await island.enter(name, media=media, token=token) for name in ("Anna", "Bo", "Cees")
    ]
    await stand(island, {anna: (10, 10), bo: (11, 10), cees: (15, 10)})
    assert talk(anna)["members"] == [[anna.me, "speaker"], [bo.me, "speaker"]]
    return anna, bo, cees


def talk(browser: Browser) -> Any:
    """The conversation as somebody was told it last."""
    return browser.heard("conversation")[-1]["conversation"]


def last(browser: Browser, event: str) -> Any:
    return browser.heard(event)[-1]
