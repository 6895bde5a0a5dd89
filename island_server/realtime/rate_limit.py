"""Token buckets: how many messages one browser may send."""

from __future__ import annotations


class TokenBucket:
    """Holds at most `burst` tokens and gains `per_s` of them a second; each message takes one."""

    __slots__ = ("_burst", "_filled_ms", "_per_ms", "_tokens")

    def __init__(self, per_s: float, burst: int, now_ms: int) -> None:
        self._per_ms = per_s / 1000
        self._burst = float(burst)
        self._tokens = float(burst)
        self._filled_ms = now_ms

    def take(self, now_ms: int) -> bool:
        """Take a token; False if there is none."""
        gained = (now_ms - self._filled_ms) * self._per_ms
        self._tokens = min(self._burst, self._tokens + gained)
        self._filled_ms = now_ms
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
