"""The canvas of one map: terrain at the corners of tiles, sprites upon it, zones and walls."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image

from .brush import TILE, Pixels
from .terrain import FRAMES, INDEX, TERRAINS, WATER, draw_tile, period
from .tileset import FRAME_MS, Tileset

Cell = tuple[int, int]


@dataclass(frozen=True)
class Sprite:
    """A picture of tiles; `over` rows at its top hide avatars, `solid` rows at its foot block."""

    frames: tuple[Image.Image, ...]
    over: int = 0
    solid: int = 1
    inset: tuple[int, int] = (0, 0)  # columns left free to walk at the left and the right
    duration: int = FRAME_MS
    flat: bool = False  # lies on the ground: drawn under everything that stands

    @property
    def columns(self) -> int:
        return self.frames[0].width // TILE

    @property
    def rows(self) -> int:
        return self.frames[0].height // TILE


@dataclass(frozen=True)
class Zone:
    """A named rectangle of tiles with WorkAdventure properties."""

    name: str
    x: int
    y: int
    width: int
    height: int
    properties: dict[str, bool | str | int | float]


@dataclass
class Island:
    """A map in the making."""

    name: str
    width: int
    height: int
    period: int = 128  # pixels after which ground textures repeat
    base: str = "deep"
    colors: int = 256  # how many the sheet may have
    properties: dict[str, str] = field(default_factory=dict)
    zones: list[Zone] = field(default_factory=list)
    stamps: list[tuple[Sprite, int, int]] = field(default_factory=list)
    walls: set[Cell] = field(default_factory=set)
    opened: set[Cell] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.corners = np.full((self.height + 1, self.width + 1), INDEX[self.base], np.int64)
        self.taken: set[Cell] = set()

    # ------------------------------------------------------------ painting the ground
    def shape(
        self, terrain: str, choose: Callable[[int, int], bool], only: Iterable[str] = ()
    ) -> None:
        """Give a terrain to every corner that `choose` picks."""
        allowed = {INDEX[name] for name in only}
        for y in range(self.height + 1):
            for x in range(self.width + 1):
                if choose(x, y) and (not allowed or int(self.corners[y, x]) in allowed):
                    self.corners[y, x] = INDEX[terrain]

    def rect(self, terrain: str, x0: int, y0: int, x1: int, y1: int) -> None:
        """Fill the corners from (x0, y0) up to and with (x1, y1)."""
        self.corners[y0 : y1 + 1, x0 : x1 + 1] = INDEX[terrain]

    def disc(
        self, terrain: str, x: float, y: float, rx: float, ry: float, only: Iterable[str] = ()
    ) -> None:
        """Fill an ellipse of corners."""
        self.shape(terrain, lambda a, b: ((a - x) / rx) ** 2 + ((b - y) / ry) ** 2 <= 1, only)

    def path(
        self,
        terrain: str,
        points: list[tuple[float, float]],
        width: int = 1,
        only: Iterable[str] = (),
    ) -> None:
        """Lay a way of `width` + 1 corners along straight stretches."""
        allowed = {INDEX[name] for name in only}
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            steps = int(max(abs(x1 - x0), abs(y1 - y0)) * 2) + 1
            for step in range(steps + 1):
                x = round(x0 + (x1 - x0) * step / steps)
                y = round(y0 + (y1 - y0) * step / steps)
                block = self.corners[y : y + width + 1, x : x + width + 1]
                if allowed:
                    block[np.isin(block, list(allowed))] = INDEX[terrain]
                else:
                    block[:] = INDEX[terrain]

    def terrain(self, x: int, y: int) -> str | None:
        """Give the terrain of a cell when all its corners agree."""
        kinds = {int(kind) for kind in self.corners[y : y + 2, x : x + 2].flat}
        return TERRAINS[kinds.pop()].name if len(kinds) == 1 else None

    # ------------------------------------------------------------ putting things
    def put(self, sprite: Sprite, x: int, y: int) -> None:
        """Stand a sprite with its bottom left tile on a cell."""
        self.stamps.append((sprite, x, y))
        if not sprite.flat:
            self.taken |= set(footprint(sprite, x, y))
        self.walls |= {
            (x + column, y - row)
            for row in range(sprite.solid)
            for column in range(sprite.inset[0], sprite.columns - sprite.inset[1])
        }

    def room_for(self, sprite: Sprite, x: int, y: int, margin: int = 0) -> bool:
        """Tell whether nothing stands yet where the sprite would."""
        wide = range(x - margin, x + sprite.columns + margin)
        high = range(y - sprite.rows + 1 - margin, y + 1 + margin)
        inside = x >= 0 and x + sprite.columns <= self.width and sprite.rows - 1 <= y < self.height
        return inside and not any((a, b) in self.taken for a in wide for b in high)

    def reserve(self, x: int, y: int, width: int, height: int) -> None:
        """Keep a rectangle free of scattered things."""
        self.taken |= {(a, b) for a in range(x, x + width) for b in range(y, y + height)}

    def block(self, x: int, y: int, width: int = 1, height: int = 1) -> None:
        """Make a rectangle solid."""
        self.walls |= {(a, b) for a in range(x, x + width) for b in range(y, y + height)}

    def open(self, x: int, y: int, width: int = 1, height: int = 1) -> None:
        """Make a rectangle walkable whatever stands or flows there."""
        self.opened |= {(a, b) for a in range(x, x + width) for b in range(y, y + height)}

    def zone(
        self, name: str, box: tuple[int, int, int, int], dutch: str, english: str,
        text: tuple[str, str] | None = None, **more: bool | str | int | float,
    ) -> None:  # fmt: skip
        """Name a place; `text` is its description in Dutch and English."""
        properties: dict[str, bool | str | int | float] = {
            "displayName": dutch,
            "displayNameEn": english,
        }
        if text:
            properties |= {"description": text[0], "descriptionEn": text[1]}
        self.zones.append(Zone(name, *box, properties | more))

    # ------------------------------------------------------------ what comes out
    def solid(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Give the collision grid: water at two corners, walls, and what nobody can reach."""
        water = np.isin(self.corners, list(WATER)).astype(int)
        cells = water[:-1, :-1] + water[:-1, 1:] + water[1:, :-1] + water[1:, 1:]
        grid = cells >= 2
        for x, y in self.walls:
            if 0 <= x < self.width and 0 <= y < self.height:
                grid[y, x] = True
        for x, y in self.opened:
            grid[y, x] = False
        start = next(zone for zone in self.zones if zone.properties.get("start"))
        cells_of_start = [
            (x, y)
            for y in range(start.y, start.y + start.height)
            for x in range(start.x, start.x + start.width)
            if not grid[y, x]
        ]
        return ~reachable(~grid, cells_of_start[0])

    def ground(self, tiles: Tileset) -> list[int]:
        """Draw the ground layer."""
        known: dict[tuple[int, ...], int] = {}
        cells: list[int] = []
        for y in range(self.height):
            for x in range(self.width):
                around = self.corners[y : y + 2, x : x + 2]
                corners = tuple(int(kind) for kind in around.flat)
                phases = max(period(kind, self.period) for kind in corners) // TILE
                phase = (x % phases, y % phases)
                key = (*corners, *phase)
                if key not in known:
                    known[key] = _ground_tile(tiles, corners, phase, self.period)
                cells.append(known[key])
        return cells

    def layers(self, tiles: Tileset) -> tuple[list[list[int]], list[list[int]]]:
        """Spread the sprites over as few layers as they need, below and above the avatars."""
        below: dict[Cell, list[int]] = {}
        above: dict[Cell, list[int]] = {}
        cut: dict[int, list[tuple[int, int, int]]] = {}
        for sprite, x, y in sorted(self.stamps, key=_order):
            if id(sprite) not in cut:
                cut[id(sprite)] = list(_cut(tiles, sprite))
            for column, row, gid in cut[id(sprite)]:
                cell = (x + column, y - sprite.rows + 1 + row)
                if 0 <= cell[0] < self.width and 0 <= cell[1] < self.height:
                    stack = above if row < sprite.over else below
                    stack.setdefault(cell, []).append(gid)
        return self._spread(below), self._spread(above)

    def _spread(self, stacks: dict[Cell, list[int]]) -> list[list[int]]:
        depth = max((len(stack) for stack in stacks.values()), default=0)
        layers = [[0] * (self.width * self.height) for _ in range(depth)]
        for (x, y), stack in stacks.items():
            for level, gid in enumerate(stack):
                layers[level][y * self.width + x] = gid
        return layers


