from __future__ import annotations

import json
from pathlib import Path

import pytest

from island_server.map_files.findings import Findings, Weight
from island_server.map_files.load import parse_map
from island_server.map_files.report import Report, examine
from tests.map_files.made_maps import (
    Json,
    area,
    made_map,
    objects,
    png,
    properties,
    tile_layer,
    tileset,
)

GROUND = tile_layer("ground", "......", "......", "......")
START = objects(area("start", 0, 0, 1, 1))


def report(folder: Path, *layers: Json, **more: object) -> Report:
    return examined(folder, made_map(*layers, **more))


def examined(folder: Path, document: object) -> Report:
    (folder / "tiles.png").write_bytes(png())
    (folder / "m.tmj").write_text(json.dumps(document), encoding="utf-8")
    return examine(folder / "m.tmj", parse_map)


def said(found: Report, weight: Weight) -> str:
    return "\n".join(one.text for one in found.findings if one.weight is weight)


def test_a_good_map_has_nothing_to_remark(tmp_path: Path) -> None:
    found = report(tmp_path, GROUND, START)
    assert found.findings == ()
    assert "\n".join(found.lines()).endswith("Nothing to remark.")
    assert "6 x 3 tiles" in found.summary


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("collision", True, "collides"),
        ("collide", True, "collides"),
        ("colides", True, "collides"),
        ("collison", True, "collides"),
        ("colidible", True, "collides"),
        ("Collides", True, "collides"),
        ("collides = true", "", "collides"),
        ("jitsiroom", "x", "jitsiRoom"),
        ("JitsiRoom", "x", "jitsiRoom"),
        ("jistsiRoom", "x", "jitsiRoom"),
        ("ExitUrl", "x", "exitUrl"),
        ("exitURL", "x", "exitUrl"),
        ("openwebsite", "x", "openWebsite"),
        ("openWebsiteTriger", "x", "openWebsiteTrigger"),
        ("start_layer", True, "startLayer"),
        ("Silent", True, "silent"),
    ],
)
def test_misspelt_properties_are_asked_about(
    tmp_path: Path, name: str, value: object, meant: str
) -> None:
    tiles = [{"id": 1, "properties": properties(**{name: value})}]
    found = report(tmp_path, GROUND, START, tilesets=[tileset(tiles=tiles)])
    slips = said(found, Weight.SLIP)
    assert "tileset 'ground', tile 1" in slips
    assert f"'{name}'" in slips
    assert f"did you mean '{meant}'?" in slips
    layer = tile_layer("l", *["......"] * 3, properties=properties(**{name: value}))
    if meant != "collides":
        assert f"layer 'l': '{name}'" in said(report(tmp_path, layer, START), Weight.SLIP)


@pytest.mark.parametrize("name", ["startlayer", "StartLayer"])
def test_a_start_in_another_case_works_and_is_noted(tmp_path: Path, name: str) -> None:
    layer = tile_layer("l", *["......"] * 3, properties=properties(**{name: True}))
    found = report(tmp_path, layer, objects())
    assert f"'{name}': is read as 'startLayer'" in said(found, Weight.NOTE)
    assert said(found, Weight.SLIP) == ""


@pytest.mark.parametrize("name", ["contentType", "dynamic", "myOwnThing", "depth", "getBadge"])
def test_properties_of_ones_own_are_left_alone(tmp_path: Path, name: str) -> None:
    layer = tile_layer("l", *["......"] * 3, properties=properties(**{name: True}))
    assert report(tmp_path, layer, START).findings == ()


def test_walls_that_are_none_are_found(tmp_path: Path) -> None:
    layer = tile_layer("muur", *["......"] * 3, properties=properties(collides=True))
    tiles = [{"id": 1, "properties": properties(collides="true")}]
    sets = [tileset(tiles=tiles, properties=properties(collides=True))]
    slips = said(report(tmp_path, layer, START, tilesets=sets), Weight.SLIP)
    assert "layer 'muur': collides: does nothing on a layer" in slips
    assert "tileset 'ground', tile 1: collides: is 'true', which is no wall" in slips
    assert "tileset 'ground': collides: does nothing on the tileset" in slips


def test_properties_where_they_do_nothing_are_found(tmp_path: Path) -> None:
    chair = area("stoel", 0, 0, 1, 1, jitsiRoom="x", silent=True) | {"type": "chair"}
    bare = area("los", 0, 0, 1, 1, silent=True) | {"type": ""}
    point = area("punt", 0, 0, 0, 0, exitUrl="#start") | {"point": True}
    things = objects(area("start", 0, 0, 1, 1), chair, bare, point)
    slips = said(
        report(tmp_path, GROUND, things, properties=properties(silent=True, mapName="x")),
        Weight.SLIP,
    )
    assert "object 'stoel' in layer 'floorLayer': silent, meeting: does nothing" in slips
    assert "object 'los' in layer 'floorLayer': silent: does nothing, because it has no" in slips
    assert "object 'punt' in layer 'floorLayer': exit: a point covers no ground" in slips
    assert "map: silent: does nothing on the map itself" in slips


