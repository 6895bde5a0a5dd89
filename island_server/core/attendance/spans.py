"""Arithmetic of spans of time: half-open, [start, end), in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

Span = tuple[int, int]
"""From a time up to, and without, another one."""

Level = tuple[int, int, int]
"""From a time up to another one, so many spans hold."""

MINUTE_MS = 60_000


def merged(spans: Iterable[Span], break_ms: int = 0) -> list[Span]:
    """The union, in order; spans less than `break_ms` apart, or touching, become one."""
    union: list[Span] = []
    for start, end in sorted(spans):
        if union and (start <= union[-1][1] or start - union[-1][1] < break_ms):
            union[-1] = (union[-1][0], max(union[-1][1], end))
        else:
            union.append((start, end))
    return union


def length_ms(spans: Iterable[Span]) -> int:
    """The lengths, added up."""
    return sum(end - start for start, end in spans)


def shared(some: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """What two unions (as `merged` gives them) have in common, without empty spans."""
    common: list[Span] = []
    i = j = 0
    while i < len(some) and j < len(others):
        start, end = max(some[i][0], others[j][0]), min(some[i][1], others[j][1])
        if start < end:
            common.append((start, end))
        if some[i][1] < others[j][1]:
            i += 1
        else:
            j += 1
    return common


def levels(spans: Iterable[Span]) -> list[Level]:
    """How many spans hold at each time, in order, without the times of none."""
    changes: dict[int, int] = {}
    for start, end in spans:
        if start < end:
            changes[start] = changes.get(start, 0) + 1
            changes[end] = changes.get(end, 0) - 1
    found: list[Level] = []
    level = 0
    for start, end in pairwise(sorted(changes)):
        level += changes[start]
        if level:
            found.append((start, end, level))
    return found


def most_at_once(held: Iterable[Level]) -> tuple[int, int]:
    """The largest number that hold at one time, and since when first; (0, 0) if none ever does."""
    most, at_ms = 0, 0
    for start, _, level in held:
        if level > most:
            most, at_ms = level, start
    return most, at_ms


def by_minute(held: Iterable[Level], first: int, count: int) -> tuple[list[int], list[int]]:
    """For each of `count` minutes from minute `first` on: the most at one time, and their time.

    Minutes are counted from 1970. The time is that of all spans within the minute, in ms. What lies
    outside of these minutes is left out.
    """
    most, time_ms = [0] * count, [0] * count
    for start, end, level in held:
        for minute in range(start // MINUTE_MS, (end - 1) // MINUTE_MS + 1):
            i = minute - first
            if 0 <= i < count:
                most[i] = max(most[i], level)
                within = min(end, (minute + 1) * MINUTE_MS) - max(start, minute * MINUTE_MS)
                time_ms[i] += level * within
    return most, time_ms
