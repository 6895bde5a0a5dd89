"""A host calls, everybody chooses, and who comes is walked there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from island_server.core.calls import LATER_MS
from island_server.core.ids import ZoneId
from tests.realtime.desks.gathered import SQUARE, Gatherings, last, notes
from tests.realtime.served_island import Browser, ServedIsland, Setup

OTHER = Setup(width=60, height=30, zones=(SQUARE,), starts=((2, 20),))


async def called(browser: Browser) -> dict[str, Any]:
    message = await last(browser, "call", lambda data: data["call"] is not None)
    call: dict[str, Any] = message["call"]
    return call


async def choose(browser: Browser, choice: str) -> dict[str, Any]:
    call = await called(browser)
    return await browser.call("call_choice", {"call": call["id"], "choice": choice})


async def counts(host: Browser) -> tuple[int, ...]:
    await host.settled()
    it = host.heard("call_counts")[-1]
    return it["walked"], it["later"], it["stayed"], it["waiting"]


async def test_each_chooses_and_the_host_sees_the_numbers(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    bo, cas, dee = [await island.enter(name) for name in ("Bo", "Cas", "Dee")]
    assert (await host.call("call", {"scope": "all", "zone": "square"}))["ok"]
    call = await called(bo)
    assert (call["by"], call["zone"], call["names"]) == ("Host", "square", {"en": "square"})
    assert (call["is_here"], call["asked"], call["choice"]) == (True, True, None)
    assert await counts(host) == (0, 0, 0, 3)
    for guest, choice in ((bo, "walk"), (cas, "later"), (dee, "stay")):
        assert (await choose(guest, choice))["ok"]
    assert await counts(host) == (1, 1, 1, 0)
    assert "call_counts" not in bo.order
    await island.pass_ms(20_000)
    zones = {a.name: a.zones for a in island.loop.world.state.avatars.values()}
    assert zones["Bo"] == (ZoneId("square"),)
    assert zones["Cas"] == zones["Dee"] == ()
    assert (await host.call("call_end", {}))["ok"]
    assert await last(dee, "call", lambda data: data["call"] is None)
    assert notes(island) == [
        ("called", {"scope": "all"}),
        ("call_ended", {"walked": 1, "later": 1, "stayed": 1}),
    ]
    assert await host.reason("call_end", {}) == "no_call"
    assert await bo.reason("call_choice", {"call": call["id"], "choice": "walk"}) == "no_call"


async def test_many_who_are_walked_do_not_stand_on_one_tile(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    guests = [await island.enter(f"Guest {i}") for i in range(8)]
    await host.call("call", {"scope": "all", "zone": "square"})
    for guest in guests:
        assert (await choose(guest, "walk"))["ok"]
    await island.pass_ms(20_000)
    tiles = {island.loop.world.tile(guest.me) for guest in guests}
    assert len(tiles) >= 6
    assert all(SQUARE.contains(*tile) for tile in tiles)


async def test_people_are_called_to_where_the_host_stands(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    guest = await island.enter("Bo")
    await host.call("go", {"seq": 1, "x": 40, "y": 30})
    await host.call("call", {"scope": "island"})
    assert (await called(guest))["zone"] is None
    await choose(guest, "walk")
    await island.pass_ms(30_000)
    x, y = island.loop.world.tile(guest.me)
    assert max(abs(x - 40), abs(y - 30)) <= 10


async def test_who_said_later_is_asked_again(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    await host.call("call", {"scope": "all", "zone": "square"})
    await choose(guest, "later")
    assert (await called(guest))["choice"] == "later"
    await island.pass_ms(LATER_MS + 1000)
    assert (await called(guest))["choice"] is None
    assert await counts(host) == (0, 0, 0, 1)


async def both(gatherings: Gatherings) -> ServedIsland:
    island = await gatherings.open(Setup(zones=(SQUARE,), others={"other": OTHER}))
    await island.islands.open("other")
    return island


async def test_everybody_comes_back_from_other_islands(gatherings: Gatherings) -> None:
    island = await both(gatherings)
    host = await island.enter("Host", token="host")
    guest = await island.enter("Bo")
    answer = await host.call("call_places", {})
    assert [it["island"] for it in answer["islands"]] == ["map", "other"]
    assert answer["islands"][1]["zones"] == [{"id": "square", "names": {"en": "square"}}]
    await host.call("call", {"scope": "all", "island": "other", "zone": "square"})
    call = await called(guest)
    assert (call["is_here"], call["title"]) == (False, "Other")
    assert (await choose(guest, "walk"))["ok"]
    assert (await guest.get("travel"))["island"] == "other"
    person = guest.person
    arrived = await island.enter("Bo", person=person)
    assert (await called(arrived))["choice"] == "walk"
    await island.pass_ms(20_000)
    (avatar,) = island.on("other").world.state.avatars.values()
    assert avatar.zones == (ZoneId("square"),)


async def test_who_comes_later_is_asked_too_but_not_on_other_islands(
    gatherings: Gatherings,
) -> None:
    island = await both(gatherings)
    host = await island.enter("Host", token="host")
    await host.call("call", {"scope": "island", "zone": "square"})
    later = await island.enter("Bo")
    assert (await called(later))["asked"]
    assert await counts(host) == (0, 0, 0, 1)


async def test_a_new_call_takes_the_place_of_the_former(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    await host.call("call", {"scope": "all", "zone": "square"})
    first = await called(guest)
    await host.call("call", {"scope": "all", "zone": "table"})
    second = await called(guest)
    assert (first["zone"], second["zone"]) == ("square", "table")
    assert [what for what, _ in notes(island)] == ["called", "call_ended", "called"]
    stale = {"call": first["id"], "choice": "walk"}
    assert await guest.reason("call_choice", stale) == "no_call"


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ({"scope": "all", "zone": "nowhere"}, "unknown_zone"),
        ({"scope": "all", "island": "nowhere", "zone": "square"}, "unknown_island"),
        ({"scope": "all", "island": "other"}, "unknown_zone"),
        ({"scope": "everyone"}, "bad_message"),
        ({"scope": "all", "zone": "x" * 201}, "bad_message"),
    ],
)
async def test_bad_calls_are_refused(
    gatherings: Gatherings, message: dict[str, Any], reason: str
) -> None:
    island = await both(gatherings)
    host = await island.enter("Host", token="host")
    assert await host.reason("call", message) == reason
    assert notes(island) == []


async def test_attendees_call_nobody(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    guest = await island.enter("Bo")
    for event in ("call_end", "call_places"):
        assert await guest.reason(event, {}) == "forbidden"
    assert await guest.reason("call", {"scope": "all"}) == "forbidden"


async def test_who_cannot_get_there_stays_uncounted(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    await host.call("call", {"scope": "all", "zone": "square"})
    call = await called(guest)
    world = island.loop.world
    world.island = replace(world.island, zones=())
    answer = {"call": call["id"], "choice": "walk"}
    assert await guest.reason("call_choice", answer) == "unknown_zone"
    assert await counts(host) == (0, 0, 0, 1)
