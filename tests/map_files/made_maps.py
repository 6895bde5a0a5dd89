"""Small maps made by hand, as the dictionaries that a TMJ file holds."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

Json = dict[str, Any]
WALL, GRASS = 1, 2


def png(width: int = 64, height: int = 32) -> bytes:
    """Make the smallest valid PNG of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    rows = zlib.compress(bytes((width * 3 + 1) * height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def properties(**values: object) -> list[Json]:
    return [{"name": name, "value": value} for name, value in values.items()]


def tile_layer(name: str, *rows: str, **more: object) -> Json:
    """Draw a layer: # wall, . grass, space empty."""
    numbers = {"#": WALL, ".": GRASS, " ": 0}
    return {
        "type": "tilelayer",
        "name": name,
        "width": len(rows[0]),
        "height": len(rows),
        "data": [numbers[c] for c in "".join(rows)],
        **more,
    }


def area(name: str, x: float, y: float, w: float, h: float, **values: object) -> Json:
    """Make an area, in tiles."""
    box = {"x": x * 32, "y": y * 32, "width": w * 32, "height": h * 32}
    return {"name": name, "type": "area", **box, "properties": properties(**values)}


def tileset(**more: object) -> Json:
    return {
        "firstgid": 1,
        "name": "ground",
        "image": "tiles.png",
        "tilecount": 2,
        "columns": 2,
        "tilewidth": 32,
        "tileheight": 32,
        "tiles": [{"id": 0, "properties": properties(collides=True)}],
        **more,
    }


def objects(*things: Json, name: str = "floorLayer", **more: object) -> Json:
    return {"type": "objectgroup", "name": name, "objects": list(things), **more}


def made_map(*layers: Json, **more: object) -> Json:
    """Make a map of the size of its first tile layer."""
    first = next(layer for layer in layers if layer["type"] == "tilelayer")
    return {
        "type": "map",
        "orientation": "orthogonal",
        "width": first["width"],
        "height": first["height"],
        "tilewidth": 32,
        "tileheight": 32,
        "layers": list(layers),
        "tilesets": [tileset()],
        **more,
    }


def written(folder: Path, document: object, name: str = "made.tmj") -> Path:
    """Write a map and its image."""
    (folder / "tiles.png").write_bytes(png())
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
