from __future__ import annotations

import pytest
from aioice import stun
from hypothesis import given
from hypothesis import strategies as st

from island_server.media.sfu.ice_lite import (
    IceCredentials,
    answer_binding_request,
    parse_binding_request,
)

HERE, ELSEWHERE = ("192.0.2.1", 5000), ("192.0.2.1", 5001)


def check(
    credentials: IceCredentials, *, password: str | None = None, **attributes: object
) -> bytes:
    message = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    message.attributes["USERNAME"] = f"{credentials.ufrag}:browser"
    message.attributes.update(attributes)
    message.add_message_integrity((password or credentials.password).encode())
    return bytes(message)


def answer(credentials: IceCredentials, datagram: bytes, source: tuple[str, int]) -> bytes | None:
    request = parse_binding_request(datagram)
    assert request is not None
    return answer_binding_request(request, credentials, source)


@pytest.mark.parametrize("source", [HERE, ("2001:db8::1", 5000)])
def test_an_authentic_check_is_told_its_address(source: tuple[str, int]) -> None:
    credentials = IceCredentials()
    datagram = check(credentials)
    response = answer(credentials, datagram, source)
    assert response is not None
    message = stun.parse_message(response)
    assert message.message_class == stun.Class.RESPONSE
    assert message.transaction_id == stun.parse_message(datagram).transaction_id
    assert message.attributes["XOR-MAPPED-ADDRESS"] == source
    assert message.check_message_integrity(credentials.password.encode())
    assert "FINGERPRINT" in message.attributes


def test_nomination_is_read() -> None:
    credentials = IceCredentials()
    plain = parse_binding_request(check(credentials))
    nominating = parse_binding_request(check(credentials, **{"USE-CANDIDATE": None}))
    assert plain is not None
    assert nominating is not None
    assert (plain.is_nominated, nominating.is_nominated) == (False, True)
    assert plain.ufrag == credentials.ufrag


def test_a_wrong_password_is_not_answered() -> None:
    credentials = IceCredentials()
    assert answer(credentials, check(credentials, password="guess"), HERE) is None


def test_a_replay_from_elsewhere_is_not_answered_but_a_repeat_is() -> None:
    credentials = IceCredentials()
    datagram = check(credentials)
    assert answer(credentials, datagram, HERE)
    assert answer(credentials, datagram, HERE)
    assert answer(credentials, datagram, ELSEWHERE) is None
    assert answer(credentials, datagram, HERE)


def test_remembered_transactions_are_bounded() -> None:
    credentials = IceCredentials()
    for number in range(1000):
        credentials.is_replay(number.to_bytes(12, "big"), HERE)
    assert len(credentials.transactions) == 512


def test_only_binding_requests_are_read() -> None:
    indication = stun.Message(stun.Method.BINDING, stun.Class.INDICATION)
    indication.attributes["USERNAME"] = "a:b"
    assert parse_binding_request(bytes(indication)) is None
    allocate = stun.Message(stun.Method.ALLOCATE, stun.Class.REQUEST)
    allocate.attributes["USERNAME"] = "a:b"
    assert parse_binding_request(bytes(allocate)) is None
    assert (
        parse_binding_request(bytes(stun.Message(stun.Method.BINDING, stun.Class.REQUEST))) is None
    )


@given(st.binary(max_size=100))
def test_hostile_bytes_never_raise(tail: bytes) -> None:
    assert parse_binding_request(b"\0\1" + tail) is None


@given(st.binary(max_size=60), st.integers(0, 0x8030))
def test_hostile_attributes_never_raise(value: bytes, kind: int) -> None:
    attribute = kind.to_bytes(2, "big") + len(value).to_bytes(2, "big") + value
    attribute += bytes(-len(value) % 4)
    head = b"\0\1" + len(attribute).to_bytes(2, "big") + stun.COOKIE.to_bytes(4, "big") + bytes(12)
    parse_binding_request(head + attribute)
