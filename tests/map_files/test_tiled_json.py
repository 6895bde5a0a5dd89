from __future__ import annotations

import base64
import gzip
import json
import zlib
from array import array
from collections.abc import Callable

import pytest
import zstandard

from island_server.errors import MapError
from island_server.map_files.limits import MapLimits
from tests.map_files.made_maps import Json, made_map, tile_layer, tileset
from tests.map_files.read_maps import parse_tmj

CELLS = [2, 0, 1, 2, 2, 0x80000002]


def parse(document: object, **limits: int) -> list[list[int]]:
    tiled = parse_tmj(json.dumps(document).encode(), "m.tmj", MapLimits(**limits))
    return [list(layer.gids) for layer in tiled.tile_layers]


def with_data(data: object, **more: object) -> Json:
    layer = {"type": "tilelayer", "name": "ground", "width": 3, "height": 2, "data": data, **more}
    return made_map(layer)


def packed(pack: Callable[[bytes], bytes]) -> str:
    return base64.b64encode(pack(array("I", CELLS).tobytes())).decode()


@pytest.mark.parametrize(
    "layer",
    [
        {"data": CELLS},
        {"data": ",".join(map(str, CELLS)) + ",\n", "encoding": "csv"},
        {"data": packed(bytes), "encoding": "base64"},
        {"data": packed(bytes), "encoding": "base64", "compression": ""},
        {"data": packed(zlib.compress), "encoding": "base64", "compression": "zlib"},
        {"data": packed(gzip.compress), "encoding": "base64", "compression": "gzip"},
        {"data": packed(zstandard.compress), "encoding": "base64", "compression": "zstd"},
        {"data": "\n2, 0,1 ,2,\n02,2,2147483650\n".replace("02,2,", "02,"), "encoding": "csv"},
    ],
)
def test_every_encoding_gives_the_same_cells(layer: Json) -> None:
    assert parse(with_data(**layer)) == [CELLS]


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        ({"data": CELLS[1:]}, r"layers\[0\]\.data: holds 5 cells, the layer has 6"),
        ({"data": [*CELLS[1:], "x"]}, r"layers\[0\]\.data\[5\]: must be a tile number"),
        ({"data": [*CELLS[1:], -1]}, r"data\[5\]: must be a tile number"),
        ({"data": [*CELLS[1:], 2**32]}, r"data\[5\]: must be a tile number"),
        ({"data": None}, "must be a list of tile numbers"),
        ({"data": "1,2,x,4,5,6"}, "commas between"),
        ({"data": "1," * 99}, "holds 100 cells"),
        ({"data": "####", "encoding": "base64"}, "holds 0 cells"),
        ({"data": "é", "encoding": "base64"}, "not valid base64"),
        ({"data": "AAAA", "encoding": "base64"}, "no whole number of cells"),
        ({"data": "AAAA", "encoding": "base64", "compression": "zlib"}, "cannot be decompressed"),
        ({"data": "AAAA", "encoding": "base64", "compression": "zstd"}, "cannot be decompressed"),
        ({"data": "AAAA", "encoding": "base64", "compression": "lz4"}, "'lz4' is not read"),
        ({"data": "AAAA", "encoding": "base85"}, "'base85' is not read"),
        (
            {"data": packed(lambda cells: zstandard.compress(cells * 9))}
            | {"encoding": "base64", "compression": "zstd"},
            "holds more than the 6 cells",
        ),
        (
            {"data": base64.b64encode(zlib.compress(bytes(10**6))).decode()}
            | {"encoding": "base64", "compression": "zlib"},
            "holds more than the 6 cells",
        ),
    ],
)
def test_cells_that_do_not_fit_are_refused(layer: Json, message: str) -> None:
    with pytest.raises(MapError, match=message) as caught:
        parse(with_data(**layer))
    assert str(caught.value).startswith("m.tmj: ")


GROUND = tile_layer("ground", "..", "..")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            {"orientation": "isometric"},
            "orientation: is 'isometric'; only orthogonal maps",
        ),
        ({"infinite": 1}, "infinite: must be true or false"),
        ({"width": 0}, r"width: must be 1\.\.4000, is 0"),
        ({"width": 10**30}, "width: must be 1..4000, is beyond"),
        ({"width": "2"}, "width: must be a whole number, is a text"),
        ({"width": True}, "width: must be a whole number, is true"),
        ({"width": 4000, "height": 4000}, "more than 1000000 cells"),
        ({"tilewidth": 0}, "tilewidth"),
        ({"layers": {}}, "layers: must be a list, is an object"),
        ({"layers": [7]}, r"layers\[0\]: must be an object, is the number 7"),
        ({"tilesets": [tileset(firstgid=0)]}, r"tilesets\[0\]\.firstgid"),
        ({"properties": 3}, "properties: must be a list"),
        ({"type": "tileset"}, "is a tileset, not a map"),
        ({"type": "template"}, "is an object template, not a map"),
        ({"type": "world"}, "is a world of several maps, not a map"),
        ({"type": "x"}, "is not a map: it has no layers"),
    ],
)
def test_what_is_wrong_is_named_with_its_key(more: Json, message: str) -> None:
    with pytest.raises(MapError, match=message):
        parse(made_map(GROUND) | more)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"{}", b"\xff\xfe", b'{"width": NaN}', b"[" * 10**6]
)
def test_what_is_no_json_map_is_refused(content: bytes) -> None:
    with pytest.raises(MapError, match=r"m\.tmj"):
        parse_tmj(content, "m.tmj", MapLimits())


def test_groups_may_not_lie_endlessly_deep() -> None:
    layer: Json = {"type": "group", "layers": []}
    for _ in range(30):
        layer = {"type": "group", "layers": [layer]}
    document = made_map(GROUND)
    document["layers"].append(layer)
    with pytest.raises(MapError, match="too deep"):
        parse(document)


def test_a_byte_order_mark_and_older_properties_are_no_trouble() -> None:
    document = made_map(GROUND, properties={"mapName": "X", "other": [1]})
    tiled = parse_tmj(b"\xef\xbb\xbf" + json.dumps(document).encode(), "m.tmj", MapLimits())
    assert tiled.properties == {"mapName": "X"}
