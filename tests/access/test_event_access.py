"""Links that are counted, revoked, bound to groups and to guests."""

from __future__ import annotations

import asyncio

import pytest

from island_server.access.link_book import LOOK_MS, LinkBook
from island_server.access_ports import LinkWish
from island_server.clock import settle
from island_server.core.events import Role
from island_server.errors import AccessDenied, ReasonError, StoreError

from .made_access import NOW_MS, Made

DAY_MS = 86_400_000


def reason(made: Made, token: str) -> str:
    with pytest.raises(AccessDenied) as caught:
        made.access.check(token)
    return caught.value.reason


async def used_up(made: Made, token: str) -> str | None:
    try:
        await made.access.take_use(made.access.check(token))
    except AccessDenied as error:
        return error.reason
    return None


async def test_a_link_gives_its_role_and_groups() -> None:
    made = Made()
    record, token = await made.link(Role.HOST, groups=("speakers",))
    said = made.access.check(token)
    assert (said.role, said.groups, said.id) == (Role.HOST, ("speakers",), record.id)
    assert said.expires_s == NOW_MS // 1000 + 86_400


async def test_a_link_expires_at_its_second_and_stays_known() -> None:
    made = Made()
    _, token = await made.link()
    await made.clock.advance_ms(DAY_MS - 1000)
    assert made.access.check(token).role is Role.ATTENDEE
    await made.clock.advance_ms(1000)
    assert reason(made, token) == "link_expired"


async def test_of_two_who_come_at_once_for_the_last_place_one_gets_in() -> None:
    made = Made()
    record, token = await made.link(uses_max=1)
    outcomes = await asyncio.gather(*(used_up(made, token) for _ in range(5)))
    assert sorted(map(str, outcomes)) == ["None"] + ["link_used"] * 4
    assert made.store.rows[record.id].uses == 1


async def test_the_database_decides_if_it_knows_more() -> None:
    made = Made()
    record, token = await made.link(uses_max=1)
    await made.store.take_use(record.id, 0)
    assert await used_up(made, token) == "link_used"


async def test_a_use_that_came_to_nothing_is_given_back() -> None:
    made = Made()
    _, token = await made.link(uses_max=1)
    assert await used_up(made, token) is None
    await made.access.give_back(made.access.check(token))
    assert await used_up(made, token) is None
    assert await used_up(made, token) == "link_used"


async def test_a_database_that_fails_lets_no_more_in_than_may() -> None:
    made = Made()
    _, token = await made.link(uses_max=1)
    made.store.failure = StoreError("is full")
    assert await used_up(made, token) is None
    assert await used_up(made, token) == "link_used"


async def test_a_revoked_link_opens_nothing_until_it_is_restored() -> None:
    made = Made()
    record, token = await made.link()
    await made.access.links.revoke(record.id)
    assert reason(made, token) == "link_revoked"
    await made.access.links.restore(record.id)
    assert made.access.check(token).id == record.id


async def test_links_that_were_never_written_down_can_be_revoked_too() -> None:
    made = Made()
    token, other = (made.access.invitations.make(Role.HOST, 1) for _ in range(2))
    assert made.access.check(token).role is Role.HOST
    record = await made.access.links.revoke_token(token)
    assert reason(made, token) == "link_revoked"
    assert made.access.links.token_of(record) == ""
    assert made.access.check(other).role is Role.HOST
    await made.access.links.restore(record.id)
    assert made.access.check(token).role is Role.HOST


async def test_a_link_without_its_record_is_worth_nothing() -> None:
    made, other = Made(), Made()
    _, token = await made.link()
    assert reason(other, token) == "link_invalid"


@pytest.mark.parametrize("token", ["", "x", "a.b.c"])
async def test_what_is_no_link_cannot_be_revoked(token: str) -> None:
    with pytest.raises(ReasonError, match="unknown_link"):
        await Made().access.links.revoke_token(token)
    with pytest.raises(ReasonError, match="unknown_link"):
        await Made().access.links.revoke(token)


async def test_what_another_program_writes_counts_soon() -> None:
    made = Made()
    await made.access.open()
    watching = asyncio.create_task(made.access.book.keep_fresh())
    await settle()
    beside = Made(store=made.store)
    record, token = await beside.link(Role.HOST)
    assert reason(made, token) == "link_invalid"
    await made.clock.advance_ms(LOOK_MS)
    await settle()
    assert made.access.check(token).role is Role.HOST
    await beside.access.links.revoke(record.id)
    await made.clock.advance_ms(LOOK_MS)
    await settle()
    assert reason(made, token) == "link_revoked"
    watching.cancel()


async def test_what_we_write_ourselves_is_not_read_again() -> None:
    made = Made()
    await made.access.open()
    watching = asyncio.create_task(made.access.book.keep_fresh())
    await settle()
    record, token = await made.link(uses_max=1)
    assert await used_up(made, token) is None
    await made.access.links.revoke(record.id)
    await made.clock.advance_ms(3 * LOOK_MS)
    await settle()
    assert made.store.loads == 1
    watching.cancel()


async def test_a_database_that_fails_is_looked_at_again() -> None:
    made = Made()
    watching = asyncio.create_task(made.access.book.keep_fresh())
    made.store.failure = StoreError("locked")
    await settle()
    await made.clock.advance_ms(LOOK_MS)
    made.store.failure = None
    await Made(store=made.store).link()
    await made.clock.advance_ms(LOOK_MS)
    await settle()
    assert len(made.access.book) == 1
    watching.cancel()


async def test_more_links_than_may_be_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("island_server.access.kept_links.LINKS_MAX", 1)
    made = Made()
    await made.link()
    with pytest.raises(ReasonError, match="too_many_links"):
        await made.access.links.make(LinkWish(Role.HOST, 1))


async def test_only_guests_come_if_an_organiser_says_so() -> None:
    made = Made()
    _, attendee = await made.link()
    _, host = await made.link(Role.HOST)
    await made.access.guests.take_in(b"name,role\nAnna,\n", 1)
    (guest,) = made.access.guests
    await made.access.set_options(guests_only=True)
    assert reason(made, attendee) == "guests_only"
    assert reason(made, made.access.invitations.make(Role.ATTENDEE, 1)) == "guests_only"
    assert made.access.check(host).role is Role.HOST
    assert made.access.check(made.access.links.token_of(guest)).id == guest.id


async def test_what_was_set_outlives_a_restart() -> None:
    made = Made()
    _, token = await made.link()
    await made.access.set_options(passcode="open sesame", guests_only=False)
    again = Made(made.store, made.shelf)
    await again.access.open()
    assert again.access.told().has_passcode
    assert again.access.check(token).role is Role.ATTENDEE
    assert b"sesame" not in made.shelf.things["access"]


async def test_an_empty_book_finds_nothing() -> None:
    made = Made()
    book = LinkBook(made.store, made.clock)
    await book.load()
    assert book.find("x") is None
    await book.take_use("x")
    await book.give_back("x")
