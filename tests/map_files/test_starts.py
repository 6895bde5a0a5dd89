from __future__ import annotations

import json

import pytest

from island_server.map_files.limits import MapLimits
from island_server.map_files.meaning import interpret
from island_server.map_files.tiled_json import parse_tmj
from tests.map_files.made_maps import (
    Json,
    area,
    made_map,
    objects,
    properties,
    tile_layer,
    tileset,
)

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
