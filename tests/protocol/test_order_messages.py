"""Messages about order: well-formed, ill-typed, oversize, with keys too many."""

from __future__ import annotations

from typing import Any

import pytest

from island_server.errors import ProtocolError
from island_server.protocol.client_messages import parse_message
from island_server.protocol.order_messages import (
    BLOCK_MESSAGES,
    ORDER_MESSAGES,
    REPORT_MESSAGES,
    Mute,
)
from tests.protocol.order_examples import ORDER_VALID

KINDS = {**ORDER_MESSAGES, **REPORT_MESSAGES, **BLOCK_MESSAGES}
WRONG: dict[str, list[Any]] = {
    "avatar": [-1, 2**32, "me", None, True],
    "muted": [None, 1, "true"],
    "link": [None, "l", 1],
    "locked": [None, 0],
    "closed": [None, 0],
    "pace": [-1, 601, 1.5, "30", None],
    "zone": ["", "x" * 201, 5],
    "message": [-1, 2**32, None],
    "deed": [-1, 2**32, None],
    "report": [-1, 2**32, None],
    "block": [-1, 2**32, None],
    "why": ["", "boredom", None, 3],
    "words": [None, 5, "x" * 201, b"bytes"],
    "text": [None, 5, "x" * 301],
}


def test_there_is_an_example_of_each() -> None:
    assert set(ORDER_VALID) == set(KINDS)


@pytest.mark.parametrize("event", KINDS)
def test_a_well_formed_message_is_taken(event: str) -> None:
    assert isinstance(parse_message(event, (ORDER_VALID[event],), KINDS), KINDS[event])


@pytest.mark.parametrize(
    ("event", "field"), [(event, field) for event, it in ORDER_VALID.items() for field in it]
)
def test_a_field_of_another_type_or_size_is_refused(event: str, field: str) -> None:
    for value in WRONG[field]:
        if value is None and (event, field) == ("slow_chat", "zone"):
            continue
        with pytest.raises(ProtocolError):
            parse_message(event, ({**ORDER_VALID[event], field: value},), KINDS)


@pytest.mark.parametrize("event", KINDS)
def test_a_key_too_many_is_refused(event: str) -> None:
    with pytest.raises(ProtocolError):
        parse_message(event, ({**ORDER_VALID[event], "by": 1},), KINDS)


def test_a_reason_may_be_left_out() -> None:
    assert parse_message("mute", ({"avatar": 1, "muted": True},), KINDS) == Mute(1, muted=True)
