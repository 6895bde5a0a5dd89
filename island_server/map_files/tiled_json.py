"""Reads one map in the form of Tiled's JSON (TMJ), into which TMX is brought before."""

from __future__ import annotations

from island_server.map_files.chunks import Box
from island_server.map_files.colours import read_colour
from island_server.map_files.grid import grid_of, highest_gid
from island_server.map_files.json_node import Node, quoted
from island_server.map_files.layers import LayerReader
from island_server.map_files.limits import MapLimits
from island_server.map_files.objects import ObjectReader
from island_server.map_files.properties import read_properties
from island_server.map_files.reading import Reading
from island_server.map_files.templates import Templates
from island_server.map_files.tiled_model import TiledMap
from island_server.map_files.tilesets import ADDED_FIRST, Tilesets


def read_map(top: Node, holder: str, reading: Reading) -> TiledMap:
    """Read a map that stands in the file `holder`. Raises `MapError`."""
    limits = reading.limits
    stated = _stated_size(top, limits)
    cell_px = (
        top.integer("tilewidth", 1, limits.tile_px),
        top.integer("tileheight", 1, limits.tile_px),
    )
    tilesets = Tilesets(reading, cell_px)
    tilesets.read(top.nodes("tilesets", limits.tilesets), holder)
    objects = ObjectReader(holder, reading, Templates(reading), tilesets)
    infinite = top.flag("infinite", default=False)
    found = LayerReader(stated, infinite, holder, reading, objects).read(top)
    grid = grid_of(top, found, stated, cell_px, limits)
    layers = tuple(grid.placed(layer) for layer in found)
    return TiledMap(
        file=top.file,
        width=grid.box.width,
        height=grid.box.height,
        tile_width=cell_px[0],
        tile_height=cell_px[1],
        background=read_colour(top, "backgroundcolor", reading),
        properties=read_properties(top, reading),
        layers=layers,
        tilesets=tilesets.finished(highest_gid(layers, ADDED_FIRST) if tilesets.has_gaps else 0),
        warnings=reading.warnings,
        stated_width=stated.width,
        stated_height=stated.height,
        origin_x=grid.box.x,
        origin_y=grid.box.y,
    )


def _stated_size(top: Node, limits: MapLimits) -> Box:
    """Read the size that the map tells. Raises `MapError` if it is no map to walk on."""
    orientation = top.text("orientation", "orthogonal")
    if orientation != "orthogonal":
        problem = f"is {quoted(orientation)}; only orthogonal maps can be walked on"
        raise top.error("orientation", problem)
    if top.flag("infinite", default=False):
        width = top.integer("width", 0, limits.side_tiles, 0)
        return Box(0, 0, width, top.integer("height", 0, limits.side_tiles, 0))
    width = top.integer("width", 1, limits.side_tiles)
    height = top.integer("height", 1, limits.side_tiles)
    if width * height > limits.map_cells:
        raise top.error("width", f"the map has more than {limits.map_cells} cells")
    return Box(0, 0, width, height)
