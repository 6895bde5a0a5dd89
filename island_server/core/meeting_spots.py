"""Where the groups of a round stand: tables and meeting zones first, then free ground.

Spots on free ground are so far from one another, and from everybody who takes no part, that their
bubbles stay apart.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from island_server.core.ids import ZoneId
from island_server.core.island_map import IslandMap
from island_server.core.rules import Rules
from island_server.core.seats import seats_by_zone
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.zone_effects import Trigger
from island_server.core.zones import MEETING_KINDS, RULING_KINDS, Zone, ZoneKind

MOST_LOOKED_TILES = 40_000
"""How far around it is looked for free ground, in tiles."""

_SHAPE = ((0, 0), (1, 0), (0, 1), (1, 1), (2, 0))
"""How a group stands: everybody within reach of everybody's bubble."""


class Where(StrEnum):
    """What a host lets groups be taken to."""

    ANYWHERE = "anywhere"
    TABLES = "tables"
    FREE = "free"
    ZONES = "zones"


@dataclass(frozen=True, slots=True)
class Spot:
    """A tile for each of a group; `zone` is the meeting zone or table, if it is one."""

    tiles: tuple[TilePos, ...]
    zone: ZoneId | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """An island as it is when a round begins.

    Attributes:
        island: its map, with the zones that hold.
        rules: how near a bubble reaches.
        others: where everybody who takes no part stands or will stop.
        start: where to begin to look for free ground.
    """

    island: IslandMap
    rules: Rules
    others: tuple[TilePos, ...]
    start: TilePos

    @property
    def apart_tiles(self) -> int:
        """Farther than this from each other, groups do not come into one bubble."""
        return max(self.rules.leave_tiles, self.rules.enter_tiles) + 1


def find_spots(
    ground: Ground, sizes: Sequence[int], where: Where, zones: Sequence[ZoneId] = ()
) -> list[Spot | None]:
    """A spot for each group, by their sizes; None for those for which there is no room.

    `zones` are those that groups may be taken to, if `where` says so.
    """
    spots: list[Spot | None] = [None] * len(sizes)
    chosen = [zone for zone in ground.island.zones if where is not Where.ZONES or zone.id in zones]
    largest_first = sorted(range(len(sizes)), key=lambda i: -sizes[i])
    if where is not Where.FREE:
        tables = _tables(ground, chosen)
        for i in largest_first:
            spots[i] = _take_table(tables, sizes[i])
    if where is not Where.TABLES:
        within = _cells(chosen) if where is Where.ZONES else None
        free = _FreeGround(ground, within)
        for i in largest_first:
            spots[i] = spots[i] or free.take(sizes[i])
    return spots


@dataclass(frozen=True, slots=True)
class _Table:
    zone: ZoneId
    seats: int
    tiles: tuple[TilePos, ...]


def _tables(ground: Ground, zones: Iterable[Zone]) -> list[_Table]:
    """The meeting zones and tables in which nobody is and anybody may be, the smallest first."""
    seats = seats_by_zone(ground.island.zones, ground.rules)
    land, width = ground.island.tiles.reachable(*ground.start), ground.island.tiles.width
    tables = []
    for zone in zones:
        if zone.kind not in MEETING_KINDS or _is_shut(zone) or zone.joins is Trigger.ACTION:
            continue
        if any(zone.contains(*tile) for tile in ground.others):
            continue
        inner = [z for z in ground.island.zones if z.kind in RULING_KINDS and _rules_in(z, zone)]
        tiles = tuple(
            TilePos(x, y)
            for y, x0, x1 in zone.spans
            for x in range(x0, x1)
            if ground.island.tiles.is_free(x, y) and land[y * width + x]
            if not any(z.contains(x, y) for z in inner)
        )
        most = zone.max_people if zone.max_people is not None else len(tiles)
        tables.append(_Table(zone.id, min(seats[zone.id].capacity, most, len(tiles)), tiles))
    return sorted(tables, key=lambda table: (table.seats, table.zone))


def _is_shut(zone: Zone) -> bool:
    shut = zone.hosts_only or zone.closed or zone.knock or bool(zone.group) or bool(zone.hours)
    return shut or zone.portal is not None


def _rules_in(other: Zone, zone: Zone) -> bool:
    """Whether another zone decides about conversations where both are."""
    return (other.area, other.id) < (zone.area, zone.id)


def _take_table(tables: list[_Table], size: int) -> Spot | None:
    for table in tables:
        if table.seats >= size:
            tables.remove(table)
            return Spot(_nearest(table.tiles, size), table.zone)
    return None


def _nearest(tiles: Sequence[TilePos], size: int) -> tuple[TilePos, ...]:
    """So many tiles about the middle of some."""
    x = sum(tile.x for tile in tiles) / len(tiles)
    y = sum(tile.y for tile in tiles) / len(tiles)
    about = sorted(tiles, key=lambda tile: ((tile.x - x) ** 2 + (tile.y - y) ** 2, tile))
    return tuple(about[:size])


def _cells(zones: Iterable[Zone]) -> set[tuple[int, int]]:
    return {(x, y) for zone in zones for y, x0, x1 in zone.spans for x in range(x0, x1)}


class _FreeGround:
    """Ground that no zone rules, looked over once from the start outwards."""

    def __init__(self, ground: Ground, within: set[tuple[int, int]] | None) -> None:
        island = ground.island
        self._tiles = island.tiles
        self._apart = ground.apart_tiles
        self._within = within
        self._taken = _cells(zone for zone in island.zones if _is_no_free_ground(zone))
        self._taken.update(
            (x, y) for d in island.doors for y, x0, x1 in d.spans for x in range(x0, x1)
        )
        for tile in ground.others:
            self._keep_away(tile)
        self._around = around(island.tiles, ground.start)

    def take(self, size: int) -> Spot | None:
        """The next spot for a group; larger groups first."""
        for x, y in self._around:
            tiles = tuple(TilePos(x + dx, y + dy) for dx, dy in _SHAPE[:size])
            if all(map(self._is_open, tiles)):
                for tile in tiles:
                    self._keep_away(tile)
                return Spot(tiles)
        return None

    def _is_open(self, tile: TilePos) -> bool:
        inside = self._within is None or tile in self._within
        return inside and tile not in self._taken and self._tiles.is_free(*tile)

    def _keep_away(self, tile: TilePos) -> None:
        reach = self._apart
        for dy in range(-reach, reach + 1):
            for dx in range(-reach, reach + 1):
                if dx * dx + dy * dy <= reach * reach:
                    self._taken.add((tile.x + dx, tile.y + dy))


def _is_no_free_ground(zone: Zone) -> bool:
    return zone.kind is not ZoneKind.PLACE or _is_shut(zone) or zone.max_people is not None


def around(tiles: TileMap, start: TilePos) -> Iterator[TilePos]:
    """The tiles that can be walked to, the nearest first; no more than `MOST_LOOKED_TILES`."""
    seen = {start}
    frontier = deque((start,))
    for _ in range(MOST_LOOKED_TILES):
        if not frontier:
            return
        tile = frontier.popleft()
        yield tile
        x, y = tile
        for near in (TilePos(x, y - 1), TilePos(x + 1, y), TilePos(x, y + 1), TilePos(x - 1, y)):
            if near not in seen and tiles.is_free(*near):
                seen.add(near)
                frontier.append(near)
