"""The ground that one can walk on, and which cells of an entry will do.

Of an entry the free cells count from which most of the island can be reached. Are there none, then
the nearest such cell to the middle of what the author meant.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.errors import MapError


class Ground:
    """A map cut into the parts within which one can walk.

    Args:
        tiles: where one can walk, doors left out of account.
        shut: cells of doors: one can walk there at times, so nobody arrives there.
        file: for messages.

    Raises `MapError` if nobody could stand anywhere.
    """

    __slots__ = ("_parts", "_shut", "_sizes", "_tiles")

    def __init__(self, tiles: TileMap, shut: Collection[int], file: str) -> None:
        self._tiles = tiles
        self._shut = shut
        self._parts, self._sizes = _connected_parts(tiles)
        for cell in shut:
            if self._parts[cell]:
                self._sizes[self._parts[cell]] -= 1
        if not any(self._sizes):
            raise MapError(f"{file}: every tile is blocked: there is nowhere to stand")

    def usable(self, cells: Sequence[TilePos], most: int) -> tuple[TilePos, ...]:
        """Choose the cells where people really arrive, `most` at most and at least one.

        All of them are in one part, the largest that the entry touches.
        """
        reached = {self.part(cell) for cell in cells} - {0}
        if reached:
            best = self._largest(reached)
            return tuple(cell for cell in cells if self.part(cell) == best)[:most]
        best = self._largest(range(1, len(self._sizes)))
        x = sum(cell.x for cell in cells) // len(cells)
        y = sum(cell.y for cell in cells) // len(cells)
        return (self._nearest(x, y, best),)

    def part(self, at: TilePos) -> int:
        """Give the number of the part in which one stands here, 0 for where one cannot arrive."""
        x, y = at
        if not (0 <= x < self._tiles.width and 0 <= y < self._tiles.height):
            return 0
        cell = y * self._tiles.width + x
        return 0 if cell in self._shut else self._parts[cell]

    def size(self, part: int) -> int:
        """Give how many cells a part has where one can arrive."""
        return self._sizes[part]

    @property
    def largest(self) -> int:
        """The largest part of the map."""
        return self._largest(range(1, len(self._sizes)))

    def _largest(self, parts: Collection[int]) -> int:
        return max(parts, key=lambda part: (self._sizes[part], -part))

    def _nearest(self, x: int, y: int, part: int) -> TilePos:
        width = self._tiles.width
        candidates = (
            TilePos(cell % width, cell // width)
            for cell, number in enumerate(self._parts)
            if number == part and cell not in self._shut
        )
        return min(candidates, key=lambda at: (abs(at.x - x) + abs(at.y - y), at.y, at.x))


def _connected_parts(tiles: TileMap) -> tuple[list[int], list[int]]:
    """Number the parts of the map within which one can walk.

    Returns, per cell, its part (0 = blocked), and the size of each part.
    """
    width, solid = tiles.width, tiles.solid
    parts = [0] * len(solid)
    sizes = [0]
    for seed, blocked in enumerate(solid):
        if blocked or parts[seed]:
            continue
        part = len(sizes)
        sizes.append(0)
        parts[seed] = part
        frontier = [seed]
        while frontier:
            cell = frontier.pop()
            sizes[part] += 1
            column = cell % width
            for near in (
                cell - width,
                cell + width,
                cell - 1 if column else -1,
                cell + 1 if column < width - 1 else -1,
            ):
                if 0 <= near < len(solid) and not solid[near] and not parts[near]:
                    parts[near] = part
                    frontier.append(near)
    return parts, sizes
