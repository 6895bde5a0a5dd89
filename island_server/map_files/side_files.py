"""Sounds, pages and pictures beside a map that its zones name: brought along under plain names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from island_server.core.island_map import IslandMap
from island_server.core.zone_effects import Effect, Sound, Tab, Website
from island_server.core.zones import Zone
from island_server.map_files.limits import MapLimits

_SOUNDS = frozenset({".mp3", ".ogg", ".opus", ".wav", ".m4a"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
_PAGES = frozenset({".html", ".htm", ".txt", ".pdf"})
SERVED_SUFFIXES = _SOUNDS | _PICTURES | _PAGES
_STEM_CHARS = 60


class _Lost(Exception):
    """A file cannot be brought; the text says why."""


@dataclass(slots=True)
class _Shelf:
    """What was brought so far, and under which name."""

    home: Path
    root: Path
    limits: MapLimits
    taken: set[str]
    names: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    size_bytes: int = 0

    def bring(self, address: str) -> str:
        """Give the name under which a file is served. Raises `_Lost`."""
        source = address.partition("#")[0].partition("?")[0]
        if source in self.names:
            return self.names[source]
        suffix = PurePosixPath(source).suffix.lower()
        if suffix not in SERVED_SUFFIXES:
            raise _Lost("is of no kind that is served")
        if len(self.files) >= self.limits.side_files:
            raise _Lost(f"is one more than {self.limits.side_files} files")
        left = self.limits.side_files_bytes - self.size_bytes
        content = self._read(source, min(self.limits.side_file_bytes, left))
        name = plain_name(source, suffix, self.taken)
        self.taken.add(name)
        self.size_bytes += len(content)
        self.names[source], self.files[name] = name, content
        return name

    def _read(self, source: str, most: int) -> bytes:
        for written in dict.fromkeys((source, unquote(source))):
            try:
                path = (self.home / written).resolve()
                if not path.is_relative_to(self.root):
                    raise _Lost("lies outside the folder of the map")
                if not path.is_file():
                    continue
                with path.open("rb") as stream:
                    content = stream.read(most + 1)
            except (OSError, ValueError, RuntimeError) as error:
                raise _Lost("cannot be read") from error
            if len(content) > most:
                raise _Lost("is too large")
            return content
        raise _Lost("does not exist")


def bring_files(
    island: IslandMap,
    home: Path,
    limits: MapLimits,
    *,
    taken: Iterable[str] = (),
    root: Path | None = None,
) -> tuple[IslandMap, dict[str, bytes], list[str]]:
    """Read the files that effects of zones name, and put their served names into the effects.

    Args:
        island: its zones' effects have `https://...` or a path relative to the map's folder.
        home: the folder of the map.
        limits: how many bytes and files.
        taken: names that are served already.
        root: nothing outside is read; the map's own folder if not given.

    Returns:
        The island with the names that are served, the files by name, and a warning for each
        effect that was left out because its file cannot be had.
    """
    home = home.resolve()
    shelf = _Shelf(home, root.resolve() if root else home, limits, set(taken))
    warnings: list[str] = []
    zones = tuple(_with_names(zone, shelf, warnings) for zone in island.zones)
    return replace(island, zones=zones), shelf.files, warnings


def plain_name(source: str, suffix: str, taken: Iterable[str]) -> str:
    """Make a file name that is one plain path segment and not taken yet."""
    stem = PurePosixPath(source).stem[:_STEM_CHARS]
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in stem)
    known = frozenset(taken)
    name, number = f"{plain or 'file'}{suffix}", 2
    while name in known:
        name, number = f"{plain or 'file'}-{number}{suffix}", number + 1
    return name


def _with_names(zone: Zone, shelf: _Shelf, warnings: list[str]) -> Zone:
    if not any(isinstance(effect, Website | Tab | Sound) for effect in zone.effects):
        return zone
    return replace(zone, effects=tuple(_kept(zone, shelf, warnings)))


def _kept(zone: Zone, shelf: _Shelf, warnings: list[str]) -> Iterator[Effect]:
    for effect in zone.effects:
        if not isinstance(effect, Website | Tab | Sound) or effect.url.startswith("https://"):
            yield effect
            continue
        try:
            yield replace(effect, url=shelf.bring(effect.url))
        except _Lost as problem:
            shown = "".join(c if c.isprintable() else "?" for c in effect.url[:100])
            warnings.append(f"zone '{zone.id}': file '{shown}' {problem}; left out")
