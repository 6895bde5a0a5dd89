"""Ways over the island for somebody: which steps are legal, how to get somewhere, where to arrive.

Plans only: nothing here moves anybody. What is closed to a walker is planned around; a way into it
ends at its edge, where the walker knocks.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

from island_server.core.closings import Closings, Visitor
from island_server.core.ids import AvatarId
from island_server.core.island_map import IslandMap
from island_server.core.motion import Runs, Stepper
from island_server.core.path_finding import are_apart, find_path, is_shut_in
from island_server.core.rules import Rules
from island_server.core.spatial_hash import SpatialHash
from island_server.core.state import AvatarState
from island_server.core.units import DX, DY, TilePos, distance_squared
from island_server.core.zones import ZoneIndex

NEAR_TILES = 12
"""Who cannot stand where they were stands no farther from there than this, or arrives anew."""
_LOOK_TILES = 4000
"""How far it is looked whether a closed zone or door shuts a goal off: a few milliseconds."""


class Plan(NamedTuple):
    """Single steps; `knock` is the direction of one more, which would lead into a closed zone."""

    directions: list[int]
    knock: int | None


class Ways:
    """Finds ways on one island, as it is now."""

    def __init__(
        self,
        island: IslandMap,
        rules: Rules,
        zones: ZoneIndex,
        closings: Closings,
        people: SpatialHash,
    ) -> None:
        self._island = island
        self._rules = rules
        self._zones = zones
        self._closings = closings
        self._people = people
        self._tiles = island.tiles
        self._land = island.tiles.reachable(*island.starts[0])

    def lay(self, island: IslandMap, zones: ZoneIndex) -> None:
        """Go by other zones, and other places to arrive, from now on."""
        self._island, self._zones = island, zones

    def arrival(self, avatar: AvatarId, who: Visitor, starts: tuple[TilePos, ...]) -> TilePos:
        """A start tile with the fewest people within reach; among equals the choice goes round.

        Only where it is open to them, unless everything is closed.
        """
        tiles = (
            [tile for tile in starts if self._closings.is_open(tile, who)]
            or [tile for tile in self._island.starts if self._closings.is_open(tile, who)]
            or starts
        )
        offset = avatar * 7919
        return min(
            (tiles[(offset + i) % len(tiles)] for i in range(len(tiles))),
            key=lambda tile: len(self._people.near(tile, self._rules.enter_tiles)),
        )

    def arrival_at(
        self, avatar: AvatarId, who: Visitor, at: TilePos | None, starts: tuple[TilePos, ...]
    ) -> TilePos:
        """Where somebody arrives: where they wish to, if they can, else where people do."""
        place = None if at is None else self.near(at, who)
        return place if place is not None else self.arrival(avatar, who, starts)

    def near(self, place: TilePos, who: Visitor) -> TilePos | None:
        """A tile on which somebody may stand who was there, or the nearest such; None if none is.

        Never where one would be shut in: the map may be another one by now.
        """
        if self._closings.is_open(place, who) and self._is_met(place):
            return place
        reach = range(-NEAR_TILES, NEAR_TILES + 1)
        tiles = (TilePos(place.x + dx, place.y + dy) for dy in reach for dx in reach)
        return min(
            (tile for tile in tiles if self.is_land(tile) and self._closings.is_open(tile, who)),
            key=lambda tile: (distance_squared(tile.x, tile.y, place.x, place.y), tile),
            default=None,
        )

    def splice(self, stepper: Stepper, wished: TilePos | None) -> tuple[list[int], TilePos]:
        """The steps still to take on the old path, and the tile at which a new one begins.

        That is the wished tile if there is one and the old path leads there soon, else the end of
        the step under way.
        """
        if stepper.next_ms < 0:
            return [], stepper.tile
        ahead = stepper.ahead(self._rules.max_ahead_steps)
        prefix: list[int] = []
        for tile, direction in ahead:
            prefix.append(direction)
            if tile == wished:
                return prefix, tile
        return prefix[:1], ahead[0][0]

    def legal(self, avatar: AvatarState, start: TilePos, runs: Runs) -> Plan:
        """The single steps of `runs` up to the first that is not possible."""
        walls, floor = self._closings.floor(), self._closings.floor_for(avatar)
        directions: list[int] = []
        x, y = start
        limit = self._rules.max_path_steps
        for direction, steps in runs:
            dx, dy = DX[direction], DY[direction]
            for _ in range(steps or limit):
                if len(directions) == limit or not walls.can_step(x, y, direction):
                    return Plan(directions, None)
                x, y = x + dx, y + dy
                if not floor.is_free(x, y):
                    return Plan(directions, direction)
                directions.append(direction)
        return Plan(directions, None)

    def way(self, avatar: AvatarState, start: TilePos, goal: TilePos) -> Runs | None:
        """The quickest way, around what is closed if there is one, else up to it and on.

        A goal in the water is known beforehand: that search takes longest.
        """
        if self.is_land(start) and not self.is_land(goal):
            return None
        floor = self._closings.floor_for(avatar, self._zones.at(*goal))
        runs = None
        if floor.is_free(*goal) and not (
            floor is not self._tiles and are_apart(floor, start, goal, _LOOK_TILES)
        ):
            runs = find_path(floor, start, goal, self._rules)
        if runs is None and floor is not self._tiles:
            runs = find_path(self._tiles, start, goal, self._rules)
        return runs

    def way_beside(self, avatar: AvatarState, start: TilePos, goal: TilePos) -> Runs | None:
        """The way to the nearest free and empty tile beside another."""
        if distance_squared(*start, *goal) <= 2:
            return ()
        floor = self._closings.floor_for(avatar)
        beside = [
            TilePos(goal.x + DX[d], goal.y + DY[d])
            for d in range(8)
            if self._tiles.can_step(*goal, d)
        ]
        empty = [tile for tile in beside if not self._people.near(tile, 0)]
        candidates = sorted(
            empty or beside,
            key=lambda t: (not floor.is_free(*t), distance_squared(t.x, t.y, start.x, start.y), t),
        )
        for tile in candidates:
            runs = self.way(avatar, start, tile)
            if runs is not None:
                return runs
        return None

    def _is_met(self, tile: TilePos) -> bool:
        """Whether one can walk there from where people arrive, by whichever entry."""
        if self.is_land(tile):
            return True
        arrivals = {*self._island.starts, *itertools.chain(*self._island.entries.values())}
        return not is_shut_in(self._tiles, tile, arrivals, _LOOK_TILES)

    def is_land(self, tile: TilePos) -> bool:
        """Whether one can walk there from where people arrive."""
        return self._tiles.is_free(*tile) and bool(self._land[tile.y * self._tiles.width + tile.x])
