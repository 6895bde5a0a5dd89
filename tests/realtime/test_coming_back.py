"""Who comes back within the return time stands where they were; links and portals go before."""

from __future__ import annotations

import asyncio

import pytest

from island_server.core.ids import PersonId
from island_server.errors import MapError
from island_server.place_ports import PersonPlace
from island_server.realtime import archipelago
from island_server.realtime.tickets import TICKET_MS
from tests.realtime.conftest import Serve
from tests.realtime.served_island import Browser, ServedIsland, Setup
from tests.realtime.test_archipelago import WITH_FERRY, arrive, take_ferry, where

RETURN_MS = 900_000


@pytest.fixture
async def islands(serve: Serve) -> ServedIsland:
    return await serve(WITH_FERRY)


def stood(browser: Browser) -> tuple[int, int, int]:
    path = browser.heard("welcome")[-1]["path"]
    assert path["runs"] == []
    return path["x"], path["y"], path["facing"]


async def gone_from(islands: ServedIsland, x: int, y: int) -> Browser:
    """Anna has walked to a tile, eastwards at last, and left."""
    anna = await islands.enter("Anna")
    await anna.call("go", {"seq": 1, "x": x, "y": y})
    await islands.pass_ms(6000)
    await anna.call("leave", {})
    return anna


async def test_who_left_stands_where_they_were(islands: ServedIsland) -> None:
    anna = await gone_from(islands, 7, 5)
    again = await arrive(islands, anna)
    assert stood(again) == (7, 5, 2)
    assert not again.heard("welcome")[0]["resumed"]


async def test_one_whose_connection_broke_while_walking_stands_where_that_ended(
    islands: ServedIsland,
) -> None:
    anna = await islands.enter("Anna")
    await anna.call("go", {"seq": 1, "x": 7, "y": 7})
    await anna.leave_rudely()
    await islands.until(lambda: all(s.wire is None for s in islands.loop.sessions))
    await islands.pass_ms(6000)
    assert len(islands.loop.sessions) == 0
    assert stood(await arrive(islands, anna)) == (7, 7, 3)


async def test_after_the_return_time_one_arrives_like_everybody(serve: Serve) -> None:
    islands = await serve(WITH_FERRY)
    anna = await gone_from(islands, 7, 5)
    islands.clock._wall_ms += RETURN_MS
    assert stood(await arrive(islands, anna))[:2] == (5, 5)


async def test_with_no_return_time_one_always_does(serve: Serve) -> None:
    islands = await serve(Setup(return_ms=0))
    anna = await gone_from(islands, 7, 5)
    assert stood(await arrive(islands, anna))[:2] == (5, 5)


async def test_an_entry_in_the_link_goes_before_if_there_is_one(islands: ServedIsland) -> None:
    anna = await gone_from(islands, 7, 5)
    tab = await arrive(islands, anna, entry="moon")
    assert stood(tab)[:2] == (7, 5)
    await tab.call("leave", {})
    assert stood(await arrive(islands, anna, entry="harbour"))[:2] == (12, 12)


async def test_a_portal_goes_before(islands: ServedIsland) -> None:
    anna = await gone_from(islands, 7, 5)
    again = await arrive(islands, anna)
    await again.call("go", {"seq": 1, "x": 8, "y": 5})
    await islands.pass_ms(700)
    await again.get("travel")
    assert where(await arrive(islands, anna)) == ("/maps/ameland/island.json", 20, 10)


async def test_who_never_finished_a_journey_arrives_on_the_island_they_were_going_to(
    islands: ServedIsland,
) -> None:
    anna = await islands.enter("Anna")
    await take_ferry(islands, anna)
    await islands.pass_ms(TICKET_MS)
    await islands.enter("Bo")
    assert where(await arrive(islands, anna)) == ("/maps/ameland/island.json", 1, 1)


def was_on(islands: ServedIsland, island: str) -> str:
    """Somebody was on an island before the server stopped; the token by which they come back."""
    place = PersonPlace(PersonId("anna"), island, 21, 11, 6, islands.clock.wall_ms())
    islands.islands._places.restore([place], islands.clock.wall_ms())
    return "token of anna"


async def test_the_island_where_one_was_is_opened_if_need_be(islands: ServedIsland) -> None:
    token = was_on(islands, "ameland")
    anna = await islands.enter("Anna", person=token)
    assert where(anna) == ("/maps/ameland/island.json", 21, 11)
    assert stood(anna)[2] == 6
    assert islands.islands.names() == ["map", "ameland"]


async def test_who_comes_by_link_with_an_entry_opens_nothing(islands: ServedIsland) -> None:
    token = was_on(islands, "ameland")
    anna = await islands.enter("Anna", person=token, entry="harbour")
    assert where(anna)[0] == "/maps/map/island.json"
    assert islands.maps.loads == []


async def test_an_island_that_cannot_be_opened_again_is_done_without(
    islands: ServedIsland,
) -> None:
    islands.maps.broken.add("ameland")
    anna = await islands.enter("Anna", person=was_on(islands, "ameland"))
    assert where(anna) == ("/maps/map/island.json", 5, 5)
    with pytest.raises(MapError):
        await islands.islands.open("ameland")


async def test_an_island_that_is_there_no_more_is_done_without(islands: ServedIsland) -> None:
    anna = await islands.enter("Anna", person=was_on(islands, "atlantis"))
    assert where(anna) == ("/maps/map/island.json", 5, 5)
    assert islands.maps.loads == []


async def test_nobody_waits_for_ever_for_an_island_to_open(
    islands: ServedIsland, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archipelago, "OPEN_WAIT_S", 0.01)
    islands.maps.gate.clear()
    anna = await islands.enter("Anna", person=was_on(islands, "ameland"))
    assert where(anna) == ("/maps/map/island.json", 5, 5)
    islands.maps.gate.set()


async def test_there_is_one_of_a_person_who_connects_twice_while_their_island_opens(
    islands: ServedIsland,
) -> None:
    token = was_on(islands, "ameland")
    islands.maps.gate.clear()
    both = [asyncio.create_task(islands.enter("Anna", person=token)) for _ in range(2)]
    await islands.until(lambda: islands.maps.loads)
    islands.maps.gate.set()
    first, second = [await task for task in both]
    assert first.me == second.me
    assert len(islands.on("ameland").world.state.avatars) == 1
    assert len(islands.on("map").world.state.avatars) == 0


async def test_who_comes_while_the_server_stops_is_refused_though_their_island_opened(
    islands: ServedIsland,
) -> None:
    token = was_on(islands, "ameland")
    islands.maps.gate.clear()
    refusal = asyncio.create_task(islands.refusal(person=token))
    await islands.until(lambda: islands.maps.loads)
    islands.gateway.refuse_newcomers()
    islands.maps.gate.set()
    assert await refusal == "closing"


async def test_a_person_who_is_forgotten_arrives_like_everybody(islands: ServedIsland) -> None:
    anna = await gone_from(islands, 7, 5)
    islands.islands.see_off(PersonId(anna.person.removeprefix("token of ")))
    assert stood(await arrive(islands, anna))[:2] == (5, 5)
