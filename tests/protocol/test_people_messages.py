"""What people say to be with one another: well-formed, ill-typed, oversize, with keys too many."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.errors import ProtocolError
from island_server.protocol.client_messages import Message, parse_message
from island_server.protocol.people_messages import PEOPLE_MESSAGES, Card
from tests.protocol.junk import objects

CARD = {"name": "Anna", "organisation": "", "email": "a@example.org", "link": ""}
VALID: dict[str, dict[str, Any]] = {
    "talk_topic": {"text": "Tea"},
    "talk_open": {"open": True},
    "listen": {"wanted": False},
    "talks": {"conversations": [1, 2]},
    "knock": {"conversation": None, "zone": "club"},
    "knock_answer": {"knock": 3, "admit": True},
    "follow": {"avatar": 7},
    "guide": {"ask": True},
    "status_text": {"text": "hi"},
    "card_offer": {"avatar": 7, "offered": True},
    "card": {"avatar": 7, "card": CARD},
}
WRONG: dict[str, list[object]] = {
    "text": [None, 5, "x" * 1001],
    "open": [None, 1],
    "wanted": ["yes"],
    "conversations": [None, [-1], ["1"], [1] * 41],
    "conversation": [-1, "1", 2**32],
    "zone": [5, "x" * 201],
    "knock": [None, -1],
    "admit": [None, 0],
    "avatar": [-1, "me", 2**32],
    "ask": [None],
    "offered": [None],
    "card": [None, {}, {**CARD, "phone": "1"}, {**CARD, "email": None}],
}
FIELDS = [(event, field) for event, message in VALID.items() for field in message]


def test_every_message_has_an_example_here() -> None:
    assert set(VALID) == set(PEOPLE_MESSAGES)


@pytest.mark.parametrize("event", VALID)
def test_a_message_as_documented_is_taken(event: str) -> None:
    message = parse_message(event, (VALID[event],), PEOPLE_MESSAGES)
    assert type(message) is PEOPLE_MESSAGES[event]


@pytest.mark.parametrize(("event", "field"), FIELDS)
def test_every_wrong_or_missing_value_is_refused(event: str, field: str) -> None:
    for value in WRONG[field]:
        with pytest.raises(ProtocolError):
            parse_message(event, ({**VALID[event], field: value},), PEOPLE_MESSAGES)
    rest = {key: value for key, value in VALID[event].items() if key != field}
    with pytest.raises(ProtocolError):
        parse_message(event, (rest,), PEOPLE_MESSAGES)


@given(st.sampled_from(FIELDS), objects)
def test_junk_in_a_field_is_a_message_or_a_protocol_error(
    place: tuple[str, str], value: object
) -> None:
    event, field = place
    with contextlib.suppress(ProtocolError):
        message = parse_message(event, ({**VALID[event], field: value},), PEOPLE_MESSAGES)
        assert isinstance(message, Message)


def test_a_card_is_cleaned_and_its_link_is_of_the_web() -> None:
    def card(**fields: str) -> Card:
        message = parse_message(
            "card", ({"avatar": 1, "card": {**CARD, **fields}},), PEOPLE_MESSAGES
        )
        assert isinstance(message, Card)
        return message

    cleaned = card(name=" Anna\u202e\n B ", link=" HTTPS://example.org ").card.cleaned()
    assert cleaned["name"] == "Anna B"
    assert cleaned["link"] == "HTTPS://example.org"
    with pytest.raises(ProtocolError, match="link"):
        card(link="javascript:alert(1)").card.cleaned()
