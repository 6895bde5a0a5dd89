"""Zones, what they do, and doors for browsers: docs/protocol.md section 6."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import assert_never

from island_server.core.doors import Door
from island_server.core.zone_effects import Effect, Focus, Portal, Sound, Tab, Tooltip, Website
from island_server.core.zones import Span, Zone
from island_server.map_files.door_layers import DoorLayers
from island_server.map_files.normalise_layers import DrawnLayer, runs_of_ones, sent_places
from island_server.map_files.normalise_numbers import plain


def packed_zone(zone: Zone, islands: Collection[str]) -> dict[str, object]:
    """Code a zone. `islands` are the names of those that this server has."""
    return {
        "id": zone.id,
        "kind": zone.kind,
        "names": zone.names,
        "descriptions": zone.descriptions,
        "spans": zone.spans,
        "capacity": zone.capacity,
        "stage": zone.stage,
        "joins": zone.joins,
        "lockable": zone.lockable,
        "max_people": zone.max_people,
        "hosts_only": zone.hosts_only,
        "portal": _portal(zone.portal, islands) if zone.portal else None,
        "effects": [_effect(effect) for effect in zone.effects],
    }


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
    match effect:
        case Website():
            return {
                "effect": "website",
                "url": effect.url,
                "trigger": effect.trigger,
                "label": effect.label,
                "width_percent": effect.width_percent,
                "closable": effect.closable,
                "allow": effect.allow,
            }
        case Tab():
            return {"effect": "tab", "url": effect.url, "label": effect.label}
        case Sound():
            volume = plain(effect.volume)
            return {"effect": "sound", "url": effect.url, "volume": volume, "loop": effect.loop}
        case Focus():
            return {"effect": "focus", "margin": plain(effect.margin, 3)}
        case Tooltip():
            return {"effect": "tooltip", "text": effect.text, "ms": effect.ms}
        case _:
            assert_never(effect)


def _solid(spans: Sequence[Span], width: int, height: int) -> list[int]:
    cells = bytearray(width * height)
    for y, x0, x1 in spans:
        cells[y * width + x0 : y * width + x1] = b"\1" * (x1 - x0)
    return runs_of_ones(bytes(cells))
