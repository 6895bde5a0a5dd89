"""Blind signatures: leave for one answer, given without seeing what it will be used for.

RSABSSA-SHA384-PSSZERO-Deterministic of RFC 9474, with a key for each activity. A browser blinds a
random token, the server signs it once for a person, and the unblinded signature proves later that
the token is somebody's, not whose. Numbers travel as lower-case hexadecimal of the key's length.
"""

from __future__ import annotations

import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from island_server.errors import AccessDenied

KEY_BITS = 2048
_EXPONENT = 65_537
_HEX_BASE = 16


class BlindRsa:
    """Makes keys, signs and checks; implements `ports.BlindSigner`."""

    def new_key(self) -> bytes:
        """A new private key, as DER. Takes up to a second or so: not for the event loop."""
        key = rsa.generate_private_key(_EXPONENT, KEY_BITS)
        return key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def public_part(self, key: bytes) -> str:
        """The modulus, which is all that a browser needs; the exponent is 65537."""
        return f"{_numbers(key).public_numbers.n:x}"

    def sign(self, key: bytes, blinded: str) -> str:
        """Sign a blinded token (RFC 9474, section 4.3). Raises `AccessDenied("token")`."""
        numbers = _numbers(key)
        modulus = numbers.public_numbers.n
        message = _number(blinded, modulus)
        signature = _private_power(numbers, message)
        if pow(signature, _EXPONENT, modulus) != message:
            raise ArithmeticError("signing failed")
        return f"{signature:0{len(blinded)}x}"

    def is_signed(self, public: str, token: bytes, signature: str) -> bool:
        """Whether the private part of `public` signed this token, whoever asked for it."""
        key = rsa.RSAPublicNumbers(_EXPONENT, int(public, _HEX_BASE)).public_key()
        try:
            given = bytes.fromhex(signature)
            key.verify(given, token, _pss(), hashes.SHA384())
        except (ValueError, InvalidSignature):
            return False
        return True


def _pss() -> padding.PSS:
    return padding.PSS(padding.MGF1(hashes.SHA384()), salt_length=0)


@lru_cache(maxsize=32)
def _numbers(key: bytes) -> rsa.RSAPrivateNumbers:
    loaded = serialization.load_der_private_key(key, password=None)
    if not isinstance(loaded, rsa.RSAPrivateKey):
        raise TypeError("a key of another kind")
    return loaded.private_numbers()


def _number(blinded: str, modulus: int) -> int:
    try:
        number = int(blinded, _HEX_BASE)
    except ValueError:
        raise AccessDenied("token") from None
    if not 1 < number < modulus:
        raise AccessDenied("token")
    return number


def _private_power(key: rsa.RSAPrivateNumbers, message: int) -> int:
    """`message` to the private exponent, by remainders; blinded, for whoever measures time."""
    modulus = key.public_numbers.n
    mask = secrets.randbelow(modulus - 2) + 2
    masked = message * pow(mask, _EXPONENT, modulus) % modulus
    by_p, by_q = pow(masked, key.dmp1, key.p), pow(masked, key.dmq1, key.q)
    power = by_q + key.q * ((by_p - by_q) * key.iqmp % key.p)
    return power * pow(mask, -1, modulus) % modulus
