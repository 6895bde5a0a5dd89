"""Trees, shrubs, grasses, flowers and animals."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from .brush import TILE, canvas, finish, mix, outline, ramp, rgb
from .island import Sprite

Ball = tuple[float, float, float]


def crown(
    size: tuple[int, int],
    balls: list[Ball],
    colors: tuple[tuple[int, ...], ...],
    seed: int,
    leaf: int = 3,
) -> Image.Image:
    """Shade a heap of balls as foliage lit from the north-west."""
    width, height = size
    ys, xs = np.mgrid[0:height, 0:width] + 0.5
    depth = np.full((height, width), -1.0)
    light = np.zeros((height, width))
    for x, y, r in balls:
        dx, dy = (xs - x) / r, (ys - y) / r
        inside = 1 - dx * dx - dy * dy
        z = np.sqrt(np.maximum(inside, 0))
        rise = z * r + y * 0.25
        top = (inside > 0) & (rise > depth)
        depth[top] = rise[top]
        light[top] = (-0.5 * dx - 0.68 * dy + 0.55 * z)[top]
    rng = np.random.default_rng(seed)
    leaves = rng.random((height // leaf + 2, width // leaf + 2))
    rows, columns = np.mgrid[0:height, 0:width]
    shift = (rows // leaf % 2) * (leaf // 2 + 1)
    light += (leaves[rows // leaf, (columns + shift) // leaf] - 0.5) * 0.42
    span = [y + r for _, y, r in balls]
    light -= np.clip((ys - (max(span) - 16)) / 16, 0, 1) * 0.28
    level = np.digitize(light, (-0.22, 0.12, 0.48, 0.82))
    pixels = np.zeros((height, width, 4), np.uint8)
    for number, color in enumerate(colors):
        pixels[(depth >= 0) & (level == number)] = color
    return Image.fromarray(pixels)


def _trunk(image: Image.Image, x: int, top: int, foot: int, width: int, color: str) -> None:
    shades = ramp(color)
    half = width // 2
    for row in range(top, foot):
        spread = 1 if row > foot - 4 else 0
        for column in range(x - half - spread, x + half + spread):
            shade = 1 if column >= x else 2
            image.putpixel((column, row), shades[shade])
    for column in (x - half - 2, x + half + 1):
        image.putpixel((column, foot - 1), shades[0])


def tree(color: str, seed: int, shift: int = 0) -> Sprite:
    """Grow a broad leafy tree of two by three tiles."""
    rng = np.random.default_rng(seed)
    image = Image.new("RGBA", (2 * TILE, 3 * TILE))
    cx = 32 + shift
    _trunk(image, cx, 62, 88, 8, "#7a5a44")
    balls: list[Ball] = [(cx, 36, 22), (cx - 11, 47, 15), (cx + 11, 47, 15), (cx, 52, 17)]
    balls += [
        (cx + float(rng.uniform(-15, 15)), float(rng.uniform(18, 46)), float(rng.uniform(9, 13)))
        for _ in range(5)
    ]
    image.alpha_composite(crown(image.size, balls, ramp(color), seed))
    return Sprite(
        (finish(image, (cx - 17, 78, cx + 20, 93)),), over=2, inset=(0, 1) if shift < 0 else (1, 0)
    )


def small_tree(color: str, seed: int) -> Sprite:
    """Grow a slender tree one tile wide and two high."""
    image = Image.new("RGBA", (TILE, 2 * TILE))
    _trunk(image, 16, 40, 58, 4, "#7a5a44")
    balls: list[Ball] = [(16, 18, 12), (11, 28, 9), (21, 28, 9), (16, 33, 11)]
    image.alpha_composite(crown(image.size, balls, ramp(color), seed))
    return Sprite((finish(image, (7, 52, 27, 61)),), over=1)


def birch(seed: int) -> Sprite:
    """Grow a light birch with a white trunk."""
    image = Image.new("RGBA", (TILE, 3 * TILE))
    _trunk(image, 16, 50, 90, 4, "#efe9dc")
    for row in (60, 68, 77, 83):
        image.putpixel((15, row), rgb("#5b5048"))
        image.putpixel((16, row), rgb("#5b5048"))
    balls: list[Ball] = [(16, 24, 12), (12, 40, 10), (20, 40, 10), (16, 52, 12), (16, 12, 8)]
    image.alpha_composite(crown(image.size, balls, ramp("#9dbb58"), seed))
    return Sprite((finish(image, (6, 84, 28, 93)),), over=2)


def pine(color: str, seed: int) -> Sprite:
    """Grow a dune pine in four tiers of needles."""
    image, pen = canvas(2, 3)
    shades = ramp(color)
    _trunk(image, 32, 70, 90, 6, "#6d4f3f")
    rng = np.random.default_rng(seed)
    for foot, half, rise in ((80, 24, 30), (62, 20, 28), (45, 15, 26), (28, 10, 24)):
        for row in range(rise):
            reach = round(half * row / rise) + (row % 4 == 3) * 2
            y = foot - rise + row
            for column in range(-reach, reach + 1):
                share = (
                    (column / max(reach, 1)) * 0.9
                    + (row / rise) * 0.5
                    + float(rng.uniform(-0.25, 0.25))
                )
                tone = 3 if share < -0.35 else 2 if share < 0.35 else 1
                if row > rise - 4:
                    tone = max(0, tone - 1)
                pen.point((32 + column, y), fill=shades[tone])
    pen.line((31, 5, 31, 9), fill=shades[4])
    return Sprite((finish(image, (14, 80, 52, 94)),), over=2, inset=(1, 0))


def bush(color: str, seed: int, flowers: str = "") -> Sprite:
    """Grow a round shrub on one tile, in bloom if a flower colour is given."""
    image = Image.new("RGBA", (TILE, TILE))
    balls: list[Ball] = [(11, 18, 8), (21, 18, 8), (16, 13, 9), (16, 21, 9)]
    image.alpha_composite(crown(image.size, balls, ramp(color), seed))
    rng = np.random.default_rng(seed + 5)
    for _ in range(9 if flowers else 0):
        x, y = int(rng.integers(7, 25)), int(rng.integers(7, 24))
        image.putpixel((x, y), rgb(flowers))
        image.putpixel((x + 1, y), mix(rgb(flowers), (255, 255, 255, 255), 0.5))
    return Sprite((finish(image, (5, 22, 28, 30)),))


def buckthorn(seed: int) -> Sprite:
    """Grow a wind-shorn sea buckthorn with orange berries."""
    image = Image.new("RGBA", (2 * TILE, TILE))
    balls: list[Ball] = [(14, 20, 8), (26, 16, 10), (38, 17, 11), (50, 21, 8), (32, 22, 8)]
    image.alpha_composite(crown(image.size, balls, ramp("#96a874"), seed))
    rng = np.random.default_rng(seed)
    for _ in range(14):
        x, y = int(rng.integers(10, 54)), int(rng.integers(11, 25))
        if image.getpixel((x, y))[3]:  # type: ignore[index]
            image.putpixel((x, y), rgb("#ec9a3c"))
    return Sprite((finish(image, (6, 22, 58, 30)),))


def marram(seed: int, wide: bool = False) -> Sprite:
    """Draw a tuft of marram grass bent by the west wind."""
    image, pen = canvas(1, 1)
    rng = np.random.default_rng(seed)
    shades = [rgb(code) for code in ("#7f9155", "#98a764", "#b7bb78", "#d6d09a")]
    middles = (10, 21) if wide else (16,)
    for middle in middles:
        foot = int(rng.integers(24, 29))
        pen.ellipse((middle - 7, foot - 2, middle + 7, foot + 2), fill=(44, 40, 74, 46))
        for blade in range(9):
            lean = (blade - 4) * 2 + 3
            high = int(rng.integers(9, 17)) - abs(blade - 4)
            for step in range(high):
                part = step / high
                x = round(middle + (blade - 4) * 0.8 + lean * part * part)
                pen.point((x, foot - step), fill=shades[min(3, int(part * 3) + blade % 2)])
    return Sprite((image,), solid=0, flat=True)


def reeds(seed: int) -> Sprite:
    """Draw reeds with brown plumes for the edge of a creek."""
    image, pen = canvas(1, 1)
    rng = np.random.default_rng(seed)
    for stem in range(8):
        x, foot, high = (
            4 + stem * 3 + int(rng.integers(2)),
            int(rng.integers(26, 31)),
            int(rng.integers(13, 22)),
        )
        pen.line((x, foot, x + 1, foot - high), fill=rgb("#8a9a55" if stem % 2 else "#a3ad66"))
        pen.rectangle((x + 1, foot - high - 3, x + 2, foot - high), fill=rgb("#9a7752"))
    return Sprite((image,), solid=0, flat=True)


def flowers(seed: int, colors: tuple[str, ...]) -> Sprite:
    """Scatter wild flowers on the ground."""
    image, pen = canvas(1, 1)
    rng = np.random.default_rng(seed)
    for _ in range(7):
        x, y = int(rng.integers(4, 27)), int(rng.integers(6, 28))
        color = rgb(colors[int(rng.integers(len(colors)))])
        pen.line((x, y + 1, x, y + 3), fill=rgb("#557f42"))
        pen.point((x - 1, y), fill=color)
        pen.point((x + 1, y), fill=color)
        pen.point((x, y - 1), fill=color)
        pen.point((x, y + 1), fill=mix(color, (80, 40, 60, 255), 0.3))
        pen.point((x, y), fill=rgb("#ffe9a0"))
    return Sprite((image,), solid=0, flat=True)


def pebbles(seed: int, colors: tuple[str, ...]) -> Sprite:
    """Drop a few shells or stones."""
    image, pen = canvas(1, 1)
    rng = np.random.default_rng(seed)
    for _ in range(5):
        x, y = int(rng.integers(3, 28)), int(rng.integers(3, 28))
        color = rgb(colors[int(rng.integers(len(colors)))])
        pen.rectangle((x, y, x + 1, y + 1), fill=color)
        pen.line((x, y + 2, x + 2, y + 2), fill=(44, 40, 74, 70))
    return Sprite((image,), solid=0, flat=True)


def sheep(facing: int, grazing: bool, coat: str = "#f4efe2") -> Sprite:
    """Draw a Texel sheep; `facing` is -1 for west and 1 for east."""
    image, pen = canvas(1, 1)
    shades = ramp(coat, 0.7)
    balls: list[Ball] = [(11, 16, 6.5), (16, 14, 7.5), (21, 16, 6.5), (16, 18, 7)]
    for x in (11, 14, 19, 22):
        pen.line((x, 21, x, 26), fill=rgb("#4c4248"))
    image.alpha_composite(crown(image.size, balls, shades, 3, 2))
    y = 20 if grazing else 12
    pen.ellipse((22, y - 3, 28, y + 4), fill=rgb("#564a50"))
    pen.point((26, y - 1), fill=rgb("#ffffff"))
    pen.line((22, y - 4, 23, y - 3), fill=rgb("#3f363d"))
    if facing < 0:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return Sprite((finish(image, (8, 22, 25, 28)),))


def gull(facing: int) -> Sprite:
    """Draw a herring gull resting."""
    image, pen = canvas(1, 1)
    pen.ellipse((10, 15, 21, 22), fill=rgb("#f7f5ee"))
    pen.polygon([(9, 16), (20, 15), (15, 20), (7, 19)], fill=rgb("#aab4bd"))
    pen.ellipse((18, 10, 23, 16), fill=rgb("#fbfaf5"))
    pen.line((24, 13, 26, 14), fill=rgb("#f0b23c"))
    pen.point((21, 12), fill=rgb("#2d2a33"))
    pen.line((14, 23, 14, 25), fill=rgb("#e8a04a"))
    pen.line((17, 23, 17, 25), fill=rgb("#e8a04a"))
    if facing < 0:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return Sprite((finish(image, (9, 23, 22, 27)),), solid=0, flat=True)


def seal() -> Sprite:
    """Draw a common seal basking on a sandbank."""
    image, pen = canvas(2, 1)
    shades = ramp("#8d8a8c")
    pen.polygon(
        [(8, 22), (14, 15), (30, 12), (44, 14), (52, 18), (58, 14), (60, 20), (50, 24), (16, 25)],
        fill=shades[2],
    )
    pen.ellipse((6, 9, 20, 22), fill=shades[2])
    pen.polygon([(16, 14), (30, 13), (42, 15), (30, 17)], fill=shades[3])
    pen.ellipse((8, 10, 16, 15), fill=shades[3])
    pen.point((9, 14), fill=rgb("#2a2630"))
    pen.point((13, 14), fill=rgb("#2a2630"))
    pen.line((10, 17, 12, 17), fill=rgb("#3a343c"))
    pen.polygon([(26, 22), (32, 23), (28, 27)], fill=shades[1])
    return Sprite((finish(image, (8, 20, 56, 28)),))


def log() -> Sprite:
    """Lay a tree trunk to sit on."""
    image, pen = canvas(2, 1)
    shades = ramp("#a37b55")
    pen.rectangle((8, 13, 54, 23), fill=shades[2])
    pen.rectangle((8, 13, 54, 15), fill=shades[3])
    pen.rectangle((8, 21, 54, 23), fill=shades[1])
    for x in (18, 31, 42):
        pen.line((x, 17, x + 7, 17), fill=shades[1])
    pen.ellipse((50, 12, 59, 24), fill=shades[4])
    pen.arc((52, 15, 57, 21), 0, 360, fill=shades[2])
    return Sprite((finish(image, (7, 18, 59, 27)),), solid=0, flat=True)


def rock(seed: int) -> Sprite:
    """Place a boulder of the dike's foot."""
    image = Image.new("RGBA", (TILE, TILE))
    rng = np.random.default_rng(seed)
    balls: list[Ball] = [(13, 19, 8), (20, 20, 7), (16, 15 + float(rng.uniform(-1, 2)), 8)]
    image.alpha_composite(crown(image.size, balls, ramp("#a09a96"), seed, 4))
    return Sprite((finish(image, (5, 22, 28, 29)),))


