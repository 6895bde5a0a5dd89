from __future__ import annotations

import pytest
from aiohttp import web

from island_server.web.security_headers import content_security_policy

from .client import serving


def sources(policy: str) -> dict[str, list[str]]:
    return {part.split()[0]: part.split()[1:] for part in policy.split(";")}


async def plain(request: web.Request) -> web.Response:
    return web.Response(text="hello")


async def with_own_policy(request: web.Request) -> web.Response:
    return web.Response(headers={"Content-Security-Policy": "sandbox"})


async def socket(request: web.Request) -> web.WebSocketResponse:
    response = web.WebSocketResponse()
    await response.prepare(request)
    await response.close()
    return response


@pytest.mark.parametrize("path", ["/", "/missing", "/socket"])
async def test_every_response_has_the_headers(path: str) -> None:
    async with serving([web.get("/", plain), web.get("/socket", socket)]) as client:
        response = await client.get(path)
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=(self), microphone=(self)" in response.headers["Permissions-Policy"]
        assert "geolocation=()" in response.headers["Permissions-Policy"]
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert "Server" not in response.headers


async def test_a_response_keeps_a_policy_of_its_own() -> None:
    async with serving([web.get("/", with_own_policy)]) as client:
        response = await client.get("/")
        assert response.headers["Content-Security-Policy"] == "sandbox"


def test_pages_and_sounds_of_places_may_come_from_elsewhere() -> None:
    policy = sources(content_security_policy("island.example.org"))
    assert policy["frame-src"] == ["'self'", "https:"]
    assert policy["media-src"] == ["'self'", "blob:", "https:"]


def test_the_policy_allows_nothing_inline_no_eval_and_nothing_else_of_another_site() -> None:
    policy = sources(content_security_policy("island.example.org"))
    del policy["frame-src"], policy["media-src"]
    allowed = {source for listed in policy.values() for source in listed}
    assert allowed == {
        "'self'",
        "'none'",
        "data:",
        "blob:",
        "ws://island.example.org",
        "wss://island.example.org",
    }
    assert policy["script-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == ["'none'"]


@pytest.mark.parametrize("host", ["LOCALHOST:8080", "192.0.2.1", "[2001:db8::1]:8080"])
def test_the_socket_of_the_same_host_is_allowed_by_name(host: str) -> None:
    connect = sources(content_security_policy(host))["connect-src"]
    assert connect == ["'self'", f"ws://{host.lower()}", f"wss://{host.lower()}"]


@pytest.mark.parametrize(
    "host", ["", "*", "evil.org; script-src *", "a b", "x:99999999", "*.org", "a\nb", "ev'il"]
)
def test_an_odd_host_adds_nothing_to_the_policy(host: str) -> None:
    assert sources(content_security_policy(host))["connect-src"] == ["'self'"]
