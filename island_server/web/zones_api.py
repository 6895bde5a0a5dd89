"""`/api/zones`: the map of an open island with its zones as they are now, for hosts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web

from island_server.errors import MapError
from island_server.web.errors import error_response
from island_server.web.invitation_guard import InvitationGuard

Export = Callable[[str], Awaitable[tuple[bytes, str] | None]]
"""The map of an open island by its name, and the suffix of its format; None if none of that name is
open. Raises `MapError`."""

_TYPES = {".tmj": "application/json", ".tmx": "application/xml"}


def routes(export: Export, guard: InvitationGuard) -> list[web.RouteDef]:
    """Serve /api/zones, as docs/protocol.md section 8.1 tells."""

    async def send(request: web.Request) -> web.Response:
        guard.admit(request, "zones")
        name = request.match_info["name"]
        try:
            found = await export(name)
        except MapError as error:
            return error_response(409, "bad_map", str(error))
        if found is None:
            return error_response(404, "unknown_map", "there is no open island of this name")
        content, suffix = found
        return web.Response(
            body=content,
            content_type=_TYPES[suffix],
            headers={
                hdrs.CACHE_CONTROL: "no-store",
                hdrs.CONTENT_DISPOSITION: f'attachment; filename="{_plain(name)}{suffix}"',
            },
        )

    return [web.get("/api/zones/{name}/map", send)]


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)
