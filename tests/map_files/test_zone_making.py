from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from island_server.core.island_map import IslandMap
from island_server.core.zone_effects import Focus, Portal, Sound, Tab, Trigger, Website
from island_server.core.zones import Zone, ZoneKind
from island_server.errors import MapError
from island_server.map_files.limits import MapLimits
from island_server.map_files.meaning import interpret
from tests.map_files.made_maps import (
    Json,
    area,
    made_map,
    objects,
    properties,
    tile_layer,
    tileset,
)
from tests.map_files.read_maps import parse_tmj

OPEN = tile_layer("ground", *["......"] * 5)


def read(document: Json, **limits: int) -> tuple[IslandMap, list[str]]:
    chosen = MapLimits(**limits)
    found = interpret(parse_tmj(json.dumps(document).encode(), "m.tmj", chosen), "m", chosen)
    return found.island, found.warnings


def zones_of(*things: Json, **limits: int) -> dict[str, Zone]:
    island, _ = read(made_map(OPEN, objects(*things)), **limits)
    return {zone.id: zone for zone in island.zones}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"displayName": "Plein"}, ZoneKind.PLACE),
        ({"jitsiRoom": "a"}, ZoneKind.MEETING),
        ({"bbbMeeting": "a", "silent": True}, ZoneKind.MEETING),
        ({"speakerMegaphone": "p"}, ZoneKind.PODIUM),
        ({"listenerMegaphone": "p"}, ZoneKind.AUDIENCE),
        ({"silent": True}, ZoneKind.QUIET),
        ({"start": True}, ZoneKind.START),
        ({"start": True, "silent": True}, ZoneKind.QUIET),
    ],
)
def test_properties_make_a_zone(values: dict[str, object], kind: ZoneKind) -> None:
    assert zones_of(area("z", 1, 1, 2, 2, **values))["z"].kind is kind


@pytest.mark.parametrize(
    "values",
    [{}, {"silent": False}, {"silent": ""}, {"jitsiRoom": " "}, {"silent": None}, {"other": 1}],
)
def test_empty_properties_make_none(values: dict[str, object]) -> None:
    assert zones_of(area("z", 1, 1, 2, 2, **values)) == {}


def test_names_are_in_both_languages_and_fall_back() -> None:
    found = zones_of(
        area("a", 0, 0, 1, 1, displayName="Strand", displayNameEn="Beach", description="Zand"),
        area("b", 1, 0, 1, 1, silent=True, displayName="Duin\u202e\n  pan"),
        area("c", 2, 0, 1, 1, silent=True),
    )
    assert found["a"].names == {"nl": "Strand", "en": "Beach"}
    assert found["a"].descriptions == {"nl": "Zand", "en": "Zand"}
    assert found["b"].names == {"nl": "Duin pan", "en": "Duin pan"}
    assert found["c"].names == {"nl": "C", "en": "C"}
    assert found["c"].descriptions == {"nl": "", "en": ""}


def test_podium_and_audience_share_a_stage_and_a_meeting_has_a_capacity() -> None:
    found = zones_of(
        area("p", 0, 0, 1, 1, speakerMegaphone="plenair", maxUsers=3),
        area("q", 1, 0, 1, 1, listenerMegaphone="plenair"),
        area("m", 2, 0, 1, 1, jitsiRoom="x", maxUsers=4),
        area("n", 3, 0, 1, 1, jitsiRoom="x", maxUsers=True),
    )
    assert found["p"].stage == found["q"].stage == "plenair"
    assert found["p"].capacity is None
    assert (found["m"].capacity, found["n"].capacity) == (4, None)


def test_namesakes_and_the_nameless_get_a_name() -> None:
    quiet = {"silent": True}
    found = zones_of(
        *(
            area(name, x, 0, 1, 1, **quiet)
            for x, name in enumerate(("a", "a", "", "unnamed_tiled_area_2"))
        )
    )
    assert sorted(found) == [
        "a",
        "unnamed_tiled_area_1",
        "unnamed_tiled_area_2",
        "unnamed_tiled_area_3",
    ]


