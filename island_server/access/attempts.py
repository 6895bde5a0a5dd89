"""How often something secret may be guessed wrongly."""

from __future__ import annotations

from island_server.ports import Clock

KEYS_MAX = 10_000
"""Most keys of which attempts are remembered; the oldest are forgotten."""


class Attempts:
    """Counts failures by key; a failure is forgiven after a while, one at a time."""

    def __init__(self, clock: Clock, most: int, forgiven_ms: int) -> None:
        """`most` failures in a row, and one more each `forgiven_ms`."""
        self._clock = clock
        self._most = most
        self._forgiven_ms = forgiven_ms
        self._free_ms: dict[str, int] = {}
        """Until when failures weigh, all of them together."""

    def may_try(self, key: str) -> bool:
        """Whether one more attempt is allowed."""
        weighs_ms = self._free_ms.get(key, 0) - self._clock.now_ms()
        return weighs_ms <= (self._most - 1) * self._forgiven_ms

    def note_failure(self, key: str) -> None:
        """An attempt failed."""
        now_ms = self._clock.now_ms()
        until_ms = max(self._free_ms.pop(key, 0), now_ms) + self._forgiven_ms
        self._free_ms[key] = until_ms
        if len(self._free_ms) > KEYS_MAX:
            del self._free_ms[next(iter(self._free_ms))]
