"""A map file on disk, of whatever format, becomes a `TiledMap` with all that it names read in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from island_server.errors import MapError
from island_server.map_files.document import kind_of, open_document
from island_server.map_files.limits import MapLimits
from island_server.map_files.reading import Reading
from island_server.map_files.references import BadReference, Folder, References
from island_server.map_files.tiled_json import read_map
from island_server.map_files.tiled_model import TiledMap
from island_server.map_files.wam_file import map_of, moved, read_wam


def read_map_file(path: Path, limits: MapLimits, folder: Folder) -> TiledMap:
    """Read a TMJ, TMX or WAM file; images are not needed for it.

    Args:
        path: the file; it is named in messages as it is given here.
        limits: what a map may cost.
        folder: of `folder_of`: where it lies.

    Raises `MapError` that names a file and a key.
    """
    reading = Reading(limits, References(folder, limits))
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
