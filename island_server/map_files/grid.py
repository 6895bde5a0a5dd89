"""Lays what was read into the grid: an infinite map is cut to its cells, and all moves with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from island_server.map_files.chunks import Box, box_around, composed
from island_server.map_files.json_node import Node
from island_server.map_files.layers import ReadLayer, TileLayerPieces
from island_server.map_files.limits import MapLimits
from island_server.map_files.tiled_model import (
    GID_BITS,
    ImageLayer,
    Layer,
    LayerStyle,
    ObjectLayer,
    TileLayer,
)


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of a map on the map as its author drew it.

    Attributes:
        box: which cells it has.
        left_px, top_px: where its north-west corner lies.
        parallax_x, parallax_y: pixels from that corner to the middle of the view at which layers
            with parallax lie where they are drawn; Tiled's parallax origin is on the author's map.
    """

    box: Box
    left_px: float
    top_px: float
    parallax_x: float
    parallax_y: float

    def placed(self, layer: ReadLayer) -> Layer:
        """Move a layer into the grid."""
        style = layer.style
        dx = -self.parallax_x * (1 - style.parallax_x)
        dy = -self.parallax_y * (1 - style.parallax_y)
        if isinstance(layer, ImageLayer):
            dx, dy = dx - self.left_px, dy - self.top_px
        if dx or dy:
            style = replace(style, offset_x=style.offset_x + dx, offset_y=style.offset_y + dy)
        if isinstance(layer, TileLayerPieces):
            gids = composed(layer.pieces, self.box)
            return TileLayer(layer.name, style, layer.properties, gids)
        if isinstance(layer, ObjectLayer):
            return self._objects_placed(layer, style)
        return replace(layer, style=style)

    def _objects_placed(self, layer: ObjectLayer, style: LayerStyle) -> ObjectLayer:
        if not (self.left_px or self.top_px):
            return replace(layer, style=style)
        moved = tuple(
            replace(thing, x=thing.x - self.left_px, y=thing.y - self.top_px)
            for thing in layer.objects
        )
        return replace(layer, style=style, objects=moved)


def grid_of(
    top: Node, layers: Sequence[ReadLayer], stated: Box, cell_px: tuple[int, int], limits: MapLimits
) -> Grid:
    """Choose the grid of a map. Raises `MapError` if it has too many cells.

    Args:
        top: the map.
        layers: all that was read.
        stated: the size that the file tells, which counts unless the map is infinite.
        cell_px: sides of a cell.
        limits: how many cells.
    """
    tile_layers = [layer for layer in layers if isinstance(layer, TileLayerPieces)]
    box = stated
    if top.flag("infinite", default=False):
        pieces = (piece for layer in tile_layers for piece in layer.pieces)
        box = box_around(pieces) or Box(0, 0, max(stated.width, 1), max(stated.height, 1))
    if max(box.width, box.height) > limits.side_tiles:
        raise top.error("width", f"the map is more than {limits.side_tiles} tiles wide or high")
    cells = box.width * box.height
    if cells > limits.map_cells:
        raise top.error("width", f"the map has more than {limits.map_cells} cells")
    if cells * len(tile_layers) > limits.tile_cells:
        raise top.error("layers", f"have more than {limits.tile_cells} cells together")
    left_px, top_px = box.x * cell_px[0], box.y * cell_px[1]
    return Grid(
        box=box,
        left_px=left_px,
        top_px=top_px,
        parallax_x=top.number("parallaxoriginx", 0.0) - left_px,
        parallax_y=top.number("parallaxoriginy", 0.0) - top_px,
    )


def highest_gid(layers: Sequence[Layer], below: int) -> int:
    """Give the highest gid in use, without its flips, that is lower than `below`."""
    used: set[int] = set()
    for layer in layers:
        if isinstance(layer, TileLayer):
            used.update(gid & GID_BITS for gid in layer.kinds)
        elif isinstance(layer, ObjectLayer):
            used.update(thing.gid & GID_BITS for thing in layer.objects)
    return max((gid for gid in used if gid < below), default=0)