def test_layers_are_looked_at(tmp_path: Path) -> None:
    empty = tile_layer("leeg", *["      "] * 3, properties=properties(jitsiRoom="x"))
    found = report(tmp_path, GROUND, GROUND, empty, tile_layer("start", *["      "] * 3))
    assert "layer 'leeg': has no tile, so its meeting is nowhere" in said(found, Weight.BROKEN)
    assert "layer 'start': has no tile, so it is no start" in said(found, Weight.BROKEN)
    assert "layer 'ground': 2 layers have this name" in said(found, Weight.SLIP)
    assert "no object layer 'floorLayer'" in said(found, Weight.SLIP)
    assert "layer 'leeg', 'start': has no tile" in said(found, Weight.NOTE)


def test_pictures_and_tiles_that_are_not_there_are_named(tmp_path: Path) -> None:
    layer = tile_layer("ground", "..") | {"data": [2, 99]}
    sets = [tileset(), tileset(firstgid=50, name="weg", image="weg/tiles.png")]
    broken = said(report(tmp_path, layer, objects(), tilesets=sets), Weight.BROKEN)
    assert "picture 'weg/tiles.png': is not there" in broken
    assert "99" in broken


def test_entries_in_walls_and_in_pockets_are_found(tmp_path: Path) -> None:
    ground = tile_layer("ground", ".#....", "##....", "......", "......")
    things = objects(
        area("start", 0, 0, 1, 1),
        area("muur", 1, 0, 1, 1, start=True),
        area("uit", 0, 1, 2, 1, exitUrl="#start"),
    )
    found = report(tmp_path, ground, things)
    assert "entry 'start': is walled in: from there one can walk to 1 tiles of 20" in said(
        found, Weight.SLIP
    )
    broken = said(found, Weight.BROKEN)
    assert "entry 'muur' (start area): every cell is blocked" in broken
    assert "zone 'uit' (exit): lies wholly in walls" in broken


def test_exits_are_followed_to_the_maps_beside(tmp_path: Path) -> None:
    other = made_map(GROUND, objects(area("keuken", 0, 0, 1, 1, start=True)))
    (tmp_path / "office.tmj").write_text(json.dumps(other), encoding="utf-8")
    things = objects(
        area("start", 0, 0, 1, 1),
        area("goed", 1, 0, 1, 1, exitUrl="office.tmj#keuken"),
        area("fout", 2, 0, 1, 1, exitUrl="office.tmj#zolder"),
        area("weg", 3, 0, 1, 1, exitUrl="nergens.tmj"),
        area("zelf", 4, 0, 1, 1, exitUrl="#zolder"),
        area("ver", 5, 0, 1, 1, exitUrl="/@/org/world/beach#x"),
        area("script", 5, 1, 1, 1, exitUrl="{{{ url }}}"),
    )
    found = report(tmp_path, GROUND, things)
    slips, broken = said(found, Weight.SLIP), said(found, Weight.BROKEN)
    assert "goed" not in slips + broken
    assert "area 'fout': exitUrl: 'office.tmj#zolder': that map has no entry 'zolder'" in slips
    assert "it has: keuken" in slips
    assert "area 'zelf'" in slips
    assert "area 'weg': exitUrl: 'nergens.tmj' is not beside this map" in broken
    assert "area 'script': exitUrl: '{{{ url }}}' is filled in by a script" in broken
    assert "leads to the map 'beach'" in said(found, Weight.NOTE)


def test_scripts_licences_and_size_are_good_to_know(tmp_path: Path) -> None:
    big = tile_layer("ground", *["." * 300] * 200)
    found = report(
        tmp_path,
        big,
        START,
        tilesets=[tileset(name="WA_Room_Builder")],
        properties=properties(script="src/main.ts\nb.js"),
    )
    notes = said(found, Weight.NOTE)
    assert "map: script: scripts are never run; left out: 'src/main.ts b.js'" in notes
    assert "tileset 'WA_Room_Builder': looks like WorkAdventure's own tilesets" in notes
    assert "60000 tiles is large" in notes


def test_what_cannot_be_used_says_why_and_what_else_is_wrong(tmp_path: Path) -> None:
    unread = examined(tmp_path, {"type": "map", "orientation": "isometric", "layers": []})
    assert "orthogonal" in (unread.error or "")
    walls = report(tmp_path, tile_layer("ground", "##"), properties=properties(silent=True))
    assert "nowhere to stand" in (walls.error or "")
    assert "map: silent" in said(walls, Weight.SLIP)
    lines = "\n".join(walls.lines())
    assert "This map cannot be used:" in lines
    assert "Probably a slip:" in lines


def test_remarks_are_bounded_and_each_is_made_once() -> None:
    findings = Findings(most=3)
    for n in range(9):
        findings.slip(f"layer '{n // 2}'", "is odd")
    assert len(findings.all()) == 4
    assert findings.texts()[-1].startswith("more than can be listed")
    assert len(set(findings.texts())) == 4


def test_remarks_hold_no_control_characters(tmp_path: Path) -> None:
    layer = tile_layer(
        "boos\x1b[31m\n", *["......"] * 3, properties=properties(**{"Silent\x1b": 1})
    )
    lines = "\n".join(report(tmp_path, layer, START).lines())
    assert "\x1b" not in lines
    assert "boos" in lines
