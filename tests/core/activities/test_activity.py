from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from island_server.core.activities import limits
from island_server.core.activities.activity import Activity
from island_server.core.activities.board import Close, GoOn, Hide, Show
from island_server.core.activities.choices import Choices
from island_server.core.activities.draft import Draft
from island_server.core.ids import PersonId
from island_server.errors import ReasonError
from tests.core.activities.made_activities import (
    ANNA,
    BO,
    CEES,
    FEET,
    NO_ZONE,
    POLL,
    QUESTIONS,
    QUIZ,
    SECRET_POLL,
    SECRET_WORDS,
    TABLE_QUIZ,
    WORDS,
    YES_ZONE,
    opened,
)

LATER = 10_000_000


def activity_of(draft: Draft) -> Activity:
    return opened(draft).find("a")


def counts(activity: Activity, now_ms: int = LATER) -> dict[str, int]:
    return {row.key: row.count for row in activity.results(now_ms).rows}


def reason(attempt: Callable[..., Any], *values: Any, **more: Any) -> str:
    with pytest.raises(ReasonError) as caught:
        attempt(*values, **more)
    return caught.value.reason


def test_a_poll_counts_each_person_once() -> None:
    poll = activity_of(POLL)
    poll.choose([0], ANNA, None)
    poll.choose([2], BO, None)
    assert reason(poll.choose, [1], ANNA, None) == "activity_twice"
    assert counts(poll) == {"0": 1, "1": 0, "2": 1}
    assert poll.results(LATER).answers == 2
    assert poll.has_taken_part(ANNA)
    assert not poll.has_taken_part(CEES)


@pytest.mark.parametrize("chosen", [[], [3], [-1], [0, 1], [0, 0]])
def test_a_choice_that_cannot_be_is_refused_and_not_counted(chosen: list[int]) -> None:
    poll = activity_of(POLL)
    assert reason(poll.choose, chosen, ANNA, None) == "activity_answer"
    assert poll.results(LATER).answers == 0
    assert not poll.has_taken_part(ANNA)


def test_after_the_close_nobody_answers_and_nothing_reopens() -> None:
    board = opened(POLL)
    board.apply(Close("a"), 3000)
    poll = board.find("a")
    assert reason(poll.choose, [0], ANNA, None) == "activity_closed"
    assert reason(poll.close, 4000) == "activity_closed"
    assert reason(poll.open, 4000) == "activity_closed"
    assert poll.closed_ms == 3000


def test_words_count_as_people_would_count_them() -> None:
    cloud = activity_of(WORDS)
    cloud.say(["Fijn", " moe  maar blij "], ANNA)
    cloud.say(["FIJN"], BO)
    assert counts(cloud) == {"fijn": 2, "moe maar blij": 1}
    assert reason(cloud.say, ["x", "X"], CEES) == "activity_answer"
    assert reason(cloud.say, ["x" * 31], CEES) == "activity_answer"
    assert reason(cloud.say, ["a", "b", "c", "d"], CEES) == "activity_answer"
    assert reason(cloud.say, ["again"], BO) == "activity_twice"


def test_a_hidden_word_is_marked_and_can_be_shown_again() -> None:
    board = opened(WORDS)
    board.find("a").say(["bah"], ANNA)
    for hidden in (True, False):
        board.apply(Hide("a", "bah", hidden=hidden), 3000)
        assert [row.is_hidden for row in board.find("a").results(LATER).rows] == [hidden]
    assert reason(board.apply, Hide("a", "boe", hidden=True), 3000) == "activity_item"
    assert reason(opened(POLL).apply, Hide("a", "0", hidden=True), 1) == "activity_kind"


def test_a_cloud_of_too_many_words_takes_no_new_one() -> None:
    cloud = activity_of(WORDS)
    for number in range(limits.WORDS_MAX):
        cloud.say([f"w{number}"], PersonId(str(number)))
    assert reason(cloud.say, ["one more"], ANNA) == "activity_full"
    cloud.say(["w1"], ANNA)


def test_questions_go_by_their_votes() -> None:
    board = opened(QUESTIONS)
    questions = board.find("a")
    first, second = questions.ask("Why?", ANNA), questions.ask("How?", BO)
    questions.vote(second, ANNA, wants=True)
    assert reason(questions.vote, second, ANNA, wants=True) == "activity_twice"
    assert reason(questions.vote, first, ANNA, wants=True) == "activity_twice"
    assert [row.label for row in questions.results(LATER).rows] == ["How?", "Why?"]
    questions.vote(second, ANNA, wants=False)
    assert counts(questions) == {"0": 0, "1": 0}
    board.apply(Hide("a", str(first), hidden=True), 3000)
    assert reason(questions.vote, first, BO, wants=True) == "activity_item"
    assert reason(questions.vote, 9, BO, wants=True) == "activity_item"
    assert reason(board.apply, Hide("a", "no", hidden=True), 1) == "activity_item"


def test_one_person_asks_only_so_many_questions_and_none_twice() -> None:
    questions = activity_of(QUESTIONS)
    questions.ask("q", ANNA)
    assert reason(questions.ask, "q", ANNA) == "activity_twice"
    for number in range(limits.QUESTIONS_EACH_MAX - 1):
        questions.ask(str(number), ANNA)
    assert reason(questions.ask, "more", ANNA) == "activity_twice"
    assert reason(questions.ask, "", BO) == "activity_answer"


