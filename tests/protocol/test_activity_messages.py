from __future__ import annotations

from typing import Any

import pytest

from island_server.core.activities.draft import Kind, Option, Place
from island_server.core.ids import ZoneId
from island_server.errors import ProtocolError
from island_server.protocol.activity_messages import MESSAGES, ActivityPut, clean_words
from island_server.protocol.client_messages import parse_message

PUT = {"id": None, "kind": "poll", "title": " Tea? ", "options": [{"text": "Yes"}, {"text": "No"}]}
HEX = "ab" * 256


def parsed(event: str, message: dict[str, Any]) -> Any:
    return parse_message(event, (message,), MESSAGES)


def test_a_draft_comes_out_clean() -> None:
    put = parsed("activity_put", {**PUT, "place": ["", "bar"], "title": " Tea\u202e \n or? "})
    assert isinstance(put, ActivityPut)
    draft = put.as_draft("map")
    assert (draft.kind, draft.title) == (Kind.POLL, "Tea or?")
    assert draft.place == Place("map", ZoneId("bar"))
    assert draft.options == (Option("Yes"), Option("No"))


def test_markup_is_text() -> None:
    put = parsed("activity_put", {**PUT, "title": "<img src=x onerror=alert(1)>"})
    assert put.as_draft("map").title == "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("activity_put", {**PUT, "kind": "lottery"}),
        ("activity_put", {**PUT, "options": [{"text": "x"}] * 13}),
        ("activity_put", {**PUT, "options": [{"text": "x", "url": "https://a.example"}]}),
        ("activity_put", {**PUT, "place": ["map"]}),
        ("activity_put", {**PUT, "most": -1}),
        ("activity_put", {**PUT, "questions": [{"text": "?", "options": [], "right": "0"}]}),
        ("activity_do", {"id": "a", "action": "reopen"}),
        ("activity_do", {"id": "", "action": "open"}),
        ("activity_do", {"id": "a" * 201, "action": "open"}),
        ("activity_answer", {"id": "a", "chosen": list(range(13))}),
        ("activity_answer", {"id": "a", "chosen": ["0"]}),
        ("activity_answer", {"id": "a", "words": ["w"] * 6}),
        ("activity_token", {"id": "a", "blinded": HEX.upper()}),
        ("activity_token", {"id": "a", "blinded": HEX + "0"}),
        ("activity_vote", {"id": "a", "question": 10_001, "wants": True}),
        ("activity_hide", {"id": "a", "item": 3, "hidden": True}),
    ],
)
def test_what_is_out_of_form_is_refused(event: str, message: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError, match=r"bad_message"):
        parsed(event, message)


@pytest.mark.parametrize("text", ["", " ", "\u200b\u202e", "x" * 201])
def test_a_title_of_nothing_or_too_much_is_refused(text: str) -> None:
    with pytest.raises(ProtocolError, match="activity_text"):
        parsed("activity_put", {**PUT, "title": text}).as_draft("map")


def test_words_are_cleaned_or_refused() -> None:
    assert clean_words(["  fijne\n dag "]) == ["fijne dag"]
    with pytest.raises(ProtocolError, match="activity_answer"):
        clean_words(["ok", "x" * 31])
