"""Where one cannot walk: tiles that collide, and things of WorkAdventure's editor."""

from __future__ import annotations

from collections.abc import Collection

from island_server.map_files.tile_marks import marked_tiles
from island_server.map_files.tiled_model import GID_BITS, TiledMap, TileLayer

ENTITY_CELL_PX = 32
"""Side of the cells in which WorkAdventure's editor counts what is solid."""


def wall_tiles(tiled: TiledMap) -> frozenset[int]:
    """Give the gids, without flips, of the tiles that collide."""
    marked = marked_tiles(tiled, ["collides"])
    return frozenset(gid for gid, read in marked.items() if read["collides"] is True)


def solid_cells(tiled: TiledMap, without: Collection[int] = ()) -> bytes:
    """Give one byte per cell: 1 where a tile layer, hidden ones too, has a tile that collides.

    `without` are places in `tiled.layers` of layers that do not count.
    """
    walls = wall_tiles(tiled)
    solid = bytearray(tiled.width * tiled.height)
    for place, layer in enumerate(tiled.layers):
        if isinstance(layer, TileLayer) and place not in without:
            add_walls(solid, layer, walls)
    return bytes(solid)


def add_walls(solid: bytearray, layer: TileLayer, walls: Collection[int]) -> None:
    """Mark the cells of a layer whose tile is one of `walls`."""
    here = {gid for gid in layer.kinds if gid & GID_BITS in walls}
    if not here:
        return
    for cell, gid in enumerate(layer.gids):
        if gid in here:
            solid[cell] = 1


def with_entities(solid: bytes, tiled: TiledMap) -> bytes:
    """Add what is solid of the things put on the map in WorkAdventure's editor."""
    found = bytearray(solid)
    for entity in tiled.wam.entities if tiled.wam else ():
        for row, cells in enumerate(entity.solid):
            for column, blocked in enumerate(cells):
                if not blocked:
                    continue
                middle_x = entity.x + (column + 0.5) * ENTITY_CELL_PX
                middle_y = entity.y + (row + 0.5) * ENTITY_CELL_PX
                x, y = int(middle_x // tiled.tile_width), int(middle_y // tiled.tile_height)
                if 0 <= x < tiled.width and 0 <= y < tiled.height:
                    found[y * tiled.width + x] = 1
    return bytes(found)
