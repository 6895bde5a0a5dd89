"""The maps of an event: those of the library, and those beside a map that is given as a file."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from island_server.core.ids import ZoneId
from island_server.core.zones import Zone
from island_server.errors import MapError, SettingsError
from island_server.map_files.library import LibraryLimits, MapLibrary
from island_server.map_files.map_cache import MapCache
from island_server.map_files.map_package import PackageLimits
from island_server.map_files.names import plain_name
from island_server.map_files.stored_map import without_folder
from island_server.map_files.zone_export import WrittenMap, map_with_zones
from island_server.ports import LoadedIsland
from island_server.settings import Settings

_log = logging.getLogger("island_server")

UNPACKED_TIMES = 4
"""How many times larger than an upload may be what is in it."""
_SUFFIXES = frozenset({".tmj", ".json", ".tmx", ".wam"})


@dataclass(frozen=True, slots=True)
class OpenedMap:
    """The map on which the event begins, and its name."""

    name: str
    loaded: LoadedIsland


def library_of(settings: Settings) -> MapLibrary:
    """Open the library that these settings describe."""
    package = PackageLimits(
        files=settings.map_upload_files,
        unpacked_bytes=UNPACKED_TIMES * settings.map_upload_bytes,
    )
    limits = LibraryLimits(maps=settings.maps_kept, package=package)
    return MapLibrary(settings.maps_dir, settings.data_dir, limits)


class EventMaps:
    """Where people can be on this server. Implements `ports.MapLibrary`."""

    def __init__(self, main: str, library: MapLibrary) -> None:
        """Take `main`, by its name in the library or the path of its file."""
        self._main = main
        self._library = library
        self._cache = MapCache()
        self._file = Path(main) if main not in library.names() and Path(main).suffix else None
        self._names: tuple[str, ...] = ()
        self._renew_names()
        library.listen(self._renew_names)

    def close(self) -> None:
        """Hear no more of what becomes of the library."""
        self._library.ignore(self._renew_names)

    def names(self) -> tuple[str, ...]:
        """All names, as they were when a map was added, removed or loaded last. From memory."""
        return self._names

    async def load(self, name: str) -> LoadedIsland:
        """Load a map, off the event loop. Raises `MapError`."""
        return await asyncio.to_thread(self._load, name)

    async def with_zones(
        self, name: str, zones: Sequence[Zone], arrivals: Collection[ZoneId]
    ) -> WrittenMap:
        """A map file with these zones written into it; see `map_with_zones`. Raises `MapError`."""
        loaded = await self.load(name)
        file, root = self._file_of(name)
        write = partial(map_with_zones, file, zones, arrivals, loaded.sources, root=root)
        try:
            return await asyncio.to_thread(write)
        except MapError as error:
            raise MapError(without_folder(str(error), root or file.parent)) from error

    def _file_of(self, name: str) -> tuple[Path, Path | None]:
        """The file of a map, and the folder outside of which nothing of it is read."""
        file = self._beside().get(name)
        return (file, None) if file else (self._library.path(name), self._library.root(name))

    def open_planned(self) -> OpenedMap:
        """Load the map that was planned for an event. Takes up to seconds. Raises `MapError`."""
        return OpenedMap(self._main, self._load(self._main))

    def open_main(self) -> OpenedMap:
        """Load the map that an organiser chose; if there is none, or it cannot be used, ISLAND_MAP.

        Takes up to seconds. Raises `SettingsError` that names ISLAND_MAP.
        """
        chosen = self._library.chosen()
        if chosen is None:
            return self._of_settings()
        _log.info("the map is %s, as an organiser chose", chosen)
        try:
            return OpenedMap(chosen, self._load(chosen))
        except MapError as error:
            opened = self._of_settings()
            warning = f"{chosen}, which was chosen, cannot be used, so ISLAND_MAP is: {error}"
            warnings = (warning, *opened.loaded.warnings)
            return OpenedMap(opened.name, replace(opened.loaded, warnings=warnings))

    def _of_settings(self) -> OpenedMap:
        name = plain_name(self._file.stem) if self._file else self._main
        try:
            return OpenedMap(name, self._load(name))
        except MapError as error:
            raise SettingsError(f"ISLAND_MAP: {error}") from error

    def _load(self, name: str) -> LoadedIsland:
        self._renew_names()  # the `island map` command may have added some
        file = self._beside().get(name)
        if file is None:
            return self._library.load(name, self._names)
        return self._cache.load(file, islands=self._names)

    def _renew_names(self) -> None:
        self._names = tuple(sorted({*self._library.names(), *self._beside()}))

    def _beside(self) -> dict[str, Path]:
        """The main map, if it is a file, and the maps in its folder; they go before the library."""
        if self._file is None:
            return {}
        files = sorted(self._file.parent.glob("*.*"))
        named = {plain_name(f.stem): f for f in files if f.suffix.lower() in _SUFFIXES}
        return {**named, plain_name(self._file.stem): self._file}
