"""The zones of a running island, written into its map and read back."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import tostring

import pytest
from defusedxml.ElementTree import fromstring

from island_server.core.ids import ZoneId
from island_server.core.island_zones import as_edited
from island_server.core.zone_effects import (
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
from island_server.errors import MapError
from island_server.map_files.bundled import maps_folder
from island_server.map_files.load import load_map
from island_server.map_files.zone_export import map_with_zones
from island_server.map_files.zone_layer import LAYER_NAME, WRITTEN_KEY
from island_server.ports import LoadedIsland
from tests.map_files.made_maps import area, made_map, objects, png, properties, tile_layer
from tests.map_files.made_tmx import as_xml

ROOMY = ["." * 12] * 8
NEW = Zone(
    ZoneId("host-1"),
    ZoneKind.TABLE,
    {"nl": "Tafel <b>1</b>", "en": 'Table "1"'},
    {"nl": "een\ntwee"},
    ((1, 2, 4), (2, 2, 6), (3, 5, 6)),
    capacity=6,
    joins=Trigger.ACTION,
    lockable=True,
    max_people=0,
    portal=Portal("texel", "quay"),
    effects=(
        Website(
            "https://example.org/", Trigger.ACTION, "Look", 40, closable=False, allow=("camera",)
        ),
        Tab("us.html", "Us"),
        Sound("sea.ogg", 0.5, loop=False),
        Focus(0.35),
        Tooltip("Mind the step", 3000),
        Info("Who we are", "us.png", "us.html"),
    ),
    group="crew",
    knock=True,
    closed=True,
    colour="#0a7e8c",
    icon="table",
    host="Anna",
    question="Waarom?",
    hours=((1, 2), (3, 4)),
)
ARRIVAL = Zone(ZoneId("host-2"), ZoneKind.START, {"nl": "Steiger"}, {}, ((6, 8, 10), (7, 8, 10)))


def folder_with(tmp_path: Path, document: dict[str, Any]) -> Path:
    """A map with a picture, a sound and a page beside it."""
    (tmp_path / "sub").mkdir(parents=True)
    (tmp_path / "tiles.png").write_bytes(png())
    (tmp_path / "sub" / "us.png").write_bytes(png())
    (tmp_path / "sub" / "sea.ogg").write_bytes(b"waves")
    (tmp_path / "us.html").write_bytes(b"<p>us")
    path = tmp_path / "office.tmj"
    path.write_text(json.dumps(document))
    return path


def office(**more: Any) -> dict[str, Any]:
    """A map with a meeting, a place with files, a start and a portal."""
    return made_map(
        tile_layer("ground", *ROOMY),
        objects(
            area("quiet", 0, 0, 2, 2, silent=True),
            area("kitchen", 3, 5, 3, 2, jitsiRoom="kitchen", displayName="Keuken"),
            area("sea", 8, 0, 2, 2, playAudio="sub/sea.ogg", displayName="Zee"),
            area("us", 10, 0, 2, 2, openTab="us.html"),
            area("start", 0, 7, 1, 1),
        ),
        **more,
    )


def edited(loaded: LoadedIsland, edits: dict[ZoneId, Zone | None]) -> LoadedIsland:
    island = as_edited(loaded.island, edits, lambda tile: loaded.island.tiles.is_free(*tile))
    return replace(loaded, island=island)


def written_over(path: Path, shown: LoadedIsland) -> LoadedIsland:
    """What comes back once the map is written in its own place."""
    arrivals = {zone.id for zone in shown.island.zones if zone.id.startswith("host-")}
    written = map_with_zones(path, shown.island.zones, arrivals, shown.sources)
    assert written.suffix == path.suffix
    path.write_bytes(written.content)
    return load_map(path)


def assert_same_island(one: LoadedIsland, other: LoadedIsland) -> None:
    assert other.island.zones == one.island.zones
    for part in ("tiles", "starts", "entries", "doors", "name"):
        assert getattr(other.island, part) == getattr(one.island, part)
    assert other.bundle.files.keys() == one.bundle.files.keys()


def test_an_island_comes_back_with_all_that_hosts_changed(tmp_path: Path) -> None:
    path = folder_with(tmp_path, office())
    loaded = load_map(path)
    known = {zone.id: zone for zone in loaded.island.zones}
    kitchen = replace(known[ZoneId("kitchen")], kind=ZoneKind.TABLE, host="Bo", colour="#112233")
    info = replace(NEW, effects=(*NEW.effects[:-1], Info("Who we are", "", "us.html")))
    edits = {ZoneId("kitchen"): kitchen, ZoneId("quiet"): None, NEW.id: info, ARRIVAL.id: ARRIVAL}
    shown = edited(loaded, edits)
    again = written_over(path, shown)
    assert_same_island(shown, again)
    assert again.warnings == ()
    assert_same_island(again, written_over(path, again))


def tmx_of(tmp_path: Path, document: dict[str, Any]) -> Path:
    path = folder_with(tmp_path, document).with_suffix(".tmx")
    path.write_bytes(as_xml(document))
    return path


@pytest.mark.parametrize("more", [{}, {"properties": properties(mapName="Kantoor")}])
def test_a_map_in_xml_comes_back_with_all_that_hosts_changed(
    tmp_path: Path, more: dict[str, Any]
) -> None:
    path = tmx_of(tmp_path, office(**more))
    info = replace(NEW, effects=(*NEW.effects[:-1], Info("Who we are", "", "us.html")))
    shown = edited(load_map(path), {ZoneId("quiet"): None, NEW.id: info, ARRIVAL.id: ARRIVAL})
    again = written_over(path, shown)
    assert_same_island(shown, again)
    assert again.warnings == ()
    assert_same_island(again, written_over(path, again))


def test_all_else_in_a_map_in_xml_stays_as_it_is(tmp_path: Path) -> None:
    path = tmx_of(tmp_path, office(nextlayerid=7, nextobjectid=20))
    before = fromstring(path.read_bytes())
    written_over(path, load_map(path))
    written_over(path, load_map(path))
    after = fromstring(path.read_bytes())
    assert (after.get("nextlayerid"), after.get("nextobjectid")) == ("9", "30")
    (layer,) = [it for it in after.findall("objectgroup") if it.get("name") == LAYER_NAME]
    after.remove(layer)
    (mark,) = after.findall("properties")
    assert [it.get("name") for it in mark] == [WRITTEN_KEY]
    after.remove(mark)
    assert [tostring(it) for it in after] == [tostring(it) for it in before]


@pytest.mark.parametrize(
    "content",
    [b"<map></map>", b"<!DOCTYPE map [<!ENTITY a 'b'>]><map>&a;</map>", b"<map", b"<tileset/>"],
)
def test_xml_that_is_no_map_cannot_be_written(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "map.tmx"
    path.write_bytes(content)
    with pytest.raises(MapError, match=r"map\.tmx"):
        map_with_zones(path, (), (), {})


@pytest.mark.parametrize("name", ["nes", "ameland"])
def test_the_maps_that_come_along_come_back_unchanged(name: str, tmp_path: Path) -> None:
    shutil.copytree(maps_folder() / name, tmp_path / name)
    path = tmp_path / name / f"{name}.tmj"
    loaded = load_map(path)
    again = written_over(path, loaded)
    assert_same_island(loaded, again)
    assert again.warnings == loaded.warnings


def test_an_infinite_map_comes_back(tmp_path: Path) -> None:
    layer = tile_layer("ground", *ROOMY)
    cells = layer.pop("data")
    chunk = {"x": -5, "y": 3, "width": 12, "height": 8, "data": cells}
    document = made_map(tile_layer("x", *ROOMY), infinite=True)
    document["layers"] = [{**layer, "chunks": [chunk]}]
    path = folder_with(tmp_path, document)
    shown = edited(load_map(path), {ARRIVAL.id: ARRIVAL})
    assert_same_island(shown, written_over(path, shown))


def test_everything_else_in_the_file_stays_as_it_is(tmp_path: Path) -> None:
    document = office(properties=properties(mapName="Kantoor"), nextlayerid=7, nextobjectid=20)
    path = folder_with(tmp_path, document)
    loaded = load_map(path)
    written = json.loads(map_with_zones(path, loaded.island.zones, (), loaded.sources).content)
    assert written["layers"][:-1] == document["layers"]
    assert written["properties"][0] == document["properties"][0]
    assert written["tilesets"] == document["tilesets"]
    layer = written["layers"][-1]
    assert (layer["name"], layer["id"], written["nextlayerid"]) == (LAYER_NAME, 7, 8)
    ids = [thing["id"] for thing in layer["objects"]]
    assert ids == list(range(20, 20 + len(ids)))
    assert written["nextobjectid"] == 20 + len(ids)


def test_writing_twice_leaves_one_layer_and_one_mark(tmp_path: Path) -> None:
    path = folder_with(tmp_path, office())
    written_over(path, written_over(path, load_map(path)))
    written = json.loads(path.read_text())
    assert [layer["name"] for layer in written["layers"]].count(LAYER_NAME) == 1
    assert [it["name"] for it in written["properties"]].count(WRITTEN_KEY) == 1


def test_properties_in_the_form_of_old_files_stay_in_it(tmp_path: Path) -> None:
    path = folder_with(tmp_path, office(properties={"mapName": "Kantoor"}))
    loaded = load_map(path)
    written = json.loads(map_with_zones(path, loaded.island.zones, (), loaded.sources).content)
    assert written["properties"] == {"mapName": "Kantoor", WRITTEN_KEY: True}


def test_an_object_that_is_moved_in_tiled_takes_its_cells_along(tmp_path: Path) -> None:
    path = folder_with(tmp_path, office())
    loaded = load_map(path)
    shown = edited(loaded, {NEW.id: replace(NEW, effects=())})
    document = json.loads(map_with_zones(path, shown.island.zones, (), loaded.sources).content)
    thing = document["layers"][-1]["objects"][-1]
    thing["x"] += 2 * 32
    thing["y"] += 32
    path.write_text(json.dumps(document))
    assert load_map(path).island.zones[-1].spans == ((2, 4, 6), (3, 4, 8), (4, 7, 8))


@pytest.mark.parametrize("content", [b"{}", b"[]", b'{"mapUrl": "x.tmj"}', b"{"])
def test_other_formats_cannot_be_written(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "map.wam"
    path.write_bytes(content)
    with pytest.raises(MapError, match=r"map\.wam: is not in the format TMJ or TMX"):
        map_with_zones(path, (), (), {})


def test_a_map_that_is_gone_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(MapError, match=r"gone\.tmj: does not exist"):
        map_with_zones(tmp_path / "gone.tmj", (), (), {})
