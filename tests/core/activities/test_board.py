from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.activities import limits
from island_server.core.activities.activity import Phase
from island_server.core.activities.board import (
    DAY_MS,
    Board,
    Changed,
    Close,
    Closed,
    Command,
    Copy,
    Delete,
    Gone,
    GoOn,
    Hide,
    Open,
    Opened,
    Put,
    Restore,
    Show,
)
from island_server.errors import ReasonError
from tests.core.activities.made_activities import (
    ANNA,
    EVERY_KIND,
    PICTURES,
    POLL,
    SECRET_POLL,
    WORDS,
    opened,
)


def reason(board: Board, command: Command) -> str:
    with pytest.raises(ReasonError) as caught:
        board.apply(command, 5000)
    return caught.value.reason


def test_a_draft_can_be_changed_until_it_opens() -> None:
    board = Board()
    assert board.apply(Put("a", POLL), 1) == [Changed("a")]
    board.apply(Put("a", replace(POLL, title="Coffee?")), 2)
    assert reason(board, Put("a", WORDS)) == "activity_kind"
    assert board.apply(Open("a"), 3) == [Changed("a"), Opened("a")]
    assert reason(board, Put("a", POLL)) == "activity_open"
    assert board.find("a").draft.title == "Coffee?"


def test_what_is_closed_twice_or_opened_again_is_refused() -> None:
    board = opened(POLL)
    assert board.apply(Close("a"), 3) == [Changed("a"), Closed("a")]
    assert reason(board, Close("a")) == "activity_closed"
    assert reason(board, Open("a")) == "activity_closed"
    assert reason(board, GoOn("a")) == "activity_closed"


def test_what_does_not_fit_the_moment_is_refused() -> None:
    board = Board()
    board.apply(Put("a", POLL), 1)
    assert reason(board, Close("a")) == "activity_draft"
    assert reason(board, Show("a")) == "activity_draft"
    assert reason(opened(POLL), GoOn("a")) == "activity_kind"
    assert reason(opened(POLL), Open("a")) == "activity_open"
    assert reason(board, Close("nobody")) == "unknown_activity"


def test_a_copy_is_a_new_draft_without_answers() -> None:
    board = opened(POLL)
    board.find("a").choose([0], ANNA, None)
    board.apply(Copy("a", "b"), 3)
    copy = board.find("b")
    assert (copy.phase, copy.draft, copy.results(9).answers) == (Phase.DRAFT, POLL, 0)


def test_what_was_deleted_comes_back_with_its_answers() -> None:
    board = opened(POLL)
    board.find("a").choose([0], ANNA, None)
    assert board.apply(Delete("a"), 3) == [Changed("a"), Closed("a")]
    assert reason(board, Show("a")) == "unknown_activity"
    board.apply(Restore("a"), 4)
    assert board.find("a").results(5).answers == 1
    assert reason(board, Restore("a")) == "unknown_activity"


def test_the_bin_keeps_the_latest() -> None:
    board = Board()
    for number in range(limits.BIN_MAX + 1):
        board.apply(Put(str(number), POLL), number)
        facts = board.apply(Delete(str(number)), number)
    assert facts == [Changed("10"), Gone("0")]
    assert len(list(board)) == limits.BIN_MAX


def test_there_are_only_so_many() -> None:
    board = Board()
    for number in range(limits.ACTIVITIES_MAX):
        board.apply(Put(str(number), POLL), 1)
    assert reason(board, Put("more", POLL)) == "activities_full"
    assert reason(board, Copy("1", "more")) == "activities_full"
    for number in range(limits.OPEN_MAX):
        board.apply(Open(str(number)), 1)
    assert reason(board, Open("50")) == "activities_full"


def test_what_nobody_touched_for_the_retention_goes() -> None:
    board = opened(POLL)
    board.apply(Put("b", POLL), 2000 + 30 * DAY_MS)
    assert board.expire(2000 + 30 * DAY_MS, 30) == []
    assert board.expire(2001 + 30 * DAY_MS, 30) == [Gone("a")]
    assert [activity.id for activity in board] == ["b"]


def test_the_pictures_in_use_are_known() -> None:
    board = opened(PICTURES)
    board.apply(Delete("a"), 9)
    assert board.pictures() == {"a.png", "b.png"}


COMMANDS = st.sampled_from(
    [
        *(Put("a", draft) for draft in EVERY_KIND),
        *(Open(name, "f1") for name in "ab"),
        *(kind(name) for kind in (Close, Show, GoOn, Delete, Restore) for name in "ab"),
        Copy("a", "b"),
        Hide("a", "0", hidden=True),
    ]
)


@given(st.lists(COMMANDS, max_size=30))
def test_whatever_hosts_do_no_phase_goes_back(commands: list[Command]) -> None:
    board, times = Board(), count(1)
    order = list(Phase)
    seen: dict[str, int] = {}
    for command in commands:
        try:
            board.apply(command, next(times))
        except ReasonError:
            continue
        for activity in board:
            phase = order.index(activity.phase)
            assert phase >= seen.get(activity.id, 0)
            seen[activity.id] = phase


def test_an_anonymous_activity_never_opens_without_a_key() -> None:
    board = Board()
    board.apply(Put("a", SECRET_POLL), 1)
    with pytest.raises(ValueError, match="key"):
        board.apply(Open("a"), 2)
