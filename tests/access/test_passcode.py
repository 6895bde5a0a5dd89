"""The passcode: what it is worth, and how often one may guess."""

from __future__ import annotations

import asyncio

import pytest

from island_server.access.passcode import (
    EVENT_TRIES,
    LINK_FORGIVEN_MS,
    LINK_TRIES,
    PERMIT_S,
    hash_code,
)
from island_server.core.events import Role
from island_server.errors import AccessDenied, ProtocolError
from island_server.ports import Invitation

from .made_access import Made

CODE = "open sesame"


async def event_with_code() -> tuple[Made, Invitation]:
    made = Made()
    await made.access.set_options(passcode=CODE)
    return made, made.access.check((await made.link())[1])


async def tried(made: Made, invitation: Invitation, code: str) -> str:
    try:
        return await made.access.permit(invitation, code)
    except AccessDenied as error:
        return error.reason


def is_let_in(made: Made, invitation: Invitation, permit: str | None) -> bool:
    try:
        made.access.check_permit(invitation, permit, was_here=False)
    except AccessDenied as error:
        return error.reason != "passcode"
    return True


async def test_the_right_code_gives_a_permit_for_a_while() -> None:
    made, invitation = await event_with_code()
    assert not is_let_in(made, invitation, None)
    permit = await tried(made, invitation, f"  {CODE} ")
    assert is_let_in(made, invitation, permit)
    await made.clock.advance_ms(PERMIT_S * 1000)
    assert not is_let_in(made, invitation, permit)


async def test_a_permit_is_for_one_link_and_one_code() -> None:
    made, invitation = await event_with_code()
    permit = await tried(made, invitation, CODE)
    other = made.access.check((await made.link())[1])
    assert not is_let_in(made, other, permit)
    assert not is_let_in(made, invitation, permit[:-2] + "AA")
    assert not is_let_in(made, invitation, (await made.link())[1])
    await made.access.set_options(passcode="something else")
    assert not is_let_in(made, invitation, permit)


async def test_hosts_and_those_who_were_here_are_not_asked() -> None:
    made, invitation = await event_with_code()
    host = made.access.check((await made.link(Role.HOST))[1])
    assert is_let_in(made, host, None)
    made.access.check_permit(invitation, None, was_here=True)


async def test_no_code_is_asked_for_once_it_is_taken_away() -> None:
    made, invitation = await event_with_code()
    await made.access.set_options(passcode="")
    assert is_let_in(made, invitation, None)
    assert await tried(made, invitation, "anything") == ""


async def test_guessing_ends_and_is_forgiven_one_at_a_time() -> None:
    made, invitation = await event_with_code()
    for number in range(LINK_TRIES):
        assert await tried(made, invitation, f"guess {number}") == "passcode_wrong"
    assert await tried(made, invitation, CODE) == "rate"
    other = made.access.check((await made.link())[1])
    assert await tried(made, other, "guess") == "passcode_wrong"
    await made.clock.advance_ms(LINK_FORGIVEN_MS)
    assert await tried(made, invitation, "guess") == "passcode_wrong"
    assert await tried(made, invitation, CODE) == "rate"
    await made.clock.advance_ms(LINK_FORGIVEN_MS)
    assert len(await tried(made, invitation, CODE)) > 100


async def test_guessing_by_many_links_ends_too() -> None:
    made, _ = await event_with_code()
    links = [
        made.access.check(made.access.invitations.make(Role.ATTENDEE, 1))
        for _ in range(EVENT_TRIES + 5)
    ]
    outcomes = await asyncio.gather(*(tried(made, link, "guess") for link in links))
    assert set(outcomes) == {"passcode_wrong", "rate"}
    assert outcomes.count("passcode_wrong") <= EVENT_TRIES + 1


async def test_the_right_code_may_be_given_by_hundreds() -> None:
    made, invitation = await event_with_code()
    outcomes = [await tried(made, invitation, CODE) for _ in range(LINK_TRIES + 5)]
    assert all(len(outcome) > 100 for outcome in outcomes)


@pytest.mark.parametrize("code", ["12345", "     1     ", "x" * 65, "tabs\there\x00"])
def test_codes_that_are_too_short_or_odd_cannot_be_set(code: str) -> None:
    with pytest.raises(ProtocolError, match="passcode_form"):
        hash_code(code)


@pytest.mark.parametrize("code", ["", "x" * 100_000, "\ud800", "\0" * 30])
async def test_odd_codes_are_simply_wrong(code: str) -> None:
    made, invitation = await event_with_code()
    assert await tried(made, invitation, code) == "passcode_wrong"


async def test_a_code_with_accents_is_right_in_either_way_of_writing() -> None:
    made = Made()
    await made.access.set_options(passcode="cafe\u0301 plein")
    invitation = made.access.check((await made.link())[1])
    assert len(await tried(made, invitation, "caf\u00e9 plein")) > 100
