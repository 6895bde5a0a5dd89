"""The folder where added maps lie: each is there as a whole, or not at all.

A map is made ready under another name, written through to the disk, and then renamed. One program
at a time changes the folder; what a crash leaves behind is put right by `clean`.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from island_server.errors import StoreError
from island_server.map_files.stored_map import (
    FILES_FOLDER,
    META_FILE,
    NAME,
    StoredMap,
    encode_meta,
    read_meta,
)

_CHOICE = ".chosen"
_LOCK = ".lock"
_DRAFT, _FORMER, _GONE, _UPLOAD = ".new.", ".old.", ".gone.", ".upload."


class MapFolder:
    """`DATA/maps`; made when the first map comes. Raises `StoreError` if the disk refuses."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def stored(self) -> list[StoredMap]:
        """The maps that are there, by name; what is damaged is left out."""
        try:
            names = sorted(p.name for p in self._path.iterdir() if NAME.fullmatch(p.name))
        except OSError:
            return []
        return [meta for name in names if (meta := read_meta(self._path / name, name)) is not None]

    def meta(self, name: str) -> StoredMap | None:
        """What is known of a map; none if there is no such map."""
        return read_meta(self._path / name, name) if NAME.fullmatch(name) else None

    def files(self, name: str) -> Path:
        """The folder with the files of a map."""
        return self._path / name / FILES_FOLDER

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Be the only one who changes the folder; waits until nobody else does."""
        with self._disk():
            self._path.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                yield
            finally:
                os.close(descriptor)

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """Make a folder in which a map is made ready; gone afterwards unless it was put."""
        with self._disk(), self._temporary(_DRAFT) as path:
            (path / FILES_FOLDER).mkdir()
            yield path

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Make a folder for an upload; gone afterwards with all that is in it."""
        with self._disk():
            self._path.mkdir(parents=True, exist_ok=True)
        with self._temporary(_UPLOAD) as path:
            yield path

    def put(self, draft: Path, meta: StoredMap) -> None:
        """Make a draft the map of its name; a former one goes. Call it while `changing`."""
        write_synced(draft / META_FILE, encode_meta(meta))
        for folder in (p for p in draft.rglob("*") if p.is_dir()):
            _sync_folder(folder)
        _sync_folder(draft)
        place = self._path / meta.name
        former = self._path / f"{_FORMER}{meta.name}.{secrets.token_hex(8)}"
        if place.exists():
            place.rename(former)
        try:
            draft.rename(place)
        except OSError:
            if former.exists():
                former.rename(place)
            raise
        _sync_folder(self._path)
        shutil.rmtree(former, ignore_errors=True)

    def drop(self, name: str) -> None:
        """Remove a map. Call it while `changing`."""
        gone = self._path / f"{_GONE}{secrets.token_hex(8)}"
        (self._path / name).rename(gone)
        _sync_folder(self._path)
        shutil.rmtree(gone, ignore_errors=True)

    def chosen(self) -> str | None:
        """The name that was chosen last, whether or not there is such a map."""
        try:
            name = (self._path / _CHOICE).read_text("ascii").strip()
        except (OSError, ValueError):
            return None
        return name if NAME.fullmatch(name) else None

    def choose(self, name: str) -> None:
        """Keep a choice. Call it while `changing`."""
        with self.draft() as draft:
            write_synced(draft / _CHOICE, f"{name}\n".encode("ascii"))
            (draft / _CHOICE).replace(self._path / _CHOICE)
        _sync_folder(self._path)

    def clean(self) -> None:
        """Remove what crashes left half done; give a map back whose replacement came to nothing."""
        if not self._path.is_dir():
            return
        with self.changing():
            for path in sorted(self._path.iterdir()):
                name = path.name.removeprefix(_FORMER).rpartition(".")[0]
                is_former = path.name.startswith(_FORMER) and NAME.fullmatch(name)
                if is_former and not (self._path / name).exists():
                    path.rename(self._path / name)
                elif path.name.startswith((_DRAFT, _FORMER, _GONE, _UPLOAD)) and not _is_held(path):
                    shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _temporary(self, prefix: str) -> Iterator[Path]:
        """A folder that `clean` leaves alone for as long as this process is at work in it."""
        path = self._path / f"{prefix}{secrets.token_hex(8)}"
        with self._disk():
            path.mkdir(mode=0o700)
            held = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_SH)
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)
            os.close(held)

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise disk_error(self._path, error) from error


def disk_error(folder: Path, error: OSError) -> StoreError:
    """Say in one line that the disk refuses."""
    return StoreError(f"maps cannot be kept in {folder}: {error.strerror or error}")


def write_synced(path: Path, content: bytes) -> None:
    """Write a file that is on the disk when this returns."""
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_held(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
