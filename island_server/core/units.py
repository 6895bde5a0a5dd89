"""Tiles, cells and directions; distances are in tiles."""

from __future__ import annotations

from typing import NamedTuple


class TilePos(NamedTuple):
    """A whole tile; (0, 0) is the north-west corner."""

    x: int
    y: int


class CellPos(NamedTuple):
    """A square of `Rules.cell_tiles` tiles, the grain of interest management."""

    cx: int
    cy: int


DX = (0, 1, 1, 1, 0, -1, -1, -1)
"""Tiles eastward of one step, by direction: 0 north, 1 north-east, ... 7 north-west."""

DY = (-1, -1, 0, 1, 1, 1, 0, -1)
"""Tiles southward of one step, by direction."""

SOUTH = 4


def distance_squared(ax: int, ay: int, bx: int, by: int) -> int:
    """Square of the distance between two tiles, in square tiles."""
    return (ax - bx) * (ax - bx) + (ay - by) * (ay - by)
