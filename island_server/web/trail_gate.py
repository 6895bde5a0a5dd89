"""How often one person may ask for what is kept of them, and how many at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from island_server.core.ids import PersonId
from island_server.errors import ReasonError
from island_server.ports import Clock

MINUTE_MS = 60_000


class TrailGate:
    """Lets requests in: so many a minute of each person, so many at once of all."""

    def __init__(self, clock: Clock, per_minute: int, at_once: int) -> None:
        self._clock = clock
        self._per_minute = per_minute
        self._at_once = at_once
        self._began: dict[PersonId, deque[int]] = {}
        self._inside = 0

    @contextmanager
    def admit(self, person: PersonId) -> Iterator[None]:
        """Let one request in. Raises `ReasonError`: `rate`, `busy`."""
        now_ms = self._clock.now_ms()
        self._forget(now_ms)
        began = self._began.setdefault(person, deque())
        if len(began) >= self._per_minute:
            raise ReasonError("rate")
        if self._inside >= self._at_once:
            raise ReasonError("busy")
        began.append(now_ms)
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    def _forget(self, now_ms: int) -> None:
        """Forget what was longer ago than a minute."""
        for person, began in list(self._began.items()):
            while began and now_ms - began[0] >= MINUTE_MS:
                began.popleft()
            if not began:
                del self._began[person]
