"""Arithmetic of spans: what touches is one, what is empty is nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from island_server.core.attendance.spans import (
    Span,
    by_minute,
    length_ms,
    levels,
    merged,
    most_at_once,
    shared,
)

LATEST = 60
spans = st.lists(
    st.tuples(st.integers(0, LATEST), st.integers(0, 20)).map(lambda it: (it[0], sum(it)))
)


def moments(some: list[Span]) -> list[int]:
    """At how many spans each moment is."""
    return [sum(start <= at < end for start, end in some) for at in range(LATEST + 30)]


def test_a_break_shorter_than_the_rule_is_bridged_and_one_as_long_is_not() -> None:
    assert merged([(20, 30), (0, 11)], break_ms=10) == [(0, 30)]
    assert merged([(20, 30), (0, 10)], break_ms=10) == [(0, 10), (20, 30)]
    assert merged([(10, 20), (0, 10), (5, 7)]) == [(0, 20)]


def test_who_goes_when_another_comes_was_not_there_together_with_them() -> None:
    assert most_at_once(levels([(0, 10), (10, 20)])) == (1, 0)
    assert most_at_once(levels([(0, 10), (9, 20), (30, 40), (30, 40)])) == (2, 9)
    assert most_at_once(levels([(5, 5)])) == (0, 0)


def test_a_minute_has_what_lies_in_it() -> None:
    most, time_ms = by_minute(levels([(59_000, 61_000), (60_000, 180_000), (0, 1)]), 1, 2)
    assert most == [2, 1]
    assert time_ms == [61_000, 60_000]


@given(spans)
def test_a_union_holds_where_any_span_does(some: list[Span]) -> None:
    union = merged(some)
    assert [min(1, level) for level in moments(some)] == moments(union)
    assert length_ms(union) == sum(moments(union))


@given(spans, spans)
def test_what_is_shared_is_where_both_hold(some: list[Span], others: list[Span]) -> None:
    common = shared(merged(some), merged(others))
    pairs = zip(moments(merged(some)), moments(merged(others)), strict=True)
    assert moments(common) == [a * b for a, b in pairs]


@given(spans)
def test_levels_are_how_many_hold(some: list[Span]) -> None:
    found = levels(some)
    told = [
        sum(level for start, end, level in found if start <= at < end) for at in range(LATEST + 30)
    ]
    assert told == moments(some)
    assert all(start < end and level > 0 for start, end, level in found)
