"""One map that has everything in it, and the files that it names."""

from __future__ import annotations

import base64
import copy
import json
import zlib
from array import array
from pathlib import Path

from tests.map_files.made_maps import Json, area, made_map, objects, png, tile_layer, tileset
from tests.map_files.made_tmx import as_xml


def packed(*cells: int) -> str:
    return base64.b64encode(zlib.compress(array("I", cells).tobytes())).decode()


def prop(name: str, value: object) -> Json:
    return {"name": name, "value": value}


TEXT = {"text": "Hallo\neiland", "fontfamily": "Serif", "pixelsize": 20, "wrap": True}
TEXT |= {"color": "#80ff0000", "bold": True, "halign": "center", "valign": "bottom"}
TRIANGLE = [{"x": 0, "y": 0}, {"x": 10.5, "y": -3}, {"x": 4, "y": 8}]

SHAPES: list[Json] = [
    area("start", 0, 0, 1, 1, maxUsers=3, jitsiRoom="x", note="two\nlines", many=[1], own={"a": 1}),
    {"name": "dot", "x": 3, "y": 4.5, "point": True, "class": "area"},
    {"name": "oval", "x": 3, "y": 4, "width": 5, "height": 6, "ellipse": True, "rotation": 45},
    {"name": "pill", "x": 3, "y": 4, "width": 5, "height": 6, "capsule": True, "opacity": 0.5},
    {"name": "corner", "x": 1, "y": 2, "polygon": TRIANGLE, "visible": False},
    {"name": "path", "x": 1, "y": 2, "polyline": TRIANGLE},
    {"name": "sign", "x": 1, "y": 2, "width": 40, "height": 30, "text": TEXT},
    {"name": "tree", "x": 1, "y": 32, "width": 32, "height": 48, "gid": 2 | 0x80000000},
    {"name": "chair", "x": 9, "y": 32, "template": "things/chair.tx"},
    {"x": 9, "y": 32, "template": "things/box.tj", "properties": [prop("own", 1)]},
]

COLLECTION: Json = {
    "firstgid": 20,
    "name": "trees",
    "tilecount": 2,
    "columns": 0,
    "tilewidth": 64,
    "tileheight": 48,
    "tileoffset": {"x": 3, "y": -4},
    "objectalignment": "top",
    "tilerendersize": "grid",
    "fillmode": "preserve-aspect-fit",
    "properties": [prop("tilesetCopyright", "ours")],
    "tiles": [
        {"id": 1, "image": "tiles.png", "imagewidth": 64, "imageheight": 32, "type": "tree"},
        {"id": 4, "image": "tiles.png", "x": 1, "y": 2, "width": 7, "height": 8},
    ],
}

WHOLE: Json = made_map(
    tile_layer("ground", "#.", ".."),
    {"type": "tilelayer", "name": "packed", "width": 2, "height": 2, "data": packed(1, 2, 0, 21)}
    | {"encoding": "base64", "compression": "zlib", "properties": [prop("silent", True)]},
    objects(*SHAPES, color="#ff8800", draworder="index"),
    {
        "type": "group",
        "name": "g",
        "opacity": 0.5,
        "tintcolor": "#80ff80",
        "offsetx": 3.5,
        "parallaxx": 0.5,
        "layers": [
            tile_layer("above", ". ", " 2".replace("2", ".")),
            {"type": "group", "name": "h", "visible": False, "layers": []}
            | {"layers": [tile_layer("deep", "..", "..", tintcolor="#ff8080", parallaxx=0.5)]},
            {"type": "imagelayer", "name": "sky", "image": "tiles.png", "repeatx": True},
        ],
    },
    properties=[prop("mapName", "X"), prop("depth", 2.5)],
    backgroundcolor="#12345678",
    tilesets=[
        tileset(transparentcolor="#ff00ff", margin=1, spacing=2),
        {"firstgid": 3, "source": "sets/more.tsx"},
        {"firstgid": 8, "source": "sets\\other.tsj"},
        COLLECTION,
    ],
    **{"class": "town"},
)

MORE: Json = {
    "type": "tileset",
    "name": "more",
    "image": "../art/more.png",
    "imagewidth": 64,
    "imageheight": 64,
    "tilewidth": 32,
    "tileheight": 32,
    "tilecount": 4,
    "columns": 2,
    "tiles": [{"id": 1, "properties": [prop("collides", True)]}],
}
CHAIR: Json = {
    "type": "template",
    "tileset": {"firstgid": 1, "source": "../sets/more.tsx"},
    "object": {"name": "chair", "gid": 2, "width": 32, "height": 32, "type": "seat"}
    | {"properties": [prop("comfort", 5)]},
}
BOX: Json = {
    "type": "template",
    "object": {"name": "box", "width": 9, "height": 8, "type": "area"}
    | {"properties": [prop("silent", True), prop("own", 0)]},
}


def named_files(folder: Path) -> None:
    """Write all that the map names."""
    for name in ("sets", "art", "things"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "tiles.png").write_bytes(png())
    (folder / "art" / "more.png").write_bytes(png(64, 64))
    (folder / "sets" / "more.tsx").write_bytes(as_xml(MORE))
    (folder / "sets" / "other.tsj").write_text(json.dumps(MORE | {"name": "other"}))
    (folder / "things" / "chair.tx").write_bytes(as_xml(CHAIR))
    (folder / "things" / "box.tj").write_text(json.dumps(BOX))


def whole_map(folder: Path, suffix: str = ".tmj") -> Path:
    """Write the whole map as JSON (.tmj) or XML (.tmx), with its files."""
    named_files(folder)
    path = folder / f"whole{suffix}"
    document = copy.deepcopy(WHOLE)
    path.write_bytes(as_xml(document) if suffix == ".tmx" else json.dumps(document).encode())
    return path
