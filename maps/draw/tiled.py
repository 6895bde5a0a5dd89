"""Writes an island as a Tiled map (TMJ 1.10) in the conventions of WorkAdventure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PIL import Image

from .brush import TILE
from .island import Island, Zone
from .tileset import COLUMNS, Tileset

WALL = 1  # the first tile: invisible and solid
COPYRIGHT = "The Eiland developers, Apache-2.0"


def write(island: Island, folder: Path) -> Tileset:
    """Write `<name>.tmj` and `tiles.png` and give the tileset."""
    folder.mkdir(parents=True, exist_ok=True)
    tiles = Tileset()
    ground = island.ground(tiles)
    below, above = island.layers(tiles)
    walls = [WALL if solid else 0 for solid in island.solid().flat]
    layers = [("collisions", walls), ("ground", ground)]
    layers += [(f"below-{i + 1}", data) for i, data in enumerate(below)]
    count = len(layers)
    layers += [(f"above-{i + 1}", data) for i, data in enumerate(above)]
    written = [_tile_layer(island, i + 1, name, data) for i, (name, data) in enumerate(layers)]
    written.insert(count, _floor_layer(island, len(layers) + 1))
    tiles.save(folder / "tiles.png", island.colors)
    document = _document(island, tiles, written)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    (folder / f"{island.name}.tmj").write_text(text + "\n", encoding="utf-8")
    return tiles


def _document(island: Island, tiles: Tileset, layers: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "map",
        "version": "1.10",
        "tiledversion": "1.11.2",
        "orientation": "orthogonal",
        "renderorder": "right-down",
        "width": island.width,
        "height": island.height,
        "tilewidth": TILE,
        "tileheight": TILE,
        "infinite": False,
        "compressionlevel": -1,
        "nextlayerid": len(layers) + 1,
        "nextobjectid": len(island.zones) + 1,
        "properties": _properties({**island.properties, "mapCopyright": COPYRIGHT}),
        "layers": layers,
        "tilesets": [_tileset(island, tiles)],
    }


def _tile_layer(island: Island, number: int, name: str, data: list[int]) -> dict[str, Any]:
    return {
        "id": number, "name": name, "type": "tilelayer", "x": 0, "y": 0, "width": island.width,
        "height": island.height, "opacity": 1, "visible": True, "data": data,
    }  # fmt: skip


def _floor_layer(island: Island, number: int) -> dict[str, Any]:
    return {
        "id": number, "name": "floorLayer", "type": "objectgroup", "draworder": "topdown", "x": 0,
        "y": 0, "opacity": 1, "visible": True,
        "objects": [_area(zone, i + 1) for i, zone in enumerate(island.zones)],
    }  # fmt: skip


def _area(zone: Zone, number: int) -> dict[str, Any]:
    return {
        "id": number, "name": zone.name, "type": "area", "x": zone.x * TILE, "y": zone.y * TILE,
        "width": zone.width * TILE, "height": zone.height * TILE, "rotation": 0, "visible": True,
        "properties": _properties(zone.properties),
    }  # fmt: skip


def _properties(values: dict[str, Any]) -> list[dict[str, Any]]:
    kinds = {bool: "bool", int: "int", float: "float", str: "string"}
    return [{"name": k, "type": kinds[type(v)], "value": v} for k, v in sorted(values.items())]


def _tileset(island: Island, tiles: Tileset) -> dict[str, Any]:
    rows = -(-len(tiles.tiles) // COLUMNS)
    special: list[dict[str, Any]] = [{"id": 0, "properties": _properties({"collides": True})}]
    for number, (frames, duration) in sorted(tiles.animations.items()):
        steps = [{"duration": duration, "tileid": frame} for frame in frames]
        special.append({"id": number, "animation": steps})
    return {
        "firstgid": 1, "name": island.name, "image": "tiles.png", "imagewidth": COLUMNS * TILE,
        "imageheight": rows * TILE, "tilewidth": TILE, "tileheight": TILE, "columns": COLUMNS,
        "tilecount": COLUMNS * rows, "margin": 0, "spacing": 0,
        "properties": _properties({"tilesetCopyright": COPYRIGHT}), "tiles": special,
    }  # fmt: skip


def render(
    folder: Path, name: str, people: list[tuple[int, int, Image.Image]], frame: int = 0
) -> Image.Image:
    """Draw a written map as a browser would, with people standing at cells."""
    document = json.loads((folder / f"{name}.tmj").read_text(encoding="utf-8"))
    tileset = document["tilesets"][0]
    sheet = Image.open(folder / tileset["image"]).convert("RGBA")
    moving = {t["id"]: t["animation"] for t in tileset["tiles"] if "animation" in t}
    columns, width = tileset["columns"], document["width"]
    picture = Image.new("RGBA", (width * TILE, document["height"] * TILE))
    for layer in document["layers"]:
        if layer["type"] == "objectgroup":
            for x, y, person in sorted(people, key=lambda item: item[1]):
                picture.alpha_composite(person, (x * TILE, y * TILE - 16))
            continue
        for place, gid in enumerate(layer["data"]):
            if gid > 1:
                tile = gid - 1
                if tile in moving:
                    tile = moving[tile][frame % len(moving[tile])]["tileid"]
                x, y = tile % columns * TILE, tile // columns * TILE
                cut = sheet.crop((x, y, x + TILE, y + TILE))
                picture.alpha_composite(cut, (place % width * TILE, place // width * TILE))
    return picture
