"""No published combination of a table's cells and totals tells of a group that is too small.

The strongest reader is supposed: who knows the rule and tries all tables. Whatever is left out must
have at least two values with which the same would have been published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import product
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.attendance.suppression import (
    Line,
    Table,
    rounded,
    suppress_line,
    suppress_table,
)

LEAST = 5
counts = st.one_of(st.integers(0, 12), st.integers(0, 3))

Published = TypeVar("Published", Line, Table)


def possible_values(
    tables: Sequence[tuple[int, ...]], publish: Callable[[tuple[int, ...]], Published]
) -> list[tuple[Published, list[set[int]]]]:
    """For each publication, the values that each cell may have behind it."""
    behind: defaultdict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for table in tables:
        behind[publish(table)].append(table)
    return [(told, [set(cell) for cell in zip(*of, strict=True)]) for told, of in behind.items()]


@pytest.mark.parametrize("least", [3, 4, 5])
@pytest.mark.parametrize("cells", [1, 2, 3, 4])
def test_in_no_line_can_a_cell_that_is_left_out_be_found_out(cells: int, least: int) -> None:
    lines = list(product(range(least + 2), repeat=cells))
    for told, values in possible_values(lines, lambda it: suppress_line(it, least)):
        for cell, may_be in zip(told.cells, values, strict=True):
            assert len(may_be) > 1 if cell is None else may_be == {cell}


@pytest.mark.parametrize(("rows", "columns", "least"), [(2, 2, 5), (1, 3, 5), (2, 3, 3)])
def test_in_no_table_can_a_cell_that_is_left_out_be_found_out(
    rows: int, columns: int, least: int
) -> None:
    tables = list(product(range(least + 2), repeat=rows * columns))

    def publish(flat: tuple[int, ...]) -> Table:
        return suppress_table(
            [flat[row * columns : (row + 1) * columns] for row in range(rows)], least
        )

    for told, values in possible_values(tables, publish):
        flat = [cell for row in told.rows for cell in row]
        for cell, may_be in zip(flat, values, strict=True):
            assert may_be == set(range(1, least)) if cell is None else may_be == {cell}


@given(st.lists(counts, min_size=1, max_size=12))
def test_the_difference_of_a_total_and_its_cells_is_no_small_group(line: list[int]) -> None:
    told = suppress_line(line, LEAST)
    assert all(cell is None or cell == 0 or cell >= LEAST for cell in told.cells)
    if told.total is not None:
        assert told.total == sum(line)
        left_out = told.total - sum(cell or 0 for cell in told.cells)
        assert left_out == 0 or left_out >= LEAST


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(counts, min_size=n, max_size=n))))
def test_no_total_of_a_table_has_a_cell_in_it_that_is_left_out(rows: list[list[int]]) -> None:
    told = suppress_table(rows, LEAST)
    lines = [
        *zip(told.rows, told.row_totals, strict=True),
        *zip(zip(*told.rows, strict=True), told.column_totals, strict=True),
        ([cell for row in told.rows for cell in row], told.total),
    ]
    for cells, total in lines:
        assert (total is None) == (None in cells)
        assert total is None or total == sum(cell or 0 for cell in cells)


def test_a_single_cell_left_out_takes_the_total_with_it() -> None:
    assert suppress_line([20, 3, 0], LEAST) == Line((20, None, 0), None)
    assert suppress_line([20, 3, 4], LEAST) == Line((20, None, None), 27)
    assert suppress_line([20, 4, 4], LEAST) == Line((20, None, None), None)
    assert suppress_line([20, 2, 2], LEAST) == Line((20, None, None), None)


def test_who_came_back_cannot_be_found_out_from_all_and_those_who_were_lost() -> None:
    behind: defaultdict[tuple[int | None, ...], set[int]] = defaultdict(set)
    for returned, lost, new in product(range(3 * LEAST), repeat=3):
        told = (returned, lost, new, returned + lost, returned + new)
        behind[tuple(rounded(people, LEAST) for people in told)].add(returned)
    for told, may_be in behind.items():
        assert told[0] is not None or len(may_be) > 1, told


def test_rounding_tells_of_nobody_and_of_many_but_not_of_few() -> None:
    assert [rounded(people, LEAST) for people in (0, 1, 4, 5, 9, 10)] == [0, None, None, 5, 5, 10]


@pytest.mark.parametrize("publish", [rounded, lambda n, least: suppress_line([n], least)])
def test_a_threshold_that_leaves_out_only_one_value_is_refused(
    publish: Callable[[int, int], object],
) -> None:
    with pytest.raises(ValueError, match="at least 3 people to be told, not 2"):
        publish(1, 2)
