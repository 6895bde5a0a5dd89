from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.tile_map import TileMap
from island_server.core.units import DX, DY


def drawn(*rows: str) -> TileMap:
    return TileMap(len(rows[0]), len(rows), bytes(c == "#" for c in "".join(rows)))


@st.composite
def tile_maps(draw: st.DrawFn) -> TileMap:
    width, height = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    cells = st.lists(st.sampled_from([0, 0, 1]), min_size=width * height, max_size=width * height)
    return TileMap(width, height, bytes(draw(cells)))


def test_outside_the_map_everything_is_blocked() -> None:
    tiles = drawn("..", "..")
    for x, y in [(-1, 0), (0, -1), (2, 0), (0, 2), (-1, -1)]:
        assert not tiles.is_free(x, y)
    assert tiles.is_free(1, 1)


def test_a_diagonal_step_needs_both_orthogonal_neighbours() -> None:
    assert drawn("..", "..").can_step(0, 0, 3)
    assert not drawn(".#", "..").can_step(0, 0, 3)
    assert not drawn("..", "#.").can_step(0, 0, 3)
    assert not drawn("..", ".#").can_step(0, 0, 3)


def test_somebody_on_a_blocked_tile_can_walk_off_it() -> None:
    assert drawn("#.").can_step(0, 0, 2)


def test_the_way_until_a_block_is_counted_up_to_the_limit() -> None:
    tiles = drawn("....#.", "......")
    assert tiles.first_block(0, 0, 2, 100) == 3
    assert tiles.first_block(0, 0, 2, 2) == 2
    assert tiles.first_block(0, 0, 0, 100) == 0
    assert tiles.first_block(0, 1, 2, 8191) == 5


@pytest.mark.parametrize(
    ("width", "height", "cells"), [(0, 1, 0), (1, 0, 0), (2, 2, 3), (-1, -1, 1)]
)
def test_a_grid_that_does_not_fit_is_refused(width: int, height: int, cells: int) -> None:
    with pytest.raises(ValueError, match="cells"):
        TileMap(width, height, bytes(cells))


@given(tile_maps(), st.integers(-1, 9), st.integers(-1, 9))
def test_reachable_agrees_with_stepping_in_all_eight_directions(
    tiles: TileMap, x: int, y: int
) -> None:
    reached = tiles.reachable(x, y)
    if not (0 <= x < tiles.width and 0 <= y < tiles.height):
        assert not any(reached)
        return
    found = {(x, y)}
    frontier = [(x, y)]
    while frontier:
        here = frontier.pop()
        for direction in range(8):
            if tiles.can_step(*here, direction):
                there = (here[0] + DX[direction], here[1] + DY[direction])
                if there not in found:
                    found.add(there)
                    frontier.append(there)
    assert {(i % tiles.width, i // tiles.width) for i, r in enumerate(reached) if r} == found


@given(tile_maps(), st.integers(0, 8), st.integers(0, 8), st.integers(0, 7), st.integers(0, 12))
def test_every_step_before_the_block_is_legal_and_the_next_is_not(
    tiles: TileMap, x: int, y: int, direction: int, limit: int
) -> None:
    steps = tiles.first_block(x, y, direction, limit)
    assert 0 <= steps <= limit
    for _ in range(steps):
        assert tiles.can_step(x, y, direction)
        x, y = x + DX[direction], y + DY[direction]
    assert steps == limit or not tiles.can_step(x, y, direction)
