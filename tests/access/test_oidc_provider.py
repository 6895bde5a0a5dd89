"""A provider that lies, errs or is slow: nothing of it is taken, and nothing hangs."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from island_server.access import oidc_provider
from island_server.access.oidc_provider import ANSWER_MAX_BYTES, Client, OidcProvider
from island_server.clock import ManualClock
from island_server.errors import AccessDenied

from .made_access import NOW_MS

NOW_S = NOW_MS // 1000
RSA = RSAKey.generate_key(2048, {"kid": "rsa"})
EC = ECKey.generate_key("P-256", {"kid": "ec"})
OTHER = RSAKey.generate_key(2048, {"kid": "rsa"})


class Provider:
    """Answers as a good provider does, unless a test says otherwise."""

    def __init__(self) -> None:
        self.issuer = ""
        self.offer: dict[str, object] = {}
        self.keys: list[dict[str, Any]] = [RSA.as_dict(private=False), EC.as_dict(private=False)]
        self.claims: dict[str, object] = {}
        self.sign: Callable[[dict[str, object]], object] = lambda claims: jwt.encode(
            {"alg": "RS256", "kid": "rsa"}, claims, RSA
        )
        self.token_answer: Callable[[], web.Response] | None = None
        self.userinfo: dict[str, object] = {"sub": "ada", "name": "Ada"}
        self.asked: list[str] = []

    async def configuration(self, _: web.Request) -> web.Response:
        offered = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
        }
        return web.json_response({**offered, **self.offer})

    async def give_keys(self, _: web.Request) -> web.Response:
        self.asked.append("keys")
        return web.json_response({"keys": self.keys})

    async def token(self, _: web.Request) -> web.Response:
        if self.token_answer is not None:
            return self.token_answer()
        claims = {
            "iss": self.issuer,
            "aud": "eiland",
            "sub": "ada",
            "nonce": "nonce",
            "iat": NOW_S,
            "exp": NOW_S + 60,
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        return web.json_response({"access_token": "at", "id_token": self.sign(claims)})

    async def tell(self, _: web.Request) -> web.Response:
        return web.json_response(self.userinfo)


@pytest.fixture
def provider() -> Provider:
    return Provider()


@asynccontextmanager
async def asked(
    provider: Provider, clock: ManualClock | None = None
) -> AsyncIterator[OidcProvider]:
    app = web.Application()
    app.add_routes(
        [
            web.get("/.well-known/openid-configuration", provider.configuration),
            web.get("/keys", provider.give_keys),
            web.post("/token", provider.token),
            web.get("/userinfo", provider.tell),
        ]
    )
    async with TestServer(app) as server, aiohttp.ClientSession() as http:
        provider.issuer = f"http://127.0.0.1:{server.port}"
        client = Client(provider.issuer, "eiland", "secret", "openid")
        yield OidcProvider(client, http, clock or ManualClock(wall_ms=NOW_MS))


async def claims(provider: Provider) -> dict[str, object]:
    async with asked(provider) as oidc:
        return dict(await oidc.claims("code", "https://island/sign-in", "nonce", "verifier"))


async def fails(provider: Provider, caplog: pytest.LogCaptureFixture) -> str:
    """Why it failed, for the operator."""
    with pytest.raises(AccessDenied, match="sign_in_failed"):
        await claims(provider)
    return caplog.messages[-1]


async def test_a_good_provider_is_believed(provider: Provider) -> None:
    found = await claims(provider)
    assert (found["sub"], found["name"]) == ("ada", "Ada")


async def test_elliptic_curves_are_taken_too(provider: Provider) -> None:
    provider.sign = lambda told: jwt.encode({"alg": "ES256", "kid": "ec"}, told, EC)
    assert (await claims(provider))["sub"] == "ada"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"iss": "https://elsewhere.example"}, "another issuer"),
        ({"aud": "other"}, "another client"),
        ({"aud": ["eiland", "other"]}, "another party"),
        ({"aud": ["eiland", "other"], "azp": "other"}, "another party"),
        ({"aud": None}, "another client"),
        ({"exp": NOW_S - 61}, "expired"),
        ({"exp": None}, "expired"),
        ({"exp": "soon"}, "expired"),
        ({"nonce": "replayed"}, "another sign-in"),
        ({"nonce": None}, "another sign-in"),
        ({"sub": None}, "names nobody"),
        ({"sub": ""}, "names nobody"),
        ({"sub": 7}, "names nobody"),
    ],
)
async def test_claims_that_are_not_for_us_are_not_taken(
    provider: Provider, caplog: pytest.LogCaptureFixture, told: dict[str, object], why: str
) -> None:
    provider.claims = told
    assert why in await fails(provider, caplog)


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def unsigned(told: dict[str, object], header: str = '{"alg":"none"}') -> str:
    return f"{encoded(header.encode())}.{encoded(json.dumps(told).encode())}."


def confused(told: dict[str, object]) -> str:
    """Signed with the public key of the provider, taken for a shared secret."""
    head = unsigned(told, '{"alg":"HS256","kid":"rsa"}')
    return head + encoded(hmac.digest(RSA.as_pem(private=False), head[:-1].encode(), "sha256"))


@pytest.mark.parametrize(
    "sign",
    [
        unsigned,
        lambda told: jwt.encode({"alg": "RS256", "kid": "rsa"}, told, OTHER),
        confused,
        lambda told: jwt.encode({"alg": "RS512", "kid": "rsa"}, told, RSA, ["RS512"]),
        lambda told: jwt.encode({"alg": "RS256", "kid": "unknown"}, told, RSA),
        lambda _: "a.b.c",
        lambda _: "",
        lambda _: None,
        lambda _: {"alg": "RS256"},
    ],
)
async def test_only_its_own_signature_counts(
    provider: Provider, caplog: pytest.LogCaptureFixture, sign: Callable[..., object]
) -> None:
    provider.sign = sign
    assert "id_token" in await fails(provider, caplog)


async def test_new_keys_are_asked_for_but_not_without_end(provider: Provider) -> None:
    clock = ManualClock(wall_ms=NOW_MS)
    provider.keys = [OTHER.as_dict(private=False)]
    async with asked(provider, clock) as oidc:
        for _ in range(3):
            with pytest.raises(AccessDenied):
                await oidc.claims("code", "back", "nonce", "verifier")
        assert provider.asked == ["keys"]
        provider.keys = [RSA.as_dict(private=False)]
        await clock.advance_ms(oidc_provider.KEYS_AGAIN_MS)
        assert (await oidc.claims("code", "back", "nonce", "verifier"))["sub"] == "ada"


@pytest.mark.parametrize(
    "offer",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
        {"userinfo_endpoint": ["x"]},
        {"token_endpoint": "https://["},
    ],
)
async def test_a_provider_that_says_odd_things_of_itself_is_not_used(
    provider: Provider, caplog: pytest.LogCaptureFixture, offer: dict[str, object]
) -> None:
    provider.offer = offer
    assert "cannot be used" in await fails(provider, caplog)


@pytest.mark.parametrize(
    "answer",
    [
        lambda: web.Response(text="<html>"),
        lambda: web.json_response([1]),
        lambda: web.json_response({"error": "invalid_grant"}, status=400),
        lambda: web.Response(body=b'"' + b"x" * (ANSWER_MAX_BYTES + 10) + b'"'),
        lambda: web.Response(body=b"[" * 100_000),
        lambda: web.Response(status=302, headers={"Location": "http://127.0.0.1:1/"}),
        lambda: web.json_response({}),
    ],
)
async def test_odd_answers_are_failures(
    provider: Provider, caplog: pytest.LogCaptureFixture, answer: Callable[[], web.Response]
) -> None:
    provider.token_answer = answer
    assert "cannot be used" in await fails(provider, caplog)


async def test_userinfo_of_somebody_else_is_not_taken(
    provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    provider.userinfo = {"sub": "bo", "roles": ["board"]}
    assert "somebody else" in await fails(provider, caplog)


async def test_userinfo_does_not_overrule_what_was_signed(provider: Provider) -> None:
    provider.claims = {"roles": ["staff"]}
    provider.userinfo = {"sub": "ada", "roles": ["board"]}
    assert (await claims(provider))["roles"] == ["staff"]


async def test_a_slow_provider_is_not_waited_for(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(oidc_provider, "TIMEOUT_S", 0.0001)
    assert "cannot be reached" in await fails(provider, caplog)
