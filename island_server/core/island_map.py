"""All that the world needs to know of a map; how it looks is the browser's affair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from island_server.core.doors import Door
from island_server.core.ids import DoorId, ZoneId
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.zones import Zone


@dataclass(frozen=True, slots=True)
class IslandMap:
    """The island on which a world runs.

    Attributes:
        id: names this very content; another version of a map has another id.
        name: what people read.
        tiles: where one can walk, doors left out of account.
        zones: the zones that the map itself brings, unique by id.
        starts: where people arrive: free tiles from which the rest can be reached, at least one.
        entries: the like by name (`#name` in a link, the entry of a portal), none of them empty.
        doors: what opens and closes, unique by id.
        edited: the zones that hosts have had otherwise than in `zones` since an earlier run of the
            server; None: they took it away.
    """

    id: str
    name: str
    tiles: TileMap
    zones: tuple[Zone, ...]
    starts: tuple[TilePos, ...]
    entries: Mapping[str, tuple[TilePos, ...]] = field(default_factory=dict, hash=False)
    doors: tuple[Door, ...] = ()
    edited: Mapping[ZoneId, Zone | None] = field(default_factory=dict, hash=False)

    def arrivals(self, entry: str) -> tuple[TilePos, ...]:
        """The tiles of a named entry; of the default one if there is none of that name."""
        return self.entries.get(entry) or self.starts

    def open_doors(self) -> frozenset[DoorId]:
        """The doors that are found open."""
        return frozenset(door.id for door in self.doors if door.is_open_at_start)
