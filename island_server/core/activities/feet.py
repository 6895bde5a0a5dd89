"""Voting with one's feet: who stands in which zone, counted as long as it is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from island_server.core.activities.draft import Draft
from island_server.core.activities.results import Results, Row
from island_server.core.ids import PersonId


@dataclass(slots=True)
class Feet:
    """The tally: how many stood in each zone when last counted. Nobody's name is kept."""

    counts: list[int] = field(default_factory=list)

    def count(self, counts: Sequence[int]) -> bool:
        """Take over how many stand in the zone of each option; whether that is news."""
        is_news = list(counts) != self.counts
        self.counts = list(counts)
        return is_news

    def has(self, _person: PersonId) -> bool:
        """Nobody has to hand anything in."""
        return False

    def forget(self, _person: PersonId) -> None:
        """Nothing leads to anybody."""

    def results(self, draft: Draft) -> Results:
        """A row for each zone, in their order."""
        counts = self.counts or [0] * len(draft.options)
        rows = (
            Row(str(number), option.text, count)
            for number, (option, count) in enumerate(zip(draft.options, counts, strict=True))
        )
        return Results(sum(counts), tuple(rows))
