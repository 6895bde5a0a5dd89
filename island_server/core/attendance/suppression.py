"""Counts of people as they may be shown to others: nothing tells of a group that is too small.

Three ways, each for its kind of figures; docs/attendance.md gives the proofs. `None` stands for
"from 1 up to one less than `least`". That there was nobody is no group, and is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_MIN = 3
"""With a smaller threshold, whatever is left out would be 1 and nothing else."""


@dataclass(frozen=True, slots=True)
class Line:
    """Counts of groups that have nobody in common, and their total, if it may be told."""

    cells: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """Counts in rows and columns, with the totals that may be told."""

    rows: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


def rounded(people: int, least: int) -> int | None:
    """One count, rounded down to a multiple of `least`: differences of two tell nothing small."""
    _check(least)
    return people // least * least if people >= least or people == 0 else None


def suppress_line(counts: Sequence[int], least: int) -> Line:
    """One row of a table and its total.

    The total is told if all are told, or if it leaves those left out at least two values each and
    together at least `least`: not if only one is left out, nor if all must be the smallest or the
    largest that is left out.
    """
    cells = tuple(_cell(count, least) for count in counts)
    left_out = [count for count, cell in zip(counts, cells, strict=True) if cell is None]
    k, together = len(left_out), sum(left_out)
    is_safe = k < together < k * (least - 1) and together >= least
    return Line(cells, sum(counts) if not left_out or is_safe else None)


def suppress_table(rows: Sequence[Sequence[int]], least: int) -> Table:
    """Rows of equal length. A total is told only if everything that it adds up is told."""
    cells = tuple(tuple(_cell(count, least) for count in row) for row in rows)
    return Table(
        cells,
        tuple(_total(row) for row in cells),
        tuple(_total(column) for column in zip(*cells, strict=True)),
        _total([cell for row in cells for cell in row]),
    )


def _cell(count: int, least: int) -> int | None:
    _check(least)
    return None if 0 < count < least else count


def _total(cells: Sequence[int | None]) -> int | None:
    told = [cell for cell in cells if cell is not None]
    return sum(told) if len(told) == len(cells) else None


def _check(least: int) -> None:
    if least < LEAST_MIN:
        raise ValueError(f"groups must have at least {LEAST_MIN} people to be told, not {least}")
