"""The ferry, and smaller craft."""

from __future__ import annotations

from PIL import Image, ImageDraw

from .brush import TILE, canvas, finish, letter, mix, outline, ramp, rgb
from .island import Sprite

GLASS = "#7fb0c8"


def ferry() -> Sprite:
    """Moor MS Sier: white above, blue below, two decks, a wheelhouse and a yellow funnel."""
    return Sprite(
        tuple(_sier(frame) for frame in range(4)), over=0, solid=5, inset=(0, 0), duration=400
    )


def _sier(frame: int) -> Image.Image:
    image, pen = canvas(12, 6)
    right = 12 * TILE
    hull, white = ramp("#2d4f8c"), ramp("#f4f1e8", 0.6)
    _gangway(pen)
    pen.polygon([(6, 116), (right - 8, 116), (right - 30, 172), (26, 172)], fill=hull[2])
    pen.polygon([(6, 116), (right - 8, 116), (right - 10, 122), (9, 122)], fill=hull[3])
    pen.polygon([(18, 150), (right - 22, 150), (right - 30, 172), (26, 172)], fill=hull[1])
    pen.rectangle((14, 134, right - 18, 137), fill=rgb("#d2473d"))
    pen.rectangle((20, 82, right - 24, 116), fill=white[2])
    pen.rectangle((20, 108, right - 24, 116), fill=white[1])
    pen.rectangle((52, 52, right - 72, 82), fill=white[2])
    pen.rectangle((52, 76, right - 72, 82), fill=white[1])
    pen.rectangle((right - 142, 24, right - 82, 52), fill=white[2])
    pen.rectangle((right - 142, 46, right - 82, 52), fill=white[1])
    for x in range(30, right - 40, 19):
        pen.rounded_rectangle((x, 90, x + 11, 102), 2, fill=rgb(GLASS))
        pen.line((x + 2, 91, x + 6, 91), fill=rgb("#c9e2ea"))
    for x in range(62, right - 88, 17):
        pen.rounded_rectangle((x, 59, x + 10, 71), 2, fill=rgb(GLASS))
        pen.line((x + 2, 60, x + 6, 60), fill=rgb("#c9e2ea"))
    pen.rectangle((right - 138, 30, right - 86, 41), fill=rgb(GLASS))
    for x in range(right - 128, right - 88, 12):
        pen.line((x, 30, x, 41), fill=white[1])
    _rails(pen, right)
    _funnel(pen)
    pen.line((right - 112, 6, right - 112, 24), fill=rgb("#5a6470"), width=2)
    pen.line((right - 122, 12, right - 102, 12), fill=rgb("#5a6470"))
    for x in (70, 118, 166):
        pen.rounded_rectangle((x, 40, x + 26, 49), 4, fill=rgb("#e8823c"))
        pen.line((x + 3, 42, x + 22, 42), fill=rgb("#f6ab74"))
    letter(pen, 44, 124, "MS SIER", rgb("#f8f3e6"))
    lined = outline(image)
    return _bow_wave(lined, right, frame)


def _gangway(pen: ImageDraw.ImageDraw) -> None:
    """Lay the bridge from the quay to the upper deck."""
    pen.polygon([(60, 6), (92, 6), (96, 56), (60, 56)], fill=rgb("#b9b3a8"))
    for y in range(8, 56, 5):
        pen.line((60, y, 94, y), fill=rgb("#9a948b"))
    for x in (60, 93):
        pen.line((x, 4, x, 56), fill=rgb("#f4f1e8"), width=2)


def _rails(pen: ImageDraw.ImageDraw, right: int) -> None:
    for y, x0, x1 in ((76, 20, 52), (76, right - 72, right - 24), (46, 52, right - 142)):
        pen.line((x0, y, x1, y), fill=rgb("#dcd8cf"))
        for x in range(x0, x1, 6):
            pen.line((x, y, x, y + 6), fill=rgb("#dcd8cf"))


def _funnel(pen: ImageDraw.ImageDraw) -> None:
    pen.polygon([(196, 18), (226, 18), (230, 52), (192, 52)], fill=rgb("#efb73c"))
    pen.polygon([(216, 18), (226, 18), (230, 52), (219, 52)], fill=rgb("#d0932c"))
    pen.rectangle((195, 26, 227, 33), fill=rgb("#2d4f8c"))
    pen.rectangle((196, 14, 226, 19), fill=rgb("#4a4f5c"))


