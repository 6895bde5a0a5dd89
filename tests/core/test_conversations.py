"""Bubbles: who talks with whom because they met."""

from __future__ import annotations

import pytest

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import ConversationId
from island_server.core.rules import Rules
from tests.core.island import NE, E, Isle, N, S, W

BUBBLE = ConversationId(1)
OPEN = ev.Availability.AVAILABLE


def opened(t_ms: int, conversation: int = 1, capacity: int = 8) -> ev.ConversationOpened:
    identity = ConversationId(conversation)
    return ev.ConversationOpened(t_ms, identity, ev.ConversationKind.BUBBLE, None, capacity)


def joined(isle: Isle, t_ms: int, name: str, conversation: int = 1) -> ev.ConversationJoined:
    identity = ConversationId(conversation)
    return ev.ConversationJoined(t_ms, identity, isle[name], ev.Part.SPEAKER)


def left(isle: Isle, t_ms: int, name: str, conversation: int = 1) -> ev.ConversationLeft:
    return ev.ConversationLeft(t_ms, ConversationId(conversation), isle[name])


def pair(**rules: int) -> Isle:
    """a and b talk, two tiles apart, a at (3, 1), b at (5, 1)."""
    isle = Isle("..........", "a....b....", "..........", rules=Rules(**rules))
    isle.walk("a", (E, 3))
    isle.until(600)
    assert isle.talking() == ["ab"]
    return isle


def row_of(names: str, *columns: int) -> Isle:
    """People side by side in the upper row, who came there one after another."""
    isle = Isle(*["." * 14] * 5)
    for name, x in zip(names, columns, strict=True):
        isle.enter(name, x, 1)
        isle.walk(name, (N, 1))
        isle.until(isle.now_ms + 400)
    return isle


def test_two_talk_when_one_has_walked_up_to_the_other() -> None:
    isle = Isle("a....b")
    isle.walk("a", (E, 3))
    assert isle.until(599) == []
    assert isle.until(600) == [opened(600), joined(isle, 600, "a"), joined(isle, 600, "b")]


def test_they_talk_as_soon_as_one_is_near_who_is_about_to_stop_there() -> None:
    isle = Isle("a....b")
    isle.walk("a", (E, 4))
    assert isle.until(600)[0] == opened(600)


def test_three_tiles_are_too_far_and_so_are_two_across_and_one_down() -> None:
    isle = Isle("a....b")
    isle.walk("a", (E, 2))
    assert isle.until(2000) == []
    isle = Isle("...b", "....", "a...")
    isle.walk("a", (NE, 1))
    assert isle.until(2000) == []
    isle.walk("a", (N, 1))
    assert isle.until(4000)[0] == opened(2200)


def test_who_passes_by_interrupts_nobody() -> None:
    isle = Isle("a.........", "....b.....")
    isle.walk("a", (E, 9))
    assert isle.until(5000) == []


def test_who_passes_by_a_bubble_does_not_join_it() -> None:
    isle = pair()
    isle.enter("c", 0, 0)
    isle.walk("c", (E, 9))
    assert isle.until(5000) == []


def test_two_who_walk_together_talk_only_when_they_stop() -> None:
    isle = Isle("a.........", "b.........")
    isle.walk("a", (E, 5))
    isle.walk("b", (E, 5))
    assert isle.until(999) == []
    assert isle.until(1000) == [opened(1000), joined(isle, 1000, "a"), joined(isle, 1000, "b")]


def test_a_newcomer_is_not_drawn_into_talk_where_it_arrives() -> None:
    isle = Isle("ab")
    assert isle.talking() == []
    isle.walk("a", (W, 1))
    isle.until(500)
    assert isle.talking() == ["ab"]


def test_a_newcomer_talks_with_a_neighbour_whom_it_approaches() -> None:
    isle = Isle("ab")
    assert isle.rejection(cmd.Approach(isle["a"], isle["b"])) is None
    assert isle.talking() == ["ab"]


def test_a_third_joins_and_everybody_is_still_in_one_conversation() -> None:
    isle = pair()
    isle.enter("c", 9, 1)
    isle.walk("c", (W, 2))
    assert isle.until(1000) == [joined(isle, 1000, "c")]
    assert isle.talking() == ["abc"]


def test_one_must_be_near_the_middle_too() -> None:
    isle = row_of("abcde", 3, 5, 7, 9, 11)
    assert isle.talking() == ["abcd"]


def test_a_full_bubble_takes_nobody_until_somebody_leaves() -> None:
    isle = pair(bubble_capacity=2)
    isle.enter("c", 5, 2)
    isle.walk("c", (N, 0))
    isle.until(1000)
    assert isle.tile("c") == (5, 0)
    assert isle.talking() == ["ab"]
    isle.walk("a", (W, 3))
    isle.until(2000)
    assert isle.talking() == ["bc"]


def test_nobody_gets_into_a_locked_bubble_and_those_beside_it_join_when_it_opens() -> None:
    isle = pair()
    lock = cmd.LockConversation(isle["a"], locked=True)
    assert isle.do(lock) == [ev.ConversationLocked(600, BUBBLE, isle["a"], locked=True)]
    assert isle.do(lock) == []
    isle.enter("c", 5, 2)
    isle.walk("c", (E, 1))
    assert isle.until(1000) == []
    assert isle.do(cmd.LockConversation(isle["b"], locked=False)) == [
        ev.ConversationLocked(1000, BUBBLE, isle["b"], locked=False),
        joined(isle, 1000, "c"),
    ]


