"""Invitation links: a signed token that says event, role and expiry."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from island_server.access.signed_tokens import TokenSigner
from island_server.access_ports import LinkRecord
from island_server.core.events import Role
from island_server.errors import AccessDenied
from island_server.ports import Clock, Invitation

DAY_S = 86_400
ID_BYTES = 8
"""Of a link's id, which has 16 characters."""


@dataclass(frozen=True, slots=True)
class SignedLink:
    """What a token says. `is_kept`: it is worth nothing without its record."""

    id: str
    role: Role
    expires_s: int
    is_kept: bool


class Invitations:
    """Makes and reads the tokens of one event; implements `ports.InvitationCheck` by these alone.

    `EventAccess` knows besides which links were revoked, and whom they are for.
    """

    def __init__(
        self,
        key: bytes,
        event_id: str,
        clock: Clock,
        organisers_since_s: Callable[[], int] = lambda: 0,
    ) -> None:
        """`organisers_since_s`: organiser links made before this second since 1970 are void."""
        self._organisers_since_s = organisers_since_s
        self._signer = TokenSigner(key, "invitation")
        self._event_id = event_id
        self._clock = clock

    def make(
        self, role: Role, valid_days: float, link: str = "", *, made_s: int | None = None
    ) -> str:
        """A token for a link that is not written down, a secret for those whom it is sent to.

        Every one is different, unless the id `link` is given. `made_s` counts as the second since
        1970 at which it was made.
        """
        now_s = self._now_s()
        made_s = now_s if made_s is None else made_s
        return self._sign(link or new_link_id(), role, (made_s, now_s + round(valid_days * DAY_S)))

    def token_of(self, record: LinkRecord) -> str:
        """The token of a link that is written down: always the same while its record is."""
        times_s = (record.made_ms // 1000, record.expires_ms // 1000)
        return self._sign(record.id, record.role, times_s, kept=True)

    def _sign(self, link: str, role: Role, times_s: tuple[int, int], **more: bool) -> str:
        made_s, expires_s = times_s
        times = {"iat": made_s, "exp": expires_s}
        claims = {"event": self._event_id, "role": role.value, "id": link, **times, **more}
        return self._signer.sign(claims)

    def read(self, token: str | None) -> SignedLink:
        """What a link's token says, however old it is.

        Raises:
            AccessDenied: `link_missing` without one, `link_invalid` if it was not made here for
                this event, or the event was handed over since.
        """
        if not token:
            raise AccessDenied("link_missing")
        claims = self._signer.read(token)
        if claims is None or claims.get("event") != self._event_id:
            raise AccessDenied("link_invalid")
        expires_s, role = claims.get("exp"), claims.get("role")
        if not isinstance(expires_s, int) or not isinstance(role, str) or role not in list(Role):
            raise AccessDenied("link_invalid", "made by another version")
        if role == Role.ORGANISER and _made_s(claims) < self._organisers_since_s():
            raise AccessDenied("link_invalid", "the event was handed over")
        identity = claims.get("id")
        return SignedLink(
            identity if isinstance(identity, str) else "",
            Role(role),
            expires_s,
            claims.get("kept") is True,
        )

    def check(self, token: str | None) -> Invitation:
        """Read a link's token.

        Raises:
            AccessDenied: as `read`, and `link_expired` from its last second on.
        """
        link = self.read(token)
        if self._now_s() >= link.expires_s:
            raise AccessDenied("link_expired")
        return Invitation(self._event_id, link.role, link.expires_s, link.id)

    def _now_s(self) -> int:
        return self._clock.wall_ms() // 1000


def new_link_id() -> str:
    """An id that no other link has."""
    return secrets.token_hex(ID_BYTES)


def _made_s(claims: Mapping[str, object]) -> int:
    """When a link was made; earlier versions did not say."""
    made_s = claims.get("iat")
    return made_s if isinstance(made_s, int) else 0


def invitation_link(base_url: str, token: str) -> str:
    """The link that a person opens; `base_url` is the island's web address."""
    return f"{base_url.rstrip('/')}/join/{token}"
