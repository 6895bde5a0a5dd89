"""How many pictures a viewer's line carries. Pure.

Browsers estimate the bandwidth they receive with and report it (REMB). The estimate never rises
much above what is being sent, so it cannot say how much *more* would fit; it can only say that what
is sent is too much. Hence: one picture fewer when the estimate stays well below what was sent, and
one more after a pause that doubles with every failure. A moment's shortage is no congestion: the
estimate also dips when packets come in a burst or are lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

_LASTING_S = 2.0
"""A shortage must last this long; and so must the calm after a change, for the estimate lags."""
_RETRY_FIRST_S = 5.0
_RETRY_MAX_S = 60.0
_SHORTAGE = 0.7
"""An estimate below this share of what was sent is a shortage."""
_TRIFLE_BPS = 30_000
"""Estimates are not precise enough to judge less traffic than this."""


@dataclass(frozen=True, slots=True)
class VideoBudget:
    """How many pictures, of the highest slots, are held back, and when one more is tried."""

    suspended: int = 0
    changed_at_s: float = float("-inf")
    retry_s: float = _RETRY_FIRST_S
    short_since_s: float | None = None

    def heard(self, estimate_bps: int, sent_bps: float, playing: int, now_s: float) -> VideoBudget:
        """The budget after an estimate.

        `estimate_bps` is what the viewer reports, `sent_bps` the video sent to it lately, `playing`
        the pictures not suspended now, `now_s` a monotonic clock.
        """
        is_short = sent_bps > _TRIFLE_BPS and estimate_bps < sent_bps * _SHORTAGE and playing > 0
        if not is_short or now_s - self.changed_at_s < _LASTING_S:
            return replace(self, short_since_s=None)
        if self.short_since_s is None:
            return replace(self, short_since_s=now_s)
        if now_s - self.short_since_s < _LASTING_S:
            return self
        is_failure = now_s - self.changed_at_s < _RETRY_MAX_S
        retry_s = min(self.retry_s * 2, _RETRY_MAX_S) if is_failure else _RETRY_FIRST_S
        return VideoBudget(self.suspended + 1, now_s, retry_s)

    def passed(self, now_s: float) -> VideoBudget:
        """The budget after time has passed: a suspended picture is tried again."""
        if not self.suspended or now_s - self.changed_at_s < self.retry_s:
            return self
        return VideoBudget(self.suspended - 1, now_s, self.retry_s)
