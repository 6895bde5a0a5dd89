"""When a zone is open."""

from __future__ import annotations

import pytest

from island_server.core.zone_hours import has_turned, is_open, next_turn_ms

HOURS = ((100, 200), (200, 300), (500, 600))


@pytest.mark.parametrize(
    ("wall_ms", "open_"),
    [(99, False), (100, True), (199, True), (200, True), (300, False), (599, True), (600, False)],
)
def test_it_is_open_from_the_first_moment_to_before_the_last(wall_ms: int, open_: bool) -> None:
    assert is_open(HOURS, wall_ms) is open_


def test_without_hours_it_is_always_open_and_never_turns() -> None:
    assert is_open((), 5)
    assert not has_turned((), 0, 10**15)
    assert next_turn_ms([()], 5) is None


@pytest.mark.parametrize(
    ("since_ms", "wall_ms", "turned"),
    [
        (0, 99, False),
        (0, 100, True),
        (99, 100, True),
        (100, 199, False),
        (299, 300, True),
        (600, 900, False),
    ],
)
def test_it_turns_when_a_time_is_reached_and_not_again(
    since_ms: int, wall_ms: int, turned: bool
) -> None:
    assert has_turned(HOURS, since_ms, wall_ms) is turned


def test_the_next_turn_is_the_first_of_all_zones() -> None:
    assert next_turn_ms([HOURS, ((150, 250),)], 100) == 150
    assert next_turn_ms([HOURS, ((150, 250),)], 500) == 600
    assert next_turn_ms([HOURS], 600) is None
