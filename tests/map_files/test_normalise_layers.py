from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from island_server.map_files.tiled_model import (
    ImageLayer,
    LayerStyle,
    Text,
    TileImage,
    WamEntity,
    WamFile,
)
from tests.map_files.made_tiled import packed, picture, sheet, thing, things, tiled_map, tiles

FLOOR = things(name="floorLayer")


def unrolled(runs: list[int]) -> list[int]:
    return [gid for gid, count in zip(runs[::2], runs[1::2], strict=True) for _ in range(count)]


@given(st.lists(st.sampled_from([0, 1, 2, 3, 1 | 0x8000_0000]), min_size=1, max_size=60))
def test_any_layer_comes_back_as_it_was_in_runs_as_long_as_can_be(gids: list[int]) -> None:
    document = packed(tiled_map(tiles("ground", *gids)))
    if not any(gids):
        assert document["layers"] == []
        return
    runs = document["layers"][0]["tiles"]
    assert unrolled(runs) == gids
    assert all(one != other for one, other in zip(runs[::2], runs[2::2], strict=False))


def test_unknown_tiles_join_the_empty_cells_around_them() -> None:
    document = packed(tiled_map(tiles("ground", 0, 99, 77, 1)))
    assert document["layers"][0]["tiles"] == [0, 3, 1, 1]


def test_layers_after_the_floor_layer_are_above_people() -> None:
    grouped = things(name="furniture/floorLayer")
    for floor in (FLOOR, grouped):
        layers = (
            tiles("ground", 1),
            floor,
            tiles("roof", 2),
            ImageLayer("sky", LayerStyle(), {}, "s"),
        )
        document = packed(tiled_map(*layers), {"s": picture("sky.png")})
        above = [(layer["name"], layer["above"]) for layer in document["layers"]]
        assert above == [("ground", False), ("roof", True), ("sky", True)]


def test_what_can_never_be_seen_is_left_out() -> None:
    layers = (
        tiles("hidden", 1, style=LayerStyle(visible=False)),
        tiles("clear", 1, style=LayerStyle(opacity=0)),
        tiles("empty", 0),
        tiles("unknown", 99),
        ImageLayer("broken", LayerStyle(), {}, None),
        things(thing(0, 32, 32, 32, gid=1, visible=False)),
    )
    assert packed(tiled_map(*layers))["layers"] == []


def test_a_style_is_sent_short() -> None:
    style = LayerStyle(True, 0.33333, "#ff8000", 2.6, -3.2, 0.5, 1.0)
    (layer,) = packed(tiled_map(tiles("ground", 1, style=style)))["layers"]
    assert layer["opacity"] == 0.333
    assert (layer["tint"], layer["offset"], layer["parallax"]) == ("#ff8000", [3, -3], [0.5, 1])


def test_an_image_layer_tells_its_picture_and_how_it_repeats() -> None:
    style = LayerStyle(offset_x=5, offset_y=6)
    sky = ImageLayer("sky", style, {}, "art/sky.jpg", repeat_x=True)
    (layer,) = packed(tiled_map(sky), {"art/sky.jpg": picture("sky.jpg", 300, 200)})["layers"]
    assert (layer["kind"], layer["image"], layer["offset"]) == ("image", "sky.jpg", [5, 6])
    assert (layer["width"], layer["height"], layer["repeat"]) == (300, 200, [True, False])


def test_a_lost_picture_of_an_image_layer_keeps_the_others_in_their_places() -> None:
    layers = (ImageLayer("sky", LayerStyle(), {}, "lost.png"), tiles("ground", 1))
    sky, ground = packed(tiled_map(*layers))["layers"]
    assert (sky["kind"], sky["items"]) == ("objects", [])
    assert ground["kind"] == "tiles"


def entity(name: str, x: float, y: float, **more: object) -> WamEntity:
    return WamEntity(name, name, x, y, "prefab", (), **more)  # type: ignore[arg-type]


def test_things_of_a_wam_lie_just_under_people() -> None:
    wam = WamFile(
        "2.1.0",
        (),
        (
            entity("lamp", 10, 50, image="lamp.png"),
            entity("desk", 0, 0, solid=((True, True), (True, True))),
            entity("lamp 2", 90, 5, image="lamp.png"),
        ),
        {},
    )
    tiled = tiled_map(tiles("ground", 1, 1), FLOOR, tiles("roof", 2, 2), wam=wam)
    images = {"art/sheet.png": picture("sheet.png"), "lamp.png": picture("lamp.png", 20, 40)}
    document = packed(tiled, images)
    assert [layer["name"] for layer in document["layers"]] == ["ground", "entities", "roof"]
    layer = document["layers"][1]
    assert (layer["kind"], layer["above"]) == ("objects", False)
    boxes = [(it["x"], it["y"], it["width"], it["height"]) for it in layer["items"]]
    assert boxes == [(90, 5, 20, 40), (0, 0, 64, 64), (10, 50, 20, 40)], "from north to south"
    by_first = {tileset["first"]: tileset for tileset in document["tilesets"]}
    art = [by_first[it["gid"]]["image"] for it in layer["items"]]
    assert art == ["lamp.png", None, "lamp.png"]
    assert len(document["tilesets"]) == 3, "one for each picture and one for all that is missing"


@pytest.mark.parametrize("count", [1, 4])
def test_numbers_of_things_do_not_clash_with_tiles(count: int) -> None:
    own = sheet(count=count, tile_images={0: TileImage("a.png", 0, 0, 9, 9)}, image=None)
    wam = WamFile("2.1.0", (), (entity("desk", 0, 0),), {})
    document = packed(tiled_map(tiles("ground", 1), tilesets=(own,), wam=wam))
    assert document["layers"][1]["items"][0]["gid"] == 1 + count


@given(
    x=st.floats(),
    y=st.floats(),
    size=st.floats(min_value=0),
    rotation=st.floats(allow_nan=False, allow_infinity=False),
    letters=st.integers(-(2**40), 2**40),
)
def test_no_number_is_too_much_for_a_browser(
    x: float, y: float, size: float, rotation: float, letters: int
) -> None:
    style = LayerStyle(offset_x=x, offset_y=y, parallax_x=x, parallax_y=y)
    box = {"width": size, "height": size, "rotation": rotation}
    layer = things(
        thing(x, y, gid=1, **box),
        thing(x, y, text=Text("a", size_px=letters), **box),
        thing(x, y, gid=2 | 0x2000_0000, **box),
        style=style,
    )
    (packed_layer,) = packed(tiled_map(tiles("none", 0), layer))["layers"]
    for item in packed_layer["items"]:
        assert all(abs(item[key]) <= 10_000_000 for key in ("x", "y", "width", "height"))
        assert abs(item["rotation"]) <= 360
        assert 1 <= item.get("size", 1) <= 1_000
