from __future__ import annotations

from dataclasses import replace

import pytest

from island_server.core.activities import limits
from island_server.core.activities.draft import Draft, Kind, Option, QuizQuestion, check_draft
from island_server.errors import ReasonError
from tests.core.activities.made_activities import (
    EVERY_KIND,
    FEET,
    PICTURES,
    POLL,
    QUESTIONS,
    QUIZ,
    WORDS,
)


@pytest.mark.parametrize("draft", EVERY_KIND, ids=lambda it: it.kind)
def test_a_draft_of_each_kind_is_taken(draft: Draft) -> None:
    check_draft(draft)


def question(**changes: object) -> Draft:
    return replace(QUIZ, questions=(replace(QUIZ.questions[0], **changes),))


def long_question() -> QuizQuestion:
    return QuizQuestion("x" * limits.TITLE_CHARACTERS, ("a", "b"), 0)


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (replace(POLL, title=""), "activity_text"),
        (replace(POLL, title="x" * (limits.TITLE_CHARACTERS + 1)), "activity_text"),
        (replace(QUIZ, questions=(long_question(),) * 21), "activity_long"),
        (replace(POLL, options=()), "activity_options"),
        (replace(POLL, options=(Option("Yes"),)), "activity_options"),
        (replace(POLL, options=(Option("Yes"), Option("Yes"))), "activity_options"),
        (replace(POLL, options=(Option("Yes"), Option(""))), "activity_text"),
        (replace(POLL, options=tuple(Option(str(n)) for n in range(13))), "activity_options"),
        (replace(POLL, most=0), "activity_options"),
        (replace(POLL, most=4), "activity_options"),
        (replace(POLL, questions=QUIZ.questions), "activity_options"),
        (replace(PICTURES, options=POLL.options), "activity_options"),
        (replace(PICTURES, options=(PICTURES.options[0],) * 2), "activity_options"),
        (replace(FEET, options=POLL.options), "activity_options"),
        (replace(FEET, options=(FEET.options[0],) * 2), "activity_options"),
        (replace(WORDS, most=limits.WORDS_EACH_MAX + 1), "activity_options"),
        (replace(WORDS, options=POLL.options), "activity_options"),
        (replace(QUIZ, questions=()), "activity_options"),
        (replace(QUIZ, questions=QUIZ.questions * 16), "activity_options"),
        (question(right=3), "activity_options"),
        (question(right=-1), "activity_options"),
        (question(options=("1", "1")), "activity_options"),
        (question(options=("1", "")), "activity_text"),
        (question(text=""), "activity_text"),
        (replace(QUIZ, is_anonymous=True), "activity_anonymous"),
        (replace(QUESTIONS, is_anonymous=True), "activity_anonymous"),
        (replace(FEET, is_anonymous=True), "activity_anonymous"),
    ],
)
def test_what_cannot_be_is_refused(draft: Draft, reason: str) -> None:
    with pytest.raises(ReasonError) as caught:
        check_draft(draft)
    assert caught.value.reason == reason


def test_every_kind_is_tried_above() -> None:
    assert {draft.kind for draft in EVERY_KIND} == set(Kind)
