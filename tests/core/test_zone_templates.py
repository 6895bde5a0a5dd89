"""Ready-made sets of zones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from island_server.core.island_map import IslandMap
from island_server.core.units import TilePos
from island_server.core.zone_editing import edit
from island_server.core.zone_sites import Site
from island_server.core.zone_templates import Layout, Template, TemplateName, laid_out
from island_server.core.zones import Zone, ZoneKind
from island_server.map_files.bundled import maps_folder
from island_server.map_files.load import load_map
from tests.core.island import box, drawn

ROOM = IslandMap("t", "T", drawn(*["." * 60] * 40), (), (TilePos(30, 20),))


def site(island: IslandMap) -> Site:
    return Site(island, lambda tile: island.tiles.is_free(*tile))


def of_kind(layout: Layout, kind: ZoneKind) -> list[Zone]:
    return [zone for zone in layout.zones if zone.kind is kind]


@pytest.mark.parametrize("name", TemplateName)
def test_what_a_template_brings_could_be_put_up_by_hand(name: TemplateName) -> None:
    layout = laid_out(Template(name, 6, 5), ROOM)
    assert layout.room_for is None
    assert len({zone.id for zone in layout.zones}) == len(layout.zones)
    zones: tuple[Zone, ...] = ()
    for zone in layout.zones:
        fields = {"names": zone.names, "kind": zone.kind, "spans": zone.spans, "stage": zone.stage}
        fields |= {"colour": zone.colour, "icon": zone.icon, "capacity": zone.capacity}
        there = IslandMap("t", "T", ROOM.tiles, zones, ROOM.starts)
        made = edit(None, zone.id, fields, site(there)).zone
        assert made == zone
        zones += (zone,)


@pytest.mark.parametrize("name", TemplateName)
def test_everything_has_a_name_in_both_languages_a_colour_and_an_icon(name: TemplateName) -> None:
    for zone in laid_out(Template(name, 3, 5), ROOM).zones:
        assert zone.names.keys() == {"nl", "en"}
        assert zone.colour
        assert zone.icon


def test_a_world_cafe_has_as_many_tables_of_as_many_seats_as_asked_for() -> None:
    tables = of_kind(laid_out(Template(TemplateName.WORLD_CAFE, 9, 7), ROOM), ZoneKind.TABLE)
    assert [zone.capacity for zone in tables] == [7] * 9
    assert [zone.names["nl"] for zone in tables] == [f"Tafel {n}" for n in range(1, 10)]


def test_numbers_that_stand_in_the_names_of_other_zones_are_left_out() -> None:
    taken = replace(box("t", ZoneKind.TABLE, (0, 0), (2, 2)), names={"nl": "Hoek", "en": "Table 2"})
    island = IslandMap("t", "T", ROOM.tiles, (taken,), ROOM.starts)
    tables = laid_out(Template(TemplateName.WORLD_CAFE, 3, 4), island).zones
    assert [zone.names["en"] for zone in tables] == ["Table 1", "Table 3", "Table 4"]


def test_a_plenary_has_a_stage_of_its_own_before_a_hall_and_break_outs() -> None:
    hall = box("p", ZoneKind.PODIUM, (0, 0), (1, 1), stage="plenary-1")
    island = IslandMap("t", "T", ROOM.tiles, (hall,), ROOM.starts)
    layout = laid_out(Template(TemplateName.PLENARY_BREAKOUTS, 4, 6), island)
    (podium,), (audience,) = of_kind(layout, ZoneKind.PODIUM), of_kind(layout, ZoneKind.AUDIENCE)
    assert podium.stage == audience.stage == "plenary-2"
    assert podium.spans[-1][0] + 1 == audience.spans[0][0]
    assert len(of_kind(layout, ZoneKind.MEETING)) == 4


def test_a_stage_is_smaller_where_there_is_less_room() -> None:
    def area(rows: list[str]) -> int:
        island = IslandMap("t", "T", drawn(*rows), (), (TilePos(0, 0),))
        layout = laid_out(Template(TemplateName.PLENARY_BREAKOUTS, 1, 4), island)
        return sum(zone.area for zone in of_kind(layout, ZoneKind.AUDIENCE))

    assert 0 < area(["." * 16] * 9) < area(["." * 30] * 20)


@pytest.mark.parametrize("name", TemplateName)
def test_where_there_is_no_room_for_all_nothing_is_put_up_and_it_says_for_how_many(
    name: TemplateName,
) -> None:
    small = IslandMap("t", "T", drawn(*["." * 22] * 12), (), (TilePos(0, 0),))
    layout = laid_out(Template(name, 60, 5), small)
    assert layout.zones == ()
    assert layout.room_for is not None
    assert 0 < layout.room_for < 60
    assert laid_out(Template(name, layout.room_for, 5), small).room_for is None


@pytest.mark.parametrize("name", TemplateName)
def test_on_a_tiny_island_there_is_room_for_none(name: TemplateName) -> None:
    tiny = IslandMap("t", "T", drawn("...", "...", "..."), (), (TilePos(0, 0),))
    assert laid_out(Template(name, 1, 2), tiny) == Layout((), 0)


def test_the_same_seed_gives_the_same_layout() -> None:
    layouts = [laid_out(Template(TemplateName.WORLD_CAFE, 5, 5, seed), ROOM) for seed in (4, 4, 5)]
    assert layouts[0] == layouts[1] != layouts[2]


@pytest.mark.parametrize("name", TemplateName)
def test_the_island_that_comes_along_has_room_for_every_template(
    name: TemplateName,
) -> None:
    nes = load_map(maps_folder() / "nes" / "nes.tmj").island
    assert laid_out(Template(name, 8, 6), nes).room_for is None
