from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from island_server.core.ids import ZoneId
from island_server.core.island_map import IslandMap
from island_server.core.meeting_spots import Ground, Spot, Where, find_spots
from island_server.core.rules import Rules
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos, distance_squared
from island_server.core.zone_effects import Portal, Trigger
from island_server.core.zones import Zone, ZoneKind
from tests.core.island import box

RULES = Rules()
MEADOW = TileMap(60, 40, bytes(60 * 40))


def ground(
    *zones: Zone, others: tuple[tuple[int, int], ...] = (), tiles: TileMap = MEADOW
) -> Ground:
    island = IslandMap("i", "I", tiles, zones, (TilePos(5, 5),))
    return Ground(island, RULES, tuple(TilePos(*tile) for tile in others), TilePos(5, 5))


def placed(spots: list[Spot | None]) -> list[Spot]:
    return [spot for spot in spots if spot is not None]


@given(
    st.lists(st.integers(2, 5), max_size=20),
    st.lists(st.tuples(st.integers(0, 59), st.integers(0, 39)), max_size=12),
)
def test_groups_on_free_ground_keep_apart_from_each_other_and_from_others(
    sizes: list[int], others: list[tuple[int, int]]
) -> None:
    here = ground(others=tuple(others))
    spots = find_spots(here, sizes, Where.FREE)
    assert len(spots) == len(sizes)
    found = placed(spots)
    for one, other in combinations(found, 2):
        apart = min(distance_squared(*a, *b) for a in one.tiles for b in other.tiles)
        assert apart > RULES.leave_tiles**2
    for spot in found:
        for tile in spot.tiles:
            for other in others:
                assert distance_squared(*tile, *other) > RULES.leave_tiles**2
    for size, spot in zip(sizes, spots, strict=True):
        if spot is not None:
            assert len(set(spot.tiles)) == size
            near = RULES.enter_tiles**2
            assert all(distance_squared(*spot.tiles[0], *tile) <= near for tile in spot.tiles)


def test_a_small_island_has_room_for_some_only() -> None:
    pond = TileMap(8, 4, bytes(32))
    spots = find_spots(ground(tiles=pond), [2, 2, 2], Where.FREE)
    assert [spot is None for spot in spots].count(True) >= 1


def test_tables_go_first_the_smallest_that_is_large_enough() -> None:
    small = box("small", ZoneKind.TABLE, (20, 5), (2, 2), capacity=2)
    large = box("large", ZoneKind.MEETING, (30, 5), (4, 4))
    spots = find_spots(ground(small, large), [2, 4, 2], Where.ANYWHERE)
    assert [spot.zone if spot else "" for spot in spots] == ["small", "large", None]
    for spot, zone in zip(spots, (small, large), strict=False):
        assert spot is not None
        assert all(zone.contains(*tile) for tile in spot.tiles)


def refused(**fields: Any) -> bool:
    table = box("table", ZoneKind.TABLE, (20, 5), (3, 3), **fields)
    (spot,) = find_spots(ground(table), [2], Where.TABLES)
    return spot is None


def test_no_group_is_taken_to_a_table_that_is_not_open_to_all() -> None:
    assert not refused()
    for fields in (
        {"hosts_only": True},
        {"closed": True},
        {"knock": True},
        {"group": "board"},
        {"hours": ((0, 1),)},
        {"joins": Trigger.ACTION},
        {"capacity": 1},
        {"max_people": 1},
        {"portal": Portal("other", "")},
    ):
        assert refused(**fields), fields


def test_no_group_is_taken_to_where_somebody_sits() -> None:
    table = box("table", ZoneKind.TABLE, (20, 5), (3, 3))
    assert find_spots(ground(table, others=((21, 6),)), [2], Where.TABLES) == [None]


def test_free_ground_is_no_zone_that_rules_and_no_way_to_elsewhere() -> None:
    stage = box("stage", ZoneKind.AUDIENCE, (0, 0), (30, 40), stage="s")
    start = box("start", ZoneKind.START, (30, 0), (10, 40))
    spots = placed(find_spots(ground(stage, start), [2, 2, 2], Where.FREE))
    assert len(spots) == 3
    assert all(tile.x >= 40 for spot in spots for tile in spot.tiles)


def test_groups_stay_in_the_zones_that_the_host_chose() -> None:
    lawn = box("lawn", ZoneKind.PLACE, (40, 20), (12, 12))
    table = box("table", ZoneKind.TABLE, (20, 5), (3, 3))
    chosen = (ZoneId("lawn"),)
    spots = find_spots(ground(lawn, table), [2, 2, 2], Where.ZONES, chosen)
    assert placed(spots)
    assert all(lawn.contains(*tile) for spot in placed(spots) for tile in spot.tiles)


def test_what_cannot_be_walked_to_is_no_spot() -> None:
    solid = bytearray(60 * 40)
    for y in range(40):
        solid[y * 60 + 12] = 1
    walled = TileMap(60, 40, bytes(solid))
    beyond = box("beyond", ZoneKind.TABLE, (20, 5), (3, 3))
    assert find_spots(ground(beyond, tiles=walled), [2], Where.TABLES) == [None]
    spots = placed(find_spots(ground(tiles=walled), [2] * 30, Where.FREE))
    assert all(tile.x < 12 for spot in spots for tile in spot.tiles)
