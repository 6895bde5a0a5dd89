from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from island_server.map_files.inspection import Inspection, inspect
from island_server.map_files.tiled_model import WamArea, WamFile
from tests.map_files.made_maps import (
    Json,
    area,
    made_map,
    objects,
    properties,
    tile_layer,
    tileset,
)
from tests.map_files.read_maps import tiled_of

OPEN = tile_layer("ground", *["....."] * 3)


def facts(*layers: Json, **more: object) -> Inspection:
    return inspect(tiled_of(made_map(*layers, **more)), "m.tmj", ())


def hash_of(*cells: tuple[int, int]) -> str:
    return hashlib.sha256("\n".join(f"{x},{y}" for x, y in cells).encode()).hexdigest()


def counts(found: Inspection) -> dict[str, dict[str, int]]:
    document = json.loads(json.dumps(found.as_document()))
    return {
        kind: {where: number for where, number in numbers.items() if number}
        for kind, numbers in document["zones"].items()
    }


def test_walls_are_counted_on_hidden_layers_too() -> None:
    found = facts(tile_layer("a", "#.", ".."), tile_layer("b", " #", "  ", visible=False))
    assert found.solid_cells == 2
    assert found.solid_sha256 == hashlib.sha256(b"11\n00").hexdigest()
    assert found.tile_cells == 5
    assert found.bounds_tiles == (0, 0, 2, 2)


@pytest.mark.parametrize(
    ("layers", "cells", "rule"),
    [
        ([OPEN], [(2, 1)], "middle of the map"),
        ([OPEN, tile_layer("start", *["     "] * 3)], [(2, 1)], "layer start"),
        ([OPEN, objects(area("start", 0.5, 0, 1, 1))], [(0, 0), (1, 0)], "area start"),
        ([OPEN, objects(area("start", 0, 0, 1, 1) | {"polygon": [{"x": 0, "y": 0}] * 3})],
         [(0, 0)], "area start"),
        ([OPEN, objects(area("start", 9, 9, 1, 1))], [(2, 1)], "area start"),
        ([tile_layer("start", "#.")], [(0, 0), (1, 0)], "layer start"),
    ],
)  # fmt: skip
def test_the_default_entry_is_workadventures_walls_or_not(
    layers: list[Json], cells: list[tuple[int, int]], rule: str
) -> None:
    found = facts(*layers)
    assert (found.start.cells, found.start.cells_sha256) == (len(cells), hash_of(*cells))
    assert found.start_rule == rule


def test_zones_are_counted_by_where_they_come_from() -> None:
    ground = tile_layer("ground", *["....."] * 3, properties=properties(silent=False, exitUrl="a"))
    ground["data"][0] = 1
    tiles = [
        {"id": 0, "properties": properties(openWebsite="x", exitUrl="t", start="east")},
        {"id": 1, "properties": properties(exitUrl="t", silent=False)},
        {"id": 2, "properties": properties(openTab="never placed")},
    ]
    things = objects(
        area("a", 0, 0, 1, 1, jitsiRoom="x", focusable=True, exitUrl="o"),
        area("b", 0, 0, 1, 1, bbbMeeting="x", listenerMegaphone="", startLayer=True),
        area("c", 0, 0, 1, 1, silent=True) | {"type": "chair"},
        area("d", 0, 0, 1, 1, playAudioLoop="x") | {"type": "zone", "point": True},
    )
    found = facts(ground, things, tilesets=[tileset(tilecount=3, columns=3, tiles=tiles)])
    assert counts(found) == {
        "start": {"tile": 1, "object": 1},
        "exit": {"layer": 1, "tile": 1, "object": 1},
        "meeting": {"object": 2},
        "website": {"tile": 1},
        "audio": {"object": 1},
        "focus": {"object": 1},
    }
    assert sorted(found.exits) == ["a", "o", "t"]


def test_merging_leaves_areas_out_and_lets_tiles_cancel() -> None:
    lower = tile_layer("l", "...  ", *["     "] * 2, properties=properties(silent=True))
    upper = tile_layer("u", ".#   ", *["     "] * 2)
    tiles = [{"id": 0, "properties": properties(silent=False)}]
    found = facts(
        OPEN,
        lower,
        upper,
        objects(area("x", 0, 2, 5, 1, silent=True)),
        tilesets=[tileset(tiles=tiles)],
    )
    merged = found.merged["silent"]
    assert (merged.cells, merged.cells_sha256) == (2, hash_of((0, 0), (2, 0)))


def test_an_infinite_map_is_told_in_the_authors_coordinates() -> None:
    tiled = tiled_of(made_map(OPEN, objects(area("start", 0, 0, 1, 1))))
    moved = replace(tiled, origin_x=-7, origin_y=3, stated_width=30, stated_height=20)
    found = inspect(moved, "m", ())
    assert found.bounds_tiles == (-7, 3, -2, 6)
    assert found.start.cells_sha256 == hash_of((-7, 3))
    assert (found.width, found.height) == (30, 20)
    middle = inspect(replace(moved, layers=moved.layers[:1]), "m", ())
    assert middle.start.cells_sha256 == hash_of((15, 10))


def test_the_editors_areas_are_counted_by_their_properties() -> None:
    raw = ({"type": "start", "isDefault": True}, {"type": "exit", "url": "a.wam", "areaName": "x"},
           {"type": "speakerMegaphone"}, {"type": "highlight"},
           {"type": "livekitRoomProperty"})  # fmt: skip
    wam = WamFile("2.1.0", (WamArea("i", "n", 32, 0, 64, 32, raw),), (), {})
    found = inspect(replace(tiled_of(made_map(OPEN)), wam=wam), "m", ())
    assert counts(found) == {
        "start": {"wam": 1},
        "exit": {"wam": 1},
        "meeting": {"wam": 1},
        "stage-speaker": {"wam": 1},
    }
    assert found.exits == ("a.wam",)
    assert found.start.cells_sha256 == hash_of((1, 0), (2, 0))
