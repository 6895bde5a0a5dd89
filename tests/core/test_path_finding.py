from __future__ import annotations

from heapq import heappop, heappush

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.motion import Run, path_duration_ms, path_end
from island_server.core.path_finding import are_apart, find_path, is_shut_in
from island_server.core.tile_map import TileMap
from island_server.core.units import DX, DY, TilePos
from tests.core.island import RULES, E, N, S, drawn


@st.composite
def mazes(draw: st.DrawFn) -> tuple[TileMap, TilePos, TilePos]:
    width, height = draw(st.integers(1, 10)), draw(st.integers(1, 8))
    cells = draw(
        st.lists(st.sampled_from([0, 0, 0, 1]), min_size=width * height, max_size=width * height)
    )
    tiles = st.builds(TilePos, st.integers(0, width - 1), st.integers(0, height - 1))
    return TileMap(width, height, bytes(cells)), draw(tiles), draw(tiles)


def quickest_ms(tiles: TileMap, start: TilePos) -> dict[TilePos, int]:
    """Dijkstra over everything, on the plain definition of a legal step."""

    def free(x: int, y: int) -> bool:
        inside = 0 <= x < tiles.width and 0 <= y < tiles.height
        return inside and not tiles.solid[y * tiles.width + x]

    best: dict[TilePos, int] = {}
    frontier = [(0, start)]
    while frontier:
        cost, (x, y) = heappop(frontier)
        if (x, y) in best:
            continue
        best[TilePos(x, y)] = cost
        for dx, dy in zip(DX, DY, strict=True):
            corners = free(x + dx, y) and free(x, y + dy) if dx and dy else True
            if free(x + dx, y + dy) and corners:
                step = 283 if dx and dy else 200
                heappush(frontier, (cost + step, TilePos(x + dx, y + dy)))
    return best


@given(mazes())
def test_the_way_found_is_legal_and_as_quick_as_any(
    maze: tuple[TileMap, TilePos, TilePos],
) -> None:
    tiles, start, goal = maze
    best = quickest_ms(tiles, start)
    runs = find_path(tiles, start, goal, RULES)
    if not tiles.is_free(*goal) or goal not in best:
        assert runs is None
        return
    assert runs is not None
    assert path_duration_ms(runs, RULES) == best[goal]
    assert path_end(*start, runs) == goal
    x, y = start
    for direction, steps in runs:
        for _ in range(steps):
            assert tiles.can_step(x, y, direction)
            x, y = x + DX[direction], y + DY[direction]


@given(mazes())
def test_the_same_question_has_the_same_answer(maze: tuple[TileMap, TilePos, TilePos]) -> None:
    tiles, start, goal = maze
    assert find_path(tiles, start, goal, RULES) == find_path(tiles, start, goal, RULES)


def test_corners_are_walked_round() -> None:
    tiles = drawn(".#.", "...")
    assert find_path(tiles, TilePos(0, 0), TilePos(2, 0), RULES) == (
        Run(S, 1),
        Run(E, 2),
        Run(N, 1),
    )


def test_to_where_one_stands_there_is_nothing_to_walk() -> None:
    assert find_path(drawn("."), TilePos(0, 0), TilePos(0, 0), RULES) == ()


@pytest.mark.parametrize("goal", [(1, 0), (2, 0), (3, 0), (-1, 0), (0, 7)])
def test_there_is_no_way_into_or_through_a_wall_or_off_the_map(goal: tuple[int, int]) -> None:
    assert find_path(drawn(".#."), TilePos(0, 0), TilePos(*goal), RULES) is None


def test_it_soon_shows_that_a_shut_room_cannot_be_reached_from_either_side() -> None:
    tiles = drawn("....#.", "....##", "......")
    assert are_apart(tiles, TilePos(0, 0), TilePos(5, 0), 100)
    assert are_apart(tiles, TilePos(5, 0), TilePos(0, 0), 100)
    assert not are_apart(tiles, TilePos(0, 0), TilePos(5, 2), 100)
    assert not are_apart(tiles, TilePos(0, 0), TilePos(0, 0), 100)


def test_what_is_large_on_both_sides_is_not_looked_at_to_the_end() -> None:
    rows = ["." * 20 + "#" + "." * 20] * 20
    assert not are_apart(drawn(*rows), TilePos(0, 0), TilePos(40, 0), 50)
    assert are_apart(drawn(*rows), TilePos(0, 0), TilePos(40, 0), 1000)


def test_a_room_without_a_way_out_shuts_one_in_unless_it_is_large() -> None:
    tiles, goal = drawn("....#..", "....###", "......."), {TilePos(0, 0)}
    assert is_shut_in(tiles, TilePos(5, 0), goal, 100)
    assert not is_shut_in(tiles, TilePos(5, 2), goal, 100)
    assert not is_shut_in(tiles, TilePos(0, 0), goal, 0)
    assert not is_shut_in(tiles, TilePos(5, 0), goal, 1)
