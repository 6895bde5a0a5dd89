"""The areas of a map: their names, and from shapes in pixels to cells.

An upright rectangle has the cells that it touches with more than an edge, as in WorkAdventure.
Every other shape (polygon, ellipse, whatever is turned) has the cells whose middle lies in it, and,
so that nothing thin is lost, those where a line along the grid crosses it without meeting a middle.
Points and lines have no surface, so no cells.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from island_server.core.zones import Span
from island_server.errors import MapError
from island_server.map_files.findings import quoted
from island_server.map_files.limits import MapLimits
from island_server.map_files.tiled_model import (
    Properties,
    Shape,
    TiledMap,
    TiledObject,
    WamArea,
)
from island_server.map_files.wa_properties import AREA_CLASSES, shown

Outline = tuple[tuple[float, float], ...]
_UNNAMED = "unnamed_tiled_area_"
_ELLIPSE_CORNERS = 64
_LINES_PER_CELL = 4
_NO_SURFACE = frozenset({Shape.POINT, Shape.POLYLINE})


@dataclass(frozen=True, slots=True)
class Area:
    """An area object: a name unique on its map, and its cells."""

    id: str
    properties: Properties
    spans: tuple[Span, ...]
    shape: Shape

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return sum(x1 - x0 for _, x0, x1 in self.spans)

    @property
    def is_named(self) -> bool:
        """Whether its name is the author's."""
        return not self.id.startswith(_UNNAMED)


def areas(tiled: TiledMap, limits: MapLimits) -> tuple[Area, ...]:
    """Give the areas in file order; unnamed ones and namesakes are called unnamed_tiled_area_N."""
    found: list[Area] = []
    taken: set[str] = set()
    numbers = count(1)
    cells = crossings = 0
    for thing in area_objects(tiled):
        name = shown(thing.name, limits.name_chars)
        while not name or name in taken:
            name = f"{_UNNAMED}{next(numbers)}"
        taken.add(name)
        if len(found) == limits.areas:
            raise MapError(f"{tiled.file}: more than {limits.areas} areas")
        crossings += len(thing.points) and _rows_crossed(_outline(thing), tiled)
        if crossings > limits.outline_crossings:
            raise MapError(f"{tiled.file}: the outlines of areas are too long")
        area = Area(name, thing.properties, object_spans(thing, tiled, limits), thing.shape)
        found.append(area)
        cells += area.cells
        if cells > limits.area_cells:
            raise MapError(f"{tiled.file}: areas have more than {limits.area_cells} cells together")
    return tuple(found)


def area_objects(tiled: TiledMap) -> Iterator[TiledObject]:
    """Give the objects that are areas, in file order."""
    for layer in tiled.object_layers:
        for thing in layer.objects:
            if thing.kind in AREA_CLASSES:
                yield thing


def area_label(area: TiledObject | WamArea, tiled: TiledMap) -> str:
    """Name an area to its author: by its name, or by the tile of its north-west corner."""
    if area.name.strip():
        return f"area {quoted(area.name)}"
    x = math.floor(area.x / tiled.tile_width) + tiled.origin_x
    y = math.floor(area.y / tiled.tile_height) + tiled.origin_y
    return f"the area without a name at tile {x},{y}"


def object_spans(thing: TiledObject, tiled: TiledMap, limits: MapLimits) -> tuple[Span, ...]:
    """Give the cells of an object. Raises `MapError` for an outline beyond all measure."""
    if thing.shape in _NO_SURFACE:
        return ()
    if thing.shape not in {Shape.POLYGON, Shape.ELLIPSE} and thing.rotation % 360 == 0:
        top = thing.y - thing.height if thing.shape is Shape.TILE else thing.y
        return rectangle_spans(thing.x, top, thing.width, thing.height, tiled)
    outline = _outline(thing)
    if _rows_crossed(outline, tiled) > limits.outline_crossings:
        raise MapError(f"{tiled.file}: area '{thing.name[:40]}': its outline is too long")
    return _outline_spans(outline, tiled)


def rectangle_spans(
    x: float, y: float, width: float, height: float, tiled: TiledMap, margin_tiles: int = 0
) -> tuple[Span, ...]:
    """Give the cells of the map that a rectangle touches, and those up to a margin around it."""
    if width <= 0 or height <= 0:
        return ()
    x0, x1 = _touched(x, width, tiled.tile_width, tiled.width, margin_tiles)
    y0, y1 = _touched(y, height, tiled.tile_height, tiled.height, margin_tiles)
    return tuple((row, x0, x1) for row in range(y0, y1)) if x0 < x1 else ()


