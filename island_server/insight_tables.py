"""The figures of an event as tables of text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from island_server.core.attendance.insight import Insight
from island_server.core.attendance.pseudonyms import Pseudonyms, pseudonymised
from island_server.core.attendance.records import ZoneKey
from island_server.core.attendance.shared_figures import shared_figures
from island_server.log_reports import EventFigures

MOST_ENCOUNTERS = 20
"""The longest; all of them are in the JSON."""

Row = Sequence[object]


def insight_lines(figures: EventFigures, pseudonyms: Pseudonyms) -> Iterator[str]:
    """All figures but those by the minute, people under pseudonyms."""
    found = pseudonymised(figures.insight, pseudonyms)
    yield from _head(figures)
    yield from _summary(found)
    yield from _titled("Zones, by use", _zones(found))
    yield from _titled("Conversations, by kind and zone", _talks(found))
    yield from _titled("People", _people(found))
    edges = found.encounters.edges
    title = "Encounters"
    if len(edges) > MOST_ENCOUNTERS:
        title = f"Encounters, the longest {MOST_ENCOUNTERS} of {len(edges)}"
    yield from _titled(title, _encounters(found))
    nobody = [(person,) for person in found.met_nobody]
    yield from _titled("Newcomers who met nobody", [("person",), *nobody])


def shared_lines(figures: EventFigures) -> Iterator[str]:
    """What may be shown to others."""
    shared = shared_figures(figures.insight)
    few = f"under {shared.least}"
    yield f"{figures.event.name} ({figures.event.id})"
    yield f"Numbers of people are rounded down to a multiple of {shared.least}."
    summary = [
        ("people", shared.people),
        ("most at one time", shared.peak),
        ("mean minutes present", shared.mean_present_minutes),
        ("people who met somebody", shared.met),
        ("newcomers who met nobody", shared.met_nobody),
    ]
    yield from _titled("Summary", [("", ""), *((name, _or(few, n)) for name, n in summary)])
    zones = [
        (_zone(it.zone), _or(few, it.people), _or(few, it.most), _or("", it.minutes))
        for it in shared.zones
    ]
    yield from _titled("Zones", [("zone", "people", "most", "minutes"), *zones])
    talks = [
        (it.kind or "?", _zone(it.zone), _or(few, it.people), it.count, it.median_minutes)
        for it in shared.talks
    ]
    head = ("kind", "zone", "people", "conversations", "median minutes")
    yield from _titled("Conversations", [head, *talks])


def _head(figures: EventFigures) -> Iterator[str]:
    event, found = figures.event, figures.insight
    yield f"{event.name} ({event.id})"
    if found.entries:
        yield f"{_moment(found.first_ms)} to {_moment(found.last_ms)}, {found.entries} entries"
    else:
        yield "nothing in its log"
    yield "Times are hours:minutes."
    for gap in found.gaps:
        yield f"missing: {gap.lost} events from {_moment(gap.start_ms)} to {_moment(gap.end_ms)}"
    for restart in found.restarts:
        yield f"not running from {_moment(restart.end_ms)} to {_moment(restart.start_ms)}"


def _summary(found: Insight) -> Iterator[str]:
    talk = found.talk
    peak = f"{found.peak.people} at {_moment(found.peak.at_ms)}" if found.peak.people else "0"
    rows: list[Row] = [
        ("", ""),
        ("people", found.unique),
        ("most at one time", peak),
        ("time of everybody", _time(found.person_ms)),
        ("conversations", talk.count),
        ("their median", _time(talk.median_ms)),
        ("the longest", _time(talk.longest_ms)),
        ("their mean size", f"{talk.mean_size:.1f}"),
        ("encounters", len(found.encounters.edges)),
        ("newcomers who met nobody", len(found.met_nobody)),
    ]
    yield from _titled("Summary", rows)


def _zones(found: Insight) -> Iterator[Row]:
    yield "zone", "people", "time", "together", "most", ""
    for use in found.zones:
        silent = "" if use.silence is None else f"silent: {use.silence}"
        together = _time(use.together_ms)
        yield _zone(use.zone), use.people, _time(use.person_ms), together, use.most, silent


def _talks(found: Insight) -> Iterator[Row]:
    yield "kind", "zone", "conversations", "people", "median", "mean size"
    for group in found.talk_by_place:
        it = group.totals
        size = f"{it.mean_size:.1f}"
        kind, zone = group.kind or "?", _zone(group.zone)
        yield kind, zone, it.count, it.people, _time(it.median_ms), size


def _people(found: Insight) -> Iterator[Row]:
    yield "person", "role", "present", "in conversation", "met"
    for it in sorted(found.people, key=lambda it: -it.presence.present_ms):
        share = f"{it.talk_share:.0%}"
        who = it.presence
        yield who.person, who.role.value, _time(who.present_ms), share, it.met


def _encounters(found: Insight) -> Iterator[Row]:
    yield "one", "other", "together", "times"
    for edge in found.encounters.edges[:MOST_ENCOUNTERS]:
        yield edge.one, edge.other, _time(edge.together_ms), edge.times


def _titled(title: str, rows: Iterator[Row] | Sequence[Row]) -> Iterator[str]:
    """A table under its title; the first row says what the columns are."""
    cells = [[str(cell) for cell in row] for row in rows]
    yield ""
    yield title
    if len(cells) == 1:
        yield "  none"
        return
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells if any(cells[0]) else cells[1:]:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  " + "  ".join(padded).rstrip()


def _zone(key: ZoneKey | None) -> str:
    return "" if key is None else f"{key[0]}: {key[1]}"


def _or(word: str, number: int | None) -> str:
    return word if number is None else str(number)


def _moment(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _time(length_ms: int) -> str:
    hours, minutes = divmod(round(length_ms / 60_000), 60)
    return f"{hours}:{minutes:02}"
