"""What hosts say of zones, and what they are told: docs/protocol.md section 8.1.

The bounds here only keep what is far too much from being looked at; what a zone may be is decided,
field by field, in `core/zone_editing.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from island_server.core.ids import AvatarId, ZoneId
from island_server.core.zone_effects import Effect, Portal, Trigger
from island_server.core.zone_problems import Problem
from island_server.core.zone_templates import MAX_COUNT, MAX_SEATS, TemplateName
from island_server.core.zones import Zone, ZoneKind
from island_server.errors import ProtocolError
from island_server.protocol.client_messages import U32, Message
from island_server.protocol.text import clean_words
from island_server.protocol.zone_form import effect_from_plain, zone_to_plain

MAX_ID_CHARACTERS = 200
MAX_SENT_SPANS = 2000
MAX_SENT_EFFECTS = 50
MAX_SENT_HOURS = 100
MAX_SENT_TEXTS = 10

Identity = Annotated[str, msgspec.Meta(max_length=MAX_ID_CHARACTERS)]
Words = Annotated[str, msgspec.Meta(max_length=4000)]
Texts = Annotated[dict[Identity, Words], msgspec.Meta(max_length=MAX_SENT_TEXTS)]
Number = Annotated[int, msgspec.Meta(ge=-(2**31), le=2**31)]
Moment = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
SentSpans = Annotated[list[tuple[Number, Number, Number]], msgspec.Meta(max_length=MAX_SENT_SPANS)]
SentEffects = Annotated[
    list[dict[Identity, Any]],
    msgspec.Meta(max_length=MAX_SENT_EFFECTS),
]
SentHours = Annotated[list[tuple[Moment, Moment]], msgspec.Meta(max_length=MAX_SENT_HOURS)]


class SentPortal(Message):
    """Where a portal leads."""

    island: Identity
    entry: Identity = ""


class SentFields(Message):
    """Those fields of a zone that a host has changed; the others stay as they are."""

    kind: ZoneKind | UnsetType = UNSET
    names: Texts | UnsetType = UNSET
    descriptions: Texts | UnsetType = UNSET
    spans: SentSpans | UnsetType = UNSET
    capacity: Number | UnsetType | None = UNSET
    stage: Identity | UnsetType | None = UNSET
    joins: Trigger | UnsetType = UNSET
    lockable: bool | UnsetType = UNSET
    max_people: Number | UnsetType | None = UNSET
    hosts_only: bool | UnsetType = UNSET
    portal: SentPortal | UnsetType | None = UNSET
    effects: SentEffects | UnsetType = UNSET
    group: Words | UnsetType = UNSET
    knock: bool | UnsetType = UNSET
    closed: bool | UnsetType = UNSET
    colour: Identity | UnsetType = UNSET
    icon: Identity | UnsetType = UNSET
    host: Words | UnsetType = UNSET
    question: Words | UnsetType = UNSET
    hours: SentHours | UnsetType = UNSET

    def changes(self) -> dict[str, Any]:
        """What was sent, by field, as `core.zone_editing` takes it."""
        changes = {
            name: _cleaned(name, value)
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not UNSET
        }
        if isinstance(self.spans, list):
            changes["spans"] = tuple(self.spans)
        if isinstance(self.hours, list):
            changes["hours"] = tuple(self.hours)
        if isinstance(self.portal, SentPortal):
            changes["portal"] = Portal(self.portal.island, self.portal.entry)
        if isinstance(self.effects, list):
            changes["effects"] = tuple(map(_effect, self.effects))
        return changes


class ZoneEdit(Message):
    """Change these fields of a zone; without a zone: put up a new one."""

    zone: Identity | None
    fields: SentFields


class ZoneCheck(Message):
    """Tell what would be wrong with this change, and change nothing."""

    zone: Identity | None
    fields: SentFields


class ZoneRemove(Message):
    """Take a zone away."""

    zone: Identity


class ZoneRestore(Message):
    """Put a zone that was taken away up again, as it was."""

    zone: Identity


class ZoneEditing(Message):
    """Say which zone one edits; none: one has stopped."""

    zone: Identity | None


class ZoneTemplate(Message):
    """Show, or put up, the zones of a template in the free space of the island."""

    template: TemplateName
    count: Annotated[int, msgspec.Meta(ge=1, le=MAX_COUNT)] = 6
    seats: Annotated[int, msgspec.Meta(ge=2, le=MAX_SEATS)] = 5
    seed: U32 = 0
    apply: bool = False


ZONE_MESSAGES: Mapping[str, type[Message]] = {
    "zone_edit": ZoneEdit,
    "zone_check": ZoneCheck,
    "zone_remove": ZoneRemove,
    "zone_restore": ZoneRestore,
    "zone_editing": ZoneEditing,
    "zone_template": ZoneTemplate,
}
"""The messages about zones by their event names."""


Map = dict[str, Any]


def zone(it: Zone, islands: Collection[str]) -> Map:
    """A zone as in the map; its portal is open if it leads to this island or one of `islands`."""
    plain = zone_to_plain(it)
    if it.portal is not None:
        plain["portal"]["open"] = it.portal.island == "" or it.portal.island in islands
    return plain


def zones(
    put: Iterable[Zone],
    gone: Iterable[ZoneId],
    by: AvatarId | None,
    islands: Collection[str],
    *,
    is_all: bool = False,
) -> Map:
    """What is otherwise from now on than it was, or (`is_all`) than it is in the map."""
    return {
        "put": [zone(it, islands) for it in put],
        "gone": list(gone),
        "by": by,
        "all": is_all,
    }


def problems(found: Iterable[Problem]) -> list[Map]:
    """What is wrong with a zone, or may not be meant."""
    return [
        {"field": it.field, "code": it.code, "weight": it.weight, "zone": it.zone} for it in found
    ]


def zone_editors(editing: Mapping[AvatarId, ZoneId]) -> Map:
    """Who edits which zone."""
    return {"editors": [[avatar, zone_id] for avatar, zone_id in editing.items()]}


def _cleaned(field: str, value: Any) -> Any:
    """A field with its texts as names and chat are cleaned; only descriptions have lines."""
    match value:
        case Enum():
            return value
        case dict():
            return {key: _cleaned(field, text) for key, text in value.items()}
        case str() if field == "descriptions":
            return clean_words(value)
        case str():
            return " ".join(clean_words(value).split())
        case _:
            return value


def _effect(plain: Map) -> Effect:
    try:
        return effect_from_plain(
            {key: clean_words(it) if isinstance(it, str) else it for key, it in plain.items()}
        )
    except ValueError as error:
        raise ProtocolError("bad_message", str(error)) from None
