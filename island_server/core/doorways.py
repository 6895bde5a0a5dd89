"""Doors at work: who stands at which, and those that open and close as people come and go."""

from __future__ import annotations

from collections.abc import Callable

from island_server.core import events as ev
from island_server.core.doors import Door
from island_server.core.ids import AvatarId, DoorId
from island_server.core.island_map import IslandMap
from island_server.core.state import IslandState
from island_server.core.units import TilePos


class Doorways:
    """Knows who stands where a door can be worked, and moves doors by emitting `DoorMoved`."""

    def __init__(
        self, island: IslandMap, state: IslandState, emit: Callable[[ev.Event], None]
    ) -> None:
        self._state = state
        self._emit = emit
        self._doors = {door.id: door for door in island.doors}
        self._at: dict[TilePos, tuple[DoorId, ...]] = {}
        self._people: dict[DoorId, set[AvatarId]] = {door.id: set() for door in island.doors}
        self._standing: dict[AvatarId, tuple[DoorId, ...]] = {}
        for door in island.doors:
            for y, x0, x1 in door.spans:
                for x in range(x0, x1):
                    here = self._at.get(TilePos(x, y), ())
                    if door.id not in here:
                        self._at[TilePos(x, y)] = (*here, door.id)

    def reach(self, avatar: AvatarId, tile: TilePos, t_ms: int) -> None:
        """An avatar has come to a tile."""
        if self._doors:
            self._stand(avatar, self._at.get(tile, ()), t_ms)

    def leave(self, avatar: AvatarId, t_ms: int) -> None:
        """An avatar is going off the island."""
        self._stand(avatar, (), t_ms)

    def operate(
        self, avatar: AvatarId, identity: DoorId, t_ms: int, *, is_open: bool
    ) -> str | None:
        """Open or close a door by hand; the reason if that cannot be."""
        if identity not in self._doors:
            return "unknown_door"
        if avatar not in self._people[identity]:
            return "too_far"
        self._move(self._doors[identity], t_ms, avatar, is_open=is_open)
        return None

    def _stand(self, avatar: AvatarId, here: tuple[DoorId, ...], t_ms: int) -> None:
        former = self._standing.get(avatar, ())
        if former == here:
            return
        if here:
            self._standing[avatar] = here
        else:
            del self._standing[avatar]
        for identity in former:
            if identity not in here:
                self._people[identity].discard(avatar)
                if self._doors[identity].closes_itself and not self._people[identity]:
                    self._move(self._doors[identity], t_ms, None, is_open=False)
        for identity in here:
            if identity not in former:
                self._people[identity].add(avatar)
                if self._doors[identity].opens_itself:
                    self._move(self._doors[identity], t_ms, None, is_open=True)

    def _move(self, door: Door, t_ms: int, avatar: AvatarId | None, *, is_open: bool) -> None:
        if (door.id in self._state.open_doors) != is_open:
            self._emit(ev.DoorMoved(t_ms, door.id, is_open, avatar))
