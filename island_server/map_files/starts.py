"""Where people arrive: the cells that the author meant, then those of them that will do.

The author's cells, in WorkAdventure's order: an area called `start`; tiles with start="start" in a
layer called `start`; a layer called `start` or `.../start`; the first layer with `start` or
`startLayer` true; and our own, any area with start true. Else the middle of the map.

Of these the free cells count from which most of the island can be reached. Are there none, then
the nearest such cell to the middle of what the author meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.errors import MapError
from island_server.map_files.limits import MapLimits
from island_server.map_files.tiled_model import TiledMap, TileLayer
from island_server.map_files.wa_semantics import Area, is_start


@dataclass(frozen=True, slots=True)
class Entry:
    """The default entry as the author meant it, and by which rule."""

    cells: tuple[TilePos, ...]
    rule: str


def find_entry(known: Sequence[Area], tiled: TiledMap) -> Entry:
    """Find the default entry; its cells may be blocked."""
    for rule, cells in (
        ("area start", _area_cells([area for area in known if area.id == "start"])),
        ("start tiles", _start_tiles(tiled)),
        ("layer start", _layer_cells(_named_layer(tiled), tiled.width)),
        ("start property", _layer_cells(_marked_layer(tiled), tiled.width)),
        ("start areas", _area_cells([area for area in known if is_start(area)])),
    ):
        if cells:
            return Entry(tuple(cells), rule)
    return Entry((TilePos(tiled.width // 2, tiled.height // 2),), "middle")


def usable_starts(entry: Entry, tiles: TileMap, file: str, limits: MapLimits) -> list[TilePos]:
    """Choose the cells where people really arrive. Raises `MapError` if nobody could stand."""
    parts, sizes = _connected_parts(tiles)
    if len(sizes) == 1:
        raise MapError(f"{file}: every tile is blocked: there is nowhere to stand")
    width = tiles.width
    reached = {parts[y * width + x] for x, y in entry.cells} - {0}
    if reached:
        best = max(reached, key=lambda part: (sizes[part], -part))
        good = [cell for cell in entry.cells if parts[cell.y * width + cell.x] == best]
        return good[: limits.starts]
    best = max(range(1, len(sizes)), key=lambda part: (sizes[part], -part))
    x = sum(cell.x for cell in entry.cells) // len(entry.cells)
    y = sum(cell.y for cell in entry.cells) // len(entry.cells)
    candidates = (
        TilePos(cell % width, cell // width) for cell, part in enumerate(parts) if part == best
    )
    return [min(candidates, key=lambda at: (abs(at.x - x) + abs(at.y - y), at.y, at.x))]


def _area_cells(chosen: Sequence[Area]) -> list[TilePos]:
    by_row: dict[int, set[int]] = {}
    for area in chosen:
        for y, x0, x1 in area.spans:
            by_row.setdefault(y, set()).update(range(x0, x1))
    return [TilePos(x, y) for y in sorted(by_row) for x in sorted(by_row[y])]


def _named_layer(tiled: TiledMap) -> TileLayer | None:
    named = (layer for layer in tiled.tile_layers if _last_name(layer) == "start")
    return next(named, None)


def _marked_layer(tiled: TiledMap) -> TileLayer | None:
    for layer in tiled.tile_layers:
        lowered = {name.lower(): value for name, value in layer.properties.items()}
        if lowered.get("start") is True or lowered.get("startlayer") is True:
            return layer
    return None


def _start_tiles(tiled: TiledMap) -> list[TilePos]:
    layer = _named_layer(tiled)
    if layer is None:
        return []
    marked = {gid for gid in set(layer.gids) if tiled.tile_properties(gid).get("start") == "start"}
    return [
        TilePos(cell % tiled.width, cell // tiled.width)
        for cell, gid in enumerate(layer.gids)
        if gid in marked
    ]


def _layer_cells(layer: TileLayer | None, width: int) -> list[TilePos]:
    if layer is None:
        return []
    return [TilePos(cell % width, cell // width) for cell, gid in enumerate(layer.gids) if gid]


def _last_name(layer: TileLayer) -> str:
    return layer.name.rsplit("/", 1)[-1]


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
