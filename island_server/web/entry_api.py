"""`POST /api/entry`: what one must know before entering, for the holder of a link."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import hdrs, web

from island_server.errors import AccessDenied
from island_server.ports import EventInfo, InvitationCheck
from island_server.web.request_body import read_json_map

BODY_MAX_BYTES = 4096


def routes(invitations: InvitationCheck, event: Callable[[], EventInfo]) -> list[web.RouteDef]:
    """Answer `{"token": TOKEN}` by event and role, or by 403 and why the link does not open it.

    `event` is asked each time, for the map at which people arrive may change.
    """

    async def enter(request: web.Request) -> web.Response:
        body = await read_json_map(request, BODY_MAX_BYTES)
        token = body.get("token")
        if token is not None and not isinstance(token, str):
            raise AccessDenied("link_invalid")
        invitation = invitations.check(token)
        return web.json_response(
            {"ok": True, "event": event().as_message(), "role": invitation.role.value},
            headers={hdrs.CACHE_CONTROL: "no-store"},
        )

    return [web.post("/api/entry", enter)]
