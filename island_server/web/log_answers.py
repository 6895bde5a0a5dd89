"""How requests about the attendance log are let in and answered."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Awaitable, Callable
from types import MappingProxyType

from aiohttp import hdrs, web

from island_server.errors import LogDamaged, LogRefused, StoreError
from island_server.ports import Clock, Invitation
from island_server.web.errors import error_response
from island_server.web.invitation_guard import InvitationGuard

_log = logging.getLogger("island_server.web")

NO_STORE = MappingProxyType({hdrs.CACHE_CONTROL: "no-store"})
REASON_MIN_CHARS, REASON_MAX_CHARS = 10, 300
BODY_MAX_BYTES = 4096

_STATUSES = MappingProxyType(
    {
        "unknown_event": 404,
        "unknown_segment": 404,
        "unknown_job": 404,
        "not_done": 409,
        "busy": 429,
        "rate": 429,
    }
)

LogHandler = Callable[[web.Request, Invitation], Awaitable[web.StreamResponse]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(guard: InvitationGuard, handler: LogHandler) -> Handler:
    """Let organisers in, from our own pages, and answer what is wrong with logs."""

    async def handle(request: web.Request) -> web.StreamResponse:
        invitation = guard.admit(request, "attendance")
        try:
            return await handler(request, invitation)
        except LogRefused as refused:
            status = _STATUSES.get(refused.reason, 400)
            return error_response(status, refused.reason, refused.detail)
        except LogDamaged as error:
            _log.error("%s", error)
            return error_response(500, "log_damaged", error.what)
        except StoreError as error:
            _log.error("%s", error)
            return error_response(503, "log_unavailable", "The log cannot be read now.")

    return handle


def answer(**content: object) -> web.Response:
    """What was asked, kept nowhere."""
    return web.json_response({"ok": True, **content}, headers=NO_STORE)


def reason_of(body: dict[str, object]) -> str:
    """Why names are asked for. Raises 400 if it is too short or too long, or no line of text."""
    reason = body.get("reason")
    if not isinstance(reason, str):
        raise web.HTTPBadRequest
    reason = " ".join(reason.split())
    if not REASON_MIN_CHARS <= len(reason) <= REASON_MAX_CHARS or not reason.isprintable():
        raise web.HTTPBadRequest
    return reason


class MinuteRate:
    """Lets so many through in any minute, from all organisers together."""

    def __init__(self, clock: Clock, per_minute: int) -> None:
        self._clock = clock
        self._at_ms: deque[int] = deque(maxlen=per_minute)

    def take(self) -> None:
        """Let one through. Raises `LogRefused`: `rate`."""
        now_ms = self._clock.now_ms()
        if len(self._at_ms) == self._at_ms.maxlen and now_ms - self._at_ms[0] < 60_000:
            raise LogRefused("rate", "too many of these in one minute")
        self._at_ms.append(now_ms)
