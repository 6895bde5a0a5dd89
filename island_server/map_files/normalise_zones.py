"""Zones, what they do, and doors for browsers: docs/protocol.md section 6."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from island_server.core.doors import Door
from island_server.core.zone_effects import Effect, Focus, Portal, Sound
from island_server.core.zones import Span, Zone
from island_server.map_files.door_layers import DoorLayers
from island_server.map_files.normalise_layers import DrawnLayer, runs_of_ones, sent_places
from island_server.map_files.normalise_numbers import plain
from island_server.protocol.zone_form import effect_to_plain, zone_to_plain


def packed_zone(zone: Zone, islands: Collection[str]) -> dict[str, object]:
    """Code a zone. `islands` are the names of those that this server has."""
    packed = zone_to_plain(zone)
    packed["effects"] = [_effect(effect) for effect in zone.effects]
    packed["portal"] = _portal(zone.portal, islands) if zone.portal else None
    return packed


def packed_door(
    door: Door, own: DoorLayers, layers: Sequence[DrawnLayer], width: int, height: int
) -> dict[str, object]:
    """Code a door; its layers by their place among `layers`."""
    opened = sent_places(layers, own.open_layers)
    closed = sent_places(layers, own.closed_layers)
    return {
        "id": door.id,
        "open": door.is_open_at_start,
        "spans": door.spans,
        "opens_itself": door.opens_itself,
        "closes_itself": door.closes_itself,
        "open_label": door.open_label,
        "close_label": door.close_label,
        "when_open": {
            "show": opened,
            "hide": closed,
            "solid": _solid(door.open_solid, width, height),
        },
        "when_closed": {
            "show": closed,
            "hide": opened,
            "solid": _solid(door.closed_solid, width, height),
        },
    }


def _portal(portal: Portal, islands: Collection[str]) -> dict[str, object]:
    is_open = not portal.island or portal.island in islands
    return {"island": portal.island, "entry": portal.entry, "open": is_open}


def _effect(effect: Effect) -> dict[str, object]:
    """Code an effect, its numbers as short as can be."""
    packed = effect_to_plain(effect)
    match effect:
        case Sound(volume=volume):
            packed["volume"] = plain(volume)
        case Focus(margin=margin):
            packed["margin"] = plain(margin, 3)
        case _:
            pass
    return packed


def _solid(spans: Sequence[Span], width: int, height: int) -> list[int]:
    cells = bytearray(width * height)
    for y, x0, x1 in spans:
        cells[y * width + x0 : y * width + x1] = b"\1" * (x1 - x0)
    return runs_of_ones(bytes(cells))
