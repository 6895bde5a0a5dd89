"""Who talked and who met, at the edges of the definitions."""

from __future__ import annotations

import pytest

from island_server.core.attendance.conversation_groups import median
from island_server.core.attendance.insight import insight
from tests.core.attendance.worded import log_of, tell

HOUR = """
09:00 anna comes
09:00 bram comes
09:00 cees comes
09:00 m meeting room
09:00 anna joins m
09:10 bram joins m
09:20 bram quits m
{}
09:40 anna quits m
09:40 cees quits m
10:00 anna walks
"""


def test_who_goes_when_another_comes_did_not_meet_them() -> None:
    seen = insight(log_of(HOUR.format("09:20 cees joins m")))
    assert tell(seen, "met bram cees") == "never"
    assert tell(seen, "node bram") == "met 1, 10:00"


def test_each_conversation_has_the_people_who_were_in_it() -> None:
    seen = insight(log_of(HOUR.format("09:30 cees joins m")))
    assert [sorted(it.people) for it in seen.conversations] == [["anna", "bram"], ["anna", "cees"]]


def test_at_the_same_time_there_are_as_many_conversations_as_there_are() -> None:
    text = """
    09:00 anna comes
    09:00 bram comes
    09:00 cees comes
    09:00 dirk comes
    09:00 one bubble
    09:00 anna joins one
    09:00 bram joins one
    09:00:30 two bubble
    09:00:30 cees joins two
    09:00:30 dirk joins two
    09:01:30 anna quits one
    09:01:30 bram quits one
    09:02 dirk walks
    """
    seen = insight(log_of(text))
    minutes = [tell(seen, f"talk-minute 09:0{i}") for i in range(2)]
    assert minutes == [
        "2 at once, 01:30 in all, largest 2, mean size 2.00",
        "2 at once, 01:30 in all, largest 2, mean size 2.00",
    ]
    assert tell(seen, "conversations").startswith("2, median 01:30, longest 01:30, 03:00 in all")


def test_the_largest_of_a_minute_counts_also_if_a_smaller_one_began_later() -> None:
    text = """
    09:00:00 anna comes
    09:00:00 bram comes
    09:00:00 cees comes
    09:00:00 b bubble
    09:00:00 anna joins b
    09:00:00 bram joins b
    09:00:00 cees joins b
    09:00:20 cees quits b
    09:00:40 anna quits b
    """
    told = tell(insight(log_of(text)), "talk-minute 09:00")
    assert told == "1 at once, 00:40 in all, largest 3, mean size 2.50"


@pytest.mark.parametrize(
    ("lengths", "middle"), [([], 0), ([7], 7), ([1, 4], 2), ([1, 4, 9], 4), ([1, 4, 9, 10], 6)]
)
def test_a_median_is_the_middle_or_between_two_middles(lengths: list[int], middle: int) -> None:
    assert median(lengths) == middle


def test_hosts_are_no_newcomers_even_if_they_were_attendees_before() -> None:
    text = """
    09:00 anna comes @host
    09:00 bram comes @organiser
    09:00 cees comes
    09:00 dirk comes
    09:01 dirk goes
    09:01 dirk comes @host
    09:02 dirk goes
    09:02 dirk comes
    09:30 dirk goes
    """
    assert tell(insight(log_of(text)), "met-nobody") == "cees"
