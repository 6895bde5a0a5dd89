"""Tile layers that come in pieces: the grid that holds all of them, and one array per layer."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of cells (gids, row by row) on the author's map; x and y may be negative."""

    x: int
    y: int
    width: int
    height: int
    cells: array[int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the author's map, in tiles."""

    x: int
    y: int
    width: int
    height: int


def box_around(pieces: Iterable[Piece]) -> Box | None:
    """Give the smallest box that holds all cells that are not empty; none if there are none."""
    left = top = 2**62
    right = bottom = -(2**62)
    for piece in pieces:
        x0, y0, x1, y1 = piece.x, piece.y, piece.x + piece.width, piece.y + piece.height
        if left <= x0 and top <= y0 and x1 <= right and y1 <= bottom:
            continue
        for row in range(piece.height):
            ends = _ends(piece.cells[row * piece.width : (row + 1) * piece.width])
            if ends is not None:
                left, right = min(left, x0 + ends[0]), max(right, x0 + ends[1])
                top, bottom = min(top, y0 + row), max(bottom, y0 + row + 1)
    return Box(left, top, right - left, bottom - top) if right > left else None


def _ends(row: array[int]) -> tuple[int, int] | None:
    """Give the first cell of a row that is not empty, and the one after the last; none if none."""
    content = row.tobytes()
    stripped = content.lstrip(b"\0")
    if not stripped:
        return None
    end = len(content.rstrip(b"\0"))
    size = row.itemsize
    return (len(content) - len(stripped)) // size, -(-end // size)


def composed(pieces: Iterable[Piece], box: Box) -> array[int]:
    """Lay pieces into a box, later ones over earlier ones; what sticks out is cut off."""
    gids: array[int] | None = None
    for piece in pieces:
        if gids is None:
            if (piece.x, piece.y, piece.width, piece.height) == (
                box.x,
                box.y,
                box.width,
                box.height,
            ):
                gids = piece.cells
                continue
            gids = _empty(box)
        _lay(piece, gids, box)
    return gids if gids is not None else _empty(box)


def _empty(box: Box) -> array[int]:
    return array("I", bytes(4 * box.width * box.height))


def _lay(piece: Piece, gids: array[int], box: Box) -> None:
    left, right = max(piece.x, box.x), min(piece.x + piece.width, box.x + box.width)
    if left >= right:
        return
    top, bottom = max(piece.y, box.y), min(piece.y + piece.height, box.y + box.height)
    for y in range(top, bottom):
        source = (y - piece.y) * piece.width + left - piece.x
        target = (y - box.y) * box.width + left - box.x
        gids[target : target + right - left] = piece.cells[source : source + right - left]
