"""Knocks, from the first to the last second of them."""

from __future__ import annotations

from island_server.core.ids import AvatarId, ConversationId, ZoneId
from island_server.core.knocking import KNOCK_MS, KNOCK_PAUSE_MS, Knocks

A, B = AvatarId(1), AvatarId(2)
TALK = ConversationId(7)


def test_one_knocks_at_one_place_at_a_time() -> None:
    knocks = Knocks()
    first = knocks.knock(A, TALK, None, 0)
    assert first is not None
    assert knocks.knock(A, None, ZoneId("club"), 1) is None
    other = knocks.knock(B, TALK, None, 1)
    assert other is not None
    assert knocks.at(TALK) == [first, other]
    assert knocks.heard(first.number) == first


def test_a_refused_knock_is_heard_no_more_and_ends_when_its_time_is_over() -> None:
    knocks = Knocks()
    knock = knocks.knock(A, TALK, None, 0)
    assert knock is not None
    knocks.refuse(knock)
    assert knocks.heard(knock.number) is None
    assert knocks.at(TALK) == []
    assert knocks.take_unanswered(KNOCK_MS - 1) == []
    assert [it.avatar for it in knocks.take_unanswered(KNOCK_MS)] == [A]


def test_one_waits_after_knocking_in_vain_but_not_after_being_let_in() -> None:
    knocks = Knocks()
    knocks.knock(A, TALK, None, 0)
    knocks.take_unanswered(KNOCK_MS)
    assert knocks.knock(A, TALK, None, KNOCK_MS + KNOCK_PAUSE_MS - 1) is None
    assert knocks.knock(A, TALK, None, KNOCK_MS + KNOCK_PAUSE_MS) is not None
    assert knocks.end(A) is not None
    assert knocks.end(A) is None
    assert knocks.knock(A, TALK, None, KNOCK_MS + KNOCK_PAUSE_MS) is not None
