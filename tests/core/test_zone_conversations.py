"""Meetings, stages and quiet zones: who talks with whom because of where they are."""

from __future__ import annotations

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import ConversationId, ZoneId
from island_server.core.rules import Rules
from island_server.core.seats import Seat, seats_by_zone
from island_server.core.zones import ZoneKind
from tests.core.island import RULES, E, Isle, S, W, box

SPEAKER, LISTENER = ev.Part.SPEAKER, ev.Part.LISTENER
MEETING, STAGE = ev.ConversationKind.MEETING, ev.ConversationKind.STAGE
TABLE = box("table", ZoneKind.MEETING, (3, 0), (5, 2), capacity=2)
PODIUM = box("podium", ZoneKind.PODIUM, (0, 0), (2, 2), stage="hall")
HALL = box("hall", ZoneKind.AUDIENCE, (2, 0), (6, 2), stage="hall")


def opened(t_ms: int, kind: ev.ConversationKind, zone: str, capacity: int) -> ev.Event:
    return ev.ConversationOpened(t_ms, ConversationId(1), kind, ZoneId(zone), capacity)


def joined(isle: Isle, t_ms: int, name: str, part: ev.Part = SPEAKER) -> ev.Event:
    return ev.ConversationJoined(t_ms, ConversationId(1), isle[name], part)


def left(isle: Isle, t_ms: int, name: str) -> ev.Event:
    return ev.ConversationLeft(t_ms, ConversationId(1), isle[name])


def parts(isle: Isle) -> dict[str, ev.Part]:
    (conversation,) = isle.world.state.conversations.values()
    names = {isle[name]: name for name in "abc" if name in isle}
    return {names[member]: part for member, part in conversation.members.items()}


def test_a_meeting_zone_is_one_conversation_for_all_inside_also_for_one_alone() -> None:
    isle = Isle("a.........", "..........", zones=[TABLE])
    isle.walk("a", (E, 9))
    assert isle.until(700) == [
        ev.ZoneEntered(600, isle["a"], TABLE.id),
        opened(600, MEETING, "table", 2),
        joined(isle, 600, "a"),
    ]
    assert isle.until(9000) == [
        ev.ZoneLeft(1600, isle["a"], TABLE.id),
        left(isle, 1600, "a"),
        ev.ConversationClosed(1600, ConversationId(1)),
    ]


def test_one_enters_the_island_in_a_meeting() -> None:
    isle = Isle("...a......", "..........", zones=[TABLE])
    assert isle.log[-2:] == [opened(0, MEETING, "table", 2), joined(isle, 0, "a")]


def test_a_meeting_that_is_full_waits_for_a_seat() -> None:
    isle = Isle("...a...b..", "...c......", zones=[TABLE])
    assert isle.talking() == ["ab"]
    isle.walk("b", (E, 1))
    assert isle.until(400) == [
        ev.ZoneLeft(200, isle["b"], TABLE.id),
        left(isle, 200, "b"),
        joined(isle, 200, "c"),
    ]


def test_the_seat_of_one_who_leaves_the_island_is_taken_as_well() -> None:
    isle = Isle("...a...b..", "...c......", zones=[TABLE])
    isle.do(cmd.Leave(isle["a"], ev.LeaveReason.LOST))
    assert isle.talking() == ["bc"]


def test_those_who_wait_open_no_bubble_in_the_zone() -> None:
    isle = Isle("...a...b..", "..c.d.....", zones=[TABLE])
    isle.walk("c", (E, 1))
    isle.until(1000)
    assert isle.talking() == ["ab"]


def test_a_meeting_does_not_care_about_busy_and_far() -> None:
    isle = Isle("...a...b..", "..........", zones=[TABLE])
    isle.do(cmd.SetAvailability(isle["a"], ev.Availability.BUSY))
    assert isle.talking() == ["ab"]


def test_one_leaves_a_meeting_and_stays_out_of_it_all_over_the_zone() -> None:
    isle = Isle("...a...b..", "...c......", zones=[TABLE])
    isle.do(cmd.LeaveConversation(isle["a"]))
    assert isle.talking() == ["bc"]
    isle.walk("a", (E, 3))
    isle.until(2000)
    assert isle.talking() == ["bc"]
    isle.do(cmd.Leave(isle["c"], ev.LeaveReason.LEFT))
    assert isle.talking() == ["b"]
    assert isle.rejection(cmd.JoinConversation(isle["a"])) is None
    assert isle.talking() == ["ba"]


def test_who_asks_to_join_a_full_meeting_is_told_so_and_not_taken_in_later() -> None:
    isle = Isle("...a...b..", "...c......", zones=[TABLE])
    isle.do(cmd.LeaveConversation(isle["a"]))
    assert isle.talking() == ["bc"]
    assert isle.rejection(cmd.JoinConversation(isle["a"])) == "full"
    isle.do(cmd.Leave(isle["c"], ev.LeaveReason.LEFT))
    assert isle.talking() == ["b"]


