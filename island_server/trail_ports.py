"""What siblings know of one person's part of the attendance log: to read it, and to erase it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from island_server.core.ids import PersonId
from island_server.ports import EventInfo, PersonRow


@dataclass(frozen=True, slots=True)
class TrailStay:
    """Being on an island, by wall time; `end_ms` is None while it lasts."""

    island: str
    start_ms: int
    end_ms: int | None


@dataclass(frozen=True, slots=True)
class TrailZone:
    """Being in a zone."""

    island: str
    zone: str
    start_ms: int
    end_ms: int | None


@dataclass(frozen=True, slots=True)
class TrailTalk:
    """Being in a conversation. `people`: the most in it meanwhile, oneself too; never who.

    `kind` is None if the log no longer tells how it began.
    """

    island: str
    kind: str | None
    zone: str | None
    start_ms: int
    end_ms: int | None
    people: int


@dataclass(frozen=True, slots=True)
class TrailMove:
    """A path: `runs` from tile (x, y), packed as in docs/protocol.md section 2.1."""

    island: str
    wall_ms: int
    x: int
    y: int
    runs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """An entry of the log that is about this person, as it is kept."""

    island: str
    wall_ms: int
    kind: str
    zone: str | None
    facts: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Trail:
    """All that the log of an event has of one person.

    Attributes:
        event: the event, as it was begun last.
        person: None if there is no name any more.
        moves: how many paths are kept; `path` has them only if it was asked for.
        place: island, x and y of where the person may come back to, if that is kept.
        erased_ms: when retention deletes the last of it.
        other_events: names of other events of the series whose logs have this person too.
    """

    event: EventInfo
    person: PersonRow | None
    stays: tuple[TrailStay, ...]
    zones: tuple[TrailZone, ...]
    conversations: tuple[TrailTalk, ...]
    entries: tuple[TrailEntry, ...]
    moves: int
    path: tuple[TrailMove, ...]
    place: tuple[str, int, int] | None
    erased_ms: int
    other_events: tuple[str, ...]


class TrailStore(Protocol):
    """Every method raises `StoreError` if the database cannot do it."""

    async def known_people(self, series: str) -> Collection[PersonId]:
        """Everybody whose name an event of a series has."""

    async def trail(
        self, event_id: str, person: PersonId, *, with_path: bool = False
    ) -> Trail | None:
        """What an event's log has of a person; None if it has nothing.

        Holds no more than that in memory, and works off the event loop where it takes long.
        """

    async def erase_person(self, event_id: str, person: PersonId, wall_ms: int) -> bool:
        """Erase who somebody was and where they walked; False if nothing was known of them.

        In the event's log and in those of its series: name, look, id, path and places. What
        remains belongs to a random id, another one in each event. All of it or, if it raises,
        nothing.
        """


class TrailErasure(Protocol):
    """Erases somebody for good: also from the running island."""

    async def erase(self, person: PersonId) -> bool:
        """Send them off, erase them from the log, and know them no more; False if unknown.

        Raises `StoreError`, and then nothing is erased.
        """
