from __future__ import annotations

from island_server.access.pseudonym_key import pseudonym_key
from island_server.core.attendance.pseudonyms import KEY_BYTES_MAX, KEY_BYTES_MIN

KEY = b"k" * 32


def test_a_series_has_one_key_and_another_series_another() -> None:
    assert pseudonym_key(KEY, "wadden") == pseudonym_key(KEY, "wadden")
    assert pseudonym_key(KEY, "wadden") != pseudonym_key(KEY, "texel")
    assert pseudonym_key(b"x" * 32, "wadden") != pseudonym_key(KEY, "wadden")


def test_it_fits_and_tells_nothing_of_the_signing_key() -> None:
    key = pseudonym_key(KEY, "wadden")
    assert KEY_BYTES_MIN <= len(key) <= KEY_BYTES_MAX
    assert KEY[:8] not in key
