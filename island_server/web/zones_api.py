"""`/api/zones`: the map of an open island with its zones as they are now, for hosts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import hdrs, web

from island_server.core.events import Role
from island_server.errors import AccessDenied, MapError
from island_server.ports import InvitationCheck
from island_server.web.errors import error_response

_BEARER = "Bearer "

Export = Callable[[str], Awaitable[bytes | None]]
"""The map of an open island by its name; None if none of that name is open. Raises `MapError`."""


@dataclass(frozen=True, slots=True)
class ZonesAccess:
    """Who may ask."""

    invitations: InvitationCheck
    may: Callable[[Role, str], bool]


def routes(export: Export, access: ZonesAccess) -> list[web.RouteDef]:
    """Serve /api/zones, as docs/protocol.md section 8.1 tells."""

    async def send(request: web.Request) -> web.Response:
        _check(request, access)
        name = request.match_info["name"]
        try:
            content = await export(name)
        except MapError as error:
            return error_response(409, "bad_map", str(error))
        if content is None:
            return error_response(404, "unknown_map", "there is no open island of this name")
        return web.Response(
            body=content,
            content_type="application/json",
            headers={
                hdrs.CACHE_CONTROL: "no-store",
                hdrs.CONTENT_DISPOSITION: f'attachment; filename="{_plain(name)}.tmj"',
            },
        )

    return [web.get("/api/zones/{name}/map.tmj", send)]


def _check(request: web.Request, access: ZonesAccess) -> None:
    """Raises `AccessDenied`."""
    given = request.headers.get(hdrs.AUTHORIZATION, "")
    token = given.removeprefix(_BEARER).strip() if given.startswith(_BEARER) else None
    if not access.may(access.invitations.check(token).role, "zones"):
        raise AccessDenied("forbidden")


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)
