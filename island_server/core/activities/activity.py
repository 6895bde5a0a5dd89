"""One activity: draft, open, closed, and who has taken part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum, unique

from island_server.core.activities import limits
from island_server.core.activities.choices import Choices
from island_server.core.activities.draft import Draft, Kind, Place
from island_server.core.activities.feet import Feet
from island_server.core.activities.questions import Questions
from island_server.core.activities.quiz import Quiz
from island_server.core.activities.results import Results, Row
from island_server.core.activities.words import Words
from island_server.core.ids import PersonId
from island_server.errors import ReasonError

Tally = Choices | Words | Quiz | Questions | Feet

TALLIES: dict[Kind, type[Tally]] = {
    Kind.POLL: Choices,
    Kind.PICTURES: Choices,
    Kind.WORDS: Words,
    Kind.QUIZ: Quiz,
    Kind.QUESTIONS: Questions,
    Kind.FEET: Feet,
}


@unique
class Phase(StrEnum):
    """Where in its life an activity is; it never goes back."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(slots=True)
class Activity:
    """An activity. Times are ms since 1970; 0: not yet.

    Attributes:
        id: unique in its event.
        draft: what it is.
        tally: what came in; its type follows from the kind.
        phase: where in its life it is.
        is_shown: whether everybody may see the results.
        is_deleted: whether it is in the bin.
        key: the public key of anonymous answers, as the shell wrote it; empty: none.
        asked: who got leave for an anonymous answer, with a hash of the blinded token, so that
            they get the same again if it was lost; neither tells which answer.
        spent: hashes of the tokens with which anonymous answers came.
        changed_ms: when a host last did something with it.
        closed_ms: when it closed.
    """

    id: str
    draft: Draft
    tally: Tally
    phase: Phase = Phase.DRAFT
    is_shown: bool = False
    is_deleted: bool = False
    key: str = ""
    asked: dict[PersonId, bytes] = field(default_factory=dict)
    spent: set[bytes] = field(default_factory=set)
    changed_ms: int = 0
    closed_ms: int = 0
    _told: Results | None = None

    def open(self, now_ms: int, key: str = "") -> None:
        """Let people take part. Raises `ReasonError`: activity_open, activity_closed."""
        if self.phase is not Phase.DRAFT:
            raise ReasonError(f"activity_{self.phase}")
        if self.draft.is_anonymous and not key:
            raise ValueError("an anonymous activity needs a key")
        self.phase, self.key, self.changed_ms = Phase.OPEN, key, now_ms

    def close(self, now_ms: int) -> None:
        """Let nobody take part any more, for good.

        Raises `ReasonError`: activity_draft, activity_closed.
        """
        if self.phase is not Phase.OPEN:
            raise ReasonError(f"activity_{self.phase}")
        self.phase, self.closed_ms, self.changed_ms = Phase.CLOSED, now_ms, now_ms

    def show(self, now_ms: int, *, shown: bool) -> None:
        """Let everybody see the results, or no longer. Raises `ReasonError("activity_draft")`."""
        if self.phase is Phase.DRAFT:
            raise ReasonError("activity_draft")
        self.is_shown, self.changed_ms = shown, now_ms

    def go_on(self, now_ms: int) -> None:
        """Ask the next question of a quiz.

        Raises `ReasonError`: activity_kind, activity_draft, activity_closed, activity_last.
        """
        self._check_open()
        if not isinstance(self.tally, Quiz):
            raise ReasonError("activity_kind")
        self.tally.go_on(self.draft)
        self.changed_ms = now_ms

    def hide(self, item: str, *, hidden: bool) -> None:
        """Take a word or a question out of sight, or show it again.

        Raises `ReasonError`: activity_kind, activity_item.
        """
        if not isinstance(self.tally, Words | Questions):
            raise ReasonError("activity_kind")
        self.tally.hide(item, hidden=hidden)

    # --- taking part

    def choose(self, chosen: Sequence[int], person: PersonId, table: Place | None) -> None:
        """Answer a poll, a vote or the question of a quiz, under one's own name.

        Raises `ReasonError`: activity_kind, activity_draft, activity_closed, activity_answer,
        activity_twice, activity_table.
        """
        self._check_open()
        self._check_named()
        match self.tally:
            case Choices() as tally:
                tally.take(self.draft, chosen, person)
            case Quiz() as tally if len(chosen) == 1:
                tally.take(self.draft, chosen[0], person, table)
            case Quiz():
                raise ReasonError("activity_answer", "one option")
            case _:
                raise ReasonError("activity_kind")

    def say(self, words: Sequence[str], person: PersonId) -> None:
        """Answer a word cloud under one's own name. Raises as `choose`."""
        self._check_open()
        self._check_named()
        if not isinstance(self.tally, Words):
            raise ReasonError("activity_kind")
        self.tally.take(self.draft, words, person)

    def ask(self, text: str, person: PersonId) -> int:
        """Ask a question. Raises `ReasonError`, as `choose` and `Questions.ask`."""
        return self._questions().ask(text, person)

    def vote(self, question: int, person: PersonId, *, wants: bool) -> None:
        """Vote for a question. Raises `ReasonError`, as `choose` and `Questions.vote`."""
        self._questions().vote(question, person, wants=wants)

    def give_leave(self, person: PersonId, blinded: bytes) -> None:
        """Note that somebody gets leave for one anonymous answer, by this hash of their token.

        Raises `ReasonError`: activity_kind, activity_draft, activity_closed, activity_twice.
        """
        self._check_open()
        if not self.draft.is_anonymous:
            raise ReasonError("activity_kind")
        if self.asked.setdefault(person, blinded) != blinded:
            raise ReasonError("activity_twice")

    def take_back_leave(self, person: PersonId) -> None:
        """Nothing was signed after all."""
        self.asked.pop(person, None)

    def hand_in(self, spent: bytes, answer: Sequence[int] | Sequence[str], now_ms: int) -> None:
        """Count an anonymous answer whose token was checked; `spent` is a hash of the token.

        Raises `ReasonError`: activity_kind, activity_draft, activity_closed, activity_twice,
        activity_answer, activity_full.
        """
        if not self.draft.is_anonymous:
            raise ReasonError("activity_kind")
        if self.phase is Phase.DRAFT or self.is_final(now_ms):
            raise ReasonError(f"activity_{self.phase}")
        if spent in self.spent:
            raise ReasonError("activity_twice")
        numbers = [it for it in answer if isinstance(it, int)]
        words = [it for it in answer if isinstance(it, str)]
        match self.tally:
            case Choices() as tally if not words:
                tally.take(self.draft, numbers, None)
            case Words() as tally if not numbers:
                tally.take(self.draft, words, None)
            case _:
                raise ReasonError("activity_answer", "not of this kind")
        self.spent.add(spent)

    def count_feet(self, counts: Sequence[int]) -> bool:
        """Take over where people stand now, if that counts; whether it is news."""
        if self.phase is not Phase.OPEN or not isinstance(self.tally, Feet):
            return False
        return self.tally.count(counts)

    # --- looking

    def is_final(self, now_ms: int) -> bool:
        """Whether no answer can come in any more."""
        grace_ms = limits.HAND_IN_GRACE_MS if self.draft.is_anonymous else 0
        return self.phase is Phase.CLOSED and now_ms >= self.closed_ms + grace_ms

    def has_taken_part(self, person: PersonId) -> bool:
        """Whether somebody has handed in all that is wanted of them now."""
        return person in self.asked or self.tally.has(person)

    def results(self, now_ms: int) -> Results:
        """The results as hosts may see them.

        Until an anonymous one is final they move on by several answers at a time, so that nobody
        sees what the last one was.
        """
        if isinstance(self.tally, Quiz):
            done = self.tally.at + (self.phase is Phase.CLOSED)
            return self.tally.results(self.draft, done)
        current = self.tally.results(self.draft)
        if not self.draft.is_anonymous or self.is_final(now_ms):
            return current
        told = self._told.answers if self._told else 0
        if current.answers - told >= limits.RESULTS_GROUP:
            self._told = current
        shown = self._told or Results(0, self._plain_rows())
        hidden = self.tally.hidden if isinstance(self.tally, Words) else set[str]()
        rows = tuple(replace(row, is_hidden=row.key in hidden) for row in shown.rows)
        return replace(shown, rows=rows)

    def forget(self, person: PersonId) -> None:
        """Let nothing lead to somebody any more; what they handed in still counts."""
        self.tally.forget(person)
        self.asked.pop(person, None)

    def _plain_rows(self) -> tuple[Row, ...]:
        """The rows that there are whatever people answer."""
        options = enumerate(self.draft.options)
        return tuple(Row(str(number), option.text, 0) for number, option in options)

    def _check_open(self) -> None:
        if self.phase is not Phase.OPEN:
            raise ReasonError(f"activity_{self.phase}")

    def _check_named(self) -> None:
        if self.draft.is_anonymous:
            raise ReasonError("activity_kind", "this one is anonymous")

    def _questions(self) -> Questions:
        self._check_open()
        if not isinstance(self.tally, Questions):
            raise ReasonError("activity_kind")
        return self.tally
