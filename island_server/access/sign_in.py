"""Sign-in with an OpenID Connect account: from a button to an invitation with a role."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from island_server.access.event_access import EventAccess
from island_server.access.oidc_provider import Claims, Client, OidcProvider
from island_server.access.permissions import is_at_least
from island_server.access_ports import SignedIn
from island_server.core.events import Role
from island_server.errors import AccessDenied, ProtocolError
from island_server.ports import Clock
from island_server.protocol.text import MAX_NAME_CHARACTERS, clean_name

UNDER_WAY_MAX = 1000
"""Most sign-ins begun and not finished; the oldest are forgotten."""
UNDER_WAY_MS = 600_000
INVITATION_HOURS = 12
"""After which one has to sign in again to come back."""


AccessOf = Callable[[str | None], Awaitable[EventAccess]]
"""Who may come to the event of a link, whether or not the link opens it. Raises `ReasonError`."""


@dataclass(frozen=True, slots=True)
class SignInRules:
    """What claims mean. `roles`: by a value of the claim `role_claim`; others are attendees."""

    title: str
    name_claim: str
    role_claim: str
    roles: Mapping[str, Role]


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A sign-in that somebody began: to where, what must come back with it, and until when."""

    link: str | None
    back: str
    nonce: str
    verifier: str
    until_ms: int


class SignIn:
    """Implements `access_ports.SignInDesk`."""

    def __init__(
        self,
        provider: OidcProvider,
        rules: SignInRules,
        access_of: AccessOf,
        key: bytes,
        clock: Clock,
    ) -> None:
        self._provider = provider
        self._rules = rules
        self._access_of = access_of
        self._key = key
        self._clock = clock
        self._under_way: dict[str, _UnderWay] = {}

    @property
    def title(self) -> str:
        """What the button calls the provider."""
        return self._rules.title

    async def begin(self, back: str, link: str | None = None) -> tuple[str, str]:
        """The provider's address to go to, and the state that must come back to `back`.

        `link`: the token with which they came, whether or not it opens its event: they sign in to
        that one. Raises `AccessDenied`: sign_in_failed, link_invalid.
        """
        await self._access_of(link)
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        address = await self._provider.address(back, state, nonce, verifier)
        until_ms = self._clock.now_ms() + UNDER_WAY_MS
        self._under_way[state] = _UnderWay(link, back, nonce, verifier, until_ms)
        if len(self._under_way) > UNDER_WAY_MAX:
            del self._under_way[next(iter(self._under_way))]
        return address, state

    async def finish(self, state: str, code: str) -> SignedIn:
        """The invitation of whoever came back; each state is good for once.

        Raises `AccessDenied`: sign_in_expired, sign_in_failed, guests_only, link_revoked.
        """
        begun = self._under_way.pop(state, None)
        if begun is None or self._clock.now_ms() >= begun.until_ms:
            raise AccessDenied("sign_in_expired")
        claims = await self._provider.claims(code, begun.back, begun.nonce, begun.verifier)
        access = await self._access_of(begun.link)
        token = self._token(claims, access)
        access.check(token)
        return SignedIn(token, self._name(claims))

    def _token(self, claims: Claims, access: EventAccess) -> str:
        """A guest's own link; else one for this account and the day, always with the same id."""
        role, guest = self._role(claims), None
        email = claims.get("email")
        if isinstance(email, str) and claims.get("email_verified") is True:
            guest = access.guests.of_email(email)
        if guest is not None and is_at_least(guest.role, role):
            return access.links.token_of(guest)
        whole = f"eiland account {claims['sub']}".encode()
        link = f"account-{hmac.digest(self._key, whole, 'sha256').hex()[:24]}"
        return access.invitations.make(role, INVITATION_HOURS / 24, link)

    def _role(self, claims: Claims) -> Role:
        found = _at(claims, self._rules.role_claim)
        values = found if isinstance(found, list) else [found]
        roles = [
            self._rules.roles[it]
            for it in values
            if isinstance(it, str) and it in self._rules.roles
        ]
        return max(roles, key=list(Role).index, default=Role.ATTENDEE)

    def _name(self, claims: Claims) -> str:
        name = _at(claims, self._rules.name_claim)
        try:
            return clean_name(name[:MAX_NAME_CHARACTERS]) if isinstance(name, str) else ""
        except ProtocolError:
            return ""


@asynccontextmanager
async def signing_in(
    client: Client, rules: SignInRules, access_of: AccessOf, key: bytes, clock: Clock
) -> AsyncIterator[SignIn]:
    """Sign-in to all events, for as long as the context lasts."""
    async with aiohttp.ClientSession(trust_env=False) as http:
        yield SignIn(OidcProvider(client, http, clock), rules, access_of, key, clock)


def _at(claims: Claims, path: str) -> object:
    """A claim by its name; dots lead into claims of claims (`realm_access.roles`)."""
    if path in claims:
        return claims[path]
    value: object = claims
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value
