"""What brings people together: well-formed, ill-typed, with limits."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.errors import ProtocolError
from island_server.protocol import gathering_messages as msg
from island_server.protocol.client_messages import Message, parse_message
from tests.protocol.junk import objects

KINDS: dict[str, type[Message]] = {
    **msg.ANNOUNCEMENT_MESSAGES,
    **msg.CALL_MESSAGES,
    **msg.COUNTDOWN_MESSAGES,
    **msg.ROUND_MESSAGES,
    **msg.HELP_MESSAGES,
}
VALID: dict[str, dict[str, Any]] = {
    "announce": {"text": "Hi", "scope": "zone", "zone": "a", "role": None, "chime": True},
    "call": {"scope": "all", "island": None, "zone": None},
    "call_choice": {"call": 1, "choice": "walk"},
    "call_end": {},
    "call_places": {},
    "countdown": {"at": 1_750_000_000_000, "title": "", "link": "https://a.nl"},
    "countdown_extend": {"minutes": 60},
    "countdown_end": {},
    "rounds_open": {"size": 4, "minutes": 60, "where": "zones", "zones": ("a",), "question": ""},
    "willing": {"willing": False},
    "round_start": {},
    "round_extend": {"minutes": 1},
    "round_end": {},
    "rounds_close": {},
    "help": {"needed": True, "text": ""},
    "help_take": {"avatar": 7},
    "help_done": {"avatar": 7},
    "greeter": {"avatar": 7, "greeter": True},
    "greet": {"avatar": 7},
}
FIELDS = [(event, field) for event, message in VALID.items() for field in message]


def test_every_message_has_an_example_here() -> None:
    assert set(VALID) == set(KINDS)


@pytest.mark.parametrize("event", VALID)
def test_a_message_as_documented_is_taken(event: str) -> None:
    message = parse_message(event, (VALID[event],), KINDS)
    assert type(message) is KINDS[event]
    for field, value in VALID[event].items():
        assert getattr(message, field) == value


@pytest.mark.parametrize(("event", "field"), FIELDS)
@pytest.mark.parametrize("wrong", [{}, [None], -1, 2**64, 1.5, b"x", "\N{PILE OF POO}" * 4001])
def test_an_ill_typed_field_is_refused(event: str, field: str, wrong: object) -> None:
    with pytest.raises(ProtocolError) as refused:
        parse_message(event, ({**VALID[event], field: wrong},), KINDS)
    assert refused.value.reason in ("bad_message", "text")


@pytest.mark.parametrize("event", VALID)
def test_a_key_too_many_is_refused(event: str) -> None:
    with pytest.raises(ProtocolError, match="bad_message"):
        parse_message(event, ({**VALID[event], "admin": True},), KINDS)


@pytest.mark.parametrize("minutes", [0, 61, -5])
def test_nobody_adds_no_time_or_too_much(minutes: int) -> None:
    with pytest.raises(ProtocolError, match="bad_message"):
        parse_message("countdown_extend", ({"minutes": minutes},), KINDS)


@given(st.sampled_from(sorted(KINDS)), objects)
def test_whatever_comes_is_taken_or_refused(event: str, junk: object) -> None:
    with contextlib.suppress(ProtocolError):
        parse_message(event, (junk,), KINDS)


@given(st.text(max_size=60))
def test_whatever_is_given_for_a_link_is_https_or_refused(text: str) -> None:
    with contextlib.suppress(ProtocolError):
        link = msg.https_link(text)
        assert link == "" or link.lower().startswith("https://")


@pytest.mark.parametrize("link", ["https://a.nl", "https://a.nl:8443/x?y=z#w", " https://a.nl "])
def test_a_plain_https_link_is_taken(link: str) -> None:
    assert msg.https_link(link) == link.strip()


def test_what_may_be_left_out_is_empty() -> None:
    assert msg.optional_text(" \n\t", 10) == ""
    assert msg.optional_text(" a ", 10) == "a"
    with pytest.raises(ProtocolError, match="text"):
        msg.optional_text("x" * 11, 10)
