"""Maps that were loaded, kept as long as the files that they were made from stay as they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.load import load_map
from island_server.ports import LoadedIsland

KEPT_MAPS = 8
"""The maps used last; each is as large as its images."""

_Key = tuple[Path, Path | None, tuple[str, ...]]
_State = tuple[tuple[int, int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    loaded: LoadedIsland
    state: _State


class MapCache:
    """Loads maps by `load_map`, each once. May be called from several threads."""

    def __init__(self, limits: MapLimits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._kept: dict[_Key, _Kept] = {}
        self._changing = Lock()

    def load(
        self, path: Path, root: Path | None = None, islands: Collection[str] = ()
    ) -> LoadedIsland:
        """Give a map as its files are now; see `load_map`. Raises `MapError`."""
        key = (path, root, tuple(sorted(islands)))
        with self._changing:
            kept = self._kept.pop(key, None)
        if kept is None or kept.state != _state(kept.loaded.files):
            loaded = load_map(path, self._limits, root, islands)
            kept = _Kept(loaded, _state(loaded.files))
        with self._changing:
            self._kept[key] = kept
            while len(self._kept) > KEPT_MAPS:
                del self._kept[next(iter(self._kept))]
        return kept.loaded


def _state(files: Collection[Path]) -> _State:
    return tuple(_state_of(file) for file in files)


def _state_of(file: Path) -> tuple[int, int, int] | None:
    """What changes when a file does; none if it is not there."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
