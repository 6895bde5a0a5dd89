"""Pictures to judge the drawings by; never committed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image

from . import avatars
from .brush import TILE, rgb
from .tiled import render


def people(folder: Path, cells: list[tuple[int, int]]) -> list[tuple[int, int, Image.Image]]:
    """Give varied avatars to stand at cells."""
    rng = np.random.default_rng(1)
    result = []
    for x, y in cells:
        look = random_look(rng)
        direction = avatars.DIRECTIONS[int(rng.integers(4))]
        result.append((x, y, avatars.compose(folder, look, direction)))
    return result


def random_look(rng: np.random.Generator) -> list[int]:
    """Choose seven numbers."""
    layers, palettes = avatars.LAYERS, avatars.PALETTES
    pairs = (("body", "skin"), ("clothes", "clothes"), ("hair", "hair"))
    sizes = [size for one, two in pairs for size in (len(layers[one]), len(palettes[two]))]
    return [*(int(rng.integers(size)) for size in sizes), int(rng.random() < 0.1)]


def avatar_table(folder: Path, target: Path) -> None:
    """Show thirty-two people in all directions and steps, twice as large."""
    rng = np.random.default_rng(2)
    picture = Image.new("RGBA", (16 * 36, 16 * 50), rgb("#84b35b"))
    for row in range(16):
        look = random_look(rng)
        look[2], look[4] = row % 8, row % 13
        look[6] = int(row in (3, 9))
        for column in range(16):
            part = avatars.compose(folder, look, avatars.DIRECTIONS[column // 4], column % 4)
            picture.alpha_composite(part, (column * 36 + 2, row * 50 + 1))
    picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.NEAREST).save(target)


def island(
    folder: Path, name: str, home: Path, target: Path, crops: list[tuple[int, int, int, int]]
) -> None:
    """Show a whole map with people here and there, and crops (in cells) twice as large."""
    document = json.loads((folder / f"{name}.tmj").read_text(encoding="utf-8"))
    walls = next(layer["data"] for layer in document["layers"] if layer["name"] == "collisions")
    rng = np.random.default_rng(3)
    free = [divmod(place, document["width"]) for place, wall in enumerate(walls) if not wall]
    cells = [(x, y) for y, x in free if rng.random() < 0.06]
    picture = render(folder, name, people(home / "avatars", cells)).convert("RGB")
    picture.save(target / f"{name}.png")
    for number, (x, y, w, h) in enumerate(crops):
        part = picture.crop((x * TILE, y * TILE, (x + w) * TILE, (y + h) * TILE))
        part.resize((part.width * 2, part.height * 2), Image.Resampling.NEAREST).save(
            target / f"{name}-{number}.png"
        )
