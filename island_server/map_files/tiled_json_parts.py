"""Reads the parts of a TMJ file that are the same in TSJ and TJ: properties, objects, tilesets."""

from __future__ import annotations

from collections.abc import Mapping

from island_server.map_files.json_node import Node
from island_server.map_files.limits import MapLimits
from island_server.map_files.tiled_model import (
    GID_BITS,
    Frame,
    Properties,
    PropertyValue,
    Shape,
    TiledObject,
    Tileset,
)

_PROPERTIES_EACH = 1_000


def read_properties(owner: Node) -> Properties:
    """Read custom properties: Tiled's list of today or the object of before 1.2.

    Values that are lists or objects (custom classes) mean nothing to us and are left out.
    """
    if isinstance(owner.fields.get("properties"), dict):
        pairs = owner.child("properties", owner.fields["properties"]).fields.items()
        return {name: value for name, value in pairs if _is_plain(value)}  # type: ignore[misc]
    found: dict[str, PropertyValue] = {}
    for node in owner.nodes("properties", _PROPERTIES_EACH):
        value = node.fields.get("value")
        if value is None or isinstance(value, bool | int | float | str):
            found[node.text("name")] = value
    return found


def read_objects(layer: Node, most: int) -> tuple[TiledObject, ...]:
    """Read the objects of an object layer."""
    found: list[TiledObject] = []
    for node in layer.nodes("objects", most):
        if "template" in node.fields:
            raise node.error("template", "object templates are not read yet")
        found.append(
            TiledObject(
                name=node.text("name", ""),
                kind=node.text("class", "") or node.text("type", ""),
                shape=_shape(node),
                x=node.number("x", 0.0),
                y=node.number("y", 0.0),
                width=node.number("width", 0.0),
                height=node.number("height", 0.0),
                properties=read_properties(node),
            )
        )
    return tuple(found)


def read_tileset(node: Node, limits: MapLimits) -> Tileset:
    """Read a tileset that stands in the map itself and is cut from one image."""
    if "source" in node.fields:
        raise node.error("source", "external tilesets are not read yet: embed it in the map")
    if not node.text("image", ""):
        raise node.error("image", "tilesets made of separate images are not read yet")
    first = node.integer("firstgid", 1, GID_BITS)
    count = node.integer("tilecount", 0, limits.tileset_tiles)
    tiles = _tiles_by_id(node, count, limits)
    return Tileset(
        name=node.text("name", ""),
        first=first,
        count=count,
        columns=node.integer("columns", 1, limits.image_px),
        tile_width=node.integer("tilewidth", 1, limits.tile_px),
        tile_height=node.integer("tileheight", 1, limits.tile_px),
        margin=node.integer("margin", 0, limits.image_px, 0),
        spacing=node.integer("spacing", 0, limits.image_px, 0),
        image=node.text("image"),
        tile_properties={n: p for n, tile in tiles.items() if (p := read_properties(tile))},
        animations={n: f for n, tile in tiles.items() if (f := _frames(tile, count, limits))},
    )


def _tiles_by_id(tileset: Node, count: int, limits: MapLimits) -> Mapping[int, Node]:
    nodes = tileset.nodes("tiles", limits.tileset_tiles)
    numbered = ((node.integer("id", 0, 2**31), node) for node in nodes)
    return {number: node for number, node in numbered if number < count}


def _frames(tile: Node, count: int, limits: MapLimits) -> tuple[Frame, ...]:
    """Read an animation; frames that are no tile of this tileset are left out."""
    frames = (
        Frame(tile=node.integer("tileid", -1, 2**31), ms=_duration(node))
        for node in tile.nodes("animation", limits.animation_frames)
    )
    return tuple(frame for frame in frames if 0 <= frame.tile < count)


def _duration(frame: Node) -> int:
    """A frame lasts at least one picture of a 60 Hz screen, at most an hour."""
    return min(max(frame.integer("duration", 0, 2**31), 16), 3_600_000)


def _shape(node: Node) -> Shape:
    for shape in (Shape.ELLIPSE, Shape.POINT, Shape.POLYGON, Shape.POLYLINE, Shape.TEXT):
        if node.fields.get(shape.value):
            return shape
    return Shape.TILE if node.fields.get("gid") else Shape.RECTANGLE


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, bool | int | float | str)
