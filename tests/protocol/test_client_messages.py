"""Every message that a browser may send: well-formed, ill-typed, oversize, with keys too many."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.core.commands import REACTIONS
from island_server.core.events import Availability
from island_server.core.motion import Run
from island_server.errors import ProtocolError
from island_server.protocol.client_messages import (
    MESSAGES,
    Auth,
    Message,
    React,
    Walk,
    look_of,
    parse_auth,
    parse_message,
)
from tests.protocol.examples import AUTH, LOOK, VALID
from tests.protocol.junk import objects

FIELDS = [(event, field) for event, message in VALID.items() for field in message]
WRONG: dict[str, list[object]] = {
    "seq": [-1, 2**32, "1", None, 1.5, True],
    "x": [-1, 65_536, "1", None],
    "y": [-1, 65_536, 0.5, []],
    "runs": [None, "", [65_536], [-1], ["1"], [None], [1] * 256, {}],
    "avatar": [-1, 2**32, "me", None],
    "scope": ["", "all", None, 1, ["near"]],
    "text": [None, 5, b"bytes", "x" * 4001, ["x"]],
    "emoji": ["", "\N{PILE OF POO}", None, 3, "clap "],
    "availability": ["", "gone", None, 0],
    "name": [None, 5, b"Anna", "x" * 10_000, ["Anna"]],
    "look": [None, [], [0] * 6, [0] * 8, [256] * 7, [-1] * 7, ["0"] * 7, "0000000"],
    "mic": [None, 1, "true", "on"],
    "camera": [None, 0, "false"],
    "action": ["", "open", None, True],
    "door": [None, 5, b"front", "x" * 201, ["front"]],
    "open": [None, 1, "true", "open"],
    "kept": [None, 1, "true"],
    "generation": [-1, 2**32, "1", None],
    "sdp": [None, 5, b"v=0", "x" * 16_001],
}
REASONS = {"text": "text", "name": "name", "look": "look"}


def reason(event: str, *arguments: object) -> str:
    with pytest.raises(ProtocolError) as refused:
        parse_message(event, arguments)
    return refused.value.reason


def auth_reason(auth: object) -> str:
    with pytest.raises(ProtocolError) as refused:
        parse_auth(auth)
    return refused.value.reason


def test_every_message_has_an_example_here() -> None:
    assert set(VALID) == set(MESSAGES)


@pytest.mark.parametrize("event", VALID)
def test_a_message_as_documented_is_taken(event: str) -> None:
    message = parse_message(event, (VALID[event],))
    assert type(message) is MESSAGES[event]
    for field, value in VALID[event].items():
        assert getattr(message, field) == value


@pytest.mark.parametrize(("event", "field"), FIELDS)
def test_every_wrong_value_is_refused(event: str, field: str) -> None:
    for value in WRONG[field]:
        wanted = REASONS.get(field, "bad_message")
        assert reason(event, {**VALID[event], field: value}) == wanted, value


@pytest.mark.parametrize(("event", "field"), FIELDS)
def test_no_field_may_be_missing(event: str, field: str) -> None:
    rest = {key: value for key, value in VALID[event].items() if key != field}
    assert reason(event, rest) == "bad_message"


@pytest.mark.parametrize("event", VALID)
def test_a_key_too_many_is_refused(event: str) -> None:
    assert reason(event, {**VALID[event], "admin": True}) == "bad_message"


@pytest.mark.parametrize("event", VALID)
@pytest.mark.parametrize("argument", [None, 5, "text", b"bytes", [], [[]], True])
def test_the_argument_is_one_map(event: str, argument: object) -> None:
    assert reason(event, argument) == "bad_message"
    assert reason(event, VALID[event], VALID[event]) == "bad_message"


@pytest.mark.parametrize("event", ["media_restart", "clock", "leave"])
def test_a_message_that_says_nothing_may_be_sent_without_a_map(event: str) -> None:
    assert type(parse_message(event, ())) is MESSAGES[event]


@pytest.mark.parametrize("event", ["", "Walk", "connect", "disconnect", "teleport", "x" * 9999])
def test_an_unknown_event_is_told_so(event: str) -> None:
    assert reason(event, {}) == "unknown_event"


def test_only_the_last_run_of_a_walk_may_be_held() -> None:
    held_first = parse_message("walk", ({**VALID["walk"], "runs": [2 << 13, 5]},))
    assert isinstance(held_first, Walk)
    with pytest.raises(ProtocolError, match="bad_message"):
        held_first.unpacked()
    walk = parse_message("walk", (VALID["walk"],))
    assert isinstance(walk, Walk)
    assert walk.unpacked() == (Run(2, 5), Run(4, 0))


def test_reactions_and_availabilities_are_those_of_the_world() -> None:
    for emoji in REACTIONS:
        assert parse_message("react", ({"emoji": emoji},)) == React(emoji=emoji)  # type: ignore[arg-type]
    for availability in Availability:
        parse_message("status", ({"availability": availability.value},))


def test_a_look_is_seven_numbers() -> None:
    assert look_of(LOOK) == (0, 1, 2, 3, 4, 5, 0)


# --- what comes with the connection


def test_who_connects_as_documented_is_heard() -> None:
    assert parse_auth(AUTH) == Auth(
        v=1, name="Anna", look=LOOK, token="t", path=False, entry="quay"
    )
    assert parse_auth({"v": 1, "name": "Anna", "look": LOOK}).token is None


@pytest.mark.parametrize("version", [0, 2, "1", None, [], {}])
def test_another_version_is_refused_before_anything_else(version: object) -> None:
    assert auth_reason({**AUTH, "v": version, "name": 5, "future": "key"}) == "version"


@pytest.mark.parametrize("auth", [None, {}, [], "token", 5, b"", True])
def test_an_auth_that_is_none_is_refused(auth: object) -> None:
    assert auth_reason(auth) in ("version", "bad_message")


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("name", 5, "name"),
        ("name", "x" * 10_000, "name"),
        ("look", [0] * 6, "look"),
        ("look", None, "look"),
        ("token", 5, "bad_message"),
        ("token", "x" * 2049, "bad_message"),
        ("person", b"p", "bad_message"),
        ("media", "video", "bad_message"),
        ("media", None, "bad_message"),
        ("lang", "de", "bad_message"),
        ("generation", -1, "bad_message"),
        ("role", "organiser", "bad_message"),
        ("v", True, "bad_message"),
    ],
)
def test_a_wrong_auth_is_refused_by_its_reason(field: str, value: object, wanted: str) -> None:
    assert auth_reason({**AUTH, field: value}) == wanted


# --- whatever comes


@given(st.sampled_from(sorted(MESSAGES)), st.lists(objects, max_size=2))
def test_junk_is_a_message_or_a_protocol_error(event: str, arguments: list[object]) -> None:
    try:
        message = parse_message(event, tuple(arguments))
    except ProtocolError:
        return
    assert isinstance(message, Message)


@given(st.sampled_from(FIELDS), objects)
def test_junk_in_a_field_is_a_message_or_a_protocol_error(
    place: tuple[str, str], value: object
) -> None:
    event, field = place
    with contextlib.suppress(ProtocolError):
        parse_message(event, ({**VALID[event], field: value},))


@given(st.one_of(objects, st.dictionaries(st.sampled_from(sorted(AUTH)), objects)))
def test_junk_on_connecting_is_a_protocol_error_or_an_auth(auth: object) -> None:
    with contextlib.suppress(ProtocolError):
        assert isinstance(parse_auth(auth), Auth)


def test_nesting_without_end_is_refused() -> None:
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep]
    assert reason("walk", {**VALID["walk"], "runs": deep}) == "bad_message"
    assert auth_reason({**AUTH, "look": deep}) == "look"
