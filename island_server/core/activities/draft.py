"""What a host writes down before an activity opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, unique

from island_server.core.activities import limits
from island_server.core.ids import ZoneId
from island_server.errors import ReasonError


@unique
class Kind(StrEnum):
    """What people do in it."""

    POLL = "poll"
    WORDS = "words"
    QUIZ = "quiz"
    PICTURES = "pictures"
    QUESTIONS = "questions"
    FEET = "feet"


@unique
class ScoreBy(StrEnum):
    """Whose scores a quiz tells."""

    PERSON = "person"
    TABLE = "table"


CHOOSING = frozenset({Kind.POLL, Kind.PICTURES})
"""Kinds in which one chooses among options."""
MAY_BE_ANONYMOUS = CHOOSING | {Kind.WORDS}
"""In the others it is the person who counts: scores, votes for a question, where one stands."""


@dataclass(frozen=True, slots=True)
class Place:
    """A zone of an island of the event, by the name of the island's map."""

    island: str
    zone: ZoneId


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: a text, with a picture for votes between these, or a place to stand."""

    text: str
    picture: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A question of a quiz; `right` is the number of the option that counts."""

    text: str
    options: tuple[str, ...]
    right: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What an activity is.

    Attributes:
        kind: what people do in it.
        title: the question, as people read it.
        is_anonymous: whether the server must not know who answered what.
        place: who stands there may take part; `None`: everybody of the event.
        options: of a poll, a vote or feet.
        most: how many options or words one person may hand in.
        questions: of a quiz.
        score_by: of a quiz.
    """

    kind: Kind
    title: str
    is_anonymous: bool = False
    place: Place | None = None
    options: tuple[Option, ...] = ()
    most: int = 1
    questions: tuple[QuizQuestion, ...] = ()
    score_by: ScoreBy = ScoreBy.PERSON


def check_draft(draft: Draft) -> None:
    """Raise `ReasonError`: activity_text, activity_long, activity_options, activity_anonymous."""
    if not 1 <= len(draft.title) <= limits.TITLE_CHARACTERS:
        raise ReasonError("activity_text", "title")
    if sum(len(text) for text in _texts(draft)) > limits.DRAFT_CHARACTERS:
        raise ReasonError("activity_long")
    if draft.is_anonymous and draft.kind not in MAY_BE_ANONYMOUS:
        raise ReasonError("activity_anonymous", draft.kind)
    has_options = draft.kind in CHOOSING or draft.kind is Kind.FEET
    if bool(draft.options) != has_options or bool(draft.questions) != (draft.kind is Kind.QUIZ):
        raise ReasonError("activity_options", "not of this kind")
    if has_options:
        _check_options(draft)
    for question in draft.questions:
        _check_question(question)
    if len(draft.questions) > limits.QUIZ_QUESTIONS_MAX:
        raise ReasonError("activity_options", "too many questions")
    most_max = {Kind.POLL: len(draft.options), Kind.PICTURES: len(draft.options)}
    most_max[Kind.WORDS] = limits.WORDS_EACH_MAX
    if not 1 <= draft.most <= most_max.get(draft.kind, 1):
        raise ReasonError("activity_options", "most")


def _texts(draft: Draft) -> Iterator[str]:
    yield draft.title
    yield from (option.text for option in draft.options)
    for question in draft.questions:
        yield question.text
        yield from question.options


def _check_options(draft: Draft) -> None:
    options = draft.options
    if not limits.OPTIONS_MIN <= len(options) <= limits.OPTIONS_MAX:
        raise ReasonError("activity_options", "number")
    for option in options:
        if not 1 <= len(option.text) <= limits.OPTION_CHARACTERS:
            raise ReasonError("activity_text", "option")
        if bool(option.picture) != (draft.kind is Kind.PICTURES):
            raise ReasonError("activity_options", "picture")
        if (option.place is not None) != (draft.kind is Kind.FEET):
            raise ReasonError("activity_options", "place")
    whats = {option.picture or option.place or option.text for option in options}
    if len(whats) < len(options):
        raise ReasonError("activity_options", "twice the same")


def _check_question(question: QuizQuestion) -> None:
    texts = (question.text, *question.options)
    if not all(1 <= len(text) <= limits.OPTION_CHARACTERS for text in texts[1:]):
        raise ReasonError("activity_text", "option")
    if not 1 <= len(question.text) <= limits.TITLE_CHARACTERS:
        raise ReasonError("activity_text", "question")
    number = len(question.options)
    if not limits.OPTIONS_MIN <= number <= limits.OPTIONS_MAX or len(set(texts[1:])) < number:
        raise ReasonError("activity_options", "options of a question")
    if not 0 <= question.right < number:
        raise ReasonError("activity_options", "right")
