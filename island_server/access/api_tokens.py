"""Tokens of programs: a random secret, of which only a hash is kept."""

from __future__ import annotations

import secrets
from hashlib import sha256

BEGINNING = "eiland_"
"""By which such a token is told from an invitation, by people and by secret scanners."""
_BYTES = 32


def new_secret() -> str:
    """A token, shown once: 256 random bits."""
    return BEGINNING + secrets.token_urlsafe(_BYTES)


def new_identity() -> str:
    """A short name by which a token is listed and revoked."""
    return secrets.token_hex(4)


def digest_of(secret: str) -> bytes:
    """What is kept of a token. Fast on purpose: so long a secret cannot be guessed."""
    return sha256(secret.encode()).digest()
