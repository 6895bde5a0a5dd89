"""How many pictures a viewer's line carries. Pure.

Browsers estimate the bandwidth they receive with and report it (REMB). The estimate never rises
much above what is being sent, so it cannot say how much *more* would fit; it can only say that what
is sent is too much. Hence: one picture fewer when the estimate falls below what was sent, and one
more after a pause that doubles with every failure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

_SETTLE_S = 2.0
"""The estimate lags; one change per this time."""
_RETRY_FIRST_S = 5.0
_RETRY_MAX_S = 60.0
_SHORTAGE = 0.9
"""An estimate below this share of what was sent means overuse."""
_TRIFLE_BPS = 30_000
"""Estimates are not precise enough to judge less traffic than this."""


@dataclass(frozen=True, slots=True)
class VideoBudget:
    """How many pictures, of the highest slots, are held back, and when one more is tried."""

    suspended: int = 0
    changed_at_s: float = float("-inf")
    retry_s: float = _RETRY_FIRST_S

    def heard(self, estimate_bps: int, sent_bps: float, playing: int, now_s: float) -> VideoBudget:
        """The budget after an estimate.

        Args:
            estimate_bps: what the viewer reports.
            sent_bps: video sent to the viewer over the last second or so.
            playing: pictures not suspended now.
            now_s: a monotonic clock.
        """
        is_short = sent_bps > _TRIFLE_BPS and estimate_bps < sent_bps * _SHORTAGE
        if not is_short or not playing or now_s - self.changed_at_s < _SETTLE_S:
            return self
        retry_s = _RETRY_FIRST_S if not self.suspended else min(self.retry_s * 2, _RETRY_MAX_S)
        return VideoBudget(self.suspended + 1, now_s, retry_s)

    def passed(self, now_s: float) -> VideoBudget:
        """The budget after time has passed: a suspended picture is tried again."""
        if not self.suspended or now_s - self.changed_at_s < self.retry_s:
            return self
        return replace(
            self,
            suspended=self.suspended - 1,
            changed_at_s=now_s,
            retry_s=min(self.retry_s * 2, _RETRY_MAX_S),
        )
