"""Who asked for help and who helps them; and newcomers who stand alone, for those who greet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from island_server.core.ids import PersonId

GONE_MS = 60_000
"""Who has been away for so long needs no help any more."""
NEWCOMER_MS = 15 * 60_000
"""For so long somebody is a newcomer, from when they came; again after as long an absence."""


@dataclass(slots=True)
class HelpRequest:
    """Somebody needs help. `text` is for those who help only."""

    person: PersonId
    text: str
    since_ms: int
    seen_ms: int
    """When they were there last."""
    helper: PersonId | None = None


class HelpDesk:
    """The open requests, the first first; one for each person."""

    def __init__(self) -> None:
        self._open: dict[PersonId, HelpRequest] = {}

    def __iter__(self) -> Iterator[HelpRequest]:
        return iter(list(self._open.values()))

    def of(self, person: PersonId) -> HelpRequest | None:
        """What somebody asked."""
        return self._open.get(person)

    def ask(self, person: PersonId, text: str, now_ms: int) -> bool:
        """Open a request, or say it in other words; True if it is new."""
        known = self._open.get(person)
        if known is not None:
            known.text = text
            return False
        self._open[person] = HelpRequest(person, text, now_ms, now_ms)
        return True

    def take(self, person: PersonId, helper: PersonId) -> bool:
        """Say who comes, in the place of whoever came before; False if nobody asks."""
        request = self._open.get(person)
        if request is None:
            return False
        request.helper = helper
        return True

    def close(self, person: PersonId) -> bool:
        """Nothing more is needed; False if nothing was."""
        return self._open.pop(person, None) is not None

    def forget_gone(self, is_there: Callable[[PersonId], bool], now_ms: int) -> None:
        """Close the requests of people who have been gone for a while."""
        gone = []
        for request in self._open.values():
            if is_there(request.person):
                request.seen_ms = now_ms
            elif now_ms - request.seen_ms > GONE_MS:
                gone.append(request.person)
        for person in gone:
            del self._open[person]


@dataclass(frozen=True, slots=True)
class Sighting:
    """How somebody is found on the island."""

    person: PersonId
    is_talking: bool
    is_walking: bool


@dataclass(slots=True)
class _Known:
    came_ms: int
    seen_ms: int
    alone_since_ms: int


class Newcomers:
    """Follows who came lately, and which of them have been alone for how long."""

    def __init__(self, alone_ms: int) -> None:
        self._alone_ms = alone_ms
        self._known: dict[PersonId, _Known] = {}

    def look(self, sightings: Iterable[Sighting], now_ms: int) -> list[tuple[PersonId, int]]:
        """Take in everybody who is there now.

        Returns the newcomers who stand alone for long enough, and since when; longest first.
        """
        alone = []
        for it in sightings:
            known = self._known.setdefault(it.person, _Known(now_ms, now_ms, now_ms))
            known.seen_ms = now_ms
            if it.is_talking:
                known.alone_since_ms = now_ms
            is_new = now_ms - known.came_ms <= NEWCOMER_MS
            is_alone = now_ms - known.alone_since_ms >= self._alone_ms
            if is_new and is_alone and not it.is_walking:
                alone.append((it.person, known.alone_since_ms))
        self._forget(now_ms)
        return sorted(alone, key=lambda one: (one[1], one[0]))

    def _forget(self, now_ms: int) -> None:
        gone = [p for p, known in self._known.items() if now_ms - known.seen_ms > NEWCOMER_MS]
        for person in gone:
            del self._known[person]
