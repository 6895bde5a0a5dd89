from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from island_server.core.units import TilePos
from island_server.core.zones import ZoneKind
from island_server.errors import MapError
from island_server.map_files.bundled import known_maps
from island_server.map_files.load import load_map
from island_server.ports import LoadedIsland
from tests.map_files.made_maps import area, made_map, objects, png, tile_layer, tileset, written


def loaded(folder: Path, document: object) -> LoadedIsland:
    return load_map(written(folder, document))


def packed(found: LoadedIsland) -> dict[str, Any]:
    document = json.loads(found.bundle.json)
    assert isinstance(document, dict)
    return document


def unrolled(runs: list[int]) -> list[int]:
    return [gid for gid, count in zip(runs[::2], runs[1::2], strict=True) for _ in range(count)]


def test_a_map_becomes_an_island_and_a_bundle(tmp_path: Path) -> None:
    document = made_map(
        tile_layer("ground", "....", "..#.", "...."),
        objects(area("start", 0, 0, 1, 1), area("hoek", 2, 0, 2, 1, silent=True)),
        tile_layer("roof", "    ", " .  ", "    ", opacity=0.5, offsetx=3),
        backgroundcolor="#80ABCDEF",
        properties=[{"name": "mapName", "value": "Proefeiland"}],
    )
    found = loaded(tmp_path, document)
    island, browser = found.island, packed(found)
    assert (island.name, island.tiles.width, island.tiles.height) == ("Proefeiland", 4, 3)
    assert island.starts == (TilePos(0, 0),)
    assert island.id == found.bundle.id == browser["id"]
    assert browser["background"] == "#abcdef"
    assert browser["solid"] == [6, 1]
    assert [(layer["name"], layer["above"]) for layer in browser["layers"]] == [
        ("ground", False),
        ("roof", True),
    ]
    assert browser["layers"][1]["opacity"] == 0.5
    assert browser["layers"][1]["offset"] == [3, 0]
    assert browser["layers"][1]["tiles"] == [0, 5, 2, 1, 0, 6]
    assert unrolled(browser["layers"][0]["tiles"]) == document["layers"][0]["data"]
    assert browser["tilesets"][0]["image"] == "tiles.png"
    assert (browser["tilesets"][0]["image_width"], browser["tilesets"][0]["columns"]) == (64, 2)
    assert found.bundle.files == {"tiles.png": png()}
    assert browser["starts"] == [[0, 0]]
    assert found.warnings == ()


def test_the_id_names_the_content(tmp_path: Path) -> None:
    one = loaded(tmp_path, made_map(tile_layer("ground", "..")))
    again = loaded(tmp_path, made_map(tile_layer("ground", "..")))
    other = loaded(tmp_path, made_map(tile_layer("ground", ".#")))
    assert one.bundle == again.bundle
    assert one.bundle.id.startswith("made-")
    assert one.bundle.id != other.bundle.id
    path = written(tmp_path, made_map(tile_layer("ground", "..")))
    (tmp_path / "tiles.png").write_bytes(png() + b"\0")
    assert load_map(path).bundle.id != one.bundle.id


def test_hidden_layers_block_but_are_not_sent(tmp_path: Path) -> None:
    hidden = tile_layer("walls", "# ", visible=False)
    found = loaded(tmp_path, made_map(tile_layer("ground", ".."), hidden))
    assert found.island.tiles.solid == b"\1\0"
    assert [layer["name"] for layer in packed(found)["layers"]] == ["ground"]


def test_groups_pass_their_style_on(tmp_path: Path) -> None:
    inner = tile_layer("ground", "..", opacity=0.5, offsetx=2)
    group = {"type": "group", "name": "g", "layers": [inner], "opacity": 0.5, "offsety": 7}
    document = made_map(tile_layer("base", ".."))
    document["layers"].append(group)
    layer = packed(loaded(tmp_path, document))["layers"][1]
    assert (layer["name"], layer["opacity"], layer["offset"]) == ("g/ground", 0.25, [2, 7])