def lilies() -> Sprite:
    """Float water lilies on a pond."""
    image, pen = canvas(1, 1)
    for x, y in ((6, 8), (17, 14), (9, 21)):
        pen.pieslice((x, y, x + 9, y + 6), 20, 340, fill=rgb("#6fa35c"))
        pen.point((x + 3, y + 2), fill=rgb("#8dbd72"))
    pen.ellipse((20, 13, 23, 16), fill=rgb("#fbe9f0"))
    return Sprite((outline(image, 0.3),), solid=0, flat=True)


def duck(facing: int) -> Sprite:
    """Let a mallard paddle, its wake moving."""
    frames = []
    for frame in range(4):
        image, pen = canvas(1, 1)
        pen.ellipse((9, 15, 22, 22), fill=rgb("#9b8772"))
        pen.polygon([(11, 16), (19, 16), (15, 20), (8, 18)], fill=rgb("#c2b39c"))
        pen.rectangle((20, 14, 21, 18), fill=rgb("#f8f3e6"))
        pen.ellipse((19, 9, 25, 15), fill=rgb("#3f7f66"))
        pen.line((26, 13, 27, 13), fill=rgb("#f0b23c"))
        pen.point((23, 11), fill=rgb("#1f2a2a"))
        image = outline(image)
        wake = (0, 1, 2, 1)[frame]
        ImageDraw.Draw(image).line((5 - wake, 23, 12 + wake, 23), fill=rgb("#cfe9ee"))
        if facing < 0:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        frames.append(image)
    return Sprite(tuple(frames), solid=0, flat=True, duration=450)
