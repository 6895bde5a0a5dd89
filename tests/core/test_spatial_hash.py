from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.ids import AvatarId
from island_server.core.spatial_hash import SpatialHash
from island_server.core.units import TilePos

avatars = st.builds(AvatarId, st.integers(1, 8))
tiles = st.builds(TilePos, st.integers(0, 20), st.integers(0, 20))
steps = st.lists(st.one_of(st.tuples(avatars, tiles), st.tuples(avatars, st.none())), max_size=40)


@given(steps, tiles, st.integers(0, 9))
def test_who_is_near_agrees_with_looking_at_everybody(
    history: list[tuple[AvatarId, TilePos | None]], centre: TilePos, radius: int
) -> None:
    index, where = SpatialHash(), dict[AvatarId, TilePos]()
    for avatar, tile in history:
        if tile is not None:
            index.place(avatar, tile)
            where[avatar] = tile
        elif avatar in where:
            index.remove(avatar)
            del where[avatar]
    found = sorted(
        (squared, avatar)
        for avatar, tile in where.items()
        if (squared := (tile.x - centre.x) ** 2 + (tile.y - centre.y) ** 2) <= radius * radius
    )
    assert index.near(centre, radius) == [avatar for _, avatar in found]


def test_somebody_unknown_cannot_be_forgotten() -> None:
    with pytest.raises(KeyError):
        SpatialHash().remove(AvatarId(1))
