"""The layer of zones that Eiland itself writes into a map: exactly the zones that an island had.

A map that says so (`eilandZones`) has these zones and no others, whatever else stands in it. Each
is an object that Tiled can move; what it is stands in its property `zone`, as docs/protocol.md
section 6 has it, and which cells of its box it has, if not all, in `cells`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from island_server.core.zone_effects import Effect, Info, Sound, Tab, Website
from island_server.core.zone_fields import field_problems
from island_server.core.zone_limits import ZoneLimits
from island_server.core.zones import Span, Zone
from island_server.errors import MapError
from island_server.map_files.addresses import usable_address
from island_server.map_files.areas import rectangle_spans
from island_server.map_files.findings import Findings, quoted
from island_server.map_files.limits import MapLimits
from island_server.map_files.tiled_model import TiledMap, TiledObject
from island_server.protocol.zone_form import PlainZone, zone_from_plain

WRITTEN_KEY = "eilandZones"
"""Property of a map whose zones are those of the layer, and no others."""
LAYER_NAME = "eiland-zones"
ZONE_CLASS = "eiland-zone"
ZONE_KEY, CELLS_KEY, ARRIVAL_KEY = "zone", "cells", "arrival"

_CHECKED = tuple(name for name in PlainZone.__struct_fields__ if name not in ("id", "spans"))


@dataclass(frozen=True, slots=True)
class WrittenZone:
    """A zone of the layer; `is_arrival`: people arrive there, besides where they do anyhow."""

    zone: Zone
    is_arrival: bool


def has_written_zones(tiled: TiledMap) -> bool:
    """Whether the zones of a map are those of the layer."""
    return tiled.properties.get(WRITTEN_KEY) is True


def written_zones(tiled: TiledMap, limits: MapLimits, findings: Findings) -> list[WrittenZone]:
    """Read the zones of the layer; those that are damaged are remarked on and left out.

    Raises `MapError` where they exceed the limits.
    """
    found: list[WrittenZone] = []
    taken, cells = set[str](), 0
    for thing in _things(tiled):
        where = f"zone {quoted(thing.name)}"
        try:
            zone = _zone(thing, tiled, limits, findings)
        except ValueError as error:
            findings.broken(where, f"{str(error)[:300]}; it is left out")
            continue
        if zone is None or zone.id in taken:
            findings.broken(where, "is there twice, or nowhere on the map; it is left out")
            continue
        taken.add(zone.id)
        cells += zone.area
        if len(found) == limits.zones or cells > limits.zone_cells:
            raise MapError(f"{tiled.file}: more zones than {limits.zones}, or too large ones")
        found.append(WrittenZone(zone, thing.properties.get(ARRIVAL_KEY) is True))
    return found


def _things(tiled: TiledMap) -> Iterator[TiledObject]:
    for layer in tiled.object_layers:
        yield from (thing for thing in layer.objects if thing.kind == ZONE_CLASS)


def _zone(
    thing: TiledObject, tiled: TiledMap, limits: MapLimits, findings: Findings
) -> Zone | None:
    """The zone of an object. Raises `ValueError` if it is none."""
    spans = _spans(thing, tiled)
    if not spans:
        return None
    plain = msgspec.convert(_decoded(thing.properties.get(ZONE_KEY)), dict[str, Any])
    zone = zone_from_plain({**plain, "spans": spans})
    where = f"zone {quoted(zone.id)}"
    effects = tuple(_usable(zone.effects, where, findings))
    zone = replace(zone, effects=effects)
    files = {address for effect in effects for address in _addresses(effect)}
    if not 0 < len(zone.id) <= limits.name_chars or not zone.id.isprintable():
        raise ValueError("its id is no name")
    for name in _CHECKED:
        odd = field_problems(name, getattr(zone, name), _limits(limits), files, 0)
        if any(problem.code != "empty" for problem in odd):
            raise ValueError(f"its {name} is wrong: {odd[0].code}")
    return zone


def _spans(thing: TiledObject, tiled: TiledMap) -> tuple[Span, ...]:
    """The cells on the map. Raises `ValueError` if they cannot be read."""
    stated = thing.properties.get(CELLS_KEY)
    if stated is None:
        return rectangle_spans(thing.x, thing.y, thing.width, thing.height, tiled)
    left, top = round(thing.x / tiled.tile_width), round(thing.y / tiled.tile_height)
    cells = msgspec.convert(_decoded(stated), list[tuple[int, int, int]])
    return tuple(
        (top + y, max(left + x0, 0), min(left + x1, tiled.width))
        for y, x0, x1 in cells
        if 0 <= top + y < tiled.height and max(left + x0, 0) < min(left + x1, tiled.width)
    )


def _decoded(stated: object) -> Any:
    if not isinstance(stated, str):
        return None
    return msgspec.json.decode(stated.encode("utf-8", "replace"))


def _usable(effects: Sequence[Effect], where: str, findings: Findings) -> Iterator[Effect]:
    """The effects, addresses as the rest of the reader has them; without those that have none."""

    def usable(address: str) -> str:
        return usable_address(address, where, findings) or "" if address else ""

    for effect in effects:
        match effect:
            case Website() | Tab() | Sound():
                if url := usable(effect.url):
                    yield replace(effect, url=url)
            case Info():
                info = replace(effect, picture=usable(effect.picture), link=usable(effect.link))
                if info.text or info.picture or info.link:
                    yield info
            case _:
                yield effect


def _addresses(effect: Effect) -> list[str]:
    match effect:
        case Website() | Tab() | Sound():
            return [effect.url]
        case Info():
            return [effect.picture, effect.link]
        case _:
            return []


def _limits(limits: MapLimits) -> ZoneLimits:
    """What a map may bring, which is more than hosts may put up."""
    return ZoneLimits(
        name_chars=limits.name_chars,
        description_chars=limits.description_chars,
        info_chars=limits.value_chars,
        tooltip_chars=limits.value_chars,
        effects=100,
        hours=100,
        least_capacity=1,
        most_capacity=10_000,
        most_people=10_000,
    )
