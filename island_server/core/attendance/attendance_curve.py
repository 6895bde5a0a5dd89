"""How many were there, minute by minute, and when they came and went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from island_server.core.attendance.records import Ending
from island_server.core.attendance.spans import MINUTE_MS, by_minute, levels, most_at_once
from island_server.core.attendance.stays import Presence


@dataclass(frozen=True, slots=True)
class Peak:
    """The most people at one time, and since when first."""

    people: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class MinuteFigures:
    """One minute of the event; the first and the last may lie partly outside of the log.

    Attributes:
        start_ms: a whole minute.
        most: the most people at one time.
        person_ms: the time of all of them.
        arrivals: stays that began; first_arrivals: those of people who had not been there before.
        departures: stays that ended; who was still there when the log ended did not depart.
    """

    start_ms: int
    most: int
    person_ms: int
    arrivals: int
    first_arrivals: int
    departures: int


def minutes_of(first_ms: int, last_ms: int) -> tuple[int, int]:
    """The first minute (counted from 1970) of a log, and how many it touches."""
    first = first_ms // MINUTE_MS
    return first, last_ms // MINUTE_MS - first + 1


def attendance_curve(
    people: Sequence[Presence], first: int, count: int
) -> tuple[tuple[MinuteFigures, ...], Peak]:
    """The minutes from `first` on, and the peak."""
    spans = [(stay.start_ms, stay.end_ms) for person in people for stay in person.stays]
    held = levels(spans)
    most, person_ms = by_minute(held, first, count)
    arrivals = Counter(start // MINUTE_MS for start, _ in spans)
    newcomers = Counter(person.stays[0].start_ms // MINUTE_MS for person in people)
    departures = Counter(
        stay.end_ms // MINUTE_MS
        for person in people
        for stay in person.stays
        if stay.ending is not Ending.OPEN
    )
    curve = tuple(
        MinuteFigures(
            (first + i) * MINUTE_MS,
            most[i],
            person_ms[i],
            arrivals[first + i],
            newcomers[first + i],
            departures[first + i],
        )
        for i in range(count)
    )
    return curve, Peak(*most_at_once(held))
