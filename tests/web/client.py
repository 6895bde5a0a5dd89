"""A real aiohttp application on the loopback, composed as by `app.py`, with one test's routes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from island_server.web import errors, security_headers

Client = TestClient[web.Request, web.Application]


@asynccontextmanager
async def serving(routes: Iterable[web.RouteDef]) -> AsyncIterator[Client]:
    app = web.Application(middlewares=[errors.middleware])
    app.add_routes(routes)
    security_headers.protect(app)
    async with TestClient(TestServer(app), auto_decompress=False) as client:
        yield client


def error_shape(status: int, reason: str) -> dict[str, Any]:
    return {"ok": False, "reason": reason, "status": status}


async def error_of(response: Any) -> dict[str, Any]:
    """The error shape without its sentence, which is for people."""
    body = await response.json()
    assert isinstance(body.pop("error"), str)
    assert response.headers["Cache-Control"] == "no-store"
    return dict(body)
