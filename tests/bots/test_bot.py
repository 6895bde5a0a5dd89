"""A bot on an island that a test serves: it walks, and goes through portals as people do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from island_server.bots.bot import Bot
from island_server.core.tile_map import TileMap
from island_server.core.zone_effects import Portal
from island_server.core.zones import ZoneKind
from tests.core.island import box
from tests.realtime.served_island import ServedIsland, Setup, serving

GATE = box("gate", ZoneKind.PLACE, (6, 5), (1, 1), portal=Portal("ameland", "quay"))
SETUP = Setup(
    width=8,
    height=10,
    zones=(GATE,),
    others={"ameland": Setup(width=30, entries={"quay": ((20, 10),)})},
)
SIZES = {"/maps/map/island.json": (8, 10), "/maps/ameland/island.json": (30, 20)}

Enter = Callable[[ServedIsland], Awaitable[Bot]]


@pytest.fixture
async def enter() -> AsyncIterator[Enter]:
    async with AsyncExitStack() as stack:

        async def enter_bot(island: ServedIsland) -> Bot:
            bot = Bot("Bo", "attendee", ground, seed=1)
            await bot.enter(island.url)
            stack.push_async_callback(bot.leave)
            await island.until(lambda: bot.counters.deltas)
            return bot

        yield enter_bot


async def ground(path: str) -> TileMap:
    width, height = SIZES[path]
    return TileMap(width, height, bytes(width * height))


async def test_a_bot_walks_as_the_server_says(enter: Enter) -> None:
    async with serving(SETUP) as island:
        bot = await enter(island)
        assert bot.tile == (5, 5)
        duration_ms = await bot.stroll(2)
        assert duration_ms > 0
        await island.until(island.loop.world.walking)
        (avatar,) = island.loop.world.state.avatars
        assert island.loop.world.rest(avatar) == bot.tile


async def test_a_bot_goes_through_a_portal_and_walks_on_there(enter: Enter) -> None:
    async with serving(SETUP) as island:
        bot = await enter(island)
        await bot.say("go", {"seq": 1, "x": 6, "y": 5})
        await island.until(island.loop.world.walking)
        await island.pass_ms(300)
        await island.until(lambda: bot.is_travelling)
        assert bot.counters.goodbye is None
        await bot.follow_portal()
        await island.until(lambda: bot.tile == (20, 10))
        await island.until(lambda: len(island.on("ameland").sessions) == 1)
        assert bot.counters.journeys == 1
        assert await bot.stroll(3) > 0
        await island.until(island.on("ameland").world.walking)
        assert len(island.loop.sessions) == 0


async def test_a_bot_that_is_sent_away_knows_why(enter: Enter) -> None:
    async with serving(SETUP) as island:
        bot = await enter(island)
        await island.islands.close()
        await island.until(lambda: bot.counters.goodbye)
        assert bot.counters.goodbye == "closing"
