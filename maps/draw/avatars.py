"""Avatars in layers: body, clothes, hair and aid, in light greys for a multiply tint."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from .brush import SHADE, outline, rgb
from .tileset import save_indexed

W, H = 32, 48
DIRECTIONS = ("down", "left", "right", "up")
FRAMES = 4
Box = tuple[int, int, int, int]

# Greys: a tint multiplied with LIGHT gives nearly the palette's own colour.
GLOW, LIGHT, BASE, DIM, DARK = ((v, v, v, 255) for v in (255, 244, 226, 192, 150))
INK = (58, 48, 60, 255)
LEG, LEG_DIM, SHOE = (128, 132, 150, 255), (104, 108, 128, 255), (74, 70, 84, 255)

PALETTES = {
    "skin": ["#fbe0cc", "#f3cba6", "#e2ae84", "#c98c62", "#a56c46", "#7f5036", "#664231"],
    "hair": [
        "#3b332f", "#5f4534", "#8a5f3d", "#c08a4a", "#ecd08a", "#c8643c", "#a9a5a3", "#efebe4",
        "#3f78b0", "#3f9488", "#c4566a", "#8a68b0",
    ],
    "clothes": [
        "#d8574c", "#f09a4a", "#f2cf5c", "#7fb45c", "#3f9488", "#4b8fc8", "#4a5f9c", "#9a72b8",
        "#e58aa6", "#f4efe4", "#8d8f98", "#5a5560",
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Pose:
    """How the figure stands in one frame, seen in one direction (right is left mirrored)."""

    view: str  # down | side | up
    frame: int

    @property
    def bob(self) -> int:
        return -1 if self.frame % 2 else 0

    @property
    def swing(self) -> int:
        """Which foot is forward: -1, 0 or 1."""
        return (0, 1, 0, -1)[self.frame]


Painter = Callable[[ImageDraw.ImageDraw, Pose], None]


def box(pen: ImageDraw.ImageDraw, area: Box, color: tuple[int, ...], up: int = 0) -> None:
    """Fill a rectangle, moved up with the walking body."""
    x0, y0, x1, y1 = area
    pen.rectangle((x0, y0 + up, x1, y1 + up), fill=color)


def rounded(
    pen: ImageDraw.ImageDraw, area: Box, r: int, color: tuple[int, ...], up: int = 0
) -> None:
    """Fill a rectangle with round corners."""
    x0, y0, x1, y1 = area
    pen.rounded_rectangle((x0, y0 + up, x1, y1 + up), r, fill=color)


# ---------------------------------------------------------------- body
def _legs(
    pen: ImageDraw.ImageDraw, pose: Pose, leg: tuple[int, ...], shoe: tuple[int, ...]
) -> None:
    s = pose.swing
    if pose.view == "side":
        dim = (*tuple(max(0, value - 26) for value in leg[:3]), 255)
        pen.polygon([(14, 35), (18, 35), (18 + 4 * s, 43), (14 + 4 * s, 43)], fill=dim)
        box(pen, (12 + 4 * s, 43 - (s < 0), 17 + 4 * s, 45 - (s < 0)), shoe)
        pen.polygon([(13, 35), (18, 35), (18 - 4 * s, 43), (13 - 4 * s, 43)], fill=leg)
        box(pen, (11 - 4 * s, 43 - (s > 0), 17 - 4 * s, 45 - (s > 0)), shoe)
        return
    for x, lift in ((11, 2 * (s > 0)), (17, 2 * (s < 0))):
        box(pen, (x, 35, x + 4, 43 - lift), leg)
        box(pen, (x + 3, 36, x + 4, 43 - lift), (*tuple(max(0, v - 22) for v in leg[:3]), 255))
        box(pen, (x - (x == 11), 43 - lift, x + 4 + (x == 17), 45 - lift), shoe)


def _arm_boxes(pose: Pose, width: int = 4) -> list[Box]:
    s = pose.swing
    if pose.view == "side":
        return [(14 + 3 * s, 27, 14 + width - 1 + 3 * s, 35)]
    return [(6, 27 - s, 5 + width, 35 - s), (26 - width, 27 + s, 25, 35 + s)]


def body(jaw: int, wide: int) -> Painter:
    """Give a naked figure; `jaw` squares the chin, `wide` is the half width of the head."""

    def paint(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
        _legs(pen, pose, BASE, DIM)
        up = pose.bob
        if pose.view == "side":
            rounded(pen, (11, 25, 20, 36), 3, BASE, up)
        else:
            rounded(pen, (9, 25, 22, 36), 3, BASE, up)
        for area in _arm_boxes(pose):
            rounded(pen, area, 1, BASE, up)
            x0, _, x1, y1 = area
            box(pen, (x0, y1 - 1, x1, y1 + 1), LIGHT, up)
        box(pen, (13, 23, 18, 26), DIM, up)
        _head(pen, pose, jaw, wide)

    return paint


def _head(pen: ImageDraw.ImageDraw, pose: Pose, jaw: int, wide: int) -> None:
    up = pose.bob
    left, right = 16 - wide, 15 + wide
    rounded(pen, (left, 9, right, 25), jaw, LIGHT, up)
    box(pen, (left + 2, 24, right - 2, 25), DIM, up)
    box(pen, (right, 14, right, 22), DIM, up)
    if pose.view == "down":
        for x in (left - 1, right):
            box(pen, (x, 17, x + 1, 20), BASE, up)
        for x in (12, 18):
            box(pen, (x, 17, x + 1, 20), INK, up)
            box(pen, (x, 17, x, 17), (150, 140, 150, 255), up)
        for x in (10, 20):
            box(pen, (x, 21, x + 1, 21), (255, 206, 196, 255), up)
        box(pen, (15, 20, 16, 21), DIM, up)
        box(pen, (14, 23, 17, 23), (172, 112, 108, 255), up)
    elif pose.view == "side":
        box(pen, (left - 1, 19, left, 21), LIGHT, up)
        box(pen, (left + 3, 17, left + 4, 20), INK, up)
        box(pen, (left + 3, 17, left + 3, 17), (150, 140, 150, 255), up)
        box(pen, (left + 1, 23, left + 3, 23), (172, 112, 108, 255), up)
        box(pen, (left + 4, 21, left + 5, 21), (255, 206, 196, 255), up)
        rounded(pen, (17, 17, 19, 21), 1, BASE, up)
        box(pen, (18, 18, 18, 20), DIM, up)
    else:
        box(pen, (13, 24, 18, 25), BASE, up)


# ---------------------------------------------------------------- clothes
def _torso(pen: ImageDraw.ImageDraw, pose: Pose, color: tuple[int, ...], low: int = 36) -> None:
    up = pose.bob
    x0, x1 = (10, 21) if pose.view == "side" else (8, 23)
    rounded(pen, (x0, 25, x1, low), 3, color, up)
    box(pen, (x1 - 2, 27, x1, low), (*tuple(v - 30 for v in color[:3]), 255), up)
    box(pen, (x0 + 2, 25, x1 - 4, 25), GLOW, up)


def _sleeves(pen: ImageDraw.ImageDraw, pose: Pose, color: tuple[int, ...], long: bool) -> None:
    for x0, y0, x1, y1 in _arm_boxes(pose):
        end = y1 - 1 if long else y0 + 4
        rounded(pen, (x0, y0 - 1, x1, end), 1, color, pose.bob)
        box(pen, (x0, end, x1, end), (*tuple(max(0, v - 42) for v in color[:3]), 255), pose.bob)
        if pose.view == "side":
            box(pen, (x0 - 1, y0, x0 - 1, end), DARK, pose.bob)
            box(pen, (x1 + 1, y0, x1 + 1, end), DARK, pose.bob)


def t_shirt(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """T-shirt and jeans."""
    _legs(pen, pose, LEG, SHOE)
    _torso(pen, pose, LIGHT)
    if pose.view == "down":
        box(pen, (13, 25, 18, 26), DIM, pose.bob)
    box(
        pen,
        (9 if pose.view != "side" else 11, 36, 22 if pose.view != "side" else 20, 36),
        LEG_DIM,
        pose.bob,
    )
    _sleeves(pen, pose, BASE, long=False)


def blazer(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Jacket with lapels over a lighter shirt."""
    _legs(pen, pose, LEG_DIM, SHOE)
    jacket = (182, 182, 186, 255)
    _torso(pen, pose, jacket, 37)
    up = pose.bob
    if pose.view == "down":
        pen.polygon([(12, 25 + up), (19, 25 + up), (16, 33 + up), (15, 33 + up)], fill=GLOW)
        pen.line((15, 26 + up, 15, 32 + up), fill=(112, 106, 116, 255))
        pen.line((16, 26 + up, 16, 32 + up), fill=(112, 106, 116, 255))
        pen.line((12, 26 + up, 15, 33 + up), fill=DARK)
        pen.line((19, 26 + up, 16, 33 + up), fill=DARK)
        box(pen, (15, 35, 16, 35), INK, up)
    elif pose.view == "side":
        box(pen, (10, 25, 11, 32), GLOW, up)
    else:
        box(pen, (15, 33, 15, 37), DARK, up)
    _sleeves(pen, pose, jacket, long=True)


