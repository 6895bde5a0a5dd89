"""Zones as plain data, as browsers, the shelf and the log have them: docs/protocol.md section 6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from island_server.core.ids import ZoneId
from island_server.core.zone_effects import (
    Effect,
    Focus,
    Info,
    Portal,
    Sound,
    Tab,
    Tooltip,
    Trigger,
    Website,
)
from island_server.core.zones import Zone, ZoneKind

_EFFECTS: Mapping[str, type[Any]] = {
    "website": Website,
    "tab": Tab,
    "sound": Sound,
    "focus": Focus,
    "tooltip": Tooltip,
    "info": Info,
}
_WORDS = {kind: word for word, kind in _EFFECTS.items()}


class PlainZone(msgspec.Struct, frozen=True):
    """A zone as it is sent and kept; effects each with the word of their kind."""

    id: str
    kind: ZoneKind
    names: dict[str, str]
    descriptions: dict[str, str]
    spans: tuple[tuple[int, int, int], ...]
    capacity: int | None = None
    stage: str | None = None
    joins: Trigger = Trigger.ENTER
    lockable: bool = False
    max_people: int | None = None
    hosts_only: bool = False
    portal: Portal | None = None
    effects: tuple[dict[str, Any], ...] = ()
    group: str = ""
    knock: bool = False
    closed: bool = False
    colour: str = ""
    icon: str = ""
    host: str = ""
    question: str = ""
    hours: tuple[tuple[int, int], ...] = ()


def zone_to_plain(zone: Zone) -> dict[str, Any]:
    """The zone as maps, lists, texts and numbers."""
    fields = {name: getattr(zone, name) for name in PlainZone.__struct_fields__}
    fields["names"], fields["descriptions"] = dict(zone.names), dict(zone.descriptions)
    fields["effects"] = [effect_to_plain(effect) for effect in zone.effects]
    plain: dict[str, Any] = msgspec.to_builtins(fields)
    return plain


def zone_to_logged(zone: Zone) -> dict[str, Any]:
    """The same for the log, which names nobody: without who hosts it."""
    return {**zone_to_plain(zone), "host": ""}


def zone_from_plain(plain: object) -> Zone:
    """The zone behind plain data. Raises ValueError, naming the field, if it is none."""
    it = msgspec.convert(plain, PlainZone)
    fields = {name: getattr(it, name) for name in PlainZone.__struct_fields__}
    fields["id"] = ZoneId(it.id)
    fields["effects"] = tuple(effect_from_plain(effect) for effect in it.effects)
    return Zone(**fields)


def effect_to_plain(effect: Effect) -> dict[str, Any]:
    """An effect as a map whose `effect` is the word of its kind."""
    return {"effect": _WORDS[type(effect)], **msgspec.to_builtins(effect)}


def effect_from_plain(plain: Mapping[str, Any]) -> Effect:
    """The effect behind a map. Raises ValueError if it is none."""
    word = plain.get("effect")
    kind = _EFFECTS.get(word) if isinstance(word, str) else None
    if kind is None:
        raise ValueError(f"effect: {word!r} is unknown")
    fields = {name: value for name, value in plain.items() if name != "effect"}
    effect: Effect = msgspec.convert(fields, kind)
    return effect
