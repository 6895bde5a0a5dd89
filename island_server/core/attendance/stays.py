"""Who was there when: stays, and the times that each spent where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from island_server.core.attendance.records import Ending, Records, StayPiece, ZoneKey
from island_server.core.attendance.spans import Span, length_ms, merged
from island_server.core.events import Role
from island_server.core.ids import PersonId


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody's time on the event without a break worth telling; `ending` says how it ended."""

    start_ms: int
    end_ms: int
    ending: Ending


@dataclass(frozen=True, slots=True)
class Presence:
    """Where somebody was, and for how long.

    Attributes:
        present_ms: the length of all stays.
        islands_ms: without the breaks; zones_ms: these may overlap where zones do.
    """

    person: PersonId
    role: Role
    stays: tuple[Stay, ...]
    present_ms: int
    islands_ms: Mapping[str, int]
    zones_ms: Mapping[ZoneKey, int]


Visits = Mapping[ZoneKey, Mapping[PersonId, Sequence[Span]]]
"""When who was in each zone in which anybody was; the spans of one person never overlap."""


def presences(records: Records, visits: Visits, break_ms: int) -> tuple[Presence, ...]:
    """Everybody who came, by id."""
    pieces: defaultdict[PersonId, list[StayPiece]] = defaultdict(list)
    for piece in records.stays:
        pieces[piece.person].append(piece)
    zones: defaultdict[PersonId, dict[ZoneKey, int]] = defaultdict(dict)
    for zone in sorted(visits):
        for person, spans in visits[zone].items():
            zones[person][zone] = length_ms(spans)
    return tuple(
        _presence(person, records.roles[person], pieces[person], zones[person], break_ms)
        for person in sorted(pieces)
    )


def visits_of(records: Records) -> Visits:
    """The visits to all zones."""
    raw: defaultdict[ZoneKey, defaultdict[PersonId, list[Span]]]
    raw = defaultdict(lambda: defaultdict(list))
    for visit in records.visits:
        raw[visit.zone][visit.person].append((visit.start_ms, visit.end_ms))
    return {
        zone: {person: merged(spans) for person, spans in people.items()}
        for zone, people in raw.items()
    }


def _presence(
    person: PersonId,
    role: Role,
    pieces: Sequence[StayPiece],
    zones_ms: Mapping[ZoneKey, int],
    break_ms: int,
) -> Presence:
    stays = _stays(pieces, break_ms)
    islands: defaultdict[str, list[Span]] = defaultdict(list)
    for piece in pieces:
        islands[piece.island].append((piece.start_ms, piece.end_ms))
    return Presence(
        person,
        role,
        stays,
        length_ms((stay.start_ms, stay.end_ms) for stay in stays),
        {island: length_ms(merged(spans)) for island, spans in sorted(islands.items())},
        zones_ms,
    )


def _stays(pieces: Sequence[StayPiece], break_ms: int) -> tuple[Stay, ...]:
    # of two that end together the later one counts: what was never closed stands last
    endings = {piece.end_ms: piece.ending for piece in pieces}
    whole = merged(((piece.start_ms, piece.end_ms) for piece in pieces), break_ms)
    return tuple(Stay(start, end, endings[end]) for start, end in whole)
