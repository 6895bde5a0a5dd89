from __future__ import annotations

import json
import secrets
from hashlib import sha384
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from island_server.access.blind_signatures import KEY_BITS, BlindRsa
from island_server.errors import AccessDenied

VECTOR = json.loads(
    (Path(__file__).parents[1] / "golden" / "protocol" / "blind_signatures.json").read_text()
)
E = 65_537


def key_of(p: int, q: int) -> bytes:
    d = pow(E, -1, (p - 1) * (q - 1))
    numbers = rsa.RSAPrivateNumbers(
        p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), rsa.RSAPublicNumbers(E, p * q)
    )
    return numbers.private_key().private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def blind(message: bytes, modulus: int) -> tuple[str, int]:
    """What a browser does: EMSA-PSS without salt, times r to the e. Gives also 1/r."""
    bits = modulus.bit_length() - 1
    size = (bits + 7) // 8
    digest = sha384(bytes(8) + sha384(message).digest()).digest()
    block = bytes(size - 50) + b"\x01"
    mask = b"".join(sha384(digest + i.to_bytes(4, "big")).digest() for i in range(size // 48 + 1))
    masked = bytearray(a ^ b for a, b in zip(block, mask, strict=False))
    masked[0] &= 0xFF >> (8 * size - bits)
    encoded = int.from_bytes(bytes(masked) + digest + b"\xbc", "big")
    r = secrets.randbelow(modulus - 2) + 2
    return f"{encoded * pow(r, E, modulus) % modulus:0{size * 2}x}", pow(r, -1, modulus)


@pytest.fixture(scope="module")
def key() -> bytes:
    return BlindRsa().new_key()


def test_the_example_of_the_standard_comes_out() -> None:
    """RFC 9474, appendix A.4."""
    key = key_of(int(VECTOR["p"], 16), int(VECTOR["q"], 16))
    signer = BlindRsa()
    assert signer.public_part(key) == VECTOR["n"]
    assert signer.sign(key, VECTOR["blinded_message"]) == VECTOR["blind_sig"]
    assert signer.is_signed(VECTOR["n"], bytes.fromhex(VECTOR["msg"]), VECTOR["sig"])


def test_what_was_signed_blindly_is_signed_when_unblinded(key: bytes) -> None:
    signer, token = BlindRsa(), secrets.token_bytes(32)
    public = signer.public_part(key)
    modulus = int(public, 16)
    assert modulus.bit_length() == KEY_BITS
    blinded, inverse = blind(token, modulus)
    signature = f"{int(signer.sign(key, blinded), 16) * inverse % modulus:0512x}"
    assert signer.is_signed(public, token, signature)
    assert not signer.is_signed(public, secrets.token_bytes(32), signature)
    assert not signer.is_signed(VECTOR["n"], token, signature)


@pytest.mark.parametrize("signature", ["", "00", "zz", "f" * 512, "é", "0" * 512])
def test_what_is_no_signature_is_none(key: bytes, signature: str) -> None:
    signer = BlindRsa()
    assert not signer.is_signed(signer.public_part(key), b"token", signature)


@pytest.mark.parametrize("blinded", ["", "0", "1", "f" * 512, "no"])
def test_what_cannot_be_a_blinded_token_is_not_signed(key: bytes, blinded: str) -> None:
    with pytest.raises(AccessDenied, match="token"):
        BlindRsa().sign(key, blinded)
