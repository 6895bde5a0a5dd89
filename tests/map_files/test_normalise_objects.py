from __future__ import annotations

from typing import Any

import pytest

from island_server.map_files.tiled_model import Shape, Text, TiledObject, Tileset
from tests.map_files.made_tiled import packed, sheet, thing, things, tiled_map


def items(*objects: TiledObject, tileset: Tileset | None = None, **more: Any) -> list[Any]:
    tiled = tiled_map(things(*objects, **more), tilesets=(tileset or sheet(),))
    layers = packed(tiled)["layers"]
    return layers[0]["items"] if layers else []


def box(item: dict[str, Any]) -> tuple[float, ...]:
    return (item["x"], item["y"], item["width"], item["height"], *item["pivot"])


def test_a_tile_stands_on_its_place_and_turns_about_it() -> None:
    (item,) = items(thing(100, 200, 64, 48, gid=2, rotation=30))
    assert box(item) == (100, 152, 64, 48, 0, 48)
    assert (item["gid"], item["rotation"], item["opacity"]) == (2, 30, 1)


@pytest.mark.parametrize(
    ("alignment", "expected"),
    [
        ("unspecified", (100, 152, 0, 48)),
        ("bottomleft", (100, 152, 0, 48)),
        ("bottom", (68, 152, 32, 48)),
        ("bottomright", (36, 152, 64, 48)),
        ("left", (100, 176, 0, 24)),
        ("center", (68, 176, 32, 24)),
        ("right", (36, 176, 64, 24)),
        ("topleft", (100, 200, 0, 0)),
        ("top", (68, 200, 32, 0)),
        ("topright", (36, 200, 64, 0)),
    ],
)
def test_a_tileset_may_say_which_part_of_a_tile_is_its_place(
    alignment: str, expected: tuple[int, int, int, int]
) -> None:
    (item,) = items(thing(100, 200, 64, 48, gid=1), tileset=sheet(object_alignment=alignment))
    assert (item["x"], item["y"], *item["pivot"]) == expected


def test_a_tile_without_a_size_has_that_of_its_picture() -> None:
    (item,) = items(thing(0, 100, 0, 0, gid=1))
    assert box(item) == (0, 68, 32, 32, 0, 32)


def test_the_shift_of_a_tileset_grows_with_the_tile() -> None:
    (item,) = items(thing(0, 100, 64, 32, gid=1), tileset=sheet(offset_x=5, offset_y=-3))
    assert box(item) == (10, 65, 64, 32, -10, 35)


def test_a_tile_that_keeps_its_shape_lies_in_the_middle_of_its_box() -> None:
    (item,) = items(thing(0, 100, 64, 32, gid=1), tileset=sheet(keeps_aspect=True))
    assert box(item) == (16, 68, 32, 32, -16, 32)


def test_a_tile_on_its_side_has_its_sides_swapped() -> None:
    (item,) = items(thing(0, 100, 64, 32, gid=1 | 0x2000_0000))
    assert box(item) == (0, 36, 32, 64, 0, 64)
    assert item["gid"] == 1 | 0x2000_0000


def test_a_text_turns_about_its_upper_left_corner() -> None:
    text = Text("Veerdam", size_px=20, bold=True, horizontal="center", vertical="bottom")
    (item,) = items(thing(10, 20, 90, 40, text=text, rotation=45, opacity=0.5))
    assert box(item) == (10, 20, 90, 40, 0, 0)
    assert (item["text"], item["size"], item["bold"]) == ("Veerdam", 20, True)
    assert (item["align"], item["opacity"], item["rotation"]) == (["center", "bottom"], 0.5, 45)


def test_things_are_drawn_from_north_to_south_unless_the_layer_says_otherwise() -> None:
    objects = [thing(0, y, 32, 32, gid=gid) for gid, y in ((1, 90), (2, 30), (3, 60), (4, 30))]
    assert [item["gid"] for item in items(*objects)] == [2, 4, 3, 1]
    assert [item["gid"] for item in items(*objects, by_index=True)] == [1, 2, 3, 4]


def test_only_what_can_be_seen_is_drawn() -> None:
    assert not items(
        thing(0, 32, 32, 32, gid=1, visible=False),
        thing(0, 32, 32, 32, gid=1, opacity=0),
        thing(0, 32, 32, 32, gid=99),
        thing(0, 0, 90, 40, text=Text("  ")),
        thing(0, 0, 0, 40, text=Text("no room")),
        thing(0, 0, 32, 32, shape=Shape.RECTANGLE),
        thing(0, 0, 32, 32, shape=Shape.POLYGON, points=((0, 0), (5, 5), (0, 5))),
    )
