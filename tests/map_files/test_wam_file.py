from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from island_server.errors import MapError
from island_server.map_files.image_files import wanted_images
from island_server.map_files.load import parse_map
from island_server.map_files.tiled_model import WamFile
from tests.map_files.made_maps import Json, made_map, tile_layer, written
from tests.map_files.made_wam import COLLECTION, WAM


def wam_path(folder: Path, **changes: object) -> Path:
    (folder / "things").mkdir(exist_ok=True)
    (folder / "things" / "own.json").write_text(json.dumps(COLLECTION))
    written(folder, made_map(tile_layer("ground", "....", "....")), "office.tmj")
    path = folder / "room.wam"
    path.write_text(json.dumps(copy.deepcopy(WAM) | {"mapUrl": "office.tmj"} | changes))
    return path


def read(folder: Path, **changes: object) -> WamFile:
    wam = parse_map(wam_path(folder, **changes)).wam
    assert wam is not None
    return wam


def test_a_wam_adds_areas_and_entities_to_its_map(tmp_path: Path) -> None:
    path = wam_path(tmp_path)
    tiled = parse_map(path)
    assert (tiled.file, tiled.width, tiled.wam and tiled.wam.version) == (str(path), 4, "1.0.0")
    assert tiled.wam is not None
    assert [(area.name, area.x, area.width) for area in tiled.wam.areas] == [
        ("zaal", 32.0, 96.0),
        ("stil", 0.0, 32.0),
    ]
    assert tiled.wam.metadata == {"name": "Kantoor"}
    desk, far = tiled.wam.entities
    assert (desk.id, desk.prefab, desk.image) == ("e1", "own:Desk:#fff:Up", "tiles.png")
    assert desk.solid == ((True, True), (False, True))
    assert (far.name, far.x, far.image, far.solid) == ("b", 5.0, None, ())
    assert far.properties[0]["link"] == "https://example.org"
    assert wanted_images(tiled)["tiles.png"]
    assert any("the pictures of 1 are not here" in warning for warning in tiled.warnings)


def test_older_versions_are_brought_up_to_date(tmp_path: Path) -> None:
    meeting, lock = read(tmp_path).areas[0].properties
    assert meeting["jitsiRoomAdminTag"] == "boss"
    assert meeting["jitsiRoomConfig"] == {"startWithAudioMuted": True}
    assert lock["type"] == "lockableAreaPropertyData"
    meeting, lock = read(tmp_path, version="2.0.0").areas[0].properties
    assert "jitsiRoomAdminTag" not in meeting
    assert len(read(tmp_path, version="2.1.0").areas[0].properties) == 1
    assert [one["type"] for one in read(tmp_path).areas[1].properties] == ["silent"]


def test_an_unknown_version_is_read_with_a_warning(tmp_path: Path) -> None:
    tiled = parse_map(wam_path(tmp_path, version="9.0"))
    assert any("version: '9.0' is not known" in warning for warning in tiled.warnings)


@pytest.mark.parametrize(
    "url",
    [
        "./office.tmj",
        "https://example.org/maps/office.tmj",
        "http://localhost/x/office.tmj?version=3#start",
        "things/../office.tmj",
        "off%69ce.tmj",
    ],
)
def test_the_map_is_found_beside_the_wam(tmp_path: Path, url: str) -> None:
    assert parse_map(wam_path(tmp_path, mapUrl=url)).width == 4


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("gone.tmj", "does not exist"),
        ("https://example.org/gone.tmj", "'gone.tmj' does not exist"),
        ("https://example.org/", "has an impossible name"),
        ("https://[", "is an address|impossible"),
        ("file:///etc/passwd", "is an address"),
        ("//example.org/x/", "absolute"),
        ("/etc/passwd", "is an absolute path"),
        ("../../../../../../../etc/passwd", "lies outside"),
        ("things", "is no file"),
        ("", "has an impossible name"),
        (3, "must be a text"),
    ],
)
def test_a_map_that_is_not_there_is_named(tmp_path: Path, url: object, message: str) -> None:
    with pytest.raises(MapError, match=message) as caught:
        parse_map(wam_path(tmp_path, mapUrl=url))
    assert str(caught.value).startswith(f"{tmp_path / 'room.wam'}: mapUrl: ")


def test_a_wam_is_no_map_of_another_wam(tmp_path: Path) -> None:
    with pytest.raises(MapError, match=r"room\.wam: is a \.wam of WorkAdventure, not a map"):
        parse_map(wam_path(tmp_path, mapUrl="room.wam"))


def test_areas_move_with_an_infinite_map(tmp_path: Path) -> None:
    path = wam_path(tmp_path)
    chunk = {"x": -2, "y": 1, "width": 1, "height": 1, "data": [1]}
    layer: Json = {"type": "tilelayer", "name": "g", "chunks": [chunk]}
    document = made_map(tile_layer("ground", "..")) | {"infinite": True, "layers": [layer]}
    (tmp_path / "office.tmj").write_text(json.dumps(document))
    wam = parse_map(path).wam
    assert wam is not None
    assert (wam.areas[0].x, wam.areas[0].y) == (32.0 + 64, 64.0 - 32)
    assert (wam.entities[1].x, wam.entities[1].y) == (5.0 + 64, 6.0 - 32)


@pytest.mark.parametrize(
    "changes", [{"entities": [], "areas": []}, {"entities": None, "metadata": 3}]
)
def test_what_is_empty_or_left_out_is_no_trouble(tmp_path: Path, changes: Json) -> None:
    assert read(tmp_path, **changes).entities == ()


def test_broken_collections_are_warned_of(tmp_path: Path) -> None:
    path = wam_path(tmp_path, entityCollections=[{"url": "gone.json"}, {"url": "things/own.json"}])
    (tmp_path / "things" / "own.json").write_text('{"collection": [{"collisionGrid": 3}]}')
    warnings = parse_map(path).warnings
    assert "entityCollections[0].url: 'gone.json' does not exist" in warnings[0]
    assert "collisionGrid: must be a list" in warnings[1]
