"""To which event a token belongs, before anybody looks at what it allows there."""

from __future__ import annotations

from dataclasses import dataclass

from island_server.access.signed_tokens import TokenSigner


@dataclass(frozen=True, slots=True)
class TokenEvent:
    """Where a token leads: to an event, or to whichever event of a series."""

    event: str | None = None
    series: str | None = None


class TokenEvents:
    """Reads the event out of tokens that were signed here."""

    def __init__(self, key: bytes) -> None:
        self._invitations = TokenSigner(key, "invitation")
        self._persons = TokenSigner(key, "person")

    def of(self, token: str | None) -> TokenEvent:
        """The event of an invitation or a person token; none of a missing or forged one."""
        if not token:
            return TokenEvent()
        if (claims := self._invitations.read(token)) is not None:
            return TokenEvent(_text(claims.get("event")))
        claims = self._persons.read(token) or {}
        return TokenEvent(_text(claims.get("at")), _text(claims.get("event")))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
