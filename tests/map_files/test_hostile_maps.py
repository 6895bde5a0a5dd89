"""Whatever a file holds, it becomes a map or one clear error, in bounded memory."""

from __future__ import annotations

import base64
import copy
import gzip
import json
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring, tostring

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from island_server.errors import MapError
from island_server.map_files.limits import MapLimits
from island_server.map_files.load import parse_map
from island_server.map_files.tiled_model import TiledMap
from tests.map_files.made_maps import Json, made_map, objects, tile_layer
from tests.map_files.made_tmx import as_xml
from tests.map_files.made_wam import COLLECTION, WAM
from tests.map_files.read_maps import parse_tmj
from tests.map_files.whole_maps import BOX, CHAIR, MORE, WHOLE, named_files, whole_map

ENDLESS: Json = {
    **{key: value for key, value in WHOLE.items() if key != "layers"},
    "infinite": True,
    "layers": [
        {"type": "tilelayer", "name": "g", "chunks": []}
        | {"chunks": [{"x": -4, "y": 2, "width": 2, "height": 1, "data": [1, 0]}]},
        WHOLE["layers"][2],
    ],
}
FILES: dict[str, Json] = {
    "whole.tmj": WHOLE,
    "endless.tmj": ENDLESS,
    "room.wam": WAM,
    "sets/other.tsj": MORE,
    "sets/more.tsx": MORE,
    "things/box.tj": BOX,
    "things/chair.tx": CHAIR,
    "whole.tmx": WHOLE,
    "things/own.json": COLLECTION,
}


OPENED = {"whole.tmj", "whole.tmx", "endless.tmj", "room.wam"}
SHARED_FOLDER = [HealthCheck.function_scoped_fixture]


def content_of(name: str, document: Json) -> bytes:
    return as_xml(document) if name.endswith("x") else json.dumps(document).encode()


def opened_for(name: str) -> str:
    """The map that a file is part of."""
    if name in OPENED:
        return name
    return "room.wam" if name == "things/own.json" else "whole.tmj"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    named_files(tmp_path)
    for name, document in FILES.items():
        (tmp_path / name).write_bytes(content_of(name, document))
    return tmp_path


def with_file(folder: Path, name: str, content: bytes) -> None:
    """Read the map that a file is part of, with another content of that file."""
    (folder / name).write_bytes(content)
    try:
        is_map_or_clear_error(folder / opened_for(name), folder)
    finally:
        (folder / name).write_bytes(content_of(name, FILES[name]))


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    return [path] * bool(path) + [p for key, item in items for p in places(item, (*path, key))]


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


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-3, 40),
    st.integers(2**31 - 2, 2**33),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(["base64", "zlib", "zstd", "csv", "area", "group", "../x.png", "tiles.png"]),
    st.sampled_from(["whole.tmj", "sets/more.tsx", "sets/other.tsj", "things/box.tj", "", "#fff"]),
    st.sampled_from(["C:\\x", "http://x/y", "\\\\x\\y", "/etc/passwd", "data:,x", "a\0b", "a\nb"]),
    st.lists(st.integers(-1, 3), max_size=5),
    st.lists(st.dictionaries(st.sampled_from(["id", "x"]), st.integers(), max_size=2), max_size=3),
    st.dictionaries(st.sampled_from(["id", "name", "value", "type"]), st.integers(), max_size=3),
)


def is_map_or_clear_error(path: Path, named_in_errors: Path) -> None:
    try:
        found = parse_map(path)
    except MapError as error:
        assert str(error).startswith(str(named_in_errors))  # noqa: PT017  # either is right
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert isinstance(found, TiledMap)
        assert all(len(layer.gids) == found.width * found.height for layer in found.tile_layers)
        assert all("\n" not in warning for warning in found.warnings)


@given(name=st.sampled_from([name for name in FILES if not name.endswith("x")]), data=st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=SHARED_FOLDER)
def test_any_value_may_be_anything(folder: Path, name: str, data: st.DataObject) -> None:
    document = copy.deepcopy(FILES[name])
    change = st.tuples(st.sampled_from(places(document)), st.one_of(st.just(...), JUNK))
    for path, value in data.draw(st.lists(change, min_size=1, max_size=4)):
        mangle(document, path, value)
    with_file(folder, name, json.dumps(document).encode())


XML_FILES = ["whole.tmx", "sets/more.tsx", "things/chair.tx"]
XML_JUNK = st.one_of(
    st.integers().map(str),
    st.floats().map(str),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=8),
    st.sampled_from(["-1", "4294967296", "1e400", "nan", "true", "group", "", "sets/more.tsx"]),
)


