"""What may be wrong with one field of a zone, wherever the zone is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from island_server.core.zone_effects import (
    ALLOWED_FEATURES,
    Effect,
    Focus,
    Info,
    Sound,
    Tab,
    Tooltip,
    Website,
)
from island_server.core.zone_hours import Hours
from island_server.core.zone_limits import ZoneLimits
from island_server.core.zone_problems import Code, Problem, warning
from island_server.core.zones import ICONS, Span

LANGUAGES = ("nl", "en")
NARROWEST_PERCENT, WIDEST_PERCENT = 10, 90
MOST_MARGIN = 4.0
MOST_TOOLTIP_MS = 600_000

_WITH_HOST = re.compile(r"https://[^\s/?#@\\]+([/?#].*)?")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_Codes = Iterator[Code]


def field_problems(
    field: str, value: Any, limits: ZoneLimits, files: Collection[str], wall_ms: int
) -> list[Problem]:
    """The problems of the value that a field is to have.

    Cheap whatever the value is: it looks at spans one by one, never at cells. `files` are the names
    of those that the map brings.
    """
    if field == "effects":
        return [Problem(field, code) for code in dict.fromkeys(_effects(value, limits, files))]
    if field == "hours":
        return _hours(value, limits, wall_ms)
    find = _FINDERS.get(field)
    return (
        []
        if find is None
        else [Problem(field, code) for code in dict.fromkeys(find(value, limits))]
    )


def _texts(texts: Mapping[str, str], most_chars: int) -> _Codes:
    if any(language not in LANGUAGES for language in texts):
        yield Code.UNKNOWN_WORD
    if any(len(text) > most_chars for text in texts.values()):
        yield Code.TOO_LONG


def _names(names: Mapping[str, str], limits: ZoneLimits) -> _Codes:
    yield from _texts(names, limits.name_chars)
    if not any(names.values()):
        yield Code.EMPTY


def _spans(spans: tuple[Span, ...], limits: ZoneLimits) -> _Codes:
    if not spans:
        yield Code.EMPTY
    elif len(spans) > limits.spans:
        yield Code.TOO_MANY
    elif any(x0 >= x1 for _, x0, x1 in spans) or not _in_order(spans):
        yield Code.OUT_OF_ORDER
    elif sum(x1 - x0 for _, x0, x1 in spans) > limits.cells:
        yield Code.TOO_LARGE


def _in_order(spans: tuple[Span, ...]) -> bool:
    following = itertools.pairwise(spans)
    return all(a[0] < b[0] or (a[0] == b[0] and a[2] <= b[1]) for a, b in following)


def _between(value: float | None, least: float, most: float) -> _Codes:
    if value is not None and not value >= least:
        yield Code.TOO_SMALL
    elif value is not None and value > most:
        yield Code.TOO_LARGE


def _short(text: str | None, most_chars: int) -> _Codes:
    if text is not None and len(text) > most_chars:
        yield Code.TOO_LONG


def _colour(colour: str, _limits: ZoneLimits) -> _Codes:
    if colour and not _COLOUR.fullmatch(colour):
        yield Code.UNKNOWN_WORD


def _icon(icon: str, _limits: ZoneLimits) -> _Codes:
    if icon and icon not in ICONS:
        yield Code.UNKNOWN_WORD


def _hours(hours: Hours, limits: ZoneLimits, wall_ms: int) -> list[Problem]:
    if len(hours) > limits.hours:
        return [Problem("hours", Code.TOO_MANY)]
    edges = [edge for opening in hours for edge in opening]
    if any(end <= start for start, end in hours) or edges != sorted(edges):
        return [Problem("hours", Code.OUT_OF_ORDER)]
    if edges and edges[-1] <= wall_ms:
        return [warning("hours", Code.IN_THE_PAST)]
    return []


def _effects(effects: tuple[Effect, ...], limits: ZoneLimits, files: Collection[str]) -> _Codes:
    if len(effects) > limits.effects:
        yield Code.TOO_MANY
        return
    for effect in effects:
        for address in _addresses(effect):
            yield from _address(address, limits, files)
        yield from _effect(effect, limits)


def _addresses(effect: Effect) -> list[str]:
    match effect:
        case Website(url=url) | Tab(url=url) | Sound(url=url):
            return [url]
        case Info(picture=picture, link=link):
            return [address for address in (picture, link) if address]
        case _:
            return []


def _effect(effect: Effect, limits: ZoneLimits) -> _Codes:
    match effect:
        case Website(label=label, width_percent=percent, allow=allow):
            yield from _short(label, limits.name_chars)
            yield from _between(percent, NARROWEST_PERCENT, WIDEST_PERCENT)
            if not ALLOWED_FEATURES.issuperset(allow):
                yield Code.UNKNOWN_WORD
        case Tab(label=label):
            yield from _short(label, limits.name_chars)
        case Sound(volume=volume):
            yield from _between(volume, 0, 1)
        case Focus(margin=margin):
            yield from _between(margin, 0, MOST_MARGIN)
        case Tooltip(text=text, ms=ms):
            yield from _short(text, limits.tooltip_chars)
            yield from _between(ms, 0, MOST_TOOLTIP_MS)
        case Info(text=text, picture=picture, link=link):
            yield from _short(text, limits.info_chars)
            if not (text or picture or link):
                yield Code.NOTHING_TO_SHOW


def _address(address: str, limits: ZoneLimits, files: Collection[str]) -> _Codes:
    """Only `https://` and the files of the map itself; those stand in no folder."""
    if len(address) > limits.address_chars:
        yield Code.TOO_LONG
    elif address in files:
        return
    elif address.startswith("https://"):
        if not address.isprintable() or not _WITH_HOST.fullmatch(address):
            yield Code.FORBIDDEN_ADDRESS
    elif not address or not address.isprintable() or any(sign in address for sign in ":/\\"):
        yield Code.FORBIDDEN_ADDRESS
    else:
        yield Code.UNKNOWN_FILE


_FINDERS: Mapping[str, Callable[[Any, ZoneLimits], _Codes]] = MappingProxyType(
    {
        "names": _names,
        "descriptions": lambda value, limits: _texts(value, limits.description_chars),
        "spans": _spans,
        "capacity": lambda value, limits: _between(
            value, limits.least_capacity, limits.most_capacity
        ),
        "max_people": lambda value, limits: _between(value, 0, limits.most_people),
        "stage": lambda value, limits: _short(value, limits.name_chars),
        "group": lambda value, limits: _short(value, limits.name_chars),
        "host": lambda value, limits: _short(value, limits.name_chars),
        "question": lambda value, limits: _short(value, limits.question_chars),
        "colour": _colour,
        "icon": _icon,
    }
)
