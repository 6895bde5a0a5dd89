"""The objects of an object layer, templates worked in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from island_server.map_files.colours import read_colour
from island_server.map_files.json_node import Node, number_in
from island_server.map_files.properties import read_properties
from island_server.map_files.reading import Reading
from island_server.map_files.templates import Template, Templates
from island_server.map_files.tiled_model import (
    GID_BITS,
    Properties,
    Shape,
    Text,
    TiledObject,
)
from island_server.map_files.tilesets import Tilesets

_DRAWN = (Shape.ELLIPSE, Shape.POINT, Shape.POLYGON, Shape.POLYLINE, Shape.TEXT)
_HORIZONTAL = frozenset({"left", "center", "right", "justify"})
_VERTICAL = frozenset({"top", "center", "bottom"})
_LARGEST_TEXT_PX = 1_000


@dataclass(slots=True)
class ObjectReader:
    """Reads the objects of one map; `holder` is the file that they stand in."""

    holder: str
    reading: Reading
    templates: Templates
    tilesets: Tilesets

    def read(self, layer: Node) -> tuple[TiledObject, ...]:
        """Read the objects of a layer; one whose template cannot be had stands without it."""
        limits = self.reading.limits
        nodes = layer.nodes("objects", limits.objects)
        self.reading.count("objects", len(nodes), limits.objects, layer)
        return tuple(self._read(node) for node in nodes)

    def _read(self, node: Node) -> TiledObject:
        template = None
        if "template" in node.fields:
            template = self.templates.of(node, self.holder)
        properties = read_properties(node, self.reading)
        if template is not None:
            properties = self._with_those_of(template, properties, node)
            gid_is_own = node.fields.get("gid") is not None
            node = template.filled_in(node)
            gid = _gid(node) if gid_is_own else self._gid_of(template, node)
        else:
            gid = _gid(node)
        return self._object(node, properties, gid)

    def _object(self, node: Node, properties: Properties, gid: int) -> TiledObject:
        shape = Shape.TILE if gid else _shape(node)
        width, height = node.number("width", 0.0), node.number("height", 0.0)
        if gid and not width and not height:
            width, height = self.tilesets.tile_size(gid)
        return TiledObject(
            name=node.text("name", ""),
            kind=node.text("class", "") or node.text("type", ""),
            shape=shape,
            x=node.number("x", 0.0),
            y=node.number("y", 0.0),
            width=width,
            height=height,
            properties=properties,
            points=self._points(node, shape),
            gid=gid,
            rotation=node.number("rotation", 0.0),
            visible=node.flag("visible", default=True),
            opacity=min(max(node.number("opacity", 1.0), 0.0), 1.0),
            text=self._text(node) if shape is Shape.TEXT else None,
        )

    def _with_those_of(self, template: Template, own: Properties, node: Node) -> Properties:
        if not own or not template.properties:
            return own or template.properties
        merged = {**template.properties, **own}
        self.reading.count("properties", len(merged), self.reading.limits.properties, node)
        return merged

    def _gid_of(self, template: Template, node: Node) -> int:
        """Give the gid on this map of the tile that a template shows."""
        gid = _gid(node)
        tile = (gid & GID_BITS) - template.first
        if not gid or template.tileset is None or tile < 0:
            return gid
        first = self.tilesets.first_of(template.tileset, node)
        return (gid & ~GID_BITS) | (first + tile)

    def _points(self, node: Node, shape: Shape) -> tuple[tuple[float, float], ...]:
        if shape not in (Shape.POLYGON, Shape.POLYLINE):
            return ()
        limits = self.reading.limits
        stated = node.fields.get(shape.value)
        if isinstance(stated, str):
            self.reading.count("points", stated.count(","), limits.points, node)
            return tuple(_written_points(node, shape.value, stated))
        corners = node.nodes(shape.value, limits.points)
        self.reading.count("points", len(corners), limits.points, node)
        return tuple((corner.number("x", 0.0), corner.number("y", 0.0)) for corner in corners)

    def _text(self, node: Node) -> Text:
        read = node.child("text", node.fields["text"])
        size_px = round(min(max(read.number("pixelsize", 16.0), 1.0), _LARGEST_TEXT_PX))
        horizontal, vertical = read.text("halign", "left"), read.text("valign", "top")
        return Text(
            text=read.text("text", "")[: self.reading.limits.value_chars],
            font=read.text("fontfamily", "sans-serif")[: self.reading.limits.layer_name_chars],
            size_px=size_px,
            colour=read_colour(read, "color", self.reading) or "#000000",
            bold=read.flag("bold", default=False),
            italic=read.flag("italic", default=False),
            underline=read.flag("underline", default=False),
            strikeout=read.flag("strikeout", default=False),
            wrap=read.flag("wrap", default=False),
            horizontal=horizontal if horizontal in _HORIZONTAL else "left",
            vertical=vertical if vertical in _VERTICAL else "top",
        )


def _gid(node: Node) -> int:
    return node.integer("gid", 0, 2**32 - 1, 0)


def _shape(node: Node) -> Shape:
    """Tell what an object is drawn as; a capsule counts as the rectangle around it."""
    for shape in _DRAWN:
        stated = node.fields.get(shape.value)
        if stated is not None and stated is not False:
            return shape
    return Shape.RECTANGLE


def _written_points(node: Node, key: str, text: str) -> Iterator[tuple[float, float]]:
    """Read "x,y x,y ...", as XML has them."""
    for corner in text.split():
        x, _, y = corner.partition(",")
        read = Node(node.file, f"{node.path}.{key}", {"x": number_in(x), "y": number_in(y)})
        yield read.number("x", 0.0), read.number("y", 0.0)