@given(name=st.sampled_from(XML_FILES), data=st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=SHARED_FOLDER)
def test_any_text_in_xml_may_be_anything(folder: Path, name: str, data: st.DataObject) -> None:
    top = fromstring(as_xml(FILES[name]))
    everything = list(top.iter())
    for _ in range(data.draw(st.integers(1, 3))):
        element = data.draw(st.sampled_from(everything))
        if element.attrib and data.draw(st.booleans()):
            key = data.draw(st.sampled_from(sorted(element.attrib)))
            if data.draw(st.booleans()):
                element.set(key, data.draw(XML_JUNK))
            else:
                del element.attrib[key]
        elif data.draw(st.booleans()):
            element.text = data.draw(XML_JUNK)
        else:
            element.tag = data.draw(st.sampled_from(everything)).tag
    with_file(folder, name, tostring(top))


@given(name=st.sampled_from(sorted(FILES)), data=st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=SHARED_FOLDER)
def test_any_byte_may_be_wrong_or_missing(folder: Path, name: str, data: st.DataObject) -> None:
    content = bytearray(content_of(name, FILES[name]))
    places = st.integers(0, len(content) - 1)
    for at, bits in data.draw(st.lists(st.tuples(places, st.integers(1, 255)), max_size=5)):
        content[at] ^= bits
    keep = data.draw(st.one_of(st.just(len(content)), st.integers(0, len(content))))
    with_file(folder, name, bytes(content[:keep]))


@given(st.binary(max_size=60))
def test_random_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(MapError):
        parse_tmj(content, "m.tmj", MapLimits())


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE map><map width="1"/>',
        b'<!DOCTYPE map [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><map class="&b;"/>',
        b'<!DOCTYPE map [<!ENTITY a SYSTEM "file:///etc/passwd">]><map>&a;</map>',
        b'<!DOCTYPE map SYSTEM "http://localhost/x.dtd"><map/>',
    ],
)
def test_xml_with_a_document_type_or_entities_is_refused(content: bytes) -> None:
    with pytest.raises(MapError, match=r"^m\.tmx: has a document type or entities"):
        parse_tmj(content, "m.tmx", MapLimits())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<map>&a;</map>", "is not XML"),
        (b"<map><layer></map>", "is not XML"),
        (b"<map", "is not XML"),
        (b"<?xml version='1.0' encoding='nonsense'?><map/>", "is not XML"),
        (b"<map>" + b"<group>" * 100 + b"</group>" * 100 + b"</map>", "too deep"),
        (b"<map>" + b"<a/>" * 600_000 + b"</map>", "more than 500000 elements"),
        (b'{"layers":[' + b"[]," * 600_000 + b"0]}", "more than 500000 objects and lists"),
        (b"[" * 400_000, "is not JSON"),
        (b"[1]", "must be a JSON object"),
        (b'{"layers": [], "width": ' + b"9" * 10_000 + b"}", "is not JSON|width"),
        (b'{"layers": [], "width": 1e999}', "is not JSON"),
        (b'{"layers": [], "width": NaN}', "is not JSON"),
        (b'{"layers": [], "orientation": "a\\nb"}', r"orientation: is 'a\?b'"),
        (
            b'<map><layer><data><tile gid="4294967296"/></data></layer></map>',
            "data: tile 0: gid: must be a tile number",
        ),
        (
            b'<map width="nan" height="1" tilewidth="8" tileheight="8"/>',
            "width: must be a whole number",
        ),
    ],
)
def test_each_find_stays_refused(content: bytes, message: str) -> None:
    with pytest.raises(MapError, match=message) as caught:
        parse_tmj(content, "m", MapLimits())
    assert str(caught.value).startswith("m: ")
    assert len(str(caught.value)) < 300


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    content = json.dumps(made_map(tile_layer("ground", ".."))).replace('"width": 2', '"width": 9')
    both = content.replace('"width": 9', '"width": 9, "width": 2')
    assert parse_tmj(both.encode(), "m", MapLimits()).width == 2


def bomb(pack: Callable[[bytes], bytes], compression: str, side: int) -> bytes:
    """Make a map whose layer unpacks to 64 MB."""
    packed = base64.b64encode(pack(bytes(64 * 2**20))).decode()
    layer = {"type": "tilelayer", "name": "x", "width": side, "height": side, "data": packed}
    layer |= {"encoding": "base64", "compression": compression}
    return json.dumps(made_map(layer)).encode()


@pytest.mark.parametrize(
    ("pack", "compression"),
    [(zlib.compress, "zlib"), (gzip.compress, "gzip"), (zstandard.compress, "zstd")],
)
def test_a_decompression_bomb_takes_no_more_memory_than_its_cells(
    pack: Callable[[bytes], bytes], compression: str
) -> None:
    content = bomb(pack, compression, 100)
    tracemalloc.start()
    try:
        with pytest.raises(MapError, match="holds more than the 10000 cells"):
            parse_tmj(content, "m", MapLimits())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * 2**20 + 8 * len(content)


