"""Journeys under way: who took a portal, and where to.

Kept in memory only: whom a stop of the server overtakes is where they were before.
"""

from __future__ import annotations

from typing import NamedTuple

from island_server.core.ids import PersonId

TICKET_MS = 30_000
"""How long a traveller's place among all people is kept."""


class Ticket(NamedTuple):
    """A journey begun: where to, and by when the place that is kept must be taken."""

    island: str
    entry: str
    until_ms: int


class Tickets:
    """Everybody who has left an island for another, and is not there yet."""

    def __init__(self) -> None:
        self._tickets: dict[PersonId, Ticket] = {}

    def depart(self, person: PersonId, island: str, entry: str, now_ms: int) -> None:
        """Somebody leaves for another island."""
        self._expire(now_ms)
        self._tickets.pop(person, None)
        self._tickets[person] = Ticket(island, entry, now_ms + TICKET_MS)

    def has(self, person: PersonId) -> bool:
        """Whether somebody is under way."""
        return person in self._tickets

    def arrive(self, person: PersonId) -> Ticket | None:
        """The ticket of somebody who comes; it is used up."""
        return self._tickets.pop(person, None)

    def forget(self, person: PersonId) -> None:
        """Remember nothing of somebody."""
        self._tickets.pop(person, None)

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
