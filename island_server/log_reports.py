"""The figures of events out of their logs, and the documents that are made of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from island_server.attendance_ports import SegmentMark
from island_server.core.attendance.chronicle import Chronicle
from island_server.core.attendance.comparison import compare
from island_server.core.attendance.insight import Insight, insight_of
from island_server.core.attendance.plain_figures import plain
from island_server.core.attendance.pseudonyms import Pseudonyms, pseudonymised
from island_server.core.attendance.shared_figures import shared_figures, shared_return
from island_server.core.ids import PersonId, ZoneId
from island_server.core.logged import Logged
from island_server.errors import LogDamaged, LogRefused
from island_server.map_files.kept_maps import kept_document
from island_server.ports import EventInfo, LogSpan, PersonRow

BATCH = 10_000
"""Entries that are read between two looks at how far it is."""

Progress = Callable[[int, int], None]
"""Told how much of how much is done."""


class CountedLog(Protocol):
    """The part of the attendance store out of which figures are made."""

    def entries(self, event_id: str) -> AsyncIterator[Logged]:
        """The entries of an event, in order."""

    async def span(self, event_id: str) -> LogSpan | None:
        """What there is of an event's log."""

    async def series(self, series: str) -> list[str]:
        """The ids of a series' events."""

    async def people(self, event_id: str) -> list[PersonRow]:
        """Everybody who came to an event."""

    async def segment_marks(self, event_id: str) -> list[SegmentMark]:
        """Where the segments of an event begin, in order."""


@dataclass(frozen=True, slots=True)
class KnownZone:
    """A zone of a map on which the event took place, as its people read it."""

    island: str
    zone: str
    kind: str
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class EventFigures:
    """An event's figures, people by id, and the zones of its maps, as far as those are kept."""

    event: EventInfo
    insight: Insight
    zones: tuple[KnownZone, ...]


class _Zone(msgspec.Struct, frozen=True):
    id: str
    kind: str
    names: dict[str, str]


class _Map(msgspec.Struct, frozen=True):
    zones: list[_Zone]


async def span_of(log: CountedLog, event_id: str) -> LogSpan:
    """What there is of an event's log. Raises `LogRefused`: `unknown_event`."""
    span = await log.span(event_id)
    if span is None:
        raise LogRefused("unknown_event", f"there is no log of {event_id}")
    return span


async def figures_of(
    log: CountedLog, data_dir: Path, span: LogSpan, progress: Progress
) -> EventFigures:
    """Read an event's log from its beginning and work out all figures.

    Raises `LogDamaged` or `StoreError`.
    """
    total = sum(run.entries for run in span.runs)
    chronicle = Chronicle()
    done = 0
    async for batch in _batches(log.entries(span.event.id)):
        try:
            chronicle.take(batch)
        except ValueError as error:
            raise LogDamaged(f"the log of {span.event.id}: {error}") from None
        done += len(batch)
        progress(done, max(done, total))
    zones = _zones(await log.segment_marks(span.event.id), data_dir)
    keys = [(zone.island, ZoneId(zone.zone)) for zone in zones]
    known = await _known_before(log, span)
    return EventFigures(span.event, insight_of(chronicle.records(), None, keys, known), zones)


def insight_document(figures: EventFigures, pseudonyms: Pseudonyms) -> dict[str, object]:
    """The figures under pseudonyms, those that may be shared, and the zones by their names."""
    return {
        "insight": plain(pseudonymised(figures.insight, pseudonyms)),
        "shared": plain(shared_figures(figures.insight)),
        "zones": [asdict(zone) for zone in figures.zones],
    }


def comparison_document(
    former: EventFigures, latter: EventFigures, pseudonyms: Pseudonyms
) -> dict[str, object]:
    """Two events side by side, people under pseudonyms; and what may be shared of it."""
    sides = [pseudonymised(side.insight, pseudonyms) for side in (former, latter)]
    comparison = compare(*sides)
    return {"comparison": plain(comparison), "shared": plain(shared_return(comparison))}


async def _batches(entries: AsyncIterator[Logged]) -> AsyncIterator[list[Logged]]:
    batch: list[Logged] = []
    async for entry in entries:
        batch.append(entry)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


async def _known_before(log: CountedLog, span: LogSpan) -> set[PersonId]:
    """Who came to events of the series that began before this one."""
    began_ms = span.first_wall_ms
    known: set[PersonId] = set()
    for event_id in await log.series(span.event.series):
        other = await log.span(event_id) if event_id != span.event.id else None
        other_ms = None if other is None else other.first_wall_ms
        if began_ms is not None and other_ms is not None and other_ms < began_ms:
            known.update(person.person for person in await log.people(event_id))
    return known


def _zones(marks: list[SegmentMark], data_dir: Path) -> tuple[KnownZone, ...]:
    """The zones of all maps that the islands had, each as it was last."""
    zones: dict[tuple[str, str], KnownZone] = {}
    for island, map_id in dict.fromkeys((mark.island, mark.map_id) for mark in marks):
        for zone in _zones_of_map(data_dir, map_id):
            zones[island, zone.id] = KnownZone(island, zone.id, zone.kind, zone.names)
    return tuple(zones[key] for key in sorted(zones))


def _zones_of_map(data_dir: Path, map_id: str) -> list[_Zone]:
    document = kept_document(data_dir, map_id)
    try:
        return [] if document is None else msgspec.json.decode(document, type=_Map).zones
    except msgspec.MsgspecError:
        return []
