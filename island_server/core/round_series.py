"""The "meet someone new" of one island: who is willing, the round under way, who has met whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from island_server.core.ids import PersonId, ZoneId
from island_server.core.meeting_rounds import Group, IsBlocked, Pair, Round, Wishes, pairs_of
from island_server.core.meeting_spots import Where

MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What the host chose.

    Attributes:
        size: people in a group.
        minutes: how long a round lasts.
        where: what groups are taken to.
        zones: which zones, if `where` says so.
        question: with what to begin; empty for that of the zone.
    """

    size: int
    minutes: int
    where: Where
    zones: tuple[ZoneId, ...] = ()
    question: str = ""


@dataclass(slots=True)
class RunningRound:
    """A round under way. `questions` has one for each group, perhaps empty."""

    groups: tuple[Group, ...]
    left_over: tuple[PersonId, ...]
    questions: tuple[str, ...]
    ends_ms: int

    def group_of(self, person: PersonId) -> int | None:
        """In which group somebody is, by its place."""
        return next((i for i, group in enumerate(self.groups) if person in group), None)


@dataclass(slots=True)
class RoundMemory:
    """What holds for all islands of an event, and for as long as it lasts.

    Attributes:
        willing: who takes part in the rounds to come.
        met: how often two people were in one group.
        left_over: how often somebody had no group.
    """

    willing: set[PersonId] = field(default_factory=set)
    met: Counter[Pair] = field(default_factory=Counter)
    left_over: Counter[PersonId] = field(default_factory=Counter)

    def set_willing(self, person: PersonId, *, is_willing: bool) -> None:
        """Note whether somebody takes part in the next rounds; the present one goes on."""
        if is_willing:
            self.willing.add(person)
        else:
            self.willing.discard(person)

    def taking_part(self, free: Iterable[PersonId]) -> list[PersonId]:
        """Those of the people who are there and free who are willing."""
        return sorted(person for person in free if person in self.willing)

    def wishes(self, size: int, is_blocked: IsBlocked) -> Wishes:
        """What the next round has to go by, as it is now."""
        return Wishes(size, dict(self.met), dict(self.left_over), is_blocked)


@dataclass(slots=True)
class RoundSeries:
    """Rounds of one island, one after the other, until the host closes them."""

    plan: RoundPlan
    memory: RoundMemory
    number: int = 0
    """Of the last round that began."""
    running: RunningRound | None = None

    def begin(self, made: Round, questions: tuple[str, ...], now_ms: int) -> int:
        """Let a round begin; gives how many of its pairs have met before."""
        repeats = made.repeats(self.memory.met)
        self.number += 1
        self.memory.met.update(pairs_of(made.groups))
        self.memory.left_over.update(made.left_over)
        ends_ms = now_ms + self.plan.minutes * MINUTE_MS
        self.running = RunningRound(made.groups, made.left_over, questions, ends_ms)
        return repeats

    def is_over(self, now_ms: int) -> bool:
        """Whether the time of the round under way is up."""
        return self.running is not None and self.running.ends_ms <= now_ms
