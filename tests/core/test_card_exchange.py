"""Cards change hands when both said yes, and at no other time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from island_server.core.card_exchange import CARD_SEND_MS, OFFERS_MOST, CardExchange
from island_server.core.ids import AvatarId

A, B, C = AvatarId(1), AvatarId(2), AvatarId(3)


def test_both_say_yes_and_each_sends_once() -> None:
    exchange = CardExchange()
    assert exchange.offer(A, B, 0) is False
    assert exchange.has_offered(A, B)
    assert exchange.offer(B, A, 5) is True
    assert not exchange.has_offered(A, B)
    assert exchange.take_leave(A, B, 6)
    assert not exchange.take_leave(A, B, 7)
    assert exchange.take_leave(B, A, 5 + CARD_SEND_MS)


def test_offering_twice_is_one_offer_and_no_agreement() -> None:
    exchange = CardExchange()
    assert exchange.offer(A, B, 0) is False
    assert exchange.offer(A, B, 0) is False
    assert not exchange.take_leave(A, B, 0)


def test_an_offer_ends_by_taking_it_back_or_parting() -> None:
    exchange = CardExchange()
    exchange.offer(A, B, 0)
    assert exchange.withdraw(A, B)
    assert not exchange.withdraw(A, B)
    exchange.offer(A, B, 0)
    exchange.offer(C, A, 0)
    assert exchange.part(A) == [(A, B), (C, A)]
    assert exchange.offer(B, A, 0) is False


def test_who_leaves_the_island_gets_no_card_any_more() -> None:
    exchange = CardExchange()
    exchange.offer(A, B, 0)
    exchange.offer(B, A, 0)
    exchange.forget(B)
    assert not exchange.take_leave(A, B, 0)


def test_nobody_has_more_offers_open_than_may() -> None:
    exchange = CardExchange()
    for other in range(OFFERS_MOST):
        assert exchange.offer(A, AvatarId(10 + other), 0) is False
    assert exchange.offer(A, B, 0) is None
    assert exchange.offer(A, AvatarId(10), 0) is False


people = st.sampled_from([A, B, C])
deeds = st.lists(
    st.tuples(st.sampled_from(["offer", "withdraw", "part", "send"]), people, people), max_size=30
)


@given(deeds)
def test_no_card_is_sent_without_the_yes_of_both_since(done: list[tuple[str, int, int]]) -> None:
    """A slow second opinion: whose last word to whom was yes."""
    exchange, yes, may_send = CardExchange(), set[tuple[int, int]](), set[tuple[int, int]]()
    for deed, a, b in done:
        one, other = AvatarId(a), AvatarId(b)
        if one == other:
            continue
        if deed == "offer":
            yes.add((one, other))
            if (other, one) in yes:
                yes -= {(one, other), (other, one)}
                may_send |= {(one, other), (other, one)}
            exchange.offer(one, other, 0)
        elif deed == "withdraw":
            yes.discard((one, other))
            exchange.withdraw(one, other)
        elif deed == "part":
            yes = {pair for pair in yes if one not in pair}
            exchange.part(one)
        else:
            assert exchange.take_leave(one, other, 0) == ((one, other) in may_send)
            may_send.discard((one, other))
