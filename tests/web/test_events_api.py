"""The API of events answers as docs/openapi.yaml says, and refuses with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from aiohttp import web
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from island_server.clock import ManualClock
from island_server.core.events import Role
from island_server.errors import AccessDenied, EventRefused, StoreError
from island_server.event_ports import ApiToken, EventPlan, EventScope, LiveFigures, NewEvent
from island_server.protocol.event_messages import CopyDraft, PlanChanges, PlanDraft
from island_server.web import events_api
from island_server.web.events_access import CallRate, EventsAccess
from island_server.web.openapi import OPERATIONS, openapi
from scripts.openapi import TARGET, page

from .client import Client, error_of, error_shape, serving

NOW_MS = 1_750_000_000_000
PLAN = EventPlan("duin", "Duin", "nes", "dunes", "presence", 30, NOW_MS - 5, starts_ms=NOW_MS + 1)
LINK = "http://own/join/x"
PER_MINUTE = 40
GOOD: dict[str, Any] = {
    "createEvent": {"name": "Duin", "map": "nes"},
    "copyEvent": {"name": "Duin"},
    "editEvent": {"name": "Strand", "ends_ms": None},
    "archiveEvent": {},
    "handOverEvent": {"revoke": True},
    "inviteToEvent": {"role": "host", "days": 1.5},
}


class Events:
    """Says yes to everything of one event; notes what was asked."""

    def __init__(self) -> None:
        self.scope: EventScope | None = None
        self.asked: list[object] = []
        self.broken: Exception | None = None

    def listed(self, scope: EventScope) -> Sequence[EventPlan]:
        self._note(scope)
        return [PLAN]

    def find(self, scope: EventScope, event_id: str) -> EventPlan:
        self._note(scope)
        if event_id != PLAN.id:
            raise EventRefused("unknown_event", "there is no such event")
        return PLAN

    def figures(self, event_id: str) -> LiveFigures:
        return LiveFigures(is_open=True, people=3, conversations=1, peak=5, arrivals_per_minute=2)

    def maps(self) -> Sequence[str]:
        return ["nes", "tiny"]

    async def create(self, scope: EventScope, draft: PlanDraft) -> NewEvent:
        self._note(scope, draft)
        return NewEvent(PLAN, LINK)

    async def copy(self, scope: EventScope, event_id: str, draft: CopyDraft) -> NewEvent:
        self._note(scope, draft)
        return NewEvent(self.find(scope, event_id), LINK)

    async def edit(self, scope: EventScope, event_id: str, changes: PlanChanges) -> EventPlan:
        self._note(scope, changes.given())
        return self.find(scope, event_id)

    async def archive(self, scope: EventScope, event_id: str, *, archived: bool) -> EventPlan:
        self._note(scope, archived)
        return self.find(scope, event_id)

    async def hand_over(self, scope: EventScope, event_id: str, *, revoke: bool) -> NewEvent:
        self._note(scope, revoke)
        return NewEvent(self.find(scope, event_id), LINK)

    def invite(self, scope: EventScope, event_id: str, role: Role, days: float | None) -> str:
        self._note(scope, role, days)
        self.find(scope, event_id)
        return LINK

    def _note(self, scope: EventScope, *asked: object) -> None:
        self.scope = scope
        self.asked += asked
        if self.broken is not None:
            raise self.broken


TOKENS = {
    "eiland_all": ApiToken("a", "a", None, 1),
    "eiland_one": ApiToken("b", "b", "one", 1),
}


async def find_token(secret: str) -> ApiToken | None:
    return TOKENS.get(secret)


async def admit_organiser(_: web.Request, token: str | None) -> tuple[str, EventScope]:
    if token != "organiser":
        raise AccessDenied("link_missing" if token is None else "link_invalid")
    return "duin", EventScope("dunes")


@pytest.fixture
def events() -> Events:
    return Events()


def routes(events: Events) -> list[web.RouteDef]:
    clock = ManualClock(wall_ms=NOW_MS)
    rate = CallRate(clock, PER_MINUTE)
    access = EventsAccess("eiland_", find_token, admit_organiser, rate)
    return events_api.routes(events, access, clock)


async def ask(client: Client, operation: str, body: Any = None, token: str = "eiland_all") -> Any:
    found = next(it for it in OPERATIONS if it.name == operation)
    return await client.request(
        found.method.upper(),
        f"/api/v1{found.path.replace('{event}', 'duin')}",
        json=body,
        headers={"Authorization": f"Bearer {token}"},
    )


def check(schema: dict[str, Any], value: object) -> None:
    whole = {**schema, "components": openapi()["components"]}
    Draft202012Validator(whole).validate(value)


def test_the_description_is_valid_and_the_page_is_as_the_program() -> None:
    OpenAPIV31SpecValidator(openapi()).validate()
    assert TARGET.read_text(encoding="utf-8") == page(), "run: python -m scripts.openapi"


def test_the_description_has_every_request_and_no_other(events: Events) -> None:
    served = {(it.method, it.path.removeprefix("/api/v1")) for it in routes(events)}
    assert {(it.method.upper(), it.path) for it in OPERATIONS} == served


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda it: it.name)
async def test_answers_are_as_described(operation: Any, events: Events) -> None:
    described = openapi()["paths"][operation.path][operation.method]
    body = GOOD.get(operation.name)
    if body is not None:
        check(described["requestBody"]["content"]["application/json"]["schema"], body)
    async with serving(routes(events)) as client:
        async with await ask(client, operation.name, body) as answer:
            found = described["responses"][str(answer.status)]
            assert answer.status == operation.status
            check(found["content"]["application/json"]["schema"], await answer.json())
        if operation.is_open:
            return
        for token, status in (("eiland_no", 403), ("other", 403)):
            async with await ask(client, operation.name, body, token) as answer:
                assert answer.status == status
                schema = described["responses"][str(status)]["content"]["application/json"][
                    "schema"
                ]
                check(schema, await answer.json())


async def test_whoever_asks_sees_no_further_than_their_own(events: Events) -> None:
    async with serving(routes(events)) as client:
        for token, series in (("eiland_all", None), ("eiland_one", "one"), ("organiser", "dunes")):
            await ask(client, "listEvents", token=token)
            assert events.scope == EventScope(series)


@pytest.mark.parametrize(
    "body",
    [
        {"map": "nes"},
        {"name": "", "map": "nes"},
        {"name": "x" * 400, "map": "nes"},
        {"name": 5, "map": "nes"},
        {"name": "x", "map": "nes", "starts_ms": -1},
        {"name": "x", "map": "nes", "starts_ms": 10**18},
        {"name": "x", "map": "nes", "starts_ms": "now"},
        {"name": "x", "map": "nes", "retention_days": 0},
        {"name": "x", "map": "nes", "capacity": 10**9},
        {"name": "x", "map": "nes", "languages": ["fy"]},
        {"name": "x", "map": "nes", "languages": ["nl"] * 9},
        {"name": "x", "map": "nes", "series": "../etc"},
        {"name": "x", "map": "nes", "template": {"name": "moon"}},
        {"name": "x", "map": "nes", "template": {"name": "reception", "count": 10**6}},
        {"name": "x", "map": "nes", "id": "mine"},
        {"name": "x", "map": "nes", "organisers_since_s": 0},
    ],
)
async def test_a_plan_that_is_none_is_refused_and_the_description_says_so(
    body: dict[str, Any], events: Events
) -> None:
    async with serving(routes(events)) as client, await ask(client, "createEvent", body) as answer:
        assert answer.status == 400
        assert (await answer.json())["reason"] == "bad_event"
    schema = {"$ref": "#/components/schemas/PlanDraft", "components": openapi()["components"]}
    assert not Draft202012Validator(schema).is_valid(body)
    assert events.asked == []


@pytest.mark.parametrize(
    ("fault", "status", "reason"),
    [
        (EventRefused("no_space", "there is room for 2"), 409, "no_space"),
        (EventRefused("bad_period", "it ends before it begins"), 400, "bad_period"),
        (EventRefused("unknown_map", "there is no map of this name"), 400, "unknown_map"),
        (StoreError("/secret/folder: disk full"), 503, "events_unavailable"),
    ],
)
async def test_what_cannot_be_done_is_refused_by_its_reason(
    fault: Exception, status: int, reason: str, events: Events
) -> None:
    events.broken = fault
    async with serving(routes(events)) as client:
        answer = await ask(client, "createEvent", GOOD["createEvent"])
        assert answer.status == status
        said = await answer.json()
        assert (said["ok"], said["reason"], said["status"]) == (False, reason, status)
        assert "/secret" not in said["error"]


async def test_nobody_may_ask_too_often_but_others_still_may(events: Events) -> None:
    async with serving(routes(events)) as client:
        for _ in range(PER_MINUTE):
            assert (await ask(client, "watchEvent")).status == 200
        assert await error_of(await ask(client, "watchEvent")) == error_shape(429, "rate")
        assert (await ask(client, "watchEvent", token="eiland_one")).status == 200
        assert (await ask(client, "watchEvent", token="organiser")).status == 200
        for _ in range(PER_MINUTE):
            assert (await ask(client, "watchEvent", token="eiland_guess")).status == 403
        assert (await ask(client, "watchEvent", token="eiland_guess2")).status == 429


async def test_an_unknown_event_is_not_there(events: Events) -> None:
    async with serving(routes(events)) as client:
        headers = {"Authorization": "Bearer eiland_all"}
        answer = await client.get("/api/v1/events/other", headers=headers)
        assert await error_of(answer) == error_shape(404, "unknown_event")
