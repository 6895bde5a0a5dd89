"""Houses, tower, church, mill and lighthouse: walls block, roofs are walked behind."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image, ImageDraw

from .brush import SHADE, TILE, canvas, finish, letter, mix, outline, ramp, rgb, under
from .island import Sprite

Pen = ImageDraw.ImageDraw
GLASS, GLASS_LIT, FRAME = "#8fb9cc", "#c3dfe6", "#f8f3e6"


@dataclass(frozen=True)
class Look:
    """The colours of a house."""

    roof: str = "#c3573c"
    wall: str = "#b8735a"
    door: str = "#2f6650"
    brick: bool = True


RED = Look()
YELLOW = Look("#c9623f", "#d8b98a")
WHITE = Look("#8a5a4a", "#efe7d6", "#2c5f95", brick=False)
BLUE = Look("#5f6b7c", "#c58a6a", "#8c3b34")
GREEN = Look("#b5533b", "#e6d9bf", "#2f6650", brick=False)


def _wall(pen: Pen, box: tuple[int, int, int, int], look: Look) -> None:
    x0, y0, x1, y1 = box
    shades = ramp(look.wall)
    pen.rectangle(box, fill=shades[2])
    joint = mix(shades[2], shades[1], 0.4)
    if look.brick:
        for number, y in enumerate(range(y0 + 3, y1, 4)):
            pen.line((x0, y, x1, y), fill=joint)
            for x in range(x0 + 3 + (number % 2) * 4, x1, 8):
                pen.line((x, y - 3, x, y - 1), fill=joint)
    else:
        for y in range(y0 + 5, y1, 6):
            pen.line((x0, y, x1, y), fill=joint)
    pen.rectangle((x0, y1 - 4, x1, y1), fill=mix(shades[0], (70, 66, 70, 255), 0.4))
    pen.rectangle((x0, y0, x1, y0 + 3), fill=mix(shades[1], shades[0], 0.5))
    pen.line((x1, y0, x1, y1), fill=shades[1])


def _window(pen: Pen, x: int, y: int, w: int = 12, h: int = 15, shutter: str = "") -> None:
    pen.rectangle((x, y, x + w, y + h), fill=rgb(FRAME))
    pen.rectangle((x + 2, y + 2, x + w - 2, y + h - 2), fill=rgb(GLASS))
    pen.polygon([(x + 2, y + 2), (x + w - 4, y + 2), (x + 2, y + h - 5)], fill=rgb(GLASS_LIT))
    pen.line((x + w // 2, y + 1, x + w // 2, y + h - 1), fill=rgb(FRAME))
    pen.line((x + 1, y + h // 2, x + w - 1, y + h // 2), fill=rgb(FRAME))
    pen.rectangle((x - 1, y + h, x + w + 1, y + h + 1), fill=rgb("#d9cfbb"))
    if shutter:
        for left in (x - 5, x + w + 2):
            shades = ramp(shutter)
            pen.rectangle((left, y, left + 3, y + h), fill=shades[2])
            pen.line((left, y, left, y + h), fill=shades[3])


def _door(pen: Pen, x: int, foot: int, look: Look) -> None:
    shades = ramp(look.door)
    pen.rectangle((x - 8, foot - 28, x + 7, foot), fill=rgb(FRAME))
    pen.rectangle((x - 6, foot - 22, x + 5, foot), fill=shades[2])
    pen.line((x - 6, foot - 22, x - 6, foot), fill=shades[3])
    pen.rectangle((x - 6, foot - 26, x + 5, foot - 24), fill=rgb(GLASS_LIT))
    pen.rectangle((x - 4, foot - 19, x + 3, foot - 13), fill=rgb(GLASS))
    pen.point((x + 3, foot - 9), fill=rgb("#ffe28a"))
    pen.rectangle((x - 9, foot - 1, x + 8, foot + 1), fill=rgb("#cfc6b4"))


def _tiles(pen: Pen, rows: list[tuple[int, int, int]], color: str, dim: float = 0.0) -> None:
    """Cover rows (y, from x, to x) with pantiles."""
    shades = [mix(shade, (60, 40, 70, 255), dim) for shade in ramp(color)]
    top = rows[0][0]
    for y, x0, x1 in rows:
        band = (y - top) % 5
        pen.line((x0, y, x1, y), fill=shades[1] if band == 4 else shades[2])
        course = (y - top) // 5
        if band == 0:
            pen.line((x0, y, x1, y), fill=mix(shades[2], shades[3], 0.75))
        if band in (1, 2, 3):
            for x in range(x0 + 2 + (course % 2) * 3, x1, 6):
                pen.point((x, y), fill=mix(shades[2], shades[1], 0.65))


def _chimney(pen: Pen, x: int, y: int) -> None:
    shades = ramp("#a8604a")
    pen.rectangle((x, y, x + 9, y + 16), fill=shades[2])
    pen.rectangle((x + 6, y, x + 9, y + 16), fill=shades[1])
    pen.rectangle((x - 1, y - 2, x + 10, y), fill=rgb("#e6dcc8"))
    pen.rectangle((x + 2, y - 5, x + 4, y - 3), fill=shades[1])
    pen.rectangle((x + 6, y - 5, x + 8, y - 3), fill=shades[1])


def _throw(image: Image.Image, x1: int, foot: int, tall: int = 40) -> Image.Image:
    """Let a building throw a shade to the east."""
    return under(
        image, [(x1 - 6, foot), (x1 + 10, foot + 1), (x1 + 10, foot - tall + 14), (x1, foot - tall)]
    )


def long_house(columns: int, look: Look, door_at: float = 0.5) -> Sprite:
    """Build a house with its long side to the street: roof 3 rows, walls below; 4 rows in all."""
    image, pen = canvas(columns + 1, 4)
    wide = columns * TILE
    x0, x1, eave, foot = 5, wide - 6, 80, 123
    _wall(pen, (x0, eave - 4, x1, foot), look)
    middle = int(wide * door_at)
    _door(pen, middle, foot, look)
    shutter = look.door
    for x in range(17, wide - 26, 30):
        if abs(x + 6 - middle) > 17:
            _window(pen, x, 92, shutter=shutter)
    rows = []
    for y in range(22, eave + 1):
        lean = (eave - y) * 9 // 58
        rows.append((y, 1 + lean, wide - 2 - lean))
    _tiles(pen, rows, look.roof)
    shades = ramp(look.roof)
    pen.rectangle((10, 19, wide - 11, 23), fill=shades[3])
    pen.line((10, 19, wide - 11, 19), fill=shades[4])
    for x in range(16, wide - 12, 8):
        pen.line((x, 19, x, 23), fill=shades[1])
    pen.rectangle((1, eave, wide - 2, eave + 2), fill=rgb(FRAME))
    pen.line((1, eave + 2, wide - 2, eave + 2), fill=rgb("#cfc4ae"))
    _chimney(pen, wide - 34, 10)
    if columns >= 4:
        _dormer(pen, wide // 2 - 14, 38, look)
    lined = outline(image)
    return Sprite((_throw(lined, x1, foot),), over=2, solid=2, inset=(0, 1))


def _dormer(pen: Pen, x: int, y: int, look: Look) -> None:
    shades = ramp(look.roof)
    pen.rectangle((x + 3, y + 10, x + 25, y + 28), fill=rgb(FRAME))
    _window(pen, x + 8, y + 12, 12, 13)
    pen.polygon([(x, y + 11), (x + 14, y - 1), (x + 28, y + 11)], fill=shades[1])
    pen.polygon([(x + 3, y + 10), (x + 14, y + 1), (x + 25, y + 10)], fill=rgb(FRAME))
    pen.line((x, y + 11, x + 14, y - 1), fill=shades[3])


def gable_house(look: Look, columns: int = 3) -> Sprite:
    """Build a commandeur's house: brick gable to the street, toothed edges, roof running back."""
    image, pen = canvas(columns + 1, 5)
    wide = columns * TILE
    x0, x1, foot = 6, wide - 7, 155
    middle, eave, apex = wide // 2, 104, 56
    back = 40
    for y in range(apex - back, eave - back + 1):
        half = round((middle - 1) * (y - apex + back) / (eave - apex))
        pen.line((middle - half, y, middle + half, y), fill=ramp(look.roof)[2])
    _slopes(pen, (middle, apex, eave, back, wide), look)
    _wall(pen, (x0, eave - 6, x1, foot), look)
    for y in range(apex, eave + 1):
        half = round((x1 - x0) / 2 * (y - apex) / (eave - apex))
        tone = ramp(look.wall)[2 if y % 4 else 1] if look.brick else ramp(look.wall)[2]
        pen.line((middle - half, y, middle + half, y), fill=tone)
    _teeth(pen, (middle, apex, eave, x0, x1), look)
    _window(pen, middle - 7, 80, 13, 16)
    pen.rectangle((x0, 101, x1, 103), fill=mix(ramp(look.wall)[3], (255, 240, 210, 255), 0.3))
    _door(pen, middle if columns == 3 else middle - 20, foot, look)
    for x in range(15, wide - 26, 26):
        if abs(x + 6 - (middle if columns == 3 else middle - 20)) > 15:
            _window(pen, x, 116, 13, 20)
    for x in (middle - 26, middle + 22):
        pen.line((x, 106, x + 4, 112), fill=rgb("#3c3a40"))
        pen.line((x + 4, 106, x, 112), fill=rgb("#3c3a40"))
    lined = outline(image)
    return Sprite((_throw(lined, x1, foot, 60),), over=3, solid=2, inset=(0, 1))


