"""From changed fields to zones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from island_server.core.ids import ZoneId
from island_server.core.zone_editing import Edit, edit, new_identity, restored
from island_server.core.zone_effects import Portal
from island_server.core.zones import Zone, ZoneKind
from tests.core.island import box
from tests.core.test_zone_sites import site

NEW = {"names": {"nl": "Tafel"}, "kind": ZoneKind.TABLE, "spans": ((0, 0, 3), (1, 0, 3))}
ID = ZoneId("host-1")
TABLE = box("t", ZoneKind.TABLE, (0, 0), (3, 3))


def problems(result: Edit) -> list[tuple[str, str, str]]:
    return [(p.field, p.code.value, p.weight.value) for p in result.problems]


def made(result: Edit) -> Zone:
    assert result.zone is not None, result.problems
    return result.zone


# --- new ones


def test_a_new_zone_has_what_was_sent_and_else_nothing() -> None:
    zone = made(edit(None, ID, NEW, site()))
    assert zone == Zone(ID, ZoneKind.TABLE, {"nl": "Tafel"}, {}, ((0, 0, 3), (1, 0, 3)))


@pytest.mark.parametrize("missing", ["names", "kind", "spans"])
def test_a_new_zone_needs_a_name_a_kind_and_a_place(missing: str) -> None:
    fields = {name: value for name, value in NEW.items() if name != missing}
    result = edit(None, ID, fields, site())
    assert result.zone is None
    assert problems(result) == [(missing, "empty", "error")]


def test_everything_that_is_wrong_with_the_fields_is_told_together() -> None:
    result = edit(None, ID, {**NEW, "colour": "red", "capacity": 1, "icon": "skull"}, site())
    assert problems(result) == [
        ("colour", "unknown_word", "error"),
        ("capacity", "too_small", "error"),
        ("icon", "unknown_word", "error"),
    ]


def test_a_million_tiles_are_refused_without_looking_at_one() -> None:
    def is_land(_tile: object) -> bool:
        raise AssertionError("a tile was looked at")

    at = replace(site(), is_land=is_land)
    result = edit(None, ID, {**NEW, "spans": ((0, 0, 1_000_000),)}, at)
    assert problems(result) == [("spans", "too_large", "error")]


def test_with_a_warning_a_zone_is_put_up_and_with_an_error_it_is_not() -> None:
    warned = edit(None, ID, {**NEW, "kind": ZoneKind.PODIUM, "stage": "s"}, site())
    assert problems(warned) == [("stage", "no_audience", "warning")]
    assert made(warned).stage == "s"
    refused = edit(None, ID, {**NEW, "spans": ((90, 0, 3),)}, site())
    assert problems(refused) == [("spans", "outside_map", "error")]
    assert refused.zone is None


def test_what_lies_outside_the_map_is_cut_off() -> None:
    spans = ((-1, 0, 3), (0, -4, 2), (1, 11, 40), (99, 0, 3))
    result = edit(None, ID, {**NEW, "spans": spans}, site())
    assert made(result).spans == ((0, 0, 2), (1, 11, 13))
    assert problems(result) == [("spans", "outside_map", "warning")]


def test_spans_come_in_any_order_and_are_kept_in_theirs() -> None:
    zone = made(edit(None, ID, {**NEW, "spans": ((1, 0, 3), (0, 4, 6), (0, 0, 3))}, site()))
    assert zone.spans == ((0, 0, 3), (0, 4, 6), (1, 0, 3))


def test_texts_are_kept_as_they_are_and_empty_ones_not_at_all() -> None:
    names = {"nl": "<b>Tafel</b>", "en": ""}
    assert made(edit(None, ID, {**NEW, "names": names}, site())).names == {"nl": "<b>Tafel</b>"}


# --- changes


def test_what_is_not_sent_stays_as_it_is() -> None:
    former = replace(TABLE, host="Anna", colour="#112233")
    zone = made(edit(former, TABLE.id, {"question": "Waarom?"}, site(zones=[former])))
    assert zone == replace(former, question="Waarom?")


def test_two_hosts_who_change_different_fields_both_get_their_way() -> None:
    first = made(edit(TABLE, TABLE.id, {"host": "Anna"}, site(zones=[TABLE])))
    second = made(edit(first, TABLE.id, {"colour": "#ABCDEF"}, site(zones=[first])))
    assert (second.host, second.colour) == ("Anna", "#abcdef")


def test_what_a_map_has_beyond_the_limits_does_not_keep_hosts_from_changing_the_rest() -> None:
    odd = replace(TABLE, names={"nl": "x" * 100}, capacity=1)
    clash = box("other", ZoneKind.MEETING, (1, 1), (5, 2))
    result = edit(odd, odd.id, {"host": "Anna"}, site(zones=[odd, clash]))
    assert (made(result).host, result.problems) == ("Anna", [])
    moved = edit(odd, odd.id, {"spans": ((0, 1, 3),)}, site(zones=[odd, clash]))
    assert problems(moved) == []
    onto = edit(odd, odd.id, {"spans": ((1, 0, 3),)}, site(zones=[odd, clash]))
    assert problems(onto) == [("spans", "overlaps", "error")]


def test_a_portal_by_the_name_of_its_own_island_stays_on_it() -> None:
    change: dict[str, Any] = {"portal": Portal("nes", "")}
    zone = box("z", ZoneKind.PLACE, (5, 0), (1, 1))
    assert made(edit(zone, zone.id, change, site(zones=[zone], name="nes"))).portal == Portal(
        "", ""
    )


# --- opening hours


def test_new_hours_hold_at_once() -> None:
    at = site(zones=[TABLE], wall_ms=1000)
    shut = box("s", ZoneKind.TABLE, (5, 0), (1, 1))
    assert made(edit(shut, shut.id, {"hours": ((2000, 3000),)}, at)).closed
    assert not made(edit(replace(shut, closed=True), shut.id, {"hours": ((500, 3000),)}, at)).closed
    assert not made(edit(replace(shut, closed=True), shut.id, {"hours": ()}, at)).closed


def test_a_host_may_open_outside_the_hours() -> None:
    at = site(wall_ms=1000)
    shut = box("s", ZoneKind.TABLE, (5, 0), (1, 1))
    change: dict[str, Any] = {"hours": ((2000, 3000),), "closed": False}
    assert not made(edit(shut, shut.id, change, at)).closed


# --- bringing back


def test_what_was_taken_away_comes_back_as_it_was() -> None:
    odd = replace(TABLE, names={"nl": "x" * 100})
    assert restored(odd, site()) == Edit(odd, [])


def test_nothing_comes_back_where_something_else_is_by_now() -> None:
    result = restored(TABLE, site(zones=[box("other", ZoneKind.TABLE, (1, 1), (4, 2))]))
    assert result.zone is None
    assert problems(result) == [("spans", "overlaps", "error")]


# --- ids


def test_ids_are_never_given_twice() -> None:
    assert new_identity(1, ()) == ("host-1", 2)
    assert new_identity(2, {ZoneId("host-2"), ZoneId("host-3")}) == ("host-4", 5)
