"""Reports reach all hosts at once, and are kept nowhere."""

from __future__ import annotations

import pytest

from tests.realtime.conftest import Serve
from tests.realtime.desks.kept_order import Event
from tests.realtime.served_island import ServedIsland


@pytest.fixture
def event() -> Event:
    return Event()


@pytest.fixture
async def island(serve: Serve, event: Event) -> ServedIsland:
    return await event.serve(serve)


async def test_a_report_says_who_where_and_why_to_all_hosts(
    island: ServedIsland, event: Event
) -> None:
    host = await island.enter("Hanna", token="host")
    organiser = await island.enter("Olga", token="organiser")
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    wish = {"avatar": bo.me, "why": "unsafe", "text": " He follows\x07 me. "}
    assert await anna.call("report", wish) == {"ok": True, "hosts": 2}
    expected = {
        "report": 1,
        "from": [anna.me, "Anna"],
        "about": [bo.me, "Bo"],
        "island": "map",
        "zone": None,
        "why": "unsafe",
        "text": "He follows me.",
    }
    for one in (host, organiser):
        told = await one.get("report")
        assert expected.items() <= told.items()
        assert (told["x"], told["y"]) == tuple(island.loop.world.tile(bo.me))
    await bo.settled()
    assert "report" not in bo.order
    assert "follows" not in repr(island.log)
    assert event.shelf.things == {}


async def test_without_a_host_the_reporter_is_told_that_nobody_heard(
    island: ServedIsland,
) -> None:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    assert await anna.call("report", {"avatar": bo.me, "why": "rude"}) == {"ok": True, "hosts": 0}


async def test_a_host_is_not_told_what_is_said_about_them(island: ServedIsland) -> None:
    host = await island.enter("Hanna", token="host")
    other = await island.enter("Hugo", token="host")
    anna = await island.enter("Anna")
    assert (await anna.call("report", {"avatar": host.me, "why": "rude"}))["hosts"] == 1
    await other.get("report")
    await host.settled()
    assert "report" not in host.order


async def test_the_other_hosts_hear_who_sees_to_it(island: ServedIsland) -> None:
    host = await island.enter("Hanna", token="host")
    other = await island.enter("Hugo", token="host")
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    assert await host.reason("take_report", {"report": 1}) == "unknown_report"
    await anna.call("report", {"avatar": bo.me, "why": "noise"})
    assert await host.reason("take_report", {"report": 1}) is None
    assert await other.get("report_taken") == {"report": 1, "by": "Hanna"}
    assert await anna.reason("take_report", {"report": 1}) == "forbidden"


async def test_too_many_reports_and_those_about_oneself_are_refused(
    island: ServedIsland,
) -> None:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    assert await anna.reason("report", {"avatar": anna.me, "why": "rude"}) == "forbidden"
    assert await anna.reason("report", {"avatar": 999, "why": "rude"}) == "unknown_avatar"
    wish = {"avatar": bo.me, "why": "rude"}
    assert [await anna.reason("report", wish) for _ in range(4)] == [None, None, None, "rate"]
    await island.pass_ms(20_000)
    assert await anna.reason("report", wish) is None