def dress(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Dress with a swinging skirt."""
    up, s = pose.bob, pose.swing
    x0, x1 = (10, 21) if pose.view == "side" else (8, 23)
    _torso(pen, pose, LIGHT, 34)
    pen.polygon(
        [(x0 + 1, 32 + up), (x1 - 1, 32 + up), (x1 + 2 + s, 41), (x0 - 2 + s, 41)], fill=LIGHT
    )
    for x in (x0 + 3, x0 + 7, x0 + 11):
        pen.line((x, 34, x + s, 41), fill=DIM)
    box(pen, (x0 - 2 + s, 40, x1 + 2 + s, 41), BASE)
    box(pen, (x0, 31, x1, 32), DARK, up)
    if pose.view == "down":
        box(pen, (13, 25, 18, 26), DIM, up)
    for x in (11, 17) if pose.view != "side" else (12,):
        box(pen, (x, 44, x + 4, 45), SHOE)
    _sleeves(pen, pose, LIGHT, long=False)


def hoodie(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Hooded sweater with a pocket."""
    _legs(pen, pose, LEG, (196, 196, 200, 255))
    _torso(pen, pose, BASE, 37)
    up = pose.bob
    if pose.view == "down":
        rounded(pen, (10, 24, 21, 27), 2, DIM, up)
        box(pen, (13, 25, 18, 26), DARK, up)
        for x in (13, 18):
            box(pen, (x, 27, x, 30), GLOW, up)
        rounded(pen, (11, 31, 20, 35), 1, DIM, up)
    elif pose.view == "up":
        rounded(pen, (10, 24, 21, 30), 3, DIM, up)
    else:
        rounded(pen, (15, 23, 22, 28), 2, DIM, up)
    _sleeves(pen, pose, BASE, long=True)


def sailor(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Striped fisherman's jumper."""
    _legs(pen, pose, LEG_DIM, SHOE)
    _torso(pen, pose, GLOW, 36)
    x0, x1 = (11, 20) if pose.view == "side" else (9, 22)
    for y in (27, 30, 33):
        box(pen, (x0, y, x1, y), (136, 132, 146, 255), pose.bob)
    rounded(pen, (12, 24, 19, 25), 1, BASE, pose.bob)
    _sleeves(pen, pose, GLOW, long=True)
    for a0, y0, a1, y1 in _arm_boxes(pose):
        for y in range(y0 + 1, y1 - 1, 3):
            box(pen, (a0, y, a1, y), (136, 132, 146, 255), pose.bob)


def raincoat(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Long raincoat with boots."""
    _legs(pen, pose, LEG_DIM, (150, 150, 156, 255))
    up, s = pose.bob, pose.swing
    x0, x1 = (10, 21) if pose.view == "side" else (8, 23)
    _torso(pen, pose, LIGHT, 38)
    pen.polygon([(x0, 34 + up), (x1, 34 + up), (x1 + 1, 41), (x0 - 1, 41)], fill=LIGHT)
    box(pen, (x1 - 2, 34, x1, 41), DIM)
    box(pen, (x0 - 1, 41, x1 + 1, 41), DIM)
    if pose.view == "down":
        pen.line((16, 27 + up, 16 + s, 41), fill=DIM)
        for y in (29, 33, 37):
            box(pen, (13, y, 14, y), DARK, up)
    rounded(pen, (11, 23, 20, 26), 2, DIM, up)
    _sleeves(pen, pose, LIGHT, long=True)


def dungarees(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Dungarees over a pale shirt."""
    _legs(pen, pose, DIM, SHOE)
    _torso(pen, pose, GLOW)
    up = pose.bob
    x0, x1 = (11, 20) if pose.view == "side" else (9, 22)
    rounded(pen, (x0, 30, x1, 37), 1, DIM, up)
    for x in (x0 + 2, x1 - 3):
        box(pen, (x, 25, x + 1, 31), DARK, up)
    if pose.view == "down":
        rounded(pen, (12, 29, 19, 34), 1, (206, 206, 208, 255), up)
    _sleeves(pen, pose, GLOW, long=True)


def tunic(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Long loose tunic over trousers."""
    _legs(pen, pose, LEG, SHOE)
    up = pose.bob
    x0, x1 = (10, 21) if pose.view == "side" else (8, 23)
    _torso(pen, pose, BASE, 37)
    pen.polygon([(x0, 33 + up), (x1, 33 + up), (x1 + 1, 40), (x0 - 1, 40)], fill=BASE)
    box(pen, (x0 - 1, 39, x1 + 1, 40), DARK)
    box(pen, (x0 - 1, 38, x1 + 1, 38), GLOW)
    if pose.view == "down":
        box(pen, (15, 25, 16, 31), DARK, up)
        box(pen, (14, 25, 14, 30), GLOW, up)
        box(pen, (17, 25, 17, 30), GLOW, up)
    _sleeves(pen, pose, BASE, long=True)


# ---------------------------------------------------------------- hair
def _cap_of_hair(pen: ImageDraw.ImageDraw, pose: Pose, low: int) -> None:
    """Cover the skull; `low` is how far hair reaches at the sides."""
    up = pose.bob
    if pose.view == "down":
        pen.pieslice((6, 5 + up, 25, 22 + up), 180, 360, fill=LIGHT)
        box(pen, (6, 13, 8, low), BASE, up)
        box(pen, (23, 13, 25, low), DIM, up)
    elif pose.view == "side":
        pen.pieslice((7, 5 + up, 25, 22 + up), 180, 360, fill=LIGHT)
        pen.rectangle((15, 13 + up, 24, low + up), fill=BASE)
        box(pen, (22, 14, 24, low), DIM, up)
    else:
        pen.pieslice((6, 5 + up, 25, 22 + up), 180, 360, fill=LIGHT)
        rounded(pen, (7, 12, 24, low), 3, BASE, up)
        box(pen, (22, 14, 24, low - 1), DIM, up)
    pen.arc((9, 8 + up, 20, 18 + up), 190, 280, fill=GLOW)


def short(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Short hair with a parting."""
    _cap_of_hair(pen, pose, {"down": 18, "side": 20, "up": 22}[pose.view])
    up = pose.bob
    if pose.view == "down":
        pen.polygon(
            [(8, 14 + up), (19, 12 + up), (23, 14 + up), (19, 15 + up), (12, 14 + up)], fill=BASE
        )
        pen.line((18, 7 + up, 20, 12 + up), fill=DIM)
    elif pose.view == "up":
        for x in (11, 15, 19):
            box(pen, (x, 17, x, 20), DIM, up)


def quiff(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Shaved sides and a lock on top."""
    up = pose.bob
    x0 = 6 if pose.view == "side" else 7
    rounded(pen, (x0 + 1, 8, 24, 14), 3, DIM, up)
    rounded(pen, (x0, 5, 23, 11), 3, LIGHT, up)
    box(pen, (x0 + 2, 6, 18, 6), GLOW, up)
    if pose.view != "down":
        rounded(pen, (14 if pose.view == "side" else 8, 10, 23, 19), 3, DIM, up)
    else:
        box(pen, (7, 13, 8, 17), DIM, up)
        box(pen, (23, 13, 24, 17), DIM, up)


def bob_cut(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Chin-length hair with a fringe."""
    _cap_of_hair(pen, pose, 25)
    up = pose.bob
    if pose.view == "down":
        box(pen, (8, 12, 23, 14), BASE, up)
        for x in (11, 15, 19):
            box(pen, (x, 12, x, 14), DIM, up)
        box(pen, (6, 16, 8, 25), LIGHT, up)
        box(pen, (23, 16, 25, 25), DIM, up)
    elif pose.view == "side":
        box(pen, (8, 11, 13, 14), BASE, up)
        rounded(pen, (14, 14, 25, 26), 3, BASE, up)
        box(pen, (22, 16, 24, 25), DIM, up)


def long(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Long hair over the shoulders."""
    up, s = pose.bob, pose.swing
    _cap_of_hair(pen, pose, 24)
    if pose.view == "down":
        rounded(pen, (5, 14, 9, 32), 2, LIGHT, up)
        rounded(pen, (22, 14, 26, 32), 2, DIM, up)
        pen.polygon(
            [(8, 15 + up), (15, 9 + up), (16, 9 + up), (23, 15 + up), (16, 12 + up)], fill=BASE
        )
    elif pose.view == "side":
        rounded(pen, (14, 12, 25, 33), 4, BASE, up)
        box(pen, (20 + s, 20, 23 + s, 33), DIM, up)
        box(pen, (8, 11, 12, 14), BASE, up)
    else:
        rounded(pen, (6, 12, 25, 34), 4, BASE, up)
        for x in (10, 15, 20):
            pen.line((x, 18 + up, x + s, 33 + up), fill=DIM)


def bun(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Hair tied up in a bun."""
    up = pose.bob
    at = {"down": (12, 1, 19, 7), "side": (21, 5, 28, 12), "up": (12, 5, 19, 12)}[pose.view]
    _cap_of_hair(pen, pose, 18)
    if pose.view == "down":
        pen.ellipse((at[0], at[1] + up, at[2], at[3] + up), fill=BASE)
        box(pen, (12, 6, 19, 6), DARK, up)
        pen.polygon(
            [(7, 15 + up), (15, 9 + up), (16, 9 + up), (24, 15 + up), (16, 11 + up)], fill=BASE
        )
    else:
        pen.ellipse((at[0] - 1, at[1] - 1 + up, at[2] + 1, at[3] + 1 + up), fill=DARK)
        pen.ellipse((at[0], at[1] + up, at[2], at[3] + up), fill=BASE)
        pen.arc((at[0] + 1, at[1] + 1 + up, at[2] - 1, at[3] - 1 + up), 180, 290, fill=GLOW)


def curly(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Full curls around the head."""
    up = pose.bob
    curls = [(9, 9), (13, 7), (18, 7), (23, 9), (25, 14), (6, 14)]
    curls += {"down": [(6, 18), (25, 18)],
              "up": [(8, 18), (13, 19), (19, 19), (24, 18), (13, 13), (19, 13)],
              "side": [(24, 19), (20, 19), (19, 14)]}[pose.view]  # fmt: skip
    if pose.view == "side":
        curls.remove((6, 14))
    pen.pieslice((7, 5 + up, 24, 22 + up), 180, 360, fill=BASE)
    for x, y in curls:
        pen.ellipse((x - 3, y - 3 + up, x + 3, y + 3 + up), fill=BASE)
    for number, (x, y) in enumerate(curls):
        pen.arc((x - 2, y - 2 + up, x + 2, y + 2 + up), 170, 280, fill=GLOW)
        pen.arc((x - 2, y - 2 + up, x + 3, y + 3 + up), 10, 90 + number % 2 * 20, fill=DIM)


def tail(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Swept back in a pony tail."""
    up, s = pose.bob, pose.swing
    _cap_of_hair(pen, pose, 17 if pose.view != "up" else 20)
    if pose.view == "side":
        pen.polygon(
            [(22, 12 + up), (27, 14 + up), (29 + s, 26 + up), (25 + s, 29 + up), (23, 18 + up)],
            fill=BASE,
        )
        box(pen, (22, 13, 23, 16), DARK, up)
    elif pose.view == "up":
        pen.polygon(
            [(13, 13 + up), (18, 13 + up), (19 + s, 29 + up), (16 + s, 32 + up), (13 + s, 29 + up)],
            fill=LIGHT,
        )
        box(pen, (13, 13, 18, 14), DARK, up)
    else:
        pen.polygon([(7, 15 + up), (13, 9 + up), (24, 15 + up), (19, 11 + up)], fill=BASE)
        rounded(pen, (25, 14, 28, 26), 1, DIM, up)


def beard(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Short hair and a full beard."""
    short(pen, pose)
    up = pose.bob
    if pose.view == "down":
        box(pen, (8, 18, 9, 24), BASE, up)
        box(pen, (22, 18, 23, 24), DIM, up)
        rounded(pen, (9, 22, 22, 27), 3, BASE, up)
        box(pen, (13, 22, 18, 22), LIGHT, up)
        box(pen, (14, 24, 17, 24), DARK, up)
    elif pose.view == "side":
        rounded(pen, (8, 22, 17, 27), 2, BASE, up)
        box(pen, (14, 18, 16, 24), BASE, up)
        box(pen, (9, 24, 10, 24), DARK, up)


def headscarf(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Headscarf framing the face."""
    up = pose.bob
    if pose.view == "down":
        face = Image.new("L", (W, H), 0)
        ImageDraw.Draw(face).ellipse((9, 11 + up, 22, 25 + up), fill=255)
        rounded(pen, (6, 6, 25, 29), 8, LIGHT, up)
        rounded(pen, (8, 25, 23, 31), 3, BASE, up)
        pen.line((10, 28 + up, 19, 30 + up), fill=DIM)
        pen.line((8, 10 + up, 8, 24 + up), fill=GLOW)
        box(pen, (23, 13, 24, 27), DIM, up)
        _erase(pen, face)
    elif pose.view == "side":
        rounded(pen, (9, 6, 25, 28), 7, LIGHT, up)
        rounded(pen, (11, 24, 24, 31), 3, BASE, up)
        pen.line((14, 10 + up, 18, 26 + up), fill=DIM)
        face = Image.new("L", (W, H), 0)
        ImageDraw.Draw(face).ellipse((2, 11 + up, 14, 25 + up), fill=255)
        _erase(pen, face)
    else:
        rounded(pen, (6, 6, 25, 30), 8, LIGHT, up)
        pen.polygon([(10, 26 + up), (21, 26 + up), (17, 34 + up), (14, 34 + up)], fill=BASE)
        pen.line((12, 14 + up, 17, 28 + up), fill=DIM)


def _erase(pen: ImageDraw.ImageDraw, mask: Image.Image) -> None:
    image: Image.Image = pen._image  # noqa: SLF001
    alpha = ImageChops.subtract(image.getchannel("A"), mask)
    image.putalpha(alpha)


def turban(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Wound turban."""
    up = pose.bob
    rounded(pen, (6, 4, 25, 15), 6, LIGHT, up)
    if pose.view == "down":
        pen.line((7, 14 + up, 16, 6 + up), fill=DIM)
        pen.line((24, 14 + up, 15, 6 + up), fill=DIM)
        pen.line((10, 14 + up, 17, 8 + up), fill=DIM)
        pen.polygon([(13, 14 + up), (18, 14 + up), (16, 10 + up), (15, 10 + up)], fill=GLOW)
    else:
        for step in range(3):
            pen.line((7, 9 + step * 3 + up, 24, 6 + step * 3 + up), fill=DIM)
    box(pen, (6, 14, 25, 15), BASE, up)
    if pose.view == "up":
        rounded(pen, (8, 15, 23, 20), 3, BASE, up)
    elif pose.view == "side":
        rounded(pen, (18, 14, 25, 19), 2, BASE, up)


def flat_cap(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Skipper's cap over short hair."""
    up = pose.bob
    _cap_of_hair(pen, pose, 18)
    rounded(pen, (6, 4, 25, 12), 4, BASE, up)
    box(pen, (8, 5, 20, 5), GLOW, up)
    box(pen, (7, 11, 24, 13), DARK, up)
    if pose.view == "down":
        rounded(pen, (8, 13, 23, 15), 1, (110, 104, 114, 255), up)
        box(pen, (15, 7, 16, 9), GLOW, up)
    elif pose.view == "side":
        rounded(pen, (3, 12, 12, 14), 1, (110, 104, 114, 255), up)


def thinning(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Bald on top with hair at the sides."""
    up = pose.bob
    if pose.view == "down":
        rounded(pen, (6, 14, 8, 20), 1, BASE, up)
        rounded(pen, (23, 14, 25, 20), 1, DIM, up)
    elif pose.view == "side":
        pen.polygon(
            [(15, 18 + up), (23, 15 + up), (24, 20 + up), (22, 23 + up), (18, 22 + up)], fill=BASE
        )
        box(pen, (22, 17, 23, 21), DIM, up)
    else:
        rounded(pen, (7, 15, 24, 22), 3, BASE, up)
        box(pen, (21, 16, 23, 21), DIM, up)


# ---------------------------------------------------------------- aid
RIM, TYRE, SEAT, TROUSER, STEEL = (
    rgb("#aeb6c0"), rgb("#3b3a44"), rgb("#43556e"), rgb("#4d5468"), rgb("#7f8995"),
)  # fmt: skip


def wheelchair(pen: ImageDraw.ImageDraw, pose: Pose) -> None:
    """Wheelchair, drawn last in every direction: it hides the legs and shows a seated lap."""
    if pose.view == "side":
        _chair_side(pen, pose.frame)
        return
    for x in (4, 24):
        rounded(pen, (x, 27, x + 3, 45), 2, TYRE)
        box(pen, (x + 1, 29 + pose.frame, x + 2, 31 + pose.frame), RIM)
        box(pen, (x + 1, 39 + pose.frame, x + 2, 41 + pose.frame), RIM)
    if pose.view == "down":
        rounded(pen, (8, 34, 23, 39), 2, TROUSER)
        box(pen, (9, 34, 22, 34), rgb("#636b82"))
        for x in (10, 17):
            box(pen, (x, 38, x + 4, 43), TROUSER)
            box(pen, (x, 43, x + 4, 44), rgb("#37343e"))
        box(pen, (9, 45, 22, 46), STEEL)
        return
    rounded(pen, (8, 27, 23, 40), 2, SEAT)
    box(pen, (9, 28, 22, 28), rgb("#5d718c"))
    box(pen, (8, 40, 23, 42), STEEL)
    for x in (8, 22):
        box(pen, (x, 24, x + 1, 29), STEEL)


def _chair_side(pen: ImageDraw.ImageDraw, frame: int) -> None:
    box(pen, (21, 24, 23, 38), SEAT)
    box(pen, (22, 23, 26, 24), STEEL)
    rounded(pen, (8, 33, 21, 37), 2, TROUSER)
    box(pen, (9, 33, 20, 33), rgb("#636b82"))
    pen.polygon([(8, 35), (12, 36), (9, 43), (5, 43)], fill=TROUSER)
    box(pen, (3, 42, 8, 44), rgb("#37343e"))
    box(pen, (3, 45, 10, 45), STEEL)
    box(pen, (10, 37, 22, 38), STEEL)
    pen.ellipse((11, 29, 27, 45), outline=TYRE, width=2)
    pen.ellipse((13, 31, 25, 43), outline=RIM)
    turn = ((19, 32, 19, 42), (15, 33, 23, 41), (14, 37, 24, 37), (15, 41, 23, 33))
    pen.line(turn[frame], fill=RIM)
    pen.line(turn[(frame + 2) % 4], fill=RIM)
    pen.ellipse((6, 41, 10, 45), outline=TYRE)


# ---------------------------------------------------------------- the sheet
LAYERS: dict[str, list[tuple[str, Painter | None]]] = {
    "body": [("round", body(7, 8)), ("oval", body(6, 7)), ("square", body(4, 8))],
    "clothes": [
        ("t-shirt", t_shirt),
        ("blazer", blazer),
        ("dress", dress),
        ("hoodie", hoodie),
        ("sailor-jumper", sailor),
        ("raincoat", raincoat),
        ("dungarees", dungarees),
        ("tunic", tunic),
    ],
    "hair": [
        ("short", short),
        ("quiff", quiff),
        ("bob", bob_cut),
        ("long", long),
        ("bun", bun),
        ("curly", curly),
        ("ponytail", tail),
        ("beard", beard),
        ("headscarf", headscarf),
        ("turban", turban),
        ("cap", flat_cap),
        ("thinning", thinning),
        ("bald", None),
    ],
    "aid": [("none", None), ("wheelchair", wheelchair)],
}
LOOK = ["body", "skin", "clothes", "clothesColour", "hair", "hairColour", "aid"]


def cell(painter: Painter, direction: str, frame: int, layer: str) -> Image.Image:
    """Draw one frame of one layer."""
    image = Image.new("RGBA", (W, H))
    view = direction if direction in ("down", "up") else "side"
    painter(ImageDraw.Draw(image), Pose(view, frame))
    image = outline(image, 0.7)
    if layer == "body":
        ground = Image.new("RGBA", (W, H))
        ImageDraw.Draw(ground).ellipse((6, 42, 25, 47), fill=SHADE)
        ground.alpha_composite(image)
        image = ground
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if direction == "right" else image


def write(folder: Path) -> None:
    """Write `avatars.png` and `avatars.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[Image.Image] = []
    layers: dict[str, list[dict[str, Any]]] = {}
    for layer, variants in LAYERS.items():
        layers[layer] = []
        for name, painter in variants:
            layers[layer].append({"name": name, "row": len(rows) if painter else None})
            if painter:
                rows.append(_row(painter, layer))
    sheet = Image.new("RGBA", (W * FRAMES * len(DIRECTIONS), H * len(rows)))
    for number, row in enumerate(rows):
        sheet.paste(row, (0, number * H))
    save_indexed(np.array(sheet), folder / "avatars.png")
    (folder / "avatars.json").write_text(
        json.dumps(description(layers), indent=2) + "\n", encoding="utf-8"
    )


def _row(painter: Painter, layer: str) -> Image.Image:
    strip = Image.new("RGBA", (W * FRAMES * len(DIRECTIONS), H))
    for number, direction in enumerate(DIRECTIONS):
        for frame in range(FRAMES):
            strip.paste(cell(painter, direction, frame, layer), ((number * FRAMES + frame) * W, 0))
    return strip


def description(layers: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Describe the sheet for those who draw it."""
    return {
        "license": "Apache-2.0",
        "image": "avatars.png",
        "frame": {"w": W, "h": H},
        "anchor": {"x": 16, "y": 45},
        "directions": list(DIRECTIONS),
        "frames": FRAMES,
        "frameNames": ["stand", "step-a", "stand", "step-b"],
        "look": LOOK,
        "drawOrder": {direction: ["body", "clothes", "hair", "aid"] for direction in DIRECTIONS},
        "tint": {"body": "skin", "clothes": "clothes", "hair": "hair", "aid": None},
        "layers": layers,
        "palettes": PALETTES,
    }


def compose(folder: Path, look: list[int], direction: str = "down", frame: int = 0) -> Image.Image:
    """Put an avatar together as the browser does."""
    info = json.loads((folder / "avatars.json").read_text(encoding="utf-8"))
    sheet = Image.open(folder / info["image"]).convert("RGBA")
    column = info["directions"].index(direction) * info["frames"] + frame
    body_, skin, clothes, clothes_color, hair, hair_color, aid = look
    picture = Image.new("RGBA", (W, H))
    for layer, variant, palette, color in (
        ("body", body_, "skin", skin), ("clothes", clothes, "clothes", clothes_color),
        ("hair", hair, "hair", hair_color), ("aid", aid, "", 0),
    ):  # fmt: skip
        row = info["layers"][layer][variant]["row"]
        if row is None:
            continue
        part = sheet.crop((column * W, row * H, column * W + W, row * H + H))
        if palette:
            tint = Image.new("RGBA", part.size, rgb(info["palettes"][palette][color]))
            part = ImageChops.multiply(part, tint)
        picture.alpha_composite(part)
    return picture
