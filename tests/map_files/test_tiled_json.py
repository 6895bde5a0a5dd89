from __future__ import annotations

import base64
import copy
import gzip
import json
import zlib
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from island_server.errors import MapError
from island_server.map_files.limits import MapLimits
from island_server.map_files.load import load_map
from island_server.map_files.tiled_json import parse_tmj
from tests.map_files.made_maps import Json, area, made_map, objects, png, tile_layer, tileset

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
    ],
)
def test_every_encoding_gives_the_same_cells(layer: Json) -> None:
    assert parse(with_data(**layer)) == [CELLS]


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        ({"data": CELLS[1:]}, r"layers\[0\]\.data: holds 5 cells, the map has 6"),
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
        ({"data": "AAAA", "encoding": "base64", "compression": "zstd"}, "'zstd' is not read"),
        ({"data": "AAAA", "encoding": "base85"}, "'base85' is not read"),
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
        ({"orientation": "isometric"}, "orientation: only orthogonal"),
        ({"infinite": True}, "infinite: infinite maps are not read yet"),
        ({"width": 0}, r"width: must be 1\.\.4000, is 0"),
        ({"width": 10**30}, "width: must be 1..4000, is beyond"),
        ({"width": "2"}, "width: must be a whole number, is a text"),
        ({"width": True}, "width: must be a whole number, is true"),
        ({"width": 3}, r"layers\[0\].width: must be 3\.\.3, is 2"),
        ({"width": 4000, "height": 4000}, "more than 1000000 cells"),
        ({"tilewidth": 0}, "tilewidth"),
        ({"layers": {}}, "layers: must be a list, is an object"),
        ({"layers": [7]}, r"layers\[0\]: must be an object, is the number 7"),
        ({"layers": [{"type": "x"}]}, "no kind of layer"),
        ({"tilesets": [{"firstgid": 1, "source": "a.tsx"}]}, "external tilesets are not read"),
        ({"tilesets": [{"firstgid": 1}]}, "separate images are not read"),
        ({"tilesets": [tileset(firstgid=0)]}, r"tilesets\[0\]\.firstgid"),
        ({"properties": 3}, "properties: must be a list"),
        ({"type": "tileset"}, "is not a map"),
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


@pytest.mark.parametrize(
    "limits", [{"layers": 1}, {"tile_cells": 7}, {"objects": 0}, {"tilesets": 0}, {"map_cells": 3}]
)
def test_each_limit_is_kept(limits: dict[str, int]) -> None:
    with pytest.raises(MapError):
        parse(made_map(GROUND, GROUND, objects(area("a", 0, 0, 1, 1))), **limits)


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


WHOLE = made_map(
    GROUND,
    objects(area("start", 0, 0, 1, 1, maxUsers=3, jitsiRoom="x", displayName="A")),
    {"type": "group", "name": "g", "layers": [tile_layer("above", ". ", "  ")], "opacity": 0.5},
    properties=[{"name": "mapName", "type": "string", "value": "X"}],
    backgroundcolor="#123456",
)


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    return [path] * bool(path) + [p for key, item in items for p in places(item, (*path, key))]


junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-3, 40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(["base64", "zlib", "area", "zone", "group", "../x.png", "tiles.png", "#fff"]),
    st.lists(st.integers(-1, 3), max_size=5),
    st.dictionaries(st.sampled_from(["id", "name", "value", "type"]), st.integers(), max_size=3),
)


@given(
    st.lists(st.tuples(st.sampled_from(places(WHOLE)), st.one_of(st.just(...), junk)), max_size=4)
)
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_mangled_maps_load_or_are_refused_and_nothing_else(
    tmp_path: Path, changes: list[tuple[tuple[Any, ...], object]]
) -> None:
    document = copy.deepcopy(WHOLE)
    for path, value in changes:
        mangle(document, path, value)
    (tmp_path / "tiles.png").write_bytes(png())
    (tmp_path / "m.tmj").write_text(json.dumps(document), encoding="utf-8")
    try:
        found = load_map(tmp_path / "m.tmj")
    except MapError as error:
        assert str(error).startswith(str(tmp_path))  # noqa: PT017  # either outcome is right
    else:
        assert found.island.starts
        json.loads(found.bundle.json)


def mangle(document: Any, path: tuple[Any, ...], value: object) -> None:
    """Put a value at a place, or take the place away; places that are gone are left alone."""
    try:
        for key in path[:-1]:
            document = document[key]
        if value is ...:
            del document[path[-1]]
        else:
            document[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        pass


@given(st.binary(max_size=60))
def test_random_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(MapError):
        parse_tmj(content, "m.tmj", MapLimits())
