from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from island_server.errors import MapError
from island_server.map_files.limits import MapLimits
from island_server.map_files.load import parse_map
from island_server.map_files.tiled_model import Frame, TiledMap, Tileset
from tests.map_files.made_maps import Json, made_map, png, tile_layer, tileset, written

COLLIDES = [{"name": "collides", "value": True}]


def read(folder: Path, *tilesets: Json, cells: list[int] | None = None, **limits: int) -> TiledMap:
    ground = tile_layer("ground", "....") | {"data": cells or [1, 0, 0, 0]}
    path = written(folder, made_map(ground, tilesets=list(tilesets)))
    return parse_map(path, MapLimits(**limits))


def only(folder: Path, **fields: object) -> Tileset:
    return read(folder, tileset(**fields)).tilesets[0]


def without(*keys: str, **more: object) -> Json:
    return {key: value for key, value in tileset(**more).items() if key not in keys}


def test_count_and_columns_are_told_by_the_size_of_the_image(tmp_path: Path) -> None:
    stated = without("tilecount", "columns", imagewidth=100, imageheight=70, margin=2, spacing=1)
    found = read(tmp_path, stated).tilesets[0]
    assert (found.columns, found.count) == (2, 4)
    found = read(tmp_path, without("tilecount", "columns")).tilesets[0]
    assert (found.columns, found.count) == (2, 2), "out of tiles.png itself"


def test_without_an_image_a_tileset_reaches_up_to_the_next(tmp_path: Path) -> None:
    first = without("tilecount", "columns", image="nowhere.png")
    found = read(tmp_path, first, tileset(firstgid=9)).tilesets
    assert [one.count for one in found] == [8, 2]
    assert not found[0].missing


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("gone.tsx", "does not exist"),
        ("folder.tsx", "is no file"),
        ("broken.tsx", "is not XML"),
        ("made.tmj", "is a map, not a tileset"),
        ("itself.tsj", "may not be elsewhere"),
        ("../../../up.tsx", "lies outside the folders"),
        ("/etc/up.tsx", "is an absolute path"),
        ("C:\\sets\\up.tsx", "is an absolute path"),
        ("https://example.org/up.tsx", "is an address"),
        ("file:///etc/up.tsx", "is an address"),
        ("a\0b.tsx", "has an impossible name"),
        ("a" * 2000 + ".tsx", "has too long a name"),
        ("a" * 300 + ".tsx", "cannot be read|has an impossible name"),
        ("out.tsx", "lies outside the folders"),
    ],
)
def test_a_tileset_that_cannot_be_had_is_left_empty(
    tmp_path: Path, source: str, reason: str
) -> None:
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    (folder / "folder.tsx").mkdir()
    (folder / "broken.tsx").write_text("<tileset")
    (folder / "itself.tsj").write_text('{"type": "tileset", "source": "itself.tsj"}')
    (tmp_path / "up.tsx").write_text('<tileset tilewidth="32" tileheight="32"/>')
    (folder / "out.tsx").symlink_to(tmp_path / "up.tsx")
    outer = {"firstgid": 3, "source": source}
    found = read(folder, outer, tileset(), tileset(firstgid=7), cells=[4, 1, 0x80000007, 99])
    ground, missing, last = found.tilesets
    assert (missing.first, missing.count, missing.missing) == (3, 4, True)
    assert (ground.missing, last.missing, missing.image) == (False, False, None)
    assert found.tile_properties(4) == {}
    assert found.warnings[-1].startswith(f"{folder / 'made.tmj'}: tilesets[0].source: ")
    assert any(re.search(reason, warning) for warning in found.warnings)


def test_the_last_tileset_when_missing_reaches_up_to_the_highest_tile(tmp_path: Path) -> None:
    found = read(
        tmp_path, tileset(), {"firstgid": 3, "source": "x.tsx"}, cells=[1, 0x80000017, 3, 5]
    )
    assert (found.tilesets[1].count, found.tilesets[1].name) == (21, "x")
    assert read(tmp_path, {"firstgid": 3, "source": "x.tsx"}).tilesets[0].count == 0


def test_one_file_may_be_used_more_than_once(tmp_path: Path) -> None:
    (tmp_path / "a.tsj").write_text(json.dumps(without("firstgid")))
    twice = [{"firstgid": n, "source": "a.tsj"} for n in (1, 5)]
    assert [(one.first, one.count) for one in read(tmp_path, *twice).tilesets] == [(1, 2), (5, 2)]


