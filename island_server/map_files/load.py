"""The way in: a map file on disk becomes an island, or one clear error."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from island_server.core.island_map import IslandMap
from island_server.core.tile_map import TileMap
from island_server.errors import MapError
from island_server.map_files import normalise, wa_semantics
from island_server.map_files.image_files import read_images
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.side_files import bring_files
from island_server.map_files.starts import find_entry, usable_starts
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
    island, warnings = interpret(tiled, _plain_name(path.stem), limits)
    images = read_images(normalise.used_images(tiled), path.parent, tiled.file, limits)
    taken = [image.name for image in images.values()]
    island, files, lost = bring_files(island, path.parent, limits, taken=taken)
    bundle = normalise.bundle(tiled, island, images, normalise.Extras(files=files))
    return LoadedMap(replace(island, id=bundle.id), bundle, (*tiled.warnings, *warnings, *lost))


def parse_map(path: Path, limits: MapLimits = DEFAULT_LIMITS) -> TiledMap:
    """Read a map file by the format that its suffix tells, images not needed."""
    if path.suffix.lower() not in _JSON_SUFFIXES:
        raise MapError(f"{path}: only Tiled's JSON maps (.tmj, .json) are read yet")
    return parse_tmj(_read(path, limits), str(path), limits)


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


def _plain_name(stem: str) -> str:
    """Make a name that is one short, plain path segment."""
    ascii_only = unicodedata.normalize("NFKD", stem.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:40].strip("-") or "map"
