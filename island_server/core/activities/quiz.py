"""Quizzes: one question after the other, at the host's pace, with scores by person or by table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from island_server.core.activities.draft import Draft, Place, ScoreBy
from island_server.core.activities.results import Results, Row
from island_server.core.ids import PersonId
from island_server.errors import ReasonError

FULL_POINTS = 100
"""A person gets so many for a right answer; a table the share of its answers that were right."""


@dataclass(frozen=True, slots=True)
class QuizAnswer:
    """What somebody chose, and at which table they sat, if at any."""

    option: int
    table: Place | None = None


@dataclass(slots=True)
class Quiz:
    """The tally: `at` is the question that is asked now, and `given` the answers to each."""

    at: int = 0
    given: list[dict[PersonId, QuizAnswer]] = field(default_factory=list)
    forgotten: list[list[QuizAnswer]] = field(default_factory=list)
    """Answers of people who are erased, by question; they still count for their table."""

    def take(self, draft: Draft, option: int, person: PersonId, table: Place | None) -> None:
        """Count an answer to the question that is asked now.

        Raises `ReasonError`: activity_answer, activity_twice, activity_table.
        """
        if not 0 <= option < len(draft.questions[self.at].options):
            raise ReasonError("activity_answer", "no such option")
        if draft.score_by is ScoreBy.TABLE and table is None:
            raise ReasonError("activity_table")
        given = self._given(self.at)
        if person in given:
            raise ReasonError("activity_twice")
        given[person] = QuizAnswer(option, table if draft.score_by is ScoreBy.TABLE else None)

    def go_on(self, draft: Draft) -> None:
        """Ask the next question. Raises `ReasonError("activity_last")` if there is none."""
        if self.at + 1 >= len(draft.questions):
            raise ReasonError("activity_last")
        self.at += 1

    def has(self, person: PersonId) -> bool:
        """Whether somebody has answered what is asked now."""
        return self.at < len(self.given) and person in self.given[self.at]

    def forget(self, person: PersonId) -> None:
        """Let nothing lead to somebody any more."""
        for number, given in enumerate(self.given):
            answer = given.pop(person, None)
            while answer is not None and len(self.forgotten) <= number:
                self.forgotten.append([])
            if answer is not None and answer.table is not None:
                self.forgotten[number].append(answer)

    def answers_now(self) -> int:
        """How many have answered what is asked now."""
        return len(self.given[self.at]) if self.at < len(self.given) else 0

    def results(self, draft: Draft, done: int) -> Results:
        """The scores over the first `done` questions, the best first."""
        points: dict[str, int] = {}
        for number, given in enumerate(self.given[:done]):
            right = draft.questions[number].right
            if draft.score_by is ScoreBy.PERSON:
                scores = _by_person(given, right)
            else:
                scores = self._by_table(number, right)
            for key, score in scores.items():
                points[key] = points.get(key, 0) + score
        ordered = sorted(points.items(), key=lambda it: (-it[1], it[0]))
        people = {person for given in self.given for person in given}
        return Results(len(people), tuple(Row(key, "", score) for key, score in ordered))

    def _given(self, number: int) -> dict[PersonId, QuizAnswer]:
        while len(self.given) <= number:
            self.given.append({})
        return self.given[number]

    def _by_table(self, number: int, right: int) -> dict[str, int]:
        forgotten = self.forgotten[number] if number < len(self.forgotten) else []
        tables: dict[str, list[bool]] = {}
        for answer in [*self.given[number].values(), *forgotten]:
            if answer.table is not None:
                key = f"{answer.table.island}/{answer.table.zone}"
                tables.setdefault(key, []).append(answer.option == right)
        return {key: FULL_POINTS * sum(it) // len(it) for key, it in tables.items()}


def _by_person(given: Mapping[PersonId, QuizAnswer], right: int) -> dict[str, int]:
    return {p: FULL_POINTS if it.option == right else 0 for p, it in given.items()}
