"""The passcode of an event: kept as a scrypt hash, tried with limits, worth a permit.

Whoever gave the right one gets a signed permit for their link and for a while, so that no browser
has to keep the code.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
import unicodedata
from hashlib import blake2b, scrypt

import msgspec

from island_server.access.attempts import Attempts
from island_server.access.signed_tokens import TokenSigner
from island_server.errors import AccessDenied, ProtocolError
from island_server.ports import Clock

LEAST_CHARACTERS = 6
MOST_CHARACTERS = 64
PERMIT_S = 3600
"""For how long a permit lets somebody in who was never there."""

_SCRYPT_N = 2**13
_SCRYPT_R = 8
_SALT_BYTES = 16
_AT_ONCE = 2
"""Codes that are looked at together; each takes 8 MB and some 20 ms."""

LINK_TRIES = 20
LINK_FORGIVEN_MS = 10_000
EVENT_TRIES = 60
EVENT_FORGIVEN_MS = 1000


class HashedCode(msgspec.Struct, frozen=True):
    """A passcode of which only this is known."""

    salt: bytes
    digest: bytes

    @property
    def version(self) -> str:
        """Differs from that of every other code."""
        return blake2b(self.salt + self.digest, digest_size=9).hexdigest()


class PasscodeDesk:
    """Checks passcodes of one event, and makes and reads permits."""

    def __init__(self, key: bytes, event_id: str, clock: Clock) -> None:
        self._signer = TokenSigner(key, "permit")
        self._event_id = event_id
        self._clock = clock
        self._of_link = Attempts(clock, LINK_TRIES, LINK_FORGIVEN_MS)
        self._of_event = Attempts(clock, EVENT_TRIES, EVENT_FORGIVEN_MS)
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def try_code(self, kept: HashedCode, link: str, code: str) -> str:
        """A permit for the right code.

        Raises `AccessDenied`: passcode_wrong; or rate, after so many wrong ones, by this link or
        of all, without even looking at it.
        """
        async with self._places:
            if not (self._of_link.may_try(link) and self._of_event.may_try("")):
                raise AccessDenied("rate")
            is_right = await asyncio.to_thread(_is_right, kept, code)
            if not is_right:
                self._of_link.note_failure(link)
                self._of_event.note_failure("")
        if not is_right:
            raise AccessDenied("passcode_wrong")
        claims = {"event": self._event_id, "link": link, "code": kept.version}
        return self._signer.sign({**claims, "exp": self._now_s() + PERMIT_S})

    def is_permitted(self, kept: HashedCode, link: str, permit: str | None) -> bool:
        """Whether a permit is for this code and link, and still good."""
        claims = self._signer.read(permit) if permit else None
        if claims is None:
            return False
        expires_s = claims.pop("exp", None)
        said = {"event": self._event_id, "link": link, "code": kept.version}
        claims.pop("use", None)
        return claims == said and isinstance(expires_s, int) and self._now_s() < expires_s

    def _now_s(self) -> int:
        return self._clock.wall_ms() // 1000


def hash_code(code: str) -> HashedCode:
    """A new passcode, as it is kept. Takes some 20 ms. Raises `ProtocolError("passcode_form")`."""
    plain = _plain(code)
    if not LEAST_CHARACTERS <= len(plain) <= MOST_CHARACTERS or not plain.isprintable():
        raise ProtocolError("passcode_form", f"{LEAST_CHARACTERS} to {MOST_CHARACTERS} characters")
    salt = secrets.token_bytes(_SALT_BYTES)
    return HashedCode(salt, _digest(plain, salt))


def _is_right(kept: HashedCode, code: str) -> bool:
    """In the same time for every code; longer ones than can be are cut."""
    return hmac.compare_digest(_digest(_plain(code)[: MOST_CHARACTERS + 1], kept.salt), kept.digest)


def _digest(plain: str, salt: bytes) -> bytes:
    return scrypt(plain.encode(errors="replace"), salt=salt, n=_SCRYPT_N, r=_SCRYPT_R, p=1)


def _plain(code: str) -> str:
    """Spaces around it and the way in which accents are written do not count."""
    return unicodedata.normalize("NFC", code.strip())
