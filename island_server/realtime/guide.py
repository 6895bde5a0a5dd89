"""Takes people to places and to one another: on their own feet, over islands if it must be."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from island_server.core import commands as cmd
from island_server.core.calls import Place
from island_server.core.ids import PersonId, ZoneId
from island_server.core.meeting_spots import around
from island_server.core.units import TilePos
from island_server.core.zones import Zone
from island_server.errors import IslandError, ReasonError
from island_server.ports import Clock
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.island_loop import IslandLoop
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session
from island_server.realtime.tickets import TICKET_MS

_ABOUT_TILES = 60
"""Among so many tiles around a place people are spread."""
_SPREAD = 7919
"""A prime: consecutive avatars get tiles far apart."""


class _Journey(NamedTuple):
    """Where somebody goes on to on the island to which they travel; it counts until `until_ms`."""

    island: str
    to: Place | PersonId
    until_ms: int


class Guide:
    """Walks people of one event."""

    def __init__(self, islands: Archipelago, clock: Clock) -> None:
        self._islands = islands
        self._clock = clock
        self._under_way: dict[PersonId, _Journey] = {}

    async def lead(self, island: OpenIsland, session: Session, to: Place | PersonId) -> None:
        """Let somebody walk to a place, or up to another person, wherever that is.

        Raises `ReasonError`: `blocked`, `unknown_zone`, `unknown_island`, `unknown_avatar`.
        """
        name = self._island_of(to)
        if name == island.name:
            self._walk_to(island.loop, session, to)
            return
        until_ms = self._clock.now_ms() + TICKET_MS
        self._under_way[session.person] = _Journey(name, to, until_ms)
        try:
            await self._islands.take_to(island, session, name)
        except IslandError:
            self._under_way.pop(session.person, None)
            raise ReasonError("unknown_island") from None

    def arrive(self, island: OpenIsland, session: Session) -> None:
        """Let somebody who was led to this island go on to where they were led."""
        journey = self._under_way.pop(session.person, None)
        if journey is None or journey.until_ms < self._clock.now_ms():
            return
        if journey.island != island.name:
            return
        try:
            self._walk_to(island.loop, session, journey.to)
        except ReasonError:
            return  # they are on the right island at least, and the way there was closed meanwhile

    def walk(self, loop: IslandLoop, session: Session, tile: TilePos) -> None:
        """Let somebody walk to a tile of their island. Raises `ReasonError("blocked")`."""
        self._carry_out(loop, session, cmd.GoTo(session.avatar, *tile))

    def _island_of(self, to: Place | PersonId) -> str:
        if isinstance(to, Place):
            return to.island
        found = self._islands.find(to)
        if found is None:
            raise ReasonError("unknown_avatar")
        return found[0].name

    def _walk_to(self, loop: IslandLoop, session: Session, to: Place | PersonId) -> None:
        if isinstance(to, Place):
            self.walk(loop, session, _tile(loop, session, to))
            return
        other = loop.sessions.of_person(to)
        if other is None:
            raise ReasonError("unknown_avatar")
        self._carry_out(loop, session, cmd.Approach(session.avatar, other.avatar))

    def _carry_out(self, loop: IslandLoop, session: Session, walk: cmd.GoTo | cmd.Approach) -> None:
        reason = loop.apply(walk)
        if reason is not None:
            raise ReasonError(reason)
        loop.answer_walk(session, session.walk_seq)


def zone_of(loop: IslandLoop, zone: ZoneId) -> Zone:
    """The zone of this name on an island. Raises `ReasonError("unknown_zone")`."""
    for known in loop.world.island.zones:
        if known.id == zone:
            return known
    raise ReasonError("unknown_zone")


def _tile(loop: IslandLoop, session: Session, place: Place) -> TilePos:
    """A tile of a place, not many for the same one: the emptiest of some."""
    world = loop.world
    if place.zone is None:
        tiles = list(islice(around(world.island.tiles, TilePos(place.x, place.y)), _ABOUT_TILES))
    else:
        zone = zone_of(loop, place.zone)
        tiles = [
            TilePos(x, y)
            for y, x0, x1 in zone.spans
            for x in range(x0, x1)
            if world.island.tiles.is_free(x, y)
        ]
    if not tiles:
        raise ReasonError("blocked")
    first = session.avatar * _SPREAD % len(tiles)
    some = [tiles[(first + i * _SPREAD) % len(tiles)] for i in range(min(len(tiles), _ABOUT_TILES))]
    return min(some, key=lambda tile: len(world.near(tile, 1)))
