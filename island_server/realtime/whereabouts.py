"""Where each person is to arrive: with a ticket after a portal, else where they were last.

Kept in memory only: after a restart everybody arrives at the main island.
"""

from __future__ import annotations

from typing import NamedTuple

from island_server.core.ids import PersonId

TICKET_MS = 30_000
"""How long a traveller's place among all people is kept."""
PEOPLE_REMEMBERED = 20_000
"""Of more people than this, those who were here longest ago are forgotten."""


class Ticket(NamedTuple):
    """A journey begun: where to, and by when the place that is kept must be taken."""

    island: str
    entry: str
    until_ms: int


class Whereabouts:
    """Remembers people who are on no island now."""

    def __init__(self) -> None:
        self._tickets: dict[PersonId, Ticket] = {}
        self._last: dict[PersonId, str] = {}

    def depart(self, person: PersonId, island: str, entry: str, now_ms: int) -> None:
        """Somebody leaves for another island."""
        self._expire(now_ms)
        self._tickets.pop(person, None)
        self._tickets[person] = Ticket(island, entry, now_ms + TICKET_MS)
        self.be_on(person, island)

    def arrive(self, person: PersonId) -> Ticket | None:
        """The ticket of somebody who comes; it is used up."""
        return self._tickets.pop(person, None)

    def be_on(self, person: PersonId, island: str) -> None:
        """Somebody is on an island now."""
        self._last.pop(person, None)
        self._last[person] = island
        if len(self._last) > PEOPLE_REMEMBERED:
            del self._last[next(iter(self._last))]

    def last(self, person: PersonId) -> str | None:
        """The island on which somebody was last."""
        return self._last.get(person)

    def forget(self, person: PersonId) -> None:
        """Remember nothing of somebody."""
        self._tickets.pop(person, None)
        self._last.pop(person, None)

    def forget_island(self, island: str) -> None:
        """Let those who were last on this island arrive at the main one when they come back."""
        self._last = {person: name for person, name in self._last.items() if name != island}

    def kept_places(self, now_ms: int) -> int:
        """How many travellers are under way."""
        self._expire(now_ms)
        return len(self._tickets)

    def _expire(self, now_ms: int) -> None:
        """Tickets are in the order in which they end."""
        while self._tickets:
            person, ticket = next(iter(self._tickets.items()))
            if ticket.until_ms > now_ms:
                break
            del self._tickets[person]
