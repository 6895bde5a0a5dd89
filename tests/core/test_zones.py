from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.ids import ZoneId
from island_server.core.zones import RULING_KINDS, Span, Zone, ZoneIndex, ZoneKind, spans_of

WIDTH, HEIGHT = 8, 7


def zone(name: str, *spans: Span, kind: ZoneKind = ZoneKind.MEETING) -> Zone:
    return Zone(ZoneId(name), kind, {"nl": name, "en": name}, {}, spans)


def box(name: str, x: int, y: int, w: int, h: int, kind: ZoneKind = ZoneKind.MEETING) -> Zone:
    return zone(name, *((row, x, x + w) for row in range(y, y + h)), kind=kind)


cell_sets = st.sets(st.tuples(st.integers(-2, WIDTH + 1), st.integers(0, HEIGHT + 1)))


@st.composite
def zone_lists(draw: st.DrawFn) -> list[tuple[Zone, set[tuple[int, int]]]]:
    drawn = draw(st.lists(st.tuples(cell_sets, st.sampled_from(list(ZoneKind))), max_size=6))
    return [
        (zone(f"z{i}", *spans_of(cells), kind=kind), cells) for i, (cells, kind) in enumerate(drawn)
    ]


@given(cell_sets)
def test_spans_hold_exactly_the_cells_they_were_gathered_from(cells: set[tuple[int, int]]) -> None:
    gathered = zone("z", *spans_of(cells))
    assert gathered.area == len(cells)
    for y in range(-1, HEIGHT + 3):
        for x in range(-3, WIDTH + 3):
            assert gathered.contains(x, y) == ((x, y) in cells)


def test_neighbouring_cells_become_one_span() -> None:
    assert spans_of([(3, 1), (2, 1), (5, 1), (2, 1), (0, 0)]) == ((0, 0, 1), (1, 2, 4), (1, 5, 6))


@pytest.mark.parametrize(
    "spans", [[(0, 2, 2)], [(1, 0, 1), (0, 0, 1)], [(0, 0, 3), (0, 2, 4)], [(-2, 0, 1)]]
)
def test_spans_that_are_empty_unsorted_or_overlapping_are_refused(spans: list[Span]) -> None:
    with pytest.raises(ValueError, match="zone z"):
        zone("z", *spans)


@given(zone_lists())
def test_the_index_agrees_with_asking_every_zone(
    drawn: list[tuple[Zone, set[tuple[int, int]]]],
) -> None:
    index = ZoneIndex(WIDTH, HEIGHT, [z for z, _ in drawn])
    for y in range(HEIGHT):
        for x in range(WIDTH):
            here = tuple(z for z, cells in drawn if (x, y) in cells)
            assert index.at(x, y) == here
            ruling = sorted(
                (len(cells), z.id)
                for z, cells in drawn
                if (x, y) in cells and z.kind in RULING_KINDS
            )
            governing = index.governing(x, y)
            assert (governing.id if governing else None) == (ruling[0][1] if ruling else None)


def test_the_smallest_ruling_zone_governs_and_names_do_not() -> None:
    plaza = box("plaza", 0, 0, 8, 7, ZoneKind.QUIET)
    table = box("table", 2, 2, 2, 2)
    sign = box("sign", 2, 2, 1, 1, ZoneKind.PLACE)
    index = ZoneIndex(WIDTH, HEIGHT, [plaza, table, sign])
    assert index.governing(2, 2) is table
    assert index.governing(1, 1) is plaza
    assert index.at(2, 2) == (plaza, table, sign)


def test_of_equal_zones_the_first_by_id_governs() -> None:
    index = ZoneIndex(WIDTH, HEIGHT, [box("b", 0, 0, 2, 1), box("a", 1, 0, 2, 1)])
    governing = index.governing(1, 0)
    assert governing is not None
    assert governing.id == "a"


def test_outside_the_map_there_are_no_zones() -> None:
    index = ZoneIndex(WIDTH, HEIGHT, [box("z", -3, 0, 20, 9)])
    for x, y in [(-1, 0), (WIDTH, 0), (0, -1), (0, HEIGHT)]:
        assert index.at(x, y) == ()
        assert index.governing(x, y) is None


def test_zones_can_be_members_of_sets() -> None:
    assert len({box("a", 0, 0, 1, 1), box("a", 0, 0, 1, 1), box("b", 0, 0, 1, 1)}) == 2
