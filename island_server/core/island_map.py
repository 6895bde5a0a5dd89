"""All that the world needs to know of a map; how it looks is the browser's affair."""

from __future__ import annotations

from dataclasses import dataclass

from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.zones import Zone


@dataclass(frozen=True, slots=True)
class IslandMap:
    """The island on which a world runs.

    Attributes:
        id: names this very content; another version of a map has another id.
        name: what people read.
        tiles: where one can walk.
        zones: the zones that the map itself brings, unique by id.
        starts: where people arrive: free tiles from which the rest can be reached, at least one.
    """

    id: str
    name: str
    tiles: TileMap
    zones: tuple[Zone, ...]
    starts: tuple[TilePos, ...]
