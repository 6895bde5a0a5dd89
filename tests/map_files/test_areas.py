from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from island_server.errors import MapError
from island_server.map_files.areas import areas, object_spans, rectangle_spans
from island_server.map_files.limits import MapLimits
from island_server.map_files.tiled_model import Shape, TiledObject
from tests.map_files.made_maps import area, made_map, objects
from tests.map_files.read_maps import OPEN, tiled_of

GROUND = tiled_of(made_map(OPEN))
Cells = set[tuple[int, int]]
TIPS = {(4, 0), (0, 4)}
"""Ends of a triangle that hold no middle."""


def thing(shape: Shape, x: float, y: float, w: float, h: float, **more: object) -> TiledObject:
    """Make an object, in tiles."""
    box = (x * 32, y * 32, w * 32, h * 32)
    return TiledObject("a", "area", shape, *box, properties={}, **more)  # type: ignore[arg-type]


def cells(what: TiledObject) -> Cells:
    spans = object_spans(what, GROUND, MapLimits())
    return {(x, y) for y, x0, x1 in spans for x in range(x0, x1)}


def polygon(*points: tuple[float, float], rotation: float = 0) -> TiledObject:
    scaled = tuple((x * 32, y * 32) for x, y in points)
    return thing(Shape.POLYGON, 0, 0, 0, 0, points=scaled, rotation=rotation)


def test_a_polygon_has_the_cells_whose_middle_lies_in_it() -> None:
    triangle = polygon((0, 0), (4.2, 0), (0, 4.2))
    assert cells(triangle) == {(x, y) for x in range(4) for y in range(4) if x + y < 4} | TIPS


def test_an_l_shape_is_no_rectangle() -> None:
    shape = polygon((0, 0), (1, 0), (1, 2), (3, 2), (3, 3), (0, 3))
    assert cells(shape) == {(0, 0), (0, 1), (0, 2), (1, 2), (2, 2)}


def test_nothing_thin_is_lost() -> None:
    across = polygon((0, 0.05), (5, 0.05), (5, 0.15), (0, 0.15))
    down = polygon((2.8, 0), (2.9, 0), (2.9, 4), (2.8, 4))
    slanted = polygon((0, 0), (0.2, 0), (5, 4.9), (4.9, 5))
    assert cells(across) == {(x, 0) for x in range(5)}
    assert cells(down) == {(2, y) for y in range(4)}
    assert cells(slanted) == {(n, n) for n in range(5)}


def test_an_ellipse_has_no_corners() -> None:
    found = cells(thing(Shape.ELLIPSE, 0, 0, 5, 5))
    assert {(2, 0), (0, 2), (4, 2), (2, 4), (2, 2)} <= found
    assert not found & {(0, 0), (4, 0), (0, 4), (4, 4)}


def test_a_turned_rectangle_lies_where_tiled_draws_it() -> None:
    assert cells(thing(Shape.RECTANGLE, 3, 0, 2, 1, rotation=90)) == {(2, 0), (2, 1)}
    assert cells(thing(Shape.RECTANGLE, 1, 1, 2, 1, rotation=360)) == {(1, 1), (2, 1)}


def test_a_tile_object_stands_on_its_lower_edge() -> None:
    assert cells(thing(Shape.TILE, 1, 3, 2, 1)) == {(1, 2), (2, 2)}


@pytest.mark.parametrize("shape", [Shape.POINT, Shape.POLYLINE])
def test_points_and_lines_cover_nothing(shape: Shape) -> None:
    assert cells(thing(shape, 1, 1, 1, 1)) == set()


def test_areas_outside_the_map_are_cut() -> None:
    assert cells(thing(Shape.RECTANGLE, -3, -3, 4, 4)) == {(0, 0)}
    assert cells(thing(Shape.RECTANGLE, 9, 9, 4, 4)) == set()
    assert cells(polygon((-9, -9), (40, -9), (40, 40), (-9, 40))) == {
        (x, y) for x in range(6) for y in range(5)
    }


def test_a_margin_goes_round_a_rectangle() -> None:
    spans = rectangle_spans(64, 64, 32, 32, GROUND, margin_tiles=1)
    assert spans == ((1, 1, 4), (2, 1, 4), (3, 1, 4))


def test_an_endless_outline_is_refused() -> None:
    zigzag = tuple((float(i % 2), float(i % 2) * 150) for i in range(400))
    what = thing(Shape.POLYGON, 0, 0, 0, 0, points=zigzag)
    with pytest.raises(MapError, match="outline is too long"):
        object_spans(what, GROUND, MapLimits(outline_crossings=1_000))


def test_names_are_unique() -> None:
    document = made_map(OPEN, objects(*(area(name, 0, 0, 1, 1) for name in ("a", "a", ""))))
    found = areas(tiled_of(document), MapLimits())
    assert [one.id for one in found] == ["a", "unnamed_tiled_area_1", "unnamed_tiled_area_2"]
    assert [one.is_named for one in found] == [True, False, False]


corners = st.tuples(st.floats(-2, 8), st.floats(-2, 7))


@given(st.lists(corners, min_size=3, max_size=8), st.floats(0, 359))
@settings(deadline=None)
def test_every_cell_whose_middle_is_inside_is_there(
    points: list[tuple[float, float]], rotation: float
) -> None:
    found = cells(polygon(*points, rotation=rotation))
    turn = math.radians(rotation)
    turned = [
        (x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn))
        for x, y in points
    ]
    for x in range(6):
        for y in range(5):
            if inside(x + 0.5, y + 0.5, turned) and clear(x + 0.5, y + 0.5, turned):
                assert (x, y) in found


def inside(x: float, y: float, points: list[tuple[float, float]]) -> bool:
    odd = False
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            odd = not odd
    return odd


def clear(x: float, y: float, points: list[tuple[float, float]]) -> bool:
    """Whether the answer does not hang on the last bit of a number."""
    near = [(x + dx, y + dy) for dx in (-1e-6, 1e-6) for dy in (-1e-6, 1e-6)]
    return all(inside(a, b, points) for a, b in near)
