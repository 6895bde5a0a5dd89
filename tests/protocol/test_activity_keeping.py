from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.activities.activity import Activity
from island_server.core.activities.board import Close, GoOn
from island_server.core.activities.draft import Draft, Kind, Place
from island_server.core.ids import ZoneId
from island_server.protocol.activity_keeping import (
    Damaged,
    pack_activity,
    pack_asked,
    pack_names,
    unpack_activity,
    unpack_names,
)
from tests.core.activities.made_activities import (
    ANNA,
    BO,
    EVERY_KIND,
    POLL,
    SECRET_POLL,
    SECRET_WORDS,
    opened,
)


def used(draft: Draft) -> Activity:
    """An activity of this kind in which something happened."""
    board = opened(draft)
    activity = board.find("a")
    if draft.is_anonymous:
        activity.give_leave(ANNA, b"blinded")
        activity.hand_in(b"t" * 16, ["zon"] if draft.kind is Kind.WORDS else [1], 2500)
    elif draft.kind is Kind.WORDS:
        activity.say(["zon"], ANNA)
    elif draft.kind is Kind.QUESTIONS:
        activity.vote(activity.ask("Why?", ANNA), BO, wants=True)
    elif draft.kind is Kind.FEET:
        activity.count_feet([3, 4])
    else:
        activity.choose([1], ANNA, Place("map", ZoneId("table")))
    if draft.kind is Kind.QUIZ:
        board.apply(GoOn("a"), 2600)
    board.apply(Close("a"), 3000)
    return activity


@pytest.mark.parametrize("draft", EVERY_KIND, ids=lambda it: f"{it.kind}-{it.is_anonymous}")
def test_an_activity_comes_back_as_it_was(draft: Draft) -> None:
    activity = used(draft)
    again = unpack_activity(pack_activity(activity), pack_asked(activity))
    assert again == activity
    assert again.results(10**9) == activity.results(10**9)


def test_the_bytes_do_not_tell_in_which_order_answers_came() -> None:
    answers = [(b"a" * 16, ["zee"]), (b"b" * 16, ["duin"]), (b"c" * 16, ["zee", "wad"])]
    forms = set()
    for order in (answers, answers[::-1], answers[1:] + answers[:1]):
        activity = opened(SECRET_WORDS).find("a")
        for token, words in order:
            activity.hand_in(token, words, 2500)
        forms.add(pack_activity(activity))
    assert len(forms) == 1


def test_the_bytes_of_the_answers_do_not_tell_who_got_leave() -> None:
    activity = used(SECRET_POLL)
    assert ANNA.encode() not in pack_activity(activity)
    assert ANNA.encode() in pack_asked(activity)


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff" * 30, pack_names(["a"])])
def test_what_is_damaged_says_so(data: bytes) -> None:
    with pytest.raises(Damaged):
        unpack_activity(data, None)


def test_names_keep_their_order() -> None:
    assert unpack_names(pack_names(["b", "a"])) == ["b", "a"]
    with pytest.raises(Damaged):
        unpack_names(b"\xc1")


@given(st.data())
def test_any_damage_is_an_activity_or_says_so(data: st.DataObject) -> None:
    whole = bytearray(pack_activity(used(POLL)))
    whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        unpack_activity(bytes(whole), None)
    except Damaged:
        return
