"""`/api/sign-in`: with an account of the organisers' provider instead of a link.

The page keeps the state while somebody is away, and compares it when they are back; no cookie.
"""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import hdrs, web

from island_server.access_ports import SignInDesk
from island_server.errors import AccessDenied
from island_server.web.request_body import read_json_map

BODY_MAX_BYTES = 16_384
BACK = "/sign-in"
"""Where the provider sends people back to."""
_NO_STORE = {hdrs.CACHE_CONTROL: "no-store"}

IsOwn = Callable[[web.Request], bool]


def routes(desk: SignInDesk, is_own: IsOwn, public_url: str | None) -> list[web.RouteDef]:
    """Serve /api/sign-in, as docs/protocol.md section 9 tells."""

    async def begin(request: web.Request) -> web.Response:
        link = (await _body(request, is_own)).get("token")
        if link is not None and not isinstance(link, str):
            raise web.HTTPBadRequest
        base_url = public_url or f"{request.scheme}://{request.host}"
        address, state = await desk.begin(base_url + BACK, link)
        return web.json_response({"ok": True, "url": address, "state": state}, headers=_NO_STORE)

    async def finish(request: web.Request) -> web.Response:
        body = await _body(request, is_own)
        state, code = body.get("state"), body.get("code")
        if not isinstance(state, str) or not isinstance(code, str):
            raise web.HTTPBadRequest
        done = await desk.finish(state, code)
        return web.json_response(
            {"ok": True, "token": done.token, "name": done.name}, headers=_NO_STORE
        )

    return [web.post("/api/sign-in/begin", begin), web.post("/api/sign-in/finish", finish)]


async def _body(request: web.Request, is_own: IsOwn) -> dict[str, object]:
    if not is_own(request):
        raise AccessDenied("forbidden")
    return await read_json_map(request, BODY_MAX_BYTES)
