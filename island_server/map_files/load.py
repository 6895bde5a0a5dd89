"""The way in: a map file on disk becomes an island, or one clear error."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from island_server.core.island_map import IslandMap
from island_server.map_files import normalise
from island_server.map_files.image_files import read_images, wanted_images
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.map_reader import read_map_file
from island_server.map_files.meaning import interpret
from island_server.map_files.names import plain_name
from island_server.map_files.references import folder_of
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
    meaning = interpret(tiled, plain_name(path.stem), limits)
    island = meaning.island
    folder = folder_of(path, limits, root)
    images, missing = read_images(wanted_images(tiled), folder, tiled.file, limits)
    bundle = normalise.bundle(tiled, island, images)
    return LoadedMap(
        replace(island, id=bundle.id), bundle, (*tiled.warnings, *missing, *meaning.warnings)
    )


def parse_map(path: Path, limits: MapLimits = DEFAULT_LIMITS, root: Path | None = None) -> TiledMap:
    """Read a map file of any format (TMJ, TMX, WAM) as `load_map` does, images not needed."""
    return read_map_file(path, limits, root)
