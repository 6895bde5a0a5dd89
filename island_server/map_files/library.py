"""The library: the maps that come with Eiland, and those that were added to the data folder.

`DATA/maps/NAME/` holds a map that was added: `files/` with all that it is made of, laid out as it
was given, and `map.json` with what is known of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from island_server.errors import MapError
from island_server.map_files.bundled import known_maps
from island_server.map_files.findings import Weight
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.load import parse_map
from island_server.map_files.loose_files import settle
from island_server.map_files.map_cache import MapCache
from island_server.map_files.map_copy import copy_map
from island_server.map_files.map_folder import MapFolder, disk_error
from island_server.map_files.map_package import (
    DEFAULT_PACKAGE_LIMITS,
    Package,
    PackageLimits,
    find_maps,
    printable,
)
from island_server.map_files.names import plain_name
from island_server.map_files.report import examine
from island_server.map_files.stored_map import (
    FILES_FOLDER,
    NAME,
    StoredMap,
    facts_of,
    kept_warnings,
    load_within,
    without_folder,
)
from island_server.map_ports import AddedMap, MapProblem, MapSummary
from island_server.ports import LoadedIsland

FOLDER_NAME = "maps"
_WEIGHTS: Mapping[Weight, Literal["error", "warning", "note"]] = {
    Weight.BROKEN: "error",
    Weight.SLIP: "warning",
    Weight.NOTE: "note",
}


@dataclass(frozen=True, slots=True)
class LibraryLimits:
    """Limits on the library: maps that were added, what comes together, and each map."""

    maps: int = 50
    package: PackageLimits = DEFAULT_PACKAGE_LIMITS
    map: MapLimits = DEFAULT_LIMITS


DEFAULT_LIBRARY_LIMITS = LibraryLimits()


class MapLibrary:
    """The maps of one data folder; implements `ports.MapShelf`. Everything blocks.

    Raises `MapError` for what is wrong with a map or a name, `StoreError` if the disk refuses.
    """

    def __init__(
        self, bundled: Path | None, data_dir: Path, limits: LibraryLimits = DEFAULT_LIBRARY_LIMITS
    ) -> None:
        """Use the maps in `bundled` (those of Eiland if none is given) and in `data_dir`."""
        self._limits = limits
        self._cache = MapCache(limits.map)
        self._bundled = known_maps(bundled)
        self._path = data_dir / FOLDER_NAME
        self._folder = MapFolder(self._path)
        self._summaries: dict[tuple[Path, int], MapSummary] = {}
        self._listeners: list[Callable[[], None]] = []

    def listen(self, listener: Callable[[], None]) -> None:
        """Have `listener` told of maps added or removed here, in the thread that did it."""
        self._listeners.append(listener)

    def ignore(self, listener: Callable[[], None]) -> None:
        """Tell `listener` no more."""
        self._listeners.remove(listener)

    def clean(self) -> None:
        """Put right what a crash left half done: for the start of a server."""
        self._folder.clean()

    def names(self) -> tuple[str, ...]:
        """Every name, bundled maps first."""
        own = (meta.name for meta in self._folder.stored() if meta.name not in self._bundled)
        return (*self._bundled, *own)

    def is_own(self, name: str) -> bool:
        """Whether it was added, and so can be removed."""
        return name not in self._bundled and self._folder.meta(name) is not None

    def is_full(self) -> bool:
        """Whether it takes no further maps."""
        return len(self._folder.stored()) >= self._limits.maps

    def path(self, name: str) -> Path:
        """The file of a map. Raises `MapError` that tells the names there are."""
        if name in self._bundled:
            return self._bundled[name]
        meta = self._folder.meta(name)
        if meta is None:
            raise MapError(f"{name[:60]}: no such map; by name there are: {_list(self.names())}")
        return self._folder.files(name) / meta.file

    def root(self, name: str) -> Path:
        """The folder outside of which nothing of this map is read."""
        bundled = self._bundled.get(name)
        return bundled.parent if bundled else self._folder.files(name)

    def load(self, name: str, islands: Collection[str] = ()) -> LoadedIsland:
        """Load a map; `islands` are those to which its portals can lead."""
        return load_within(self.path(name), self.root(name), self._cache, islands)

    def chosen(self) -> str | None:
        """The map chosen for the event, if ever one was and it is still there."""
        name = self._folder.chosen()
        return name if name in self.names() else None

    def choose(self, name: str) -> None:
        """Keep this choice over restarts."""
        self.path(name)
        with self._folder.changing():
            self._folder.choose(name)

    def summaries(self) -> list[MapSummary]:
        """All maps, bundled ones first; a bundled one is loaded once to know it."""
        own = (_summary_of(meta) for meta in self._folder.stored())
        bundled = [self._bundled_summary(name) for name in self._bundled]
        return [*bundled, *(one for one in own if one.name not in self._bundled)]

    def problems(self, name: str) -> list[MapProblem]:
        """What `island map report` says of a map, as it is now."""
        path, root, limits = self.path(name), self.root(name), self._limits.map
        report = examine(path, lambda other: parse_map(other, limits, root), limits)
        problems = [] if report.error is None else [_error_of(without_folder(report.error, root))]
        for finding in report.findings:
            key, _, text = without_folder(finding.text, root).partition(": ")
            problems.append(MapProblem(_WEIGHTS[finding.weight], path.name, key, text))
        return problems

    def add(self, source: Path, root: Path, name: str, shown: str, wall_ms: int) -> StoredMap:
        """Add a map, or put it in the place of one that was added under this name.

        Args:
            source: the map file.
            root: nothing outside this folder is taken along.
            name: what it will be called.
            shown: what was given, for the list of maps.
            wall_ms: now.
        """
        if not NAME.fullmatch(name):
            raise MapError(f"{name[:60]}: a map's name is 1 to 40 of a-z, 0-9 and -")
        if name in self._bundled:
            raise MapError(f"{name}: is the name of a map that comes with Eiland; give another")
        with self._folder.changing():
            if self.is_full() and not self.is_own(name):
                most = self._limits.maps
                raise MapError(f"{name}: there are {most} maps already; remove one first")
            with self._folder.draft() as draft:
                files = draft / FILES_FOLDER
                copy = copy_map(source, root, files, self._limits.package, self._limits.map)
                loaded = load_within(files / copy.file, files, MapCache(self._limits.map))
                meta = StoredMap(
                    name=name,
                    file=copy.file,
                    source=shown[:200],
                    checksum=copy.checksum,
                    size_bytes=copy.size_bytes,
                    added_ms=wall_ms,
                    warnings=kept_warnings(loaded.warnings),
                    facts=facts_of(loaded),
                )
                self._folder.put(draft, meta)
        self._tell()
        return meta

    def remove(self, name: str) -> None:
        """Remove a map that was added."""
        if name in self._bundled:
            raise MapError(f"{name}: comes with Eiland and cannot be removed")
        with self._folder.changing():
            self.path(name)
            self._folder.drop(name)
        self._tell()

    def staging(self) -> AbstractContextManager[Path]:
        """A new folder for an upload, gone with all that is in it when the context ends."""
        return self._folder.staging()

    def take_in(self, staged: Mapping[str, Path], folder: Path, wall_ms: int) -> list[AddedMap]:
        """Add every map of an upload.

        Args:
            staged: files in `folder`, by the path that each was given; zips are unpacked.
            folder: of `staging`.
            wall_ms: now.

        Raises `MapError` if there is no map in it, or if it is refused as a whole.
        """
        root = folder / "unpacked"
        try:
            root.mkdir()
            package = Package(root, self._limits.package)
            for name, path in staged.items():
                if name.lower().endswith(".zip"):
                    package.unpack(path, printable(name))
                else:
                    package.take(name, path)
            is_loose = not any("/" in name or name.lower().endswith(".zip") for name in staged)
            if is_loose:
                settle(root, self._limits.package, self._limits.map)
            added = self.add_all(root, ", ".join(staged), wall_ms)
            if not is_loose:
                return added
            return [replace(one, file=one.file.rpartition("/")[2]) for one in added]
        except OSError as error:
            raise disk_error(self._path, error) from error

    def add_zip(self, path: Path, wall_ms: int, name: str | None = None) -> list[AddedMap]:
        """Add every map of a zip that lies anywhere; for `name` see `add_all`."""
        with self.staging() as folder:
            Package(folder, self._limits.package).unpack(path, path.name)
            return self.add_all(folder, path.name, wall_ms, name)

    def add_all(
        self, root: Path, shown: str, wall_ms: int, name: str | None = None
    ) -> list[AddedMap]:
        """Add every map in a folder, whatever becomes of the others.

        Each is named after its file; `name` is for a folder with one map. Raises `MapError` if
        there is no map, or too many files.
        """
        maps = find_maps(root, self._limits.package, self._limits.map)
        if not maps:
            raise MapError(f"{shown[:200]}: there is no map in it (.tmj, .json, .tmx or .wam)")
        if name is not None and len(maps) > 1:
            raise MapError(f"{shown[:200]}: there are {len(maps)} maps in it; one name is given")
        taken: set[str] = set()
        added = []
        for path in maps:
            own_name = name or self._free_name(plain_name(path.stem), taken)
            taken.add(own_name)
            added.append(self._add_one(path, root, own_name, shown, wall_ms))
        return added

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()

    def _add_one(self, path: Path, root: Path, name: str, shown: str, wall_ms: int) -> AddedMap:
        file = path.relative_to(root).as_posix()
        replaced = self.is_own(name)
        try:
            meta = self.add(path, root, name, shown, wall_ms)
        except MapError as error:
            return AddedMap(file, None, problem=without_folder(str(error), root))
        return AddedMap(file, name, replaced, tuple(meta.warnings))

    def _free_name(self, name: str, taken: set[str]) -> str:
        """A name that no bundled map has, nor another map of the same upload."""
        free, number = name, 2
        while free in taken or free in self._bundled:
            free, number = f"{name[:36]}-{number}", number + 1
        return free

    def _bundled_summary(self, name: str) -> MapSummary:
        path = self._bundled[name]
        try:
            key = (path, path.stat().st_mtime_ns)
            if key not in self._summaries:
                self._summaries[key] = self._load_summary(name)
            return self._summaries[key]
        except (MapError, OSError) as error:
            problem = without_folder(str(error), path.parent)
            return MapSummary(name, name, bundled=True, problem=problem)

    def _load_summary(self, name: str) -> MapSummary:
        loaded = self.load(name)
        facts = facts_of(loaded)
        size_bytes = sum(len(content) for content in loaded.bundle.files.values())
        return MapSummary(
            name,
            facts.title,
            bundled=True,
            width=facts.width,
            height=facts.height,
            zones=facts.zones,
            portals=tuple(facts.portals),
            warnings=len(loaded.warnings),
            size_bytes=size_bytes + self.path(name).stat().st_size,
        )


def _summary_of(meta: StoredMap) -> MapSummary:
    facts = meta.facts
    return MapSummary(
        meta.name,
        facts.title,
        bundled=False,
        width=facts.width,
        height=facts.height,
        zones=facts.zones,
        portals=tuple(facts.portals),
        warnings=len(meta.warnings),
        size_bytes=meta.size_bytes,
        added_ms=meta.added_ms,
        source=meta.source,
    )


def _error_of(line: str) -> MapProblem:
    """Take a message apart: `FILE: KEY: what is wrong`, of which the first two may be missing."""
    parts = line.split(": ", 2)
    file, key = (parts[0], parts[1]) if len(parts) > 2 else ("", parts[0] if parts[1:] else "")
    return MapProblem("error", file, key, parts[-1])


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"
