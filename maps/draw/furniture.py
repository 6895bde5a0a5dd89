"""Things people sit at, stand by and look at."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from .brush import TILE, Color, canvas, finish, mix, outline, ramp, rgb, under
from .island import Sprite

WOOD = "#b98a5b"
IRON = "#4b5560"


def _mirror(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


# ---------------------------------------------------------------- seats and tables
def chair(color: str, facing: str) -> Sprite:
    """Place a bistro chair turned down, up, left or right; one can stand (sit) on it."""
    image, pen = canvas(1, 1)
    shades, iron = ramp(color), rgb(IRON)
    for x in (10, 20):
        pen.line((x, 20, x, 26), fill=iron)
        pen.line((x + 1, 20, x + 1, 26), fill=mix(iron, (255, 255, 255, 255), 0.2))
    pen.rectangle((8, 14, 23, 20), fill=shades[2])
    pen.line((8, 14, 23, 14), fill=shades[3])
    pen.line((8, 20, 23, 20), fill=shades[1])
    if facing == "down":
        pen.rectangle((8, 4, 23, 12), fill=shades[2])
        pen.rectangle((8, 4, 23, 5), fill=shades[4])
        for x in (12, 16, 20):
            pen.line((x, 7, x, 12), fill=shades[1])
    elif facing == "up":
        pen.rectangle((8, 17, 23, 25), fill=shades[1])
        pen.rectangle((8, 17, 23, 18), fill=shades[3])
    else:
        pen.rectangle((7, 4, 11, 20), fill=shades[1])
        pen.line((7, 4, 11, 4), fill=shades[4])
    if facing == "left":
        image = _mirror(image)
    return Sprite((finish(image, (6, 22, 25, 28)),), solid=0, flat=True)


def round_table(color: str = WOOD, cups: bool = True) -> Sprite:
    """Set a round table of two by two tiles."""
    image, pen = canvas(2, 2)
    shades = ramp(color)
    pen.rectangle((29, 34, 34, 52), fill=rgb(IRON))
    pen.ellipse((22, 48, 41, 55), fill=rgb(IRON))
    pen.ellipse((5, 10, 58, 44), fill=shades[0])
    pen.ellipse((5, 7, 58, 40), fill=shades[2])
    pen.arc((7, 9, 56, 38), 150, 300, fill=shades[4])
    pen.arc((14, 14, 49, 33), 0, 360, fill=mix(shades[2], shades[1], 0.5))
    if cups:
        for x, y in ((18, 18), (40, 16), (24, 28), (42, 28)):
            _cup(pen, x, y)
        pen.ellipse((28, 17, 35, 23), fill=rgb("#5d8f58"))
        for x, y in ((29, 16), (32, 14), (35, 17)):
            pen.rectangle((x, y, x + 1, y + 1), fill=rgb("#f4d35e"))
    return Sprite((finish(image, (8, 40, 57, 58)),), solid=2)


def _cup(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    pen.ellipse((x - 1, y + 2, x + 5, y + 5), fill=rgb("#e9e2d4"))
    pen.rectangle((x, y, x + 4, y + 3), fill=rgb("#fbf8ef"))
    pen.line((x + 1, y, x + 3, y), fill=rgb("#8a5a3c"))


def parasol_table(color: str) -> Sprite:
    """Set a terrace table under a parasol; the cloth is above the avatars."""
    image, pen = canvas(2, 3)
    shades = ramp(color)
    wood = ramp(WOOD)
    pen.rectangle((30, 34, 33, 88), fill=rgb("#e6dfd0"))
    pen.ellipse((14, 62, 49, 82), fill=wood[0])
    pen.ellipse((14, 59, 49, 79), fill=wood[2])
    pen.arc((16, 61, 47, 77), 150, 300, fill=wood[4])
    pen.rectangle((30, 50, 33, 68), fill=rgb("#e6dfd0"))
    _cup(pen, 20, 66)
    _cup(pen, 39, 66)
    cloth, brush = canvas(2, 3)
    for part in range(8):
        a, b = part * 45 + 180, part * 45 + 225
        tone = shades[3] if part % 2 else rgb("#f8f2e4")
        if part in (0, 7, 6, 5):
            tone = mix(tone, shades[0], 0.12)
        brush.pieslice((2, 8, 61, 52), a - 180, b - 180, fill=tone)
    brush.ellipse((30, 26, 33, 29), fill=shades[0])
    for part in range(8):
        x, y = (
            31.5 + 29 * math.cos(math.radians(part * 45)),
            30 + 22 * math.sin(math.radians(part * 45)),
        )
        brush.line((31.5, 28, x, y), fill=mix(shades[2], (90, 70, 80, 255), 0.25))
    image.alpha_composite(outline(cloth))
    return Sprite((finish(image, (8, 76, 57, 92)),), over=2)


def picnic_table() -> Sprite:
    """Set a picnic table with a bench at either side."""
    image, pen = canvas(3, 2)
    shades = ramp("#b18a62")
    for x in (22, 70):
        pen.rectangle((x, 22, x + 4, 56), fill=shades[0])
    for y, tone in ((8, 2), (48, 2)):
        pen.rectangle((10, y, 85, y + 6), fill=shades[tone])
        pen.line((10, y, 85, y), fill=shades[4])
        pen.line((10, y + 6, 85, y + 6), fill=shades[1])
    pen.rectangle((8, 20, 87, 42), fill=shades[2])
    for y in (20, 28, 35):
        pen.line((8, y, 87, y), fill=shades[3])
    for y in (27, 34, 42):
        pen.line((8, y, 87, y), fill=shades[1])
    _cup(pen, 26, 24)
    _cup(pen, 60, 30)
    pen.rectangle((40, 26, 50, 33), fill=rgb("#d9a05a"))
    return Sprite((finish(image, (9, 46, 89, 60)),), solid=2)


def long_table(columns: int) -> Sprite:
    """Set a meeting table with papers and glasses."""
    image, pen = canvas(columns, 2)
    wide = columns * TILE
    shades = ramp("#96663f")
    pen.rectangle((4, 10, wide - 5, 50), fill=shades[0])
    pen.rectangle((4, 6, wide - 5, 42), fill=shades[2])
    pen.rectangle((4, 6, wide - 5, 7), fill=shades[4])
    pen.rectangle((7, 9, wide - 8, 39), outline=mix(shades[2], shades[3], 0.6))
    for x in range(22, wide - 24, 32):
        for y in (12, 30):
            pen.rectangle((x, y, x + 9, y + 7), fill=rgb("#fbf8f0"))
            pen.line((x + 2, y + 2, x + 7, y + 2), fill=rgb("#a9b3bd"))
            pen.line((x + 2, y + 4, x + 6, y + 4), fill=rgb("#a9b3bd"))
            pen.rectangle((x + 13, y + 1, x + 15, y + 4), fill=rgb("#cfe4ea"))
    return Sprite((finish(image, (6, 44, wide - 6, 58)),), solid=2)


def bench() -> Sprite:
    """Place a park bench; people may sit on it."""
    image, pen = canvas(2, 1)
    shades = ramp("#a8774c")
    for x in (8, 52):
        pen.rectangle((x, 10, x + 2, 28), fill=rgb(IRON))
    for y in (4, 9):
        pen.rectangle((3, y, 60, y + 3), fill=shades[2])
        pen.line((3, y, 60, y), fill=shades[4])
    pen.rectangle((3, 15, 60, 21), fill=shades[2])
    pen.line((3, 15, 60, 15), fill=shades[3])
    pen.line((3, 18, 60, 18), fill=shades[1])
    pen.line((3, 21, 60, 21), fill=shades[0])
    return Sprite((finish(image, (4, 23, 60, 30)),), solid=0, flat=True)


# ---------------------------------------------------------------- street
def lamp() -> Sprite:
    """Place an old street lantern."""
    image, pen = canvas(1, 2)
    iron = ramp("#3f5a52")
    pen.rectangle((15, 20, 17, 58), fill=iron[2])
    pen.line((15, 20, 15, 58), fill=iron[3])
    pen.rectangle((12, 56, 20, 59), fill=iron[1])
    pen.rectangle((11, 24, 21, 25), fill=iron[1])
    pen.polygon([(10, 8), (22, 8), (20, 20), (12, 20)], fill=rgb("#ffe9a6"))
    pen.polygon([(11, 9), (15, 9), (15, 19), (13, 19)], fill=rgb("#fff7d8"))
    pen.line((16, 8, 16, 20), fill=iron[1])
    pen.polygon([(8, 7), (24, 7), (18, 2), (14, 2)], fill=iron[2])
    pen.rectangle((15, 0, 17, 2), fill=iron[1])
    return Sprite((finish(image, (10, 55, 26, 61)),), over=1)


def signpost() -> Sprite:
    """Place a Dutch white-and-blue finger post."""
    image, pen = canvas(1, 2)
    pen.rectangle((15, 10, 17, 58), fill=rgb("#e9e4d8"))
    pen.line((17, 10, 17, 58), fill=rgb("#bdb7ac"))
    for y, left in ((12, False), (20, True), (28, False)):
        points = [(5, y), (24, y), (29, y + 3), (24, y + 6), (5, y + 6)]
        if left:
            points = [(31 - x, b) for x, b in points]
        pen.polygon(points, fill=rgb("#fbf8f0"))
        pen.line((9, y + 2, 21, y + 2), fill=rgb("#c8453b"))
        pen.line((9, y + 4, 18, y + 4), fill=rgb("#c8453b"))
    return Sprite((finish(image, (11, 55, 24, 60)),), over=1)


def notice_board() -> Sprite:
    """Place a board with the programme."""
    image, pen = canvas(2, 2)
    shades = ramp("#8a6242")
    for x in (8, 52):
        pen.rectangle((x, 20, x + 3, 58), fill=shades[1])
    pen.rectangle((4, 10, 59, 42), fill=shades[2])
    pen.rectangle((7, 13, 56, 39), fill=rgb("#4f7d6a"))
    for x, y, w, h, color in (
        (10, 16, 12, 15, "#fbf8f0"),
        (25, 15, 14, 9, "#ffe28a"),
        (42, 16, 11, 14, "#fbf8f0"),
        (26, 27, 12, 9, "#cfe4ea"),
        (12, 33, 9, 4, "#f2b8a0"),
    ):
        pen.rectangle((x, y, x + w, y + h), fill=rgb(color))
        pen.line((x + 2, y + 2, x + w - 3, y + 2), fill=rgb("#6f7a86"))
    pen.polygon([(0, 10), (63, 10), (57, 4), (6, 4)], fill=rgb("#b5553f"))
    pen.line((6, 4, 57, 4), fill=rgb("#d67a5f"))
    return Sprite((finish(image, (6, 54, 58, 61)),), over=1)


def flag(colors: tuple[str, str, str]) -> Sprite:
    """Fly a flag that waves in four frames."""
    frames = []
    for frame in range(4):
        image, pen = canvas(2, 3)
        pen.rectangle((6, 4, 8, 90), fill=rgb("#f2efe6"))
        pen.line((8, 4, 8, 90), fill=rgb("#c4beb3"))
        pen.rectangle((5, 1, 9, 4), fill=rgb("#e9b94a"))
        for x in range(34):
            wave = round(2.2 * math.sin(x / 5.2 - frame * math.pi / 2) * min(1, x / 10))
            shade = 0.16 if math.cos(x / 5.2 - frame * math.pi / 2) > 0.3 else 0.0
            for stripe, color in enumerate(colors):
                top = 7 + stripe * 7 + wave
                pen.line(
                    (9 + x, top, 9 + x, top + 6), fill=mix(rgb(color), (50, 44, 90, 255), shade)
                )
        frames.append(finish(image, (2, 86, 16, 92)))
    return Sprite(tuple(frames), over=2, inset=(0, 1), duration=260)


DUTCH = ("#b8323f", "#f8f6ee", "#2b4f93")
AMELAND = ("#2f5fa8", "#f2cf4a", "#2f5fa8")


def bicycle(color: str, mirrored: bool = False) -> Sprite:
    """Park an upright bicycle."""
    image, pen = canvas(2, 1)
    tyre, frame, chrome = rgb("#3a3740"), rgb(color), rgb("#c9ced2")
    for x in (10, 38):
        pen.ellipse((x, 12, x + 15, 27), outline=tyre, width=2)
        pen.point((x + 7, 19), fill=chrome)
        pen.point((x + 8, 20), fill=chrome)
    pen.line((18, 20, 24, 9), fill=frame, width=2)
    pen.line((18, 20, 29, 21), fill=frame, width=2)
    pen.line((29, 21, 24, 9), fill=frame, width=2)
    pen.line((29, 21, 42, 9), fill=frame, width=2)
    pen.line((25, 12, 42, 10), fill=frame, width=2)
    pen.line((46, 19, 41, 5), fill=frame, width=2)
    pen.line((36, 4, 42, 5), fill=tyre, width=2)
    pen.rectangle((20, 6, 28, 8), fill=rgb("#6b4a36"))
    pen.rectangle((27, 20, 31, 23), fill=chrome)
    if mirrored:
        image = _mirror(image)
    return Sprite((finish(image, (9, 24, 55, 30), 0.35),))


def planter(colors: tuple[str, ...]) -> Sprite:
    """Place a wooden tub full of flowers."""
    image, pen = canvas(1, 1)
    shades = ramp("#9a6f4a")
    pen.rectangle((4, 16, 27, 28), fill=shades[2])
    for x in (10, 16, 22):
        pen.line((x, 17, x, 28), fill=shades[1])
    pen.line((4, 16, 27, 16), fill=shades[4])
    pen.ellipse((3, 7, 28, 18), fill=rgb("#5d8f4c"))
    for number, x in enumerate(range(5, 27, 3)):
        y = 8 + (number * 5) % 7
        color = rgb(colors[number % len(colors)])
        pen.rectangle((x, y, x + 2, y + 2), fill=color)
        pen.point((x, y), fill=mix(color, (255, 255, 255, 255), 0.5))
    return Sprite((finish(image, (4, 25, 29, 30)),))


def flower_bed(colors: tuple[str, ...], seed: int = 0) -> Sprite:
    """Plant a bed of tulips two tiles wide."""
    image, pen = canvas(2, 1)
    pen.rounded_rectangle((2, 8, 61, 29), 6, fill=rgb("#8b6a4e"))
    pen.rounded_rectangle((4, 10, 59, 27), 5, fill=rgb("#6f9a50"))
    for row, y in enumerate((12, 17, 22)):
        for step in range(9):
            x = 7 + step * 6 + (row % 2) * 3
            if x > 56:
                continue
            color = rgb(colors[(row + seed) % len(colors)])
            pen.line((x + 1, y + 2, x + 1, y + 4), fill=rgb("#4c7a3c"))
            pen.rectangle((x, y - 1, x + 2, y + 1), fill=color)
            pen.point((x, y - 1), fill=mix(color, (255, 255, 255, 255), 0.5))
            pen.point((x + 1, y - 2), fill=color)
    return Sprite((finish(image, (4, 24, 60, 30)),))


def fence(columns: int) -> Sprite:
    """Set a low white picket fence."""
    image, pen = canvas(columns, 1)
    white = rgb("#f6f2e6")
    for y in (16, 23):
        pen.rectangle((0, y, columns * TILE - 1, y + 1), fill=rgb("#dcd5c5"))
    for x in range(2, columns * TILE, 8):
        pen.rectangle((x, 11, x + 3, 28), fill=white)
        pen.line((x + 3, 12, x + 3, 28), fill=rgb("#d6cfbf"))
        pen.line((x + 1, 10, x + 2, 10), fill=white)
    return Sprite((finish(image, (1, 26, columns * TILE - 2, 30), 0.45),))


def posts(columns: int) -> Sprite:
    """Set wooden posts with wire, for the meadow."""
    image, pen = canvas(columns, 1)
    for y in (15, 21):
        pen.line((0, y, columns * TILE - 1, y), fill=rgb("#8b857f"))
    for x in range(6, columns * TILE, 16):
        pen.rectangle((x, 11, x + 3, 28), fill=rgb("#93704f"))
        pen.line((x, 11, x, 28), fill=rgb("#b28e68"))
    return Sprite((outline(image, 0.5),))


def hedge(columns: int) -> Sprite:
    """Trim a hedge."""
    image, pen = canvas(columns, 1)
    shades = ramp("#5f8f4c")
    wide = columns * TILE
    pen.rounded_rectangle((1, 6, wide - 2, 28), 4, fill=shades[1])
    pen.rounded_rectangle((1, 4, wide - 2, 17), 4, fill=shades[3])
    pen.rounded_rectangle((2, 8, wide - 3, 18), 3, fill=shades[2])
    for x in range(4, wide - 4, 5):
        pen.point((x, 7 + x * 7 % 9), fill=shades[4])
        pen.point((x + 2, 20 + x * 5 % 7), fill=shades[0])
        pen.point((x + 1, 12 + x * 3 % 6), fill=shades[1])
    return Sprite((finish(image, (2, 24, wide - 2, 31)),))


def sandbox() -> Sprite:
    """Build a sandpit with a bucket."""
    image, pen = canvas(3, 2)
    shades = ramp("#c29a66")
    pen.rectangle((4, 8, 91, 56), fill=shades[2])
    pen.rectangle((4, 8, 91, 10), fill=shades[4])
    pen.rectangle((9, 14, 86, 51), fill=rgb("#eddcae"))
    pen.rectangle((9, 14, 86, 17), fill=rgb("#d6c08c"))
    pen.polygon([(20, 44), (30, 28), (40, 44)], fill=rgb("#f5e9c6"))
    pen.polygon([(30, 28), (40, 44), (31, 44)], fill=rgb("#d9c592"))
    pen.rectangle((56, 30, 64, 38), fill=rgb("#d0574a"))
    pen.arc((55, 24, 65, 36), 180, 360, fill=rgb("#f4efe2"))
    pen.line((70, 40, 78, 34), fill=rgb("#4d86b8"), width=2)
    return Sprite((finish(image, (5, 50, 92, 60)),), solid=0, flat=True)


# ---------------------------------------------------------------- stage
def stage(columns: int, rows: int) -> Sprite:
    """Build a podium of planks, with a skirt at its front."""
    image, pen = canvas(columns, rows)
    wide, high = columns * TILE, rows * TILE
    shades = ramp("#b7835a")
    pen.rectangle((0, 4, wide - 1, high - 1), fill=shades[2])
    for y in range(4, high - 14, 7):
        pen.line((1, y, wide - 2, y), fill=shades[1])
        pen.line((1, y + 1, wide - 2, y + 1), fill=mix(shades[2], shades[3], 0.6))
        for x in range((y * 5) % 48, wide, 48):
            pen.line((x, y, x, y + 6), fill=shades[1])
    pen.rectangle((0, high - 14, wide - 1, high - 1), fill=rgb("#7c5640"))
    pen.rectangle((0, high - 14, wide - 1, high - 12), fill=shades[4])
    for x in range(10, wide, 16):
        pen.line((x, high - 11, x, high - 1), fill=rgb("#68463a"))
    return Sprite((finish(image, None),), solid=0, flat=True)


def screen() -> Sprite:
    """Hang a wide screen on two masts."""
    image, pen = canvas(6, 3)
    for x in (10, 178):
        pen.rectangle((x, 20, x + 4, 92), fill=rgb("#5a6470"))
        pen.line((x, 20, x, 92), fill=rgb("#7d8894"))
    pen.rectangle((4, 6, 187, 76), fill=rgb("#39414e"))
    pen.rectangle((8, 10, 183, 72), fill=rgb("#f3f7f8"))
    pen.rectangle((8, 10, 183, 24), fill=rgb("#2c5f95"))
    pen.rectangle((14, 15, 66, 19), fill=rgb("#f3f7f8"))
    for number, high in enumerate((16, 24, 20, 32)):
        x = 24 + number * 16
        pen.rectangle(
            (x, 66 - high, x + 10, 66),
            fill=rgb(("#e8a24c", "#5f9fc4", "#7fae5a", "#d0574a")[number]),
        )
    for y in (34, 42, 50, 58):
        pen.rectangle((104, y, 168 - y % 3 * 14, y + 3), fill=rgb("#aab8c4"))
    return Sprite((finish(image, (8, 86, 184, 94)),), over=2)


def lectern() -> Sprite:
    """Place a lectern with a microphone."""
    image, pen = canvas(1, 1)
    shades = ramp("#8f6747")
    pen.polygon([(7, 10), (25, 10), (22, 28), (10, 28)], fill=shades[2])
    pen.polygon([(5, 7), (27, 7), (25, 12), (7, 12)], fill=shades[3])
    pen.rectangle((13, 15, 19, 21), fill=rgb("#2c5f95"))
    pen.line((16, 7, 18, 1), fill=rgb("#3a3740"))
    pen.rectangle((17, 0, 19, 2), fill=rgb("#3a3740"))
    return Sprite((finish(image, (6, 25, 27, 30)),))


def speaker() -> Sprite:
    """Place a loudspeaker."""
    image, pen = canvas(1, 2)
    pen.rectangle((7, 18, 24, 58), fill=rgb("#4a4b56"))
    pen.rectangle((7, 18, 24, 20), fill=rgb("#6d6f7c"))
    for y, r in ((29, 4), (44, 7)):
        pen.ellipse((16 - r, y - r, 15 + r, y + r), fill=rgb("#2f303a"))
        pen.arc((16 - r, y - r, 15 + r, y + r), 140, 300, fill=rgb("#7b7d8b"))
    return Sprite((finish(image, (6, 54, 26, 61)),), over=1)


# ---------------------------------------------------------------- beach
def beach_hut(color: str) -> Sprite:
    """Build a striped beach hut with a little gable."""
    image, pen = canvas(2, 3)
    shades = ramp(color)
    pen.rectangle((9, 44, 54, 88), fill=shades[2])
    for x in range(13, 54, 10):
        pen.rectangle((x, 44, x + 4, 88), fill=rgb("#f7f2e6"))
    pen.polygon([(9, 46), (31, 24), (32, 24), (54, 46)], fill=rgb("#f7f2e6"))
    pen.polygon(
        [(3, 46), (31, 16), (32, 16), (60, 46), (54, 48), (32, 25), (31, 25), (9, 48)],
        fill=shades[1],
    )
    pen.line((4, 45, 31, 17), fill=shades[3])
    pen.rectangle((24, 56, 39, 88), fill=shades[1])
    pen.rectangle((26, 58, 37, 70), fill=rgb("#bcd9e2"))
    pen.point((37, 75), fill=rgb("#ffe28a"))
    pen.ellipse((28, 34, 35, 41), fill=rgb("#bcd9e2"))
    return Sprite((finish(image, (6, 82, 60, 93)),), over=1, solid=2)


def beach_chair(color: str) -> Sprite:
    """Place a wicker beach basket for two."""
    image, pen = canvas(2, 2)
    wicker, cloth = ramp("#d1a968"), ramp(color)
    pen.rounded_rectangle((8, 10, 55, 56), 8, fill=wicker[2])
    for y in range(14, 54, 4):
        for x in range(10 + y % 8, 54, 8):
            pen.line((x, y, x + 3, y), fill=wicker[1])
    pen.rounded_rectangle((8, 10, 55, 17), 7, fill=wicker[3])
    pen.rectangle((14, 22, 49, 46), fill=cloth[2])
    for x in range(18, 49, 10):
        pen.rectangle((x, 22, x + 4, 46), fill=rgb("#f8f3e6"))
    pen.rectangle((12, 42, 51, 50), fill=cloth[3])
    pen.line((12, 42, 51, 42), fill=cloth[4])
    pen.rectangle((14, 22, 49, 24), fill=mix(cloth[1], (40, 34, 60, 255), 0.3))
    return Sprite((finish(image, (8, 50, 58, 61)),), over=1)


def windscreen(color: str) -> Sprite:
    """Stretch striped cloth between poles, against the wind."""
    image, pen = canvas(3, 1)
    shades = ramp(color)
    for x in range(6, 90):
        pen.line((x, 9, x, 26), fill=shades[2] if x // 7 % 2 else rgb("#f8f3e6"))
    pen.line((6, 9, 90, 9), fill=shades[4])
    for x in (5, 33, 61, 89):
        pen.rectangle((x, 5, x + 2, 29), fill=rgb("#a5794f"))
    return Sprite((finish(image, (5, 25, 94, 30)),))


def campfire() -> Sprite:
    """Light a fire that flickers in four frames."""
    frames = []
    for frame in range(4):
        image, pen = canvas(2, 2)
        for part in range(10):
            x, y = 31 + 22 * math.cos(part * 0.628), 44 + 11 * math.sin(part * 0.628)
            pen.ellipse((x - 4, y - 3, x + 4, y + 3), fill=ramp("#9c9692")[1 + part % 3])
        pen.ellipse((18, 37, 45, 51), fill=rgb("#5b4a48"))
        for a, b in (((18, 47), (44, 38)), ((20, 38), (44, 48))):
            pen.line((*a, *b), fill=rgb("#7c5a3f"), width=4)
        tall, lean = (30, 26, 32, 27)[frame], (0, 2, -1, -2)[frame]
        for share, color in ((1.0, "#e0602f"), (0.72, "#f39a3a"), (0.44, "#ffd76a")):
            half, top = 11 * share, 46 - tall * share
            points = [
                (32 - half, 42),
                (31 - half * 0.5 + lean, 44 - tall * share * 0.55),
                (32 + lean, top),
                (33 + half * 0.6, 44 - tall * share * 0.5),
                (32 + half, 42),
                (32, 48),
            ]
            pen.polygon(points, fill=rgb(color))
        lit = finish(image, (9, 40, 55, 57))
        frames.append(lit)
    return Sprite(tuple(frames), solid=2, duration=250)


def volleyball() -> Sprite:
    """Hang a net between two poles."""
    image, pen = canvas(4, 2)
    for x in (8, 118):
        pen.rectangle((x, 10, x + 2, 58), fill=rgb("#c48d4e"))
    pen.rectangle((10, 14, 118, 16), fill=rgb("#f8f3e6"))
    pen.rectangle((10, 32, 118, 33), fill=rgb("#f8f3e6"))
    for x in range(14, 118, 6):
        pen.line((x, 17, x, 32), fill=rgb("#d8d2c2"))
    for y in (21, 26):
        pen.line((10, y, 118, y), fill=rgb("#d8d2c2"))
    return Sprite((under(image, [(8, 58), (120, 58), (124, 61), (12, 61)]),), over=1)


def towel(color: str) -> Sprite:
    """Spread a towel."""
    image, pen = canvas(1, 1)
    shades = ramp(color)
    pen.rectangle((8, 3, 23, 29), fill=shades[2])
    for y in (6, 12, 18, 24):
        pen.rectangle((8, y, 23, y + 2), fill=rgb("#f8f3e6"))
    return Sprite((finish(image, None, 0.35),), solid=0, flat=True)


# ---------------------------------------------------------------- market and indoors
def stall(color: str) -> Sprite:
    """Put up a market stall with a striped awning."""
    image, pen = canvas(3, 3)
    shades = ramp(color)
    wood = ramp(WOOD)
    for x in (6, 86):
        pen.rectangle((x, 34, x + 3, 90), fill=wood[1])
    pen.rectangle((6, 60, 89, 88), fill=wood[2])
    pen.rectangle((6, 60, 89, 63), fill=wood[4])
    for x in range(16, 88, 12):
        pen.line((x, 66, x, 88), fill=wood[1])
    for x, tone in (
        (14, "#f2b63d"),
        (30, "#d0574a"),
        (46, "#8fb85c"),
        (62, "#f4efe2"),
        (76, "#c98b52"),
    ):
        pen.ellipse((x, 54, x + 9, 62), fill=rgb(tone))
    for x in range(2, 94):
        tone = shades[2] if x // 10 % 2 else rgb("#f8f3e6")
        pen.line(
            (x, 26, x, 40 + (2 if x % 10 in (3, 4, 5, 6) else 0)), fill=mix(tone, shades[0], 0.12)
        )
        pen.line((6 + (x - 2) * 82 // 92, 10, x, 27), fill=tone)
    return Sprite((finish(image, (4, 82, 92, 93)),), over=1, solid=2)


def desk() -> Sprite:
    """Place an information desk of three tiles."""
    image, pen = canvas(3, 2)
    shades = ramp("#2f6ca3")
    pen.rectangle((4, 26, 91, 58), fill=shades[2])
    pen.rectangle((2, 20, 93, 28), fill=rgb("#f2ead8"))
    pen.rectangle((2, 27, 93, 29), fill=rgb("#cdbfa4"))
    pen.ellipse((40, 34, 54, 48), fill=rgb("#f8f6ee"))
    pen.rectangle((46, 40, 48, 46), fill=shades[1])
    pen.rectangle((46, 36, 48, 38), fill=shades[1])
    pen.rectangle((12, 14, 26, 22), fill=rgb("#fbf8f0"))
    pen.line((14, 17, 23, 17), fill=rgb("#9aa7b4"))
    pen.rectangle((70, 10, 78, 21), fill=rgb("#6aa05a"))
    pen.ellipse((66, 4, 82, 15), fill=rgb("#7fb46a"))
    return Sprite((finish(image, (4, 54, 92, 61)),), solid=1, over=0)


def bookcase() -> Sprite:
    """Fill a bookcase."""
    image, pen = canvas(2, 2)
    shades = ramp("#87603f")
    pen.rectangle((3, 10, 60, 60), fill=shades[1])
    colors = ("#b5553f", "#3e6f9e", "#d8a948", "#5f8f58", "#8a6a9a", "#e9e0cc")
    for row, y in enumerate((14, 30, 46)):
        pen.rectangle((6, y, 57, y + 11), fill=shades[0])
        for number, x in enumerate(range(7, 55, 4)):
            color = rgb(colors[(number * 3 + row * 2) % 6])
            pen.rectangle((x, y + (number * 5 + row) % 4, x + 2, y + 11), fill=color)
    pen.rectangle((3, 8, 60, 11), fill=shades[3])
    return Sprite((finish(image, (4, 56, 60, 63)),), over=0)


def plant() -> Sprite:
    """Place a pot plant."""
    image, pen = canvas(1, 2)
    pen.polygon([(9, 44), (23, 44), (21, 58), (11, 58)], fill=rgb("#c9704f"))
    pen.rectangle((8, 42, 24, 45), fill=rgb("#dd8b68"))
    for angle in range(-80, 81, 20):
        x, y = 16 + 13 * math.sin(math.radians(angle)), 40 - 24 * math.cos(math.radians(angle))
        pen.line((16, 44, x, y + 6), fill=rgb("#5a9150" if angle % 40 else "#79b164"), width=3)
    return Sprite((finish(image, (8, 54, 25, 61)),), over=1)


def rug(columns: int, rows: int, color: str) -> Sprite:
    """Lay a woven rug."""
    image, pen = canvas(columns, rows)
    shades = ramp(color)
    right, bottom = columns * TILE - 5, rows * TILE - 5
    pen.rectangle((4, 4, right, bottom), fill=shades[2])
    pen.rectangle((7, 7, right - 3, bottom - 3), outline=shades[4])
    pen.rectangle((10, 10, right - 6, bottom - 6), outline=shades[3])
    return Sprite((outline(image, 0.3),), solid=0, flat=True)


def stairs(columns: int, rows: int) -> Sprite:
    """Lay steps of stone over the dike."""
    image, pen = canvas(columns, rows)
    right = columns * TILE - 3
    for y in range(0, rows * TILE, 6):
        pen.rectangle((2, y, right, y + 5), fill=rgb("#cfc6b4"))
        pen.line((2, y, right, y), fill=rgb("#ece5d4"))
        pen.rectangle((2, y + 4, right, y + 5), fill=rgb("#a79d8d"))
    for x in (0, right):
        pen.rectangle((x, 0, x + 2, rows * TILE - 1), fill=rgb("#8e7f70"))
    return Sprite((image,), solid=0, flat=True)


def bollard() -> Sprite:
    """Place an iron bollard with a rope."""
    image, pen = canvas(1, 1)
    pen.rectangle((12, 12, 19, 26), fill=rgb("#464b57"))
    pen.ellipse((9, 7, 22, 15), fill=rgb("#596070"))
    pen.arc((11, 8, 20, 13), 160, 320, fill=rgb("#8992a3"))
    pen.rectangle((11, 20, 20, 23), fill=rgb("#d9c79c"))
    return Sprite((finish(image, (8, 23, 25, 29)),))


def crate(color: str = "#b98a5b") -> Sprite:
    """Stack a crate."""
    image, pen = canvas(1, 1)
    shades = ramp(color)
    pen.rectangle((4, 12, 27, 28), fill=shades[1])
    pen.rectangle((4, 4, 27, 13), fill=shades[3])
    for y in (17, 22):
        pen.line((4, y, 27, y), fill=shades[0])
    for x in (4, 25):
        pen.rectangle((x, 13, x + 2, 28), fill=shades[2])
    return Sprite((finish(image, (4, 25, 30, 30)),))


def fountain() -> Sprite:
    """Build the village pump: a stone basin whose water sparkles."""
    frames = []
    for frame in range(4):
        image, pen = canvas(2, 2)
        stone = ramp("#b9b1a4")
        pen.ellipse((4, 24, 59, 58), fill=stone[1])
        pen.ellipse((4, 20, 59, 52), fill=stone[3])
        pen.ellipse((9, 24, 54, 48), fill=rgb("#6fb4cc"))
        pen.arc((14 + frame, 28, 48 - frame, 44), 0, 360, fill=rgb("#a9dbe4"))
        pen.rectangle((27, 8, 36, 36), fill=rgb("#3f6a5c"))
        pen.rectangle((27, 8, 29, 36), fill=rgb("#5b8d7a"))
        pen.ellipse((25, 2, 38, 12), fill=rgb("#4b7a69"))
        for drop in range(3):
            y = 22 + (frame * 4 + drop * 6) % 16
            pen.line((41, y, 41, y + 2), fill=rgb("#e8fbff"))
        pen.line((36, 20, 41, 20), fill=rgb("#2f4f46"))
        frames.append(finish(image, (6, 48, 60, 62)))
    return Sprite(tuple(frames), solid=2, duration=300)


def banner(color: Color | str) -> Sprite:
    """Hang a tall beach flag."""
    image, pen = canvas(1, 3)
    shades = ramp(color if isinstance(color, str) else "#2f6ca3")
    pen.rectangle((8, 4, 9, 90), fill=rgb("#e9e4d8"))
    pen.polygon([(10, 6), (22, 12), (25, 40), (22, 66), (10, 72)], fill=shades[2])
    pen.polygon([(10, 6), (16, 9), (14, 70), (10, 72)], fill=shades[3])
    pen.rectangle((14, 30, 20, 36), fill=rgb("#f8f6ee"))
    return Sprite((finish(image, (4, 86, 18, 92)),), over=2)
