"""The countdown of a stage: until when, in ms since 1970, for it outlives the server. Pure."""

from __future__ import annotations

MOST_MINUTES = 180
"""A countdown is never longer than this."""
SHOWN_AFTER_MS = 60_000
"""For so long after its end it is told that time is up."""
_MINUTE_MS = 60_000


def started(now_ms: int, minutes: int) -> int:
    """The end of a countdown that begins now."""
    return now_ms + min(minutes, MOST_MINUTES) * _MINUTE_MS


def extended(ends_ms: int | None, now_ms: int, minutes: int) -> int:
    """The end of a countdown with so many minutes more, counted from now if it was over."""
    begin_ms = now_ms if ends_ms is None else max(ends_ms, now_ms)
    return min(begin_ms + minutes * _MINUTE_MS, started(now_ms, MOST_MINUTES))


def left_ms(ends_ms: int | None, now_ms: int) -> int | None:
    """How long it still runs, negative just after its end; None if there is nothing to tell."""
    if ends_ms is None or now_ms - ends_ms > SHOWN_AFTER_MS:
        return None
    return min(ends_ms - now_ms, MOST_MINUTES * _MINUTE_MS)
