"""`/api/v1`: events, for organisers' pages and for programs; docs/openapi.yaml tells it whole."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import partial
from types import MappingProxyType

import msgspec
from aiohttp import hdrs, web

from island_server.core.events import Role
from island_server.errors import EventRefused, StoreError
from island_server.event_ports import EventAsked, EventPlan, EventScope, NewEvent
from island_server.ports import Clock
from island_server.protocol import event_answers as say
from island_server.protocol import event_messages as msg
from island_server.web.errors import error_response
from island_server.web.events_access import EventsAccess
from island_server.web.openapi import openapi
from island_server.web.request_body import read_json_map

_log = logging.getLogger("island_server.web")

BODY_MAX_BYTES = 16_384
_STATUSES = MappingProxyType(
    {
        "unknown_event": 404,
        "event_exists": 409,
        "event_of_settings": 409,
        "no_space": 409,
        "too_many_events": 409,
        "retention_longer": 409,
        "other_series": 403,
        "rate": 429,
    }
)

Handler = Callable[[web.Request], Awaitable[web.Response]]
ScopedHandler = Callable[[web.Request, EventScope], Awaitable[web.Response]]


def routes(events: EventAsked, access: EventsAccess, clock: Clock) -> list[web.RouteDef]:
    """Serve /api/v1, as docs/openapi.yaml tells."""
    api = _EventsApi(events, clock)
    let_in = partial(_guarded, access)
    return [
        web.get("/api/v1/openapi.json", _document),
        web.get("/api/v1/events", let_in(api.listed)),
        web.post("/api/v1/events", let_in(api.create)),
        web.get("/api/v1/events/{event}", let_in(api.show)),
        web.patch("/api/v1/events/{event}", let_in(api.edit)),
        web.post("/api/v1/events/{event}/copy", let_in(api.copy)),
        web.post("/api/v1/events/{event}/archive", let_in(api.archive)),
        web.post("/api/v1/events/{event}/hand-over", let_in(api.hand_over)),
        web.post("/api/v1/events/{event}/invitations", let_in(api.invite)),
        web.get("/api/v1/events/{event}/live", let_in(api.live)),
    ]


def _guarded(access: EventsAccess, handler: ScopedHandler) -> Handler:
    """Let organisers and programs in, and answer what is wrong with plans."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return await handler(request, await access.admit(request))
        except EventRefused as refused:
            status = _STATUSES.get(refused.reason, 400)
            return error_response(status, refused.reason, refused.detail)
        except StoreError as error:
            _log.error("%s", error)
            return error_response(503, "events_unavailable", "Events cannot be read or kept now.")

    return handle


async def _document(_request: web.Request) -> web.Response:
    return web.json_response(openapi(), headers={hdrs.CACHE_CONTROL: "no-cache"})


class _EventsApi:
    def __init__(self, events: EventAsked, clock: Clock) -> None:
        self._events = events
        self._clock = clock

    async def listed(self, _request: web.Request, scope: EventScope) -> web.Response:
        found = [self._answer(plan) for plan in self._events.listed(scope)]
        maps, now_ms = list(self._events.maps()), self._clock.wall_ms()
        return _say(say.EventsAnswer(ok=True, events=found, maps=maps, now_ms=now_ms))

    async def show(self, request: web.Request, scope: EventScope) -> web.Response:
        return self._say_event(self._events.find(scope, _event(request)))

    async def live(self, request: web.Request, scope: EventScope) -> web.Response:
        plan = self._events.find(scope, _event(request))
        return _say(say.FiguresAnswer(ok=True, live=self._live(plan)))

    async def create(self, request: web.Request, scope: EventScope) -> web.Response:
        draft = msg.parse_body(msg.PlanDraft, await read_json_map(request, BODY_MAX_BYTES))
        return self._say_new(await self._events.create(scope, draft), 201)

    async def copy(self, request: web.Request, scope: EventScope) -> web.Response:
        draft = msg.parse_body(msg.CopyDraft, await read_json_map(request, BODY_MAX_BYTES))
        return self._say_new(await self._events.copy(scope, _event(request), draft), 201)

    async def edit(self, request: web.Request, scope: EventScope) -> web.Response:
        changes = msg.parse_body(msg.PlanChanges, await read_json_map(request, BODY_MAX_BYTES))
        return self._say_event(await self._events.edit(scope, _event(request), changes))

    async def archive(self, request: web.Request, scope: EventScope) -> web.Response:
        order = msg.parse_body(msg.ArchiveOrder, await read_json_map(request, BODY_MAX_BYTES))
        event_id, archived = _event(request), order.archived
        return self._say_event(await self._events.archive(scope, event_id, archived=archived))

    async def hand_over(self, request: web.Request, scope: EventScope) -> web.Response:
        order = msg.parse_body(msg.HandOver, await read_json_map(request, BODY_MAX_BYTES))
        event_id, revoke = _event(request), order.revoke
        return self._say_new(await self._events.hand_over(scope, event_id, revoke=revoke), 200)

    async def invite(self, request: web.Request, scope: EventScope) -> web.Response:
        order = msg.parse_body(msg.InvitationOrder, await read_json_map(request, BODY_MAX_BYTES))
        link = self._events.invite(scope, _event(request), Role(order.role), order.days)
        return _say(say.LinkAnswer(ok=True, link=link), 201)

    def _say_event(self, plan: EventPlan) -> web.Response:
        return _say(say.OneEventAnswer(ok=True, event=self._answer(plan)))

    def _say_new(self, made: NewEvent, status: int) -> web.Response:
        event = self._answer(made.plan)
        return _say(say.NewEventAnswer(ok=True, event=event, link=made.link), status)

    def _answer(self, plan: EventPlan) -> say.EventAnswer:
        told = asdict(plan) | {"languages": list(plan.languages)}
        del told["organisers_since_s"]
        phase = plan.phase(self._clock.wall_ms())
        return say.EventAnswer(**told, phase=phase, live=self._live(plan))

    def _live(self, plan: EventPlan) -> say.LiveAnswer:
        return say.LiveAnswer(**asdict(self._events.figures(plan.id)))


def _event(request: web.Request) -> str:
    return request.match_info["event"]


def _say(answer: msgspec.Struct, status: int = 200) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(answer),
        status=status,
        content_type="application/json",
        headers={hdrs.CACHE_CONTROL: "no-store"},
    )
