"""The ground: textures without a seam, and shores that blend at the corners of tiles."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .brush import TILE, Pixels, mix, ramp, rgb
from .noise import smooth

FRAMES = 4


@dataclass(frozen=True)
class Terrain:
    """One kind of ground; a higher place in the list lies over a lower one."""

    name: str
    color: str
    rough: float = 0.0  # how ragged its edge is
    kind: str = "land"  # water | flat | land | paved


TERRAINS = (
    Terrain("deep", "#4288b8", 0.3, "water"),
    Terrain("sea", "#549dc6", 0.3, "water"),
    Terrain("shallow", "#74b9d0", 0.3, "water"),
    Terrain("mud", "#b0a389", 0.32, "flat"),
    Terrain("wet", "#d5c298", 0.2, "flat"),
    Terrain("sand", "#ecdeb4", 0.22, "flat"),
    Terrain("marsh", "#9aab6c", 0.42),
    Terrain("dune", "#cfcb8b", 0.46),
    Terrain("heath", "#a9b56c", 0.46),
    Terrain("meadow", "#97c167", 0.3),
    Terrain("grass", "#84b35b", 0.3),
    Terrain("forest", "#6c9a53", 0.4),
    Terrain("dike", "#a4c970", 0.06),
    Terrain("shell", "#e7dcc2", 0.16, "paved"),
    Terrain("brick", "#cb8d70", 0.0, "paved"),
    Terrain("plaza", "#d8c9ae", 0.0, "paved"),
    Terrain("quay", "#c3beb2", 0.0, "paved"),
    Terrain("deck", "#c69e6d", 0.0, "paved"),
)
INDEX = {terrain.name: number for number, terrain in enumerate(TERRAINS)}
WIDE = {"sand", "dune", "heath", "meadow", "grass", "forest"}
SHORT = 64
WATER = {INDEX["deep"], INDEX["sea"], INDEX["shallow"]}

_AXIS = (np.arange(TILE) + 0.5) / TILE
_U, _V = np.meshgrid(_AXIS, _AXIS)
_WEIGHTS = ((1 - _U) * (1 - _V), _U * (1 - _V), (1 - _U) * _V, _U * _V)
Field = NDArray[np.float64]


# ---------------------------------------------------------------- textures
@functools.cache
def texture(name: str, size: int, frame: int) -> Pixels:
    """Paint `size` x `size` pixels of one terrain; only water changes with the frame."""
    paint = {
        "deep": _sea, "sea": _sea, "shallow": _sea, "mud": _mud, "wet": _wet, "sand": _sand,
        "brick": _brick, "plaza": _plaza, "quay": _quay, "deck": _deck, "shell": _shell,
    }.get(name, _green)  # fmt: skip
    return paint(name, size, frame)


def _plain(name: str, size: int) -> tuple[Pixels, tuple[tuple[int, ...], ...]]:
    shades = tuple(color[:3] for color in ramp(TERRAINS[INDEX[name]].color, 0.5))
    pixels = np.empty((size, size, 3), np.uint8)
    pixels[:] = shades[2]
    return pixels, shades


def _dots(
    pixels: Pixels, seed: int, count: int, marks: list[list[tuple[int, int, tuple[int, ...]]]]
) -> None:
    """Scatter little marks (lists of x, y, colour), wrapping at the edges."""
    size = len(pixels)
    rng = np.random.default_rng(seed)
    for _ in range(count):
        x, y = rng.integers(0, size, 2)
        for dx, dy, color in marks[int(rng.integers(len(marks)))]:
            pixels[(y + dy) % size, (x + dx) % size] = color[:3]


def _sea(name: str, size: int, frame: int) -> Pixels:
    """Lay short wave lines that swell, sink and drift over the frames.

    No wave crosses the edge of a tile, so that a tile of two waters may lie still beside it.
    """
    pixels, _ = _plain(name, size)
    base = rgb(TERRAINS[INDEX[name]].color)
    light, faint = (mix(base, (226, 243, 246, 255), share)[:3] for share in (0.32, 0.14))
    dark = mix(base, (40, 80, 140, 255), 0.14)[:3]
    rng = np.random.default_rng(INDEX[name] + 40)
    for top in range(0, size, TILE):
        for left in range(0, size, TILE):
            for half in (0, 15):
                x, y = left + int(rng.integers(9, 23)), top + half + int(rng.integers(4, 12))
                _wave(
                    pixels,
                    (x, y),
                    (frame + int(rng.integers(FRAMES))) % FRAMES,
                    (light, faint, dark),
                )
    return pixels


def _wave(
    pixels: Pixels, at: tuple[int, int], phase: int, colors: tuple[tuple[int, ...], ...]
) -> None:
    light, faint, dark = colors
    swell, drift = (0, 4, 7, 3)[phase], (0, 0, 1, 1)[phase]
    if not swell:
        return
    for step in range(-swell, swell + 1):
        row, column = at[1] + drift - abs(step) * 2 // 5, at[0] + step
        pixels[row, column] = light if abs(step) < swell - 1 and swell > 3 else faint
        pixels[row + 1, column] = dark


def _mud(name: str, size: int, frame: int) -> Pixels:  # noqa: ARG001
    """Draw the ripple marks of the tidal flats and a few wet gleams."""
    pixels, shades = _plain(name, size)
    pixels[smooth(size, 16, 5) > 0.6] = mix(shades[2], shades[3], 0.22)[:3]
    pixels[smooth(size, 16, 6) < 0.24] = mix(shades[2], (150, 172, 178), 0.16)[:3]
    rng = np.random.default_rng(3)
    for _ in range(size * size // 420):
        x, y, length = int(rng.integers(size)), int(rng.integers(size)), int(rng.integers(4, 10))
        for step in range(length):
            row = (y + (1 if length // 3 < step < length - 2 else 0)) % size
            pixels[row, (x + step) % size] = shades[1]
            pixels[(row + 1) % size, (x + step) % size] = shades[3]
    return pixels


def _wet(name: str, size: int, frame: int) -> Pixels:  # noqa: ARG001
    pixels, shades = _plain(name, size)
    pixels[smooth(size, 16, 21) > 0.62] = mix(shades[2], (170, 190, 190), 0.12)[:3]
    shell = (244, 238, 222)
    _dots(pixels, 8, size * size // 1500, [[(0, 0, shades[1]), (1, 0, shades[1])], [(0, 0, shell)]])
    return pixels


def _sand(name: str, size: int, frame: int) -> Pixels:  # noqa: ARG001
    pixels, shades = _plain(name, size)
    calm, cell = (0.4, 16) if size <= SHORT else (1.0, 32)
    pixels[smooth(size, cell, 31) > 0.6] = mix(shades[2], shades[3], 0.4 * calm)[:3]
    pixels[smooth(size, cell, 32) < 0.3] = mix(shades[2], shades[1], 0.14 * calm)[:3]
    soft = mix(shades[2], shades[1], 0.55)[:3]
    marks = [
        [(0, 0, soft), (1, 0, soft), (2, 1, soft), (3, 1, soft)],
        [(0, 0, soft)],
        [(0, 0, soft), (1, 0, soft)],
    ]
    _dots(pixels, 9, size * size // 700, marks)
    return pixels


def _green(name: str, size: int, frame: int) -> Pixels:  # noqa: ARG001
    """Grass in all its kinds: soft patches of light, sparse blades, a rare flower."""
    pixels, shades = _plain(name, size)
    seed = INDEX[name]
    calm = 0.4 if size <= SHORT else 1.0  # short periods would show in strong patches
    light, dark = (
        mix(shades[2], shades[3], 0.55 * calm)[:3],
        mix(shades[2], shades[1], 0.42 * calm)[:3],
    )
    pixels[smooth(size, 32 if size > SHORT else 16, seed) > 0.6] = light
    pixels[smooth(size, 32 if size > SHORT else 16, seed + 50) < 0.28] = dark
    blade, tip = mix(shades[2], shades[1], 0.9)[:3], mix(shades[2], shades[3], 1.0)[:3]
    tuft = [(-1, -1, blade), (0, 0, blade), (1, -1, blade), (0, -1, tip)]
    pair = [(0, 0, blade), (0, -1, tip)]
    tall = [
        (0, 0, blade),
        (0, -1, blade),
        (0, -2, tip),
        (2, 0, blade),
        (2, -1, tip),
        (-2, 0, blade),
    ]
    marks = {"dike": [pair], "dune": [tall, tall, pair], "marsh": [tall, pair]}.get(
        name, [tuft, pair, pair, tuft]
    )
    _dots(pixels, seed + 70, size * size // (330 if name in ("dune", "marsh") else 420), marks)
    if name == "marsh":
        lilac = (172, 150, 200)
        _dots(
            pixels,
            77,
            size * size // 500,
            [[(0, 0, lilac), (1, -1, (196, 178, 216))], [(0, 0, lilac)]],
        )
    if name == "heath":
        _dots(pixels, 78, size * size // 700, [[(0, 0, (188, 132, 156)), (1, 0, (204, 156, 172))]])
    if name == "meadow":
        white, gold = (250, 248, 232), (246, 216, 104)
        _dots(pixels, 79, size * size // 2600, [[(0, 0, white)], [(0, 0, gold)]])
    if name == "forest":
        leaf = (150, 140, 84)
        _dots(
            pixels, 80, size * size // 800, [[(0, 0, leaf), (1, 0, (122, 118, 76))], [(0, 0, leaf)]]
        )
    return pixels


def _joint(size: int) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    rows, columns = np.mgrid[0:size, 0:size]
    return rows, columns


def _brick(name: str, size: int, frame: int) -> Pixels:  # noqa: ARG001
    """Lay Dutch clinkers in running bond, some a shade apart."""
    pixels, shades = _plain(name, size)
    rows, columns = _joint(size)
    course = rows // 4
    column = (columns + (course % 2) * 4) % size
    brick = np.random.default_rng(4).random((size // 4, size // 8))[course, column // 8]
    pixels[brick > 0.74] = mix(shades[2], shades[3], 0.5)[:3]
    pixels[brick < 0.2] = mix(shades[2], shades[1], 0.4)[:3]
    pixels[(rows % 4 == 3) | (column % 8 == 7)] = mix(shades[2], shades[1], 0.62)[:3]
    return pixels


def _plaza(name: str, size: int, frame: int) -> Pixels:  # noqa: ARG001
    """Lay square flags, light joints below and dark beside."""
    pixels, shades = _plain(name, size)
    rows, columns = _joint(size)
    flag = np.random.default_rng(14).random((size // 16, size // 16))[rows // 16, columns // 16]
    pixels[flag > 0.7] = mix(shades[2], shades[3], 0.45)[:3]
    pixels[flag < 0.25] = mix(shades[2], shades[1], 0.25)[:3]
    pixels[(rows % 16 == 15) | (columns % 16 == 15)] = mix(shades[2], shades[1], 0.75)[:3]
    return pixels


def _quay(name: str, size: int, frame: int) -> Pixels:  # noqa: ARG001
    pixels, shades = _plain(name, size)
    rows, columns = _joint(size)
    shifted = (columns + (rows // 16 % 2) * 16) % size
    slab = np.random.default_rng(24).random((size // 16, size // 32))[rows // 16, shifted // 32]
    pixels[slab > 0.65] = mix(shades[2], shades[3], 0.45)[:3]
    pixels[slab < 0.25] = mix(shades[2], shades[1], 0.25)[:3]
    pixels[(rows % 16 == 15) | (shifted % 32 == 31)] = mix(shades[2], shades[1], 0.7)[:3]
    return pixels


def _deck(name: str, size: int, frame: int) -> Pixels:  # noqa: ARG001
    """Nail planks from west to east."""
    pixels, shades = _plain(name, size)
    rows, columns = _joint(size)
    plank = rows // 8
    shifted = (columns + plank * 24) % size
    tone = np.random.default_rng(34).random((size // 8, size // 32))[plank, shifted // 32]
    pixels[tone > 0.62] = mix(shades[2], shades[3], 0.5)[:3]
    pixels[tone < 0.3] = mix(shades[2], shades[1], 0.3)[:3]
    pixels[(rows % 8 == 7) | (shifted % 32 == 31)] = shades[1]
    pixels[(rows % 8 == 0)] = mix(shades[2], shades[3], 0.7)[:3]
    return pixels


def _shell(name: str, size: int, frame: int) -> Pixels:  # noqa: ARG001
    pixels, shades = _plain(name, size)
    pixels[smooth(size, 16, 41) > 0.66] = mix(shades[2], shades[3], 0.6)[:3]
    grain = mix(shades[2], shades[1], 0.6)[:3]
    _dots(
        pixels, 10, size * size // 160, [[(0, 0, grain)], [(0, 0, (250, 246, 236)), (1, 0, grain)]]
    )
    return pixels


# ---------------------------------------------------------------- blending
def period(kind: int, wide: int) -> int:
    """Give the pixels after which a texture repeats: only open green and sand need the wide one."""
    return wide if TERRAINS[kind].name in WIDE else SHORT


def draw_tile(
    corners: tuple[int, int, int, int], phase: tuple[int, int], wide: int, frame: int
) -> Pixels:
    """Paint one ground tile from the terrains at its corners (nw, ne, sw, se)."""
    kinds = sorted(set(corners))
    pictures = []
    for kind in kinds:
        size = period(kind, wide)
        pictures.append(texture(TERRAINS[kind].name, size, frame)[_window(phase, size)])
    opaque = np.full((TILE, TILE, 4), 255, np.uint8)
    if len(kinds) == 1:
        opaque[..., :3] = pictures[0]
        return opaque
    window = _window(phase, SHORT)
    ragged = (smooth(SHORT, 16, 91)[window] - 0.5) * 0.7 + (
        smooth(SHORT, 4, 92)[window] - 0.5
    ) * 0.5
    if any(TERRAINS[kind].rough == 0 for kind in kinds):
        ragged = ragged * 0
    scores = [_score(kind, corners, ragged, number) for number, kind in enumerate(kinds)]
    best = np.argmax(np.stack(scores), axis=0)
    for number, picture in enumerate(pictures):
        opaque[best == number, :3] = picture[best == number]
    for low in range(len(kinds)):
        for high in range(low + 1, len(kinds)):
            _edge(
                opaque,
                (kinds[low], kinds[high]),
                (scores[low], scores[high]),
                best,
                (low, high),
                frame,
            )
    return opaque


def _window(phase: tuple[int, int], size: int) -> tuple[slice, slice]:
    left, top = phase[0] * TILE % size, phase[1] * TILE % size
    return slice(top, top + TILE), slice(left, left + TILE)


def _score(kind: int, corners: tuple[int, int, int, int], ragged: Field, number: int) -> Field:
    share = sum((_WEIGHTS[i] for i in range(4) if corners[i] == kind), np.zeros((TILE, TILE)))
    return share + ragged * TERRAINS[kind].rough * (1 if number % 2 else -1)


def _edge(
    out: Pixels, kinds: tuple[int, int], scores: tuple[Field, Field], best: NDArray[np.int_],
    at: tuple[int, int], frame: int,
) -> None:  # fmt: skip
    """Draw the line between two terrains: foam, quay wall, turf edge or kerb."""
    low, high = TERRAINS[kinds[0]], TERRAINS[kinds[1]]
    gap = scores[1] - scores[0]
    down, right = np.gradient(gap)
    slope = np.maximum(np.hypot(down, right), 0.02)
    reach = gap / slope  # signed pixels: above 0 inside the higher terrain
    inside, outside = best == at[1], best == at[0]
    if low.kind == "water" and high.kind == "water":
        _depths(out, low, high, reach, inside | outside)
    elif low.kind == "water":
        wall = (down < -0.03) & (scores[1] > 0.13)
        _shore(out, (low, high), reach, inside, outside, frame, wall)
    elif high.kind == "paved":
        _kerb(out, high, reach, inside, outside, down < -0.03)
    elif high.kind == "land":
        _turf(out, low, high, reach, inside, outside, down)
    else:
        tint(out, outside & (reach > -2), ramp(low.color, 0.5)[1], 0.35)


def tint(out: Pixels, mask: NDArray[np.bool_], color: tuple[int, ...], share: float) -> None:
    """Pull the masked pixels towards a colour."""
    wide = out[mask, :3].astype(float)
    out[mask, :3] = (wide + (np.array(color[:3]) - wide) * share).round().astype(np.uint8)


def _depths(
    out: Pixels, low: Terrain, high: Terrain, reach: Field, mask: NDArray[np.bool_]
) -> None:
    """Soften the step from deep to shallow with two bands between."""
    for near, far, share in ((0, 5, 0.34), (5, 10, 0.16)):
        tint(out, mask & (reach >= near) & (reach < far), rgb(low.color), share)
        tint(out, mask & (reach < -near) & (reach >= -far), rgb(high.color), share)


def _shore(
    out: Pixels, pair: tuple[Terrain, Terrain], reach: Field, inside: NDArray[np.bool_],
    outside: NDArray[np.bool_], frame: int, wall: NDArray[np.bool_],
) -> None:  # fmt: skip
    """Let foam run up sand, lap at mud and wash along walls."""
    foam, pale = (250, 253, 250), (190, 226, 232)
    if pair[1].kind == "flat":
        run = (-2.0, 0.0, 2.2, 1.0)[frame]
        tint(out, inside & (reach < run + 4), (128, 140, 140), 0.3)
        tint(out, inside & (reach < run + 1.2), pale, 0.85)
        tint(out, outside & (reach > -9), (150, 208, 218), 0.45)
        line = (reach > run - 0.8) & (reach < run + 1.2)
        tint(out, (inside | outside) & line, foam, 0.95)
        back = -6.5 + run * 0.8
        tint(out, outside & (reach > back) & (reach < back + 1.2), pale, 0.55)
        return
    if pair[1].name in ("quay", "deck", "plaza", "brick"):
        face = rgb("#7d766f") if pair[1].name != "deck" else rgb("#7a5a3c")
        tint(out, outside & wall & (reach > -11), face, 1.0)
        tint(out, outside & wall & (reach > -11) & (reach < -9.5), rgb("#4d5a58"), 0.8)
        tint(out, outside & wall & (reach > -5) & (reach < -4), rgb("#6a645f"), 1.0)
        swell = (0.0, 0.7, 1.2, 0.5)[frame]
        start = np.where(wall, -11.0, 0.0) - swell
        tint(out, outside & (reach <= start) & (reach > start - 1.3), (214, 238, 240), 0.8)
        tint(out, inside & (reach < 3), (240, 236, 226), 0.75)
        tint(out, inside & (reach >= 3) & (reach < 4), rgb("#6d675f"), 0.55)
        return
    run = (0.0, 0.6, 1.2, 0.6)[frame]
    tint(out, inside & (reach < 1.4), ramp(pair[1].color)[0], 0.55)
    tint(out, outside & (reach > -2.2 - run) & (reach < -0.8 - run), foam, 0.7)


def _kerb(
    out: Pixels, high: Terrain, reach: Field, inside: NDArray[np.bool_],
    outside: NDArray[np.bool_], south: NDArray[np.bool_],
) -> None:  # fmt: skip
    """Border paving with a light kerb and a thin shade beside it."""
    shades = ramp(high.color)
    if high.name == "shell":
        tint(out, inside & (reach < 1.3), shades[1], 0.4)
        return
    tint(out, inside & (reach < 3), shades[3], 0.6)
    tint(out, inside & (reach < 1), shades[0], 0.5)
    tint(out, inside & (reach >= 3) & (reach < 4), shades[1], 0.6)
    tint(out, outside & (reach > np.where(south, -3, -1.2)), (44, 40, 74), 0.22)


def _turf(
    out: Pixels, low: Terrain, high: Terrain, reach: Field, inside: NDArray[np.bool_],
    outside: NDArray[np.bool_], down: Field,
) -> None:  # fmt: skip
    """Give the higher green a lit upper rim, a dark lower lip and a little shade below it."""
    shades = ramp(high.color)
    if high.name == "dike":
        slope = inside & (down < 0.01)
        tint(out, slope & (reach < 14), shades[1], 0.28)
        tint(out, slope & (reach < 8), shades[1], 0.25)
        tint(out, slope & (reach < 4.5), rgb("#8f8a86"), 0.85)
        tint(out, slope & (reach < 1.4), rgb("#5f5a60"), 0.7)
        tint(out, inside & (down >= 0.01) & (reach < 5), shades[3], 0.5)
        tint(out, inside & (down >= 0.01) & (reach < 1), shades[1], 0.5)
        return
    gentle = low.kind == "land" and {low.name, high.name} != {"dune", "forest"}
    strength = 0.35 if gentle else 0.7
    tint(out, inside & (reach < 1.2) & (down < 0.01), shades[1], strength)
    tint(out, inside & (reach < 1.2) & (down >= 0.01), shades[3], strength * 0.8)
    tint(out, outside & (reach > -2.6) & (down < 0), (60, 50, 70), 0.1 if gentle else 0.2)
