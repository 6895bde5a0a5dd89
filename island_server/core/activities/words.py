"""Word clouds: a few words of each person, counted as people would."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from island_server.core.activities import limits
from island_server.core.activities.draft import Draft
from island_server.core.activities.results import Results, Row
from island_server.core.ids import PersonId
from island_server.errors import ReasonError


def folded(word: str) -> str:
    """The form in which words are the same: without capitals, accents kept."""
    return unicodedata.normalize("NFC", " ".join(word.split()).casefold())


@dataclass(slots=True)
class Words:
    """The tally; `by_person` is empty if it is anonymous. A word is kept in its folded form."""

    counts: dict[str, int] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    answers: int = 0
    by_person: dict[PersonId, tuple[str, ...]] = field(default_factory=dict)

    def take(self, draft: Draft, words: Sequence[str], person: PersonId | None) -> None:
        """Count an answer.

        Raises `ReasonError`: activity_answer, activity_twice, activity_full.
        """
        given = sorted({folded(word) for word in words})
        if not 1 <= len(words) <= draft.most or len(given) < len(words):
            raise ReasonError("activity_answer", "number of words")
        if not all(1 <= len(word) <= limits.WORD_CHARACTERS for word in given):
            raise ReasonError("activity_answer", "length of a word")
        if len(self.counts.keys() | set(given)) > limits.WORDS_MAX:
            raise ReasonError("activity_full")
        if person is not None:
            if person in self.by_person:
                raise ReasonError("activity_twice")
            self.by_person[person] = tuple(given)
        self.answers += 1
        for word in given:
            self.counts[word] = self.counts.get(word, 0) + 1

    def has(self, person: PersonId) -> bool:
        """Whether somebody's answer is in, by name."""
        return person in self.by_person

    def forget(self, person: PersonId) -> None:
        """Let nothing lead to somebody any more; their words still count."""
        self.by_person.pop(person, None)

    def hide(self, word: str, *, hidden: bool) -> None:
        """Take a word out of sight, or show it again. Raises `ReasonError("activity_item")`."""
        if word not in self.counts:
            raise ReasonError("activity_item")
        (self.hidden.add if hidden else self.hidden.discard)(word)

    def results(self, _draft: Draft) -> Results:
        """A row for each word, the most said first, then by the alphabet."""
        ordered = sorted(self.counts.items(), key=lambda it: (-it[1], it[0]))
        rows = (Row(word, word, count, word in self.hidden) for word, count in ordered)
        return Results(self.answers, tuple(rows))
