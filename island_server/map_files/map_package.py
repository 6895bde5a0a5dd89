"""Maps that come together: a zip, or a folder, of anyone's making.

Nothing is believed of a zip: names, sizes and ratios are held against limits before and while it is
unpacked, and what is unpacked are plain files below one folder.
"""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from island_server.errors import MapError
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.map_references import (
    MAP_SUFFIXES,
    MEDIA_SUFFIXES,
    PART_SUFFIXES,
    base_map,
    is_map,
)

TAKEN_SUFFIXES = MEDIA_SUFFIXES | PART_SUFFIXES | MAP_SUFFIXES
"""Other files, nested zips among them, are left where they are."""

_CHUNK_BYTES = 64 * 1024
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_END_BYTES = 22
_END_64_BYTES = 20
_COMMENT_BYTES = 65_535
_NAME_BYTES = 255
_ENTRY_BYTES = 1024
"""Room for one entry of a zip's directory: a path, and what programs add to it."""
_READ_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The others can ask for memory without limit."""
_ENCRYPTED = 0x1
_NOISE = frozenset({"__MACOSX", ".git", "node_modules"})


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """Limits on what comes together.

    Attributes:
        files: entries of a zip, files of a folder.
        maps: maps in it.
        unpacked_bytes: all files together.
        ratio: how many times larger than the zip itself they may be...
        ratio_free_bytes: ...once they are larger than this: empty maps pack extremely well.
        path_chars: a file's path.
        depth: folders within folders.
    """

    files: int = 2_000
    maps: int = 20
    unpacked_bytes: int = 256 * 2**20
    ratio: int = 100
    ratio_free_bytes: int = 32 * 2**20
    path_chars: int = 240
    depth: int = 24


DEFAULT_PACKAGE_LIMITS = PackageLimits()


class FileNames:
    """The paths of one package, each plain and none like another on any file system."""

    def __init__(self, limits: PackageLimits) -> None:
        self._limits = limits
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def admit(self, name: str) -> PurePosixPath:
        """Check a file's path, with forward slashes. Raises `ValueError`: what is wrong with it."""
        problem = path_problem(name, self._limits)
        if problem:
            raise ValueError(problem)
        folded = unicodedata.normalize("NFC", name).casefold()
        parents = [str(parent) for parent in PurePosixPath(folded).parents][:-1]
        if folded in self._files:
            raise ValueError("is there twice")
        if folded in self._folders or self._files.intersection(parents):
            raise ValueError("is both a file and a folder")
        self._files.add(folded)
        self._folders.update(parents)
        if len(self._files) > self._limits.files:
            raise ValueError(f"is one too many: at most {self._limits.files} files are taken")
        return PurePosixPath(name)


