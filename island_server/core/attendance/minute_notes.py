"""What happened in each minute, for who does not see the replay: kinds and numbers, no words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from island_server.core.attendance.attendance_curve import MinuteFigures
from island_server.core.attendance.records import Ending, Records, ZoneKey
from island_server.core.attendance.spans import MINUTE_MS
from island_server.core.attendance.talk_times import Conversation
from island_server.core.events import ConversationKind
from island_server.core.ids import PersonId


class NoteKind(StrEnum):
    """What a note counts."""

    ARRIVED = "arrived"
    DEPARTED = "departed"
    ZONE_ENTERED = "zone_entered"
    CONVERSATIONS_FORMED = "conversations_formed"
    CONVERSATIONS_ENDED = "conversations_ended"
    RESTARTED = "restarted"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Note:
    """So many of something; with the zone, or the kind of conversation and its zone, if it has one.

    What happened beside walking and talking has its word of the log for a kind.

    People are counted for arrivals, departures and zones, conversations for conversations, events
    for what was lost.
    """

    kind: NoteKind | str
    count: int
    zone: ZoneKey | None = None
    conversation: ConversationKind | None = None


@dataclass(frozen=True, slots=True)
class MinuteNotes:
    """What happened in the minute from `start_ms` on, `present` at most being there at one time."""

    start_ms: int
    present: int
    notes: tuple[Note, ...]


_ORDER = tuple(NoteKind)
_What = tuple[NoteKind | str, ZoneKey | None, ConversationKind | None]


def minute_notes(
    curve: Sequence[MinuteFigures], conversations: Iterable[Conversation], records: Records
) -> tuple[MinuteNotes, ...]:
    """A list for every minute of the curve, also for those in which nothing happened."""
    counts: defaultdict[int, Counter[_What]] = defaultdict(Counter)
    for minute in curve:
        here = counts[minute.start_ms // MINUTE_MS]
        here[NoteKind.ARRIVED, None, None] += minute.arrivals
        here[NoteKind.DEPARTED, None, None] += minute.departures
    for it in conversations:
        zone = None if it.zone is None else (it.island, it.zone)
        counts[it.start_ms // MINUTE_MS][NoteKind.CONVERSATIONS_FORMED, zone, it.kind] += 1
        if it.ending is not Ending.OPEN:
            counts[it.end_ms // MINUTE_MS][NoteKind.CONVERSATIONS_ENDED, zone, it.kind] += 1
    for (minute_of, place), people in _entering(records).items():
        counts[minute_of][NoteKind.ZONE_ENTERED, place, None] += len(people)
    for restart in records.restarts:
        counts[restart.start_ms // MINUTE_MS][NoteKind.RESTARTED, None, None] += 1
    for happening in records.happenings:
        counts[happening.at_ms // MINUTE_MS][happening.what, happening.zone, None] += 1
    for gap in records.gaps:
        counts[gap.start_ms // MINUTE_MS][NoteKind.LOST, None, None] += gap.lost
    return tuple(
        MinuteNotes(minute.start_ms, minute.most, _notes(counts[minute.start_ms // MINUTE_MS]))
        for minute in curve
    )


def _entering(records: Records) -> dict[tuple[int, ZoneKey], set[PersonId]]:
    """Who came into a zone in a minute; who came twice counts once."""
    entering: defaultdict[tuple[int, ZoneKey], set[PersonId]] = defaultdict(set)
    for visit in records.visits:
        entering[visit.start_ms // MINUTE_MS, visit.zone].add(visit.person)
    return entering


def _notes(counts: Counter[_What]) -> tuple[Note, ...]:
    found = [Note(kind, count, zone, of) for (kind, zone, of), count in counts.items() if count]
    found.sort(key=lambda it: (_rank(it.kind), -it.count, it.zone or (), it.conversation or ""))
    return tuple(found)


def _rank(kind: NoteKind | str) -> tuple[int, str]:
    """Kinds in their order, and after them words by the alphabet."""
    return (_ORDER.index(kind) if isinstance(kind, NoteKind) else len(_ORDER), kind)
