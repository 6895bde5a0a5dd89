"""Room for rectangles on an island: on floor that one can reach, beside what is there.

A rectangle is in nobody's way if the floor around it hangs together: whoever walked through it can
walk around it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from island_server.core.island_map import IslandMap
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.zones import Span

_FREE = b"\0"
ARRIVAL_GAP_TILES = 2
"""So far from where people arrive nothing is put."""


class Size(NamedTuple):
    """Sides, and how much stays free on each side, in tiles."""

    width: int
    height: int
    gap: int = 1


class Box(NamedTuple):
    """A rectangle by its north-west corner, in tiles."""

    x: int
    y: int
    width: int
    height: int

    def spans(self) -> tuple[Span, ...]:
        """Its cells."""
        return tuple((y, self.x, self.x + self.width) for y in range(self.y, self.y + self.height))

    def grown(self, tiles: int) -> Box:
        """The same with so many tiles more on each side."""
        more = 2 * tiles
        return Box(self.x - tiles, self.y - tiles, self.width + more, self.height + more)

    def ring(self) -> Iterator[TilePos]:
        """The tiles around it, in a circle."""
        left, top, right, bottom = self.x - 1, self.y - 1, self.x + self.width, self.y + self.height
        yield from (TilePos(x, top) for x in range(left, right))
        yield from (TilePos(right, y) for y in range(top, bottom))
        yield from (TilePos(x, bottom) for x in range(right, left, -1))
        yield from (TilePos(left, y) for y in range(bottom, top, -1))


class FreeFloor:
    """The floor of an island on which nothing is; what is placed takes its room."""

    def __init__(self, island: IslandMap) -> None:
        x, y = self._start = island.starts[0]
        walls = island.tiles
        land = walls.reachable(x, y)
        self._land = TileMap(walls.width, walls.height, bytes(land).translate(_OPPOSITE))
        arrivals = {*island.starts, *itertools.chain.from_iterable(island.entries.values())}
        self._taken = self._land.with_blocked(
            itertools.chain(
                (span for zone in island.zones for span in _beside(zone.spans)),
                (span for door in island.doors for span in _beside(door.spans)),
                (
                    span
                    for tile in sorted(arrivals)
                    for span in Box(*tile, 1, 1).grown(ARRIVAL_GAP_TILES).spans()
                ),
            )
        )

    def place(self, sizes: Sequence[Size], seed: int) -> list[Box]:
        """Room for each, as far as there is any, in order; the same seed gives the same places.

        Several ways of filling the island are tried, the first by the seed; the first that has room
        for all counts, else that which has room for most.
        """
        best: list[Box] = []
        for turn in range(len(_WAYS)):
            boxes = self._fill(sizes, _WAYS[(seed + turn) % len(_WAYS)], shift=seed // len(_WAYS))
            if len(boxes) == len(sizes):
                return boxes
            best = max(best, boxes, key=len)
        return best

    def _fill(self, sizes: Sequence[Size], way: str, shift: int) -> list[Box]:
        rows = self._rows(way, shift)
        taken, boxes = self._taken, list[Box]()
        for size, alike in itertools.groupby(sizes):
            wanted = len(list(alike))
            for y in rows:
                while wanted and (box := self._first(taken, y, size)) is not None:
                    boxes.append(box)
                    taken = taken.with_blocked(box.grown(size.gap).spans())
                    wanted -= 1
            if wanted:
                break
        return boxes

    def _rows(self, way: str, shift: int) -> list[int]:
        """The rows in the order in which they are filled."""
        height = self._land.height
        rows = list(range(height))
        if way == "up":
            rows.reverse()
        elif way == "near":
            rows.sort(key=lambda y: abs(y - self._start.y))
        shift %= height
        return rows[shift:] + rows[:shift]

    def _first(self, taken: TileMap, y: int, size: Size) -> Box | None:
        """The westernmost place in a row."""
        width, cells = taken.width, taken.solid
        if y + size.height > taken.height:
            return None
        free = _FREE * size.width
        row, end = y * width, (y + 1) * width
        at = cells.find(free, row, end)
        while at >= 0:
            box = Box(at - row, y, size.width, size.height)
            if self._fits(cells, at, free, size) and self._is_in_no_way(box):
                return box
            at = cells.find(free, at + 1, end)
        return None

    def _fits(self, cells: bytes, at: int, free: bytes, size: Size) -> bool:
        width = self._land.width
        return all(
            cells[first : first + size.width] == free
            for first in range(at, at + size.height * width, width)
        )

    def _is_in_no_way(self, box: Box) -> bool:
        ring = [self._land.is_free(*tile) for tile in box.ring()]
        begins = sum(here and not before for before, here in itertools.pairwise([ring[-1], *ring]))
        return begins == 1 or all(ring)


_OPPOSITE = bytes([1, 0, *range(2, 256)])
_WAYS = ("near", "down", "up")


def _beside(spans: Iterable[Span]) -> Iterator[Span]:
    """These cells and those around them."""
    for y, x0, x1 in spans:
        yield from ((row, x0 - 1, x1 + 1) for row in (y - 1, y, y + 1))
