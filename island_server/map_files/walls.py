"""Where one cannot walk: tiles that collide, and things of WorkAdventure's editor."""

from __future__ import annotations

from collections.abc import Collection

from island_server.map_files.tiled_model import TiledMap, TileLayer

ENTITY_CELL_PX = 32
"""Side of the cells in which WorkAdventure's editor counts what is solid."""


def solid_cells(tiled: TiledMap, without: Collection[int] = ()) -> bytes:
    """Give one byte per cell: 1 where a tile layer, hidden ones too, has a tile that collides.

    `without` are places in `tiled.layers` of layers that do not count.
    """
    solid = bytearray(tiled.width * tiled.height)
    for place, layer in enumerate(tiled.layers):
        if isinstance(layer, TileLayer) and place not in without:
            add_walls(solid, layer, tiled)
    return bytes(solid)


def add_walls(solid: bytearray, layer: TileLayer, tiled: TiledMap) -> None:
    """Mark the cells of a layer whose tile collides."""
    walls = {gid for gid in set(layer.gids) if tiled.tile_properties(gid).get("collides") is True}
    if not walls:
        return
    for cell, gid in enumerate(layer.gids):
        if gid in walls:
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
