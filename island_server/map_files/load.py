"""The way in: a map file on disk becomes an island, or one clear error."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from island_server.core.island_map import IslandMap
from island_server.core.tile_map import TileMap
from island_server.map_files import normalise, wa_semantics
from island_server.map_files.image_files import read_images, wanted_images
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.map_reader import read_map_file
from island_server.map_files.references import folder_of
from island_server.map_files.starts import find_entry, usable_starts
from island_server.map_files.tiled_model import TiledMap
from island_server.ports import IslandMapBundle


@dataclass(frozen=True, slots=True)
class LoadedMap:
    """A map ready for use: for the world, for browsers, and what the operator should know."""

    island: IslandMap
    bundle: IslandMapBundle
    warnings: tuple[str, ...]


def load_map(path: Path, limits: MapLimits = DEFAULT_LIMITS, root: Path | None = None) -> LoadedMap:
    """Load a map file and what it names: tilesets, templates and images, all below `root`.

    Without a root that is the folder `limits.reference_levels` above the map's own. Takes up to
    seconds for the largest maps: call it off the event loop. Raises `MapError`.
    """
    tiled = parse_map(path, limits, root)
    island, warnings = interpret(tiled, _plain_name(path.stem), limits)
    folder = folder_of(path, limits, root)
    images, missing = read_images(wanted_images(tiled), folder, tiled.file, limits)
    bundle = normalise.bundle(tiled, island, images)
    return LoadedMap(replace(island, id=bundle.id), bundle, (*tiled.warnings, *missing, *warnings))


def parse_map(path: Path, limits: MapLimits = DEFAULT_LIMITS, root: Path | None = None) -> TiledMap:
    """Read a map file of any format (TMJ, TMX, WAM) as `load_map` does, images not needed."""
    return read_map_file(path, limits, root)


def interpret(
    tiled: TiledMap, map_id: str, limits: MapLimits = DEFAULT_LIMITS
) -> tuple[IslandMap, list[str]]:
    """Make out where one can walk, which zones there are and where people arrive."""
    tiles = TileMap(tiled.width, tiled.height, wa_semantics.solid_cells(tiled))
    known = wa_semantics.areas(tiled, limits)
    entry = find_entry(known, tiled)
    starts = usable_starts(entry, tiles, tiled.file, limits)
    warnings = []
    if not set(starts) & set(entry.cells):
        warnings.append(f"start: every cell ({entry.rule}) is blocked; people arrive near it")
    name = wa_semantics.shown(tiled.properties.get("mapName"), limits.name_chars)
    island = IslandMap(
        id=map_id,
        name=name or map_id,
        tiles=tiles,
        zones=wa_semantics.zones(known, tiled, limits),
        starts=tuple(starts),
    )
    return island, warnings


def _plain_name(stem: str) -> str:
    """Make a name that is one short, plain path segment."""
    ascii_only = unicodedata.normalize("NFKD", stem.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:40].strip("-") or "map"
