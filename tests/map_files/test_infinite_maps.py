from __future__ import annotations

import json
from array import array

import pytest

from island_server.errors import MapError
from island_server.map_files.chunks import Box, Piece, box_around, composed
from island_server.map_files.limits import MapLimits
from island_server.map_files.tiled_model import TiledMap
from tests.map_files.made_maps import Json, area, objects, tileset
from tests.map_files.made_tmx import as_xml
from tests.map_files.read_maps import parse_tmj


def chunk(x: int, y: int, *rows: list[int]) -> Json:
    data = [gid for row in rows for gid in row]
    return {"x": x, "y": y, "width": len(rows[0]), "height": len(rows), "data": data}


def layer(*chunks: Json, **more: object) -> Json:
    return {"type": "tilelayer", "name": "ground", "chunks": list(chunks), **more}


def endless(*layers: Json, **more: object) -> Json:
    size = {"width": 30, "height": 20, "tilewidth": 32, "tileheight": 16}
    return {"infinite": True, **size, "layers": list(layers), "tilesets": [tileset()], **more}


def parse(document: Json, **limits: int) -> TiledMap:
    return parse_tmj(json.dumps(document).encode(), "m", MapLimits(**limits))


SCATTERED = endless(
    layer(chunk(-16, 0, [0, 0, 1, 2], [0, 0, 0, 0])),
    layer(chunk(-12, 0, [2, 0], [1, 0]), chunk(-14, 2, [0, 0], [2, 0])),
    objects(area("start", -14, 0, 1, 1), name="o"),
    {"type": "imagelayer", "name": "sky", "image": "tiles.png", "offsetx": 5},
)


@pytest.mark.parametrize("as_bytes", [lambda d: json.dumps(d).encode(), as_xml])
def test_the_grid_is_the_box_around_the_cells_of_all_layers(as_bytes) -> None:  # type: ignore[no-untyped-def]
    tiled = parse_tmj(as_bytes(SCATTERED), "m", MapLimits())
    assert (tiled.origin_x, tiled.origin_y, tiled.width, tiled.height) == (-14, 0, 3, 4)
    assert (tiled.stated_width, tiled.stated_height) == (30, 20)
    assert tiled.tile_layers[0].gids.tolist() == [1, 2, 0] + 9 * [0]
    assert tiled.tile_layers[1].gids.tolist() == [0, 0, 2, 0, 0, 1, 0, 0, 0, 2, 0, 0]


def test_objects_and_images_move_with_the_grid() -> None:
    tiled = parse(SCATTERED)
    start = tiled.object_layers[0].objects[0]
    assert (start.x, start.y) == (0.0, 0.0)
    assert tiled.layers[3].style.offset_x == 5 + 14 * 32


def test_parallax_still_counts_from_where_the_author_meant() -> None:
    far = layer(chunk(4, 2, [1]), parallaxx=0.5)
    picture = {"type": "imagelayer", "name": "sky", "image": "a.png", "parallaxx": 0.5}
    tiled = parse(endless(far, picture, parallaxoriginx=32))
    # Seen from pixel c of the grid, a thing is at place + offset + (c - 0) * (1 - parallax); on the
    # author's map, 128 px further west, at place + (c + 128 - 32) * 0.5 - 128 for the picture.
    assert tiled.layers[0].style.offset_x == 0.5 * (128 - 32)
    assert tiled.layers[1].style.offset_x == 0.5 * (128 - 32) - 128


@pytest.mark.parametrize(
    "layers",
    [[], [layer()], [layer(chunk(-5, 3, [0, 0], [0, 0]))], [objects(name="o")]],
)
def test_an_empty_infinite_map_has_the_size_that_it_tells(layers: list[Json]) -> None:
    tiled = parse(endless(*layers))
    assert (tiled.width, tiled.height, tiled.origin_x, tiled.origin_y) == (30, 20, 0, 0)
    assert all(set(one.gids) == {0} for one in tiled.tile_layers)


def test_an_infinite_map_need_not_tell_its_size() -> None:
    document = endless(layer(chunk(7, 8, [1])))
    del document["width"], document["height"]
    tiled = parse(document)
    assert (tiled.width, tiled.height, tiled.origin_x, tiled.origin_y) == (1, 1, 7, 8)


def test_chunks_that_lie_far_apart_are_refused() -> None:
    with pytest.raises(MapError, match="more than 4000 tiles wide"):
        parse(endless(layer(chunk(-(10**6), 0, [1]), chunk(10**6, 0, [1]))))
    with pytest.raises(MapError, match="more than 1000000 cells"):
        parse(endless(layer(chunk(0, 0, [1]), chunk(2000, 2000, [1]))))
    with pytest.raises(MapError, match=r"chunks\[0\]\.x: must be"):
        parse(endless(layer(chunk(10**12, 0, [1]))))


def test_a_chunk_that_does_not_fit_its_size_is_named() -> None:
    broken = chunk(0, 0, [1, 2]) | {"height": 3}
    with pytest.raises(MapError, match=r"layers\[0\]\.chunks\[0\]\.data: holds 2 cells"):
        parse(endless(layer(broken)))
    with pytest.raises(MapError, match="more than 10 cells in its layers"):
        parse(endless(layer(chunk(0, 0, *[[1, 1]] * 6))), tile_cells=10)


def test_a_layer_of_another_size_is_cut_or_filled_up_with_a_warning() -> None:
    small = {"type": "tilelayer", "name": "s", "width": 1, "height": 2, "data": [1, 2]}
    large = {"type": "tilelayer", "name": "l", "width": 3, "height": 1, "data": [1, 2, 1]}
    bare = {"type": "tilelayer", "name": "b", "data": [2, 2, 2, 2]}
    none = {"type": "tilelayer", "name": "n"}
    document = endless(small, large, bare, none) | {"infinite": False, "width": 2, "height": 2}
    tiled = parse(document)
    cells = [one.gids.tolist() for one in tiled.tile_layers]
    assert cells == [[1, 0, 2, 0], [1, 2, 0, 0], [2, 2, 2, 2], [0, 0, 0, 0]]
    assert len(tiled.warnings) == 3
    assert "layers[0].width: the layer is 1 x 2 tiles, unlike the map" in tiled.warnings[0]


def test_the_box_is_exact_whatever_bytes_a_gid_has() -> None:
    cells = array("I", [0, 0x01000000, 0, 0, 0, 256, 0, 0])
    piece = Piece(-3, 5, 4, 2, cells)
    assert box_around([piece]) == Box(-2, 5, 1, 2)
    assert composed([piece], Box(-2, 5, 1, 2)).tolist() == [0x01000000, 256]
    assert box_around([Piece(0, 0, 2, 1, array("I", [0, 0]))]) is None
