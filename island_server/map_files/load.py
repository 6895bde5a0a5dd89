"""The way in: a map file on disk becomes an island, or one clear error."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from island_server.core.island_map import IslandMap
from island_server.errors import MapError
from island_server.map_files import normalise
from island_server.map_files.image_files import read_images
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.meaning import interpret
from island_server.map_files.names import plain_name
from island_server.map_files.tiled_json import parse_tmj
from island_server.map_files.tiled_model import TiledMap
from island_server.ports import IslandMapBundle

_JSON_SUFFIXES = frozenset({".tmj", ".json"})


@dataclass(frozen=True, slots=True)
class LoadedMap:
    """A map ready for use: for the world, for browsers, and what the operator should know."""

    island: IslandMap
    bundle: IslandMapBundle
    warnings: tuple[str, ...]


def load_map(path: Path, limits: MapLimits = DEFAULT_LIMITS) -> LoadedMap:
    """Load a map file and the images beside it.

    Takes up to seconds for the largest maps: call it off the event loop. Raises `MapError`.
    """
    tiled = parse_map(path, limits)
    meaning = interpret(tiled, plain_name(path.stem), limits)
    island = meaning.island
    wanted = [tileset.image for tileset in normalise.used_tilesets(tiled)]
    images = read_images(wanted, path.parent, tiled.file, limits)
    bundle = normalise.bundle(tiled, island, images)
    return LoadedMap(replace(island, id=bundle.id), bundle, (*tiled.warnings, *meaning.warnings))


def parse_map(path: Path, limits: MapLimits = DEFAULT_LIMITS) -> TiledMap:
    """Read a map file by the format that its suffix tells, images not needed."""
    if path.suffix.lower() not in _JSON_SUFFIXES:
        raise MapError(f"{path}: only Tiled's JSON maps (.tmj, .json) are read yet")
    return parse_tmj(_read(path, limits), str(path), limits)


def _read(path: Path, limits: MapLimits) -> bytes:
    try:
        if not path.is_file():
            raise MapError(f"{path}: there is no such map file")
        with path.open("rb") as stream:
            content = stream.read(limits.file_bytes + 1)
    except (OSError, ValueError) as error:
        raise MapError(f"{path}: cannot be read: {error}") from error
    if len(content) > limits.file_bytes:
        raise MapError(f"{path}: is larger than {limits.file_bytes} bytes")
    return content
