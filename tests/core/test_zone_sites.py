"""Where zones can be, and what they can be beside others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from island_server.core.island_map import IslandMap
from island_server.core.units import TilePos
from island_server.core.zone_effects import Portal
from island_server.core.zone_problems import Problem
from island_server.core.zone_sites import (
    Site,
    closing_problems,
    kind_problems,
    overlap_problems,
    place_problems,
    portal_problems,
    stage_problems,
)
from island_server.core.zones import Zone, ZoneKind
from tests.core.island import box, drawn

PLACE, MEETING, TABLE = ZoneKind.PLACE, ZoneKind.MEETING, ZoneKind.TABLE
PODIUM, AUDIENCE, QUIET = ZoneKind.PODIUM, ZoneKind.AUDIENCE, ZoneKind.QUIET
ROWS = (
    "..........#..",
    "..........#..",
    ".....##...#..",
    ".....##...#..",
)


def site(*rows: str, zones: Iterable[Zone] = (), **more: Any) -> Site:
    tiles = drawn(*(rows or ROWS))
    starts = more.pop("starts", (TilePos(0, 0),))
    island = IslandMap("t", "T", tiles, tuple(zones), starts, more.pop("entries", {}))
    land = tiles.reachable(*starts[0])

    def is_land(tile: TilePos) -> bool:
        return tiles.is_free(*tile) and bool(land[tile.y * tiles.width + tile.x])

    return Site(island, is_land, **more)


def told(
    check: Callable[[Zone, Site], Iterable[Problem]], zone: Zone, at: Site
) -> list[tuple[str, str, str | None]]:
    return [(p.code.value, p.weight.value, p.zone) for p in check(zone, at)]


# --- place


@pytest.mark.parametrize(
    ("at", "size", "expected"),
    [
        ((0, 0), (3, 3), []),
        ((4, 1), (3, 3), []),
        ((50, 50), (3, 3), [("outside_map", "error", None)]),
        ((5, 2), (2, 2), [("no_floor", "error", None)]),
        ((11, 0), (2, 2), [("unreachable", "error", None)]),
        ((9, 0), (3, 2), []),
    ],
)
def test_a_zone_lies_on_floor_that_one_can_reach(
    at: tuple[int, int], size: tuple[int, int], expected: list[tuple[str, str, None]]
) -> None:
    assert told(place_problems, box("z", PLACE, at, size), site()) == expected


# --- overlapping


def test_two_conversations_do_not_share_cells() -> None:
    at = site(zones=[box("a", MEETING, (0, 0), (4, 4)), box("b", PLACE, (0, 0), (9, 4))])
    assert told(overlap_problems, box("z", TABLE, (3, 0), (3, 3)), at) == [
        ("overlaps", "error", "a")
    ]
    assert told(overlap_problems, box("z", TABLE, (4, 0), (3, 3)), at) == []


def test_the_very_same_cells_are_no_place_for_two() -> None:
    at = site(zones=[box("a", MEETING, (0, 0), (4, 4))])
    assert told(overlap_problems, box("z", TABLE, (0, 0), (4, 4)), at) == [
        ("overlaps", "error", "a")
    ]


def test_one_conversation_within_another_may_be_meant() -> None:
    at = site(zones=[box("a", MEETING, (0, 0), (4, 4))])
    assert told(overlap_problems, box("z", TABLE, (1, 1), (2, 2)), at) == [
        ("overlaps", "warning", "a")
    ]
    around = site(zones=[box("a", TABLE, (1, 1), (2, 2))])
    assert told(overlap_problems, box("z", MEETING, (0, 0), (4, 4)), around) == [
        ("overlaps", "warning", "a")
    ]


@pytest.mark.parametrize("kind", [PLACE, QUIET, ZoneKind.START])
def test_what_has_no_conversation_may_lie_anywhere(kind: ZoneKind) -> None:
    at = site(zones=[box("a", MEETING, (0, 0), (4, 4))])
    assert told(overlap_problems, box("z", kind, (3, 0), (3, 3)), at) == []


def test_a_podium_may_reach_into_its_own_audience_only() -> None:
    hall = box("hall", AUDIENCE, (0, 0), (6, 4), stage="s")
    at = site(zones=[hall])
    assert told(overlap_problems, box("z", PODIUM, (4, 0), (4, 2), stage="s"), at) == []
    assert told(overlap_problems, box("z", PODIUM, (4, 0), (4, 2), stage="t"), at) == [
        ("overlaps", "error", "hall")
    ]


def test_a_zone_does_not_overlap_with_what_it_was_itself() -> None:
    at = site(zones=[box("z", MEETING, (0, 0), (4, 4))])
    assert told(overlap_problems, box("z", MEETING, (1, 0), (4, 4)), at) == []


# --- stages


def test_podium_and_audience_find_one_another() -> None:
    podium, hall = (
        box("p", PODIUM, (0, 0), (2, 2), stage="s"),
        box("h", AUDIENCE, (2, 0), (2, 2), stage="s"),
    )
    assert told(stage_problems, podium, site(zones=[hall])) == []
    assert told(stage_problems, hall, site(zones=[podium])) == []


def test_half_a_stage_is_told() -> None:
    podium, hall = (
        box("p", PODIUM, (0, 0), (2, 2), stage="s"),
        box("h", AUDIENCE, (2, 0), (2, 2), stage="s"),
    )
    assert told(stage_problems, podium, site()) == [("no_audience", "warning", None)]
    assert told(stage_problems, hall, site()) == [("no_podium", "warning", None)]
    assert told(stage_problems, replace(podium, stage=None), site()) == [
        ("no_stage", "error", None)
    ]
    assert told(stage_problems, replace(hall, stage=""), site()) == [("no_stage", "error", None)]


def test_a_stage_has_one_podium() -> None:
    at = site(zones=[box("p", PODIUM, (0, 0), (2, 2), stage="s")])
    assert told(stage_problems, box("z", PODIUM, (4, 0), (1, 1), stage="s"), at) == [
        ("second_podium", "error", "p")
    ]
    assert told(stage_problems, box("z", PLACE, (4, 0), (1, 1)), at) == []


# --- portals


def gate(island: str, entry: str, at: tuple[int, int] = (4, 0)) -> Zone:
    return box("z", PLACE, at, (1, 1), portal=Portal(island, entry))


def test_a_portal_leads_somewhere() -> None:
    at = site(islands={"texel"}, entries={"quay": (TilePos(3, 3),)})
    assert told(portal_problems, gate("texel", "anywhere"), at) == []
    assert told(portal_problems, gate("", "quay"), at) == []
    assert told(portal_problems, gate("", ""), at) == []
    assert told(portal_problems, gate("atlantis", ""), at) == [("no_island", "error", None)]
    assert told(portal_problems, gate("", "pier"), at) == [("no_entry", "warning", None)]
    assert told(portal_problems, box("z", PLACE, (0, 0), (1, 1)), at) == []


def test_a_portal_does_not_lead_into_itself() -> None:
    at = site(entries={"quay": (TilePos(3, 3),)})
    assert told(portal_problems, gate("", "", at=(0, 0)), at) == [
        ("leads_into_itself", "error", None)
    ]
    assert told(portal_problems, gate("", "quay", at=(3, 3)), at) == [
        ("leads_into_itself", "error", None)
    ]


# --- closing


CLOSED: list[dict[str, Any]] = [
    {"closed": True},
    {"hosts_only": True},
    {"group": "board"},
    {"knock": True},
    {"max_people": 0},
]


@pytest.mark.parametrize("change", CLOSED)
def test_people_can_still_arrive(change: dict[str, Any]) -> None:
    zone = replace(box("z", PLACE, (0, 0), (2, 2)), **change)
    assert told(closing_problems, zone, site()) == [("blocks_arrival", "error", None)]
    two = site(starts=(TilePos(0, 0), TilePos(5, 0)))
    assert told(closing_problems, zone, two) == []


def test_several_zones_together_block_the_arrival_as_well() -> None:
    other = box("a", PLACE, (5, 0), (1, 1), closed=True)
    two = site(starts=(TilePos(0, 0), TilePos(5, 0)), zones=[other])
    assert told(closing_problems, box("z", PLACE, (0, 0), (2, 2), closed=True), two) == [
        ("blocks_arrival", "error", None)
    ]
    assert told(closing_problems, box("z", PLACE, (2, 2), (1, 1), closed=True), two) == []


def test_what_is_open_blocks_nobody() -> None:
    zone = box("z", PLACE, (0, 0), (2, 4), max_people=3)
    assert told(closing_problems, zone, site()) == []


def test_what_cuts_off_a_part_of_the_island_is_told() -> None:
    wall = box("z", PLACE, (3, 0), (1, 4), closed=True)
    assert told(closing_problems, wall, site()) == [("cuts_off", "warning", None)]
    assert told(closing_problems, box("z", PLACE, (3, 0), (1, 3), closed=True), site()) == []


def test_nobody_is_shut_in_behind_a_zone() -> None:
    ring = Zone(
        box("z", PLACE, (0, 0), (1, 1)).id,
        PLACE,
        {},
        {},
        ((0, 1, 4), (1, 1, 2), (1, 3, 4), (2, 1, 4)),
        closed=True,
    )
    assert told(closing_problems, ring, site()) == [("cuts_off", "warning", None)]
    inside = site(people={TilePos(2, 1)})
    assert told(closing_problems, ring, inside) == [("cuts_off", "error", None)]
    elsewhere = site(people={TilePos(9, 1), TilePos(1, 1)})
    assert told(closing_problems, ring, elsewhere) == [("cuts_off", "warning", None)]


def test_a_large_island_is_not_searched_to_its_end() -> None:
    looked = 0
    at = site(*["." * 400] * 400)

    def is_land(tile: TilePos) -> bool:
        nonlocal looked
        looked += 1
        return True

    at = replace(at, is_land=is_land, island=replace(at.island, starts=(TilePos(399, 399),)))
    zone = Zone(
        box("z", PLACE, (0, 0), (1, 1)).id,
        PLACE,
        {},
        {},
        tuple((y, 0, 150) for y in range(400)),
        closed=True,
    )
    assert told(closing_problems, zone, at) == []
    assert looked < 400 * 400


# --- kinds


def test_what_means_nothing_for_a_kind_is_told() -> None:
    odd = box("z", PLACE, (0, 0), (1, 1), capacity=3, stage="s", lockable=True)
    assert [p.field for p in kind_problems(odd, site())] == ["capacity", "stage", "lockable"]
    assert (
        told(kind_problems, box("z", TABLE, (0, 0), (1, 1), capacity=3, lockable=True), site())
        == []
    )
    assert (
        told(kind_problems, box("z", PODIUM, (0, 0), (1, 1), capacity=3, stage="s"), site()) == []
    )
