"""Sounds, pages and pictures beside a map that its zones name: brought along under plain names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from island_server.core.island_map import IslandMap
from island_server.core.zone_effects import Effect, Info, Sound, Tab, Website
from island_server.core.zones import Zone, ZoneKind
from island_server.map_files.limits import MapLimits
from island_server.map_files.references import BadReference, Folder, read_file

_SOUNDS = frozenset({".mp3", ".ogg", ".opus", ".wav", ".m4a"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
_PAGES = frozenset({".html", ".htm", ".txt", ".pdf"})
SERVED_SUFFIXES = _SOUNDS | _PICTURES | _PAGES
_STEM_CHARS = 60


@dataclass(slots=True)
class _Shelf:
    """What was brought so far, and under which name."""

    folder: Folder
    limits: MapLimits
    taken: set[str]
    names: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    size_bytes: int = 0

    def bring(self, address: str) -> str:
        """Give the name under which a file is served. Raises `BadReference`."""
        source = address.partition("#")[0].partition("?")[0]
        if source in self.names:
            return self.names[source]
        suffix = PurePosixPath(source).suffix.lower()
        if suffix not in SERVED_SUFFIXES:
            raise BadReference("is of no kind that is served")
        if len(self.files) >= self.limits.side_files:
            raise BadReference(f"is one more than {self.limits.side_files} files")
        left = self.limits.side_files_bytes - self.size_bytes
        content = self._read(source, min(self.limits.side_file_bytes, left))
        name = plain_name(source, suffix, self.taken)
        self.taken.add(name)
        self.size_bytes += len(content)
        self.names[source], self.files[name] = name, content
        return name

    def _read(self, source: str, most: int) -> bytes:
        path = self.folder.find(source)
        if not path.is_file():
            path = self.folder.find(unquote(source))
        content = read_file(path, most + 1)
        if len(content) > most:
            raise BadReference("is too large")
        return content


@dataclass(frozen=True, slots=True)
class Brought:
    """What came along with a map.

    Attributes:
        island: its effects have the names under which files are served.
        files: by those names.
        warnings: one for each effect that was left out because its file cannot be had.
        sources: by the names: the path from the map's folder.
    """

    island: IslandMap
    files: dict[str, bytes]
    warnings: list[str]
    sources: dict[str, str]


def bring_files(
    island: IslandMap,
    folder: Folder,
    limits: MapLimits,
    taken: Iterable[str] = (),
) -> Brought:
    """Read the files that effects of zones name, and put their served names into the effects.

    Args:
        island: its zones' effects have `https://...` or a path relative to the map's folder.
        folder: where the map lies; nothing outside its root is read.
        limits: how many bytes and files.
        taken: names that are served already.

    Places that were there only for an effect whose file cannot be had are gone with it.
    """
    shelf = _Shelf(folder, limits, set(taken))
    warnings: list[str] = []
    zones = [(_with_names(zone, shelf, warnings), zone) for zone in island.zones]
    kept = tuple(zone for zone, former in zones if not _is_emptied(zone, former))
    sources = {name: source for source, name in shelf.names.items()}
    return Brought(replace(island, zones=kept), shelf.files, warnings, sources)


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
    if not any(isinstance(effect, Website | Tab | Sound | Info) for effect in zone.effects):
        return zone
    return replace(zone, effects=tuple(_kept(zone, shelf, warnings)))


def _is_emptied(zone: Zone, former: Zone) -> bool:
    """Whether a zone was there for what has been left out, and for nothing else."""
    is_bare = (
        zone.kind is ZoneKind.PLACE and zone.portal is None and not any(zone.descriptions.values())
    )
    return bool(former.effects) and not zone.effects and is_bare


def _kept(zone: Zone, shelf: _Shelf, warnings: list[str]) -> Iterator[Effect]:
    def served(address: str) -> str:
        """The name of a file; empty if it cannot be had."""
        if not address or address.startswith("https://"):
            return address
        try:
            return shelf.bring(address)
        except BadReference as problem:
            shown = "".join(c if c.isprintable() else "?" for c in address[:100])
            warnings.append(f"zone '{zone.id}': file '{shown}' {problem}; left out")
            return ""

    for effect in zone.effects:
        match effect:
            case Website() | Tab() | Sound():
                if url := served(effect.url):
                    yield replace(effect, url=url)
            case Info():
                info = replace(effect, picture=served(effect.picture), link=served(effect.link))
                if info.text or info.picture or info.link:
                    yield info
            case _:
                yield effect