def test_one_who_stepped_aside_and_walks_out_of_the_zone_may_come_in_again() -> None:
    isle = Isle("...a......", "..........", zones=[TABLE])
    isle.do(cmd.LeaveConversation(isle["a"]))
    isle.walk("a", (E, 6))
    isle.until(2000)
    isle.walk("a", (W, 3))
    isle.until(4000)
    assert isle.talking() == ["a"]


def test_a_zones_conversation_cannot_be_locked() -> None:
    isle = Isle("...a......", "..........", zones=[TABLE])
    assert isle.rejection(cmd.LockConversation(isle["a"], locked=True)) == "zone_conversation"


def test_who_walks_from_a_bubble_into_a_meeting_changes_company() -> None:
    isle = Isle("a.b.......", "..........", zones=[TABLE])
    isle.walk("a", (S, 1))
    isle.walk("a", (E, 1))
    isle.until(1000)
    assert isle.talking() == ["ab"]
    isle.walk("b", (E, 1))
    assert isle.until(2000)[1:] == [
        left(isle, 1200, "a"),
        left(isle, 1200, "b"),
        ev.ConversationClosed(1200, ConversationId(1)),
        ev.ConversationOpened(1200, ConversationId(2), MEETING, TABLE.id, 2),
        ev.ConversationJoined(1200, ConversationId(2), isle["b"], SPEAKER),
    ]


def test_nobody_talks_in_a_quiet_zone_and_nobody_outside_with_those_inside() -> None:
    isle = Isle("a.b..", "...c.", zones=[box("quiet", ZoneKind.QUIET, (0, 0), (3, 1))])
    isle.walk("a", (E, 1))
    isle.walk("c", (W, 1))
    isle.until(2000)
    assert isle.talking() == []


def test_who_walks_into_a_quiet_zone_leaves_the_bubble() -> None:
    isle = Isle("a..b..", zones=[box("quiet", ZoneKind.QUIET, (4, 0), (2, 1))])
    isle.walk("b", (W, 2))
    isle.until(1000)
    assert isle.talking() == ["ab"]
    isle.walk("b", (E, 3))
    isle.until(2000)
    assert isle.talking() == []


def test_the_podium_is_heard_by_the_audience_and_the_audience_by_nobody() -> None:
    isle = Isle("a.......", "...b..c.", zones=[PODIUM, HALL])
    assert isle.talking() == ["abc"]
    assert parts(isle) == {"a": SPEAKER, "b": LISTENER, "c": LISTENER}


def test_who_steps_onto_the_podium_becomes_a_speaker() -> None:
    isle = Isle("a.......", "..b.....", zones=[PODIUM, HALL])
    isle.walk("b", (W, 1))
    assert isle.until(200) == [
        ev.ZoneLeft(200, isle["b"], HALL.id),
        ev.ZoneEntered(200, isle["b"], PODIUM.id),
        joined(isle, 200, "b", SPEAKER),
    ]
    isle.walk("b", (E, 1))
    assert isle.until(400)[-1] == joined(isle, 400, "b", LISTENER)


def test_an_audience_may_wait_for_its_speaker() -> None:
    isle = Isle("........", "..b.....", zones=[PODIUM, HALL])
    assert isle.log[-2:] == [
        opened(0, STAGE, "podium", RULES.stage_capacity),
        joined(isle, 0, "b", LISTENER),
    ]


def test_an_audience_without_a_podium_is_a_place_like_any_other() -> None:
    isle = Isle("........", "..b..c..", zones=[HALL])
    isle.walk("b", (E, 1))
    isle.until(1000)
    assert isle.talking() == ["bc"]
    (conversation,) = isle.world.state.conversations.values()
    assert conversation.kind is ev.ConversationKind.BUBBLE


def test_the_smallest_zone_decides() -> None:
    nook = box("nook", ZoneKind.QUIET, (3, 0), (1, 1))
    isle = Isle("...a...b..", "..........", zones=[TABLE, nook])
    assert isle.talking() == ["b"]


def test_seats_are_bound_to_the_podium_of_their_stage() -> None:
    other = box("elsewhere", ZoneKind.AUDIENCE, (0, 5), (2, 2), stage="nowhere")
    small = box("pulpit", ZoneKind.PODIUM, (0, 0), (1, 1), stage="hall", capacity=3)
    room = box("room", ZoneKind.MEETING, (0, 9), (1, 1))
    rules = Rules(meeting_capacity=7)
    assert seats_by_zone([HALL, small, other, room], rules) == {
        "hall": Seat(STAGE, small.id, 3, LISTENER),
        "pulpit": Seat(STAGE, small.id, 3, SPEAKER),
        "room": Seat(MEETING, room.id, 7, SPEAKER),
    }
