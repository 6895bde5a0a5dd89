"""Which map the event uses: the one that an organiser chose, else the one of the settings."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from island_server.errors import MapError, SettingsError
from island_server.map_files.library import LibraryLimits, MapLibrary
from island_server.map_files.load import LoadedMap, load_map
from island_server.map_files.map_package import PackageLimits
from island_server.settings import Settings

_log = logging.getLogger("island_server")

UNPACKED_TIMES = 4
"""How many times larger than an upload may be what is in it."""


@dataclass(frozen=True, slots=True)
class OpenedMap:
    """The map on which the event begins, and its name in the library."""

    name: str
    loaded: LoadedMap


def library_of(settings: Settings) -> MapLibrary:
    """Open the library that these settings describe."""
    package = PackageLimits(
        files=settings.map_upload_files,
        unpacked_bytes=UNPACKED_TIMES * settings.map_upload_bytes,
    )
    limits = LibraryLimits(maps=settings.maps_kept, package=package)
    return MapLibrary(settings.maps_dir, settings.data_dir, limits)


def open_event_map(settings: Settings, library: MapLibrary) -> OpenedMap:
    """Load the chosen map; if there is none, or it cannot be used any more, that of ISLAND_MAP.

    Takes up to seconds. Raises `SettingsError` that names ISLAND_MAP.
    """
    chosen = library.chosen()
    if chosen is None:
        return _of_settings(settings, library)
    _log.info("the map is %s, as an organiser chose", chosen)
    try:
        return OpenedMap(chosen, library.load(chosen))
    except MapError as error:
        opened = _of_settings(settings, library)
        warning = f"{chosen}, which was chosen, cannot be used, so ISLAND_MAP is: {error}"
        warnings = (warning, *opened.loaded.warnings)
        return OpenedMap(opened.name, replace(opened.loaded, warnings=warnings))


def _of_settings(settings: Settings, library: MapLibrary) -> OpenedMap:
    """A name of the library, or the path of any map file."""
    path = Path(settings.map)
    try:
        if settings.map not in library.names() and path.suffix:
            return OpenedMap(path.stem, load_map(path))
        return OpenedMap(settings.map, library.load(settings.map))
    except MapError as error:
        raise SettingsError(f"ISLAND_MAP: {error}") from error
