"""Takes people to places: on their own feet, and to other islands if it must be."""

from __future__ import annotations

from itertools import islice

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
from island_server.realtime.whereabouts import TICKET_MS

_ABOUT_TILES = 60
"""Among so many tiles around a place people are spread."""
_SPREAD = 7919
"""A prime: consecutive avatars get tiles far apart."""


class Guide:
    """Walks people of one event."""

    def __init__(self, islands: Archipelago, clock: Clock) -> None:
        self._islands = islands
        self._clock = clock
        self._under_way: dict[PersonId, tuple[Place, int]] = {}
        """Where those go on to who travel to another island, and until when that counts."""

    async def lead(self, island: OpenIsland, session: Session, place: Place) -> None:
        """Let somebody walk to a place, wherever it is.

        Raises `ReasonError`: `blocked`, `unknown_zone`, `unknown_island`.
        """
        if place.island == island.name:
            self.walk(island.loop, session, _tile(island.loop, session, place))
            return
        until_ms = self._clock.now_ms() + TICKET_MS
        self._under_way[session.person] = place, until_ms
        try:
            await self._islands.take_to(island, session, place.island)
        except IslandError:
            self._under_way.pop(session.person, None)
            raise ReasonError("unknown_island") from None

    def arrive(self, island: OpenIsland, session: Session) -> None:
        """Let somebody who was led to this island go on to their place."""
        place, until_ms = self._under_way.pop(session.person, (None, 0))
        if place is None or place.island != island.name or until_ms < self._clock.now_ms():
            return
        try:
            self.walk(island.loop, session, _tile(island.loop, session, place))
        except ReasonError:
            return  # they are on the right island at least, and the way there was closed meanwhile

    def walk(self, loop: IslandLoop, session: Session, tile: TilePos) -> None:
        """Let somebody walk to a tile of their island. Raises `ReasonError("blocked")`."""
        reason = loop.apply(cmd.GoTo(session.avatar, *tile))
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
