"""Questions that people ask, with votes for those that they would hear answered."""

from __future__ import annotations

from dataclasses import dataclass, field

from island_server.core.activities import limits
from island_server.core.activities.draft import Draft
from island_server.core.activities.results import Results, Row
from island_server.core.ids import PersonId
from island_server.errors import ReasonError

_MOST_DIGITS = 5


@dataclass(slots=True)
class AskedQuestion:
    """A question; `asker` is empty once forgotten. `voters` are those who want it too."""

    text: str
    asker: PersonId | None
    voters: set[PersonId] = field(default_factory=set)
    forgotten_votes: int = 0
    is_hidden: bool = False

    @property
    def votes(self) -> int:
        """How many want it answered, the asker not counted."""
        return len(self.voters) + self.forgotten_votes


@dataclass(slots=True)
class Questions:
    """The tally; a question is known by its place in it."""

    asked: list[AskedQuestion] = field(default_factory=list)

    def ask(self, text: str, person: PersonId) -> int:
        """Take a question in; its number.

        Raises `ReasonError`: activity_answer, activity_twice (they asked that, or too many),
        activity_full.
        """
        if not 1 <= len(text) <= limits.QUESTION_CHARACTERS:
            raise ReasonError("activity_answer", "length of a question")
        own = [question for question in self.asked if question.asker == person]
        if len(own) >= limits.QUESTIONS_EACH_MAX or any(it.text == text for it in own):
            raise ReasonError("activity_twice")
        if len(self.asked) >= limits.QUESTIONS_MAX:
            raise ReasonError("activity_full")
        self.asked.append(AskedQuestion(text, person))
        return len(self.asked) - 1

    def vote(self, number: int, person: PersonId, *, wants: bool) -> None:
        """Vote for somebody else's question, or take that back.

        Raises `ReasonError`: activity_item, activity_twice.
        """
        question = self._visible(number)
        if person == question.asker or (person in question.voters) == wants:
            raise ReasonError("activity_twice")
        (question.voters.add if wants else question.voters.discard)(person)

    def hide(self, key: str, *, hidden: bool) -> None:
        """Take a question out of sight, or show it again. Raises `ReasonError("activity_item")`."""
        if not key.isdecimal() or len(key) > _MOST_DIGITS:
            raise ReasonError("activity_item")
        self._at(int(key)).is_hidden = hidden

    def has(self, _person: PersonId) -> bool:
        """Nobody is ever done with asking."""
        return False

    def votes_of(self, person: PersonId) -> list[int]:
        """The numbers of the questions that somebody asked or voted for."""
        return [
            number
            for number, question in enumerate(self.asked)
            if person == question.asker or person in question.voters
        ]

    def forget(self, person: PersonId) -> None:
        """Let nothing lead to somebody any more; their questions and votes still count."""
        for question in self.asked:
            if question.asker == person:
                question.asker = None
            if person in question.voters:
                question.voters.discard(person)
                question.forgotten_votes += 1

    def results(self, _draft: Draft) -> Results:
        """A row for each question, the most wanted first, then the first asked."""
        ordered = sorted(enumerate(self.asked), key=lambda it: (-it[1].votes, it[0]))
        rows = (Row(str(n), it.text, it.votes, it.is_hidden) for n, it in ordered)
        return Results(len(self.asked), tuple(rows))

    def _visible(self, number: int) -> AskedQuestion:
        question = self._at(number)
        if question.is_hidden:
            raise ReasonError("activity_item")
        return question

    def _at(self, number: int) -> AskedQuestion:
        if not 0 <= number < len(self.asked):
            raise ReasonError("activity_item")
        return self.asked[number]
