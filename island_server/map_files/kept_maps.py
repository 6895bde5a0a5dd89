"""The maps on which logged events took place, kept for their replay in `log-maps/ID/`.

A folder holds `island.json` and `files/`, as browsers fetch them. It is written beside and then
renamed: a folder with a map's name is whole. What nobody used for longest goes when space is short.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import threading
from collections.abc import Collection, Mapping
from pathlib import Path

from island_server.errors import MapError
from island_server.ports import IslandMapBundle

FOLDER = "log-maps"
MAP_FILE = "island.json"
FILES_FOLDER = "files"
_DRAFT = "."
"""How the name of a folder begins that is being written or deleted."""
_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")
"""What names a map or a file here: one path segment, no draft."""


class KeptMaps:
    """Keeps maps by their id. Everything blocks: call it in a thread; threads may do so at once."""

    def __init__(self, data_dir: Path, most_bytes: int) -> None:
        """Look what there is in the data folder; what was left half-written is deleted."""
        self._folder = data_dir / FOLDER
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._sizes: dict[str, int] = {}
        """By id, the longest unused first."""
        for folder in sorted(self._folder.glob("*"), key=_used_ns):
            if folder.name.startswith(_DRAFT):
                shutil.rmtree(folder, ignore_errors=True)
            elif _PLAIN.fullmatch(folder.name) and folder.is_dir():
                self._sizes[folder.name] = _size_bytes(folder)

    def ids(self) -> frozenset[str]:
        """The maps that are kept. Returns at once."""
        return frozenset(self._sizes)

    def keep(self, bundle: IslandMapBundle, in_use: Collection[str] = ()) -> None:
        """Keep a map, or note that it is used again; `in_use` are not given up for it.

        Raises:
            MapError: it is larger than all that may be kept, or has a name that no file can have.
            OSError: the disk refuses.
        """
        with self._lock:
            if bundle.id in self._sizes:
                self._note_use(bundle.id)
                return
            size = _bundle_bytes(bundle)
            _check_names(bundle)
            self._make_room(bundle.id, size, {*in_use, bundle.id})
            self._write(bundle)
            self._sizes[bundle.id] = size

    def bundle(self, map_id: str) -> IslandMapBundle | None:
        """A map that was kept, as it was; `None` if it was not, or cannot be read any more."""
        with self._lock:
            if map_id not in self._sizes:
                return None
            folder = self._folder / map_id
            try:
                document = (folder / MAP_FILE).read_bytes()
                files = {f.name: f.read_bytes() for f in (folder / FILES_FOLDER).iterdir()}
            except OSError:
                return None
            self._note_use(map_id)
            return IslandMapBundle(map_id, document, files)

    def forget_others(self, wanted: Collection[str]) -> int:
        """Delete all maps but these; returns how many. Raises `OSError` if one cannot be."""
        with self._lock:
            unwanted = [map_id for map_id in self._sizes if map_id not in wanted]
            for map_id in unwanted:
                self._delete(map_id)
            return len(unwanted)

    def _note_use(self, map_id: str) -> None:
        self._sizes[map_id] = self._sizes.pop(map_id)
        os.utime(self._folder / map_id)

    def _make_room(self, map_id: str, size: int, in_use: Collection[str]) -> None:
        going, left = [], self._most_bytes - size - sum(self._sizes.values())
        for other, other_size in self._sizes.items():
            if left >= 0:
                break
            if other not in in_use:
                going.append(other)
                left += other_size
        if left < 0:
            raise MapError(f"{map_id}: takes {size} bytes, more than may be kept for replays")
        for other in going:
            self._delete(other)

    def _write(self, bundle: IslandMapBundle) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f"{_DRAFT}{bundle.id}.{secrets.token_hex(4)}"
        try:
            (draft / FILES_FOLDER).mkdir(parents=True)
            _write_files(draft / FILES_FOLDER, bundle.files)
            _write_files(draft, {MAP_FILE: bundle.json})
            draft.rename(self._folder / bundle.id)
            _sync(self._folder)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise

    def _delete(self, map_id: str) -> None:
        going = self._folder / f"{_DRAFT}{map_id}.{secrets.token_hex(4)}"
        (self._folder / map_id).rename(going)
        del self._sizes[map_id]
        shutil.rmtree(going, ignore_errors=True)


def kept_document(data_dir: Path, map_id: str) -> bytes | None:
    """The compact form of a map, without its files, for whoever only looks; `None` if not kept."""
    if not _PLAIN.fullmatch(map_id):
        return None
    try:
        return (data_dir / FOLDER / map_id / MAP_FILE).read_bytes()
    except OSError:
        return None


def _check_names(bundle: IslandMapBundle) -> None:
    for name in (bundle.id, *bundle.files):
        if not _PLAIN.fullmatch(name):
            raise MapError(f"{bundle.id}: {name!r} cannot be the name of a file")


def _bundle_bytes(bundle: IslandMapBundle) -> int:
    return len(bundle.json) + sum(map(len, bundle.files.values()))


def _size_bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _used_ns(folder: Path) -> int:
    return folder.stat().st_mtime_ns


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        with (folder / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