def test_a_quiz_gives_points_for_what_is_done() -> None:
    board = opened(QUIZ)
    quiz = board.find("a")
    quiz.choose([1], ANNA, None)
    quiz.choose([0], BO, None)
    assert reason(quiz.choose, [1], BO, None) == "activity_twice"
    assert reason(quiz.choose, [1, 2], CEES, None) == "activity_answer"
    assert counts(quiz) == {}  # nobody learns from the scores what is right while it is asked
    board.apply(GoOn("a"), 3000)
    assert counts(quiz) == {"anna": 100, "bo": 0}
    quiz.choose([2], BO, None)
    assert reason(board.apply, GoOn("a"), 3000) == "activity_last"
    board.apply(Close("a"), 4000)
    assert counts(quiz) == {"anna": 100, "bo": 100}


def test_a_table_scores_by_the_share_of_its_answers_that_are_right() -> None:
    board = opened(TABLE_QUIZ)
    quiz = board.find("a")
    quiz.choose([1], ANNA, YES_ZONE)
    quiz.choose([0], BO, YES_ZONE)
    quiz.choose([1], CEES, NO_ZONE)
    assert reason(quiz.choose, [1], PersonId("d"), None) == "activity_table"
    board.apply(Close("a"), 3000)
    assert counts(quiz) == {"map/no": 100, "map/yes": 50}
    quiz.forget(BO)
    assert counts(quiz) == {"map/no": 100, "map/yes": 50}


def test_feet_count_until_the_close_and_then_stand_still() -> None:
    board = opened(FEET)
    feet = board.find("a")
    assert feet.count_feet([2, 1])
    assert not feet.count_feet([2, 1])
    board.apply(Close("a"), 3000)
    assert not feet.count_feet([0, 9])
    assert counts(feet) == {"0": 2, "1": 1}


def test_leave_for_an_anonymous_answer_is_given_once() -> None:
    poll = activity_of(SECRET_POLL)
    poll.give_leave(ANNA, b"blinded")
    poll.give_leave(ANNA, b"blinded")  # the answer to the first may have been lost
    assert reason(poll.give_leave, ANNA, b"other") == "activity_twice"
    assert poll.has_taken_part(ANNA)
    poll.take_back_leave(ANNA)
    poll.give_leave(ANNA, b"other")
    assert reason(poll.choose, [0], BO, None) == "activity_kind"
    assert reason(activity_of(POLL).give_leave, ANNA, b"") == "activity_kind"


def test_a_token_counts_once() -> None:
    poll = activity_of(SECRET_POLL)
    poll.hand_in(b"token", [0], 2500)
    assert reason(poll.hand_in, b"token", [1], 2500) == "activity_twice"
    assert reason(poll.hand_in, b"other", [7], 2500) == "activity_answer"
    assert reason(poll.hand_in, b"other", ["yes"], 2500) == "activity_answer"
    poll.hand_in(b"other", [1], 2500)
    assert poll.tally == Choices([1, 1, 0], answers=2)
    assert reason(activity_of(POLL).hand_in, b"t", [0], 1) == "activity_kind"


def test_nothing_in_an_anonymous_tally_says_who_or_in_which_order() -> None:
    one, other = activity_of(SECRET_WORDS), activity_of(SECRET_WORDS)
    answers = {b"a": ["rust"], b"b": ["zon"], b"c": ["rust", "zee"]}
    for activity, order in ((one, sorted(answers)), (other, sorted(answers, reverse=True))):
        for person in (ANNA, BO, CEES):
            activity.give_leave(person, b"")
        for token in order:
            activity.hand_in(token, answers[token], 2500)
    assert one == other
    assert "anna" not in repr(one.tally)


def test_an_answer_on_its_way_still_counts_shortly_after_the_close() -> None:
    board = opened(SECRET_POLL)
    board.apply(Close("a"), 3000)
    poll = board.find("a")
    end_ms = 3000 + limits.HAND_IN_GRACE_MS
    assert reason(poll.give_leave, ANNA, b"") == "activity_closed"
    poll.hand_in(b"1", [0], end_ms - 1)
    assert reason(poll.hand_in, b"2", [0], end_ms) == "activity_closed"
    assert poll.is_final(end_ms)


def test_anonymous_results_move_on_by_groups_until_they_are_final() -> None:
    board = opened(SECRET_POLL)
    poll = board.find("a")
    for number in range(limits.RESULTS_GROUP - 1):
        poll.hand_in(bytes([number]), [0], 2500)
    assert poll.results(2500).answers == 0
    assert counts(poll, 2500) == {"0": 0, "1": 0, "2": 0}
    poll.hand_in(b"fifth", [1], 2500)
    poll.results(2500)
    poll.hand_in(b"sixth", [1], 2500)
    assert counts(poll, 2500) == {"0": 4, "1": 1, "2": 0}
    board.apply(Close("a"), 3000)
    assert counts(poll, 3000 + limits.HAND_IN_GRACE_MS) == {"0": 4, "1": 2, "2": 0}


def test_results_are_shown_when_the_host_says_so() -> None:
    board = opened(POLL)
    board.apply(Show("a"), 3000)
    assert board.find("a").is_shown
    board.apply(Show("a", shown=False), 3000)
    assert not board.find("a").is_shown


def test_who_is_forgotten_is_nowhere_and_still_counts() -> None:
    poll, cloud, questions, quiz = map(activity_of, (POLL, WORDS, QUESTIONS, QUIZ))
    poll.choose([0], ANNA, None)
    cloud.say(["zon"], ANNA)
    questions.ask("Why?", ANNA)
    other = questions.ask("How?", BO)
    questions.vote(other, ANNA, wants=True)
    quiz.choose([1], ANNA, None)
    for activity in (poll, cloud, questions, quiz):
        activity.forget(ANNA)
        assert "anna" not in repr(activity)
    assert counts(poll)["0"] == counts(cloud)["zon"] == 1
    assert counts(questions) == {"1": 1, "0": 0}
