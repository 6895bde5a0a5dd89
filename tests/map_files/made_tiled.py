"""Maps in memory, as readers make them, and their form for browsers."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping
from typing import Any

from island_server.core.doors import Door
from island_server.core.island_map import IslandMap
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.zones import Zone
from island_server.map_files import normalise
from island_server.map_files.image_files import ImageFile
from island_server.map_files.tiled_model import (
    Layer,
    LayerStyle,
    ObjectLayer,
    Shape,
    TiledMap,
    TiledObject,
    TileLayer,
    Tileset,
)

PLAIN = LayerStyle()


def tiles(name: str, *gids: int, style: LayerStyle = PLAIN) -> TileLayer:
    return TileLayer(name, style, {}, array("I", gids))


def sheet(first: int = 1, count: int = 4, **more: Any) -> Tileset:
    fields: dict[str, Any] = {
        "name": "sheet",
        "columns": 2,
        "tile_width": 32,
        "tile_height": 32,
        "margin": 0,
        "spacing": 0,
        "image": "art/sheet.png",
        "tile_properties": {},
        "animations": {},
    }
    return Tileset(first=first, count=count, **(fields | more))


def tiled_map(*layers: Layer, tilesets: tuple[Tileset, ...] | None = None, **more: Any) -> TiledMap:
    """Make a map of one row, as wide as its first tile layer; or of 2 x 1."""
    width = next((len(layer.gids) for layer in layers if isinstance(layer, TileLayer)), 2)
    return TiledMap(
        file="made.tmx",
        width=width,
        height=1,
        tile_width=32,
        tile_height=32,
        background=None,
        properties={},
        layers=layers,
        tilesets=(sheet(),) if tilesets is None else tilesets,
        warnings=(),
        **more,
    )


def thing(x: float, y: float, width: float, height: float, **more: Any) -> TiledObject:
    shape = Shape.TEXT if "text" in more else Shape.TILE
    return TiledObject(
        "", "", **{"shape": shape, **more}, **_box(x, y, width, height), properties={}
    )


def things(*objects: TiledObject, name: str = "things", **more: Any) -> ObjectLayer:
    return ObjectLayer(name, **{"style": PLAIN, **more}, properties={}, objects=objects)


def picture(name: str, width: int = 64, height: int = 64) -> ImageFile:
    return ImageFile(name, b"picture", width, height)


def packed(
    tiled: TiledMap,
    images: Mapping[str, ImageFile] | None = None,
    extras: normalise.Extras = normalise.NO_EXTRAS,
    zones: tuple[Zone, ...] = (),
    doors: tuple[Door, ...] = (),
) -> dict[str, Any]:
    """Pack a map and give what a browser reads."""
    grid = TileMap(tiled.width, tiled.height, bytes(tiled.width * tiled.height))
    island = IslandMap("made", "Made", grid, zones, (TilePos(0, 0),), doors=doors)
    found = {"art/sheet.png": picture("sheet.png")} if images is None else images
    document = json.loads(normalise.bundle(tiled, island, found, extras).json)
    assert isinstance(document, dict)
    return document


def _box(x: float, y: float, width: float, height: float) -> dict[str, float]:
    return {"x": x, "y": y, "width": width, "height": height}
