"""Two events side by side."""

from __future__ import annotations

from hypothesis import given

from island_server.core.attendance.comparison import compare
from island_server.core.attendance.insight import insight
from island_server.core.logged import Logged
from tests.core.attendance.random_logs import logs
from tests.core.attendance.worded import log_of


def test_a_zone_that_one_event_did_not_have_counts_nothing_there() -> None:
    text = "09:00 anna comes\n09:00 anna into {}\n09:05 anna out of {}\n09:05 anna goes"
    former, latter = (insight(log_of(text.format(zone, zone))) for zone in ("cafe", "pier"))
    zones = compare(former, latter).zones
    assert [(it.zone[1], it.former_ms, it.latter_ms, it.difference_ms) for it in zones] == [
        ("cafe", 300_000, 0, -300_000),
        ("pier", 0, 300_000, 300_000),
    ]


def test_an_event_without_anybody_can_be_compared() -> None:
    compared = compare(insight([]), insight([]))
    assert {row.difference for row in compared.figures} == {0}


@given(logs(), logs())
def test_everybody_came_back_or_is_new_or_was_lost(one: list[Logged], other: list[Logged]) -> None:
    former, latter = insight(one), insight(other)
    it = compare(former, latter)
    assert sorted((*it.returned, *it.lost)) == [p.presence.person for p in former.people]
    assert sorted((*it.returned, *it.new)) == [p.presence.person for p in latter.people]
    back = compare(latter, former)
    assert (back.returned, back.new, back.lost) == (it.returned, it.lost, it.new)
    assert [row.difference for row in back.figures] == [-row.difference for row in it.figures]
