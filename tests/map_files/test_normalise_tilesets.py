from __future__ import annotations

from typing import Any

from island_server.map_files.tiled_model import Frame, TileImage, Tileset
from tests.map_files.made_tiled import packed, picture, sheet, tiled_map, tiles


def tilesets_of(*gids: int, tilesets: tuple[Tileset, ...], **images: Any) -> list[dict[str, Any]]:
    tiled = tiled_map(tiles("ground", *gids), tilesets=tilesets)
    found = packed(tiled, images or None)["tilesets"]
    assert isinstance(found, list)
    return found


def collection(first: int = 1, **more: Any) -> Tileset:
    pictures = {
        0: TileImage("tree.png", 0, 0, 48, 80),
        7: TileImage("atlas.png", 16, 32, 20, 12),
    }
    return sheet(first, 8, image=None, columns=0, tile_images=pictures, **more)


def test_a_sheet_tells_where_its_first_tile_lies() -> None:
    (found,) = tilesets_of(1, tilesets=(sheet(margin=3, spacing=1),))
    assert (found["x"], found["y"], found["spacing"]) == (3, 3, 1)
    assert (found["image"], found["image_width"]) == ("sheet.png", 64)
    assert (found["offset"], found["transparent"], found["fit"]) == ([0, 0], None, "none")


def test_the_picture_decides_how_many_tiles_are_in_a_row() -> None:
    images = {"art/sheet.png": picture("sheet.png", 3 + 5 * 33 - 1)}
    (found,) = tilesets_of(1, tilesets=(sheet(count=20, columns=2, margin=3, spacing=1),), **images)
    assert found["columns"] == 5


def test_a_collection_sends_only_the_tiles_that_are_seen_each_by_itself() -> None:
    (found,) = tilesets_of(8, 8, tilesets=(collection(),), **{"atlas.png": picture("atlas.png")})
    assert (found["first"], found["count"], found["image"]) == (8, 1, "atlas.png")
    assert (found["x"], found["y"], found["tile_width"], found["tile_height"]) == (16, 32, 20, 12)


def test_gaps_in_a_collection_are_empty_cells() -> None:
    document = packed(tiled_map(tiles("ground", 1, 3, 8), tilesets=(collection(),)), {})
    assert document["layers"][0]["tiles"] == [1, 1, 0, 1, 8, 1]


def test_missing_art_is_sent_without_a_picture() -> None:
    absent = sheet(image=None, missing=True)
    other = {"other.png": picture("other.png")}
    for tileset in (absent, sheet()):
        found = tilesets_of(1, tilesets=(tileset,), **other)
        assert (found[0]["image"], found[0]["image_width"], found[0]["count"]) == (None, 0, 4)


def test_where_tilesets_overlap_the_later_one_counts() -> None:
    later = sheet(3, 2, image="later.png")
    images = {"art/sheet.png": picture("sheet.png"), "later.png": picture("later.png")}
    found = tilesets_of(3, tilesets=(sheet(1, 100), later), **images)
    assert [tileset["image"] for tileset in found] == ["later.png"]


def test_how_a_tile_fits_its_cell_is_told() -> None:
    shift = {"offset_x": 4, "offset_y": -5, "transparent": "#ff00ff"}
    fits = [
        tilesets_of(1, tilesets=(sheet(**shift, fits_grid=grid, keeps_aspect=keeps),))[0]
        for grid, keeps in ((False, False), (False, True), (True, False), (True, True))
    ]
    assert [found["fit"] for found in fits] == ["none", "none", "stretch", "keep"]
    assert (fits[0]["offset"], fits[0]["transparent"]) == ([4, -5], "#ff00ff")


def test_frames_bring_their_pictures_even_if_they_are_nowhere_else() -> None:
    moving = collection(animations={0: (Frame(7, 100), Frame(3, 50), Frame(0, 200))})
    images = {"tree.png": picture("tree.png"), "atlas.png": picture("atlas.png")}
    document = packed(tiled_map(tiles("ground", 1), tilesets=(moving,)), images)
    assert document["animations"] == {"1": [[8, 100], [1, 200]]}
    assert [tileset["first"] for tileset in document["tilesets"]] == [1, 8]


def test_animations_of_tiles_that_are_not_seen_are_left_out() -> None:
    moving = sheet(animations={0: (Frame(1, 100),), 2: (Frame(3, 100),)})
    document = packed(tiled_map(tiles("ground", 1 | 0x8000_0000), tilesets=(moving,)))
    assert document["animations"] == {"1": [[2, 100]]}
