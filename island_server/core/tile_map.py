"""The collision grid: where an avatar can stand and which steps are legal.

Coordinates are tiles; (0, 0) is the north-west corner, x grows east and y grows south. Everything
outside the map is blocked. A direction is 0..7, north first and then clockwise (`core.units`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from island_server.core.units import DX, DY


@dataclass(frozen=True, slots=True)
class TileMap:
    """Which cells of a map are blocked.

    `solid` holds one byte per cell, row by row: 0 free, 1 blocked. Raises `ValueError` if its
    length does not fit.
    """

    width: int
    height: int
    solid: bytes

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1:
            raise ValueError(f"a map of {self.width} x {self.height} tiles has no cells")
        if len(self.solid) != self.width * self.height:
            raise ValueError(f"{len(self.solid)} cells on a map of {self.width} x {self.height}")

    def is_free(self, x: int, y: int) -> bool:
        """Whether an avatar can stand here."""
        return 0 <= x < self.width and 0 <= y < self.height and not self.solid[y * self.width + x]

    def can_step(self, x: int, y: int, direction: int) -> bool:
        """Whether one step from (x, y) is legal: no cutting of corners.

        Where the step begins may be blocked: somebody on whom a wall was built can walk off it.
        """
        dx, dy = DX[direction], DY[direction]
        if not self.is_free(x + dx, y + dy):
            return False
        return not (dx and dy) or (self.is_free(x + dx, y) and self.is_free(x, y + dy))

    def with_blocked(self, spans: Iterable[tuple[int, int, int]]) -> TileMap:
        """A copy in which these cells, as (y, x0, x1), are blocked, as far as they are on it."""
        solid = bytearray(self.solid)
        for y, x0, x1 in spans:
            first, end = max(x0, 0), min(x1, self.width)
            if 0 <= y < self.height and first < end:
                row = y * self.width
                solid[row + first : row + end] = b"\1" * (end - first)
        return TileMap(self.width, self.height, bytes(solid))

    def first_block(self, x: int, y: int, direction: int, limit: int) -> int:
        """How many steps can be walked before something is in the way, at most `limit`."""
        dx, dy = DX[direction], DY[direction]
        steps = 0
        while steps < limit and self.can_step(x, y, direction):
            x += dx
            y += dy
            steps += 1
        return steps

    def reachable(self, x: int, y: int) -> bytes:
        """Where one can walk to from (x, y), itself included: one byte per cell, 1 = reachable.

        A diagonal step needs both orthogonal neighbours free, so steps along the axes reach all.
        """
        width, solid = self.width, self.solid
        seen = bytearray(len(solid))
        if not (0 <= x < width and 0 <= y < self.height):
            return bytes(seen)
        seen[y * width + x] = 1
        frontier = [y * width + x]
        last_column, below_last_row = width - 1, len(solid) - width
        while frontier:
            cell = frontier.pop()
            column = cell % width
            for near, inside in (
                (cell - width, cell >= width),
                (cell + 1, column < last_column),
                (cell + width, cell < below_last_row),
                (cell - 1, column > 0),
            ):
                if inside and not seen[near] and not solid[near]:
                    seen[near] = 1
                    frontier.append(near)
        return bytes(seen)
