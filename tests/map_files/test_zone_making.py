from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.island_map import IslandMap
from island_server.core.zones import Zone, ZoneKind
from island_server.errors import MapError
from island_server.map_files.limits import MapLimits
from island_server.map_files.meaning import interpret
from island_server.map_files.tiled_json import parse_tmj
from tests.map_files.made_maps import Json, area, made_map, objects, properties, tile_layer

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
    assert found["c"].names == {"nl": "c", "en": "c"}
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


@given(edges, edges, st.floats(0, 300), st.floats(0, 300))
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
        ({"zones": 1}, "2 zones, at most 1"),
        ({"zone_cells": 7}, "more than 7 cells"),
        ({"zones_per_cell": 1}, "overlap at tile 1,1"),
    ],
)
def test_zones_are_limited(limits: dict[str, int], message: str) -> None:
    things = [area(name, 0, 0, 2, 2, displayName=name) for name in "ab"]
    things[1] |= {"x": 32, "y": 32}
    with pytest.raises(MapError, match=message):
        zones_of(*things, **limits)
