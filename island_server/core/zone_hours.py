"""When a zone is open, by the clock on the wall. All times are milliseconds since 1970."""

from __future__ import annotations

from collections.abc import Iterable

Hours = tuple[tuple[int, int], ...]
"""From (included) and to (not included), in order; none: always."""


def is_open(hours: Hours, wall_ms: int) -> bool:
    """Whether it is open at a time."""
    return not hours or any(start <= wall_ms < end for start, end in hours)


def has_turned(hours: Hours, since_ms: int, wall_ms: int) -> bool:
    """Whether it opens or closes after one time and up to another."""
    return any(since_ms < edge <= wall_ms for edge in _edges(hours))


def next_turn_ms(hours: Iterable[Hours], wall_ms: int) -> int | None:
    """When the next of them opens or closes; None if none ever does again."""
    return min((edge for of in hours for edge in _edges(of) if edge > wall_ms), default=None)


def _edges(hours: Hours) -> list[int]:
    return [edge for opening in hours for edge in opening]
