"""How many are at an event, were at most, and came in the last minute: numbers, never people."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId
from island_server.ports import Clock

MINUTE_MS = 60_000


class EventPulse:
    """Follows what happens on all islands of one event. Who travels from one to another stays."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._here: dict[AvatarId, PersonId] = {}
        self._travelling: set[PersonId] = set()
        self._arrivals: deque[int] = deque()
        self.peak = 0
        """Most people at once since the event opened."""

    def follow(self, events: Iterable[ev.Event]) -> None:
        """Count what has happened."""
        for event in events:
            match event:
                case ev.Entered():
                    self._note_entry(event)
                case ev.Left():
                    person = self._here.pop(event.avatar, None)
                    if person is not None and event.reason is ev.LeaveReason.TRAVELLED:
                        self._travelling.add(person)
                case _:
                    pass

    def arrivals(self) -> int:
        """How many came in during the last minute."""
        since_ms = self._clock.now_ms() - MINUTE_MS
        while self._arrivals and self._arrivals[0] <= since_ms:
            self._arrivals.popleft()
        return len(self._arrivals)

    def _note_entry(self, event: ev.Entered) -> None:
        self._here[event.avatar] = event.person
        self.peak = max(self.peak, len(self._here))
        if event.person in self._travelling:
            self._travelling.discard(event.person)
        else:
            self.arrivals()  # forgets what is too old
            self._arrivals.append(self._clock.now_ms())
