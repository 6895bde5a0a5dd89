"""The ground that one can walk on, and which cells of an entry will do.

Of an entry the free cells count from which most of the island can be reached. Are there none, then
the nearest such cell to the middle of what the author meant.
"""

from __future__ import annotations

from array import array
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


def _connected_parts(tiles: TileMap) -> tuple[array[int], list[int]]:
    """Number the parts of the map within which one can walk, from the north-west on.

    Returns, per cell, its part (0 = blocked), and the size of each part. Works by the free
    stretches of rows, of which there are far fewer than cells.
    """
    runs = _free_runs(tiles)
    roots = list(range(len(runs)))
    above = 0
    for number, (start, end) in enumerate(runs):
        while runs[above][1] + tiles.width <= start:
            above += 1
        touching = above
        while runs[touching][0] + tiles.width < end and touching < number:
            _unite(roots, touching, number)
            touching += 1
    parts = array("I", [0]) * len(tiles.solid)
    sizes = [0]
    part_of: dict[int, int] = {}
    for number, (start, end) in enumerate(runs):
        part = part_of.setdefault(_root(roots, number), len(sizes))
        if part == len(sizes):
            sizes.append(0)
        sizes[part] += end - start
        parts[start:end] = array("I", [part]) * (end - start)
    return parts, sizes


def _free_runs(tiles: TileMap) -> list[tuple[int, int]]:
    """Give the free stretches of rows, as numbers of cells, half open."""
    runs: list[tuple[int, int]] = []
    for row in range(0, len(tiles.solid), tiles.width):
        below = row + tiles.width
        start = tiles.solid.find(0, row, below)
        while start >= 0:
            end = tiles.solid.find(1, start, below)
            end = below if end < 0 else end
            runs.append((start, end))
            start = tiles.solid.find(0, end, below)
    return runs


def _root(roots: list[int], number: int) -> int:
    while roots[number] != number:
        roots[number] = roots[roots[number]]
        number = roots[number]
    return number


def _unite(roots: list[int], one: int, other: int) -> None:
    a, b = _root(roots, one), _root(roots, other)
    roots[max(a, b)] = min(a, b)
