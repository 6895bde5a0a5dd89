from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from island_server.core.calls import LATER_MS, Call, Choice, Counts, Place
from island_server.core.ids import PersonId

ANNA, BO = PersonId("anna"), PersonId("bo")


def test_a_choice_may_be_changed_and_taken_back() -> None:
    call = Call(Place("map"), [ANNA, BO])
    call.choose(ANNA, Choice.STAY, 0)
    call.choose(ANNA, Choice.WALK, 1)
    assert call.choice(ANNA) is Choice.WALK
    call.forget(ANNA)
    assert call.choice(ANNA) is None


def test_later_is_asked_again_once_each_time_it_is_said() -> None:
    call = Call(Place("map"), [ANNA])
    call.choose(ANNA, Choice.LATER, 0)
    assert call.take_due(LATER_MS - 1) == []
    assert call.take_due(LATER_MS) == [ANNA]
    assert call.choice(ANNA) is None
    assert call.take_due(3 * LATER_MS) == []
    call.choose(ANNA, Choice.LATER, LATER_MS)
    call.choose(ANNA, Choice.STAY, LATER_MS + 1)
    assert call.take_due(9 * LATER_MS) == []


def test_who_comes_later_keeps_what_they_chose() -> None:
    call = Call(Place("map"), [])
    assert not call.is_asked(BO)
    call.ask(BO)
    call.choose(BO, Choice.STAY, 0)
    call.ask(BO)
    assert call.choice(BO) is Choice.STAY


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from([None, *Choice]))))
def test_the_counts_are_those_of_the_last_choices(steps: list[tuple[int, Choice | None]]) -> None:
    people = [PersonId(str(i)) for i in range(10)]
    call = Call(Place("map"), people)
    last: dict[int, Choice | None] = {}
    for i, choice in steps:
        last[i] = choice
        if choice is None:
            call.forget(people[i])
        else:
            call.choose(people[i], choice, 0)
    chosen = list(last.values())
    walked, later, stayed = (chosen.count(choice) for choice in Choice)
    assert call.counts() == Counts(walked, later, stayed, 10 - walked - later - stayed)