def test_only_areas_count_and_the_older_class_names_too() -> None:
    other = area("x", 0, 0, 1, 1, silent=True) | {"type": "chair"}
    older = area("y", 0, 0, 1, 1, silent=True) | {"type": "zone"}
    newer = area("w", 1, 0, 1, 1, silent=True) | {"class": "area", "type": ""}
    point = area("z", 2, 0, 1, 1, silent=True) | {"point": True}
    assert sorted(zones_of(other, older, newer, point)) == ["w", "y"]


edges = st.floats(-100, 400, allow_nan=False)


@given(edges, edges, *[st.floats(0, 300, allow_subnormal=False)] * 2)
@settings(deadline=None)
def test_a_zone_has_the_cells_that_its_rectangle_touches(
    x: float, y: float, w: float, h: float
) -> None:
    thing = area("z", 0, 0, 0, 0, silent=True) | {"x": x, "y": y, "width": w, "height": h}
    zone = zones_of(thing).get("z")
    for row in range(5):
        for column in range(6):
            touches = (
                w > 0
                and h > 0
                and column * 32 < x + w
                and x < column * 32 + 32
                and row * 32 < y + h
                and y < row * 32 + 32
            )
            if touches or zone:
                assert (zone is not None and zone.contains(column, row)) == touches


grids = st.lists(st.text("#. ", min_size=6, max_size=6), min_size=4, max_size=4)


@given(st.lists(grids, min_size=1, max_size=4), st.integers(0, 7))
@settings(deadline=None)
def test_walls_agree_with_looking_at_every_tile(layers: list[list[str]], flips: int) -> None:
    made = [tile_layer(str(i), *rows) for i, rows in enumerate(layers)]
    for layer in made:
        layer["data"] = [gid and gid | flips << 29 for gid in layer["data"]]
    blocked = [any(rows[i // 6][i % 6] == "#" for rows in layers) for i in range(24)]
    if all(blocked):
        with pytest.raises(MapError, match="nowhere"):
            read(made_map(*made))
    else:
        assert list(read(made_map(*made))[0].tiles.solid) == blocked


@pytest.mark.parametrize("value", ["true", 1, False, None])
def test_only_a_true_collides_is_a_wall(value: object) -> None:
    document = made_map(tile_layer("ground", "#."))
    document["tilesets"][0]["tiles"][0]["properties"] = properties(collides=value)
    assert read(document)[0].tiles.solid == b"\0\0"


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"areas": 1}, "more than 1 areas"),
        ({"area_cells": 7}, "areas have more than 7 cells"),
        ({"zones": 1}, "more than 1 zones"),
        ({"zone_cells": 7}, "more than 7 cells"),
        ({"zones_per_cell": 1}, "overlap at tile 1,1"),
    ],
)
def test_zones_are_limited(limits: dict[str, int], message: str) -> None:
    things = [area(name, 0, 0, 2, 2, displayName=name) for name in "ab"]
    things[1] |= {"x": 32, "y": 32}
    with pytest.raises(MapError, match=message):
        zones_of(*things, **limits)


def test_a_zone_with_several_properties_is_one_zone_with_effects() -> None:
    found = zones_of(
        area(
            "hoek", 1, 1, 2, 2,
            jitsiRoom="x", jitsiTrigger="onicon", openWebsite="http://x.org/a",
            openWebsiteTrigger="onaction", openWebsiteTriggerMessage="Kijk", openWebsiteWidth=99,
            openWebsiteClosable=False, openWebsitePolicy="camera;usb ; MICROPHONE 'self'",
            focusable=True, zoom_margin=1, playAudio="sea.mp3", audioVolume=5, audioLoop=True,
            openTab="https://x.org/tab", exitUrl="office.tmj#x", displayName="Hoek",
        )
    )  # fmt: skip
    assert list(found) == ["hoek"]
    zone = found["hoek"]
    assert (zone.kind, zone.joins) == (ZoneKind.MEETING, Trigger.ACTION)
    assert zone.portal == Portal("office", "x")
    assert set(zone.effects) == {
        Website("https://x.org/a", Trigger.ACTION, "Kijk", 90, False, ("camera", "microphone")),
        Focus(1.0),
        Sound("sea.mp3", 1.0, True),
        Tab("https://x.org/tab", "Kijk"),
    }


