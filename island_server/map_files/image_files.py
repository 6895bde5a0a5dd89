"""The images that a map names: found below the map's own folder, and really PNG."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from island_server.errors import MapError
from island_server.map_files.limits import MapLimits

_PNG_START = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_PNG_SIZE = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class ImageFile:
    """One image: its name at /maps/ID/, its bytes, its sides in pixels."""

    name: str
    content: bytes
    width: int
    height: int


def read_images(
    wanted: Iterable[str], folder: Path, file: str, limits: MapLimits
) -> dict[str, ImageFile]:
    """Read images.

    Args:
        wanted: paths as the map has them.
        folder: where the map lies; nothing outside is read, not by a symbolic link either.
        file: the map, for messages.
        limits: how many bytes and pixels.

    Raises `MapError` if an image is missing, outside, too large or no PNG.
    """
    found: dict[str, ImageFile] = {}
    names: set[str] = set()
    left = limits.images_bytes
    for source in dict.fromkeys(wanted):
        where = f"{file}: tilesets: image '{source[:200]}'"
        content = _read(_below(folder, source, where), min(limits.image_bytes, left), where)
        left -= len(content)
        width, height = _png_size(content, where, limits)
        name = _served_name(source, names)
        names.add(name)
        found[source] = ImageFile(name, content, width, height)
    return found


def _below(folder: Path, source: str, where: str) -> Path:
    try:
        root = folder.resolve()
        path = (root / source).resolve()
        inside = path.is_relative_to(root)
    except (OSError, ValueError, RuntimeError) as error:
        raise MapError(f"{where} has an impossible name") from error
    if not inside:
        raise MapError(f"{where} lies outside the folder of the map")
    return path


def _read(path: Path, most: int, where: str) -> bytes:
    try:
        if not path.is_file():
            raise MapError(f"{where} does not exist")
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except (OSError, ValueError) as error:
        raise MapError(f"{where} cannot be read: {error}") from error
    if len(content) > most:
        raise MapError(f"{where} is too large")
    return content


def _png_size(content: bytes, where: str, limits: MapLimits) -> tuple[int, int]:
    end = len(_PNG_START) + _PNG_SIZE.size
    if not content.startswith(_PNG_START) or len(content) < end:
        raise MapError(f"{where} is not a PNG")
    width, height = _PNG_SIZE.unpack(content[len(_PNG_START) : end])
    if not (0 < width <= limits.image_px and 0 < height <= limits.image_px):
        raise MapError(f"{where} is {width} x {height} px, at most {limits.image_px} are read")
    return width, height


def _served_name(source: str, taken: set[str]) -> str:
    """Make a file name that is one plain path segment and not taken yet."""
    stem = PurePosixPath(source).stem
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in stem)[:60]
    name, number = f"{plain or 'image'}.png", 2
    while name in taken:
        name, number = f"{plain or 'image'}-{number}.png", number + 1
    return name
