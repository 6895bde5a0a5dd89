"""Sets of sprites used on every island, and the scattering of wild things."""

from __future__ import annotations

import functools

import numpy as np

from . import buildings, furniture, nature
from .island import Island, Sprite

Mixture = list[tuple[float, Sprite]]

TULIPS = ("#e0574c", "#f4c84e", "#f08aa2")
SUMMER = ("#e0574c", "#f4c84e", "#b487c9", "#f8f3e6")


@functools.cache
def trees() -> tuple[Sprite, ...]:
    """Give the broad trees."""
    return (
        nature.tree("#6d9a4b", 1, -3),
        nature.tree("#7fa94f", 2, 3),
        nature.tree("#5d8f52", 3, 0),
    )


@functools.cache
def pines() -> tuple[Sprite, ...]:
    """Give the pines."""
    return nature.pine("#4c7f5c", 4), nature.pine("#58885a", 5)


@functools.cache
def slender() -> tuple[Sprite, ...]:
    """Give the narrow trees."""
    return nature.birch(6), nature.small_tree("#7fa64e", 7), nature.small_tree("#679650", 8)


@functools.cache
def bushes() -> tuple[Sprite, ...]:
    """Give the shrubs."""
    return (
        nature.bush("#6f9c50", 9),
        nature.bush("#5f8f52", 10, "#f3a6bd"),
        nature.bush("#82ab56", 11, "#f8f3e6"),
    )


@functools.cache
def houses() -> tuple[Sprite, ...]:
    """Give the village houses: commandeurs' gables and long fronts."""
    return (
        buildings.gable_house(buildings.RED),
        buildings.gable_house(buildings.YELLOW),
        buildings.gable_house(buildings.BLUE, 4),
        buildings.long_house(4, buildings.GREEN),
        buildings.long_house(5, buildings.RED, 0.5),
        buildings.long_house(4, buildings.WHITE, 0.3),
    )


@functools.cache
def chairs(color: str) -> dict[str, Sprite]:
    """Give a chair in all directions."""
    return {facing: furniture.chair(color, facing) for facing in ("down", "up", "left", "right")}


@functools.cache
def wild(kind: str) -> tuple[Sprite, ...]:
    """Give what grows or lies on one kind of ground."""
    if kind == "marram":
        return tuple(nature.marram(seed, seed % 2 == 0) for seed in range(4))
    if kind == "reeds":
        return tuple(nature.reeds(seed) for seed in range(2))
    if kind == "meadow":
        return tuple(nature.flowers(seed, ("#f8f6ee", "#f4c84e", "#e2726a")) for seed in range(3))
    if kind == "wood":
        return tuple(nature.flowers(seed + 9, ("#f8f6ee", "#c6a8dc")) for seed in range(2))
    return tuple(nature.pebbles(seed, ("#f8f3e6", "#d9b8a0", "#b9a78c")) for seed in range(2))


@functools.cache
def flock() -> tuple[Sprite, ...]:
    """Give the sheep."""
    return (
        nature.sheep(1, grazing=False),
        nature.sheep(-1, grazing=True),
        nature.sheep(1, grazing=True),
        nature.sheep(-1, grazing=False, coat="#e3d6bf"),
    )


def table_group(island: Island, x: int, y: int, table: Sprite, color: str) -> None:
    """Set a table two cells wide whose upper left cell is (x, y) with six chairs around it."""
    seats = chairs(color)
    parasol = table.over > 0  # its table fills the lower row only
    island.put(table, x, y + 1)
    for column in (0, 1):
        island.put(seats["down"], x + column, y - (0 if parasol else 1))
        island.put(seats["up"], x + column, y + 2)
    island.put(seats["right"], x - 1, y + parasol)
    island.put(seats["left"], x + 2, y + parasol)
    island.reserve(x - 1, y - 1, 4, 4)


def sow(
    island: Island, sprites: tuple[Sprite, ...], ground: str, share: float, seed: int,
    box: tuple[int, int, int, int] | None = None, margin: int = 0,
) -> None:  # fmt: skip
    """Scatter sprites over one kind of ground; `share` is the chance for each cell."""
    rng = np.random.default_rng(seed)
    x0, y0, x1, y1 = box or (0, 0, island.width, island.height)
    for y in range(y0, y1):
        for x in range(x0, x1):
            chance, pick = rng.random(2)
            if chance >= share or island.terrain(x, y) != ground:
                continue
            sprite = sprites[int(pick * len(sprites))]
            if not sprite.solid:
                if (x, y) not in island.taken:
                    island.put(sprite, x, y)
            elif _fits(island, sprite, x, y, margin):
                island.put(sprite, x, y)


def _fits(island: Island, sprite: Sprite, x: int, y: int, margin: int) -> bool:
    feet = [(x + c, y) for c in range(-margin, sprite.columns + margin)]
    base = all((a, y) not in island.taken for a, _ in feet)
    grounded = all(island.terrain(x + c, y) == island.terrain(x, y) for c in range(sprite.columns))
    return base and grounded and y - sprite.rows + 1 >= 0
