"""Token buckets. Pure: the clock is passed in."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable


class TokenBucket:
    """Lets `per_second` events through on average, `burst` at once."""

    __slots__ = ("_at_s", "_burst", "_per_second", "_tokens")

    def __init__(self, per_second: float, burst: float, now_s: float) -> None:
        self._per_second = per_second
        self._burst = burst
        self._tokens = float(burst)
        self._at_s = now_s

    def take(self, now_s: float) -> bool:
        """Tell whether one more event may pass now, and count it if so."""
        self._tokens = min(self._burst, self._tokens + (now_s - self._at_s) * self._per_second)
        self._at_s = now_s
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True


class SourceLimiter:
    """One bucket per source, for at most `sources_max`; the longest silent is forgotten."""

    __slots__ = ("_buckets", "_burst", "_per_second", "_sources_max")

    def __init__(self, per_second: float, burst: float, sources_max: int) -> None:
        self._per_second = per_second
        self._burst = burst
        self._sources_max = sources_max
        self._buckets: OrderedDict[Hashable, TokenBucket] = OrderedDict()

    def allows(self, source: Hashable, now_s: float) -> bool:
        """Tell whether `source` may do one more thing now, and count it if so."""
        bucket = self._buckets.get(source)
        if bucket is None:
            if len(self._buckets) >= self._sources_max:
                self._buckets.popitem(last=False)
            bucket = self._buckets[source] = TokenBucket(self._per_second, self._burst, now_s)
        else:
            self._buckets.move_to_end(source)
        return bucket.take(now_s)
