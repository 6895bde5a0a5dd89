from __future__ import annotations

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

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

Cells = list[tuple[int, int]]


def starts(*layers: Json, **more: object) -> tuple[Cells, list[str]]:
    content = json.dumps(made_map(*layers, **more)).encode()
    found = interpret(parse_tmj(content, "m.tmj", MapLimits()), "m")
    return [tuple(cell) for cell in found.island.starts], found.warnings


GROUND = tile_layer("ground", *["....."] * 3)
AREA = objects(area("start", 4, 0, 1, 2))
OTHER_AREA = objects(area("kade", 1, 2, 1, 1, start=True))
LAYER = tile_layer("start", "     ", ".    ", "     ")
NESTED = {"type": "group", "name": "g", "layers": [LAYER]}
MARKED = tile_layer("aankomst", "     ", "  .  ", "     ", properties=properties(startLayer=True))
TILES = tileset(tiles=[{"id": 1, "properties": properties(start="start")}])


@pytest.mark.parametrize(
    ("layers", "cells"),
    [
        ([GROUND, LAYER, AREA], [(4, 0), (4, 1)]),
        ([GROUND, MARKED, LAYER], [(0, 1)]),
        ([GROUND, MARKED, NESTED], [(0, 1)]),
        ([GROUND, OTHER_AREA, MARKED], [(2, 1)]),
        ([GROUND, OTHER_AREA], [(1, 2)]),
        ([GROUND], [(2, 1)]),
    ],
)
def test_the_entry_is_found_in_the_order_of_workadventure(layers: list[Json], cells: Cells) -> None:
    assert starts(*layers) == (cells, [])


def test_start_tiles_go_before_the_rest_of_their_layer() -> None:
    layer = tile_layer("start", "#    ", ".    ", "     ")
    assert starts(GROUND, layer, tilesets=[TILES]) == ([(0, 1)], [])


def test_blocked_cells_are_left_out() -> None:
    ground = tile_layer("ground", ".....", "....#", ".....")
    assert starts(ground, AREA) == ([(4, 0)], [])


def test_nobody_arrives_in_a_pocket_when_the_rest_of_the_entry_is_open() -> None:
    ground = tile_layer("ground", "...#.", "...##", ".....")
    assert starts(ground, objects(area("start", 2, 0, 3, 1))) == ([(2, 0)], [])


def test_an_entry_that_is_wholly_blocked_gives_the_nearest_open_cell_and_a_warning() -> None:
    ground = tile_layer("ground", "...#.", "...##", "...##")
    cells, warnings = starts(ground, objects(area("start", 3, 0, 1, 1)))
    assert cells == [(2, 0)]
    assert "blocked" in warnings[0]


def entries(*layers: Json, **more: object) -> tuple[dict[str, Cells], list[str]]:
    content = json.dumps(made_map(*layers, **more)).encode()
    found = interpret(parse_tmj(content, "m.tmj", MapLimits()), "m")
    named = {name: [tuple(at) for at in cells] for name, cells in found.island.entries.items()}
    return named, found.warnings


def test_entries_are_named_after_areas_layers_and_tiles() -> None:
    tiles = tileset(tiles=[{"id": 1, "properties": properties(start="west")}])
    group = {"type": "group", "name": "g", "layers": [MARKED]}
    found, warnings = entries(GROUND, OTHER_AREA, group, LAYER, tilesets=[tiles])
    assert found == {
        "kade": [(1, 2)],
        "g/aankomst": [(2, 1)],
        "aankomst": [(2, 1)],
        "start": [(0, 1)],
        "west": [(2, 1)],
    }
    assert warnings == []


@pytest.mark.parametrize("key", ["start", "Start", "startlayer", "STARTLAYER"])
def test_a_start_is_found_in_whatever_case(key: str) -> None:
    layer = tile_layer("x", "     ", "  .  ", "     ", properties=properties(**{key: True}))
    assert entries(GROUND, layer)[0] == {"x": [(2, 1)]}
    assert starts(GROUND, layer)[0] == [(2, 1)]


@pytest.mark.parametrize("value", ["true", False, "", None, 0])
def test_only_true_marks_a_start(value: object) -> None:
    layer = tile_layer("x", "     ", "  .  ", "     ", properties=properties(startLayer=value))
    assert entries(GROUND, layer)[0] == {}


def test_an_area_takes_a_name_before_a_layer() -> None:
    layer = tile_layer("kade", ".    ", "     ", "     ", properties=properties(start=True))
    assert entries(GROUND, layer, OTHER_AREA)[0] == {"kade": [(1, 2)]}


def test_a_start_layer_without_a_tile_gives_way_to_the_next() -> None:
    empty = tile_layer("start", *["     "] * 3)
    assert starts(GROUND, empty, MARKED)[0] == [(2, 1)]
    assert entries(GROUND, empty)[0] == {}


def test_a_walled_entry_is_moved_with_a_remark() -> None:
    ground = tile_layer("ground", "...#.", "...##", "...##")
    found, warnings = entries(ground, objects(area("hok", 3, 0, 1, 1, start=True)))
    assert found == {"hok": [(2, 0)]}
    assert any("entry 'hok' (start area): every cell is blocked" in text for text in warnings)


grids = st.lists(st.sampled_from("#."), min_size=20, max_size=20)
boxes = st.tuples(st.integers(-1, 4), st.integers(-1, 3), st.integers(1, 4), st.integers(1, 3))


@given(grids, st.lists(boxes, max_size=3))
@settings(deadline=None)
def test_people_arrive_on_free_ground_that_hangs_together(
    cells: list[str], named: list[tuple[int, int, int, int]]
) -> None:
    assume("." in cells)
    rows = ["".join(cells[at : at + 5]) for at in range(0, 20, 5)]
    things = [area(f"e{n}", *box, start=True) for n, box in enumerate(named)]
    content = json.dumps(made_map(tile_layer("ground", *rows), objects(*things))).encode()
    island = interpret(parse_tmj(content, "m.tmj", MapLimits()), "m").island
    for found in (island.starts, *island.entries.values()):
        reached = island.tiles.reachable(*found[0])
        assert all(reached[y * 5 + x] for x, y in found)


def test_entries_beyond_the_limits_are_left_out() -> None:
    content = json.dumps(made_map(GROUND, MARKED, OTHER_AREA)).encode()
    tiled = parse_tmj(content, "m.tmj", MapLimits())
    for limits in (MapLimits(entries=1), MapLimits(entry_cells=1)):
        assert list(interpret(tiled, "m", limits).island.entries) == ["kade"]