def _slopes(pen: Pen, shape: tuple[int, int, int, int, int], look: Look) -> None:
    middle, apex, eave, back, wide = shape
    for x in range(wide):
        rise = apex + round(abs(x - middle) * (eave - apex) / (middle - 1))
        side = 0 if x < middle else 1
        shades = ramp(look.roof)
        for y in range(rise - back, rise + 4):
            depth = y - rise + back
            tone = mix(shades[3], shades[2], 0.5) if side == 0 else mix(shades[2], shades[1], 0.45)
            if depth % 5 == 4:
                tone = shades[2] if side == 0 else shades[1]
            elif x % 6 == (depth // 5 % 2) * 3:
                tone = mix(tone, shades[1], 0.5)
            pen.point((x, y), fill=tone)
    pen.line((middle, apex - back, middle, apex), fill=ramp(look.roof)[4])
    pen.line((middle - 1, apex - back, middle - 1, apex), fill=ramp(look.roof)[3])


def _teeth(pen: Pen, shape: tuple[int, int, int, int, int], look: Look) -> None:
    """Draw the white barge boards and the toothed brickwork beside them."""
    middle, apex, eave, x0, x1 = shape
    for side, edge in ((-1, x0 - 5), (1, x1 + 5)):
        pen.line((middle, apex - 3, edge, eave), fill=rgb(FRAME), width=4)
        pen.line((middle, apex + 3, edge - side * 5, eave + 2), fill=rgb("#d9cfbb"))
        for step in range(5):
            x = middle + side * (7 + step * 8)
            y = apex + 12 + step * 9
            pen.rectangle(
                (x - 1, y, x + 1, y + 2), fill=mix(ramp(look.wall)[4], (255, 240, 210, 255), 0.2)
            )
    pen.rectangle((middle - 2, apex - 8, middle + 2, apex + 1), fill=rgb(FRAME))


def tower() -> Sprite:
    """Build the free-standing tower of Nes (1732): brick, saddle roof, clock, weather vane."""
    image, pen = canvas(4, 8)
    look = Look("#6b7280", "#bd7458")
    x0, x1, foot = 18, 82, 250
    _wall(pen, (x0, 70, x1, foot), look)
    pen.polygon([(x1 - 10, 70), (x1, 70), (x1, foot), (x1 - 10, foot)], fill=ramp(look.wall)[1])
    for y in (70, 132, 192):
        pen.rectangle((x0 - 2, y, x1 + 2, y + 4), fill=rgb("#e3d7bd"))
        pen.line((x0 - 2, y + 4, x1 + 2, y + 4), fill=rgb("#b8a88c"))
    _spire(pen)
    pen.ellipse((35, 84, 65, 114), fill=rgb("#f3d37a"))
    pen.ellipse((37, 86, 63, 112), fill=rgb("#2b3d63"))
    for hour in range(12):
        x, y = 50 + 10.5 * math.sin(hour * math.pi / 6), 99 - 10.5 * math.cos(hour * math.pi / 6)
        pen.point((round(x), round(y)), fill=rgb("#f3d37a"))
    pen.line((50, 99, 50, 90), fill=rgb("#f3d37a"), width=2)
    pen.line((50, 99, 57, 102), fill=rgb("#f3d37a"), width=2)
    for x in (34, 55):
        pen.pieslice((x, 142, x + 11, 156), 180, 360, fill=rgb("#55463f"))
        pen.rectangle((x, 149, x + 11, 168), fill=rgb("#55463f"))
        for y in range(150, 168, 4):
            pen.line((x + 1, y, x + 10, y), fill=rgb("#7c675b"))
    for x, digit in ((29, "1"), (41, "7"), (53, "3"), (65, "2")):
        letter(pen, x + 1, 177, digit, rgb("#3b3840"))
    pen.pieslice((36, 210, 64, 236), 180, 360, fill=rgb("#e3d7bd"))
    pen.rectangle((36, 223, 64, foot), fill=rgb("#e3d7bd"))
    pen.pieslice((39, 213, 61, 235), 180, 360, fill=ramp("#2f6650")[1])
    pen.rectangle((39, 224, 61, foot), fill=ramp("#2f6650")[2])
    pen.line((50, 214, 50, foot), fill=ramp("#2f6650")[0])
    lined = outline(image)
    return Sprite((_throw(lined, x1, foot, 100),), over=6, solid=2, inset=(0, 1))


def _spire(pen: Pen) -> None:
    rows = [(y, 50 - (y - 26) * 38 // 46, 50 + (y - 26) * 38 // 46) for y in range(28, 72)]
    _tiles(pen, rows, "#66707f")
    pen.polygon(
        [(50, 26), (89, 72), (66, 72), (50, 30)], fill=mix(ramp("#66707f")[1], rgb("#66707f"), 0.4)
    )
    pen.line((49, 8, 49, 28), fill=rgb("#3c3a40"), width=2)
    pen.polygon([(50, 9), (62, 12), (50, 15)], fill=rgb("#e9b94a"))
    pen.ellipse((47, 18, 52, 23), fill=rgb("#e9b94a"))


def church() -> Sprite:
    """Build a village church with a slate roof and pointed windows."""
    image, pen = canvas(7, 6)
    look = Look("#66707f", "#b9705a", "#5f4632")
    foot = 187
    _wall(pen, (70, 118, 210, foot), look)
    for x in (84, 114, 144, 174):
        pen.pieslice((x, 128, x + 15, 150), 180, 360, fill=rgb(FRAME))
        pen.rectangle((x, 138, x + 15, 166), fill=rgb(FRAME))
        pen.pieslice((x + 2, 130, x + 13, 148), 180, 360, fill=rgb(GLASS))
        pen.rectangle((x + 2, 139, x + 13, 164), fill=rgb(GLASS))
        pen.line((x + 7, 131, x + 7, 164), fill=rgb(FRAME))
        for y in (142, 152):
            pen.line((x + 2, y, x + 13, y), fill=rgb(FRAME))
    rows = [(y, 70 + (120 - y) // 9, 216 - (120 - y) // 9) for y in range(62, 122)]
    _tiles(pen, rows, look.roof)
    pen.line((76, 62, 210, 62), fill=ramp(look.roof)[4])
    _wall(pen, (10, 70, 72, foot), look)
    pen.rectangle((64, 74, 72, foot), fill=ramp(look.wall)[1])
    top = [(y, 41 - (y - 10) * 36 // 62, 41 + (y - 10) * 36 // 62) for y in range(12, 73)]
    _tiles(pen, top, look.roof)
    pen.polygon(
        [(41, 10), (77, 72), (58, 72), (42, 16)], fill=mix(ramp(look.roof)[1], rgb(look.roof), 0.4)
    )
    pen.line((41, 2, 41, 12), fill=rgb("#3c3a40"))
    pen.rectangle((38, 2, 45, 4), fill=rgb("#e9b94a"))
    pen.ellipse((30, 82, 52, 104), fill=rgb("#2b3d63"), outline=rgb("#f3d37a"))
    pen.line((41, 93, 41, 86), fill=rgb("#f3d37a"))
    pen.line((41, 93, 46, 95), fill=rgb("#f3d37a"))
    pen.pieslice((27, 142, 55, 168), 180, 360, fill=rgb("#e3d7bd"))
    pen.rectangle((27, 155, 55, foot), fill=rgb("#e3d7bd"))
    pen.pieslice((30, 145, 52, 167), 180, 360, fill=ramp(look.door)[1])
    pen.rectangle((30, 156, 52, foot), fill=ramp(look.door)[2])
    pen.line((41, 146, 41, foot), fill=ramp(look.door)[0])
    return Sprite((_throw(outline(image), 210, foot, 60),), over=4, solid=2, inset=(0, 0))


def mill(turning: bool = True) -> Sprite:
    """Build the corn mill De Phenix; its sails turn in four frames."""
    return Sprite(
        tuple(_mill_frame(frame) for frame in range(4 if turning else 1)),
        over=5,
        solid=2,
        inset=(1, 2),
        duration=320,
    )


def _mill_frame(frame: int) -> Image.Image:
    image, pen = canvas(6, 7)
    cx, foot = 96, 218
    body, white = ramp("#8a6a50"), rgb("#efe7d6")
    pen.polygon([(70, 176), (122, 176), (128, foot), (64, foot)], fill=ramp("#b9705a")[2])
    pen.polygon([(108, 176), (122, 176), (128, foot), (112, foot)], fill=ramp("#b9705a")[1])
    for y in range(180, foot, 4):
        pen.line((68, y, 125, y), fill=mix(ramp("#b9705a")[2], ramp("#b9705a")[1], 0.5))
    for y in range(84, 172):
        half = 18 + (y - 84) * 13 // 88
        for x in range(cx - half, cx + half + 1):
            share = (x - cx + half) / (2 * half)
            tone = 3 if share < 0.28 else 2 if share < 0.7 else 1
            pen.point((x, y), fill=mix(body[tone], body[0], 0.35 if y % 5 == 4 else 0))
    pen.rectangle((cx - 42, 168, cx + 42, 172), fill=white)
    for x in range(cx - 42, cx + 43, 9):
        pen.line((x, 158, x, 170), fill=white)
    pen.line((cx - 42, 158, cx + 42, 158), fill=white)
    pen.line((cx - 38, 173, cx - 26, 190), fill=body[0], width=2)
    pen.line((cx + 38, 173, cx + 26, 190), fill=body[0], width=2)
    pen.pieslice((cx - 23, 62, cx + 23, 106), 180, 360, fill=ramp("#5b5560")[2])
    pen.pieslice((cx - 20, 64, cx + 6, 100), 180, 280, fill=ramp("#5b5560")[3])
    pen.rectangle((cx - 23, 83, cx + 23, 87), fill=white)
    for y in (104, 132):
        _window(pen, cx - 6, y, 11, 13)
    pen.rectangle((cx - 10, 190, cx + 9, foot), fill=white)
    pen.rectangle((cx - 8, 193, cx + 7, foot), fill=ramp("#2f6650")[2])
    pen.line((cx, 193, cx, foot), fill=ramp("#2f6650")[0])
    lined = finish(image, (58, 206, 140, 222))
    sails, brush = canvas(6, 7)
    for arm in range(4):
        _sail(brush, (cx, 84), 14 + frame * 22.5 + arm * 90)
    brush.ellipse((cx - 5, 79, cx + 5, 89), fill=rgb("#b5443a"))
    lined.alpha_composite(outline(sails))
    return lined


def _sail(pen: Pen, hub: tuple[int, int], angle: float) -> None:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))

    def at(along: float, aside: float) -> tuple[float, float]:
        return hub[0] + along * cos - aside * sin, hub[1] + along * sin + aside * cos

    pen.polygon([at(16, 1), at(78, 1), at(78, 14), at(16, 11)], fill=rgb("#f2ead8"))
    for along in range(20, 78, 8):
        pen.line((*at(along, 1), *at(along, 12)), fill=rgb("#c9b795"))
    pen.line((*at(16, 7), *at(78, 8)), fill=rgb("#c9b795"))
    pen.line((*at(0, 0), *at(80, 0)), fill=rgb("#7c5a43"), width=3)


def lighthouse() -> Sprite:
    """Build the Bornrif: red and white rings, a gallery and a lamp that turns."""
    return Sprite(
        tuple(_bornrif(frame) for frame in range(4)), over=8, solid=2, inset=(0, 0), duration=500
    )


def _bornrif(frame: int) -> Image.Image:
    image, pen = canvas(4, 10)
    cx, top, foot = 64, 66, 306
    for y in range(top, foot):
        half = 17 + (y - top) * 17 // (foot - top)
        ring = (y - top) // 27 % 2
        shades = ramp("#c5423a" if ring == 0 else "#f2ede0")
        for x in range(cx - half, cx + half + 1):
            share = (x - cx + half) / (2 * half)
            tone = (
                shades[3]
                if share < 0.24
                else shades[2]
                if share < 0.62
                else mix(shades[2], shades[1], 0.7)
            )
            pen.point((x, y), fill=shades[1] if share > 0.85 else tone)
    for y in (104, 160, 214, 262):
        pen.rectangle((cx - 3, y, cx + 3, y + 9), fill=rgb("#3d4a66"))
        pen.line((cx - 3, y, cx - 3, y + 9), fill=rgb("#8fb9cc"))
    pen.rectangle((cx - 25, 60, cx + 25, 66), fill=rgb("#4a4f5c"))
    for x in range(cx - 24, cx + 25, 6):
        pen.line((x, 50, x, 60), fill=rgb("#4a4f5c"))
    pen.line((cx - 25, 50, cx + 25, 50), fill=rgb("#4a4f5c"))
    pen.rectangle((cx - 14, 28, cx + 14, 60), fill=rgb("#ffefb0"))
    beam = (-8, -2, 5, 10)[frame]
    pen.rectangle((cx + beam - 4, 30, cx + beam + 3, 58), fill=rgb("#fffbe6"))
    for x in (cx - 14, cx - 5, cx + 5, cx + 14):
        pen.line((x, 28, x, 60), fill=rgb("#4a4f5c"))
    pen.pieslice((cx - 18, 10, cx + 18, 46), 180, 360, fill=ramp("#c5423a")[2])
    pen.pieslice((cx - 15, 12, cx + 4, 42), 180, 290, fill=ramp("#c5423a")[3])
    pen.line((cx, 2, cx, 12), fill=rgb("#3c3a40"), width=2)
    pen.rectangle((cx - 9, 276, cx + 8, foot), fill=rgb(FRAME))
    pen.rectangle((cx - 7, 280, cx + 6, foot), fill=ramp("#2f6650")[2])
    pen.rectangle((cx - 40, foot - 2, cx + 40, foot + 6), fill=rgb("#cfc6b4"))
    pen.rectangle((cx - 40, foot + 4, cx + 40, foot + 6), fill=rgb("#a79d8d"))
    return under(outline(image), [(60, 308), (118, 312), (127, 296), (96, 290)])


def pavilion(columns: int = 6) -> Sprite:
    """Build a beach pavilion on stilts with a wide glass front."""
    image, pen = canvas(columns, 4)
    wide = columns * TILE
    look = Look("#7d8b94", "#e9dfc9", "#2c5f95", brick=False)
    _wall(pen, (8, 72, wide - 9, 122), look)
    for x in range(16, wide - 30, 24):
        if abs(x + 9 - wide // 2) > 16:
            _window(pen, x, 86, 18, 26)
    _door(pen, wide // 2, 122, look)
    rows = [(y, 2 + (78 - y) // 6, wide - 3 - (78 - y) // 6) for y in range(30, 78)]
    _tiles(pen, rows, look.roof)
    pen.line((10, 30, wide - 11, 30), fill=ramp(look.roof)[4])
    pen.rectangle((2, 77, wide - 3, 81), fill=rgb(FRAME))
    for x in range(3, wide - 3):
        tone = ramp("#2f7fae")[2] if x // 8 % 2 else rgb("#f8f3e6")
        pen.line((x, 82, x, 88 + (2 if x % 8 in (3, 4) else 0)), fill=tone)
    pen.rectangle((wide // 2 - 34, 50, wide // 2 + 34, 66), fill=rgb("#2f6ca3"))
    pen.rectangle((wide // 2 - 32, 52, wide // 2 + 32, 64), fill=rgb("#f8f3e6"))
    for step in range(5):
        x = wide // 2 - 26 + step * 12
        pen.arc((x, 54, x + 8, 62), 180, 360, fill=rgb("#2f6ca3"), width=2)
    return Sprite((outline(image),), over=2, solid=2)


def kiosk(color: str) -> Sprite:
    """Build a small kiosk with a hatch and an awning."""
    image, pen = canvas(3, 3)
    look = Look(color, "#eadfca", color, brick=False)
    _wall(pen, (8, 44, 87, 90), look)
    pen.rectangle((18, 54, 70, 72), fill=rgb("#55463f"))
    pen.rectangle((22, 58, 34, 72), fill=rgb("#c98b52"))
    pen.rectangle((52, 60, 62, 72), fill=rgb("#d9cfbb"))
    pen.rectangle((14, 71, 74, 75), fill=rgb("#b98a5b"))
    shades = ramp(color)
    for x in range(4, 92):
        tone = shades[2] if x // 8 % 2 else rgb("#f8f3e6")
        pen.line((x, 40, x, 52 + (2 if x % 8 in (3, 4) else 0)), fill=tone)
    _tiles(pen, [(y, 4 + (44 - y) // 4, 91 - (44 - y) // 4) for y in range(14, 44)], color)
    return Sprite((_throw(outline(image), 87, 90, 30),), over=1, solid=2)


def barn(columns: int = 6) -> Sprite:
    """Build a Frisian barn with a thatched roof and green doors."""
    image, pen = canvas(columns, 5)
    wide = columns * TILE
    look = Look("#a58a5f", "#b9705a", "#2f6650")
    _wall(pen, (8, 100, wide - 9, 155), look)
    thatch = ramp(look.roof)
    for y in range(18, 106):
        lean = (106 - y) * 26 // 88
        for x in range(1 + lean, wide - 1 - lean):
            grain = (x * 7 + y * 3) % 11
            tone = 3 if grain == 0 else 1 if grain == 5 or y > 101 else 2
            pen.point((x, y), fill=thatch[tone])
    pen.rectangle((28, 15, wide - 29, 22), fill=ramp("#b5533b")[2])
    pen.line((28, 15, wide - 29, 15), fill=ramp("#b5533b")[4])
    middle = wide // 2
    pen.rectangle((middle - 26, 112, middle + 26, 155), fill=rgb(FRAME))
    pen.rectangle((middle - 23, 115, middle + 23, 155), fill=ramp(look.door)[2])
    pen.line((middle, 115, middle, 155), fill=ramp(look.door)[0])
    for left in (middle - 23, middle + 1):
        pen.line((left, 155, left + 21, 116), fill=rgb(FRAME))
    for x in range(18, wide - 26, 26):
        if abs(x + 6 - middle) > 36:
            _window(pen, x, 120, shutter=look.door)
    return Sprite((outline(image),), over=3, solid=2)


# ---------------------------------------------------------------- rooms without a roof
def room_wall(columns: int, color: str = "#d9cdb6") -> Sprite:
    """Raise the back wall of an open room, with windows and pictures."""
    image, pen = canvas(columns, 2)
    wide = columns * TILE
    shades = ramp(color)
    pen.rectangle((0, 4, wide - 1, 63), fill=shades[2])
    pen.rectangle((0, 0, wide - 1, 7), fill=rgb("#8f5f4a"))
    pen.line((0, 0, wide - 1, 0), fill=rgb("#b98268"))
    pen.rectangle((0, 46, wide - 1, 60), fill=ramp("#8a6242")[2])
    for x in range(0, wide, 16):
        pen.line((x, 47, x, 60), fill=ramp("#8a6242")[1])
    pen.line((0, 46, wide - 1, 46), fill=ramp("#8a6242")[4])
    pen.rectangle((0, 61, wide - 1, 63), fill=rgb("#5d4636"))
    for number, x in enumerate(range(20, wide - 24, 44)):
        if number % 3 == 1:
            pen.rectangle((x, 16, x + 22, 36), fill=rgb("#e9b94a"))
            pen.rectangle((x + 2, 18, x + 20, 34), fill=rgb("#8fc0cf"))
            pen.polygon(
                [(x + 2, 34), (x + 8, 26), (x + 14, 30), (x + 20, 24), (x + 20, 34)],
                fill=rgb("#8fae5e"),
            )
        else:
            _window(pen, x, 12, 20, 26)
    return Sprite((outline(image),), over=0, solid=2)


def low_wall(columns: int) -> Sprite:
    """Raise the low front wall of an open room."""
    image, pen = canvas(columns, 1)
    _wall(pen, (0, 12, columns * TILE - 1, 29), RED)
    pen.rectangle((0, 5, columns * TILE - 1, 12), fill=rgb("#e6dcc8"))
    pen.line((0, 5, columns * TILE - 1, 5), fill=rgb("#f8f3e6"))
    return Sprite((outline(image),), solid=1)


def side_wall(rows: int, right: bool) -> Sprite:
    """Raise the side wall of an open room, seen from above."""
    image, pen = canvas(1, rows)
    x0 = 20 if right else 2
    pen.rectangle((x0, 0, x0 + 9, rows * TILE - 1), fill=rgb("#e6dcc8"))
    pen.line((x0, 0, x0, rows * TILE - 1), fill=rgb("#f8f3e6"))
    pen.line((x0 + 9, 0, x0 + 9, rows * TILE - 1), fill=rgb("#c3b8a2"))
    if not right:
        pen.rectangle((x0 + 10, 0, x0 + 15, rows * TILE - 1), fill=SHADE)
    return Sprite((outline(image),), solid=rows)