LARGE_FILES = {
    "objects": '\'{"layers":[\' + \'{"":0},\' * 490_000 + "0]}"',
    "texts": '\'{"layers":[\' + \'"ab",\' * 3_000_000 + "0]}"',
    "numbers": '\'{"layers":[\' + "123456," * 2_300_000 + "0]}"',
    "elements": '"<map>" + "<a b=\'\'/>" * 490_000 + "</map>"',
    "attributes": '"<map " + " ".join(f"a{n:07}=\'{n}\'" for n in range(490_000)) + "/>"',
    "claims": '\'{"layers":[],"width":4000000000,"height":4000000000}\'',
}
PROGRAM = """
import resource, sys
from island_server.errors import MapError
from island_server.map_files.limits import MapLimits
from tests.map_files.read_maps import parse_tmj
content = ({}).encode()
resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))
assert len(content) <= MapLimits().file_bytes, len(content)
try:
    parse_tmj(content, "m", MapLimits())
except MapError as error:
    print("refused")
"""


@pytest.mark.parametrize("kind", sorted(LARGE_FILES))
def test_the_largest_files_are_refused_within_a_gigabyte(kind: str) -> None:
    program = PROGRAM.format(LARGE_FILES[kind])
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert run.stdout == "refused\n", run.stderr[-500:]


def test_properties_that_templates_multiply_are_counted(tmp_path: Path) -> None:
    many = [{"name": str(n), "value": n} for n in range(100)]
    template = {"type": "template", "object": {"properties": many}}
    (tmp_path / "many.tj").write_text(json.dumps(template))
    own = [{"name": "own", "value": 1}]
    things = [{"template": "many.tj", "properties": own} for _ in range(50)]
    path = tmp_path / "m.tmj"
    path.write_text(json.dumps(made_map(tile_layer("ground", ".."), objects(*things))))
    assert len(parse_map(path).object_layers[0].objects[0].properties) == 101
    with pytest.raises(MapError, match="more than 5000 properties"):
        parse_map(path, MapLimits(properties=5_000))


def test_long_names_and_values_are_cut_or_left_out_with_a_warning() -> None:
    long = "x" * 30_000
    sign = {"text": {"text": long}}
    document = made_map(
        tile_layer(long, ".."),
        objects(sign, name="o"),
        properties=[{"name": "a", "value": long}, {"name": long, "value": 1}],
    )
    tiled = parse_tmj(json.dumps(document).encode(), "m", MapLimits())
    assert tiled.layers[0].name == long[:200]
    said = tiled.object_layers[0].objects[0].text
    assert said is not None
    assert len(said.text) == 20_000
    assert tiled.properties == {}
    assert [len(warning) < 200 for warning in tiled.warnings] == [True, True]


def test_only_so_many_warnings_are_told() -> None:
    document = made_map(tile_layer("ground", ".."), *[{"type": "?"}] * 9)
    tiled = parse_tmj(json.dumps(document).encode(), "m", MapLimits(warnings=2))
    assert len(tiled.warnings) == 3
    assert tiled.warnings[-1] == "7 more warnings"


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"layers": 1}, "layers"),
        ({"tile_cells": 7}, "cells"),
        ({"objects": 1}, "objects"),
        ({"tilesets": 1}, "tilesets"),
        ({"map_cells": 3}, "cells"),
        ({"side_tiles": 1}, "width"),
        ({"points": 5}, "points"),
        ({"properties": 3}, "properties"),
        ({"layer_depth": 1}, "too deep"),
        ({"file_values": 9}, "more than 9"),
        ({"file_bytes": 99}, "larger than 99 bytes"),
    ],
)
@pytest.mark.parametrize("suffix", [".tmj", ".tmx"])
def test_each_limit_is_kept(
    tmp_path: Path, limits: dict[str, int], message: str, suffix: str
) -> None:
    with pytest.raises(MapError, match=message):
        parse_map(whole_map(tmp_path, suffix), MapLimits(**limits))


def test_files_that_a_map_names_are_bounded_too(tmp_path: Path) -> None:
    path = whole_map(tmp_path)
    size = path.stat().st_size
    found = parse_map(path, MapLimits(files_bytes=size + 100))
    assert found.tilesets[1].missing
    assert any("bytes of a whole map" in warning for warning in found.warnings)
    found = parse_map(path, MapLimits(references=2))
    assert any("more than the 2 files" in warning for warning in found.warnings)
