"""A map with all that is to be drawn, each thing in a part of its own, made with its pictures."""

from __future__ import annotations

import random
from array import array
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw

from island_server.map_files.tiled_model import (
    Frame,
    ImageLayer,
    LayerStyle,
    ObjectLayer,
    Shape,
    Text,
    TiledMap,
    TiledObject,
    TileImage,
    TileLayer,
    Tileset,
)

WIDTH, HEIGHT, TILE = 20, 15, 32
H, V, D = 0x8000_0000, 0x4000_0000, 0x2000_0000
SHEET, COLLECTION, BIG, KEYED, SMALL, MIDDLE = 1, 101, 201, 301, 401, 501
GROUP = LayerStyle(opacity=0.5, offset_x=6, offset_y=-5)
PLAIN = LayerStyle()


def make_pictures(folder: Path) -> None:
    """Draw the pictures, none of them the same when turned."""
    sheet = Image.new("RGBA", (2 * 3 + 4 * 32 + 3, 2 * 3 + 4 * 32 + 3))
    for n in range(16):
        corner = (3 + n % 4 * 33, 3 + n // 4 * 33)
        sheet.paste(_tile(32, 32, n), corner)
    sheet.save(folder / "sheet.png")
    _tile(48, 80, 20).save(folder / "tree.png")
    _tile(20, 12, 21).save(folder / "stone.png")
    big = Image.new("RGBA", (128, 48))
    for n in range(2):
        big.paste(_tile(64, 48, 30 + n), (n * 64, 0))
    big.save(folder / "big.png")
    keyed = Image.new("RGB", (32, 32), "#ff00ff")
    ImageDraw.Draw(keyed).ellipse((6, 2, 25, 20), fill="#20a040", outline="#ff01ff")
    keyed.save(folder / "keyed.png")
    small = Image.new("RGBA", (32, 16))
    for n in range(2):
        small.paste(_tile(16, 16, 40 + n), (n * 16, 0))
    small.save(folder / "small.png")
    _tile(72, 40, 50).save(folder / "banner.png")
    _tile(30, 22, 51).save(folder / "pattern.png")


def drawn_map() -> TiledMap:
    """Make the map; its pictures are those of `make_pictures`."""
    layers = (
        _layer("ground", {(x, y): SHEET + _any(x, y) for x in range(20) for y in range(15)}),
        _layer("flips", _flips()),
        _layer("group/tinted", _row(0, 4, SHEET + 2, 5), _over(tint="#ff8040")),
        _layer("group/plain", _row(0, 5, SHEET + 3, 5), GROUP),
        _layer("tall", {(2, 9): COLLECTION, (3, 9): COLLECTION + 5, (4, 9): COLLECTION | H}),
        _layer("big", {(7, 5): BIG, (10, 5): BIG + 1 | H, (8, 6): BIG | D}),
        _layer("keyed", _row(12, 1, KEYED, 4), LayerStyle(opacity=0.7)),
        _layer("small", _row(12, 3, SMALL, 5) | {(18, 3): SMALL + 1 | H | D}),
        _layer("moving", _row(0, 11, SHEET + 8, 4) | {(4, 11): SHEET + 8 | D | H}),
        _layer("shore", _row(1, 11, SHEET + 15, 2), LayerStyle(offset_y=16)),
        _layer("hidden", _row(0, 0, SHEET + 1, 20), LayerStyle(visible=False)),
        ImageLayer("banner", LayerStyle(0.6 < 1, 0.6, None, 450, 130), {}, "banner.png"),
        ImageLayer("pattern", LayerStyle(offset_x=7, offset_y=440), {}, "pattern.png", True),
        ImageLayer("dyed", LayerStyle(True, 1.0, "#40c0ff", 540, 130), {}, "banner.png"),
        ObjectLayer("floorLayer", PLAIN, {}, _things()),
        _layer("roof", _row(14, 9, SHEET + 6, 4), LayerStyle(opacity=0.8, offset_x=-9, offset_y=3)),
        ObjectLayer("signs", LayerStyle(opacity=0.9), {}, _signs(), by_index=True),
    )
    return _map(layers)


def text_map() -> TiledMap:
    """Make a map of texts in the font that Tiled takes for granted."""
    boxes = ((10, 10, "left", "top"), (220, 10, "center", "center"), (430, 10, "right", "bottom"))
    things = [
        _thing(x, y, 180, 90, text=Text("Veerdam\nAmeland", horizontal=across, vertical=down))
        for x, y, across, down in boxes
    ]
    long = Text("Wie van de boot komt, loopt hier het eiland op", size_px=20, bold=True, wrap=True)
    things.append(_thing(10, 150, 180, 150, text=long))
    things.append(_thing(220, 150, 200, 40, text=Text("schuin", colour="#a01010"), rotation=30))
    return _map((ObjectLayer("texts", PLAIN, {}, tuple(things)),), background="#ffffff")


def _map(
    layers: tuple[TileLayer | ImageLayer | ObjectLayer, ...], background: str = "#336699"
) -> TiledMap:
    moving = {8: (Frame(9, 200), Frame(10, 300)), 9: (Frame(9, 100),)}
    trees = {
        0: TileImage("tree.png", 0, 0, 48, 80),
        5: TileImage("stone.png", 0, 0, 20, 12),
    }
    return TiledMap(
        file="drawn.tmx",
        width=WIDTH,
        height=HEIGHT,
        tile_width=TILE,
        tile_height=TILE,
        background=background,
        properties={},
        layers=layers,
        tilesets=(
            _tileset("sheet", SHEET, 16, 4, "sheet.png", margin=3, spacing=1, animations=moving),
            _tileset("trees", COLLECTION, 6, 1, None, size=(48, 80), tile_images=trees),
            _tileset("big", BIG, 2, 2, "big.png", size=(64, 48), offset_x=5, offset_y=-7),
            _tileset("keyed", KEYED, 1, 1, "keyed.png", transparent="#ff00ff"),
            _tileset("small", SMALL, 2, 2, "small.png", size=(16, 16)),
            _tileset(
                "middle", MIDDLE, 16, 4, "sheet.png", margin=3, spacing=1, object_alignment="center"
            ),
        ),
        warnings=(),
        stated_width=WIDTH,
        stated_height=HEIGHT,
    )


def _things() -> tuple[TiledObject, ...]:
    """Tile objects, not in the order of their y, some of which overlap."""
    return (
        _thing(260, 440, 32, 32, gid=SHEET + 5),
        _thing(270, 425, 48, 80, gid=COLLECTION),
        _thing(330, 430, 64, 96, gid=SHEET + 6),
        _thing(420, 430, 64, 48, gid=BIG + 1, rotation=90),
        _thing(510, 420, 48, 32, gid=SHEET + 7 | H | V),
        _thing(560, 400, 48, 48, gid=SHEET + 11, rotation=-90),
        _thing(170, 400, 32, 32, gid=SHEET + 4, visible=False),
        _thing(176, 352, 32, 32, gid=SHEET + 8),
    )


def _signs() -> tuple[TiledObject, ...]:
    return (
        _thing(600, 300, 32, 32, gid=MIDDLE + 4),
        _thing(590, 290, 64, 32, gid=MIDDLE + 5, rotation=180),
        _thing(200, 300, 64, 64, gid=SHEET + 13, rotation=30),
    )


def _flips() -> dict[tuple[int, int], int]:
    kinds = [(h | v | d) for d in (0, D) for v in (0, V) for h in (0, H)]
    square = {(2 * n, 1): SHEET + 12 | kind for n, kind in enumerate(kinds[:6])}
    square |= {(2 * n, 2): SHEET + 12 | kind for n, kind in enumerate(kinds[2:])}
    return square | {(5 + 2 * n, 9): COLLECTION | kind for n, kind in enumerate(kinds[4:])}


def _thing(x: float, y: float, width: float, height: float, **more: object) -> TiledObject:
    shape = Shape.TEXT if "text" in more else Shape.TILE
    return TiledObject("", "", shape, x, y, width, height, {}, **more)  # type: ignore[arg-type]


def _layer(name: str, cells: Mapping[tuple[int, int], int], style: LayerStyle = PLAIN) -> TileLayer:
    gids = array("I", bytes(4 * WIDTH * HEIGHT))
    for (x, y), gid in cells.items():
        gids[y * WIDTH + x] = gid
    return TileLayer(name, style, {}, gids)


def _row(x: int, y: int, gid: int, count: int) -> dict[tuple[int, int], int]:
    return {(x + n, y): gid for n in range(count)}


def _over(tint: str) -> LayerStyle:
    """The style of a layer in the group, with the group's worked in."""
    return LayerStyle(
        opacity=GROUP.opacity * 0.8, tint=tint, offset_x=GROUP.offset_x + 3, offset_y=GROUP.offset_y
    )


def _tileset(
    name: str,
    first: int,
    count: int,
    columns: int,
    image: str | None,
    size: tuple[int, int] = (32, 32),
    **more: object,
) -> Tileset:
    fields: dict[str, object] = {"margin": 0, "spacing": 0, "tile_properties": {}, "animations": {}}
    return Tileset(name, first, count, columns, *size, image=image, **(fields | more))  # type: ignore[arg-type]


def _any(x: int, y: int) -> int:
    return random.Random(f"{x},{y}").choice((0, 1, 14))


def _tile(width: int, height: int, seed: int) -> Image.Image:
    """A picture with another colour in each corner and a slanting line."""
    colours = random.Random(seed)
    picture = Image.new("RGBA", (width, height))
    pen = ImageDraw.Draw(picture)
    boxes = ((0, 0), (width // 2, 0), (0, height // 2), (width // 2, height // 2))
    for n, (x, y) in enumerate(boxes):
        colour = tuple(colours.randrange(256) for _ in range(3))
        see_through = n == 3 and seed % 3 == 1
        pen.rectangle(
            (x, y, x + width // 2, y + height // 2), (*colour, 90 if see_through else 255)
        )
    pen.line((0, 0, width - 1, height // 2), fill="#ffffff")
    pen.rectangle((2, 2, 5, 4), fill="#000000")
    return picture
