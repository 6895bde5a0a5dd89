"""What of the rounds is kept over a restart: the plans, who is willing, who has met whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

import msgspec

from island_server.core.ids import PersonId, ZoneId
from island_server.core.meeting_spots import Where
from island_server.core.round_series import RoundMemory, RoundPlan, RoundSeries


class KeptSeries(msgspec.Struct):
    """The rounds of one island."""

    size: int
    minutes: int
    where: Where
    zones: list[str]
    question: str
    number: int


class Kept(msgspec.Struct):
    """The form on the shelf. People are ids that mean nothing outside the log."""

    willing: list[str]
    series: dict[str, KeptSeries]
    v: Literal[1] = 1


class KeptMeetings(msgspec.Struct):
    """The form on the shelf of what only changes with a round, and grows."""

    met: list[tuple[str, str, int]]
    left_over: list[tuple[str, int]]
    v: Literal[1] = 1


def meetings_of(memory: RoundMemory) -> KeptMeetings:
    """Who has met whom, and who had no group."""
    return KeptMeetings(
        [(min(pair), max(pair), count) for pair, count in memory.met.items()],
        [(person, count) for person, count in memory.left_over.items()],
    )


def kept_of(memory: RoundMemory, series: Mapping[str, RoundSeries]) -> Kept:
    """The form of the rest that is in memory."""
    return Kept(
        willing=sorted(memory.willing),
        series={
            island: KeptSeries(
                it.plan.size,
                it.plan.minutes,
                it.plan.where,
                list(it.plan.zones),
                it.plan.question,
                it.number,
            )
            for island, it in series.items()
        },
    )


def restored(
    kept: Kept | None, meetings: KeptMeetings | None
) -> tuple[RoundMemory, dict[str, RoundSeries]]:
    """What was in memory, but for the round under way; either may be missing."""
    kept, meetings = kept or Kept([], {}), meetings or KeptMeetings([], [])
    memory = RoundMemory(
        {PersonId(person) for person in kept.willing},
        Counter({frozenset((PersonId(a), PersonId(b))): n for a, b, n in meetings.met}),
        Counter({PersonId(person): count for person, count in meetings.left_over}),
    )
    series = {
        island: RoundSeries(
            RoundPlan(it.size, it.minutes, it.where, tuple(map(ZoneId, it.zones)), it.question),
            memory,
            it.number,
        )
        for island, it in kept.series.items()
    }
    return memory, series
