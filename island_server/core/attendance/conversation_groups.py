"""Conversations counted: how many, how long, how large, by kind and zone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from island_server.core.attendance.records import ZoneKey
from island_server.core.attendance.talk_times import Conversation
from island_server.core.events import ConversationKind


@dataclass(frozen=True, slots=True)
class ConversationTotals:
    """Some conversations.

    Attributes:
        people: how many different people were in them.
        talk_ms: their time in all; median_ms and longest_ms: of one of them; 0 if there are none.
        most: the most people in one at one time.
        person_ms: the time of everybody in them.
    """

    count: int
    people: int
    talk_ms: int
    median_ms: int
    longest_ms: int
    most: int
    person_ms: int

    @property
    def mean_size(self) -> float:
        """People in a conversation, on average over the time talked; 0 if there was none."""
        return self.person_ms / self.talk_ms if self.talk_ms else 0.0


@dataclass(frozen=True, slots=True)
class ConversationGroup:
    """The conversations of one kind in one zone; bubbles have no zone."""

    kind: ConversationKind | None
    zone: ZoneKey | None
    totals: ConversationTotals


def totals_of(conversations: Sequence[Conversation]) -> ConversationTotals:
    """Count some conversations."""
    lengths = sorted(it.talk_ms for it in conversations)
    return ConversationTotals(
        len(lengths),
        len(frozenset[object]().union(*(it.people for it in conversations))),
        sum(lengths),
        median(lengths),
        lengths[-1] if lengths else 0,
        max((it.most for it in conversations), default=0),
        sum(it.person_ms for it in conversations),
    )


def groups_of(conversations: Sequence[Conversation]) -> tuple[ConversationGroup, ...]:
    """Count them by kind and zone, the most talked in first."""
    sorted_out: defaultdict[tuple[ConversationKind | None, ZoneKey | None], list[Conversation]] = (
        defaultdict(list)
    )
    for it in conversations:
        zone = None if it.zone is None else (it.island, it.zone)
        sorted_out[it.kind, zone].append(it)
    groups = [ConversationGroup(*key, totals_of(some)) for key, some in sorted_out.items()]
    groups.sort(key=lambda group: (-group.totals.talk_ms, group.kind or "", group.zone or ()))
    return tuple(groups)


def median(ordered: Sequence[int]) -> int:
    """The middle of numbers in order; between two middles, their mean, rounded down; 0 of none."""
    if not ordered:
        return 0
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) // 2
