"""Ready-made sets of zones, filled into the free space of any island."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from types import MappingProxyType
from typing import NamedTuple

from island_server.core.free_floor import Box, FreeFloor, Size
from island_server.core.ids import ZoneId
from island_server.core.island_map import IslandMap
from island_server.core.zones import Zone, ZoneKind

MAX_COUNT = 60
"""Most tables, posters or break-outs of one template."""
MAX_SEATS = 12
"""Most people at one table or in one break-out."""

_COLOURS = ("#0a7e8c", "#b4540a", "#5b4bb5", "#2f7d32", "#a8326e", "#8a6d00")
_PODIUM_ROWS = 2
_DESK, _CORNER, _POSTER = Size(4, 3), Size(4, 3), Size(3, 2, gap=2)
_STAGES = (Size(10, 8), Size(8, 7), Size(6, 5), Size(5, 4))
"""A podium and its hall, the largest that leaves room for all else."""


@unique
class TemplateName(StrEnum):
    """The templates."""

    RECEPTION = "reception"
    WORLD_CAFE = "world_cafe"
    POSTER_MARKET = "poster_market"
    PLENARY_BREAKOUTS = "plenary_breakouts"


@dataclass(frozen=True, slots=True)
class Template:
    """What is to be put up: how many of what the template has many of, for how many each."""

    name: TemplateName
    count: int
    seats: int
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """Zones that fit, or none and for how many of `Template.count` there is room."""

    zones: tuple[Zone, ...]
    room_for: int | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """Something of a template: how much room it takes, and its zones, given its place."""

    size: Size
    zones: Callable[[Box], tuple[Zone, ...]]


def laid_out(template: Template, island: IslandMap) -> Layout:
    """The zones of a template where there is room on the island as it is now.

    Their ids are made up: nobody knows them yet. Takes up to a second on the largest islands.
    """
    floor, room_for = FreeFloor(island), 0
    for single, many in _PARTS[template.name](template, island):
        parts = (*single, *many)
        boxes = floor.place([part.size for part in parts], template.seed)
        if len(boxes) == len(parts):
            found = zip(parts, boxes, strict=True)
            return Layout(tuple(zone for part, box in found for zone in part.zones(box)))
        room_for = max(room_for, len(boxes) - len(single))
    return Layout((), room_for)


_Parts = tuple[list[_Part], list[_Part]]
"""What there is one of, and what there are `Template.count` of."""


class _Look(NamedTuple):
    """What people see of a zone; `number` chooses its colour."""

    dutch: str
    english: str
    icon: str
    number: int = 0


def _reception(template: Template, island: IslandMap) -> Iterator[_Parts]:
    desk = _zone("desk", ZoneKind.MEETING, _Look("Ontvangst", "Welcome desk", "info"))
    corner = _zone("corner", ZoneKind.QUIET, _Look("Rustige hoek", "Quiet corner", "quiet", 2))
    tables = _tables(template, _Look("Statafel", "Standing table", "coffee"), island)
    yield [_Part(_DESK, desk), _Part(_CORNER, corner)], tables


def _world_cafe(template: Template, island: IslandMap) -> Iterator[_Parts]:
    yield [], _tables(template, _Look("Tafel", "Table", "table"), island)


def _poster_market(template: Template, island: IslandMap) -> Iterator[_Parts]:
    looks = _numbered(_Look("Poster", "Poster", "exhibit"), template.count, island)
    yield (
        [],
        [_Part(_POSTER, _zone(f"poster-{look.number}", ZoneKind.PLACE, look)) for look in looks],
    )


def _plenary_breakouts(template: Template, island: IslandMap) -> Iterator[_Parts]:
    stage, seats = _free_stage(island), template.seats

    def hall(box: Box) -> tuple[Zone, ...]:
        podium, rows = _split(box)
        podium_of = _zone("podium", ZoneKind.PODIUM, _Look("Podium", "Stage", "stage"), stage=stage)
        hall_of = _zone("hall", ZoneKind.AUDIENCE, _Look("Zaal", "Hall", "people"), stage=stage)
        return *podium_of(podium), *hall_of(rows)

    breakouts = [
        _Part(
            Size(*_sides(seats)),
            _zone(f"breakout-{look.number}", ZoneKind.MEETING, look, capacity=seats),
        )
        for look in _numbered(_Look("Deelsessie", "Break-out", "talk"), template.count, island)
    ]
    for size in _STAGES:
        yield [_Part(size, hall)], breakouts


_PARTS: Mapping[TemplateName, Callable[[Template, IslandMap], Iterator[_Parts]]] = MappingProxyType(
    {
        TemplateName.RECEPTION: _reception,
        TemplateName.WORLD_CAFE: _world_cafe,
        TemplateName.POSTER_MARKET: _poster_market,
        TemplateName.PLENARY_BREAKOUTS: _plenary_breakouts,
    }
)


def _numbered(look: _Look, count: int, island: IslandMap) -> list[_Look]:
    """So many of a kind, with the first numbers that no zone of the island has in its name."""
    taken = {name for zone in island.zones for name in zone.names.values()}
    looks = (
        _Look(f"{look.dutch} {number}", f"{look.english} {number}", look.icon, number)
        for number in itertools.count(1)
    )
    return list(itertools.islice((it for it in looks if not {it.dutch, it.english} & taken), count))


def _tables(template: Template, look: _Look, island: IslandMap) -> list[_Part]:
    seats = template.seats
    return [
        _Part(Size(*_sides(seats)), _zone(f"table-{it.number}", ZoneKind.TABLE, it, capacity=seats))
        for it in _numbered(look, template.count, island)
    ]


def _zone(
    name: str,
    kind: ZoneKind,
    look: _Look,
    *,
    capacity: int | None = None,
    stage: str | None = None,
) -> Callable[[Box], tuple[Zone, ...]]:
    """Makes the zone of a part once its place is known."""
    colour = _COLOURS[look.number % len(_COLOURS)]
    names = {"nl": look.dutch, "en": look.english}

    def make(box: Box) -> tuple[Zone, ...]:
        spans, icon = box.spans(), look.icon
        zone = Zone(ZoneId(name), kind, names, {}, spans, capacity, stage, colour=colour, icon=icon)
        return (zone,)

    return make


def _sides(seats: int) -> tuple[int, int]:
    """Room to stand around something for so many."""
    if seats <= 6:
        return 3, 3
    return (4, 3) if seats <= 9 else (4, 4)


def _split(box: Box) -> tuple[Box, Box]:
    """A podium, in the middle of the north side, and the hall before it."""
    aside = 2 if box.width >= 8 else 1
    podium = Box(box.x + aside, box.y, box.width - 2 * aside, _PODIUM_ROWS)
    hall = Box(box.x, box.y + _PODIUM_ROWS, box.width, box.height - _PODIUM_ROWS)
    return podium, hall


def _free_stage(island: IslandMap) -> str:
    """A name for a stage that no zone has."""
    taken = {zone.stage for zone in island.zones}
    number = 1
    while (stage := f"plenary-{number}") in taken:
        number += 1
    return stage
