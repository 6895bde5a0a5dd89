"""What is sent to plan an event over HTTP: docs/protocol.md section 10, docs/openapi.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

import msgspec

from island_server.core.zone_templates import MAX_COUNT, MAX_SEATS
from island_server.errors import EventRefused

NAME_CHARACTERS = 80
DESCRIPTION_CHARACTERS = 1000
LATEST_MS = 4_102_444_800_000
"""The year 2100: no event is planned for later."""

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=4 * NAME_CHARACTERS)]
Words = Annotated[str, msgspec.Meta(max_length=4 * DESCRIPTION_CHARACTERS)]
MapName = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Moment = Annotated[int, msgspec.Meta(ge=0, le=LATEST_MS)]
Days = Annotated[int, msgspec.Meta(ge=1, le=3650)]
People = Annotated[int, msgspec.Meta(ge=1, le=10_000)]
Identity = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Language = Literal["nl", "en"]
Languages = Annotated[list[Language], msgspec.Meta(max_length=2)]
Detail = Literal["presence", "movement"]
TemplateWord = Literal["reception", "world_cafe", "poster_market", "plenary_breakouts"]


class Body(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Any of those below."""


class TemplateDraft(Body):
    """A ready-made set of zones: how many of what it has many of, for how many people each."""

    name: TemplateWord
    count: Annotated[int, msgspec.Meta(ge=1, le=MAX_COUNT)] = 6
    seats: Annotated[int, msgspec.Meta(ge=2, le=MAX_SEATS)] = 6


class PlanDraft(Body):
    """A new event. Without `series` it is one of the series of whoever asks."""

    name: Line
    map: MapName
    description: Words = ""
    starts_ms: Moment | None = None
    ends_ms: Moment | None = None
    log: Detail = "presence"
    retention_days: Days = 30
    languages: Languages = []
    capacity: People | None = None
    series: Identity | None = None
    template: TemplateDraft | None = None


class CopyDraft(Body):
    """An event like another one, at another time."""

    name: Line
    starts_ms: Moment | None = None
    ends_ms: Moment | None = None


class PlanChanges(Body):
    """What is to be otherwise; what is left out stays."""

    name: Line | msgspec.UnsetType = msgspec.UNSET
    map: MapName | msgspec.UnsetType = msgspec.UNSET
    description: Words | msgspec.UnsetType = msgspec.UNSET
    starts_ms: Moment | msgspec.UnsetType | None = msgspec.UNSET
    ends_ms: Moment | msgspec.UnsetType | None = msgspec.UNSET
    log: Detail | msgspec.UnsetType = msgspec.UNSET
    retention_days: Days | msgspec.UnsetType = msgspec.UNSET
    languages: Languages | msgspec.UnsetType = msgspec.UNSET
    capacity: People | msgspec.UnsetType | None = msgspec.UNSET

    def given(self) -> dict[str, object]:
        """What was sent, by field."""
        fields = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return {name: value for name, value in fields if value is not msgspec.UNSET}


class ArchiveOrder(Body):
    """Put an event away, or take it out again."""

    archived: bool = True


class HandOver(Body):
    """A link for another organiser; with `revoke` all earlier ones are void."""

    revoke: bool = False


class InvitationOrder(Body):
    """A link for somebody of this role."""

    role: Literal["attendee", "host", "organiser"] = "attendee"
    days: Annotated[float, msgspec.Meta(gt=0, le=3650)] | None = None


_B = TypeVar("_B", bound=Body)


def parse_body(kind: type[_B], sent: Mapping[str, object]) -> _B:
    """A body that was sent. Raises `EventRefused("bad_event")` that names what is wrong."""
    try:
        return msgspec.convert(dict(sent), kind)
    except msgspec.ValidationError as error:
        raise EventRefused("bad_event", str(error)) from None
