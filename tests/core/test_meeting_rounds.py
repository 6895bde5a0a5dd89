from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.ids import PersonId
from island_server.core.meeting_rounds import (
    EXACT_PEOPLE,
    Pair,
    Round,
    Wishes,
    group_sizes,
    make_round,
    pairs_of,
)


def people(count: int) -> list[PersonId]:
    return [PersonId(f"person-{i:03}") for i in range(count)]


def blocks(pairs: set[Pair]) -> Wishes:
    return Wishes(2, {}, {}, lambda one, other: frozenset((one, other)) in pairs)


def partitions(
    rest: list[PersonId], sizes: tuple[int, ...]
) -> list[tuple[tuple[PersonId, ...], ...]]:
    """Every way to divide people into groups of these sizes: slow and plain."""
    if not rest:
        return [()]
    found = []
    for size in set(sizes):
        left = list(sizes)
        left.remove(size)
        for mates in combinations(rest[1:], size - 1):
            others = [person for person in rest[1:] if person not in mates]
            found += [((rest[0], *mates), *more) for more in partitions(others, tuple(left))]
    return found


def cheapest(everybody: list[PersonId], wishes: Wishes) -> int | None:
    """The least sum of earlier meetings over all rounds with everybody in the best sizes."""
    costs = [
        sum(wishes.met.get(pair, 0) for pair in pairs_of(groups))
        for groups in partitions(everybody, group_sizes(len(everybody), wishes.size)[0])
        if not any(wishes.is_blocked(*pair) for pair in pairs_of(groups))
    ]
    return min(costs, default=None)


def tallied(rounds: list[Round]) -> Counter[Pair]:
    return Counter(pair for made in rounds for pair in pairs_of(made.groups))


def in_a_row(everybody: list[PersonId], size: int, count: int, seed: int) -> list[Round]:
    rounds: list[Round] = []
    for number in range(count):
        wishes = Wishes(size, tallied(rounds), {})
        rounds.append(make_round(everybody, wishes, seed + number))
    return rounds


@pytest.mark.parametrize(
    ("count", "size", "best"),
    [
        (0, 2, None),
        (1, 3, None),
        (2, 4, (2,)),
        (3, 2, (3,)),
        (5, 2, (3, 2)),
        (4, 3, (4,)),
        (5, 3, (3, 2)),
        (7, 3, (4, 3)),
        (5, 4, (5,)),
        (6, 4, (3, 3)),
        (7, 4, (4, 3)),
        (9, 4, (5, 4)),
        (12, 4, (4, 4, 4)),
    ],
)
def test_what_does_not_divide_goes_into_groups_of_one_more_or_less(
    count: int, size: int, best: tuple[int, ...] | None
) -> None:
    assert next(iter(group_sizes(count, size)), None) == best


@given(st.integers(2, 300), st.integers(2, 4))
def test_every_division_counts_everybody_and_leaves_nobody_alone(count: int, size: int) -> None:
    for sizes in group_sizes(count, size)[:3]:
        assert sum(sizes) == count
        assert min(sizes) >= 2
        if count >= size:
            assert set(sizes) <= {size - 1, size, size + 1}


@given(st.integers(0, 40), st.integers(2, 4), st.integers())
def test_everybody_is_in_one_group_unless_they_are_the_only_one(
    count: int, size: int, seed: int
) -> None:
    everybody = people(count)
    made = make_round(everybody, Wishes(size, {}, {}), seed)
    placed = [person for group in made.groups for person in group]
    assert sorted([*placed, *made.left_over]) == everybody
    assert len(made.left_over) == (count == 1)
    assert sorted(map(len, made.groups), reverse=True) == list(
        next(iter(group_sizes(count, size)), ())
    )


@given(st.integers(2, 30), st.integers(2, 4), st.integers(), st.randoms())
def test_the_order_of_people_does_not_count_and_the_seed_does_it_all(
    count: int, size: int, seed: int, chance: object
) -> None:
    everybody = people(count)
    shuffled = list(everybody)
    chance.shuffle(shuffled)
    wishes = Wishes(size, {}, {})
    assert make_round(shuffled, wishes, seed) == make_round(everybody, wishes, seed)


@given(st.data(), st.integers(2, 8), st.integers(2, 4), st.integers())
def test_a_few_people_meet_again_as_little_as_can_be(
    data: st.DataObject, count: int, size: int, seed: int
) -> None:
    everybody = people(count)
    pairs = [frozenset(pair) for pair in combinations(everybody, 2)]
    met = {pair: data.draw(st.integers(0, 3)) for pair in pairs}
    blocked = data.draw(st.sets(st.sampled_from(pairs), max_size=3))
    wishes = Wishes(size, met, {}, lambda one, other: frozenset((one, other)) in blocked)
    made = make_round(everybody, wishes, seed)
    least = cheapest(everybody, wishes)
    if least is None:
        assert not set(pairs_of(made.groups)) & blocked
    else:
        assert not made.left_over
        assert sum(met[pair] for pair in pairs_of(made.groups)) == least


