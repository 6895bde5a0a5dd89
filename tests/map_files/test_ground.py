from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.errors import MapError
from island_server.map_files.ground import Ground

grids = st.integers(1, 7).flatmap(
    lambda width: st.tuples(
        st.just(width),
        st.lists(st.binary(min_size=width, max_size=width), min_size=1, max_size=6),
    )
)


@given(grids)
@settings(deadline=None)
def test_two_cells_are_in_one_part_if_one_can_walk_between_them(
    grid: tuple[int, list[bytes]],
) -> None:
    width, rows = grid
    solid = bytes(cell % 2 for row in rows for cell in row)
    tiles = TileMap(width, len(rows), solid)
    if all(solid):
        with pytest.raises(MapError, match="nowhere to stand"):
            Ground(tiles, (), "m")
        return
    ground = Ground(tiles, (), "m")
    places = [TilePos(x, y) for y in range(len(rows)) for x in range(width)]
    for at in places:
        reached = tiles.reachable(*at)
        part = ground.part(at)
        assert bool(part) == tiles.is_free(*at)
        if part:
            assert ground.size(part) == sum(reached)
            assert {to for to in places if ground.part(to) == part} == {
                to for to in places if reached[to.y * width + to.x]
            }


def test_the_larger_part_is_chosen_and_the_rest_left_out() -> None:
    ground = Ground(TileMap(5, 1, b"\0\1\0\0\1"), (), "m")
    everywhere = [TilePos(x, 0) for x in range(5)]
    assert ground.usable(everywhere, 9) == (TilePos(2, 0), TilePos(3, 0))
    assert ground.usable(everywhere, 1) == (TilePos(2, 0),)
    assert ground.usable([TilePos(4, 0)], 9) == (TilePos(3, 0),)


def test_nobody_arrives_where_a_door_shuts() -> None:
    tiles = TileMap(3, 1, b"\0\0\0")
    ground = Ground(tiles, {1}, "m")
    assert ground.usable([TilePos(1, 0)], 9) == (TilePos(0, 0),)
    assert ground.part(TilePos(1, 0)) == 0
    assert ground.part(TilePos(9, 9)) == 0
    with pytest.raises(MapError, match="nowhere to stand"):
        Ground(TileMap(1, 1, b"\0"), {0}, "m")
