"""One map of the library as it lies in the data folder: `NAME/map.json` and `NAME/files/`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

import msgspec

from island_server.errors import MapError
from island_server.map_files.map_cache import MapCache
from island_server.ports import LoadedIsland

META_FILE = "map.json"
FILES_FOLDER = "files"
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
"""What a map can be called."""
WARNINGS_KEPT = 200
WARNING_CHARS = 500
_VERSION = 1
_META_BYTES = 1024 * 1024


class MapFacts(msgspec.Struct, frozen=True):
    """What a list of maps tells of one; as in `ports.MapSummary`."""

    title: str
    width: int
    height: int
    zones: dict[str, int]
    portals: list[str]


class StoredMap(msgspec.Struct, frozen=True):
    """The content of `map.json`.

    Attributes:
        file: the map file, relative to `files/`.
        source: what was given when it was added.
        checksum: SHA-256 over all files and their paths.
        size_bytes: all files together.
        added_ms: by wall time.
    """

    name: str
    file: str
    source: str
    checksum: str
    size_bytes: int
    added_ms: int
    warnings: list[str]
    facts: MapFacts
    version: int = _VERSION


def facts_of(loaded: LoadedIsland) -> MapFacts:
    """Gather what a list tells of a map."""
    island = loaded.island
    kinds = Counter(zone.kind.value for zone in island.zones)
    portals = {zone.portal.island for zone in island.zones if zone.portal}
    return MapFacts(
        title=island.name,
        width=island.tiles.width,
        height=island.tiles.height,
        zones=dict(sorted(kinds.items())),
        portals=sorted(portals),
    )


def load_within(
    path: Path, root: Path, cache: MapCache, islands: Collection[str] = ()
) -> LoadedIsland:
    """Load a map all of whose files lie below `root`; messages name files relative to it.

    Raises `MapError`.
    """
    try:
        loaded = cache.load(path, root, islands)
    except MapError as error:
        raise MapError(without_folder(str(error), root)) from error
    warnings = tuple(without_folder(line, root) for line in loaded.warnings)
    return replace(loaded, warnings=warnings)


def without_folder(text: str, folder: Path) -> str:
    """Take a folder's path out of a message: where things lie here is nobody's business."""
    return text.replace(f"{folder}/", "").replace(str(folder), folder.name)


def kept_warnings(warnings: Iterable[str]) -> list[str]:
    """Cut warnings to what is worth keeping."""
    return [line[:WARNING_CHARS] for line in list(warnings)[:WARNINGS_KEPT]]


def read_meta(folder: Path, name: str) -> StoredMap | None:
    """Read what is known of the map in a folder; none if there is no whole map of this name."""
    try:
        with (folder / META_FILE).open("rb") as stream:
            meta = msgspec.json.decode(stream.read(_META_BYTES), type=StoredMap)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None
    inside = not Path(meta.file).is_absolute() and ".." not in Path(meta.file).parts
    return meta if meta.name == name and inside else None


def encode_meta(meta: StoredMap) -> bytes:
    """Give the content of `map.json`, for programs and for people."""
    return msgspec.json.format(msgspec.json.encode(meta)) + b"\n"
