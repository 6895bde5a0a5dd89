"""What a chronicle keeps: spans of presence, of zones and of conversations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from island_server.core.events import ConversationKind, Part, Role
from island_server.core.ids import ConversationId, PersonId, ZoneId

ZoneKey = tuple[str, ZoneId]
"""A zone of an event with several islands: the island's name and the zone's."""


class Ending(StrEnum):
    """How the end of a span is known; all but the first are the last time known."""

    TOLD = "told"
    GAP = "gap"
    CRASH = "crash"
    OPEN = "open"


class StayPiece(NamedTuple):
    """One avatar on one island."""

    person: PersonId
    island: str
    start_ms: int
    end_ms: int
    ending: Ending


class VisitPiece(NamedTuple):
    """One avatar in one zone."""

    person: PersonId
    zone: ZoneKey
    start_ms: int
    end_ms: int
    ending: Ending


class MemberPiece(NamedTuple):
    """One avatar in one conversation, with one part."""

    person: PersonId
    part: Part
    start_ms: int
    end_ms: int
    ending: Ending


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as the log has it; `kind` is None if its beginning fell into a gap."""

    island: str
    kind: ConversationKind | None
    zone: ZoneId | None
    members: list[MemberPiece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of a log that is read bit by bit; a conversation may come several times."""

    stays: Sequence[StayPiece]
    visits: Sequence[VisitPiece]
    talks: Sequence[tuple[ConversationId, Talk]]


class GapMark(NamedTuple):
    """Between these times `lost` events are missing."""

    start_ms: int
    end_ms: int
    lost: int


class Restart(NamedTuple):
    """The server stopped at some time after `end_ms`, and went on at `start_ms`."""

    end_ms: int
    start_ms: int


class Happening(NamedTuple):
    """Something beside walking and talking, by its word in docs/attendance-format.md."""

    at_ms: int
    what: str
    zone: ZoneKey | None


@dataclass(frozen=True, slots=True)
class Records:
    """All that the figures are made of.

    Attributes:
        roles: everybody who came, and the most that they might do.
        unplaced: entries about avatars whose coming the log does not have.
    """

    first_ms: int
    last_ms: int
    entries: int
    unplaced: int
    roles: Mapping[PersonId, Role]
    stays: Sequence[StayPiece]
    visits: Sequence[VisitPiece]
    talks: Sequence[Talk]
    gaps: Sequence[GapMark]
    restarts: Sequence[Restart]
    happenings: Sequence[Happening] = ()
