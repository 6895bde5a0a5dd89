"""Several islands in one process: portals, second tabs, coming back, moving everybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from island_server.clock import settle
from island_server.core import events as ev
from island_server.core.ids import ISLAND_SHIFT, PersonId
from island_server.core.zone_effects import Portal
from island_server.core.zones import Zone, ZoneKind
from island_server.errors import MapError
from island_server.metrics import Metrics
from island_server.realtime.archipelago import RETRY_MS
from island_server.realtime.loop_settings import LoopSettings
from tests.core.island import box
from tests.realtime.conftest import Serve
from tests.realtime.served_island import Browser, ServedIsland, Setup


def portal(name: str, at: tuple[int, int], island: str, entry: str = "") -> Zone:
    return box(name, ZoneKind.PLACE, at, (2, 2), portal=Portal(island, entry))


AMELAND = Setup(
    starts=((1, 1),),
    entries={"quay": ((20, 10),)},
    zones=(portal("back", (30, 10), "map", "harbour"),),
)
WITH_FERRY = Setup(
    zones=(
        portal("ferry", (8, 5), "ameland", "quay"),
        portal("nowhere", (5, 8), "atlantis"),
        portal("here", (5, 1), "map", "harbour"),
    ),
    entries={"harbour": ((12, 12),)},
    others={"ameland": AMELAND},
)


@pytest.fixture
async def islands(serve: Serve) -> ServedIsland:
    """Two islands; one arrives at (5, 5) of the first, three tiles from the ferry."""
    return await serve(WITH_FERRY)


async def take_ferry(islands: ServedIsland, browser: Browser) -> dict[str, Any]:
    """Walk into the portal; what the browser is told."""
    await browser.call("go", {"seq": 1, "x": 8, "y": 5})
    await islands.pass_ms(700)
    travel: dict[str, Any] = await browser.get("travel")
    await browser.get("disconnect")
    return travel


async def arrive(islands: ServedIsland, browser: Browser, **auth: Any) -> Browser:
    """The same person connects again."""
    return await islands.enter(person=browser.person, **auth)


def left(islands: ServedIsland, island: str) -> list[ev.LeaveReason]:
    return [e.reason for name, e in islands.log if name == island and isinstance(e, ev.Left)]


def where(browser: Browser) -> tuple[str, int, int]:
    welcome = browser.heard("welcome")[-1]
    return welcome["event"]["map"], welcome["path"]["x"], welcome["path"]["y"]


async def test_a_portal_takes_one_to_the_entry_of_another_island(islands: ServedIsland) -> None:
    anna = await islands.enter("Anna")
    assert where(anna) == ("/maps/map/island.json", 5, 5)
    travel = await take_ferry(islands, anna)
    assert travel == {"island": "ameland", "map": "/maps/ameland/island.json"}
    assert anna.heard("bye") == [{"reason": "travel"}]
    assert left(islands, "map") == [ev.LeaveReason.TRAVELLED]
    there = await arrive(islands, anna)
    assert where(there) == ("/maps/ameland/island.json", 20, 10)
    assert there.person == anna.person
    assert not there.heard("welcome")[0]["resumed"]
    assert there.me == (1 << ISLAND_SHIFT) + 1
    assert [p[0] for p in there.heard("welcome")[0]["people"]] == [there.me]


async def test_one_travels_there_and_back(islands: ServedIsland) -> None:
    anna = await islands.enter("Anna")
    await take_ferry(islands, anna)
    there = await arrive(islands, anna)
    await there.call("go", {"seq": 1, "x": 30, "y": 10})
    await islands.pass_ms(2500)
    await there.get("travel")
    back = await arrive(islands, there)
    assert where(back) == ("/maps/map/island.json", 12, 12)
    assert islands.maps.loads == ["ameland"]


async def test_those_left_behind_see_one_go_and_no_one_elsewhere(islands: ServedIsland) -> None:
    anna, bo = await islands.enter("Anna"), await islands.enter("Bo")
    await take_ferry(islands, anna)
    there = await arrive(islands, anna)
    await islands.pass_ms(1200)
    await bo.get("roster", lambda roster: anna.me in roster["gone"])
    assert there.me not in {p[0] for roster in bo.heard("roster") for p in roster["put"]}
    assert not any(there.me in b.records for b in (bo,))


async def test_a_portal_to_its_own_island_by_name_stays_on_it(islands: ServedIsland) -> None:
    anna = await islands.enter("Anna")
    await anna.call("go", {"seq": 7, "x": 5, "y": 2})
    await islands.pass_ms(700)
    moved = await anna.get("moved", lambda m: m["runs"] == [])
    assert (moved["seq"], moved["x"], moved["y"]) == (7, 12, 12)
    assert anna.heard("travel") == []


async def test_a_portal_to_nowhere_does_nothing(islands: ServedIsland) -> None:
    anna = await islands.enter("Anna")
    await anna.call("go", {"seq": 1, "x": 5, "y": 8})
    await islands.pass_ms(2000)
    await anna.settled()
    assert not {"travel", "travel_failed", "bye"} & set(anna.order)
    assert islands.maps.loads == []


async def test_an_island_that_cannot_be_opened_keeps_one_where_one_is(
    islands: ServedIsland,
) -> None:
    islands.maps.broken.add("ameland")
    anna = await islands.enter("Anna")
    await anna.call("go", {"seq": 1, "x": 8, "y": 5})
    await islands.pass_ms(700)
    assert await anna.get("travel_failed") == {"island": "ameland"}
    assert await anna.reason("clock") is None
    for seq in (2, 4):
        await anna.call("go", {"seq": seq, "x": 5, "y": 5})
        await islands.pass_ms(700)
        await anna.call("go", {"seq": seq + 1, "x": 8, "y": 5})
        await islands.pass_ms(700)
    await anna.settled()
    assert len(anna.heard("travel_failed")) == 3
    assert islands.maps.loads == ["ameland"], "not tried again for everybody who walks in"
    islands.maps.broken.clear()
    await anna.call("go", {"seq": 6, "x": 5, "y": 5})
    await islands.pass_ms(RETRY_MS)
    assert (await take_ferry(islands, anna))["island"] == "ameland"


async def test_those_who_come_while_it_opens_wait_for_the_same(islands: ServedIsland) -> None:
    islands.maps.gate.clear()
    anna, bo = await islands.enter("Anna"), await islands.enter("Bo")
    for browser in (anna, bo):
        await browser.call("go", {"seq": 1, "x": 8, "y": 5})
    await islands.pass_ms(700)
    assert islands.maps.loads == ["ameland"]
    assert await anna.reason("clock") is None
    islands.maps.gate.set()
    for browser in (anna, bo):
        await browser.get("travel")
    assert islands.maps.loads == ["ameland"]


async def test_who_left_while_it_opened_is_not_taken(islands: ServedIsland) -> None:
    islands.maps.gate.clear()
    anna = await islands.enter("Anna")
    await anna.call("go", {"seq": 1, "x": 8, "y": 5})
    await islands.pass_ms(700)
    await anna.call("leave", {})
    islands.maps.gate.set()
    await settle()
    assert left(islands, "map") == [ev.LeaveReason.LEFT]


async def test_no_more_islands_open_than_may_be(serve: Serve) -> None:
    islands = await serve(Setup(zones=WITH_FERRY.zones, others={"ameland": AMELAND}, islands_max=1))
    anna = await islands.enter("Anna")
    await anna.call("go", {"seq": 1, "x": 8, "y": 5})
    await islands.pass_ms(700)
    assert await anna.get("travel_failed") == {"island": "ameland"}
    with pytest.raises(MapError, match="1 islands are open"):
        await islands.islands.open("ameland")


# --- one person, one avatar


async def test_a_second_tab_takes_over_on_whichever_island_one_is(islands: ServedIsland) -> None:
    anna = await islands.enter("Anna")
    await take_ferry(islands, anna)
    there = await arrive(islands, anna)
    tab = await arrive(islands, anna, entry="harbour")
    assert (await there.get("bye"))["reason"] == "replaced"
    assert tab.me == there.me
    assert where(tab)[0] == "/maps/ameland/island.json"
    assert tab.heard("welcome")[0]["resumed"]
    assert islands.on("map").world.state.avatars == {}


async def test_who_reloads_later_is_on_the_island_where_one_was_last(
    islands: ServedIsland,
) -> None:
    anna = await islands.enter("Anna")
    await take_ferry(islands, anna)
    there = await arrive(islands, anna)
    await there.leave_rudely()
    await islands.pass_ms(7000)
    assert left(islands, "ameland") == [ev.LeaveReason.LOST]
    again = await arrive(islands, anna, entry="quay")
    assert where(again) == ("/maps/ameland/island.json", 20, 10)


async def test_a_link_names_the_entry_at_which_one_arrives(islands: ServedIsland) -> None:
    assert where(await islands.enter("Anna", entry="harbour"))[1:] == (12, 12)
    assert where(await islands.enter("Bo", entry="moon"))[1:] == (5, 5)


async def test_a_traveller_has_a_place_even_if_the_islands_are_full(serve: Serve) -> None:
    setup = Setup(
        zones=WITH_FERRY.zones, others={"ameland": AMELAND}, loop=LoopSettings(capacity=1)
    )
    islands = await serve(setup)
    anna = await islands.enter("Anna")
    await take_ferry(islands, anna)
    assert await islands.refusal(name="Bo") == "full"
    there = await arrive(islands, anna)
    assert await islands.refusal(name="Bo") == "full"
    await there.call("leave", {})
    await islands.enter("Bo")


# --- media


async def test_media_of_each_island_is_told_to_that_island(islands: ServedIsland) -> None:
    anna = await islands.enter("Anna", media="full")
    await take_ferry(islands, anna)
    there = await arrive(islands, anna, media="full")
    offer = await there.get("media_offer")
    assert offer["sdp"] == f"offer to {there.me}"
    assert set(islands.media.peers) == {there.me}
    bo = await islands.enter("Bo", media="full")
    await bo.get("media_offer")
    islands.islands.on_media_down(there.me, "timeout")
    await there.get("media_down")
    islands.islands.on_media_up(bo.me)
    islands.islands.on_levels({there.me: 10, bo.me: 10})
    await bo.settled()
    assert bo.heard("media_down") == []
    islands.media.lose_everything()
    await bo.get("media_down")
    await there.get("media_down", lambda down: down["reason"] == "lost")


async def test_what_the_media_service_says_of_islands_that_are_not_is_ignored(
    islands: ServedIsland,
) -> None:
    stranger = (5 << ISLAND_SHIFT) + 1
    islands.islands.on_media_down(stranger, "timeout")  # type: ignore[arg-type]
    islands.islands.on_levels({stranger: 3})  # type: ignore[dict-item]


# --- for organisers


async def test_people_arrive_at_another_main_island_from_then_on(islands: ServedIsland) -> None:
    anna, bo = await islands.enter("Anna"), await islands.enter("Bo")
    await bo.call("leave", {})
    await islands.islands.set_main("ameland")
    assert islands.islands.main.name == "ameland"
    assert await anna.reason("clock") is None
    assert where(await islands.enter("Cees", entry="quay")) == ("/maps/ameland/island.json", 20, 10)
    assert where(await arrive(islands, bo))[0] == "/maps/ameland/island.json"
    with pytest.raises(MapError):
        await islands.islands.set_main("atlantis")


async def test_a_main_map_that_was_changed_is_opened_anew_with_its_people(
    islands: ServedIsland,
) -> None:
    anna = await islands.enter("Anna")
    await islands.islands.set_main("map")
    assert anna.heard("travel") == []
    islands.maps.versions["map"] = "map-2"
    former = islands.loop
    await islands.islands.set_main("map")
    assert await anna.get("travel") == {"island": "map", "map": "/maps/map-2/island.json"}
    await anna.get("disconnect")
    again = await arrive(islands, anna)
    assert where(again)[0] == "/maps/map-2/island.json"
    assert again.me == (1 << ISLAND_SHIFT) + 1
    assert former not in [island.loop for island in islands.islands]
    assert islands.islands.bundle("map") is None
    assert await again.reason("go", {"seq": 1, "x": 6, "y": 5}) is None
    await islands.pass_ms(1000)
    assert islands.on("map").world.tile(again.me) == (6, 5)


async def test_everybody_is_moved(islands: ServedIsland) -> None:
    people = [await islands.enter(f"P{n}") for n in range(12)]
    moving = islands.islands.move_everyone("ameland")
    await together(islands, moving)
    for browser in people:
        assert (await browser.get("travel"))["island"] == "ameland"
    assert len(islands.on("map").sessions) == 0
    assert {where(await arrive(islands, browser))[0] for browser in people} == {
        "/maps/ameland/island.json"
    }


async def together(islands: ServedIsland, work: Any) -> None:
    """Let time pass until some work is done."""
    done: list[bool] = []

    async def watch() -> None:
        await work
        done.append(True)

    islands.tasks.spawn("work", watch())
    while not done:
        await islands.pass_ms(20)


async def test_the_numbers_count_all_islands(islands: ServedIsland) -> None:
    anna = await islands.enter("Anna")
    await take_ferry(islands, anna)
    await arrive(islands, anna)
    await islands.enter("Bo")
    assert gauges(islands.metrics) == {"eiland_avatars": 2.0, "eiland_conversations": 0.0}
    assert islands.islands.names() == ["map", "ameland"]


def gauges(metrics: Metrics) -> dict[str, float]:
    lines: Sequence[str] = metrics.render().decode().splitlines()
    wanted = ("eiland_avatars ", "eiland_conversations ")
    rows = [line.split() for line in lines if line.startswith(wanted)]
    return {name: float(value) for name, value in rows}


async def test_maps_of_islands_that_are_open_are_found_by_their_id(islands: ServedIsland) -> None:
    assert islands.islands.bundle("ameland") is None
    await islands.islands.open("ameland")
    found = islands.islands.bundle("ameland")
    assert found is not None
    assert found.id == "ameland"


async def test_who_is_seen_off_hears_why_and_is_gone_at_once(island: ServedIsland) -> None:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    island.islands.see_off(PersonId("person-1"))
    island.islands.see_off(PersonId("nobody"))
    assert set(island.loop.world.state.avatars) == {bo.me}
    await island.pass_ms(100)
    assert (await anna.get("bye"))["reason"] == "erased"
    await anna.get("disconnect")
    left = [event for _, event in island.log if isinstance(event, ev.Left)]
    assert left == [ev.Left(left[0].t_ms, anna.me, ev.LeaveReason.LEFT)]