def _bow_wave(image: Image.Image, right: int, frame: int) -> Image.Image:
    water = Image.new("RGBA", image.size)
    pen = ImageDraw.Draw(water)
    pen.polygon(
        [(20, 172), (right - 24, 172), (right - 40, 184), (40, 184)], fill=(30, 60, 110, 80)
    )
    shift = (0, 2, 3, 1)[frame]
    for x in range(24, right - 40, 22):
        pen.line(
            (x + shift, 173 + (x // 22) % 2, x + 12 + shift, 173 + (x // 22) % 2),
            fill=rgb("#d8eef2"),
        )
        pen.line((x + 6 - shift, 178, x + 14 - shift, 178), fill=rgb("#a5d0de"))
    water.alpha_composite(image)
    return water


def sailing_boat(color: str) -> Sprite:
    """Moor a flat-bottomed boat with brown sails that bobs."""
    frames = []
    for bob in (0, 1, 1, 0):
        image, pen = canvas(3, 4)
        shades = ramp(color)
        y = 100 + bob
        pen.line((46, y - 94, 46, y), fill=rgb("#a5794f"), width=3)
        pen.polygon([(49, y - 90), (82, y - 14), (49, y - 14)], fill=rgb("#a8553e"))
        pen.polygon([(49, y - 90), (62, y - 60), (49, y - 14)], fill=rgb("#c06a4e"))
        pen.polygon([(43, y - 84), (43, y - 14), (16, y - 14)], fill=rgb("#efe4cc"))
        pen.polygon([(8, y - 8), (88, y - 8), (78, y + 10), (18, y + 10)], fill=shades[2])
        pen.polygon([(8, y - 8), (88, y - 8), (86, y - 4), (10, y - 4)], fill=shades[4])
        pen.rectangle((30, y - 13, 60, y - 8), fill=rgb("#d8b98a"))
        pen.line((46, y - 96, 52, y - 94), fill=rgb("#d2473d"))
        lined = outline(image)
        pen = ImageDraw.Draw(lined)
        pen.line((16, y + 12 - bob, 80, y + 12 - bob), fill=rgb("#bfe0e8"))
        pen.line((26, y + 15 - bob, 66, y + 15 - bob), fill=rgb("#8fc2d8"))
        frames.append(lined)
    return Sprite(tuple(frames), solid=1, duration=500)


def rowing_boat(color: str, wet: bool = True) -> Sprite:
    """Leave a rowing boat, afloat or on the flats."""
    image, pen = canvas(2, 1)
    shades = ramp(color)
    pen.ellipse((4, 8, 59, 28), fill=shades[2])
    pen.ellipse((8, 9, 55, 23), fill=mix(shades[1], (90, 60, 40, 255), 0.5))
    pen.arc((4, 7, 59, 27), 180, 360, fill=shades[4])
    for x in (22, 38):
        pen.rectangle((x, 10, x + 4, 22), fill=rgb("#c69e6d"))
    image = outline(image)
    if wet:
        ImageDraw.Draw(image).line((12, 30, 52, 30), fill=rgb("#c9e6ec"))
    return Sprite((image,), solid=1)


def buoy(color: str) -> Sprite:
    """Anchor a buoy that rolls a little."""
    frames = []
    for lean in (0, 1, 0, -1):
        image, pen = canvas(1, 2)
        shades = ramp(color)
        pen.polygon([(12 + lean, 26), (20 + lean, 26), (23, 48), (9, 48)], fill=shades[2])
        pen.polygon([(12 + lean, 26), (15 + lean, 26), (14, 48), (9, 48)], fill=shades[3])
        pen.ellipse((12 + lean * 2, 16, 20 + lean * 2, 24), fill=shades[1])
        pen.rectangle((6, 46, 26, 51), fill=shades[1])
        lined = outline(image)
        ImageDraw.Draw(lined).line((5, 54, 27, 54), fill=rgb("#cfe9ee"))
        frames.append(lined)
    return Sprite(tuple(frames), solid=1, duration=450)


def aeroplane() -> Sprite:
    """Park a small high-winged sports plane."""
    image, pen = canvas(4, 2)
    white, red = ramp("#f4f1e8", 0.7), ramp("#d2473d")
    pen.ellipse((18, 24, 64, 46), fill=white[2])
    pen.polygon([(60, 27), (112, 32), (112, 38), (58, 45)], fill=white[2])
    pen.polygon([(24, 36), (112, 36), (112, 38), (58, 44), (28, 42)], fill=red[2])
    pen.polygon([(98, 32), (108, 12), (116, 12), (114, 36)], fill=red[2])
    pen.polygon([(100, 34), (122, 32), (122, 35), (102, 38)], fill=white[1])
    pen.polygon([(30, 28), (36, 20), (58, 20), (62, 28)], fill=rgb(GLASS))
    pen.line((46, 20, 46, 28), fill=white[2], width=2)
    pen.polygon([(14, 14), (84, 10), (86, 16), (16, 20)], fill=white[3])
    pen.line((15, 20, 86, 16), fill=white[1], width=2)
    pen.line((50, 19, 44, 36), fill=rgb("#8d949c"))
    pen.line((17, 20, 17, 48), fill=rgb("#5a6470"), width=2)
    pen.ellipse((14, 31, 20, 38), fill=red[1])
    for x in (34, 54):
        pen.line((x, 44, x, 52), fill=rgb("#5a6470"), width=2)
        pen.ellipse((x - 4, 49, x + 4, 57), fill=rgb("#3a3740"))
    return Sprite((finish(image, (20, 50, 112, 60)),), solid=2)
