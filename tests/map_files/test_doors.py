from __future__ import annotations

import pytest

from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.errors import MapError
from island_server.map_files.meaning import Meaning
from tests.map_files.made_maps import Json, area, made_map, objects, properties, tile_layer
from tests.map_files.read_maps import meaning_of

GROUND = tile_layer("ground", "..#..", "..#..", "..#..")
GAP = tile_layer("ground", "..#..", ".....", "..#..")
SHUT = tile_layer("shut", "     ", "  #  ", "     ")
OPENED = tile_layer("opened", "     ", "  .  ", "  #  ")
STEP = tile_layer(
    "step",
    "     ",
    " ... ",
    "     ",
    properties=properties(
        doorVariable="deur",
        autoOpen=True,
        autoClose=True,
        openTriggerMessage="Open de deur",
        tag="x",
    ),
)
DOORS = {"type": "group", "name": "doors", "layers": [SHUT, OPENED]}


def variable(name: str = "deur", **values: object) -> Json:
    wanted = {"door": True, "openLayer": "doors/opened", "closeLayer": "doors/shut", **values}
    return {"name": name, "class": "variable", "x": 0, "y": 0, "properties": properties(**wanted)}


def understood(*things: Json, layers: tuple[Json, ...] = (GAP, DOORS, STEP)) -> Meaning:
    return meaning_of(made_map(*layers, objects(*things)))


def test_a_door_blocks_only_while_it_is_closed() -> None:
    found = understood(variable())
    (door,) = found.island.doors
    assert (door.id, door.is_open_at_start) == ("deur", False)
    assert door.closed_solid == ((1, 2, 3),)
    assert door.open_solid == ((2, 2, 3),)
    assert door.spans == ((1, 1, 4),)
    assert (door.opens_itself, door.closes_itself, door.open_label) == (True, True, "Open de deur")
    assert found.island.tiles.is_free(2, 1), "the walls of the map leave doors out of account"
    assert not found.island.tiles.is_free(2, 0)


def test_the_layers_of_each_position_are_told() -> None:
    (layers,) = understood(variable()).door_layers
    assert (layers.door, layers.open_layers, layers.closed_layers) == ("deur", (2,), (1,))


def test_a_group_stands_for_all_layers_in_it_and_a_bare_name_for_the_one_that_ends_so() -> None:
    found = understood(variable(openLayer="doors", closeLayer="shut\n\n nothing "))
    assert found.door_layers[0].open_layers == (1, 2)
    assert found.door_layers[0].closed_layers == (1,)
    assert any("'shut' is taken for 'doors/shut'" in text for text in found.warnings)
    assert any("there is no layer 'nothing'" in text for text in found.warnings)


def test_a_door_can_be_found_open_and_worked_from_an_area() -> None:
    step = area("stoep", 0, 0, 1, 1, doorVariable="deur", closeTriggerMessage="Dicht")
    found = understood(variable(default=True), step, layers=(GAP, DOORS))
    (door,) = found.island.doors
    assert door.is_open_at_start
    assert (door.spans, door.close_label) == (((0, 0, 1),), "Dicht")


def test_only_variables_that_are_doors_are_doors() -> None:
    other = variable("bel", door=False)
    assert understood(other, variable() | {"class": "area"}).island.doors == ()


def test_a_door_that_nobody_can_work_and_a_step_without_a_door_are_remarked_on() -> None:
    alone = understood(variable("los"), layers=(GAP, DOORS))
    assert any("door 'los'" in text and "nobody can work it" in text for text in alone.warnings)
    stepping = understood(layers=(GAP, STEP, DOORS))
    assert any("doorVariable 'deur'" in text for text in stepping.warnings)


def test_namesakes_and_the_nameless_are_no_doors() -> None:
    found = understood(variable(), variable(), variable(""))
    assert len(found.island.doors) == 1
    assert sum("give each door another name" in text for text in found.warnings) == 2


def test_nobody_arrives_in_a_door() -> None:
    start = area("start", 2, 1, 1, 1)
    found = understood(variable(), start)
    assert found.island.starts != (TilePos(2, 1),)
    assert all(found.island.tiles.is_free(*at) for at in found.island.starts)


def test_where_a_map_is_whole_only_through_its_doors_it_counts_as_whole() -> None:
    found = understood(variable())
    tiles: TileMap = found.island.tiles
    assert sum(tiles.reachable(0, 0)) == tiles.solid.count(0)


def test_a_locked_door_of_the_author_is_said_to_be_open_to_all() -> None:
    assert any("everybody may open it" in text for text in understood(variable()).warnings)


def test_walls_behind_a_door_stay() -> None:
    found = understood(variable(), layers=(GROUND, DOORS, STEP))
    assert not found.island.tiles.is_free(2, 1)


def test_the_walls_of_doors_are_limited() -> None:
    document = made_map(GAP, DOORS, STEP, objects(variable()))
    with pytest.raises(MapError, match=r"m\.tmj: doors have too many walls"):
        meaning_of(document, zone_cells=1)
    found = meaning_of(made_map(GAP, DOORS, objects(variable(), variable("b"))), doors=1)
    assert [door.id for door in found.island.doors] == ["deur"]
    assert any("more than 1 doors" in text for text in found.warnings)
