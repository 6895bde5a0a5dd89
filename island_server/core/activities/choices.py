"""Polls and votes between pictures: one chooses one or several options, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from island_server.core.activities.draft import Draft
from island_server.core.activities.results import Results, Row
from island_server.core.ids import PersonId
from island_server.errors import ReasonError


@dataclass(slots=True)
class Choices:
    """The tally; `by_person` is empty if it is anonymous, and nothing tells in which order."""

    counts: list[int] = field(default_factory=list)
    answers: int = 0
    by_person: dict[PersonId, tuple[int, ...]] = field(default_factory=dict)

    def take(self, draft: Draft, chosen: Sequence[int], person: PersonId | None) -> None:
        """Count an answer. Raises `ReasonError`: activity_answer, activity_twice."""
        if not 1 <= len(chosen) <= draft.most or len(set(chosen)) < len(chosen):
            raise ReasonError("activity_answer", "number of options")
        if not all(0 <= option < len(draft.options) for option in chosen):
            raise ReasonError("activity_answer", "no such option")
        if person is not None:
            if person in self.by_person:
                raise ReasonError("activity_twice")
            self.by_person[person] = tuple(sorted(chosen))
        self.answers += 1
        self.counts = [
            count + (number in chosen) for number, count in enumerate(self._counts(draft))
        ]

    def has(self, person: PersonId) -> bool:
        """Whether somebody's answer is in, by name."""
        return person in self.by_person

    def forget(self, person: PersonId) -> None:
        """Let nothing lead to somebody any more; their answer still counts."""
        self.by_person.pop(person, None)

    def results(self, draft: Draft) -> Results:
        """A row for each option, in their order."""
        rows = (
            Row(str(number), option.text, count)
            for number, (option, count) in enumerate(
                zip(draft.options, self._counts(draft), strict=True)
            )
        )
        return Results(self.answers, tuple(rows))

    def _counts(self, draft: Draft) -> list[int]:
        return self.counts or [0] * len(draft.options)
