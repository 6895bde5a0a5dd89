"""The zones of a live island: those of its map, and what hosts made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import ZoneId
from island_server.core.island_map import IslandMap
from island_server.core.state import IslandState
from island_server.core.units import TilePos
from island_server.core.zones import Zone, arrival_tiles

ZoneCommand = cmd.PutZone | cmd.PutZones | cmd.RemoveZone | cmd.Admit


def as_edited(
    island: IslandMap, edited: Mapping[ZoneId, Zone | None], is_land: Callable[[TilePos], bool]
) -> IslandMap:
    """The island of a map with its zones as hosts have them.

    The zones of the map keep their order, changed or not; others follow in the order in which they
    were first put up. People also arrive in zones for that, where `is_land`.
    """
    zones = {zone.id: zone for zone in island.zones}
    for identity, zone in edited.items():
        if zone is None:
            zones.pop(identity, None)
        else:
            zones[identity] = zone
    starts = dict.fromkeys(island.starts)
    put_up = (zone for zone in edited.values() if zone is not None)
    starts.update(dict.fromkeys(filter(is_land, arrival_tiles(put_up))))
    return replace(island, zones=tuple(zones.values()), starts=tuple(starts))


class ZoneChanges:
    """Turns what hosts want of zones into events; what comes of them is for the world to see to."""

    def __init__(self, state: IslandState, emit: Callable[[ev.Event], None]) -> None:
        self._state = state
        self._emit = emit

    def carry_out(self, command: ZoneCommand, island: IslandMap, now_ms: int) -> str | None:
        """Carry out a command on the island as it is; the reason if that cannot be."""
        match command:
            case cmd.PutZone(avatar=avatar, zone=zone):
                self._emit(ev.ZonePut(now_ms, zone, avatar))
            case cmd.PutZones(avatar=avatar, zones=zones):
                for zone in zones:
                    self._emit(ev.ZonePut(now_ms, zone, avatar))
            case cmd.RemoveZone(avatar=avatar, zone=identity):
                if not _has(island, identity):
                    return "unknown_zone"
                self._emit(ev.ZoneRemoved(now_ms, identity, avatar))
            case cmd.Admit(avatar=avatar, guest=guest, zone=identity):
                if guest not in self._state.avatars:
                    return "unknown_avatar"
                if not _has(island, identity):
                    return "unknown_zone"
                self._emit(ev.Admitted(now_ms, guest, identity, avatar))
        return None


def _has(island: IslandMap, identity: ZoneId) -> bool:
    return any(zone.id == identity for zone in island.zones)
