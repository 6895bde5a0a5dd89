"""The book of what hosts did: what holds, what is undone, who may come in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from island_server.core.chat_pace import MOST_REMEMBERED, ChatPace
from island_server.core.events import Role
from island_server.core.ids import PersonId, ZoneId
from island_server.core.order import (
    MOST_DEEDS,
    MOST_STANDING,
    OPPOSITES,
    Deed,
    OrderBook,
    What,
    Why,
)

HOST, ANNA, BO = PersonId("host"), PersonId("anna"), PersonId("bo")
HALL = ZoneId("hall")


def deed(what: What, **more: Any) -> Deed:
    return Deed(what, HOST, 1000, **more)


def done(book: OrderBook, what: What, **more: Any) -> Deed:
    taken = book.take(deed(what, **more))
    assert isinstance(taken, Deed)
    return taken


def undo(book: OrderBook, former: Deed) -> Deed:
    end = replace(former, what=OPPOSITES[former.what], link="", pace_s=0)
    taken = book.take(end)
    assert isinstance(taken, Deed)
    return taken


def refusal(book: OrderBook, person: str | None, link: str = "l", **more: Any) -> str | None:
    role = more.pop("role", Role.ATTENDEE)
    who = None if person is None else PersonId(person)
    return book.entry_refusal(who, link, role, was_here=more.pop("was_here", True))


def test_every_deed_gets_a_number_of_its_own() -> None:
    book = OrderBook()
    assert done(book, What.ASKED_LOWER, about=ANNA).number == 1
    assert done(book, What.ASKED_LOWER, about=ANNA).number == 2


@pytest.mark.parametrize("what", [what for what in OPPOSITES if what is not What.CHAT_SLOWED])
def test_what_lasts_stands_until_it_is_undone_and_is_done_once(what: What) -> None:
    book = OrderBook()
    first = done(book, what)
    assert book.standing() == [first]
    assert book.find(first.number) == first
    assert book.take(deed(what)) == "already_so"
    undo(book, first)
    assert book.standing() == []
    assert book.find(first.number) is None
    assert book.take(deed(OPPOSITES[what])) == "already_so"


def test_the_line_of_what_was_undone_says_by_whom() -> None:
    book = OrderBook()
    undo(book, done(book, What.MUTED, about=ANNA))
    assert [(line.what, line.undone_by) for line in book.lines()] == [
        (What.UNMUTED, None),
        (What.MUTED, HOST),
    ]


def test_what_does_not_last_cannot_be_undone() -> None:
    book = OrderBook()
    for what in (What.ASKED_LOWER, What.REMOVED, What.MESSAGE_HIDDEN):
        assert book.find(done(book, what, about=ANNA).number) is None


def test_only_the_latest_lines_are_kept_and_all_that_stands() -> None:
    book = OrderBook()
    ban = done(book, What.BANNED, about=ANNA)
    for _ in range(MOST_DEEDS + 5):
        done(book, What.ASKED_LOWER, about=BO)
    assert len(book.lines()) == MOST_DEEDS + 1
    assert book.lines()[-1] == ban


def test_no_more_holds_than_may() -> None:
    book = OrderBook()
    for number in range(MOST_STANDING):
        done(book, What.MUTED, about=PersonId(f"{number}"))
    assert book.take(deed(What.MUTED, about=ANNA)) == "too_many"
    undo(book, book.standing()[0])
    done(book, What.MUTED, about=ANNA)


# --- the door


def test_the_banned_stay_out_until_it_is_undone() -> None:
    book = OrderBook()
    ban = done(book, What.BANNED, about=ANNA)
    assert refusal(book, "anna") == "banned"
    assert refusal(book, "anna", role=Role.HOST) == "banned"
    assert refusal(book, "bo") is None
    undo(book, ban)
    assert refusal(book, "anna") is None


def test_a_closed_link_keeps_out_whoever_was_not_here_before() -> None:
    book = OrderBook()
    done(book, What.BANNED, about=ANNA, link="shared")
    assert refusal(book, None, "shared", was_here=False) == "link_closed"
    assert refusal(book, "stranger", "shared", was_here=False) == "link_closed"
    assert refusal(book, "bo", "shared") is None
    assert refusal(book, None, "another", was_here=False) is None


def test_a_ban_without_a_link_closes_no_link() -> None:
    book = OrderBook()
    done(book, What.BANNED, about=ANNA)
    assert refusal(book, None, "", was_here=False) is None


def test_a_locked_island_lets_in_who_was_here_and_hosts() -> None:
    book = OrderBook()
    lock = done(book, What.ISLAND_LOCKED)
    assert refusal(book, None, was_here=False) == "island_locked"
    assert refusal(book, None, was_here=False, role=Role.HOST) is None
    assert refusal(book, "bo") is None
    undo(book, lock)
    assert refusal(book, None, was_here=False) is None


def test_an_organiser_always_comes_in() -> None:
    book = OrderBook()
    done(book, What.BANNED, about=ANNA, link="l")
    done(book, What.ISLAND_LOCKED)
    assert refusal(book, "anna", was_here=False, role=Role.ORGANISER) is None


# --- the chat


def test_the_slowest_pace_where_somebody_stands_counts() -> None:
    book = OrderBook()
    assert book.pace_ms("nes", [HALL]) == 0
    done(book, What.CHAT_SLOWED, pace_s=10)
    done(book, What.CHAT_SLOWED, pace_s=60, island="nes", zone=HALL)
    assert book.pace_ms("nes", [HALL]) == 60_000
    assert book.pace_ms("nes", []) == 10_000
    assert book.pace_ms("ameland", [HALL]) == 10_000


def test_another_pace_takes_the_place_of_the_former_and_none_ends_it() -> None:
    book = OrderBook()
    done(book, What.CHAT_SLOWED, pace_s=10)
    assert book.take(deed(What.CHAT_SLOWED, pace_s=10)) == "already_so"
    done(book, What.CHAT_SLOWED, pace_s=30)
    assert book.pace_ms("nes", []) == 30_000
    done(book, What.CHAT_SLOWED, pace_s=0)
    assert book.pace_ms("nes", []) == 0
    assert book.standing() == []
    assert book.take(deed(What.CHAT_SLOWED, pace_s=0)) == "already_so"


def test_one_waits_from_ones_own_last_message_on() -> None:
    pace = ChatPace()
    assert pace.wait_ms(ANNA, 10_000, 0) == 0
    pace.note(ANNA, 1000)
    assert pace.wait_ms(ANNA, 10_000, 4000) == 7000
    assert pace.wait_ms(ANNA, 10_000, 11_000) == 0
    assert pace.wait_ms(BO, 10_000, 4000) == 0


def test_of_too_many_writers_the_first_are_forgotten() -> None:
    pace = ChatPace()
    for number in range(MOST_REMEMBERED + 1):
        pace.note(PersonId(f"{number}"), 0)
    assert pace.wait_ms(PersonId("0"), 1000, 0) == 0
    assert pace.wait_ms(PersonId("1"), 1000, 0) == 1000


# --- restarts and erasure


def test_what_stood_stands_after_a_restart_and_numbers_go_on() -> None:
    book, again = OrderBook(), OrderBook()
    done(book, What.ASKED_LOWER, about=BO)
    done(book, What.BANNED, about=ANNA, link="l", why=Why.SPAM)
    again.restore(book.standing())
    assert again.standing() == book.standing()
    assert refusal(again, "anna") == "banned"
    assert done(again, What.ASKED_LOWER, about=BO).number == 3


def test_what_does_not_last_is_not_taken_back_in() -> None:
    book = OrderBook()
    book.restore([deed(What.REMOVED, about=ANNA, number=4), deed(What.CHAT_SLOWED, number=5)])
    assert book.standing() == []


def test_who_is_forgotten_is_in_no_line_and_their_link_stays_closed() -> None:
    book = OrderBook()
    done(book, What.BANNED, about=ANNA, link="l", words="rude to Bo")
    done(book, What.MUTED, about=ANNA)
    book.forget(ANNA)
    assert refusal(book, "anna") is None
    assert refusal(book, None, "l", was_here=False) == "link_closed"
    assert not book.is_muted(ANNA)
    assert all(line.about != ANNA and not line.words for line in book.lines())
