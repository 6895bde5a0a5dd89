from __future__ import annotations

from dataclasses import replace
from typing import Any

from island_server.core.units import TilePos
from island_server.core.zone_effects import Focus, Portal, Sound, Tab, Tooltip, Trigger, Website
from island_server.core.zones import Zone, ZoneKind
from island_server.map_files.inspection import inspect
from island_server.map_files.meaning import Meaning, interpret
from island_server.map_files.tiled_model import WamArea, WamEntity, WamFile
from tests.map_files.made_maps import made_map
from tests.map_files.read_maps import OPEN, cells_of, tiled_of, zones_by_id

GROUND = tiled_of(made_map(OPEN))


def wam_area(name: str, *properties: dict[str, Any], x: int = 1, y: int = 1, w: int = 2) -> WamArea:
    return WamArea(f"id-{name}", name, x * 32, y * 32, w * 32, 32, properties)


def understood(*areas: WamArea, version: str = "2.1.0", entities: Any = ()) -> Meaning:
    wam = WamFile(version, areas, tuple(entities), {})
    return interpret(replace(GROUND, wam=wam), "m")


def zone_of(*properties: dict[str, Any], version: str = "2.1.0") -> Zone:
    return understood(wam_area("hoek", *properties), version=version).island.zones[0]


def test_an_area_is_one_zone_with_all_that_it_does() -> None:
    zone = zone_of(
        {"type": "jitsiRoomProperty", "roomName": "x", "trigger": "onaction"},
        {"type": "focusable", "zoom_margin": 0.35},
        {"type": "openWebsite", "link": "https://x.org", "trigger": "onaction", "width": 40,
         "triggerMessage": "Kijk", "closable": False, "policy": "camera; usb; fullscreen *"},
        {"type": "openWebsite", "link": "https://y.org", "newTab": True, "triggerMessage": "Y"},
        {"type": "playAudio", "audioLink": "https://x.org/sea.mp3", "volume": 0.5},
        {"type": "areaDescriptionProperties", "description": "Een hoek", "searchable": True},
        {"type": "tooltipPropertyData", "content": "Hallo", "duration": 3000},
        {"type": "highlight", "opacity": 0.3},
        {"type": "maxUsersInAreaPropertyData", "maxUsers": 4},
        {"type": "lockableAreaPropertyData", "allowedTags": []},
    )  # fmt: skip
    assert zone.kind is ZoneKind.MEETING
    assert zone.joins is Trigger.ACTION
    assert (zone.max_people, zone.lockable, zone.hosts_only) == (4, True, False)
    assert zone.names == {"nl": "Hoek", "en": "Hoek"}
    assert zone.descriptions["nl"] == "Een hoek"
    assert cells_of(zone) == {(1, 1), (2, 1)}
    assert zone.effects == (
        Focus(0.35),
        Website("https://x.org", Trigger.ACTION, "Kijk", 40, False, ("camera", "fullscreen")),
        Tab("https://y.org", "Y"),
        Sound("https://x.org/sea.mp3", 0.5, False),
        Tooltip("Hallo", 3000),
    )


def test_an_exit_is_a_portal_to_the_area_that_it_names() -> None:
    zone = zone_of({"type": "exit", "url": "lobby.wam", "areaName": "from-here"})
    assert zone.portal == Portal("lobby", "from-here")


def test_a_listener_finds_the_podium_by_the_id_of_its_area_or_by_its_name() -> None:
    for wanted in ("id-podium", "plenair"):
        found = understood(
            wam_area("podium", {"type": "speakerMegaphone", "name": "plenair"}),
            wam_area("zaal", {"type": "listenerMegaphone", "speakerZoneName": wanted}, y=2),
        )
        zones = zones_by_id(found)
        assert (zones["podium"].kind, zones["zaal"].kind) == (ZoneKind.PODIUM, ZoneKind.AUDIENCE)
        assert zones["podium"].stage == zones["zaal"].stage
        assert found.warnings == []


def test_a_listener_without_a_podium_is_remarked_on() -> None:
    found = understood(wam_area("zaal", {"type": "listenerMegaphone", "speakerZoneName": "weg"}))
    assert "area 'zaal': listens to a stage that is not on this map" in found.warnings[0]


