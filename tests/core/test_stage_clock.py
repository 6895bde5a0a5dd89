"""The countdown of a stage."""

from __future__ import annotations

from island_server.core.stage_clock import (
    MOST_MINUTES,
    SHOWN_AFTER_MS,
    extended,
    left_ms,
    started,
)

MINUTE = 60_000


def test_a_countdown_runs_for_so_many_minutes() -> None:
    assert left_ms(started(1000, 5), 1000 + MINUTE) == 4 * MINUTE


def test_minutes_are_added_to_what_is_left() -> None:
    assert extended(started(0, 5), MINUTE, 2) == 7 * MINUTE


def test_minutes_after_the_end_count_from_now() -> None:
    assert extended(started(0, 1), 3 * MINUTE, 2) == 5 * MINUTE
    assert extended(None, 3 * MINUTE, 2) == 5 * MINUTE


def test_no_countdown_is_longer_than_three_hours() -> None:
    assert started(0, 10_000) == MOST_MINUTES * MINUTE
    assert extended(started(0, MOST_MINUTES), 0, 1) == MOST_MINUTES * MINUTE


def test_that_time_is_up_is_told_for_a_while() -> None:
    assert left_ms(1000, 1000) == 0
    assert left_ms(1000, 1000 + SHOWN_AFTER_MS) == -SHOWN_AFTER_MS
    assert left_ms(1000, 1001 + SHOWN_AFTER_MS) is None
    assert left_ms(None, 5) is None


def test_a_clock_that_was_put_back_tells_no_more_than_the_longest_countdown() -> None:
    assert left_ms(started(10**9, 5), 0) == MOST_MINUTES * MINUTE