def test_layers_and_tiles_make_zones_too() -> None:
    layer = tile_layer("groep/praat", ". .   ", *["      "] * 4)
    layer["properties"] = properties(jitsiRoom="praat", meetingRoomLabel="Praathoek")
    ground = tile_layer("ground", *["......"] * 5)
    marked = [{"id": 0, "properties": properties(silent=True)}]
    ground["data"][7] = 1
    document = made_map(ground, layer, tilesets=[tileset(tiles=marked)])
    island, warnings = read(document)
    found = {zone.id: zone for zone in island.zones}
    assert (found["groep/praat"].kind, found["groep/praat"].names["nl"]) == (
        ZoneKind.MEETING,
        "Praat",
    )
    assert found["groep/praat"].spans == ((0, 0, 1), (0, 2, 3))
    assert (found["ground"].kind, found["ground"].spans) == (ZoneKind.QUIET, ((1, 1, 2),))
    assert warnings == []


def test_every_value_of_tiles_is_a_zone_of_its_own() -> None:
    ground = tile_layer("ground", *["......"] * 5)
    ground["data"] = [1, 2, 1] + [3] * 27
    tiles = [
        {"id": n, "properties": properties(exitUrl=url)} for n, url in enumerate(["a.tmj", "b.tmj"])
    ]
    island, _ = read(made_map(ground, tilesets=[tileset(tilecount=3, columns=3, tiles=tiles)]))
    assert {zone.portal.island: zone.area for zone in island.zones if zone.portal} == {
        "a": 2,
        "b": 1,
    }
    assert [zone.names["nl"] for zone in island.zones] == ["a", "b"]
    assert len({zone.id for zone in island.zones}) == 2


def test_an_area_keeps_what_a_layer_does_not_take() -> None:
    layer = tile_layer("praat", ".     ", *["      "] * 4)
    layer["properties"] = properties(jitsiRoom="laag")
    hoek = area("hoek", 0, 0, 2, 1, jitsiRoom="hoek", displayName="Hoek", silent=True)
    island, _ = read(made_map(OPEN, layer, objects(hoek)))
    found = {zone.id: zone for zone in island.zones}
    assert found["hoek"].spans == ((0, 0, 2),)
    assert found["hoek"].kind is ZoneKind.QUIET
    assert (found["hoek-2"].kind, found["hoek-2"].spans) == (ZoneKind.MEETING, ((0, 1, 2),))
    assert found["praat"].spans == ((0, 0, 1),)


def test_a_page_on_the_map_is_offered_to_who_is_beside_it() -> None:
    page = {"name": "bord", "class": "website", "x": 64, "y": 64, "width": 32, "height": 32}
    page["properties"] = properties(url="https://x.org", policy="fullscreen", allowApi=True)
    zone = zones_of(page)["bord"]
    assert zone.effects == (Website("https://x.org", Trigger.ACTION, allow=("fullscreen",)),)
    assert zone.spans == ((1, 1, 4), (2, 1, 4), (3, 1, 4))


@pytest.mark.parametrize("key", ["openWebsite", "openTab", "playAudio"])
@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html,x", True, "{{x}}"])
def test_addresses_that_are_refused_make_no_zone_and_are_named(key: str, value: object) -> None:
    island, warnings = read(made_map(OPEN, objects(area("hoek", 0, 0, 1, 1, **{key: value}))))
    assert island.zones == ()
    assert warnings[0].startswith(f"m.tmj: area 'hoek': {key}: ")


def test_mixtures_of_properties_are_limited() -> None:
    ground = tile_layer("ground", *["......"] * 5)
    ground["data"] = list(range(1, 31))
    tiles = [{"id": n, "properties": properties(jitsiRoom=str(n))} for n in range(30)]
    document = made_map(ground, tilesets=[tileset(tilecount=30, columns=6, tiles=tiles)])
    assert len(read(document)[0].zones) == 30
    with pytest.raises(MapError, match=r"m\.tmj: more than 29 mixtures"):
        read(document, combinations=29)