def _order(stamp: tuple[Sprite, int, int]) -> tuple[int, int, int]:
    """Draw what lies flat first, the largest lowest; then what stands, from north to south."""
    sprite, _, y = stamp
    return (0, -sprite.rows * sprite.columns, y) if sprite.flat else (1, y, 0)


def footprint(sprite: Sprite, x: int, y: int) -> Iterator[Cell]:
    """Give every cell a sprite covers."""
    for row in range(sprite.rows):
        for column in range(sprite.columns):
            yield x + column, y - row


def reachable(free: np.ndarray[Any, Any], start: Cell) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Flood the walkable cells from the start; as corners cannot be cut, four directions do."""
    height, width = free.shape
    seen = np.zeros_like(free, dtype=bool)
    seen[start[1], start[0]] = True
    queue = deque([start])
    while queue:
        x, y = queue.popleft()
        for a, b in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if 0 <= a < width and 0 <= b < height and free[b, a] and not seen[b, a]:
                seen[b, a] = True
                queue.append((a, b))
    return seen


def _ground_tile(tiles: Tileset, corners: tuple[int, ...], phase: Cell, wide: int) -> int:
    four = (corners[0], corners[1], corners[2], corners[3])
    kinds = set(corners)
    still = not kinds & WATER or (kinds <= WATER and len(kinds) > 1)
    frames = 1 if still else FRAMES
    return tiles.add([draw_tile(four, phase, wide, frame) for frame in range(frames)])


def _cut(tiles: Tileset, sprite: Sprite) -> Iterator[tuple[int, int, int]]:
    pictures: list[Pixels] = [np.array(frame) for frame in sprite.frames]
    for row in range(sprite.rows):
        for column in range(sprite.columns):
            window = np.s_[row * TILE : row * TILE + TILE, column * TILE : column * TILE + TILE]
            gid = tiles.add([picture[window] for picture in pictures], sprite.duration)
            if gid:
                yield column, row, gid
