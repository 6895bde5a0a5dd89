"""The layers of a map: groups are opened, cells, objects and images read, nothing moved yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from island_server.map_files.chunks import Box, Piece
from island_server.map_files.colours import WHITE, Rgb, multiplied, read_colour, read_tint, written
from island_server.map_files.json_node import Node, quoted
from island_server.map_files.objects import ObjectReader
from island_server.map_files.properties import read_properties
from island_server.map_files.reading import Reading
from island_server.map_files.references import BadReference
from island_server.map_files.tile_data import read_cells
from island_server.map_files.tiled_model import ImageLayer, LayerStyle, ObjectLayer, Properties

_FARTHEST = 2**31


@dataclass(frozen=True, slots=True)
class TileLayerPieces:
    """A tile layer before its pieces are laid into the grid."""

    name: str
    style: LayerStyle
    properties: Properties
    pieces: tuple[Piece, ...]


ReadLayer = TileLayerPieces | ObjectLayer | ImageLayer


@dataclass(frozen=True, slots=True)
class _Around:
    """What the groups around a layer hand down to it."""

    prefix: str = ""
    style: LayerStyle = field(default_factory=LayerStyle)
    tint: Rgb = WHITE
    depth: int = 0


@dataclass(slots=True)
class LayerReader:
    """Reads all layers of one map.

    Attributes:
        stated: the size of the map, and of a layer that does not tell its own.
        infinite: the layers need not be as large as the map.
        holder: the file that the layers stand in, for what they refer to.
    """

    stated: Box
    infinite: bool
    holder: str
    reading: Reading
    objects: ObjectReader
    found: list[ReadLayer] = field(default_factory=list)

    def read(self, parent: Node) -> list[ReadLayer]:
        """Read the layers of a map, in the order of the file. Raises `MapError`."""
        self._read_all(parent, _Around())
        return self.found

    def _read_all(self, parent: Node, around: _Around) -> None:
        limits = self.reading.limits
        if around.depth > limits.layer_depth:
            raise parent.error("layers", "groups lie too deep in one another")
        for layer in parent.nodes("layers", limits.layers):
            self.reading.count("layers", 1, limits.layers, layer)
            self._read_layer(layer, around)

    def _read_layer(self, layer: Node, around: _Around) -> None:
        own_name = layer.text("name", "")[: self.reading.limits.layer_name_chars]
        name = around.prefix + own_name
        tint = multiplied(around.tint, read_tint(layer, "tintcolor", self.reading))
        style = _style(layer, around.style, tint)
        match layer.text("type", ""):
            case "group":
                self._read_all(layer, _Around(f"{name}/", style, tint, around.depth + 1))
            case "tilelayer":
                found = read_properties(layer, self.reading)
                pieces = tuple(self._pieces(layer))
                self.found.append(TileLayerPieces(name, style, found, pieces))
            case "objectgroup":
                self.found.append(self._object_layer(layer, name, style))
            case "imagelayer":
                self.found.append(self._image_layer(layer, name, style))
            case kind:
                self.reading.warn(layer, "type", f"{quoted(kind)} is no kind of layer; left out")

    def _object_layer(self, layer: Node, name: str, style: LayerStyle) -> ObjectLayer:
        return ObjectLayer(
            name=name,
            style=style,
            properties=read_properties(layer, self.reading),
            objects=self.objects.read(layer),
            colour=read_colour(layer, "color", self.reading),
            by_index=layer.text("draworder", "topdown") == "index",
        )

    def _image_layer(self, layer: Node, name: str, style: LayerStyle) -> ImageLayer:
        source, image = layer.text("image", ""), None
        try:
            image = self.reading.references.locate(source, self.holder) if source else None
        except BadReference as error:
            self.reading.warn(layer, "image", f"{quoted(source)} {error}; the layer stays empty")
        if image and layer.text("transparentcolor", ""):
            self.reading.warn(layer, "transparentcolor", "is ignored on an image layer")
        return ImageLayer(
            name=name,
            style=style,
            properties=read_properties(layer, self.reading),
            image=image,
            repeat_x=layer.flag("repeatx", default=False),
            repeat_y=layer.flag("repeaty", default=False),
        )

    def _pieces(self, layer: Node) -> list[Piece]:
        encoding = layer.text("encoding", "csv")
        compression = layer.text("compression", "")
        limits = self.reading.limits
        if layer.fields.get("chunks") is not None:
            chunks = layer.nodes("chunks", limits.file_values)
            return [self._piece(chunk, encoding, compression) for chunk in chunks]
        if "data" not in layer.fields:
            self.reading.warn(layer, "data", "is missing; the layer stays empty")
            return []
        piece = self._piece(layer, encoding, compression)
        size = (self.stated.width, self.stated.height)
        if not self.infinite and (piece.width, piece.height) != size:
            problem = f"the layer is {piece.width} x {piece.height} tiles, unlike the map"
            self.reading.warn(layer, "width", problem)
        return [piece]

    def _piece(self, holder: Node, encoding: str, compression: str) -> Piece:
        limits = self.reading.limits
        width = holder.integer("width", 0, limits.side_tiles, self.stated.width)
        height = holder.integer("height", 0, limits.side_tiles, self.stated.height)
        cells = width * height
        self.reading.count("cells in its layers", cells, limits.tile_cells, holder)
        return Piece(
            x=holder.integer("x", -_FARTHEST, _FARTHEST, 0),
            y=holder.integer("y", -_FARTHEST, _FARTHEST, 0),
            width=width,
            height=height,
            cells=read_cells(holder, cells, encoding, compression),
        )


def _style(layer: Node, around: LayerStyle, tint: Rgb) -> LayerStyle:
    """Work the style of the groups around it into a layer's own."""
    opacity = min(max(layer.number("opacity", 1.0), 0.0), 1.0)
    colour = written(tint)
    return LayerStyle(
        visible=around.visible and layer.flag("visible", default=True),
        opacity=around.opacity * opacity,
        tint=None if colour == "#ffffff" else colour,
        offset_x=around.offset_x + layer.number("offsetx", 0.0),
        offset_y=around.offset_y + layer.number("offsety", 0.0),
        parallax_x=around.parallax_x * layer.number("parallaxx", 1.0),
        parallax_y=around.parallax_y * layer.number("parallaxy", 1.0),
    )
