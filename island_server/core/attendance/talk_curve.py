"""How much was talked, minute by minute, and in how large a company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from island_server.core.attendance.spans import MINUTE_MS, by_minute, levels
from island_server.core.attendance.talk_times import Size


@dataclass(frozen=True, slots=True)
class TalkMinute:
    """The conversations of one minute.

    Attributes:
        start_ms: a whole minute.
        most: the most conversations alive at one time; largest: the most people in one of them.
        talk_ms: the time of all conversations; person_ms: of everybody in them.
    """

    start_ms: int
    most: int
    largest: int
    talk_ms: int
    person_ms: int

    @property
    def mean_size(self) -> float:
        """People in a conversation, on average over the time talked; 0 if there was none."""
        return self.person_ms / self.talk_ms if self.talk_ms else 0.0


def talk_curve(sizes: Sequence[Size], first: int, count: int) -> tuple[TalkMinute, ...]:
    """All of `count` minutes from minute `first` (counted from 1970) on."""
    most, talk_ms = by_minute(levels((start, end) for start, end, _ in sizes), first, count)
    largest, person_ms = [0] * count, [0] * count
    for start, end, size in sizes:
        for minute in range(start // MINUTE_MS, (end - 1) // MINUTE_MS + 1):
            i = minute - first
            largest[i] = max(largest[i], size)
            within = min(end, (minute + 1) * MINUTE_MS) - max(start, minute * MINUTE_MS)
            person_ms[i] += size * within
    return tuple(
        TalkMinute((first + i) * MINUTE_MS, most[i], largest[i], talk_ms[i], person_ms[i])
        for i in range(count)
    )


def sizes_ms(sizes: Sequence[Size]) -> dict[int, int]:
    """For each number of people, how long conversations of that size went on."""
    found: dict[int, int] = {}
    for start, end, size in sizes:
        found[size] = found.get(size, 0) + end - start
    return dict(sorted(found.items()))