class Package:
    """A folder into which everything is laid that came together; limits hold for all of it."""

    def __init__(self, folder: Path, limits: PackageLimits = DEFAULT_PACKAGE_LIMITS) -> None:
        """Begin with an empty folder."""
        self.folder = folder
        self._limits = limits
        self._names = FileNames(limits)
        self._left_bytes = limits.unpacked_bytes

    def take(self, name: str, path: Path) -> None:
        """Move a single file here. Raises `MapError` for its name, `OSError` by the disk."""
        target = self.folder / self._admit(name, printable(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)

    def unpack(self, package: Path, shown: str) -> None:
        """Unpack a zip, which messages call `shown`.

        Raises `MapError` that names the entry and what is wrong; `OSError` if the disk refuses.
        """
        try:
            _check_directory(package, shown, self._limits)
            with zipfile.ZipFile(package) as archive:
                most = max(
                    self._limits.ratio_free_bytes,
                    self._limits.ratio * package.stat().st_size,
                )
                for entry, path in self._checked(archive.infolist(), shown):
                    most -= self._extract(archive, entry, self.folder / path, most, shown)
        except (zipfile.BadZipFile, zlib.error, EOFError, struct.error) as error:
            raise MapError(f"{shown}: is a broken zip: {printable(str(error))}") from error
        except (NotImplementedError, RuntimeError, ValueError) as error:
            raise MapError(f"{shown}: is a zip of a kind that is not read") from error

    def _checked(
        self, entries: list[zipfile.ZipInfo], shown: str
    ) -> list[tuple[zipfile.ZipInfo, PurePosixPath]]:
        """Check every entry before the first is unpacked; give those to unpack."""
        if len(entries) > self._limits.files:
            raise MapError(f"{shown}: holds more than {self._limits.files} files")
        wanted = []
        for entry in entries:
            where = f"{shown}: {printable(entry.filename)}"
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise MapError(f"{where}: is a link or a device")
            if entry.flag_bits & _ENCRYPTED:
                raise MapError(f"{where}: is encrypted")
            if entry.is_dir():
                problem = path_problem(entry.filename.rstrip("/"), self._limits)
                if problem:
                    raise MapError(f"{where}: {problem}")
                continue
            path = self._admit(entry.filename, where)
            if not _is_wanted(path):
                continue
            if entry.compress_type not in _READ_METHODS:
                raise MapError(f"{where}: is compressed in a way that is not read")
            wanted.append((entry, path))
        return wanted

    def _admit(self, name: str, where: str) -> PurePosixPath:
        try:
            return self._names.admit(name)
        except ValueError as error:
            raise MapError(f"{where}: {error}") from error

    def _extract(
        self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, most: int, shown: str
    ) -> int:
        """Unpack one file; gives its size, which the zip itself may have told wrongly."""
        target.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with archive.open(entry) as packed, target.open("xb") as unpacked:
            while chunk := packed.read(_CHUNK_BYTES):
                size += len(chunk)
                self._left_bytes -= len(chunk)
                if self._left_bytes < 0 or size > most:
                    raise MapError(f"{shown}: is too large when unpacked")
                unpacked.write(chunk)
        return size


def find_maps(
    folder: Path, package: PackageLimits, limits: MapLimits = DEFAULT_LIMITS
) -> list[Path]:
    """Find the maps in a folder, sorted by path.

    What a .wam builds upon is no map of its own, and of a map saved in several forms under one name
    the richest counts. Raises `MapError` if there are too many files or maps.
    """
    maps = [path for path in _files(folder, package) if is_map(path, limits)]
    bases = {base_map(path, folder, limits) for path in maps if path.suffix.lower() == ".wam"}
    best: dict[Path, Path] = {}
    for path in sorted(maps, key=lambda path: (_RANK[path.suffix.lower()], path)):
        if path.resolve() not in bases:
            best.setdefault(path.with_suffix(""), path)
    if len(best) > package.maps:
        raise MapError(f"{folder.name}: holds {len(best)} maps, at most {package.maps} are taken")
    return sorted(best.values())


_RANK = {".wam": 0, ".tmj": 1, ".json": 2, ".tmx": 3}


def _files(folder: Path, limits: PackageLimits) -> Iterator[Path]:
    """Walk through a folder, in order; links are not followed."""
    seen = 0
    folders = [folder]
    while folders:
        here = folders.pop()
        for path in sorted(here.iterdir()):
            seen += 1
            if seen > limits.files * 2:
                raise MapError(f"{folder.name}: holds more than {limits.files} files")
            if path.name in _NOISE or path.is_symlink():
                continue
            if path.is_dir():
                folders.append(path)
            elif path.suffix.lower() in TAKEN_SUFFIXES:
                yield path


def path_problem(name: str, limits: PackageLimits) -> str | None:
    """What is wrong with a path out of a package; none if it can be used as it is."""
    parts = name.split("/")
    drive = name[1:2] == ":" and name[:1].isalpha()
    if len(name) > limits.path_chars or len(parts) > limits.depth:
        return "has too long a path"
    if drive or ".." in parts or "\\" in name or name.startswith("/"):
        return "has a path that leads out of the package"
    if not name.isprintable() or not all(map(_is_plain, parts)):
        return "has an impossible name"
    return None


def _is_plain(part: str) -> bool:
    try:
        short = len(part.encode()) <= _NAME_BYTES
    except UnicodeEncodeError:
        return False
    return short and part not in ("", ".") and part == part.strip()


def _is_wanted(path: PurePosixPath) -> bool:
    noise = any(part in _NOISE or part.startswith("._") for part in path.parts)
    return not noise and path.suffix.lower() in TAKEN_SUFFIXES


def _check_directory(package: Path, shown: str, limits: PackageLimits) -> None:
    """Refuse a zip whose directory alone would fill the memory, before it is read."""
    with package.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _END_BYTES - _COMMENT_BYTES - _END_64_BYTES))
        tail = stream.read()
    if _END_64 in tail:
        raise MapError(f"{shown}: is a zip of a kind that is not read (zip64)")
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise MapError(f"{shown}: is not a zip, or only a part of one")
    entries, directory_bytes = struct.unpack_from("<HI", tail, at + 10)
    if entries > limits.files or directory_bytes > limits.files * _ENTRY_BYTES:
        raise MapError(f"{shown}: holds more than {limits.files} files")


def printable(name: str) -> str:
    """A name out of a package as a message can show it."""
    return "".join(c if c.isprintable() else "?" for c in name[:120])
