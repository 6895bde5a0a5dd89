"""What is made of a log that breaks off, has gaps, or whose clocks jump."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.attendance.chronicle import Chronicle
from island_server.core.attendance.insight import insight
from island_server.core.attendance.records import Ending, Pieces
from island_server.core.events import ConversationKind, Part
from island_server.core.logged import Logged
from tests.core.attendance.random_logs import logs
from tests.core.attendance.worded import log_of, tell, time_ms


def told(text: str, question: str) -> str:
    return tell(insight(log_of(text)), question)


def at_wall(log: list[Logged], begin: int, shift_ms: int) -> list[Logged]:
    return [
        replace(entry, wall_ms=entry.wall_ms + shift_ms) if i >= begin else entry
        for i, entry in enumerate(log)
    ]


def test_a_clock_set_right_within_a_run_makes_nobody_stay_longer() -> None:
    log = log_of("09:00 anna comes\n09:05 anna walks\n09:10 anna goes")
    for shift_ms in (-3_600_000, 3_600_000):
        assert tell(insight(at_wall(log, 1, shift_ms)), "stays anna") == "09:00:00-09:10:00 told"


def test_a_clock_put_back_between_two_runs_never_makes_time_go_back() -> None:
    text = "09:00 anna comes\n09:10 anna walks\n09:11 restart\n09:12 anna comes\n09:20 anna goes"
    seen = insight(at_wall(log_of(text), 2, -3_600_000))
    assert tell(seen, "restarts") == "09:10:00-09:10:00"
    assert tell(seen, "stays anna") == "09:00:00-09:18:00 told"


def test_a_restart_shorter_than_the_break_splits_no_stay() -> None:
    text = "09:00 anna comes\n09:10 anna walks\n09:10:30 restart\n{} anna comes\n09:20 anna goes"
    assert told(text.format("09:10:59"), "stays anna") == "09:00:00-09:20:00 told"
    assert (
        told(text.format("09:11:00"), "stays anna")
        == "09:00:00-09:10:00 crash, 09:11:00-09:20:00 told"
    )


def test_ids_of_another_run_are_other_avatars() -> None:
    log = log_of("09:00 anna comes\n09:10 restart\n09:10 bram comes\n09:20 bram goes")
    same_id = [replace(entry, what=replace(entry.what, avatar=1)) for entry in log]
    seen = insight(same_id)
    assert tell(seen, "stays anna") == "09:00:00-09:00:00 crash"
    assert tell(seen, "stays bram") == "09:10:00-09:20:00 told"


def test_an_island_that_tells_things_a_moment_late_changes_no_figure() -> None:
    text = "{} anna comes\n{} bram comes to quay\n09:05 anna goes\n09:05 bram goes"
    late = insight(log_of(text.format("09:00:00", "08:59:59.990")))
    assert tell(late, "minute 08:59") == "most 1, 00:00.010, 1 came, 1 first, 0 went"
    assert tell(late, "present") == "10:00.010"
    assert sum(minute.person_ms for minute in late.curve) == late.person_ms


def test_two_tabs_of_one_person_count_once() -> None:
    text = """
    09:00 anna comes
    09:00 anna into cafe
    09:05 anna comes          # a second avatar of hers
    09:05 anna into cafe
    09:10 anna out of cafe
    09:10 anna goes
    """
    assert told(text, "peak") == "1 at 09:00:00"
    assert told(text, "present anna") == "10:00"
    assert told(text, "stays anna") == "09:00:00-09:10:00 open"
    assert told(text, "zone cafe anna") == "10:00"
    assert told(text, "zone cafe") == "1 people, 10:00, together 00:00, most 1 at 09:00:00"


def test_nobody_meets_themselves() -> None:
    text = """
    09:00 anna comes
    09:00 b bubble
    09:00 anna joins b
    09:00 anna comes
    09:00 anna joins b
    09:10 anna quits b
    """
    assert told(text, "node anna") == "met 0, 00:00"
    assert told(text, "conversations").startswith("0,")


def test_who_comes_during_a_gap_counts_from_the_next_entering_on() -> None:
    text = """
    09:00 anna comes
    09:00 bram comes
    09:01 gap of 5
    09:02 anna goes
    09:04 bram goes
    """
    seen = insight([entry for entry in log_of(text) if getattr(entry.what, "person", "") != "bram"])
    assert (tell(seen, "people"), tell(seen, "unplaced")) == ("1", "1")


def test_a_zone_entered_again_was_left_in_the_gap() -> None:
    text = """
    09:00 anna comes
    09:01 anna into cafe
    09:02 gap of 1
    09:05 anna into cafe
    09:06 anna out of cafe
    09:06 anna goes
    """
    assert told(text, "zone cafe anna") == "02:00"


@pytest.mark.parametrize(
    ("after", "together"),
    [
        ("anna quits b", "05:00"),  # both were there until Anna left
        ("anna listens to b", "05:00"),  # until she became a listener
        ("anna joins b", "01:00"),  # she joined again, so she had left
        ("b ends", "01:00"),  # nobody knows when who left
        ("anna walks", "01:00"),
        ("anna goes", "01:00"),
    ],
)
def test_a_conversation_goes_on_over_a_gap_if_what_follows_tells_so(
    after: str, together: str
) -> None:
    text = f"""
    09:00 anna comes
    09:00 bram comes
    09:00 b bubble
    09:00 anna joins b
    09:00 bram joins b
    09:01 gap of 3
    09:05 {after}
    09:05 bram quits b
    09:05 bram goes
    """
    assert told(text, "met anna bram") == f"{together}, 1 times, first 09:00:00"


def test_a_conversation_whose_opening_is_lost_is_of_no_known_kind() -> None:
    text = """
    09:00 anna comes
    09:00 bram comes
    09:01 gap of 3
    09:02 anna joins b
    09:02 bram joins b
    09:04 anna quits b
    09:04 bram quits b
    """
    assert told(text, "conversation 1").startswith("unknown 09:02:00-09:04:00 told")
    assert told(text, "met anna bram") == "02:00, 1 times, first 09:02:00"


def test_a_second_gap_leaves_in_doubt_what_was_in_doubt_since_the_first() -> None:
    text = "09:00 anna comes\n09:01 gap of 3\n09:02 gap of 2\n09:03 restart\n09:04 bram comes"
    assert told(text, "stays anna") == "09:00:00-09:01:00 gap"
    assert told(text, "gaps") == "09:01:00-09:02:00 3, 09:02:00-09:04:00 2"


def test_a_stage_with_listeners_only_is_no_conversation() -> None:
    text = """
    09:00 anna comes
    09:00 bram comes
    09:00 t stage podium
    09:00 anna listens to t
    09:00 bram listens to t
    09:10 anna quits t
    """
    assert told(text, "conversations").startswith("0,")
    assert told(text, "share anna") == "0.00, spoke 00:00, listened 00:00"


def test_who_speaks_and_then_listens_met_whom_they_spoke_with() -> None:
    text = """
    09:00 anna comes
    09:00 bram comes
    09:00 t stage podium
    09:00 anna joins t
    09:00 bram joins t
    09:03 bram listens to t
    09:10 anna quits t
    09:10 bram quits t
    """
    assert told(text, "met anna bram") == "03:00, 1 times, first 09:00:00"
    assert told(text, "share bram") == "1.00, spoke 03:00, listened 07:00"


def test_words_for_tests_are_what_they_say() -> None:
    log = log_of("09:00 anna comes to quay @host\n09:01 t stage podium\n09:02 anna listens to t")
    assert [entry.island for entry in log] == ["quay", "isle", "quay"]
    assert [entry.wall_ms for entry in log] == [time_ms(f"09:0{i}") for i in range(3)]
    assert getattr(log[1].what, "kind", None) is ConversationKind.STAGE
    assert getattr(log[2].what, "part", None) is Part.LISTENER


@given(log=logs(), size=st.integers(1, 20))
def test_pieces_handed_over_bit_by_bit_are_those_of_the_whole(log: list[Logged], size: int) -> None:
    whole, bits = Chronicle(), Chronicle()
    whole.take(log)
    records = whole.records()
    handed = []
    for at in range(0, len(log), size):
        bits.take(log[at : at + size])
        handed.append(bits.hand_over())
    handed.append(bits.hand_over(Ending.OPEN))
    assert sorted(records.stays) == sorted(it for some in handed for it in some.stays)
    assert sorted(records.visits) == sorted(it for some in handed for it in some.visits)
    members = [(talk.island, talk.zone or "", *it) for talk in records.talks for it in talk.members]
    assert sorted(members) == sorted(
        (talk.island, talk.zone or "", *it)
        for some in handed
        for _, talk in some.talks
        for it in talk.members
    )
    last = bits.hand_over(Ending.OPEN)
    assert last == Pieces([], [], [])
