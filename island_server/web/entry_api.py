"""`POST /api/entry`: what one must know before entering, for the holder of a link."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import hdrs, web

from island_server.errors import AccessDenied
from island_server.ports import Clock, EventInfo, InvitationCheck
from island_server.web.request_body import read_json_map

BODY_MAX_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry to one event: who may, and what is told; the rest is asked each time anew.

    `phase` tells whether the event is coming, now or past.
    """

    invitations: InvitationCheck
    event: Callable[[], EventInfo]
    phase: Callable[[], str]


FindEntry = Callable[[str | None], Awaitable[Entry]]
"""The entry to which a link leads. Raises `ReasonError`."""


def routes(find: FindEntry, clock: Clock) -> list[web.RouteDef]:
    """Answer `{"token": TOKEN}` by event and role, or by 403 and why the link does not open it.

    `now_ms` is what the time is here, so that a door knows how long it is until an event begins.
    """

    async def enter(request: web.Request) -> web.Response:
        body = await read_json_map(request, BODY_MAX_BYTES)
        token = body.get("token")
        if token is not None and not isinstance(token, str):
            raise AccessDenied("link_invalid")
        entry = await find(token)
        invitation = entry.invitations.check(token)
        answer = {"ok": True, "event": entry.event().as_message(), "role": invitation.role.value}
        return web.json_response(
            {**answer, "phase": entry.phase(), "now_ms": clock.wall_ms()},
            headers={hdrs.CACHE_CONTROL: "no-store"},
        )

    return [web.post("/api/entry", enter)]
