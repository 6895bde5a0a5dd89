"""Small drawing helpers: colours, ramps, outlines and soft shadows."""

from __future__ import annotations

import functools
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Color: TypeAlias = tuple[int, int, int, int]
Pixels: TypeAlias = NDArray[np.uint8]

TILE = 32
CLEAR: Color = (0, 0, 0, 0)
SHADE: Color = (44, 40, 74, 70)
NIGHT = (52, 44, 92)
SUN = (255, 243, 205)


def rgb(code: str) -> Color:
    """Turn `#rrggbb` into an opaque colour."""
    code = code.lstrip("#")
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16), 255


def mix(one: tuple[int, ...], other: tuple[int, ...], share: float) -> Color:
    """Go `share` of the way from one colour to the other."""
    r, g, b = (round(a + (c - a) * share) for a, c in zip(one[:3], other[:3], strict=True))
    return r, g, b, 255


@functools.cache
def ramp(code: str, spread: float = 1.0) -> tuple[Color, ...]:
    """Give five shades, dark to light; shadows lean to violet and lights to straw."""
    base = rgb(code)
    steps = ((NIGHT, 0.42), (NIGHT, 0.2), (base, 0.0), (SUN, 0.2), (SUN, 0.42))
    return tuple(mix(base, to, share * spread) for to, share in steps)


def canvas(columns: int, rows: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Open an empty picture of whole tiles, with a pen on it."""
    image = Image.new("RGBA", (columns * TILE, rows * TILE), CLEAR)
    return image, ImageDraw.Draw(image)


def outline(image: Image.Image, strength: float = 0.62) -> Image.Image:
    """Draw a one-pixel line around everything opaque, in a darkened neighbouring colour."""
    pixels = np.array(image)
    solid = pixels[..., 3] > 200
    padded = np.pad(pixels, ((1, 1), (1, 1), (0, 0)))
    mask = np.pad(solid, 1)
    result = pixels.copy()
    done = solid.copy()
    height, width = solid.shape
    for dy, dx in ((-1, 0), (0, -1), (0, 1), (1, 0)):
        near = mask[1 + dy : 1 + dy + height, 1 + dx : 1 + dx + width] & ~done
        source = padded[1 + dy : 1 + dy + height, 1 + dx : 1 + dx + width, :3].astype(float)
        dark = source + (np.array((38, 28, 52)) - source) * strength
        result[near, :3] = dark[near].round().astype(np.uint8)
        result[near, 3] = 255
        done |= near
    return Image.fromarray(result)


def soft_shadow(size: tuple[int, int], box: tuple[int, int, int, int]) -> Image.Image:
    """Make a picture with one flat elliptic shadow, a touch lighter at its rim."""
    layer = Image.new("RGBA", size, CLEAR)
    pen = ImageDraw.Draw(layer)
    x0, y0, x1, y1 = box
    pen.ellipse((x0 - 2, y0 - 1, x1 + 2, y1 + 1), fill=(*SHADE[:3], 36))
    pen.ellipse(box, fill=SHADE)
    return layer


def finish(
    image: Image.Image, shadow: tuple[int, int, int, int] | None = None, strength: float = 0.62
) -> Image.Image:
    """Outline a drawing and lay its shadow underneath."""
    lined = outline(image, strength)
    if shadow is None:
        return lined
    ground = soft_shadow(image.size, shadow)
    ground.alpha_composite(lined)
    return ground


def under(image: Image.Image, polygon: list[tuple[int, int]]) -> Image.Image:
    """Lay a shadow of any shape under a finished picture."""
    ground = Image.new("RGBA", image.size, CLEAR)
    ImageDraw.Draw(ground).polygon(polygon, fill=SHADE)
    ground.alpha_composite(image)
    return ground


GLYPHS = {
    "1": "010110010010111", "2": "111001111100111", "3": "111001011001111", "7": "111001010010010",
    "M": "101111111101101", "S": "111100111001111", "I": "111010010010111", "E": "111100110100111",
    "R": "110101110101101", " ": "000000000000000",
}  # fmt: skip


def letter(pen: ImageDraw.ImageDraw, x: int, y: int, text: str, color: Color) -> None:
    """Write in three by five pixels a letter."""
    for number, sign in enumerate(text):
        for place, bit in enumerate(GLYPHS[sign]):
            if bit == "1":
                pen.point((x + number * 4 + place % 3, y + place // 3), fill=color)
