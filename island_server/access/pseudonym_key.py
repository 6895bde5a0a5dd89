"""The key of the pseudonyms under which organisers see the people of a series."""

from __future__ import annotations

from hashlib import blake2b

_PURPOSE = b"eiland log names"


def pseudonym_key(signing_key: bytes, series: str) -> bytes:
    """The same for all events of a series, as long as the data folder keeps its signing key.

    Of no use to whoever has neither that key nor the ids: it cannot be told from chance.
    """
    return blake2b(series.encode(), key=signing_key, digest_size=32, person=_PURPOSE).digest()
