"""Sets of cells as spans, without ever listing the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from island_server.core.zones import Span


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give spans, in any order and overlapping, sorted and as few as possible."""
    found: list[Span] = []
    for y, x0, x1 in sorted(spans):
        if found and found[-1][0] == y and x0 <= found[-1][2]:
            found[-1] = (y, found[-1][1], max(found[-1][2], x1))
        else:
            found.append((y, x0, x1))
    return tuple(found)


def runs(values: Sequence[int], width: int) -> Iterator[tuple[int, Span]]:
    """Give the stretches of one value on each row of a grid, those of 0 left out."""
    for y in range(len(values) // width):
        x = 0
        for value, run in groupby(values[y * width : (y + 1) * width]):
            end = x + sum(1 for _ in run)
            if value:
                yield value, (y, x, end)
            x = end