def test_tiles_of_no_tileset_are_left_empty_and_flips_are_kept(tmp_path: Path) -> None:
    layer = tile_layer("ground", "....")
    layer["data"] = [2 | 0xA0000000, 77, 2 | 0x10000000, 2]
    browser = packed(loaded(tmp_path, made_map(layer)))
    assert unrolled(browser["layers"][0]["tiles"]) == [2 | 0xA0000000, 0, 2, 2]


def test_animations_are_sent_as_gids(tmp_path: Path) -> None:
    frames = [{"tileid": 1, "duration": 100}, {"tileid": -1, "duration": 100}]
    moving = tileset(firstgid=5, tiles=[{"id": 0, "animation": frames}])
    layer = tile_layer("ground", "..") | {"data": [5, 6]}
    browser = packed(loaded(tmp_path, made_map(layer, tilesets=[moving])))
    assert browser["animations"] == {"5": [[6, 100]]}


def test_tilesets_that_are_not_shown_need_no_image(tmp_path: Path) -> None:
    unused = tileset(firstgid=100, image="nowhere.png")
    found = loaded(tmp_path, made_map(tile_layer("ground", ".."), tilesets=[tileset(), unused]))
    assert [tiles["first"] for tiles in packed(found)["tilesets"]] == [1]


def test_images_of_the_same_name_are_kept_apart(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "tiles.png").write_bytes(png(32))
    second = tileset(firstgid=3, image="a/tiles.png")
    layer = tile_layer("ground", "..") | {"data": [2, 3]}
    found = loaded(tmp_path, made_map(layer, tilesets=[tileset(), second]))
    assert sorted(found.bundle.files) == ["tiles-2.png", "tiles.png"]


@pytest.mark.parametrize("image", ["../tiles.png", "/etc/passwd", "link.png", "a\0b.png", "no.png"])
def test_a_map_loads_without_images_that_cannot_be_had(tmp_path: Path, image: str) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    (tmp_path / "tiles.png").write_bytes(png())
    (folder / "link.png").symlink_to(tmp_path / "tiles.png")
    path = written(folder, made_map(tile_layer("ground", ".."), tilesets=[tileset(image=image)]))
    found = load_map(path, root=folder)
    assert found.bundle.files == {}
    assert len(found.warnings) == 1
    assert found.warnings[0].startswith(str(path))
    assert f"'{image.replace(chr(0), '?')}'" in found.warnings[0]


def test_a_map_without_a_free_tile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MapError, match="nowhere to stand"):
        loaded(tmp_path, made_map(tile_layer("ground", "##")))


@pytest.mark.parametrize("name", ["ameland", "nes", "tiny"])
def test_the_maps_of_eiland_load_with_starts_and_zones(name: str) -> None:
    found = load_map(known_maps()[name])
    island = found.island
    assert found.warnings == ()
    reached = island.tiles.reachable(*island.starts[0])
    assert all(reached[y * island.tiles.width + x] for x, y in island.starts)
    free = island.tiles.solid.count(0)
    assert sum(reached) == free, "every free tile can be walked to"
    kinds = {zone.kind for zone in island.zones}
    assert {ZoneKind.START, ZoneKind.MEETING, ZoneKind.QUIET} <= kinds
    for zone in island.zones:
        assert zone.names["nl"]
        assert zone.names["en"]
        assert any(island.tiles.is_free(x, y) for y, x0, x1 in zone.spans for x in range(x0, x1)), (
            zone.id
        )


def test_the_maps_of_a_folder_are_known_by_the_name_of_folder_and_file(tmp_path: Path) -> None:
    assert set(known_maps()) >= {"nes", "tiny"}
    for path in ("home/home.tmj", "home/other.tmj", "loose.tmj"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()
    assert known_maps(tmp_path) == {"home": tmp_path / "home" / "home.tmj"}


def test_a_map_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MapError, match="does not exist"):
        load_map(tmp_path / "x.tmj")
