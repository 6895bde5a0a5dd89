"""Who meets whom in a round of "meet someone new": small groups, of people who have not met yet.

Pure: chance is a seed. What is promised, in this order: nobody is put with somebody they are
blocked from; as few as possible are left over, and those least often before; sizes are as planned
(`group_sizes`); pairs meet again as little as possible. Up to `EXACT_PEOPLE` that is the optimum;
above it a search that for pairs finds a round without repeats whenever everybody has still half of
the others to meet, and is near the optimum otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from island_server.core.chance import Chance
from island_server.core.exact_groups import cheapest_groups
from island_server.core.ids import PersonId

MIN_SIZE = 2
MAX_SIZE = 4
EXACT_PEOPLE = 9
"""Up to so many people every way to group them is weighed: a few milliseconds."""

_TRIES = 6
"""How often the search begins anew, by another chance."""
_IDLE_SWEEPS = 6
"""A search ends after looking at everybody so often in vain."""
_MOST_LOOKS = 400_000
"""How many exchanges a round weighs in all: a second or so, for hundreds who all have met."""

Pair = frozenset[PersonId]
IsBlocked = Callable[[PersonId, PersonId], bool]
Group = tuple[PersonId, ...]


def nobody(_one: PersonId, _other: PersonId) -> bool:
    """Nobody is blocked from anybody."""
    return False


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is known when a round begins.

    Attributes:
        size: people in a group, 2 to 4.
        met: how often two people were in one group before.
        left_over: how often somebody had no group before.
        is_blocked: whether two people must not be put together; either way round counts.
    """

    size: int
    met: Mapping[Pair, int]
    left_over: Mapping[PersonId, int]
    is_blocked: IsBlocked = nobody


@dataclass(frozen=True, slots=True)
class Round:
    """Groups of two and more, and who has none."""

    groups: tuple[Group, ...]
    left_over: tuple[PersonId, ...] = ()

    def repeats(self, met: Mapping[Pair, int]) -> int:
        """How many pairs of this round have met before."""
        return sum(1 for pair in pairs_of(self.groups) if met.get(pair, 0))


def pairs_of(groups: Iterable[Group]) -> Iterator[Pair]:
    """Everybody with everybody else of their group."""
    for group in groups:
        for pair in combinations(group, 2):
            yield frozenset(pair)


