"""The description of `/api/v1` in OpenAPI 3.1; its forms are those that requests are checked by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec

from island_server.protocol import event_answers as say
from island_server.protocol import event_messages as msg

_REF = "#/components/schemas/{name}"


@dataclass(frozen=True, slots=True)
class Operation:
    """One request: what it does, what is sent, what is answered."""

    method: str
    path: str
    name: str
    summary: str
    answer: type[msgspec.Struct] | None
    body: type[msg.Body] | None = None
    status: int = 200
    is_open: bool = False
    """Whether it needs no token."""


OPERATIONS = (
    Operation("get", "/openapi.json", "describe", "This description.", None, is_open=True),
    Operation("get", "/events", "listEvents", "All events that you manage.", say.EventsAnswer),
    Operation(
        "post", "/events", "createEvent", "Plan an event.", say.NewEventAnswer, msg.PlanDraft, 201
    ),
    Operation("get", "/events/{event}", "getEvent", "One event.", say.OneEventAnswer),
    Operation(
        "patch",
        "/events/{event}",
        "editEvent",
        "Change what is sent. An open event takes over its period, languages and description at"
        " once, all else when nobody is there.",
        say.OneEventAnswer,
        msg.PlanChanges,
    ),
    Operation(
        "post",
        "/events/{event}/copy",
        "copyEvent",
        "Plan an event like this one: its zones, and its activities without answers.",
        say.NewEventAnswer,
        msg.CopyDraft,
        201,
    ),
    Operation(
        "post",
        "/events/{event}/archive",
        "archiveEvent",
        "Put an event away, or take it out again.",
        say.OneEventAnswer,
        msg.ArchiveOrder,
    ),
    Operation(
        "post",
        "/events/{event}/hand-over",
        "handOverEvent",
        "Make an organiser link for somebody else; all earlier ones can be made void.",
        say.NewEventAnswer,
        msg.HandOver,
    ),
    Operation(
        "post",
        "/events/{event}/invitations",
        "inviteToEvent",
        "Make an invitation link.",
        say.LinkAnswer,
        msg.InvitationOrder,
        201,
    ),
    Operation(
        "get", "/events/{event}/live", "watchEvent", "How busy it is now.", say.FiguresAnswer
    ),
)

_ERRORS: Mapping[str, str] = {
    "400": "What was sent is not understood or cannot be so: `reason` tells which.",
    "403": "The token is missing or not valid, or does not reach so far.",
    "404": "There is no such event among yours.",
    "409": "It cannot be done as things are: `reason` tells why.",
    "413": "The body is too large.",
    "415": "The body is not sent as JSON.",
    "429": "Too many requests in one minute.",
    "503": "Events cannot be read or kept now; try again.",
}


@cache
def openapi() -> dict[str, Any]:
    """The whole description."""
    kinds: set[type[msgspec.Struct]] = {say.ErrorAnswer}
    kinds |= {kind for it in OPERATIONS for kind in (it.answer, it.body) if kind is not None}
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    _, schemas = msgspec.json.schema_components(ordered, ref_template=_REF)
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation)
    for path, methods in paths.items():
        if "{event}" in path:
            methods["parameters"] = [
                {"name": "event", "in": "path", "required": True, "schema": {"type": "string"}}
            ]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Eiland: events",
            "version": version("eiland"),
            "description": "Plan events, copy them, see how busy they are. Make a token with"
            " `island token create`. Times are milliseconds since 1970, UTC.",
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token of `island token create`, or that of an organiser's"
                    " invitation link.",
                }
            },
        },
    }


def _described(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "responses": {
            str(operation.status): {"description": "Done.", **_json(operation.answer)},
            **_errors(operation),
        },
    }
    if operation.is_open:
        described["security"] = []
    if operation.body is not None:
        described["requestBody"] = {"required": True, **_json(operation.body)}
    return described


def _errors(operation: Operation) -> dict[str, Any]:
    if operation.is_open:
        return {}
    wanted = set(_ERRORS)
    if operation.body is None:
        wanted -= {"400", "409", "413", "415"}
    if "{event}" not in operation.path:
        wanted -= {"404"}
    return {
        status: {"description": _ERRORS[status], **_json(say.ErrorAnswer)}
        for status in sorted(wanted)
    }


def _json(kind: type[msgspec.Struct] | None) -> dict[str, Any]:
    schema = {"type": "object"} if kind is None else {"$ref": _REF.format(name=kind.__name__)}
    return {"content": {"application/json": {"schema": schema}}}
