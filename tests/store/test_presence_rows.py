from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, ZoneId
from island_server.core.logged import Gap, Logged
from island_server.store.presence_rows import (
    NOT_KEPT,
    PRESENCE,
    ROW,
    clean_text,
    from_row,
    is_kept,
    to_row,
)

from .made_log import ANNA, AVATAR, PUT, enters, entry, of_every_kind


def as_read(row: dict[str, Any], **other: object) -> list[object]:
    """A row as the database gives it, joined with its person."""
    facts = None if row["facts"] is None else json.loads(json.dumps(row["facts"]))
    who = {"person": ANNA.person, "name": ANNA.name, "look": list(ANNA.look)}
    found = {**row, **who, "facts": facts, **other}
    return [found[part] for part in ROW]


def test_for_every_event_it_is_decided_whether_it_is_kept() -> None:
    assert {*PRESENCE, ev.Moved, *NOT_KEPT} == {*get_args(ev.Event), Gap}
    assert len(PRESENCE) + 1 + len(NOT_KEPT) == len(get_args(ev.Event)) + 1
    assert [is_kept(of_every_kind()[1].what, movement=m) for m in (True, False)] == [True, False]


def test_every_kind_has_a_word_of_its_own() -> None:
    words = [word for word, _ in PRESENCE.values()]
    assert len(set(words)) == len(words)


def test_the_facts_are_fields_of_the_event_and_never_a_name_a_look_or_a_place() -> None:
    for kind, (_, names) in PRESENCE.items():
        assert set(names) <= {field.name for field in fields(kind)}
        assert not set(names) & {"name", "look", "x", "y", "text", "person"}


def test_what_is_asked_for_most_has_a_column_and_the_rest_is_plain_json() -> None:
    opened = ev.ConversationOpened(
        1, ConversationId(2), ev.ConversationKind.MEETING, ZoneId("hall"), 25
    )
    row = to_row(entry(3, opened), places=True)
    assert (row["kind"], row["conversation"], row["zone"], row["avatar"]) == (
        "conversation_opened",
        2,
        "hall",
        None,
    )
    assert json.dumps(row["facts"]) == '{"kind": "meeting", "capacity": 25}'
    assert to_row(entry(3), places=True)["facts"] is None


def test_only_a_log_of_movement_says_where_somebody_enters() -> None:
    assert to_row(entry(1, enters()), places=False)["facts"] == {"role": "host"}
    place = {"role": "host", "x": 3, "y": 4, "facing": 2}
    assert to_row(entry(1, enters()), places=True)["facts"] == place


def test_every_row_comes_back_as_the_entry_that_it_was() -> None:
    for written in of_every_kind():
        if not isinstance(written.what, ev.Moved):
            assert from_row(as_read(to_row(written, places=True))) == written


def test_who_was_erased_has_no_name() -> None:
    row = as_read(to_row(entry(1, enters()), places=True), person=None, name=None, look=None)
    what = from_row(row).what
    assert isinstance(what, ev.Entered)
    assert (what.person, what.name, what.look, what.avatar) == ("", "", (), AVATAR)


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("kind", "polled", "the kind 'polled' is unknown"),
        ("facts", None, "damaged: .*role"),
        ("facts", {"role": "king"}, "damaged: .*'king'"),
        ("avatar", "x", "damaged: .*avatar"),
        ("t_ms", None, "damaged: .*t_ms"),
    ],
)
def test_a_damaged_row_is_refused(column: str, value: object, problem: str) -> None:
    row = as_read(to_row(entry(1, enters()), places=True), **{column: value})
    with pytest.raises(ValueError, match=problem):
        from_row(row)


@given(st.text() | st.just("a\ud800b\0c"))
def test_cleaned_text_can_be_stored_anywhere(text: str) -> None:
    clean = clean_text(text)
    assert "\0" not in clean
    assert clean.encode().decode() == clean
    row = to_row(Logged(1, 1, text, 1, ev.ZoneEntered(1, AVATAR, ZoneId(text))), places=False)
    assert (row["zone"], row["island"]) == (clean, clean)


def test_the_log_does_not_say_who_hosts_a_zone() -> None:
    put = ev.ZonePut(1, replace(PUT, host="Anna"), AVATAR)
    row = to_row(entry(3, put), places=True)
    assert "Anna" not in json.dumps(row["facts"])
    assert from_row(as_read(row)).what == ev.ZonePut(1, PUT, AVATAR)


def test_that_a_conversation_was_opened_up_and_who_was_let_in_comes_back_as_it_was() -> None:
    talk, guest, member = ConversationId(2), AvatarId(3), AvatarId(4)
    for what in (
        ev.OpenedUp(1, talk, member, opened=True),
        ev.LetIn(1, talk, guest, by=member),
    ):
        row = to_row(entry(3, what), places=False)
        assert row["conversation"] == talk
        assert from_row(as_read(row)).what == what


def test_who_overhears_or_follows_whom_is_not_written_down() -> None:
    for what in (ev.EarshotChanged(1, AvatarId(3), None), ev.Followed(1, AvatarId(3), AvatarId(4))):
        assert not is_kept(what, movement=True)
