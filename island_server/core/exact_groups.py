"""The cheapest way to divide a few people into groups of given sizes, by weighing all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple

PairCost = Callable[[int, int], int | None]
"""What two people cost together; None if they must not be."""


class Grouping(NamedTuple):
    """Groups, and the sum over all pairs in them."""

    cost: int
    groups: tuple[tuple[int, ...], ...]


def cheapest_groups(people: Sequence[int], sizes: Sequence[int], cost: PairCost) -> Grouping | None:
    """The cheapest groups of these sizes; None if there are none. Among equals the first found.

    Takes time exponential in the number of people. The sum of `sizes` must be that number.
    """
    known: dict[tuple[tuple[int, ...], tuple[int, ...]], Grouping | None] = {}

    def solve(rest: tuple[int, ...], left: tuple[int, ...]) -> Grouping | None:
        if not rest:
            return Grouping(0, ())
        if (rest, left) not in known:
            known[rest, left] = _best(rest, left)
        return known[rest, left]

    def _best(rest: tuple[int, ...], left: tuple[int, ...]) -> Grouping | None:
        first, others = rest[0], rest[1:]
        best: Grouping | None = None
        for size in sorted(set(left)):
            further = list(left)
            further.remove(size)
            for mates in combinations(others, size - 1):
                group = (first, *mates)
                own = _sum(group, cost)
                if own is None or (best is not None and own >= best.cost):
                    continue
                after = solve(tuple(i for i in others if i not in mates), tuple(further))
                if after is not None and (best is None or own + after.cost < best.cost):
                    best = Grouping(own + after.cost, (group, *after.groups))
        return best

    return solve(tuple(people), tuple(sorted(sizes)))


def _sum(group: Sequence[int], cost: PairCost) -> int | None:
    total = 0
    for one, other in combinations(group, 2):
        each = cost(one, other)
        if each is None:
            return None
        total += each
    return total
