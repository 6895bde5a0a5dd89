"""All figures of one event, from its log, in one pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from island_server.core.attendance.attendance_curve import (
    MinuteFigures,
    Peak,
    attendance_curve,
    minutes_of,
)
from island_server.core.attendance.chronicle import Chronicle
from island_server.core.attendance.conversation_groups import (
    ConversationGroup,
    ConversationTotals,
    groups_of,
    totals_of,
)
from island_server.core.attendance.encounters import (
    EncounterGraph,
    encounter_graph,
    encounters,
    met_nobody,
)
from island_server.core.attendance.insight_rules import InsightRules
from island_server.core.attendance.minute_notes import MinuteNotes, minute_notes
from island_server.core.attendance.records import GapMark, Records, Restart, ZoneKey
from island_server.core.attendance.spans import length_ms, merged
from island_server.core.attendance.stays import Presence, presences, visits_of
from island_server.core.attendance.talk_curve import TalkMinute, sizes_ms, talk_curve
from island_server.core.attendance.talk_times import Conversation, TalkTimes, talk_times
from island_server.core.attendance.zone_use import ZoneUse, zone_uses
from island_server.core.ids import PersonId
from island_server.core.logged import Logged


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """One person: presence, and how much of it in conversation, as speaker or as listener."""

    presence: Presence
    spoke_ms: int
    listened_ms: int
    met: int

    @property
    def talk_share(self) -> float:
        """The part of the time present that was spent in conversation, 0 to 1."""
        present_ms = self.presence.present_ms
        return (self.spoke_ms + self.listened_ms) / present_ms if present_ms else 0.0


@dataclass(frozen=True, slots=True)
class Insight:
    """The figures of an event; docs/attendance.md defines each. Times in ms since 1970.

    Attributes:
        unplaced: entries about avatars whose coming the log does not have, left out everywhere.
        islands_ms: the time of everybody on each island.
        sizes_ms: for each number of people, how long conversations of that size went on.
        met_nobody: newcomers, by id.
    """

    first_ms: int
    last_ms: int
    entries: int
    unplaced: int
    gaps: tuple[GapMark, ...]
    restarts: tuple[Restart, ...]
    peak: Peak
    curve: tuple[MinuteFigures, ...]
    people: tuple[PersonFigures, ...]
    islands_ms: Mapping[str, int]
    zones: tuple[ZoneUse, ...]
    conversations: tuple[Conversation, ...]
    talk: ConversationTotals
    talk_by_place: tuple[ConversationGroup, ...]
    talk_curve: tuple[TalkMinute, ...]
    sizes_ms: Mapping[int, int]
    encounters: EncounterGraph
    met_nobody: tuple[PersonId, ...]
    notes: tuple[MinuteNotes, ...]

    @property
    def unique(self) -> int:
        """How many different people came."""
        return len(self.people)

    @property
    def person_ms(self) -> int:
        """The length of everybody's stays."""
        return sum(it.presence.present_ms for it in self.people)


def insight(
    entries: Iterable[Logged],
    rules: InsightRules | None = None,
    zones: Collection[ZoneKey] = (),
    known: Collection[PersonId] = (),
) -> Insight:
    """Work out all figures.

    Args:
        entries: the log from its beginning, in order.
        rules: the choices; by default those of the documentation.
        zones: the zones of the event's maps, so that those where nobody was are known too.
        known: people of earlier events of the series, who are no newcomers.

    Raises ValueError for entries out of order.
    """
    chronicle = Chronicle()
    chronicle.take(entries)
    return insight_of(chronicle.records(), rules, zones, known)


def insight_of(
    records: Records,
    rules: InsightRules | None = None,
    zones: Collection[ZoneKey] = (),
    known: Collection[PersonId] = (),
) -> Insight:
    """The same for a log that is still being read: see `Chronicle`."""
    rules = rules or InsightRules()
    visits = visits_of(records)
    there = presences(records, visits, rules.stay_break_ms)
    first, count = minutes_of(records.first_ms, records.last_ms) if records.entries else (0, 0)
    curve, peak = attendance_curve(there, first, count)
    times = talk_times(records, rules.conversation_break_ms)
    edges = encounters(times.together, rules.encounter_break_ms)
    graph = encounter_graph((it.person for it in there), edges)
    talks = tuple(times.conversations)
    return Insight(
        first_ms=records.first_ms,
        last_ms=records.last_ms,
        entries=records.entries,
        unplaced=records.unplaced,
        gaps=tuple(records.gaps),
        restarts=tuple(records.restarts),
        peak=peak,
        curve=curve,
        people=_people(there, times, graph),
        islands_ms=_islands(there),
        zones=zone_uses(visits, zones, first, count),
        conversations=talks,
        talk=totals_of(talks),
        talk_by_place=groups_of(talks),
        talk_curve=talk_curve(times.sizes, first, count),
        sizes_ms=sizes_ms(times.sizes),
        encounters=graph,
        met_nobody=met_nobody(there, graph, rules, known),
        notes=minute_notes(curve, talks, records),
    )


def _people(
    there: Iterable[Presence], times: TalkTimes, graph: EncounterGraph
) -> tuple[PersonFigures, ...]:
    met = {node.person: node.met for node in graph.nodes}
    found: list[PersonFigures] = []
    for it in there:
        talked_ms = length_ms(merged(times.talking[it.person]))
        spoke_ms = length_ms(merged(times.speaking[it.person]))
        found.append(PersonFigures(it, spoke_ms, talked_ms - spoke_ms, met[it.person]))
    return tuple(found)


def _islands(there: Iterable[Presence]) -> dict[str, int]:
    islands: dict[str, int] = {}
    for it in there:
        for island, time_ms in it.islands_ms.items():
            islands[island] = islands.get(island, 0) + time_ms
    return dict(sorted(islands.items()))
