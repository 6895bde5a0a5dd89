"""Themed areas of the island, and which of them hold at a tile.

In come the zones of a map or those that a host put up; out come, for any tile, the zones there and
the one that rules conversations.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, unique

from island_server.core.ids import ZoneId
from island_server.core.units import TilePos
from island_server.core.zone_effects import Effect, Portal, Trigger

Span = tuple[int, int, int]
"""Cells (x0 <= x < x1) of row y, as (y, x0, x1)."""


@unique
class ZoneKind(StrEnum):
    """What a zone does to those who stand in it."""

    PLACE = "place"
    MEETING = "meeting"
    TABLE = "table"
    PODIUM = "podium"
    AUDIENCE = "audience"
    QUIET = "quiet"
    START = "start"


MEETING_KINDS = frozenset({ZoneKind.MEETING, ZoneKind.TABLE})
"""The kinds with one conversation of all who are in them; a table is one of few seats."""

RULING_KINDS = MEETING_KINDS | {ZoneKind.PODIUM, ZoneKind.AUDIENCE, ZoneKind.QUIET}
"""The kinds that decide who hears whom; the others are a name or a place to arrive."""


ICONS = (
    *("book", "camera", "chat", "coffee", "compass", "exhibit", "flag", "flower", "food", "gear"),
    *("globe", "heart", "help", "idea", "info", "key", "leaf", "music", "people", "poll", "puzzle"),
    *("quiet", "rocket", "screen", "stage", "star", "table", "talk", "tree", "trophy"),
)
"""The words of the icons that a zone may have; browsers draw them."""


@dataclass(frozen=True, slots=True)
class Zone:
    """One themed area.

    Attributes:
        id: unique on its island.
        kind: what it does.
        names: what people read, by language ("nl", "en").
        descriptions: one or two sentences more, by language; may be empty.
        spans: its cells, sorted by row and then column, none of them overlapping.
        capacity: how many people its conversation takes; `None` is no limit of its own.
        stage: what binds a podium to its audience; `None` for other kinds.
        joins: whether a meeting takes in whoever enters, or only who asks.
        lockable: whether a meeting's members may lock it; then nobody else can walk in either.
        max_people: nobody more can walk in; `None` is no limit, 0 is closed to all.
        hosts_only: only hosts and organisers can walk in.
        group: only who is of this named group, and hosts, can walk in; empty: everybody.
        knock: who is no host is let in by those inside, or by a host.
        closed: only hosts can walk in for now; `hours` open and close it by the clock.
        portal: where it leads.
        effects: what else it does, for browsers.
        colour: "#rrggbb" of its theme; empty: as its kind has it.
        icon: one of `ICONS`; empty: as its kind has it.
        host: the name of who hosts it; empty: nobody.
        question: with which people may begin to talk; empty: none.
        hours: when it is open, ms since 1970, from and to; empty: always.

    Raises `ValueError` for spans that are empty, unsorted or overlapping.
    """

    id: ZoneId
    kind: ZoneKind
    names: Mapping[str, str] = field(hash=False)
    descriptions: Mapping[str, str] = field(hash=False)
    spans: tuple[Span, ...]
    capacity: int | None = None
    stage: str | None = None
    joins: Trigger = Trigger.ENTER
    lockable: bool = False
    max_people: int | None = None
    hosts_only: bool = False
    portal: Portal | None = None
    effects: tuple[Effect, ...] = ()
    group: str = ""
    knock: bool = False
    closed: bool = False
    colour: str = ""
    icon: str = ""
    host: str = ""
    question: str = ""
    hours: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        row, free_from = 0, None
        for y, x0, x1 in self.spans:
            if y < row or x0 >= x1 or (y == row and free_from is not None and x0 < free_from):
                raise ValueError(f"zone {self.id}: span {(y, x0, x1)} is out of order or empty")
            row, free_from = y, x1

    @property
    def area(self) -> int:
        """How many cells it has."""
        return sum(x1 - x0 for _, x0, x1 in self.spans)

    def contains(self, x: int, y: int) -> bool:
        """Whether this tile is in the zone."""
        before = bisect_right(self.spans, (y, x), key=lambda span: span[:2]) - 1
        if before < 0:
            return False
        row, x0, x1 = self.spans[before]
        return row == y and x0 <= x < x1


def spans_of(cells: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Gather cells (x, y), in any order and with repetitions, into sorted spans."""
    spans: list[Span] = []
    for y, x in sorted({(y, x) for x, y in cells}):
        if spans and spans[-1][0] == y and spans[-1][2] == x:
            spans[-1] = (y, spans[-1][1], x + 1)
        else:
            spans.append((y, x, x + 1))
    return tuple(spans)


def arrival_tiles(zones: Iterable[Zone]) -> Iterator[TilePos]:
    """The tiles of those zones that are places to arrive."""
    for zone in zones:
        if zone.kind is ZoneKind.START:
            for y, x0, x1 in zone.spans:
                yield from (TilePos(x, y) for x in range(x0, x1))


class ZoneIndex:
    """Which zones hold at a tile: one array look-up. Built anew whenever a zone is put or removed.

    Cells refer to interned combinations of zones, so memory is four bytes a cell. Parts of a zone
    outside the map are ignored.
    """

    __slots__ = ("_cells", "_combinations", "_height", "_ruling", "_width")

    def __init__(self, width: int, height: int, zones: Sequence[Zone]) -> None:
        self._width = width
        self._height = height
        self._cells = array("I", [0]) * (width * height)
        self._combinations: list[tuple[Zone, ...]] = [()]
        for zone in zones:
            self._lay(zone)
        self._ruling = [_ruling_of(combination) for combination in self._combinations]

    def at(self, x: int, y: int) -> tuple[Zone, ...]:
        """The zones here, in the order in which they were given."""
        return self._combinations[self._combination_at(x, y)]

    def governing(self, x: int, y: int) -> Zone | None:
        """The zone that rules conversations here: the smallest, of equal ones the first by id."""
        return self._ruling[self._combination_at(x, y)]

    def _combination_at(self, x: int, y: int) -> int:
        if 0 <= x < self._width and 0 <= y < self._height:
            return self._cells[y * self._width + x]
        return 0

    def _lay(self, zone: Zone) -> None:
        """Add a zone to the combination of each of its cells."""
        extended: dict[int, int] = {}
        for y, x0, x1 in zone.spans:
            if not 0 <= y < self._height:
                continue
            first, end = y * self._width + max(x0, 0), y * self._width + min(x1, self._width)
            if first >= end:
                continue
            here = self._cells[first:end]
            if here.count(here[0]) == len(here):
                self._cells[first:end] = array("I", [self._with(here[0], zone, extended)]) * len(
                    here
                )
                continue
            for cell, old in enumerate(here, first):
                self._cells[cell] = self._with(old, zone, extended)

    def _with(self, old: int, zone: Zone, extended: dict[int, int]) -> int:
        """The combination `old` and this zone; `extended` has those that were made for it."""
        new = extended.get(old)
        if new is None:
            new = extended[old] = len(self._combinations)
            self._combinations.append((*self._combinations[old], zone))
        return new


def _ruling_of(zones: tuple[Zone, ...]) -> Zone | None:
    ruling = [zone for zone in zones if zone.kind in RULING_KINDS]
    return min(ruling, key=lambda zone: (zone.area, zone.id), default=None)
