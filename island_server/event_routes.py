"""Leads each request to the one event that its token belongs to.

Every event has handlers of its own (`event_serving`). Which of them answers is read from the signed
token alone, never from what a browser says beside it.
"""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import hdrs, web

from island_server.access.api_tokens import BEGINNING, digest_of
from island_server.access.sign_in import SignIn
from island_server.event_maps import EventMaps
from island_server.event_planning import EventPlanning, PlanningGround
from island_server.event_ports import ApiToken, EventScope
from island_server.event_serving import Handler
from island_server.open_events import OpenEvents
from island_server.open_process import Process
from island_server.store.sql_api_tokens import SqlApiTokens
from island_server.web import entry_api, events_api, sign_in_api
from island_server.web.events_access import CallRate, EventsAccess

_BEARER = "Bearer "
_BY_NAME = {
    (hdrs.METH_POST, "/api/activities/{id}/answers"): "id",
    (hdrs.METH_GET, "/api/activities/pictures/{name}"): "name",
}
"""What carries no token, so that nobody knows who asks: found by a name that nobody guesses."""


def routes(
    process: Process, events: OpenEvents, base_url: Callable[[], str], sign_in: SignIn | None
) -> list[web.RouteDef]:
    """All requests that are about events; `base_url` is where people find the island.

    `sign_in`: if a provider is set.
    """

    async def find_entry(token: str | None) -> entry_api.Entry:
        event = (await events.of_token(token)).event
        clock, live = process.clock, event.live
        return entry_api.Entry(
            event.access, event.info_now, lambda: live.plan.phase(clock.wall_ms())
        )

    return [
        *entry_api.routes(find_entry, process.clock, None if sign_in is None else sign_in.title),
        *_sign_in_routes(process, events, sign_in),
        *_planning_routes(process, events, base_url),
        *(
            web.route(method, path, _by_name(events, method, path))
            if (method, path) in _BY_NAME
            else web.route(method, path, _by_token(events, method, path))
            for method, path in events.default.handlers
        ),
    ]


def _sign_in_routes(
    process: Process, events: OpenEvents, sign_in: SignIn | None
) -> list[web.RouteDef]:
    if sign_in is None:
        return []
    return sign_in_api.routes(sign_in, events.default.guard.is_own, process.settings.public_url)


def _planning_routes(
    process: Process, events: OpenEvents, base_url: Callable[[], str]
) -> list[web.RouteDef]:
    tokens = SqlApiTokens(process.store.engine)
    ground = PlanningGround(
        process.plans,
        EventMaps("", process.library),
        process.key,
        process.clock,
        events.plans,
        events.reload,
        events.figures,
        base_url,
        process.settings.invitation_days,
    )

    async def find_token(secret: str) -> ApiToken | None:
        return await tokens.find(digest_of(secret))

    async def admit_organiser(request: web.Request, token: str | None) -> tuple[str, EventScope]:
        served = await events.of_token(token)
        invitation = served.guard.admit(request, "events")
        return invitation.event_id, EventScope(served.event.info.series)

    rate = CallRate(process.clock, process.settings.api_requests_per_minute)
    access = EventsAccess(BEGINNING, find_token, admit_organiser, rate)
    return events_api.routes(EventPlanning(ground), access, process.clock)


def bearer_of(request: web.Request) -> str | None:
    """The token that a request carries."""
    given = request.headers.get(hdrs.AUTHORIZATION, "")
    return given.removeprefix(_BEARER).strip() if given.startswith(_BEARER) else None


def _by_token(events: OpenEvents, method: str, path: str) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        served = await events.of_token(bearer_of(request))
        return await served.handlers[method, path](request)

    return handle


def _by_name(events: OpenEvents, method: str, path: str) -> Handler:
    key = _BY_NAME[method, path]

    async def handle(request: web.Request) -> web.StreamResponse:
        name = request.match_info[key]
        open_now = events.open_now()
        served = next(
            (it for it in open_now if it.event.desks.activities.knows(name)), events.default
        )
        return await served.handlers[method, path](request)

    return handle
