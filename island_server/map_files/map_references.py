"""Which files a map refers to: what has to lie beside it wherever it goes.

Files are not parsed but searched for keys and texts, in one pass: a hostile file costs no more than
a good one of its size. What a text could mean is decided by the file that it would name, so the
same rule serves TMJ, TSJ, WAM, TMX, TSX and templates.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from island_server.errors import MapError
from island_server.map_files.limits import MapLimits

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg"})
_SOUNDS = frozenset({".mp3", ".ogg", ".oga", ".wav", ".m4a", ".aac", ".opus", ".mp4", ".webm"})
_PAGES = frozenset({".html", ".htm", ".pdf"})
MEDIA_SUFFIXES = _PICTURES | _SOUNDS | _PAGES
"""What is taken along whatever key names it."""
MAP_SUFFIXES = frozenset({".tmj", ".tmx", ".wam"})
"""Files that are maps by their name; a .json may be one."""
PART_SUFFIXES = frozenset({".tsx", ".tsj", ".tx", ".tj", ".xml", ".json"})
"""Tilesets, templates and collections: parts of a map, with references of their own."""

_KNOWN_SUFFIXES = MEDIA_SUFFIXES | MAP_SUFFIXES | PART_SUFFIXES
_PART_KEYS = frozenset({"source", "template"})
_BASE_KEYS = frozenset({"mapUrl"})
_COLLECTION_KEYS = frozenset({"url"})
_JSON_TEXT = re.compile(rb'"([A-Za-z_]{1,40})"\s*:\s*("(?:[^"\\]|\\.)*+")')
_XML_TEXT = re.compile(rb"""\b([A-Za-z_]{1,40})\s*=\s*("[^"<]*+"|'[^'<]*+')""")
_JSON_MAP = re.compile(rb'"layers"\s*:\s*\[')
_JSON_MAP_TOO = re.compile(rb'"(?:tilewidth|orientation|infinite)"\s*:')
_REFERENCE_CHARS = 1024
_REFERENCES = 20_000
"""Different texts of one map that could name a file; each costs a look at the disk."""


def texts_in(path: Path, limits: MapLimits) -> set[str]:
    """Gather the texts of a file that could name another one, as a path alone.

    Raises `MapError` if it cannot be read or has too many of them.
    """
    try:
        references = _references(_read(path, limits), _REFERENCES)
    except ValueError as error:
        raise MapError(f"{path.name}: {error}") from error
    return {unquote(_plain(text)) for _, text in references}


def referred_files(map_file: Path, root: Path, limits: MapLimits) -> list[Path]:
    """Give the files that a map is made of, itself first; each lies below `root` and exists.

    References to nothing, to the network or out of `root` are left out: the map's own check tells
    of them. Raises `MapError` if a file cannot be read.
    """
    root = root.resolve()
    found = [map_file.resolve()]
    seen = set(found)
    left = _REFERENCES
    for file in found:  # grows meanwhile
        if file.suffix.lower() in MEDIA_SUFFIXES:
            continue
        try:
            references = _references(_read(file, limits), left)
        except ValueError as error:
            raise MapError(f"{map_file.name}: {error}") from error
        left -= len(references)
        for key, text in sorted(references):
            path = _file_below(root, file.parent, text)
            if path and path not in seen and _belongs(path, key, file, limits):
                seen.add(path)
                found.append(path)
    return found


def is_map(path: Path, limits: MapLimits) -> bool:
    """Whether a file looks like a map: by its name or, for .json, by what is in it."""
    suffix = path.suffix.lower()
    if suffix != ".json":
        return suffix in MAP_SUFFIXES
    content = _read(path, limits)
    return bool(_JSON_MAP.search(content) and _JSON_MAP_TOO.search(content))


def base_map(wam: Path, root: Path, limits: MapLimits) -> Path | None:
    """Give the map that a .wam builds upon, if it is here."""
    for key, text in _texts(_read(wam, limits)):
        if key in _BASE_KEYS:
            return _file_below(root.resolve(), wam.parent, text)
    return None


def _belongs(path: Path, key: str, referrer: Path, limits: MapLimits) -> bool:
    suffix = path.suffix.lower()
    if suffix in MEDIA_SUFFIXES:
        return True
    if referrer.suffix.lower() == ".wam":
        if key in _BASE_KEYS:
            return suffix in MAP_SUFFIXES or suffix == ".json"
        return key in _COLLECTION_KEYS and suffix == ".json" and not is_map(path, limits)
    return key in _PART_KEYS and suffix in PART_SUFFIXES


def _references(content: bytes, most: int) -> set[tuple[str, str]]:
    """Gather the texts that could name a file, with their keys."""
    found: set[tuple[str, str]] = set()
    for key, text in _texts(content):
        if PurePosixPath(_plain(text)).suffix.lower() in _KNOWN_SUFFIXES:
            found.add((key, text))
        if len(found) > most:
            raise ValueError(f"refers to more than {_REFERENCES} files")
    return found


def _texts(content: bytes) -> Iterator[tuple[str, str]]:
    """Give every key that has a short text with a dot in it for a value, and that text, once."""
    is_xml = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    for key, value in {
        (match[1], match[2])
        for match in (_XML_TEXT if is_xml else _JSON_TEXT).finditer(content)
        if b"." in match[2] and len(match[2]) <= _REFERENCE_CHARS
    }:
        text = value.decode("utf-8", "replace")
        try:
            yield key.decode(), html.unescape(text[1:-1]) if is_xml else json.loads(text)
        except ValueError:
            continue


def _file_below(root: Path, folder: Path, text: str) -> Path | None:
    """Give the file that a text names, as it is or with %20 and the like; none if it names none."""
    plain = _plain(text)
    for name in dict.fromkeys((text, plain, unquote(plain))):
        if not name or "\0" in name or "\\" in name or "://" in name or name.startswith("/"):
            continue
        try:
            path = (folder / name).resolve()
            if path.is_relative_to(root) and path.is_file():
                return path
        except (OSError, ValueError, RuntimeError):
            continue
    return None


def _plain(text: str) -> str:
    return text.split("#", 1)[0].split("?", 1)[0]


def _read(path: Path, limits: MapLimits) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise MapError(f"{path.name}: cannot be read: {error.strerror}") from error
    if len(content) > limits.file_bytes:
        raise MapError(f"{path.name}: is larger than {limits.file_bytes} bytes")
    return content
