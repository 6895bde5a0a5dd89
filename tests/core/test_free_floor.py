"""Room for rectangles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from island_server.core.doors import Door
from island_server.core.free_floor import Box, FreeFloor, Size
from island_server.core.ids import DoorId
from island_server.core.island_map import IslandMap
from island_server.core.units import TilePos
from island_server.core.zones import Zone, ZoneKind
from tests.core.afternoons import islands
from tests.core.island import box, drawn

WIDE = ["." * 20] * 10


def island(*rows: str, zones: tuple[Zone, ...] = (), doors: tuple[Door, ...] = ()) -> IslandMap:
    return IslandMap("t", "T", drawn(*rows), zones, (TilePos(0, 0),), {}, doors)


def cells(box: Box) -> set[TilePos]:
    return {TilePos(x, y) for y, x0, x1 in box.spans() for x in range(x0, x1)}


def test_the_ring_goes_around_once() -> None:
    ring = list(Box(3, 3, 2, 1).ring())
    assert len(ring) == len(set(ring)) == 10
    assert set(ring) == cells(Box(2, 2, 4, 3)) - cells(Box(3, 3, 2, 1))
    following = zip(ring, [*ring[1:], ring[0]], strict=True)
    assert all(abs(a.x - b.x) + abs(a.y - b.y) == 1 for a, b in following)


def test_the_same_seed_gives_the_same_places_and_another_others() -> None:
    floor = FreeFloor(island(*WIDE))
    sizes = [Size(3, 3)] * 4
    assert floor.place(sizes, 7) == floor.place(sizes, 7)
    assert len({tuple(floor.place(sizes, seed)) for seed in range(6)}) > 1


def test_nothing_is_put_where_people_arrive_or_on_what_is_there() -> None:
    taken = box("z", ZoneKind.PLACE, (8, 0), (4, 10))
    for found in FreeFloor(island(*WIDE, zones=(taken,))).place([Size(3, 2)] * 9, 0):
        assert not cells(found) & cells(Box(0, 0, 1, 1).grown(2))
        assert not cells(found) & cells(Box(7, 0, 6, 10))


def test_nothing_is_put_before_a_door() -> None:
    door = Door(DoorId("d"), False, ((5, 4, 8),), (), ((5, 4, 8),))
    for found in FreeFloor(island(*WIDE, doors=(door,))).place([Size(2, 2)] * 20, 0):
        assert not cells(found) & cells(Box(3, 4, 6, 3))


def test_a_passage_is_kept_free() -> None:
    rows = ["..........", ".....#####", ".....#####", "..........", ".....#####", ".........."]
    for found in FreeFloor(island(*rows)).place([Size(1, 1)] * 9, 0):
        assert not cells(found) & {TilePos(x, y) for x in (5, 6, 7, 8) for y in (0, 3, 5)}


def test_nothing_is_put_where_nobody_can_get() -> None:
    rows = ["...#......"] * 8
    found = FreeFloor(island(*rows)).place([Size(2, 2)] * 9, 0)
    assert found
    assert all(box.x + box.width <= 3 for box in found)


@given(islands(), st.integers(1, 4), st.integers(1, 3), st.integers(0, 20))
def test_whatever_is_placed_lies_apart_and_cuts_nothing_off(
    isle: IslandMap, width: int, height: int, seed: int
) -> None:
    """One can still get everywhere without setting foot on any of it."""
    boxes = FreeFloor(isle).place([Size(width, height)] * 5, seed)
    land = isle.tiles.reachable(*isle.starts[0])
    taken = [cells(found) for found in boxes]
    for number, one in enumerate(taken):
        assert all(land[y * isle.tiles.width + x] for x, y in one)
        grown = cells(boxes[number].grown(1))
        assert all(not grown & other for other in taken[:number] + taken[number + 1 :])
        assert all(not zone.contains(*tile) for zone in isle.zones for tile in grown)
    around = isle.tiles.with_blocked(span for found in boxes for span in found.spans())
    still = around.reachable(*isle.starts[0])
    lost = sum(land) - sum(still)
    assert lost == sum(map(len, taken))