def test_a_lock_ends_with_its_bubble() -> None:
    isle = pair()
    isle.do(cmd.LockConversation(isle["a"], locked=True))
    isle.walk("a", (W, 3))
    isle.until(2000)
    isle.walk("a", (E, 3))
    isle.until(3000)
    assert isle.talking() == ["ab"]
    assert not isle.world.state.conversations[ConversationId(2)].locked


def test_only_members_can_lock() -> None:
    isle = Isle("a.")
    assert isle.rejection(cmd.LockConversation(isle["a"], locked=True)) == "not_in_conversation"


def test_a_bubble_lasts_to_three_tiles_and_ends_beyond() -> None:
    isle = pair()
    isle.walk("a", (W, 1))
    assert isle.until(1000) == []
    isle.walk("a", (W, 1))
    assert isle.until(2000) == [
        left(isle, 1200, "a"),
        left(isle, 1200, "b"),
        ev.ConversationClosed(1200, BUBBLE),
    ]


def test_it_does_not_flicker_between_two_and_three_tiles() -> None:
    isle = pair()
    for _ in range(5):
        isle.walk("a", (W, 1))
        assert isle.until(isle.now_ms + 200) == []
        isle.walk("a", (E, 1))
        assert isle.until(isle.now_ms + 200) == []


def test_a_chain_breaks_when_its_link_leaves_the_island() -> None:
    """Regression: those on both sides of the link stayed in one bubble."""
    isle = row_of("abcd", 3, 5, 7, 9)
    assert isle.talking() == ["abcd"]
    isle.do(cmd.Leave(isle["c"], ev.LeaveReason.LEFT))
    assert isle.talking() == ["ab"]


def test_a_bubble_that_breaks_in_two_equal_parts_stays_with_those_who_were_there_first() -> None:
    isle = row_of("abcde", 0, 2, 4, 6, 7)
    isle.walk("c", (S, 3))
    isle.until(isle.now_ms + 2000)
    assert isle.talking() == ["ab", "de"]


def test_a_bubble_that_breaks_stays_with_the_larger_part_and_the_others_open_their_own() -> None:
    isle = row_of("abcde", 0, 2, 4, 6, 7)
    isle.enter("f", 7, 2)
    isle.walk("f", (N, 1))
    isle.until(isle.now_ms + 400)
    assert isle.talking() == ["abcdef"]
    isle.walk("c", (S, 3))
    isle.until(isle.now_ms + 2000)
    assert isle.talking() == ["def", "ab"]
    assert list(isle.world.state.conversations) == [1, 2]


@pytest.mark.parametrize("availability", [ev.Availability.BUSY, ev.Availability.AWAY])
def test_the_busy_and_the_away_are_left_alone(availability: ev.Availability) -> None:
    isle = pair()
    assert isle.do(cmd.SetAvailability(isle["b"], availability))[1:] == [
        left(isle, 600, "a"),
        left(isle, 600, "b"),
        ev.ConversationClosed(600, BUBBLE),
    ]
    isle.walk("a", (E, 1))
    assert isle.until(1000) == []
    assert isle.do(cmd.SetAvailability(isle["b"], OPEN))[1:] == [
        opened(1000, 2),
        joined(isle, 1000, "a", 2),
        joined(isle, 1000, "b", 2),
    ]


def test_who_steps_aside_stays_out_until_it_joins_again() -> None:
    isle = pair()
    assert isle.do(cmd.LeaveConversation(isle["a"])) == [
        ev.SteppedAside(600, isle["a"], aside=True),
        left(isle, 600, "a"),
        left(isle, 600, "b"),
        ev.ConversationClosed(600, BUBBLE),
    ]
    isle.walk("b", (W, 1))
    assert isle.until(1000) == []
    assert isle.do(cmd.JoinConversation(isle["a"])) == [
        ev.SteppedAside(1000, isle["a"], aside=False),
        opened(1000, 2),
        joined(isle, 1000, "a", 2),
        joined(isle, 1000, "b", 2),
    ]


def test_who_steps_aside_and_walks_away_is_open_to_others_again() -> None:
    isle = pair()
    isle.do(cmd.LeaveConversation(isle["a"]))
    isle.walk("a", (W, 3))
    assert isle.until(1200) == []
    isle.walk("a", (N, 1))
    assert isle.until(1400) == [ev.SteppedAside(1400, isle["a"], aside=False)]


def test_there_must_be_something_to_leave_or_to_join() -> None:
    isle = Isle("a.")
    assert isle.rejection(cmd.LeaveConversation(isle["a"])) == "not_in_conversation"
    assert isle.rejection(cmd.JoinConversation(isle["a"])) == "nothing_to_join"


def test_the_others_go_on_when_one_of_three_leaves_the_island() -> None:
    isle = pair()
    isle.enter("c", 5, 2)
    isle.walk("c", (W, 1))
    isle.until(1000)
    assert isle.do(cmd.Leave(isle["b"], ev.LeaveReason.LEFT)) == [
        left(isle, 1000, "b"),
        ev.Left(1000, isle["b"], ev.LeaveReason.LEFT),
    ]
    assert isle.talking() == ["ac"]


def test_the_last_two_part_when_one_leaves_the_island() -> None:
    isle = pair()
    assert isle.do(cmd.Leave(isle["b"], ev.LeaveReason.LEFT)) == [
        left(isle, 600, "a"),
        left(isle, 600, "b"),
        ev.ConversationClosed(600, BUBBLE),
        ev.Left(600, isle["b"], ev.LeaveReason.LEFT),
    ]


def test_a_bubble_may_walk_together() -> None:
    isle = pair()
    isle.walk("a", (E, 4))
    isle.walk("b", (E, 4))
    assert isle.until(3000) == []
    assert isle.talking() == ["ab"]
