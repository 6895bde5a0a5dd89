"""Statistics for others: numbers of many, and nothing of few."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from island_server.core.attendance.comparison import compare
from island_server.core.attendance.insight import insight
from island_server.core.attendance.insight_rules import InsightRules
from island_server.core.attendance.shared_figures import shared_figures, shared_return
from island_server.core.ids import ZoneId
from island_server.core.logged import Logged
from tests.core.attendance.random_logs import logs
from tests.core.attendance.worded import HOME, log_of

NAMES = "abcdefghijkl"


def event(people: str, *more: str) -> list[Logged]:
    """These people are there from 09:00 to 09:30."""
    coming = [f"09:00 {who} comes" for who in people]
    going = [f"09:30 {who} goes" for who in people]
    return log_of("\n".join([*coming, *more, *going]))


def talk(minute: int, zone: str, people: str) -> list[str]:
    joined = [f"09:{minute:02} {who} joins {zone}" for who in people]
    quitted = [f"09:{minute + 5:02} {who} quits {zone}" for who in people]
    return [f"09:{minute:02} {zone} meeting {zone}", *joined, *quitted]


def test_people_are_rounded_down_and_groups_of_few_are_not_told() -> None:
    told = shared_figures(insight(event(NAMES)))
    assert (told.people, told.peak, told.mean_present_minutes) == (10, 10, 30)
    assert set(told.curve) == {10, 0}
    assert (told.met, told.met_nobody) == (0, 10)
    few = shared_figures(insight(event("abcd")))
    assert (few.people, few.peak, few.mean_present_minutes) == (None, None, None)


def test_a_zone_tells_its_minutes_only_if_many_were_there() -> None:
    into = [f"09:00 {who} into cafe" for who in "abcdef"]
    log = event(NAMES, *into, "09:00 g into pier")
    zones = [(HOME, ZoneId("garden"))]
    cafe, garden, pier = shared_figures(insight(log, zones=zones)).zones
    assert (cafe.people, cafe.most, cafe.minutes) == (5, 5, 6 * 30)
    assert (garden.people, garden.most, garden.minutes) == (0, 0, 0)
    assert (pier.people, pier.most, pier.minutes) == (None, None, None)


def test_conversations_of_few_are_not_told() -> None:
    log = event(NAMES, *talk(5, "room", "abcde"), *talk(15, "nook", "abcd"))
    told = shared_figures(insight(log))
    assert [(it.zone, it.people, it.count, it.median_minutes) for it in told.talks] == [
        ((HOME, "room"), 5, 1, 5)
    ]
    assert told.met == 5


def test_who_came_back_is_told_in_round_numbers() -> None:
    compared = compare(insight(event("abcdefg")), insight(event("bcdefghijkl")))
    told = shared_return(compared)
    assert (told.returned, told.new, told.lost) == (5, 5, None)


def test_the_threshold_is_a_rule() -> None:
    rules = replace(InsightRules(), least_people=3)
    assert shared_figures(insight(event("abcd")), rules).people == 3


@given(logs())
def test_nobody_is_in_what_is_shared(log: list[Logged]) -> None:
    told = shared_figures(insight(log))
    assert not any(f"'p{i}'" in repr(told) for i in range(5))
    # at most five people are in these logs
    assert {told.people, told.peak, *told.curve} <= {0, 5, None}
