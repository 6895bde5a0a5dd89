"""A map's files, taken along: only those that it refers to, laid out as they were."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from island_server.errors import MapError
from island_server.map_files.limits import MapLimits
from island_server.map_files.map_package import PackageLimits
from island_server.map_files.map_references import referred_files

_CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class MapCopy:
    """What was taken along: the map file below the new folder, and all files together."""

    file: str
    checksum: str
    size_bytes: int


def copy_map(
    source: Path, root: Path, into: Path, package: PackageLimits, limits: MapLimits
) -> MapCopy:
    """Copy a map and what it refers to below `root` into an empty folder, and onto the disk.

    Raises `MapError` if it is too much or cannot be read, `OSError` if it cannot be written.
    """
    files = referred_files(source, root, limits)
    if len(files) > package.files:
        raise MapError(f"{source.name}: refers to more than {package.files} files")
    top = Path(os.path.commonpath([file.parent for file in files]))
    digest, left = hashlib.sha256(), package.unpacked_bytes
    for file in sorted(files):
        below = file.relative_to(top)
        target = into / below
        target.parent.mkdir(parents=True, exist_ok=True)
        copied, content = _copy(file, target, left, source.name)
        digest.update(below.as_posix().encode() + b"\0" + content)
        left -= copied
    return MapCopy(
        files[0].relative_to(top).as_posix(), digest.hexdigest(), package.unpacked_bytes - left
    )


def _copy(file: Path, target: Path, most: int, shown: str) -> tuple[int, bytes]:
    """Copy a file; give its size and the hash of its content."""
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as given, target.open("xb") as kept:
        while chunk := given.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > most:
                raise MapError(f"{shown}: its files are too large together")
            digest.update(chunk)
            kept.write(chunk)
        kept.flush()
        os.fsync(kept.fileno())
    return size, digest.digest()