def group_sizes(people: int, size: int) -> list[tuple[int, ...]]:
    """How so many people can be divided, the best first: nobody alone, no group off by two.

    The best has the fewest groups of another size than was asked for; of these the smaller ones.
    Empty for fewer than two; fewer people than a group are one group.
    """
    if people < MIN_SIZE:
        return []
    if people < size:
        return [(people,)]
    divisions = []
    for larger in range(people // (size + 1) + 1):
        rest = people - larger * (size + 1)
        for smaller in range(rest // (size - 1) + 1 if size > MIN_SIZE else 1):
            if (rest - smaller * (size - 1)) % size == 0:
                plain = (rest - smaller * (size - 1)) // size
                divisions.append((larger + smaller, larger, plain, smaller))
    return [
        (size + 1,) * larger + (size,) * plain + (size - 1,) * smaller
        for _, larger, plain, smaller in sorted(divisions)
    ]


def make_round(willing: Collection[PersonId], wishes: Wishes, seed: int) -> Round:
    """Group the people who are willing; the same people and seed always give the same round.

    Raises `ValueError` for a size that is not 2 to 4.
    """
    if not MIN_SIZE <= wishes.size <= MAX_SIZE:
        raise ValueError(f"groups of {wishes.size}")
    chance = Chance(seed)
    people = sorted(set(willing))
    chance.shuffle(people)
    find = _find_exactly if len(people) <= EXACT_PEOPLE else _find_by_search
    return find(people, wishes, chance)


def _find_exactly(people: list[PersonId], wishes: Wishes, _chance: Chance) -> Round:
    costs = _Costs(people, wishes)
    everybody = range(len(people))
    for missing in range(len(people) + 1):
        rests = sorted(combinations(everybody, missing), key=costs.of_rest)
        for sizes in group_sizes(len(people) - missing, wishes.size):
            best: tuple[int, int, tuple[tuple[int, ...], ...], tuple[int, ...]] | None = None
            for rest in rests:
                if best is not None and costs.of_rest(rest) > best[0]:
                    break
                stay = [i for i in everybody if i not in rest]
                found = cheapest_groups(stay, sizes, costs.of_pair)
                if found is not None and (best is None or found.cost < best[1]):
                    best = costs.of_rest(rest), found.cost, found.groups, rest
            if best is not None:
                return _round(people, best[2], best[3])
    return Round((), tuple(people))


def _find_by_search(people: list[PersonId], wishes: Wishes, chance: Chance) -> Round:
    """Groups by exchanging people for as long as it helps; who is in the way of a block goes."""
    costs = _Costs(people, wishes)
    stay = list(range(len(people)))
    rest: list[int] = []
    while plans := group_sizes(len(stay), wishes.size):
        in_the_way: int | None = None
        # The second plan is for blocks only: sizes go before repeats.
        for sizes in plans[:2]:
            groups = _search(stay, sizes, costs, chance)
            in_the_way = costs.most_blocked(groups)
            if in_the_way is None:
                return _round(people, groups, rest)
        if in_the_way is not None:
            stay.remove(in_the_way)
            rest.append(in_the_way)
    return Round((), tuple(people))


def _round(
    people: Sequence[PersonId], groups: Iterable[Sequence[int]], rest: Iterable[int]
) -> Round:
    return Round(
        tuple(tuple(people[i] for i in group) for group in groups),
        tuple(people[i] for i in rest),
    )


class _Costs:
    """What it costs to put two people together, by their place in a list."""

    def __init__(self, people: Sequence[PersonId], wishes: Wishes) -> None:
        self._left_over = [wishes.left_over.get(person, 0) for person in people]
        self._pairs: list[list[int | None]] = [[0] * len(people) for _ in people]
        for (i, one), (j, other) in combinations(enumerate(people), 2):
            cost: int | None = wishes.met.get(frozenset((one, other)), 0)
            if wishes.is_blocked(one, other) or wishes.is_blocked(other, one):
                cost = None
            self._pairs[i][j] = self._pairs[j][i] = cost
        self._block = 1 + sum(cost or 0 for row in self._pairs for cost in row)

    def of_pair(self, one: int, other: int) -> int | None:
        """How often they have met; None if they must not."""
        return self._pairs[one][other]

    def of_rest(self, rest: Iterable[int]) -> int:
        """How often those left over now were so before."""
        return sum(self._left_over[i] for i in rest)

    def of_member(self, one: int, others: Iterable[int]) -> int:
        """What somebody costs among others: any block is dearer than all repeats together."""
        row = self._pairs[one]
        return sum(self._block if row[i] is None else row[i] or 0 for i in others if i != one)

    def most_blocked(self, groups: Sequence[Sequence[int]]) -> int | None:
        """Whom to leave over so that most blocks are honoured; None if all are."""
        counts = {
            one: sum(self._pairs[one][i] is None for i in group if i != one)
            for group in groups
            for one in group
        }
        worst = max(counts, key=lambda i: (counts[i], -self._left_over[i]))
        return worst if counts[worst] else None


def _search(
    people: Sequence[int], sizes: Sequence[int], costs: _Costs, chance: Chance
) -> list[list[int]]:
    best: list[list[int]] = []
    best_cost = -1
    for _ in range(_TRIES):
        # Each begins anew by another chance, with its share of the time.
        order = list(people)
        chance.shuffle(order)
        bounds = [0]
        for size in sizes:
            bounds.append(bounds[-1] + size)
        groups = [order[start:end] for start, end in pairwise(bounds)]
        cost = _improve(groups, costs, chance)
        if best_cost < 0 or cost < best_cost:
            best, best_cost = groups, cost
        if best_cost == 0:
            break
    return best


def _improve(groups: list[list[int]], costs: _Costs, chance: Chance) -> int:
    """Exchange people between groups while that makes it no dearer; what it costs in the end."""
    people = sum(map(len, groups))
    looks, idle, cost = _MOST_LOOKS // _TRIES, 0, _cost_of(groups, costs)
    while cost and idle < _IDLE_SWEEPS and looks > 0:
        dear = [
            (g, k)
            for g, group in enumerate(groups)
            for k in range(len(group))
            if costs.of_member(group[k], group)
        ]
        chance.shuffle(dear)
        for g, k in dear:
            _exchange(groups, g, k, costs, chance)
        looks -= len(dear) * people
        former, cost = cost, _cost_of(groups, costs)
        idle = idle + 1 if cost == former else 0
    return cost


def _cost_of(groups: Sequence[Sequence[int]], costs: _Costs) -> int:
    return sum(costs.of_member(one, group) for group in groups for one in group) // 2


def _exchange(groups: list[list[int]], g: int, k: int, costs: _Costs, chance: Chance) -> None:
    """Exchange one person for the one elsewhere by whom most is gained; equal ones now and then."""
    one = groups[g][k]
    here = costs.of_member(one, groups[g])
    best: list[tuple[int, int]] = []
    best_gain = 0
    for h, group in enumerate(groups):
        if h == g or not here:
            continue
        for m, other in enumerate(group):
            before = here + costs.of_member(other, group)
            there = [i for i in group if i != other]
            stay = [i for i in groups[g] if i != one]
            gain = before - costs.of_member(one, there) - costs.of_member(other, stay)
            if gain > best_gain:
                best, best_gain = [(h, m)], gain
            elif gain == best_gain:
                best.append((h, m))
    if best:
        h, m = chance.choice(best)
        groups[g][k], groups[h][m] = groups[h][m], groups[g][k]
