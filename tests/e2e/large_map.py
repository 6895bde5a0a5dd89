"""A map as large as any: 500 x 500 cells, 20 layers of tiles, 100 tilesets, made with its pictures.

Each tileset belongs to a district of the map, as it would in a town drawn by many hands: at any
place few of them are in view, and on the way across the map they all come by.
"""

from __future__ import annotations

import base64
import json
import random
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from tests.e2e.drawn_map import D, H, V

SIDE, TILE = 500, 32
ACROSS, DOWN = 9, 10
DISTRICT_WIDTH, DISTRICT_HEIGHT = 56, 50
"""Districts in cells; each has a tileset, and each row of them one more, of tall tiles."""
TILESETS = ACROSS * DOWN + DOWN
COLUMNS, COUNT = 8, 32
LAYERS = 20
ABOVE = 15
"""The layers from here on are drawn over avatars."""
OPACITY = {7: 0.6, 17: 0.8}
SPARSE = SIDE * SIDE * 6 // 100
"""How many cells a layer other than the ground fills."""
MOVING_LAYER, TALL_LAYER = 3, 12
MOVING, FRAMES = 28, 3
"""The tile of each set that is animated, and its frames, itself the first."""
FLIPS = (0, 0, 0, 0, H, V, D, H | V, H | D, V | D, H | V | D)
GID_BITS = 0x1FFF_FFFF


@dataclass(frozen=True, slots=True)
class LargeMap:
    """The map on disk, and the gids of each layer from the ground up, as they were made."""

    file: Path
    layers: tuple[array[int], ...]

    def picture(self, x0: int, y0: int, width: int, height: int) -> Image.Image:
        """Compose a part of the map from its pictures, in pixels; animations at their start."""
        whole = Image.new("RGBA", (width, height), "#000000")
        for number, gids in enumerate(self.layers):
            drawn = Image.new("RGBA", (width, height))
            for x, y, gid in _cells_near(gids, x0, y0, width, height):
                tile = _turned(self.file.parent, gid)
                # A tile stands on the foot of its cell.
                left, top = x * TILE - x0, (y + 1) * TILE - tile.height - y0
                cut = (max(0, -left), max(0, -top), tile.width, tile.height)
                if cut[0] < cut[2] and cut[1] < cut[3] and left < width and top < height:
                    drawn.alpha_composite(tile.crop(cut), (max(0, left), max(0, top)))
            fade = OPACITY.get(number, 1)
            drawn.putalpha(drawn.getchannel("A").point([round(a * fade) for a in range(256)]))
            whole.alpha_composite(drawn)
        return whole.convert("RGB")


def make_large_map(folder: Path, *, packed: bool = True) -> LargeMap:
    """Write the map and its pictures.

    Args:
        folder: where; it is there.
        packed: tiles in base64 and zlib, else in lists of numbers, which Tiled writes unasked.
    """
    for number in range(TILESETS):
        _sheet(number).save(folder / image_name(number))
    layers = tuple(_layer(number) for number in range(LAYERS))
    coded = [_coded(number, gids, packed=packed) for number, gids in enumerate(layers)]
    coded.insert(ABOVE, _base("objectgroup", "floorLayer") | {"objects": []})
    size = {"width": SIDE, "height": SIDE, "tilewidth": TILE, "tileheight": TILE}
    form = {"type": "map", "version": "1.10", "orientation": "orthogonal", "infinite": False}
    tilesets = [_tileset(number) for number in range(TILESETS)]
    document = {**form, **size, "renderorder": "right-down", "tilesets": tilesets, "layers": coded}
    file = folder / "large.tmj"
    file.write_text(json.dumps(document, separators=(",", ":")), encoding="utf-8")
    return LargeMap(file, layers)


def image_name(tileset: int) -> str:
    return f"set{tileset}.png"


def tileset_at(x: int, y: int) -> int:
    """The tileset, by its number, from which the ground of a cell is drawn."""
    return y // DISTRICT_HEIGHT * ACROSS + x // DISTRICT_WIDTH


