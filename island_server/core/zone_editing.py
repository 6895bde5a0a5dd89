"""Editing zones: from changed fields to the zone as it then is, and what is wrong with that.

Only what has been changed is looked at: a map may have what hosts could not put up, and that must
not keep them from giving it a better name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from island_server.core.ids import ZoneId
from island_server.core.tile_map import TileMap
from island_server.core.zone_fields import field_problems
from island_server.core.zone_hours import is_open
from island_server.core.zone_limits import DEFAULT_LIMITS, ZoneLimits
from island_server.core.zone_problems import Code, Problem, has_error, warning
from island_server.core.zone_sites import (
    Site,
    closing_problems,
    kind_problems,
    overlap_problems,
    place_problems,
    portal_problems,
    stage_problems,
)
from island_server.core.zones import Span, Zone, ZoneKind

Changes = Mapping[str, Any]
"""New values by the field of `Zone`, each of its type; `id` is not among them."""

_NEEDED = ("names", "kind", "spans")
_CLOSING = ("spans", "closed", "hosts_only", "group", "knock", "max_people")
_CHECKS: Mapping[Callable[[Zone, Site], Iterator[Problem]], tuple[str, ...]] = MappingProxyType(
    {
        place_problems: ("spans",),
        overlap_problems: ("spans", "kind"),
        stage_problems: ("kind", "stage"),
        portal_problems: ("spans", "portal"),
        closing_problems: _CLOSING,
        kind_problems: ("kind", "capacity", "stage", "lockable"),
    }
)
"""What is to be looked at anew when one of these fields has changed."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What comes of an edit: the zone, if nothing keeps it from being put up, and the problems."""

    zone: Zone | None
    problems: list[Problem]


def edit(
    former: Zone | None,
    identity: ZoneId,
    changes: Changes,
    site: Site,
    limits: ZoneLimits = DEFAULT_LIMITS,
) -> Edit:
    """Change these fields of a zone, or of one that is not there yet, which gets this id."""
    changes = _tidied(changes, site)
    problems = [
        problem
        for name, value in changes.items()
        for problem in field_problems(name, value, limits, site.files, site.wall_ms)
    ]
    if former is None:
        problems += [Problem(name, Code.EMPTY) for name in _NEEDED if name not in changes]
    if has_error(problems):
        return Edit(None, problems)
    if "spans" in changes:
        spans = _clipped(changes["spans"], site.island.tiles)
        if not spans:
            return Edit(None, [*problems, Problem("spans", Code.OUTSIDE_MAP)])
        if spans != changes["spans"]:
            problems.append(warning("spans", Code.OUTSIDE_MAP))
        changes["spans"] = spans
    zone = _changed(former, identity, changes)
    for check, names in _CHECKS.items():
        if not changes.keys().isdisjoint(names):
            problems += check(zone, site)
    return Edit(None if has_error(problems) else zone, problems)


def restored(zone: Zone, site: Site) -> Edit:
    """Put a zone that was taken away up again, if the island has a place for it still."""
    problems = [problem for check in _CHECKS for problem in check(zone, site)]
    return Edit(None if has_error(problems) else zone, problems)


def new_identity(number: int, taken: Collection[ZoneId]) -> tuple[ZoneId, int]:
    """An id for a zone that hosts put up, and the number of the next.

    Numbers are never given again, so that a change that comes too late never hits another zone.
    """
    while (identity := ZoneId(f"host-{number}")) in taken:
        number += 1
    return identity, number + 1


def _clipped(spans: tuple[Span, ...], tiles: TileMap) -> tuple[Span, ...]:
    """What of these spans lies on the map."""
    return tuple(
        (y, max(x0, 0), min(x1, tiles.width))
        for y, x0, x1 in spans
        if 0 <= y < tiles.height and x0 < tiles.width and x1 > 0
    )


def _changed(former: Zone | None, identity: ZoneId, changes: Changes) -> Zone:
    if former is not None:
        return replace(former, **changes)
    plain: dict[str, Any] = {"kind": ZoneKind.PLACE, "names": {}, "descriptions": {}, "spans": ()}
    return Zone(identity, **{**plain, **changes})


def _tidied(changes: Changes, site: Site) -> dict[str, Any]:
    """The same in the form in which zones have it."""
    tidy = dict(changes)
    for name in ("names", "descriptions"):
        if name in tidy:
            tidy[name] = {language: text for language, text in tidy[name].items() if text}
    if "spans" in tidy:
        tidy["spans"] = tuple(sorted(tidy["spans"]))
    if "colour" in tidy:
        tidy["colour"] = tidy["colour"].lower()
    if tidy.get("stage") == "":
        tidy["stage"] = None
    if (portal := tidy.get("portal")) is not None and portal.island == site.name:
        tidy["portal"] = replace(portal, island="")
    if "hours" in tidy and "closed" not in tidy:
        tidy["closed"] = not is_open(tidy["hours"], site.wall_ms)
    return tidy
