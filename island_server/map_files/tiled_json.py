"""Reads Tiled's JSON map format (TMJ), as Tiled and WorkAdventure's tools write it.

Not read yet, and refused by name: infinite maps, external tilesets, image collections, templates
and zstd. Image layers are left out with a warning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import msgspec

from island_server.errors import MapError
from island_server.map_files.json_node import Node
from island_server.map_files.limits import MapLimits
from island_server.map_files.tile_data import read_cells
from island_server.map_files.tiled_json_parts import (
    read_objects,
    read_properties,
    read_tileset,
)
from island_server.map_files.tiled_model import (
    LayerStyle,
    ObjectLayer,
    TiledMap,
    TileLayer,
)

_COLOUR = re.compile(r"#?(?:[0-9a-fA-F]{2})?([0-9a-fA-F]{6})")


def parse_tmj(content: bytes, file: str, limits: MapLimits) -> TiledMap:
    """Parse a TMJ file. `file` names it in messages. Raises `MapError` for whatever is wrong."""
    try:
        decoded = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise MapError(f"{file}: is not JSON: {error}") from error
    if not isinstance(decoded, dict):
        raise MapError(f"{file}: is not a map: it must be a JSON object")
    return _Parser(Node(file, "", decoded), limits).parse()


@dataclass(slots=True)
class _Parser:
    """The state of reading one map: what was found so far, to hold it against the limits."""

    top: Node
    limits: MapLimits
    layers: list[TileLayer | ObjectLayer] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    layers_seen: int = 0
    objects_seen: int = 0
    width: int = 0
    height: int = 0

    def parse(self) -> TiledMap:
        top, limits = self.top, self.limits
        if top.text("type", "map") != "map" or "layers" not in top.fields:
            raise top.error("", "is not a map: it has no layers")
        if top.text("orientation", "orthogonal") != "orthogonal":
            raise top.error("orientation", "only orthogonal maps can be walked on")
        if top.flag("infinite", default=False):
            raise top.error("infinite", "infinite maps are not read yet")
        self.width = top.integer("width", 1, limits.side_tiles)
        self.height = top.integer("height", 1, limits.side_tiles)
        if self.width * self.height > limits.map_cells:
            raise top.error("width", f"the map has more than {limits.map_cells} cells")
        self._read_layers(top, "", LayerStyle(), 0)
        tilesets = [read_tileset(n, limits) for n in top.nodes("tilesets", limits.tilesets)]
        return TiledMap(
            file=top.file,
            width=self.width,
            height=self.height,
            tile_width=top.integer("tilewidth", 1, limits.tile_px),
            tile_height=top.integer("tileheight", 1, limits.tile_px),
            background=self._colour(top, "backgroundcolor"),
            properties=read_properties(top),
            layers=tuple(self.layers),
            tilesets=tuple(sorted(tilesets, key=lambda tileset: tileset.first)),
            warnings=tuple(self.warnings),
        )

    def _read_layers(self, parent: Node, prefix: str, style: LayerStyle, depth: int) -> None:
        if depth > self.limits.layer_depth:
            raise parent.error("layers", "groups lie too deep in one another")
        for layer in parent.nodes("layers", self.limits.layers):
            self.layers_seen += 1
            if self.layers_seen > self.limits.layers:
                raise layer.error("", f"the map has more than {self.limits.layers} layers")
            self._read_layer(layer, prefix + layer.text("name", ""), style, depth)

    def _read_layer(self, layer: Node, name: str, around: LayerStyle, depth: int) -> None:
        style = self._style(layer, around)
        kind = layer.text("type")
        if kind == "group":
            self._read_layers(layer, f"{name}/", style, depth + 1)
        elif kind == "tilelayer":
            self._read_tile_layer(layer, name, style)
        elif kind == "objectgroup":
            allowed = self.limits.objects - self.objects_seen
            objects = read_objects(layer, allowed)
            self.objects_seen += len(objects)
            self.layers.append(ObjectLayer(name, style, read_properties(layer), objects))
        elif kind == "imagelayer":
            self.warnings.append(f"{layer.path}: image layer '{name[:40]}' is left out")
        else:
            raise layer.error("type", f"'{kind[:40]}' is no kind of layer")

    def _read_tile_layer(self, layer: Node, name: str, style: LayerStyle) -> None:
        tile_layers = sum(isinstance(known, TileLayer) for known in self.layers) + 1
        cells = self.width * self.height
        if tile_layers * cells > self.limits.tile_cells:
            raise layer.error("", f"all layers have more than {self.limits.tile_cells} cells")
        layer.integer("width", self.width, self.width, self.width)
        layer.integer("height", self.height, self.height, self.height)
        properties = read_properties(layer)
        self.layers.append(TileLayer(name, style, properties, read_cells(layer, cells)))

    def _style(self, layer: Node, around: LayerStyle) -> LayerStyle:
        """Work the style of the groups around it into a layer's own."""
        opacity = min(max(layer.number("opacity", 1.0), 0.0), 1.0)
        return LayerStyle(
            visible=around.visible and layer.flag("visible", default=True),
            opacity=around.opacity * opacity,
            tint=self._colour(layer, "tintcolor") or around.tint,
            offset_x=around.offset_x + layer.number("offsetx", 0.0),
            offset_y=around.offset_y + layer.number("offsety", 0.0),
        )

    def _colour(self, node: Node, key: str) -> str | None:
        """Read `#rrggbb` or `#aarrggbb`; alpha is dropped, anything else is warned about."""
        text = node.text(key, "")
        match = _COLOUR.fullmatch(text)
        if text and not match:
            self.warnings.append(f"{node.path or 'map'}: {key} is no colour")
        return f"#{match[1].lower()}" if match else None
