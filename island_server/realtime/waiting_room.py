"""Who waits for a place on a full event: in order, in memory only, while their browser stays.

Hosts and organisers go before attendees; among each, whoever came first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from island_server.core.events import Role
from island_server.errors import ReasonError


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody who waits: `number` names them to hosts, `sid` is their connection."""

    number: int
    sid: str
    name: str
    role: Role
    since_ms: int


class WaitingRoom:
    """The queue of one event."""

    def __init__(self, most: int) -> None:
        """`most` can wait; 0: nobody, and a full event is simply full."""
        self._most = most
        self._queue: list[Waiter] = []
        self._last_number = 0

    def __len__(self) -> int:
        return len(self._queue)

    def __iter__(self) -> Iterator[Waiter]:
        """The next first."""
        return iter(list(self._queue))

    def join(self, sid: str, name: str, role: Role, now_ms: int) -> Waiter:
        """Stand in line. Raises `ReasonError("full")` if no more may wait."""
        if len(self._queue) >= self._most:
            raise ReasonError("full")
        self._last_number += 1
        waiter = Waiter(self._last_number, sid, name, role, now_ms)
        place = len(self._queue)
        if role is not Role.ATTENDEE:
            attendees = (i for i, it in enumerate(self._queue) if it.role is Role.ATTENDEE)
            place = next(attendees, place)
        self._queue.insert(place, waiter)
        return waiter

    def leave(self, sid: str) -> None:
        """Somebody waits no longer; unknown ones are ignored."""
        self._queue = [waiter for waiter in self._queue if waiter.sid != sid]

    def first(self) -> Waiter | None:
        """Whose turn it is."""
        return self._queue[0] if self._queue else None

    def bring_forward(self, number: int) -> None:
        """Let somebody be the next. Raises `ReasonError("not_waiting")`."""
        waiter = next((it for it in self._queue if it.number == number), None)
        if waiter is None:
            raise ReasonError("not_waiting")
        self._queue.remove(waiter)
        self._queue.insert(0, waiter)

    def places(self) -> Iterator[tuple[Waiter, int]]:
        """Everybody with their place, from 1."""
        return ((waiter, place) for place, waiter in enumerate(self._queue, start=1))