@given(st.integers(EXACT_PEOPLE + 1, 40).filter(lambda n: n % 2 == 0), st.integers(0, 2**32))
def test_no_pair_meets_twice_while_everybody_has_half_of_the_others_to_meet(
    count: int, seed: int
) -> None:
    """A repeated pair can then always be mended by one exchange: see the proof of Dirac's theorem.

    With u and v together again, each has at least n/2 others to meet. If no pair (c, d) could be
    exchanged for u-c and v-d without a repeat, u and v would have at most two of the four new
    acquaintances in each of the n/2 - 1 pairs: n - 2 together, and they have n.
    """
    rounds = in_a_row(everybody := people(count), 2, count // 2, seed)
    assert max(tallied(rounds).values()) == 1
    assert all(not made.left_over for made in rounds)
    assert len(everybody) == count


@pytest.mark.parametrize("seed", range(4))
def test_six_people_meet_everybody_in_five_rounds_of_pairs_or_repeat_knowingly(seed: int) -> None:
    rounds = in_a_row(people(6), 2, 3, seed)
    assert max(tallied(rounds).values()) == 1
    later = in_a_row(people(6), 2, 15, seed)
    assert max(tallied(later).values()) - min(tallied(later).values()) <= 2


@pytest.mark.parametrize(("count", "size", "rounds"), [(30, 3, 4), (40, 4, 4), (31, 3, 3)])
def test_larger_groups_meet_new_people_for_some_rounds(count: int, size: int, rounds: int) -> None:
    assert max(tallied(in_a_row(people(count), size, rounds, 7)).values()) == 1


@given(st.data(), st.integers(2, 24), st.integers(2, 4), st.integers())
def test_nobody_is_ever_put_with_whom_they_are_blocked_from(
    data: st.DataObject, count: int, size: int, seed: int
) -> None:
    everybody = people(count)
    pairs = [frozenset(pair) for pair in combinations(everybody, 2)]
    blocked = data.draw(st.sets(st.sampled_from(pairs), max_size=20))
    wishes = Wishes(size, {}, {}, lambda one, other: one < other and {one, other} in blocked)
    made = make_round(everybody, wishes, seed)
    assert not set(pairs_of(made.groups)) & blocked
    assert all(len(group) >= 2 for group in made.groups)
    placed = [person for group in made.groups for person in group]
    assert sorted([*placed, *made.left_over]) == everybody


def test_two_who_block_one_another_are_left_over() -> None:
    one, other = people(2)
    made = make_round([one, other], blocks({frozenset((one, other))}), 1)
    assert made.groups == ()
    assert set(made.left_over) == {one, other}


def test_sizes_change_before_somebody_is_left_over_because_of_a_block() -> None:
    everybody = people(4)
    wishes = Wishes(3, {}, {}, blocks({frozenset(everybody[:2])}).is_blocked)
    made = make_round(everybody, wishes, 1)
    assert [len(group) for group in made.groups] == [2, 2]


@pytest.mark.parametrize("seed", range(5))
def test_who_was_left_over_before_is_not_again(seed: int) -> None:
    hermit, *others = people(3)
    pairs = {frozenset((hermit, other)) for other in others} | {frozenset(others)}
    one_way = pairs - {frozenset((hermit, others[0])), frozenset(others)}
    wishes = Wishes(2, {}, {hermit: 1}, blocks(one_way).is_blocked)
    made = make_round([hermit, *others], wishes, seed)
    assert made.left_over == (others[1],)


def test_the_odd_group_falls_to_everybody_in_time() -> None:
    rounds = in_a_row(people(11), 2, 40, 3)
    threes = Counter(
        p for made in rounds for group in made.groups if len(group) == 3 for p in group
    )
    assert len(threes) == 11


def test_repeats_are_counted() -> None:
    one, other, third = people(3)
    made = Round(((one, other, third),))
    assert made.repeats({frozenset((one, other)): 2}) == 1


@pytest.mark.parametrize("size", [1, 5])
def test_other_sizes_are_no_rounds(size: int) -> None:
    with pytest.raises(ValueError, match="groups of"):
        make_round(people(4), Wishes(size, {}, {}), 1)


def test_a_hundred_people_are_grouped_again_and_again() -> None:
    rounds = in_a_row(people(100), 4, 6, 11)
    assert sum(made.repeats(tallied(rounds[:i])) for i, made in enumerate(rounds)) == 0
