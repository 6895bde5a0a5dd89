"""What a map with everything in it becomes, from JSON and from XML."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from island_server.errors import MapError
from island_server.map_files.load import load_map, parse_map
from island_server.map_files.tiled_model import (
    ImageLayer,
    Shape,
    Text,
    TiledMap,
    TiledObject,
    TileImage,
)
from tests.map_files.made_maps import made_map, tile_layer, written
from tests.map_files.made_tmx import as_xml
from tests.map_files.whole_maps import MORE, WHOLE, whole_map

FORMATS = pytest.mark.parametrize("suffix", [".tmj", ".tmx"])


def read(folder: Path, suffix: str) -> TiledMap:
    return parse_map(whole_map(folder, suffix))


def thing(tiled: TiledMap, name: str) -> TiledObject:
    return next(one for layer in tiled.object_layers for one in layer.objects if one.name == name)


def test_xml_says_the_same_as_json(tmp_path: Path) -> None:
    json_map, xml_map = read(tmp_path, ".tmj"), read(tmp_path, ".tmx")
    assert json_map.warnings == ()
    assert replace(xml_map, file="") == replace(json_map, file="")


@FORMATS
def test_the_layers_stand_in_file_order_with_the_style_of_their_groups(
    tmp_path: Path, suffix: str
) -> None:
    tiled = read(tmp_path, suffix)
    names = ["ground", "packed", "floorLayer", "g/above", "g/h/deep", "g/sky"]
    assert [layer.name for layer in tiled.layers] == names
    deep = tiled.layers[4].style
    assert (deep.visible, deep.opacity, deep.offset_x) == (False, 0.5, 3.5)
    assert (deep.parallax_x, deep.parallax_y) == (0.25, 1.0)
    assert deep.tint == "#808040"
    assert list(tiled.tile_layers[1].gids) == [1, 2, 0, 21]
    assert tiled.tile_layers[1].properties == {"silent": True}
    sky = tiled.layers[5]
    assert isinstance(sky, ImageLayer)
    assert (sky.image, sky.repeat_x, sky.repeat_y) == ("tiles.png", True, False)
    assert (tiled.background, tiled.properties) == ("#345678", {"mapName": "X", "depth": 2.5})


@FORMATS
def test_every_shape_of_object_is_read(tmp_path: Path, suffix: str) -> None:
    tiled = read(tmp_path, suffix)
    shapes = {one.name: one.shape for one in tiled.object_layers[0].objects}
    assert shapes == {
        "start": Shape.RECTANGLE,
        "dot": Shape.POINT,
        "oval": Shape.ELLIPSE,
        "pill": Shape.RECTANGLE,
        "corner": Shape.POLYGON,
        "path": Shape.POLYLINE,
        "sign": Shape.TEXT,
        "tree": Shape.TILE,
        "chair": Shape.TILE,
        "box": Shape.RECTANGLE,
    }
    assert thing(tiled, "corner").points == ((0.0, 0.0), (10.5, -3.0), (4.0, 8.0))
    assert not thing(tiled, "corner").visible
    assert (thing(tiled, "dot").kind, thing(tiled, "dot").y) == ("area", 4.5)
    assert (thing(tiled, "oval").rotation, thing(tiled, "pill").opacity) == (45.0, 0.5)
    assert thing(tiled, "start").properties == {
        "maxUsers": 3,
        "jitsiRoom": "x",
        "note": "two\nlines",
    }
    said = Text("Hallo\neiland", "Serif", 20, "#ff0000", bold=True, wrap=True)
    assert thing(tiled, "sign").text == replace(said, horizontal="center", vertical="bottom")
    assert (tiled.object_layers[0].colour, tiled.object_layers[0].by_index) == ("#ff8800", True)


@FORMATS
def test_templates_of_either_format_are_worked_in(tmp_path: Path, suffix: str) -> None:
    tiled = read(tmp_path, suffix)
    chair, box = thing(tiled, "chair"), thing(tiled, "box")
    assert (chair.gid, chair.kind, chair.properties) == (4, "seat", {"comfort": 5})
    assert tiled.tile_properties(chair.gid) == {"collides": True}
    assert (chair.x, chair.width) == (9.0, 32.0)
    assert (box.width, box.kind, box.properties) == (9.0, "area", {"silent": True, "own": 1})


@FORMATS
def test_tilesets_inside_and_outside_the_map_are_read(tmp_path: Path, suffix: str) -> None:
    ground, more, other, trees = read(tmp_path, suffix).tilesets
    assert (ground.transparent, ground.margin, ground.spacing) == ("#ff00ff", 1, 2)
    assert (more.name, more.first, more.image) == ("more", 3, "art/more.png")
    assert (other.name, other.first, other.count) == ("other", 8, 4)
    assert trees.image is None
    assert trees.count == 5
    assert trees.tile_images == {
        1: TileImage("tiles.png", 0, 0, 64, 32),
        4: TileImage("tiles.png", 1, 2, 7, 8),
    }
    assert (trees.offset_x, trees.offset_y, trees.object_alignment) == (3, -4, "top")
    assert (trees.fits_grid, trees.keeps_aspect) == (True, True)
    assert trees.properties == {"tilesetCopyright": "ours"}


@FORMATS
def test_such_a_map_loads_with_its_images(tmp_path: Path, suffix: str) -> None:
    found = load_map(whole_map(tmp_path, suffix))
    assert sorted(found.bundle.files) == ["more.png", "tiles.png"]


def test_the_content_tells_the_format_not_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_bytes(b"\xef\xbb\xbf \n" + as_xml(made_map(tile_layer("ground", ".#"))))
    assert list(parse_map(path).tile_layers[0].gids) == [2, 1]
    path = tmp_path / "map.tmx"
    path.write_text(json.dumps(made_map(tile_layer("ground", ".#"))))
    assert list(parse_map(path).tile_layers[0].gids) == [2, 1]
    path.write_bytes(as_xml(made_map(tile_layer("ground", ".#"))).decode().replace(
        "utf-8", "utf-16"
    ).encode("utf-16"))  # fmt: skip
    assert list(parse_map(path).tile_layers[0].gids) == [2, 1]


def test_a_file_that_is_no_map_is_refused_by_its_name(tmp_path: Path) -> None:
    whole_map(tmp_path)
    for name, message in (
        ("sets/more.tsx", "is a tileset, not a map"),
        ("sets/other.tsj", "is a tileset, not a map"),
        ("things/chair.tx", "is an object template, not a map"),
        ("things/box.tj", "is an object template, not a map"),
        ("tiles.png", "is not JSON"),
        ("sets", "is no file"),
        ("nowhere.tmj", "does not exist"),
    ):
        with pytest.raises(MapError, match=message) as caught:
            parse_map(tmp_path / name)
        assert str(caught.value).startswith(f"{tmp_path / name}: ")
    page = tmp_path / "page.html"
    page.write_text("<html/>")
    with pytest.raises(MapError, match="its XML is called 'html'"):
        parse_map(page)


def test_a_tile_object_without_a_size_is_as_large_as_its_tile(tmp_path: Path) -> None:
    layer = {"type": "objectgroup", "name": "o", "objects": [{"gid": 1}, {"gid": 21}, {"gid": 999}]}
    document = made_map(tile_layer("ground", ".."), layer, tilesets=WHOLE["tilesets"][::3])
    tiled = parse_map(written(tmp_path, document))
    sizes = [(one.width, one.height) for one in tiled.object_layers[0].objects]
    assert sizes == [(32.0, 32.0), (64.0, 32.0), (64.0, 48.0)]


def test_a_tileset_that_only_a_template_uses_is_added(tmp_path: Path) -> None:
    whole_map(tmp_path)
    things = [{"template": "things/chair.tx"}, {"template": "things/chair.tx", "gid": 1}]
    layer = {"type": "objectgroup", "name": "o", "objects": things}
    tiled = parse_map(written(tmp_path, made_map(tile_layer("ground", ".."), layer)))
    added = tiled.tilesets[-1]
    chair, wall = tiled.object_layers[0].objects
    assert (added.name, added.image) == ("more", "art/more.png")
    assert chair.gid == added.first + 1
    assert wall.gid == 1
    assert MORE["tilecount"] == added.count