def _layer(number: int) -> array[int]:
    """The ground is full; every other layer has a tile here and there."""
    chance = random.Random(number)
    gids = array("I", bytes(4 * SIDE * SIDE))
    is_ground = number == 0
    for cell in range(SIDE * SIDE) if is_ground else chance.sample(range(SIDE * SIDE), SPARSE):
        y, x = divmod(cell, SIDE)
        tileset = tileset_at(x, y)
        if number == TALL_LAYER:
            tileset = ACROSS * DOWN + y // DISTRICT_HEIGHT
        tile = MOVING if number == MOVING_LAYER else chance.randrange(MOVING)
        gids[cell] = 1 + tileset * COUNT + tile | (0 if is_ground else chance.choice(FLIPS))
    return gids


def _coded(number: int, gids: array[int], *, packed: bool) -> dict[str, object]:
    base = _base("tilelayer", f"layer {number}") | {"opacity": OPACITY.get(number, 1)}
    base |= {"width": SIDE, "height": SIDE}
    if not packed:
        return base | {"data": gids.tolist()}
    data = base64.b64encode(zlib.compress(gids.tobytes())).decode()
    return base | {"data": data, "encoding": "base64", "compression": "zlib"}


def _base(kind: str, name: str) -> dict[str, object]:
    return {"type": kind, "name": name, "x": 0, "y": 0, "opacity": 1, "visible": True}


def _tileset(number: int) -> dict[str, object]:
    height = _tile_height(number)
    frames = [{"tileid": MOVING + n, "duration": 200} for n in range(FRAMES)]
    return {
        "firstgid": 1 + number * COUNT,
        "name": f"set {number}",
        "image": image_name(number),
        "imagewidth": COLUMNS * TILE,
        "imageheight": COUNT // COLUMNS * height,
        "tilewidth": TILE,
        "tileheight": height,
        "tilecount": COUNT,
        "columns": COLUMNS,
        "margin": 0,
        "spacing": 0,
        "tiles": [{"id": MOVING, "animation": frames}],
    }


def _tile_height(tileset: int) -> int:
    return 2 * TILE if tileset >= ACROSS * DOWN else TILE


def _sheet(number: int) -> Image.Image:
    """Tiles that look different when turned and have holes; each set has colours of its own."""
    chance = random.Random(f"set {number}")
    height = _tile_height(number)
    sheet = Image.new("RGBA", (COLUMNS * TILE, COUNT // COLUMNS * height))
    pen = ImageDraw.Draw(sheet)
    for tile in range(COUNT):
        x, y = tile % COLUMNS * TILE, tile // COLUMNS * height
        one, other = (tuple(chance.randrange(256) for _ in range(3)) for _ in range(2))
        pen.rectangle((x, y, x + TILE - 1, y + height - 1), fill=one)
        pen.polygon([(x, y), (x + TILE - 1, y + height // 3), (x, y + height - 1)], fill=other)
        pen.rectangle((x + TILE - 9, y + height - 12, x + TILE - 1, y + height - 1), fill=(0,) * 4)
    return sheet


def _cells_near(
    gids: array[int], x0: int, y0: int, width: int, height: int
) -> Iterator[tuple[int, int, int]]:
    """The cells that are filled, with those below from which tall tiles reach in."""
    for y in range(max(0, y0 // TILE), min(SIDE, (y0 + height) // TILE + 3)):
        for x in range(max(0, x0 // TILE - 1), min(SIDE, (x0 + width) // TILE + 2)):
            gid = gids[y * SIDE + x]
            if gid:
                yield x, y, gid


@cache
def _sheet_of(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGBA")


@cache
def _turned(folder: Path, gid: int) -> Image.Image:
    number, tile = divmod((gid & GID_BITS) - 1, COUNT)
    height = _tile_height(number)
    x, y = tile % COLUMNS * TILE, tile // COLUMNS * height
    picture = _sheet_of(folder / image_name(number)).crop((x, y, x + TILE, y + height))
    turns = (
        (D, Image.Transpose.TRANSPOSE),
        (H, Image.Transpose.FLIP_LEFT_RIGHT),
        (V, Image.Transpose.FLIP_TOP_BOTTOM),
    )
    for bit, turn in turns:
        if gid & bit:
            picture = picture.transpose(turn)
    return picture