def test_the_forms_of_older_versions_are_read(tmp_path: Path) -> None:
    frames = [{"tileid": 1, "duration": 100}, {"tileid": 9, "duration": 100}]
    older = tileset(
        tiles={"1": {"animation": frames, "terrain": [0, 0, 0, 0]}},
        tileproperties={"0": {"collides": True}, "1": {"start": "start"}},
        tilepropertytypes={"0": {"collides": "bool"}},
    )
    found = read(tmp_path, older).tilesets[0]
    assert found.tile_properties == {0: {"collides": True}, 1: {"start": "start"}}
    assert found.animations == {1: (Frame(1, 100),)}


def test_tiles_beyond_the_stated_count_still_have_their_properties(tmp_path: Path) -> None:
    found = read(tmp_path, tileset(tiles=[{"id": 7, "properties": COLLIDES}]))
    assert found.tilesets[0].count == 8
    assert found.tile_properties(8) == {"collides": True}
    assert found.tile_properties(9) == {}


def test_of_overlapping_tilesets_the_later_one_counts(tmp_path: Path) -> None:
    low, high = tileset(tilecount=10), tileset(firstgid=2, tiles=[])
    found = read(tmp_path, high, low)
    assert [one.first for one in found.tilesets] == [1, 2]
    assert found.tile_properties(1) == {"collides": True}
    assert found.tileset_of(2) is found.tilesets[1]


def test_frames_last_at_least_a_picture_of_the_screen(tmp_path: Path) -> None:
    frames = [{"tileid": 1, "duration": 0}, {"tileid": 0, "duration": 10**9}]
    found = only(tmp_path, tiles=[{"id": 0, "animation": frames}])
    assert found.animations == {0: (Frame(1, 16), Frame(0, 3_600_000))}


def test_a_collection_tells_no_size_and_its_images_do(tmp_path: Path) -> None:
    (tmp_path / "tree.png").write_bytes(png(50, 70))
    collection = without("image", "tilecount", "columns", "tilewidth", "tileheight") | {
        "tiles": [{"id": 2, "image": "tree.png"}, {"id": 3, "image": "gone.png"}, {"id": 4}]
    }
    found = read(tmp_path, collection).tilesets[0]
    assert (found.count, found.tile_width, found.image) == (5, 32, None)
    sizes = {n: (one.image, one.width, one.height) for n, one in found.tile_images.items()}
    assert sizes == {2: ("tree.png", 50, 70), 3: ("gone.png", 32, 32)}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"firstgid": 0}, r"tilesets\[0\]\.firstgid"),
        ({"tilecount": -1}, r"tilesets\[0\]\.tilecount"),
        ({"tilewidth": 10**6}, r"tilesets\[0\]\.tilewidth"),
        ({"spacing": "wide"}, r"tilesets\[0\]\.spacing: must be a whole number, is a text"),
        ({"tiles": [{"id": -1}]}, r"tilesets\[0\]\.tiles\[0\]\.id"),
        ({"tiles": {"x": {}}}, r"tilesets\[0\]\.tiles\.'x': is no number of a tile"),
        ({"tiles": {"9999999": {}}}, "is no number of a tile"),
        ({"tileproperties": {"0": 3}}, r"tileproperties\.0: must be a list"),
        ({"tiles": [{"id": 0, "animation": [{}]}]}, r"animation\[0\]\.tileid"),
        ({"tileoffset": 3}, "tileoffset: must be an object"),
    ],
)
def test_what_is_wrong_in_a_tileset_is_named(tmp_path: Path, fields: Json, message: str) -> None:
    with pytest.raises(MapError, match=message):
        only(tmp_path, **fields)


def test_templates_that_cannot_be_had_leave_the_object_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "loop.tj").write_text(
        json.dumps({"type": "template", "object": {"template": "loop.tj", "width": 5}})
    )
    (tmp_path / "bad.tj").write_text('{"type": "template", "object": {"properties": 3}}')
    (tmp_path / "none.tj").write_text('{"type": "template", "object": 1}')
    names = ["loop.tj", "gone.tx", "bad.tj", "bad.tj", "none.tj", "tiles.png", "../../../x.tx"]
    things = [{"name": str(n), "template": name, "x": n} for n, name in enumerate(names)]
    layer = {"type": "objectgroup", "name": "o", "objects": things}
    path = written(tmp_path, made_map(tile_layer("ground", ".."), layer))
    found = parse_map(path)
    assert [one.x for one in found.object_layers[0].objects] == [0, 1, 2, 3, 4, 5, 6]
    assert [one.width for one in found.object_layers[0].objects] == [5, 0, 0, 0, 0, 0, 0]
    for n in range(1, 7):
        assert any(f"layers[1].objects[{n}].template: " in warning for warning in found.warnings)
