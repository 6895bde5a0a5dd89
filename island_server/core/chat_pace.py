"""When each person last wrote, for a chat that hosts have slowed."""

from __future__ import annotations

from island_server.core.ids import PersonId

MOST_REMEMBERED = 5000
"""Of more people than this, those who wrote longest ago are forgotten."""


class ChatPace:
    """Remembers who wrote when; in the island's time."""

    def __init__(self) -> None:
        self._wrote_ms: dict[PersonId, int] = {}

    def wait_ms(self, person: PersonId, pace_ms: int, now_ms: int) -> int:
        """How long somebody still has to wait at this pace; 0: not at all."""
        wrote_ms = self._wrote_ms.get(person)
        return 0 if wrote_ms is None else max(0, wrote_ms + pace_ms - now_ms)

    def note(self, person: PersonId, now_ms: int) -> None:
        """Somebody wrote something."""
        self._wrote_ms.pop(person, None)
        self._wrote_ms[person] = now_ms
        if len(self._wrote_ms) > MOST_REMEMBERED:
            del self._wrote_ms[next(iter(self._wrote_ms))]
