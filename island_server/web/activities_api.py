"""`/api/activities`: anonymous answers from nobody in particular; pictures, results for hosts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import msgspec
from aiohttp import hdrs, web

from island_server.activity_ports import ActivityDoor
from island_server.core.activities import limits
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.errors import AccessDenied, ReasonError, StoreError
from island_server.ports import Clock
from island_server.protocol.activity_messages import HandedIn
from island_server.web.activity_export import as_csv, as_json
from island_server.web.asset import IMMUTABLE, content_type
from island_server.web.errors import error_response
from island_server.web.invitation_guard import InvitationGuard
from island_server.web.request_body import READ_TIMEOUT_S, read_json_map

_log = logging.getLogger("island_server.web")

ANSWER_MAX_BYTES = 4096
ANSWERS_PER_S, ANSWERS_BURST = 50.0, 500
"""Of all people together: no address is looked at, and none is kept."""
_NO_STORE = {hdrs.CACHE_CONTROL: "no-store"}
_PICTURE_HEADERS = {
    hdrs.CACHE_CONTROL: IMMUTABLE,
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}

Handler = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class ActivitiesAccess:
    """Who may ask."""

    guard: InvitationGuard
    take_answer: Callable[[], bool]
    """Whether one more anonymous answer may be looked at now."""


def routes(
    door: ActivityDoor, access: ActivitiesAccess, pseudonyms: Pseudonyms, clock: Clock
) -> list[web.RouteDef]:
    """Serve /api/activities, as docs/protocol.md section 8 tells."""
    api = _ActivitiesApi(door, access, pseudonyms, clock)
    return [
        web.post("/api/activities/{id}/answers", api.answer),
        web.post("/api/activities/pictures", api.for_hosts(api.add_picture)),
        web.get("/api/activities/pictures/{name}", api.picture),
        web.get("/api/activities/results.csv", api.for_hosts(api.results_csv)),
        web.get("/api/activities/results.json", api.for_hosts(api.results_json)),
    ]


class _ActivitiesApi:
    def __init__(
        self, door: ActivityDoor, access: ActivitiesAccess, pseudonyms: Pseudonyms, clock: Clock
    ) -> None:
        self._door = door
        self._access = access
        self._pseudonyms = pseudonyms
        self._clock = clock

    def for_hosts(self, handler: Handler) -> Handler:
        """Let hosts in, from our own pages."""

        async def handle(request: web.Request) -> web.Response:
            self._access.guard.admit(request, "activities")
            try:
                return await handler(request)
            except StoreError as error:
                _log.error("%s", error)
                return error_response(507, "disk", "The server cannot keep files now.")

        return handle

    async def answer(self, request: web.Request) -> web.Response:
        """Take an anonymous answer; whatever else the request carries is not looked at."""
        if not self._access.take_answer():
            return error_response(429, "rate", "Too many answers at once; try again.")
        if not self._access.guard.is_own(request):
            raise AccessDenied("forbidden")
        body = await read_json_map(request, ANSWER_MAX_BYTES)
        try:
            handed_in = msgspec.convert(body, HandedIn)
        except msgspec.ValidationError:
            raise web.HTTPBadRequest from None
        await self._door.hand_in(request.match_info["id"], handed_in)
        response = web.json_response({"ok": True}, headers=_NO_STORE)
        response.force_close()  # the next request of this browser is one of many again
        return response

    async def add_picture(self, request: web.Request) -> web.Response:
        """Keep a picture that is the whole body."""
        data = bytearray()
        try:
            async with asyncio.timeout(READ_TIMEOUT_S):
                async for chunk in request.content.iter_any():
                    data += chunk
                    if len(data) > limits.PICTURE_BYTES:
                        raise ReasonError("picture_size")
        except TimeoutError:
            raise web.HTTPBadRequest from None
        name = await self._door.add_picture(bytes(data))
        return web.json_response({"ok": True, "name": name}, headers=_NO_STORE)

    async def picture(self, request: web.Request) -> web.Response:
        """A picture, by a name that nobody guesses."""
        name = request.match_info["name"]
        try:
            data = await self._door.picture(name)
        except StoreError as error:
            _log.error("%s", error)
            return error_response(507, "disk", "The server cannot read files now.")
        if data is None:
            raise web.HTTPNotFound
        headers = {**_PICTURE_HEADERS, hdrs.CONTENT_TYPE: content_type(name)}
        return web.Response(body=data, headers=headers)

    async def results_csv(self, _request: web.Request) -> web.Response:
        """All results, for a spreadsheet."""
        text = as_csv(self._door.finished(), self._pseudonyms, self._clock.wall_ms())
        headers = {**_NO_STORE, hdrs.CONTENT_DISPOSITION: 'attachment; filename="results.csv"'}
        # Spreadsheets take a file for UTF-8 only if it says so.
        return web.Response(text=f"\ufeff{text}", content_type="text/csv", headers=headers)

    async def results_json(self, _request: web.Request) -> web.Response:
        """All results, for programs."""
        results = as_json(self._door.finished(), self._pseudonyms, self._clock.wall_ms())
        return web.json_response({"ok": True, "activities": results}, headers=_NO_STORE)
