"""Zones put up from a template, by the clock, and after a restart, through real connections."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest

from island_server.core import events as ev
from island_server.protocol.zone_form import zone_from_plain
from tests.realtime.conftest import Serve
from tests.realtime.desks.edited_islands import HALL, NEW, WALL_MS, host, put, served
from tests.realtime.desks.memory_shelf import MemoryShelf
from tests.realtime.served_island import ServedIsland

# --- templates


async def test_a_template_is_shown_first_and_put_up_in_the_same_places(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    wanted = {"template": "world_cafe", "count": 4, "seats": 5, "seed": 3}
    shown = await hanna.call("zone_template", wanted)
    assert (shown["applied"], shown["room_for"], len(shown["zones"])) == (False, None, 4)
    assert island.loop.world.island.zones == (HALL,)
    applied = await hanna.call("zone_template", {**wanted, "apply": True})
    assert applied["applied"]
    assert [it["spans"] for it in applied["zones"]] == [it["spans"] for it in shown["zones"]]
    assert [it["id"] for it in applied["zones"]] == [f"host-{n}" for n in range(1, 5)]
    told = await hanna.get("zones", lambda it: it["put"])
    assert told["put"] == applied["zones"]
    noted = [event for _, event in island.log if isinstance(event, ev.Noted)]
    assert [(it.what, it.facts) for it in noted] == [
        ("zone_template", {"template": "world_cafe", "zones": 4})
    ]


async def test_where_there_is_no_room_for_all_nothing_is_put_up(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    wanted = {"template": "plenary_breakouts", "count": 60, "seats": 12, "apply": True}
    answer = await hanna.call("zone_template", wanted)
    assert (answer["zones"], answer["applied"]) == ([], False)
    assert 0 < answer["room_for"] < 60
    assert island.loop.world.island.zones == (HALL,)


# --- hours


async def test_zones_open_and_close_by_the_clock_and_everybody_hears_it(serve: Serve) -> None:
    island = await served(serve)
    hanna, anna = await host(island), await island.enter("Anna")
    hours = [[WALL_MS + 5000, WALL_MS + 9000]]
    answer = await put(hanna, "hall", hours=hours)
    assert answer["zone"]["closed"]
    anna.forget()
    await island.pass_ms(4000)
    await anna.settled()
    assert anna.heard("zones") == []
    await island.pass_ms(2000)
    opened = await anna.get("zones")
    assert ([it["closed"] for it in opened["put"]], opened["by"]) == ([False], None)
    await put(hanna, "hall", closed=True)
    anna.forget()
    await put(hanna, "hall", closed=False)
    await island.pass_ms(4000)
    await anna.get("zones", lambda it: it["put"][0]["closed"] and it["by"] is None)


# --- keeping


async def test_after_a_restart_the_island_is_as_hosts_left_it(serve: Serve) -> None:
    shelf = MemoryShelf()
    island = await served(serve, shelf)
    hanna = await host(island)
    saved = (await put(hanna, **NEW))["zone"]
    await hanna.call("zone_remove", {"zone": "hall"})
    again = await served(serve, shelf)
    anna = await again.enter("Anna")
    assert await anna.get("zones") == {"put": [saved], "gone": ["hall"], "by": None, "all": True}
    talk = anna.heard("welcome")[0]["conversation"]
    assert talk["zone"] == "host-1"
    hugo = await host(again, "Hugo")
    answer = await hugo.call("zone_restore", {"zone": "hall"})
    assert zone_from_plain(answer["zone"]) == HALL


async def test_a_map_that_is_opened_anew_keeps_the_zones(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    await put(hanna, **NEW)
    island.maps.versions["map"] = "map-2"
    moving = island.tasks.spawn("choose", island.islands.set_main("map"))
    await island.pass_ms(1000)
    await moving
    assert island.islands.main.bundle.id == "map-2"
    zones = {zone.id for zone in island.islands.main.loop.world.island.zones}
    assert zones == {"hall", "host-1"}


@pytest.fixture
async def broken(serve: Serve, caplog: pytest.LogCaptureFixture) -> AsyncIterator[ServedIsland]:
    shelf = MemoryShelf()
    island = await served(serve, shelf)
    shelf.is_broken = True
    yield island
    caplog.records.clear()
    caplog.get_records("call").clear()


async def test_a_change_that_cannot_be_kept_holds_and_says_so(
    broken: ServedIsland, caplog: pytest.LogCaptureFixture
) -> None:
    hanna = await host(broken)
    answer = await put(hanna, **NEW)
    assert (answer["zone"]["id"], answer["kept"]) == ("host-1", False)
    assert len(broken.loop.world.island.zones) == 2
    lines = [it.getMessage() for it in caplog.records if it.levelno >= logging.ERROR]
    assert lines == ["what hosts change in zones cannot be kept over a restart: the disk is full"]
