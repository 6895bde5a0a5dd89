from __future__ import annotations

import pytest
from aiohttp import web

from island_server.errors import AccessDenied, ProtocolError

from .client import error_of, error_shape, serving


def raising(fault: Exception) -> list[web.RouteDef]:
    async def handler(request: web.Request) -> web.Response:
        raise fault

    return [web.get("/join/{token}", handler)]


@pytest.mark.parametrize(
    ("fault", "status", "reason"),
    [
        (web.HTTPBadRequest(text="inside"), 400, "bad_message"),
        (web.HTTPForbidden(), 403, "forbidden"),
        (web.HTTPTooManyRequests(), 429, "bad_message"),
        (ProtocolError("rate", "inside"), 400, "rate"),
        (AccessDenied("link_expired", "inside"), 403, "link_expired"),
        (ZeroDivisionError("inside"), 500, "internal"),
    ],
)
async def test_every_error_has_the_one_shape(fault: Exception, status: int, reason: str) -> None:
    async with serving(raising(fault)) as client:
        response = await client.get("/join/t")
        assert response.status == status
        assert "inside" not in await response.text()
        assert await error_of(response) == error_shape(status, reason)


async def test_an_unknown_address_has_the_one_shape() -> None:
    async with serving([]) as client:
        response = await client.get("/no/such/thing")
        assert response.status == 404
        assert await error_of(response) == error_shape(404, "not_found")


async def test_another_method_has_the_one_shape_and_says_which_are_allowed() -> None:
    async with serving(raising(ValueError())) as client:
        response = await client.delete("/join/t")
        assert response.headers["Allow"] == "GET,HEAD"
        assert await error_of(response) == error_shape(405, "method")


async def test_a_redirect_is_no_error() -> None:
    async with serving(raising(web.HTTPFound("/elsewhere"))) as client:
        response = await client.get("/join/t", allow_redirects=False)
        assert (response.status, response.headers["Location"]) == (302, "/elsewhere")


async def test_a_fault_is_logged_by_its_route_and_not_by_its_path(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with serving(raising(ZeroDivisionError())) as client:
        await client.get("/join/secret-token")
    assert "GET /join/{token} failed" in caplog.text
    assert "secret-token" not in caplog.text
