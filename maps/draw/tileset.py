"""Collects tiles without doubles and writes them as one small picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from .brush import CLEAR, TILE, Pixels

COLUMNS = 32
FRAME_MS = 400


@dataclass
class Tileset:
    """Tiles in the order of their first use; tile 0 is invisible and solid."""

    tiles: list[Pixels] = field(default_factory=list)
    animations: dict[int, tuple[tuple[int, ...], int]] = field(default_factory=dict)
    _known: dict[tuple[bytes, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tiles.append(np.zeros((TILE, TILE, 4), np.uint8))

    def add(self, frames: list[Pixels], duration: int = FRAME_MS) -> int:
        """Store a tile (or an animated one) and give its global id; an empty one gives 0."""
        clean = [_clean(frame) for frame in frames]
        key = tuple(frame.tobytes() for frame in clean)
        if len(set(key)) == 1:
            return self._single(clean[0], key[0])
        known = self._known.get(key)
        if known is not None:
            return known
        # A tile carries one animation: when this first frame already does, it is stored again.
        first = self._append(clean[0])
        rest = [max(self._single(frame, key[i + 1]) - 1, 0) for i, frame in enumerate(clean[1:])]
        self.animations[first] = ((first, *rest), duration)
        self._known[key] = first + 1
        return first + 1

    def save(self, path: Path, colors: int = 256) -> None:
        """Write the sheet with a palette of at most so many colours."""
        rows = -(-len(self.tiles) // COLUMNS)
        sheet = np.zeros((rows * TILE, COLUMNS * TILE, 4), np.uint8)
        for number, tile in enumerate(self.tiles):
            y, x = divmod(number, COLUMNS)
            sheet[y * TILE : y * TILE + TILE, x * TILE : x * TILE + TILE] = tile
        save_indexed(sheet, path, colors)

    def _single(self, tile: Pixels, data: bytes) -> int:
        if not tile[..., 3].any():
            return self._known.get((data,), 0)
        known = self._known.get((data,))
        if known is None:
            known = self._known[data,] = self._append(tile) + 1
        return known

    def _append(self, tile: Pixels) -> int:
        self.tiles.append(tile)
        return len(self.tiles) - 1


def _clean(tile: Pixels) -> Pixels:
    result = np.ascontiguousarray(tile)
    result[result[..., 3] == 0] = CLEAR
    return result


def save_indexed(sheet: Pixels, path: Path, limit: int = 256) -> None:
    """Write RGBA pixels as an indexed PNG; rare colours go to their nearest common neighbour."""
    flat = sheet.reshape(-1, 4)
    colors, inverse, counts = np.unique(flat, axis=0, return_inverse=True, return_counts=True)
    palette, where = reduce_colors(colors, counts, limit)
    indexes = where[inverse.reshape(-1)].astype(np.uint8).reshape(sheet.shape[:2])
    image = Image.fromarray(indexes, "P")
    image.putpalette(palette[:, :3].astype(np.uint8).tobytes())
    image.save(path, optimize=True, transparency=palette[:, 3].astype(np.uint8).tobytes())


def reduce_colors(colors: Pixels, counts: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """Choose at most `limit` colours: frequent ones far from those already chosen come first."""
    wide = colors.astype(float)
    if len(colors) <= limit:
        order = np.lexsort((np.arange(len(colors)), colors[:, 3]))
        where = np.empty(len(colors), int)
        where[order] = np.arange(len(colors))
        return wide[order], where
    weight = counts.astype(float) ** 0.5
    distance = np.full(len(colors), 1e9)
    chosen: list[int] = []
    for _ in range(limit):
        best = int(np.argmax(distance * weight))
        chosen.append(best)
        step = wide - wide[best]
        distance = np.minimum(distance, (step * step * (1, 1.4, 1, 2)).sum(axis=1))
    chosen.sort(key=lambda index: (colors[index, 3], index))
    picked = wide[chosen]
    gap = ((wide[:, None] - picked[None]) ** 2 * (1, 1.4, 1, 2)).sum(axis=2)
    return picked, gap.argmin(axis=1)
