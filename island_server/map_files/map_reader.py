"""A map file on disk, of whatever format, becomes a `TiledMap` with all that it names read in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from island_server.errors import MapError
from island_server.map_files.document import kind_of, open_document
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.reading import Reading
from island_server.map_files.references import BadReference, References, folder_of
from island_server.map_files.tiled_json import read_map
from island_server.map_files.tiled_model import TiledMap
from island_server.map_files.wam_file import map_of, moved, read_wam


def read_map_file(
    path: Path, limits: MapLimits = DEFAULT_LIMITS, root: Path | None = None
) -> TiledMap:
    """Read a TMJ, TMX or WAM file; images are not needed for it.

    Args:
        path: the file; it is named in messages as it is given here.
        limits: what a map may cost.
        root: the folder that nothing which the map names may leave; without one, the folder
            `limits.reference_levels` above the map's own.

    Raises `MapError` that names a file and a key.
    """
    reading = Reading(limits, References(folder_of(path, limits, root), limits))
    try:
        content = reading.references.read(path.name)
    except BadReference as error:
        raise MapError(f"{path}: {error}") from error
    top = open_document(content, str(path), limits, "map", "wam")
    if kind_of(top) == "map":
        return read_map(top, path.name, reading)
    name = map_of(top, path.name, reading)
    below = open_document(
        reading.references.read(name), reading.references.shown(name), limits, "map"
    )
    wam = read_wam(top, path.name, reading)
    tiled = read_map(below, name, reading)
    left_px, top_px = tiled.origin_x * tiled.tile_width, tiled.origin_y * tiled.tile_height
    return replace(tiled, file=str(path), wam=moved(wam, left_px, top_px))
