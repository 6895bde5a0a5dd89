"""The facts of a map, as `island map inspect` prints them: walls, the default entry, zones by kind.

These are WorkAdventure's own facts, so that two loaders can be compared: all layers count as they
are, ellipses and polygons are their rectangles, and nobody's way is looked at. What the running
island makes of the map is `meaning`'s affair.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from island_server.core.zones import Span
from island_server.map_files.areas import area_objects
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.merging import Merge
from island_server.map_files.starts import Entry, default_entry
from island_server.map_files.tile_marks import marked_tiles, used_tiles
from island_server.map_files.tiled_model import Properties, TiledMap
from island_server.map_files.wa_properties import FEATURE_KEYS, Feature, features, is_set
from island_server.map_files.walls import solid_cells
from island_server.map_files.wam_properties import exit_addresses, wam_features

_FEATURE_NAMES = frozenset(key for keys in FEATURE_KEYS.values() for key in keys)


@dataclass(frozen=True, slots=True)
class ZoneCount:
    """How many zones of a kind come from where."""

    layer: int = 0
    tile: int = 0
    object: int = 0
    wam: int = 0


@dataclass(frozen=True, slots=True)
class Cells:
    """A set of cells, by number and by hash."""

    cells: int
    cells_sha256: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a map holds. Bounds are (x0, y0, x1, y1), half open, in tiles of the author's grid."""

    file: str
    orientation: str
    width: int
    height: int
    tile_width: int
    tile_height: int
    bounds_tiles: tuple[int, int, int, int]
    tile_cells: int
    solid_cells: int
    solid_sha256: str
    start: Cells
    start_rule: str
    zones: dict[str, ZoneCount]
    merged: dict[str, Cells]
    exits: tuple[str, ...]
    warnings: tuple[str, ...]

    def as_document(self) -> dict[str, object]:
        """Give the object that `island map inspect --json` prints."""
        return {
            "file": self.file,
            "orientation": self.orientation,
            "width": self.width,
            "height": self.height,
            "tilewidth": self.tile_width,
            "tileheight": self.tile_height,
            "bounds_tiles": self.bounds_tiles,
            "tile_cells": self.tile_cells,
            "solid": {"cells": self.solid_cells, "grid_sha256": self.solid_sha256},
            "start": {**asdict(self.start), "rule": self.start_rule},
            "zones": {kind: asdict(number) for kind, number in self.zones.items()},
            "merged": {kind: asdict(cells) for kind, cells in self.merged.items()},
            "exits": self.exits,
            "warnings": self.warnings,
        }


def inspect(
    tiled: TiledMap, file: str, warnings: Iterable[str], limits: MapLimits = DEFAULT_LIMITS
) -> Inspection:
    """Find the facts of a map. `file` is its name as the caller gave it. Raises `MapError`."""
    solid = solid_cells(tiled)
    entry = default_entry(tiled)
    x0, y0 = tiled.origin_x, tiled.origin_y
    return Inspection(
        file=file,
        orientation="orthogonal",
        width=tiled.stated_width or tiled.width,
        height=tiled.stated_height or tiled.height,
        tile_width=tiled.tile_width,
        tile_height=tiled.tile_height,
        bounds_tiles=(x0, y0, x0 + tiled.width, y0 + tiled.height),
        tile_cells=sum(len(layer.gids) - layer.gids.count(0) for layer in tiled.tile_layers),
        solid_cells=solid.count(1),
        solid_sha256=_grid_hash(solid, tiled.width),
        start=_entry_cells(entry, tiled),
        start_rule=entry.rule,
        zones=_zones(tiled),
        merged=_merged(tiled, limits),
        exits=tuple(_exits(tiled)),
        warnings=tuple(warnings),
    )


def _grid_hash(solid: bytes, width: int) -> str:
    drawn = solid.translate(bytes((48, 49)) + bytes(254))
    rows = (drawn[at : at + width] for at in range(0, len(drawn), width))
    return hashlib.sha256(b"\n".join(rows)).hexdigest()


def _cells(cells: Iterable[tuple[int, int]], tiled: TiledMap) -> Cells:
    """Describe cells of the grid, as the author counts them."""
    found = sorted({(x + tiled.origin_x, y + tiled.origin_y) for x, y in cells})
    text = "\n".join(f"{x},{y}" for x, y in found)
    return Cells(len(found), hashlib.sha256(text.encode()).hexdigest())


def _entry_cells(entry: Entry, tiled: TiledMap) -> Cells:
    middle = (
        (tiled.stated_width or tiled.width) // 2 - tiled.origin_x,
        (tiled.stated_height or tiled.height) // 2 - tiled.origin_y,
    )
    return _cells(entry.cells or [middle], tiled)


def _property_sets(tiled: TiledMap) -> Iterator[tuple[str, Properties]]:
    """Give the properties of layers, of tiles that lie somewhere, and of areas, with their kind."""
    for layer in tiled.tile_layers:
        yield "layer", layer.properties
    marked = marked_tiles(tiled, _FEATURE_NAMES)
    for gid in sorted(used_tiles(tiled.tile_layers) & marked.keys()):
        yield "tile", marked[gid]
    for thing in area_objects(tiled):
        yield "object", thing.properties


def _zones(tiled: TiledMap) -> dict[str, ZoneCount]:
    counted = {feature: {"layer": 0, "tile": 0, "object": 0, "wam": 0} for feature in Feature}
    tile_values: set[tuple[Feature, object]] = set()
    for where, read in _property_sets(tiled):
        for feature in features(read):
            if where == "tile":
                tile_values.update((feature, value) for value in _values(feature, read))
            else:
                counted[feature][where] += 1
    for feature, _ in tile_values:
        counted[feature]["tile"] += 1
    for area in tiled.wam.areas if tiled.wam else ():
        for feature in wam_features(area):
            counted[feature]["wam"] += 1
    return {
        feature.value: ZoneCount(**numbers)
        for feature, numbers in counted.items()
        if any(numbers.values())
    }


def _values(feature: Feature, read: Properties) -> Iterator[object]:
    for key in FEATURE_KEYS[feature]:
        if is_set(read.get(key)):
            yield read[key]


def _merged(tiled: TiledMap, limits: MapLimits) -> dict[str, Cells]:
    merge = Merge(tiled, _FEATURE_NAMES, limits.combinations)
    for number, layer in enumerate(tiled.tile_layers):
        merge.lay_layer(number, layer)
    spans: dict[Feature, list[Span]] = {}
    for state, where in merge.states():
        for feature in features({name: held.value for name, held in state.items()}):
            spans.setdefault(feature, []).extend(where)
    return {
        feature.value: _cells(((x, y) for y, x0, x1 in found for x in range(x0, x1)), tiled)
        for feature, found in sorted(spans.items())
    }


def _exits(tiled: TiledMap) -> Iterator[str]:
    keys = FEATURE_KEYS[Feature.EXIT]
    on_tiles: set[str] = set()
    for where, read in _property_sets(tiled):
        for key in keys:
            address = read.get(key)
            if not is_set(address):
                continue
            if where != "tile":
                yield str(address)
            elif str(address) not in on_tiles:
                on_tiles.add(str(address))
                yield str(address)
    if tiled.wam:
        yield from exit_addresses(tiled.wam)
