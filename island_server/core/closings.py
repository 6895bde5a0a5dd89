"""Where whom may walk: zones that are full, locked or for hosts, and doors that stand in the way.

A closed zone keeps out who is not in it; who is inside stays, and may walk about there. Planning
goes by copies of the tile map in which what is closed is blocked, kept by what that is; a step
itself is looked at when it begins and again when it ends, for much may have happened meanwhile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from island_server.core import events as ev
from island_server.core.ids import ConversationId, ZoneId
from island_server.core.island_map import IslandMap
from island_server.core.state import AvatarState, IslandState
from island_server.core.tile_map import TileMap
from island_server.core.units import DX, DY, TilePos
from island_server.core.zones import MEETING_KINDS, Span, Zone, ZoneIndex

_FLOORS_KEPT = 16
"""Copies of the tile map that are kept; one is a byte a cell."""


class Refusal(NamedTuple):
    """Why somebody cannot take a step; by a door or a wall if there is no zone."""

    zone: ZoneId | None
    reason: ev.TurnedAwayReason | None


class Visitor(NamedTuple):
    """Somebody at the edge of a zone: by what they are let in, and where they are already."""

    role: ev.Role
    groups: tuple[str, ...] = ()
    inside: tuple[ZoneId, ...] = ()
    admitted: tuple[ZoneId, ...] = ()


class Closings:
    """Follows the events of one world, and says what is closed to whom."""

    def __init__(self, island: IslandMap, state: IslandState, zones: ZoneIndex) -> None:
        self._island = island
        self._state = state
        self._zones = zones
        self._closable = {zone.id: zone for zone in island.zones if _may_close(zone)}
        self._inside: Counter[ZoneId] = Counter()
        self._locked: dict[ConversationId, ZoneId] = {}
        self._planned: dict[frozenset[ZoneId], TileMap] = {}
        self._floor = self._plan_floor = island.tiles
        if island.doors:
            self._lay_doors()

    def note(self, event: ev.Event) -> None:
        """Take in what has just been applied to the state."""
        match event:
            case ev.ZoneEntered(zone=zone):
                self._inside[zone] += 1
            case ev.ZoneLeft(zone=zone):
                self._inside[zone] -= 1
            case ev.ConversationLocked(conversation=conversation, locked=locked):
                zone_id = self._state.conversations[conversation].zone
                if locked and zone_id is not None:
                    self._locked[conversation] = zone_id
                else:
                    self._locked.pop(conversation, None)
            case ev.ConversationClosed(conversation=conversation):
                self._locked.pop(conversation, None)
            case ev.DoorMoved():
                self._lay_doors()
            case _:
                pass

    def lay(self, island: IslandMap, zones: ZoneIndex) -> None:
        """Go by other zones from now on; who is inside which is told by events as always."""
        self._island, self._zones = island, zones
        self._closable = {zone.id: zone for zone in island.zones if _may_close(zone)}
        self._planned.clear()

    # --- single steps

    def refusal(self, avatar: AvatarState, start: TilePos, direction: int) -> Refusal | None:
        """Why a step that the walls allow cannot be taken now; None if it can."""
        if not self._closable and not self._island.doors:
            return None
        to = TilePos(start.x + DX[direction], start.y + DY[direction])
        if self._island.doors and not (
            self._floor.is_free(*to) and self._plan_floor.can_step(*start, direction)
        ):
            return Refusal(None, None)
        return self.zone_refusal(avatar, to)

    def zone_refusal(self, avatar: AvatarState, tile: TilePos) -> Refusal | None:
        """The zone on this tile that is closed to somebody."""
        if not self._closable:
            return None
        who = _visitor(avatar)
        for zone in self._zones.at(*tile):
            reason = self._why(zone, who)
            if reason is not None:
                return Refusal(zone.id, reason)
        return None

    def is_open(self, tile: TilePos, who: Visitor) -> bool:
        """Whether somebody who is nowhere yet may arrive here."""
        return self._floor.is_free(*tile) and not any(
            self._why(zone, who) for zone in self._zones.at(*tile)
        )

    def _why(self, zone: Zone, who: Visitor) -> ev.TurnedAwayReason | None:
        if zone.id not in self._closable or zone.id in who.inside:
            return None
        if who.role is ev.Role.ATTENDEE and (reason := _why_no_guest(zone, who)) is not None:
            return reason
        if zone.id in self._locked.values() and zone.id not in who.admitted:
            return ev.TurnedAwayReason.LOCKED
        if zone.max_people is not None and self._inside[zone.id] >= zone.max_people:
            return ev.TurnedAwayReason.FULL
        return None

    # --- planning

    def floor(self) -> TileMap:
        """Walls and doors; a door that opens by itself counts as open, for so it will be."""
        return self._plan_floor

    def floor_for(self, avatar: AvatarState, ignoring: Iterable[Zone] = ()) -> TileMap:
        """The floor without the zones that are closed to somebody, but for those in `ignoring`."""
        if not self._closable:
            return self._plan_floor
        let, who = {zone.id for zone in ignoring}, _visitor(avatar)
        closed = frozenset(
            zone.id
            for zone in self._closable.values()
            if zone.id not in let and self._why(zone, who)
        )
        if not closed:
            return self._plan_floor
        floor = self._planned.pop(closed, None)
        if floor is None:
            spans = (span for zone in sorted(closed) for span in self._closable[zone].spans)
            floor = self._plan_floor.with_blocked(spans)
        self._planned[closed] = floor
        if len(self._planned) > _FLOORS_KEPT:
            del self._planned[next(iter(self._planned))]
        return floor

    def _lay_doors(self) -> None:
        """Block the cells that the doors, as they are now, block."""
        now, planned = list[Span](), list[Span]()
        for door in self._island.doors:
            is_open = door.id in self._state.open_doors
            now += door.open_solid if is_open else door.closed_solid
            planned += door.open_solid if is_open or door.opens_itself else door.closed_solid
        self._planned.clear()
        self._floor = self._island.tiles.with_blocked(now)
        self._plan_floor = self._island.tiles.with_blocked(planned)


def _visitor(avatar: AvatarState) -> Visitor:
    return Visitor(avatar.role, avatar.groups, avatar.zones, avatar.admitted)


def _why_no_guest(zone: Zone, who: Visitor) -> ev.TurnedAwayReason | None:
    """Why a zone is closed to somebody who is no host, by who they are."""
    if zone.closed:
        return ev.TurnedAwayReason.CLOSED
    if zone.id in who.admitted:
        return None
    if zone.hosts_only:
        return ev.TurnedAwayReason.HOSTS_ONLY
    if zone.group and zone.group not in who.groups:
        return ev.TurnedAwayReason.GROUP
    if zone.knock:
        return ev.TurnedAwayReason.KNOCK
    return None


def _may_close(zone: Zone) -> bool:
    can_lock = zone.lockable and zone.kind in MEETING_KINDS
    is_for_some = zone.hosts_only or zone.closed or zone.knock or zone.group != ""
    return can_lock or is_for_some or zone.max_people is not None