def _touched(start: float, length: float, tile: int, most: int, margin: int) -> tuple[int, int]:
    """Give the cells that an extent in pixels touches, its far edge not included."""
    first = math.floor(start / tile) - margin
    end = math.ceil((start + length) / tile) + margin
    return min(max(first, 0), most), min(max(end, 0), most)


def _outline(thing: TiledObject) -> Outline:
    """Give the corners of a shape, turned as it is, in pixels of the map."""
    width, height = thing.width, thing.height
    if thing.shape is Shape.POLYGON:
        corners = thing.points
    elif thing.shape is Shape.ELLIPSE:
        turns = [2 * math.pi * i / _ELLIPSE_CORNERS for i in range(_ELLIPSE_CORNERS)]
        corners = tuple(
            (width / 2 * (1 + math.cos(turn)), height / 2 * (1 + math.sin(turn))) for turn in turns
        )
    else:
        top = -height if thing.shape is Shape.TILE else 0.0
        corners = ((0.0, top), (width, top), (width, top + height), (0.0, top + height))
    turn = math.radians(thing.rotation)
    cos, sin = math.cos(turn), math.sin(turn)
    return tuple((thing.x + x * cos - y * sin, thing.y + x * sin + y * cos) for x, y in corners)


def _rows_crossed(outline: Outline, tiled: TiledMap) -> int:
    """Count the rows and columns of the map that each edge of an outline crosses."""
    rows = columns = 0
    for (x0, y0), (x1, y1) in zip(outline, (*outline[1:], *outline[:1]), strict=True):
        rows += int(min(abs(y1 - y0) / tiled.tile_height, tiled.height)) + 1
        columns += int(min(abs(x1 - x0) / tiled.tile_width, tiled.width)) + 1
    return rows + columns


def _outline_spans(outline: Outline, tiled: TiledMap) -> tuple[Span, ...]:
    across = tuple((x / tiled.tile_width, y / tiled.tile_height) for x, y in outline)
    down = tuple((y, x) for x, y in across)
    rows: dict[int, list[tuple[int, int]]] = {}
    for line, start, end in _crossings(across, tiled.height):
        first, after = math.ceil(start - 0.5), math.ceil(end - 0.5)
        if first < after and (line * 2) % 2 == 1:
            rows.setdefault(math.floor(line), []).append((first, after))
        elif first == after and end > start:
            column = math.floor((start + end) / 2)
            rows.setdefault(math.floor(line), []).append((column, column + 1))
    for line, start, end in _crossings(down, tiled.width):
        if math.ceil(start - 0.5) == math.ceil(end - 0.5) and end > start:
            column = math.floor(line)
            rows.setdefault(math.floor((start + end) / 2), []).append((column, column + 1))
    return tuple(
        (row, x0, x1)
        for row in sorted(rows)
        if 0 <= row < tiled.height
        for x0, x1 in _united(rows[row], tiled.width)
    )


def _crossings(outline: Outline, cells: int) -> Iterator[tuple[float, float, float]]:
    """Cut a shape by lines along the grid: (line, start, end) for each stretch that is inside.

    Lines run through the middle of each row of cells and between; all in tiles.
    """
    crossed: dict[float, list[float]] = {}
    lines = (*((2 * i + 1) / (2 * _LINES_PER_CELL) for i in range(_LINES_PER_CELL)), 0.5)
    for (x0, y0), (x1, y1) in zip(outline, (*outline[1:], *outline[:1]), strict=True):
        low, high = (y0, y1) if y0 < y1 else (y1, y0)
        first, last = max(math.floor(low), 0), min(math.floor(high), cells - 1)
        for row in range(first, last + 1):
            for part in lines:
                line = row + part
                if low <= line < high:
                    at = x0 + (line - y0) * (x1 - x0) / (y1 - y0)
                    crossed.setdefault(line, []).append(at)
    for line, places in sorted(crossed.items()):
        places.sort()
        yield from ((line, a, b) for a, b in zip(places[::2], places[1::2], strict=False))


def _united(pieces: list[tuple[int, int]], width: int) -> Iterator[tuple[int, int]]:
    """Give pieces of a row, in any order and overlapping, as few as possible and within the map."""
    pieces.sort()
    start, end = pieces[0]
    for a, b in (*pieces[1:], (2**60, 2**60)):
        if a <= end:
            end = max(end, b)
            continue
        if max(start, 0) < min(end, width):
            yield max(start, 0), min(end, width)
        start, end = a, b
