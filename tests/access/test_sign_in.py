"""Sign-in at a real provider program: who gets which role, and what is never taken."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from island_server.access.event_access import EventAccess
from island_server.access.oidc_provider import Client
from island_server.access.sign_in import UNDER_WAY_MS, SignIn, SignInRules, signing_in
from island_server.clock import SystemClock
from island_server.core.events import Role
from island_server.errors import AccessDenied
from tests.oidc_provider.served import SECRET, served_provider, sign_in_at

from .made_access import KEY, Made, MemoryLinks, MemoryShelf

BACK = "http://127.0.0.1:1/sign-in"
OTHER = EventAccess(KEY, "texel", MemoryLinks(), MemoryShelf(), SystemClock())
"""Another event, to which a link leads."""
RULES = SignInRules("Example", "name", "roles", {"staff": Role.HOST, "board": Role.ORGANISER})
SCOPES = "openid profile email roles"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with served_provider(BACK) as issuer:
        yield issuer


@pytest.fixture
def made() -> Made:
    """An event at the time of the provider."""
    return Made(wall_ms=SystemClock().wall_ms())


@asynccontextmanager
async def desk(
    made: Made, issuer: str, *, secret: str = SECRET, client: str = "eiland"
) -> AsyncIterator[SignIn]:
    as_whom = Client(issuer, client, secret, SCOPES)

    async def access_of(link: str | None) -> EventAccess:
        if link not in {None, "link"}:
            raise AccessDenied("link_invalid")
        return made.access if link is None else OTHER

    async with signing_in(as_whom, RULES, access_of, KEY, made.clock) as sign_in:
        yield sign_in


async def signed_in(sign_in: SignIn, account: str, link: str | None = None) -> tuple[str, str]:
    """The token and the name of somebody who goes there and comes back."""
    url, state = await sign_in.begin(BACK, link)
    brought = await sign_in_at(url, account, BACK)
    assert brought["state"] == state
    done = await sign_in.finish(state, brought["code"])
    return done.token, done.name


async def refused(sign_in: SignIn, state: str, code: str) -> str:
    with pytest.raises(AccessDenied) as caught:
        await sign_in.finish(state, code)
    return caught.value.reason


async def test_an_account_gives_a_role_and_a_name(made: Made, issuer: str) -> None:
    async with desk(made, issuer) as sign_in:
        token, name = await signed_in(sign_in, "ada")
        assert (made.access.check(token).role, name) == (Role.HOST, "Ada Lovelace")
        other, name = await signed_in(sign_in, "bo")
        assert (made.access.check(other).role, name) == (Role.ATTENDEE, "Bo")
        again, _ = await signed_in(sign_in, "ada")
        assert made.access.check(again).id == made.access.check(token).id


async def test_one_signs_in_to_the_event_of_the_link_with_which_one_came(
    made: Made, issuer: str
) -> None:
    async with desk(made, issuer) as sign_in:
        token, _ = await signed_in(sign_in, "ada", "link")
        invitation = OTHER.check(token)
        assert (invitation.event_id, invitation.role) == ("texel", Role.HOST)
        with pytest.raises(AccessDenied, match="link_invalid"):
            made.access.check(token)
        with pytest.raises(AccessDenied, match="link_invalid"):
            await sign_in.begin(BACK, "of no event")


async def test_an_account_that_was_revoked_does_not_come_in(made: Made, issuer: str) -> None:
    async with desk(made, issuer) as sign_in:
        token, _ = await signed_in(sign_in, "ada")
        await made.access.links.revoke_token(token)
        with pytest.raises(AccessDenied, match="link_revoked"):
            await signed_in(sign_in, "ada")


async def test_a_guest_gets_their_own_link_by_a_verified_mail(made: Made, issuer: str) -> None:
    await made.access.guests.take_in(b"name,email,group\nB. Guest,BO@example.org,speakers\n", 10)
    await made.access.set_options(guests_only=True)
    (guest,) = made.access.guests
    async with desk(made, issuer) as sign_in:
        token, _ = await signed_in(sign_in, "bo")
        said = made.access.check(token)
        assert (said.id, said.groups) == (guest.id, ("speakers",))
        with pytest.raises(AccessDenied, match="guests_only"):
            await signed_in(sign_in, "mallory")
        host, _ = await signed_in(sign_in, "ada")
        assert made.access.check(host).role is Role.HOST


async def test_a_code_and_a_state_are_good_for_once(made: Made, issuer: str) -> None:
    async with desk(made, issuer) as sign_in:
        url, state = await sign_in.begin(BACK)
        code = (await sign_in_at(url, "ada", BACK))["code"]
        assert await refused(sign_in, "another state", code) == "sign_in_expired"
        await sign_in.finish(state, code)
        assert await refused(sign_in, state, code) == "sign_in_expired"
        _, other = await sign_in.begin(BACK)
        assert await refused(sign_in, other, code) == "sign_in_failed"


async def test_a_code_of_another_sign_in_is_not_taken(made: Made, issuer: str) -> None:
    """Somebody slips their own code to somebody else: PKCE and the nonce are of another one."""
    async with desk(made, issuer) as sign_in:
        url, _ = await sign_in.begin(BACK)
        code = (await sign_in_at(url, "ada", BACK))["code"]
        _, state = await sign_in.begin(BACK)
        assert await refused(sign_in, state, code) == "sign_in_failed"


async def test_a_sign_in_ends_after_a_while(made: Made, issuer: str) -> None:
    async with desk(made, issuer) as sign_in:
        url, state = await sign_in.begin(BACK)
        code = (await sign_in_at(url, "ada", BACK))["code"]
        await made.clock.advance_ms(UNDER_WAY_MS)
        assert await refused(sign_in, state, code) == "sign_in_expired"


@pytest.mark.parametrize(("client", "secret"), [("eiland", "wrong"), ("eiland", ""), ("x", "y")])
async def test_a_wrong_secret_is_a_failure_and_in_no_log(
    made: Made, issuer: str, client: str, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with desk(made, issuer, client=client, secret=secret) as sign_in:
        _, state = await sign_in.begin(BACK)
        assert await refused(sign_in, state, "code of somebody") == "sign_in_failed"
    assert "code of somebody" not in caplog.text
    assert "it answers 40" in caplog.text


@pytest.mark.parametrize("wrong", ["/nothing", "/"])
async def test_a_wrong_issuer_is_a_failure(made: Made, issuer: str, wrong: str) -> None:
    async with desk(made, issuer + wrong) as sign_in:
        with pytest.raises(AccessDenied, match="sign_in_failed"):
            await sign_in.begin(BACK)


async def test_a_provider_that_is_away_is_a_failure(made: Made) -> None:
    async with desk(made, "http://127.0.0.1:1") as sign_in:
        with pytest.raises(AccessDenied, match="sign_in_failed"):
            await sign_in.begin(BACK)
