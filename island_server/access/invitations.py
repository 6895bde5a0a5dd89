"""Invitation links: a signed token that says event, role and expiry."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from island_server.access.signed_tokens import TokenSigner
from island_server.core.events import Role
from island_server.errors import AccessDenied
from island_server.ports import Clock, Invitation

DAY_S = 86_400


class Invitations:
    """Makes and checks the links of one event; implements `ports.InvitationCheck`."""

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

    def make(self, role: Role, valid_days: float, made_s: int | None = None) -> str:
        """A token for a new link, a secret for those whom it is sent to; every one is different.

        `made_s` counts as the second since 1970 at which it was made.
        """
        claims = {
            "event": self._event_id,
            "role": role.value,
            "iat": self._now_s() if made_s is None else made_s,
            "exp": self._now_s() + round(valid_days * DAY_S),
            "id": secrets.token_urlsafe(6),
        }
        return self._signer.sign(claims)

    def check(self, token: str | None) -> Invitation:
        """Read a link's token.

        Raises:
            AccessDenied: `link_missing` without one, `link_expired` from its last second on,
                `link_invalid` if it was not made here for this event.
        """
        if not token:
            raise AccessDenied("link_missing")
        claims = self._signer.read(token)
        if claims is None or claims.get("event") != self._event_id:
            raise AccessDenied("link_invalid")
        expires_s, role = claims.get("exp"), claims.get("role")
        if not isinstance(expires_s, int) or not isinstance(role, str) or role not in list(Role):
            raise AccessDenied("link_invalid", "made by another version")
        if self._now_s() >= expires_s:
            raise AccessDenied("link_expired")
        if role == Role.ORGANISER and _made_s(claims) < self._organisers_since_s():
            raise AccessDenied("link_invalid", "the event was handed over")
        identity = claims.get("id")
        return Invitation(
            self._event_id, Role(role), expires_s, identity if isinstance(identity, str) else ""
        )

    def _now_s(self) -> int:
        return self._clock.wall_ms() // 1000


def _made_s(claims: Mapping[str, object]) -> int:
    """When a link was made; earlier versions did not say."""
    made_s = claims.get("iat")
    return made_s if isinstance(made_s, int) else 0


def invitation_link(base_url: str, token: str) -> str:
    """The link that a person opens; `base_url` is the island's web address."""
    return f"{base_url.rstrip('/')}/join/{token}"