def test_before_locks_were_a_property_every_meeting_could_be_locked() -> None:
    meeting = {"type": "livekitRoomProperty", "roomName": "x"}
    assert zone_of(meeting, version="2.0.0").lockable
    assert zone_of(meeting, version="1.0.0").lockable
    assert not zone_of(meeting, version="2.1.0").lockable


def test_restricted_areas_are_for_hosts_and_closed_ones_for_nobody() -> None:
    tags = {"type": "restrictedRightsPropertyData", "readTags": ["staff"], "writeTags": []}
    assert zone_of(tags).hosts_only
    open_to_all = tags | {"readTags": [], "writeTags": ["staff"]}
    assert understood(wam_area("hoek", open_to_all)).island.zones == ()
    assert zone_of({"type": "maxUsersInAreaPropertyData", "maxUsers": 0}).max_people == 0


def test_personal_desks_and_chat_rooms_and_extensions_are_ignored_with_a_remark() -> None:
    for kind in ("personalAreaPropertyData", "matrixRoomPropertyData", "extensionModule"):
        found = understood(wam_area("bureau", {"type": kind}))
        assert found.island.zones == ()
        assert found.warnings[0].startswith("m.tmj: area 'bureau': ")


def test_starts_are_entries_and_one_of_them_is_the_default() -> None:
    found = understood(
        wam_area("noord", {"type": "start", "isDefault": False}, x=0, y=0),
        wam_area("zuid", {"type": "start", "isDefault": True}, x=3, y=4, w=1),
    )
    assert found.island.starts == (TilePos(3, 4),)
    assert set(found.island.entries) == {"noord", "zuid"}
    assert found.island.entries["noord"] == (TilePos(0, 0), TilePos(1, 0))


def test_a_thing_is_offered_to_who_stands_beside_it_and_blocks() -> None:
    page = {"type": "openWebsite", "link": "https://x.org"}
    desk = WamEntity("e1", "", 64, 64, "desk:red", (page,), solid=((True, False),))
    found = understood(entities=[desk])
    (zone,) = found.island.zones
    assert zone.effects == (Website("https://x.org", Trigger.ACTION),)
    assert cells_of(zone) == {(x, y) for x in range(1, 5) for y in range(1, 4)}
    assert not found.island.tiles.is_free(2, 2)
    assert found.island.tiles.is_free(3, 2)


def test_what_an_editor_solid_thing_blocks_is_not_in_the_facts_of_the_map() -> None:
    desk = WamEntity("e1", "", 64, 64, "desk", (), solid=((True,),))
    facts = inspect(replace(GROUND, wam=WamFile("2.1.0", (), (desk,), {})), "m", ())
    assert facts.solid_cells == 0


def test_junk_in_properties_harms_nothing() -> None:
    junk: list[dict[str, Any]] = [
        {"type": kind, "roomName": junk, "link": junk, "url": junk, "volume": junk, "width": junk,
         "zoom_margin": junk, "maxUsers": junk, "duration": junk, "content": junk, "name": junk,
         "audioLink": junk, "areaName": junk, "speakerZoneName": junk, "description": junk,
         "trigger": junk, "policy": junk}
        for kind in ("start", "exit", "silent", "jitsiRoomProperty", "openWebsite", "playAudio",
                     "focusable", "speakerMegaphone", "listenerMegaphone", "tooltipPropertyData",
                     "maxUsersInAreaPropertyData", "areaDescriptionProperties", "x")
        for junk in (None, [], {}, -1, 1e300, True, "\0", "javascript:x", "x" * 9000)
    ]  # fmt: skip
    for n, raw in enumerate([*junk, {"type": []}, {"type": None}, {}]):
        found = understood(wam_area(f"a{n}", raw))
        inspect(replace(GROUND, wam=WamFile("2.1.0", (wam_area("a", raw),), (), {})), "m", ())
        for zone in found.island.zones:
            assert not any("javascript" in getattr(e, "url", "") for e in zone.effects)
