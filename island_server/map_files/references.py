"""The files that a map names: found below one root folder, and nowhere else.

A path is written relative to the folder of the file that was opened, with forward slashes; it may
begin with `..` as long as it stays below the root. Addresses are never fetched.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path

from island_server.errors import MapError
from island_server.map_files.image_sizes import ImageSize, image_size
from island_server.map_files.limits import MapLimits

_DRIVE = re.compile(r"[a-zA-Z]:")
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:")
_IMAGE_HEAD_BYTES = 256 * 1024


class BadReference(MapError):
    """A file that a map names cannot be had; the text says why, the caller adds file and key."""


class RemoteReference(BadReference):
    """It is an address: the file may well exist, but is not fetched."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a map lies: its own folder, and the root that nothing it names may leave.

    `found` gathers all that was looked for, whether it is there or not.
    """

    home: Path
    root: Path
    found: set[Path] = field(default_factory=set, compare=False)

    def find(self, name: str) -> Path:
        """Give where a path leads, links followed. Raises `BadReference` if outside the root."""
        try:
            path = (self.home / name).resolve()
            inside = path.is_relative_to(self.root)
        except (OSError, ValueError, RuntimeError) as error:
            raise BadReference("has an impossible name") from error
        if not inside:
            raise BadReference("lies outside the folders of the map")
        self.found.add(path)
        return path


def folder_of(path: Path, limits: MapLimits, root: Path | None = None) -> Folder:
    """Give the folder of a map file. Without a root, `limits.reference_levels` above it is root.

    Raises `MapError` if the map itself lies outside the root or its path makes no sense.
    """
    try:
        home = path.parent.resolve()
        if root is None:
            levels = (home, *home.parents)
            root = levels[min(limits.reference_levels, len(levels) - 1)]
        root = root.resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise MapError(f"{path}: cannot be read: {error}") from error
    if not home.is_relative_to(root):
        raise MapError(f"{path}: lies outside the folder {root}")
    return Folder(home, root)


def relative_name(source: str, holder: str, limits: MapLimits) -> str:
    """Write the path that stands in the file `holder` relative to the folder of the map.

    Raises `BadReference` for what is no path on this machine or leads above every folder.
    """
    if len(source) > limits.path_chars:
        raise BadReference("has too long a name")
    if not source or not source.isprintable():
        raise BadReference("has an impossible name")
    plain = source.replace("\\", "/")
    if _ADDRESS.match(plain):
        raise RemoteReference("is an address; only files beside the map are read")
    if plain.startswith("/") or _DRIVE.match(plain):
        raise BadReference("is an absolute path; it must be relative to the file it stands in")
    name = posixpath.normpath(posixpath.join(posixpath.dirname(holder), plain))
    if len(name) > limits.path_chars:
        raise BadReference("has too long a name")
    return name


@dataclass(slots=True)
class References:
    """Reads the files that a map names, and counts their bytes.

    Attributes:
        folder: none for a map that came without one: then no file can be had.
        read_bytes: how much was read so far.
    """

    folder: Folder | None
    limits: MapLimits
    read_bytes: int = 0
    _allowed: set[str] = field(default_factory=set)
    _sizes: dict[str, ImageSize | None] = field(default_factory=dict)

    def locate(self, source: str, holder: str) -> str:
        """Give the path of what the file `holder` calls `source`. Raises `BadReference`."""
        name = relative_name(source, holder, self.limits)
        if name in self._allowed:
            return name
        if len(self._allowed) >= self.limits.references:
            raise BadReference(f"is one more than the {self.limits.references} files of a map")
        if self.folder is not None:
            self.folder.find(name)
        self._allowed.add(name)
        return name

    def shown(self, name: str) -> str:
        """Name a file in messages, in the same way as the map itself is named."""
        return str(self.folder.home / name) if self.folder is not None else name

    def read(self, name: str) -> bytes:
        """Read a whole file. Raises `BadReference` if it is not there or too much."""
        content = self._read(name, self.limits.file_bytes + 1)
        if len(content) > self.limits.file_bytes:
            raise BadReference(f"is larger than {self.limits.file_bytes} bytes")
        self.read_bytes += len(content)
        if self.read_bytes > self.limits.files_bytes:
            raise BadReference(f"is more than the {self.limits.files_bytes} bytes of a whole map")
        return content

    def check(self, name: str) -> None:
        """Raise `BadReference` if a file cannot be read."""
        self._read(name, 0)

    def image_size(self, name: str) -> ImageSize | None:
        """Give the size of an image out of its own header; none if it cannot be read."""
        if name not in self._sizes:
            try:
                self._sizes[name] = image_size(self._read(name, _IMAGE_HEAD_BYTES))
            except BadReference:
                self._sizes[name] = None
        return self._sizes[name]

    def _read(self, name: str, most: int) -> bytes:
        if self.folder is None:
            raise BadReference("cannot be read: the map came without a folder")
        return read_file(self.folder.find(name), most)


def read_file(path: Path, most: int) -> bytes:
    """Read at most so many bytes of a plain file. Raises `BadReference`."""
    try:
        if not path.exists():
            raise BadReference("does not exist")
        if not path.is_file():  # a folder, or a pipe that would never end
            raise BadReference("is no file")
        with path.open("rb") as stream:
            return stream.read(most)
    except (OSError, ValueError) as error:
        raise BadReference("cannot be read") from error
