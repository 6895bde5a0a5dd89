"""What ours reads, held gid for gid against pytiled-parser, which others wrote."""

from __future__ import annotations

import base64
import gzip
import json
import random
import zlib
from array import array
from pathlib import Path
from typing import Any

import pytest
import pytiled_parser

from island_server.map_files.load import parse_map
from tests.map_files.made_maps import Json, made_map, tileset
from tests.map_files.made_tmx import as_xml

WIDTH, HEIGHT = 37, 23
PACKERS = {"": bytes, "zlib": zlib.compress, "gzip": gzip.compress}


def some_cells(seed: int, count: int = WIDTH * HEIGHT) -> list[int]:
    chance = random.Random(seed)
    flips = [0, 0, 0, 0x80000000, 0x40000000, 0x20000000, 0xE0000000]
    return [chance.choice([0, chance.randint(1, 900) | chance.choice(flips)]) for _ in range(count)]


def layer(data: Json, name: str) -> Json:
    place = {"x": 0, "y": 0, "opacity": 1, "visible": True, "id": 1}
    return {"type": "tilelayer", "name": name, "width": WIDTH, "height": HEIGHT, **place, **data}


def packed(cells: list[int], compression: str) -> Json:
    data = base64.b64encode(PACKERS[compression](array("I", cells).tobytes())).decode()
    return {"data": data, "encoding": "base64", "compression": compression}


def document(*layers: Json, infinite: bool = False) -> Json:
    more = {"tiledversion": "1.10.2", "version": "1.10", "renderorder": "right-down"}
    more |= {"nextlayerid": 9, "nextobjectid": 9, "infinite": infinite}
    sheet = tileset(tilecount=900, columns=30, imagewidth=960, imageheight=960, tiles=[])
    sheet |= {"margin": 0, "spacing": 0}
    return made_map(*layers, tilesets=[sheet], **more)


FIXED: dict[str, Json] = {
    "array": document(*(layer({"data": some_cells(seed)}, f"l{seed}") for seed in range(3))),
    **{
        f"base64 {how or 'raw'}": document(layer(packed(some_cells(9), how), "l"))
        for how in PACKERS
    },
}


def written(folder: Path, made: Json, suffix: str) -> Path:
    path = folder / f"made{suffix}"
    path.write_bytes(as_xml(made) if suffix == ".tmx" else json.dumps(made).encode())
    return path


def rows_of(found: Any) -> list[list[list[int]]]:
    """The cells of each tile layer, row by row, as pytiled-parser gives them."""
    return [one.data for one in found.layers if isinstance(one, pytiled_parser.TileLayer)]


@pytest.mark.parametrize("suffix", [".tmj", ".tmx"])
@pytest.mark.parametrize("made", FIXED.values(), ids=FIXED)
def test_both_read_the_same_cells(tmp_path: Path, made: Json, suffix: str) -> None:
    path = written(tmp_path, made, suffix)
    ours, theirs = parse_map(path), pytiled_parser.parse_map(path)
    cells = [[gid for row in rows for gid in row] for rows in rows_of(theirs)]
    assert [layer.gids.tolist() for layer in ours.tile_layers] == cells
    assert ours.warnings == ()


@pytest.mark.parametrize("suffix", [".tmj", ".tmx"])
def test_both_read_the_same_chunks(tmp_path: Path, suffix: str) -> None:
    corners = [(-16, 0), (0, 0), (16, -16)]
    chunks = [
        {"x": x, "y": y, "width": 16, "height": 16, "data": some_cells(x + y, 256)}
        for x, y in corners
    ]
    made = document(layer({"chunks": chunks, "startx": -16, "starty": -16}, "l"), infinite=True)
    path = written(tmp_path, made, suffix)
    ours, theirs = parse_map(path), pytiled_parser.parse_map(path)
    known = {
        (int(chunk.coordinates.x) + x, int(chunk.coordinates.y) + y): gid
        for layer in theirs.layers
        for chunk in layer.chunks
        for y, row in enumerate(chunk.data)
        for x, gid in enumerate(row)
        if gid
    }
    found = {
        (n % ours.width + ours.origin_x, n // ours.width + ours.origin_y): gid
        for n, gid in enumerate(ours.tile_layers[0].gids)
        if gid
    }
    assert found == known
    assert (ours.origin_x, ours.origin_y) == tuple(map(min, zip(*known, strict=True)))
