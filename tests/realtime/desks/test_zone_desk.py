"""Zones as hosts change them, through real connections."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.zones import ZoneKind
from island_server.protocol.zone_form import zone_from_plain
from island_server.realtime.desks.zone_desk import LOOK_MS
from tests.core.island import box
from tests.realtime.conftest import Serve
from tests.realtime.desks.edited_islands import HALL, NEW, codes, host, put, served
from tests.realtime.desks.memory_shelf import MemoryShelf
from tests.realtime.served_island import Setup

# --- everybody hears of it


async def test_a_zone_is_there_for_everybody_at_once(serve: Serve) -> None:
    island = await served(serve)
    hanna, anna = await host(island), await island.enter("Anna")
    answer = await put(hanna, **NEW)
    assert answer["zone"]["id"] == "host-1"
    assert answer["kept"]
    for browser in (hanna, anna):
        told = await browser.get("zones", lambda it: it["put"])
        assert told == {"put": [answer["zone"]], "gone": [], "by": hanna.me, "all": False}
    talk = await anna.get("conversation", lambda it: it["conversation"])
    assert talk["conversation"]["zone"] == "host-1"


async def test_those_who_meet_there_hear_that_they_can_lock_it_now(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    await put(hanna, **NEW)
    hanna.forget()
    await put(hanna, "host-1", lockable=True)
    talk = await hanna.get("conversation")
    assert talk["conversation"]["lockable"]
    assert await hanna.reason("conversation", {"action": "lock"}) is None


async def test_whoever_comes_later_hears_where_the_island_differs_from_its_map(
    serve: Serve,
) -> None:
    island = await served(serve)
    hanna = await host(island)
    saved = (await put(hanna, **NEW))["zone"]
    assert await hanna.reason("zone_remove", {"zone": "hall"}) is None
    anna = await island.enter("Anna")
    first = await anna.get("zones")
    assert first == {"put": [saved], "gone": ["hall"], "by": None, "all": True}
    assert anna.order.index("welcome") < anna.order.index("zones")


async def test_many_zones_come_in_several_messages_of_which_the_first_begins_anew(
    serve: Serve,
) -> None:
    zones = [box(f"z{n}", ZoneKind.PLACE, (n, 0), (1, 1)) for n in range(35)]
    island = await served(serve)
    island.loop.apply(cmd.PutZones(None, tuple(zones)))
    anna = await island.enter("Anna")
    await anna.settled()
    told = anna.heard("zones")
    assert [(it["all"], len(it["put"])) for it in told] == [(True, 20), (False, 15)]
    assert [zone["id"] for it in told for zone in it["put"]] == [zone.id for zone in zones]


async def test_a_change_by_another_desk_is_told_and_kept_as_well(serve: Serve) -> None:
    shelf = MemoryShelf()
    island = await served(serve, shelf)
    anna = await island.enter("Anna")
    island.loop.apply(cmd.PutZone(None, replace(HALL, closed=True)))
    told = await anna.get("zones", lambda it: it["put"])
    assert (told["put"][0]["closed"], told["by"]) == (True, None)
    await island.pass_ms(LOOK_MS)
    await island.until(lambda: "zones/map" in shelf.things)


async def test_it_stands_in_the_log_who_did_what(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    await put(hanna, **NEW)
    await put(hanna, "host-1", host="Anna")
    await hanna.call("zone_remove", {"zone": "host-1"})
    log = [event for _, event in island.log if isinstance(event, ev.ZonePut | ev.ZoneRemoved)]
    assert [type(event) for event in log] == [ev.ZonePut, ev.ZonePut, ev.ZoneRemoved]
    assert {event.avatar for event in log} == {hanna.me}


# --- editing


async def test_two_hosts_edit_different_fields_and_both_stay(serve: Serve) -> None:
    island = await served(serve)
    hanna, hugo = await host(island), await host(island, "Hugo")
    await put(hanna, **NEW)
    await put(hanna, "host-1", host="Anna")
    answer = await put(hugo, "host-1", colour="#0A7E8C", host="Hugo")
    assert (answer["zone"]["host"], answer["zone"]["colour"]) == ("Hugo", "#0a7e8c")
    assert answer["zone"]["names"] == {"nl": "Tafel"}


async def test_what_is_wrong_is_told_by_field_and_changes_nothing(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    answer = await put(hanna, **{**NEW, "icon": "skull", "capacity": 1})
    assert answer["zone"] is None
    assert codes(answer) == [("capacity", "too_small", "error"), ("icon", "unknown_word", "error")]
    answer = await put(hanna, **{**NEW, "spans": [[11, 22, 26]]})
    assert codes(answer) == [("spans", "overlaps", "error")]
    assert answer["problems"][0]["zone"] == "hall"
    assert island.loop.world.island.zones == (HALL,)
    assert not [it for it in hanna.heard("zones") if it["put"]]


async def test_a_check_changes_nothing(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    right = await hanna.call("zone_check", {"zone": None, "fields": NEW})
    assert right == {"ok": True, "problems": []}
    wrong = await hanna.call("zone_check", {"zone": "hall", "fields": {"spans": [[0, 90, 91]]}})
    assert codes(wrong) == [("spans", "outside_map", "error")]
    assert island.loop.world.island.zones == (HALL,)


async def test_a_zone_that_is_closed_around_the_only_place_to_arrive_is_refused(
    serve: Serve,
) -> None:
    island = await served(serve)
    hanna = await host(island)
    answer = await put(hanna, **NEW, closed=True)
    assert codes(answer) == [("spans", "blocks_arrival", "error")]


async def test_html_in_a_name_stays_text_and_odd_characters_go(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    names = {"nl": " <img src=x onerror=alert(1)>\u202e\x00 ", "en": "A\nB"}
    answer = await put(hanna, **{**NEW, "names": names, "descriptions": {"nl": "een\ntwee\x07"}})
    assert answer["zone"]["names"] == {"nl": "<img src=x onerror=alert(1)>", "en": "A B"}
    assert answer["zone"]["descriptions"] == {"nl": "een\ntwee"}


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "http://x.example/"])
async def test_only_safe_links_are_taken(serve: Serve, link: str) -> None:
    island = await served(serve)
    hanna = await host(island)
    effects = [{"effect": "info", "text": "Us", "link": link}]
    answer = await put(hanna, **NEW, effects=effects)
    assert codes(answer) == [("effects", "forbidden_address", "error")]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "volcano"},
        {"id": "other"},
        {"spans": [[0, 1]]},
        {"spans": [[0, 1, 2]] * 2001},
        {"names": {"nl": "x" * 4001}},
        {"names": {str(n): "x" for n in range(11)}},
        {"effects": [{"effect": "explode"}]},
        {"effects": [{"effect": {"deep": 1}}]},
        {"effects": [{"effect": "tab", "url": 7}]},
        {"effects": [{"effect": "focus"}] * 51},
        {"hours": [[1, 2]] * 101},
        {"hours": [[-1, 2]]},
        {"capacity": 2**40},
        {"portal": "texel"},
        {"portal": {"island": "texel", "open": True}},
        {"colour": None},
        {"closed": 1},
    ],
)
async def test_what_is_no_change_at_all_is_a_bad_message(
    serve: Serve, fields: dict[str, Any]
) -> None:
    island = await served(serve)
    hanna = await host(island)
    sent = {"zone": None, "fields": {**NEW, **fields}}
    assert await hanna.reason("zone_edit", sent) == "bad_message"
    assert island.loop.world.island.zones == (HALL,)


async def test_a_million_tiles_are_refused(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    spans = [[y, 0, 1000] for y in range(1000)]
    answer = await put(hanna, **{**NEW, "spans": spans})
    assert codes(answer) == [("spans", "too_large", "error")]


async def test_ten_thousand_zones_are_refused(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    many = [box(f"z{n}", ZoneKind.PLACE, (n % 40, 0), (1, 1)) for n in range(499)]
    island.loop.apply(cmd.PutZones(None, tuple(many)))
    sent = {"zone": None, "fields": NEW}
    assert await hanna.reason("zone_edit", sent) == "too_many_zones"
    template = {"template": "world_cafe", "count": 1, "seats": 4, "apply": True}
    assert await hanna.reason("zone_template", template) == "too_many_zones"
    await put(hanna, "z0", host="Anna")


async def test_a_change_that_comes_too_late_is_refused(serve: Serve) -> None:
    island = await served(serve)
    hanna, hugo = await host(island), await host(island, "Hugo")
    await put(hanna, **NEW)
    assert await hugo.reason("zone_remove", {"zone": "host-1"}) is None
    late = {"zone": "host-1", "fields": {"host": "Anna"}}
    assert await hanna.reason("zone_edit", late) == "unknown_zone"
    assert await hanna.reason("zone_check", late) == "unknown_zone"
    assert await hanna.reason("zone_remove", {"zone": "host-1"}) == "unknown_zone"
    assert (await put(hanna, **NEW))["zone"]["id"] == "host-2"


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("zone_edit", {"zone": "hall", "fields": {"host": "Anna"}}),
        ("zone_check", {"zone": None, "fields": {}}),
        ("zone_remove", {"zone": "hall"}),
        ("zone_restore", {"zone": "hall"}),
        ("zone_editing", {"zone": "hall"}),
        ("zone_template", {"template": "world_cafe", "apply": True}),
    ],
)
async def test_attendees_change_nothing(serve: Serve, event: str, message: dict[str, Any]) -> None:
    island = await served(serve)
    anna = await island.enter("Anna")
    assert await anna.reason(event, message) == "forbidden"
    assert island.loop.world.island.zones == (HALL,)
    assert island.loop.world.state.edited == {}


async def test_a_portal_knows_whether_its_island_is_here(serve: Serve) -> None:
    island = await served(serve, others={"texel": Setup()})
    hanna = await host(island)
    fields = {**NEW, "kind": "place", "spans": [[0, 30, 31]]}
    there = await put(hanna, **fields, portal={"island": "texel", "entry": "quay"})
    assert there["zone"]["portal"] == {"island": "texel", "entry": "quay", "open": True}
    own = await put(hanna, there["zone"]["id"], portal={"island": "map", "entry": ""})
    assert own["zone"]["portal"] == {"island": "", "entry": "", "open": True}
    nowhere = await put(hanna, there["zone"]["id"], portal={"island": "atlantis", "entry": ""})
    assert codes(nowhere) == [("portal", "no_island", "error")]


# --- taking away and bringing back


async def test_what_was_taken_away_comes_back_under_its_id(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    await hanna.call("zone_remove", {"zone": "hall"})
    gone = await hanna.get("zones", lambda it: it["gone"] == ["hall"])
    assert (gone["put"], gone["by"], gone["all"]) == ([], hanna.me, False)
    answer = await hanna.call("zone_restore", {"zone": "hall"})
    assert zone_from_plain(answer["zone"]) == HALL
    assert island.loop.world.island.zones == (HALL,)
    assert await hanna.reason("zone_restore", {"zone": "hall"}) == "unknown_zone"
    assert await hanna.reason("zone_restore", {"zone": "never"}) == "unknown_zone"


async def test_nothing_comes_back_onto_something_else(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    await hanna.call("zone_remove", {"zone": "hall"})
    await put(hanna, **{**NEW, "spans": [[y, 21, 26] for y in range(10, 13)]})
    answer = await hanna.call("zone_restore", {"zone": "hall"})
    assert answer["zone"] is None
    assert codes(answer) == [("spans", "overlaps", "error")]


# --- who edits what


async def test_hosts_see_who_edits_what_and_attendees_do_not(serve: Serve) -> None:
    island = await served(serve)
    hanna, hugo = await host(island), await host(island, "Hugo")
    anna = await island.enter("Anna")
    assert await hanna.reason("zone_editing", {"zone": "hall"}) is None
    await hugo.get("zone_editors", lambda it: it == {"editors": [[hanna.me, "hall"]]})
    late = await host(island, "Late")
    assert (await late.get("zone_editors")) == {"editors": [[hanna.me, "hall"]]}
    await hanna.call("zone_editing", {"zone": None})
    await hugo.get("zone_editors", lambda it: it == {"editors": []})
    assert anna.heard("zone_editors") == []


async def test_who_leaves_edits_nothing_any_more(serve: Serve) -> None:
    island = await served(serve)
    hanna, hugo = await host(island), await host(island, "Hugo")
    await hanna.call("zone_editing", {"zone": "hall"})
    await hugo.get("zone_editors", lambda it: it["editors"])
    hugo.forget()
    await hanna.call("leave", {})
    assert await hugo.get("zone_editors") == {"editors": []}
