"""`POST /api/entry`: what one must know before entering, for the holder of a link.

`POST /api/entry/passcode`: the passcode of the event, for a permit to enter.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from aiohttp import hdrs, web

from island_server.access_ports import PasscodeCheck
from island_server.errors import AccessDenied
from island_server.ports import Clock, EventInfo, InvitationCheck
from island_server.web.errors import error_response
from island_server.web.request_body import read_json_map

BODY_MAX_BYTES = 4096
_NO_STORE = {hdrs.CACHE_CONTROL: "no-store"}


class Entrance(InvitationCheck, PasscodeCheck, Protocol):
    """Whom these requests ask."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry to one event: who may, and what is told; the rest is asked each time anew.

    `phase` tells whether the event is coming, now or past.
    """

    entrance: Entrance
    event: Callable[[], EventInfo]
    phase: Callable[[], str]


FindEntry = Callable[[str | None], Awaitable[Entry]]
"""The entry to which a link leads. Raises `ReasonError`."""


def routes(find: FindEntry, clock: Clock, sign_in: str | None = None) -> list[web.RouteDef]:
    """Answer `{"token": TOKEN}` by event and role, or by 403 and why the link does not open it.

    `now_ms` is what the time is here, so that a door knows how long it is until an event begins.
    `sign_in`: by whom people may sign in instead; None: by nobody.
    """

    async def enter(request: web.Request) -> web.Response:
        body = await read_json_map(request, BODY_MAX_BYTES)
        try:
            token = _token(body)
            entry = await find(token)
            invitation = entry.entrance.check(token)
        except AccessDenied as error:
            response = error_response(403, error.reason, "This link does not open the event.")
            return response if sign_in is None else _with_sign_in(error.reason, sign_in)
        answer = {"ok": True, "event": entry.event().as_message(), "role": invitation.role.value}
        return web.json_response(
            {**answer, "phase": entry.phase(), "now_ms": clock.wall_ms()}, headers=_NO_STORE
        )

    async def try_passcode(request: web.Request) -> web.Response:
        body = await read_json_map(request, BODY_MAX_BYTES)
        token = _token(body)
        entrance = (await find(token)).entrance
        invitation = entrance.check(token)
        code = body.get("code")
        if not isinstance(code, str):
            raise web.HTTPBadRequest
        permit = await entrance.permit(invitation, code)
        return web.json_response({"ok": True, "permit": permit}, headers=_NO_STORE)

    return [web.post("/api/entry", enter), web.post("/api/entry/passcode", try_passcode)]


def _token(body: dict[str, object]) -> str | None:
    token = body.get("token")
    if token is not None and not isinstance(token, str):
        raise AccessDenied("link_invalid")
    return token


def _with_sign_in(reason: str, sign_in: str) -> web.Response:
    body = {
        "ok": False,
        "error": "This link does not open the event.",
        "reason": reason,
        "status": 403,
        "sign_in": sign_in,
    }
    return web.json_response(body, status=403, headers=_NO_STORE)
