"""`/api/trail`: what the attendance log has of oneself, for the holder of a person token."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass

from aiohttp import hdrs, web

from island_server.core.ids import PersonId
from island_server.errors import ReasonError, StoreError
from island_server.ports import Clock, EventInfo, PersonTokens
from island_server.trail_ports import Trail, TrailErasure, TrailStore
from island_server.web.errors import error_response
from island_server.web.trail_gate import TrailGate

_log = logging.getLogger("island_server.web")

REQUESTS_PER_MINUTE = 12
"""Of one person: the log is read for each of them."""
REQUESTS_AT_ONCE = 4
"""Of all people together."""
_BEARER = "Bearer "
_NO_STORE = {hdrs.CACHE_CONTROL: "no-store"}

Handler = Callable[[web.Request, PersonId], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class TrailAccess:
    """Who asks, and about which event.

    Attributes:
        persons: reads tokens; also those of people who were erased.
        event: the event as it is now.
        is_own_page: whether a request with this Origin and Host header comes from our own pages.
    """

    persons: PersonTokens
    event: Callable[[], EventInfo]
    is_own_page: Callable[[str | None, str | None], bool]


def routes(
    store: TrailStore, erasure: TrailErasure, access: TrailAccess, clock: Clock
) -> list[web.RouteDef]:
    """Serve /api/trail, as docs/protocol.md section 7 tells."""
    api = _TrailApi(store, erasure, access, clock)
    return [
        web.get("/api/trail", api.guarded(api.show)),
        web.get("/api/trail/download", api.guarded(api.download)),
        web.delete("/api/trail", api.guarded(api.erase)),
    ]


class _TrailApi:
    def __init__(
        self, store: TrailStore, erasure: TrailErasure, access: TrailAccess, clock: Clock
    ) -> None:
        self._store = store
        self._erasure = erasure
        self._access = access
        self._gate = TrailGate(clock, REQUESTS_PER_MINUTE, REQUESTS_AT_ONCE)

    def guarded(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
        """Let people in by their token, not too many, and answer what goes wrong."""

        async def handle(request: web.Request) -> web.Response:
            person = self._person(request)
            if person is None:
                return error_response(403, "forbidden", "The person token is missing or not valid.")
            try:
                with self._gate.admit(person):
                    return await handler(request, person)
            except ReasonError as refused:
                status = 429 if refused.reason == "rate" else 503
                return error_response(status, refused.reason, "Ask again in a minute.")
            except StoreError as error:
                _log.error("%s", error)
                return error_response(503, "log_unavailable", "The log cannot be read now.")

        return handle

    async def show(self, _request: web.Request, person: PersonId) -> web.Response:
        event = self._access.event()
        trail = await self._store.trail(event.id, person)
        if trail is None:
            return _unknown()
        return web.json_response(_summary(trail, event), headers=_NO_STORE)

    async def download(self, _request: web.Request, person: PersonId) -> web.Response:
        event = self._access.event()
        trail = await self._store.trail(event.id, person, with_path=True)
        if trail is None:
            return _unknown()
        body = await asyncio.to_thread(_file, trail, event)
        name = f'attachment; filename="eiland-{event.id}.json"'
        headers = {**_NO_STORE, hdrs.CONTENT_DISPOSITION: name}
        return web.Response(body=body, content_type="application/json", headers=headers)

    async def erase(self, _request: web.Request, person: PersonId) -> web.Response:
        if not await self._erasure.erase(person):
            return _unknown()
        return web.json_response({"ok": True}, headers=_NO_STORE)

    def _person(self, request: web.Request) -> PersonId | None:
        """Who asks. Browsers say from which page: those of others may change nothing."""
        headers = request.headers
        if request.method == hdrs.METH_DELETE and not self._access.is_own_page(
            headers.get(hdrs.ORIGIN), headers.get(hdrs.HOST)
        ):
            return None
        bearer = headers.get(hdrs.AUTHORIZATION, "")
        token = bearer.removeprefix(_BEARER) if bearer.startswith(_BEARER) else None
        return self._access.persons.recall(token)


def _unknown() -> web.Response:
    return error_response(404, "unknown_person", "The log has nothing of this person.")


def _summary(trail: Trail, event: EventInfo) -> dict[str, object]:
    """What docs/protocol.md promises."""
    person = trail.person and {
        "name": trail.person.name,
        "look": trail.person.look,
        "role": trail.person.role.value,
        "first_seen_ms": trail.person.seen_ms,
    }
    return {
        "ok": True,
        "event": event.as_message(),
        "person": person,
        "stays": [asdict(stay) for stay in trail.stays],
        "zones": [asdict(zone) for zone in trail.zones],
        "conversations": [asdict(talk) for talk in trail.conversations],
        "moves": trail.moves,
        "erased_ms": trail.erased_ms,
        "other_events": trail.other_events,
    }


def _file(trail: Trail, event: EventInfo) -> bytes:
    place = trail.place and dict(zip(("island", "x", "y"), trail.place, strict=True))
    whole = {
        **_summary(trail, event),
        "path": [asdict(move) for move in trail.path],
        "entries": [asdict(entry) for entry in trail.entries],
        "place": place,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()
