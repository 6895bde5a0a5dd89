from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.motion import (
    MAX_RUN_STEPS,
    Run,
    Stepper,
    heading_at,
    pack_run,
    path_duration_ms,
    path_end,
    step_duration_ms,
    tile_at,
    to_runs,
    unpack_run,
)
from island_server.core.rules import Rules
from island_server.core.units import DX, DY, TilePos
from tests.core.island import NE, RULES, E, S

runs_lists = st.lists(st.builds(Run, st.integers(0, 7), st.integers(1, 6)), max_size=8).map(tuple)


@given(st.integers(0, 7), st.integers(0, MAX_RUN_STEPS))
def test_a_run_is_one_integer_of_16_bits_and_back(direction: int, steps: int) -> None:
    packed = pack_run(Run(direction, steps))
    assert 0 <= packed <= 0xFFFF
    assert unpack_run(packed) == Run(direction, steps)


def test_a_run_on_the_wire_is_direction_times_8192_plus_steps() -> None:
    assert pack_run(Run(2, 5)) == 2 * 8192 + 5
    assert pack_run(Run(7, 8191)) == 0xFFFF


@given(st.lists(st.integers(0, 7), max_size=30))
def test_run_length_code_walks_the_same_steps(directions: list[int]) -> None:
    runs = to_runs(directions)
    assert [run.direction for run in runs for _ in range(run.steps)] == directions
    assert all(a.direction != b.direction for a, b in itertools.pairwise(runs))


def test_a_run_longer_than_fits_is_split() -> None:
    assert to_runs([E] * (MAX_RUN_STEPS + 2)) == (Run(E, MAX_RUN_STEPS), Run(E, 2))


def test_a_diagonal_step_takes_root_two_times_as_long() -> None:
    assert step_duration_ms(E, RULES) == 200
    assert step_duration_ms(NE, RULES) == 283
    assert path_duration_ms((Run(E, 2), Run(NE, 1)), RULES) == 683


@pytest.mark.parametrize(
    ("t_ms", "tile"),
    [(0, (5, 5)), (1000, (5, 5)), (1199, (5, 5)), (1200, (6, 5)), (1400, (7, 5)), (1599, (7, 5)),
     (1683, (8, 4)), (1682, (7, 5)), (10**9, (8, 4))],
)  # fmt: skip
def test_one_stands_on_the_tile_reached_last(t_ms: int, tile: tuple[int, int]) -> None:
    assert tile_at(1000, 5, 5, (Run(E, 2), Run(NE, 1)), t_ms, RULES) == tile


@given(runs_lists, st.integers(-500, 12_000))
def test_where_one_is_agrees_with_walking_step_by_step(runs: tuple[Run, ...], t_ms: int) -> None:
    x, y, reached_ms = 50, 50, 0
    for direction, steps in runs:
        for _ in range(steps):
            reached_ms += step_duration_ms(direction, RULES)
            if reached_ms <= t_ms:
                x, y = x + DX[direction], y + DY[direction]
    assert tile_at(0, 50, 50, runs, t_ms, RULES) == (x, y)


@given(runs_lists)
def test_a_stepper_reaches_each_tile_at_its_time(runs: tuple[Run, ...]) -> None:
    rules = Rules(step_ms=70, diagonal_ms=99)
    stepper = Stepper(1000, 3, 4, runs, rules)
    assert stepper.end == path_end(3, 4, runs)
    last_ms = 1000
    while stepper.next_ms >= 0:
        assert stepper.step_start_ms == last_ms
        last_ms = stepper.next_ms
        coming, onto = stepper.ahead(1)[0]
        assert onto == stepper.direction
        stepper.step()
        assert stepper.tile == coming == tile_at(1000, 3, 4, runs, last_ms, rules)
    assert stepper.tile == stepper.end
    assert last_ms == 1000 + path_duration_ms(runs, rules)


@given(runs_lists, st.integers(0, 50), st.integers(0, 12))
def test_the_tiles_ahead_are_those_that_will_be_walked(
    runs: tuple[Run, ...], done: int, limit: int
) -> None:
    stepper = Stepper(0, 0, 0, runs, RULES)
    for _ in range(done):
        if stepper.next_ms < 0:
            break
        stepper.step()
    ahead = stepper.ahead(limit) if stepper.next_ms >= 0 else []
    for tile, direction in ahead:
        assert stepper.direction == direction
        stepper.step()
        assert stepper.tile == tile
    assert len(ahead) == limit or stepper.next_ms < 0


def test_who_stands_has_no_next_tile() -> None:
    stepper = Stepper(0, 2, 2, (), RULES)
    assert (stepper.next_ms, stepper.tile, stepper.end) == (-1, TilePos(2, 2), TilePos(2, 2))


def test_the_end_of_a_path_is_where_its_runs_lead() -> None:
    assert path_end(1, 1, (Run(E, 3), Run(S, 2))) == (4, 3)


def test_who_walks_heads_for_where_they_go_until_they_are_there() -> None:
    runs = (Run(E, 2), Run(NE, 1))
    heads = [heading_at(100, runs, t_ms, RULES) for t_ms in (100, 499, 500, 782, 783, 9000)]
    assert heads == [E, E, NE, NE, None, None]
    assert heading_at(100, (), 100, RULES) is None
