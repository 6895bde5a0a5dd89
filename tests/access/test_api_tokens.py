from __future__ import annotations

from island_server.access.api_tokens import BEGINNING, digest_of, new_identity, new_secret


def test_every_secret_is_another_and_tells_what_it_is() -> None:
    secrets = {new_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert all(secret.startswith(BEGINNING) and len(secret) >= 50 for secret in secrets)
    assert len({digest_of(secret) for secret in secrets}) == 50
    assert len({new_identity() for _ in range(50)}) == 50


def test_a_digest_does_not_hold_the_secret() -> None:
    secret = new_secret()
    assert secret.encode() not in digest_of(secret)
    assert digest_of(secret) == digest_of(secret)
