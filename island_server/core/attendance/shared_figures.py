"""The figures of an event that may be shown to others: no person in them, and no small group."""

from __future__ import annotations

from dataclasses import dataclass

from island_server.core.attendance.comparison import Comparison
from island_server.core.attendance.insight import Insight
from island_server.core.attendance.insight_rules import InsightRules
from island_server.core.attendance.records import ZoneKey
from island_server.core.attendance.spans import MINUTE_MS
from island_server.core.attendance.suppression import rounded
from island_server.core.events import ConversationKind

People = int | None
"""A number of people, rounded down; None is some, but fewer than may be told."""


@dataclass(frozen=True, slots=True)
class SharedZone:
    """How a zone was used; `minutes` is the time of everybody, None with fewer than may be told."""

    zone: ZoneKey
    people: People
    most: People
    minutes: int | None


@dataclass(frozen=True, slots=True)
class SharedTalk:
    """Conversations of one kind in one zone, in which enough different people were."""

    kind: ConversationKind | None
    zone: ZoneKey | None
    people: People
    count: int
    median_minutes: int


@dataclass(frozen=True, slots=True)
class SharedFigures:
    """What may be told about an event.

    Attributes:
        least: fewer people than this are not told.
        curve: the most people at one time in each minute from `start_ms` on.
        talks: without the kinds and zones in which too few people talked.
        met: people who met somebody; met_nobody: newcomers who did not.
    """

    least: int
    start_ms: int
    people: People
    peak: People
    curve: tuple[People, ...]
    mean_present_minutes: int | None
    zones: tuple[SharedZone, ...]
    talks: tuple[SharedTalk, ...]
    met: People
    met_nobody: People


@dataclass(frozen=True, slots=True)
class SharedReturn:
    """How many came back, were new, did not come back."""

    returned: People
    new: People
    lost: People


def shared_figures(insight: Insight, rules: InsightRules | None = None) -> SharedFigures:
    """Leave out what tells about few."""
    least = (rules or InsightRules()).least_people
    people = insight.unique
    met = sum(1 for person in insight.people if person.met)
    return SharedFigures(
        least,
        insight.first_ms // MINUTE_MS * MINUTE_MS,
        rounded(people, least),
        rounded(insight.peak.people, least),
        tuple(rounded(minute.most, least) for minute in insight.curve),
        insight.person_ms // people // MINUTE_MS if people >= least else None,
        _zones(insight, least),
        _talks(insight, least),
        rounded(met, least),
        rounded(len(insight.met_nobody), least),
    )


def shared_return(comparison: Comparison, rules: InsightRules | None = None) -> SharedReturn:
    """Who came back, in numbers."""
    least = (rules or InsightRules()).least_people
    return SharedReturn(
        rounded(len(comparison.returned), least),
        rounded(len(comparison.new), least),
        rounded(len(comparison.lost), least),
    )


def _zones(insight: Insight, least: int) -> tuple[SharedZone, ...]:
    """By name: the order of their use would tell about those left out."""
    return tuple(
        SharedZone(
            use.zone,
            rounded(use.people, least),
            rounded(use.most, least) if use.people >= least or not use.people else None,
            use.person_ms // MINUTE_MS if use.people >= least or not use.people else None,
        )
        for use in sorted(insight.zones, key=lambda use: use.zone)
    )


def _talks(insight: Insight, least: int) -> tuple[SharedTalk, ...]:
    return tuple(
        SharedTalk(
            group.kind,
            group.zone,
            rounded(group.totals.people, least),
            group.totals.count,
            group.totals.median_ms // MINUTE_MS,
        )
        for group in insight.talk_by_place
        if group.totals.people >= least
    )
