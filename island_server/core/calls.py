"""A call to come to a place: who was asked, and what each of them chose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum, unique

from island_server.core.ids import PersonId, ZoneId

LATER_MS = 90_000
"""After so long those who said "later" are asked once more, each time they say so."""


@unique
class Choice(StrEnum):
    """What somebody answers to a call."""

    WALK = "walk"
    LATER = "later"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class Place:
    """Where people are called to.

    Attributes:
        island: the name of its island.
        zone: a zone there, or None for where somebody stood.
        x: east of the western edge, tiles, if there is no zone.
        y: south of the northern edge, tiles, if there is no zone.
    """

    island: str
    zone: ZoneId | None = None
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """How many chose what, and how many have not chosen."""

    walked: int
    later: int
    stayed: int
    waiting: int


class Call:
    """One call, from the moment it is made until it is called off."""

    def __init__(self, place: Place, asked: Iterable[PersonId]) -> None:
        self.place = place
        self._choices: dict[PersonId, Choice | None] = dict.fromkeys(asked)
        self._remind_ms: dict[PersonId, int] = {}

    def is_asked(self, person: PersonId) -> bool:
        """Whether the call is for this person."""
        return person in self._choices

    def ask(self, person: PersonId) -> None:
        """Let the call be for somebody more; what they chose before holds."""
        self._choices.setdefault(person, None)

    def choice(self, person: PersonId) -> Choice | None:
        """What somebody chose last; None if nothing yet, or if it is time to ask again."""
        return self._choices.get(person)

    def choose(self, person: PersonId, choice: Choice, now_ms: int) -> None:
        """Note a choice; it may be changed for as long as the call lasts."""
        self._choices[person] = choice
        self._remind_ms.pop(person, None)
        if choice is Choice.LATER:
            self._remind_ms[person] = now_ms + LATER_MS

    def forget(self, person: PersonId) -> None:
        """Take a choice back: they are waited for again."""
        self._choices[person] = None
        self._remind_ms.pop(person, None)

    def take_due(self, now_ms: int) -> list[PersonId]:
        """Those who said "later" so long ago that they are asked again now."""
        due = [person for person, at_ms in self._remind_ms.items() if at_ms <= now_ms]
        for person in due:
            del self._remind_ms[person]
            self._choices[person] = None
        return due

    def counts(self) -> Counts:
        """How it stands."""
        choices = list(self._choices.values())
        return Counts(
            choices.count(Choice.WALK),
            choices.count(Choice.LATER),
            choices.count(Choice.STAY),
            choices.count(None),
        )
