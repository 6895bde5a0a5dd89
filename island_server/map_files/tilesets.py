"""All tilesets of a map: in it, in files of their own, and stand-ins for missing ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from island_server.errors import MapError
from island_server.map_files.document import open_document
from island_server.map_files.json_node import Node, quoted
from island_server.map_files.reading import Reading
from island_server.map_files.references import BadReference
from island_server.map_files.tiled_model import GID_BITS, Tileset
from island_server.map_files.tileset import UNKNOWN_COUNT, read_tileset

ADDED_FIRST = 0x0800_0000
"""Where the gids begin of tilesets that only templates use; no map comes near it by itself."""


@dataclass(slots=True)
class Tilesets:
    """Gathers the tilesets of one map; `cell_px` are the sides of a cell of its grid."""

    reading: Reading
    cell_px: tuple[int, int]
    _found: list[Tileset] = field(default_factory=list)
    _sources: dict[str, int] = field(default_factory=dict)
    _files: dict[str, Tileset | None] = field(default_factory=dict)

    def read(self, nodes: Sequence[Node], holder: str) -> None:
        """Read the tilesets that the map in the file `holder` names. Raises `MapError`."""
        for node in nodes:
            first = node.integer("firstgid", 1, GID_BITS)
            source = node.fields.get("source")
            if source is None or source == "":
                self._found.append(replace(self._tileset(node, holder), first=first))
            else:
                self._found.append(self._external(node, node.text("source"), holder, first))

    def first_of(self, name: str, node: Node) -> int:
        """Give the first gid of the tileset in a file, which is added if the map lacks it."""
        if name not in self._sources:
            self.reading.count("tilesets", 1, self.reading.limits.tilesets, node)
            used = (tileset.first + max(tileset.count, 0) for tileset in self._found)
            first = max([ADDED_FIRST, *used])
            if first > GID_BITS - self.reading.limits.tileset_tiles:
                raise node.error("template", "no tile number is left for its tileset")
            self._sources[name] = first
            self._found.append(replace(self._from_file(name, node, "template"), first=first))
        return self._sources[name]

    def tile_size(self, gid: int) -> tuple[int, int]:
        """Give the size in pixels of the tile that a gid names."""
        tile = gid & GID_BITS
        holders = [tileset for tileset in self._found if tileset.first <= tile]
        if not holders:
            return self.cell_px
        tileset = max(holders, key=lambda found: found.first)
        image = tileset.tile_images.get(tile - tileset.first)
        if image is not None:
            return image.width, image.height
        return tileset.tile_width, tileset.tile_height

    def finished(self, highest_gid: int) -> tuple[Tileset, ...]:
        """Give all tilesets by their first gid.

        One of unknown length reaches up to the next one; the last, to the highest gid in use.
        """
        ordered = sorted(self._found, key=lambda tileset: tileset.first)
        nexts = [*(tileset.first for tileset in ordered), ADDED_FIRST][1:]
        return tuple(
            replace(tileset, count=_reach(tileset.first, after, highest_gid))
            if tileset.count == UNKNOWN_COUNT
            else tileset
            for tileset, after in zip(ordered, nexts, strict=False)
        )

    @property
    def has_gaps(self) -> bool:
        """Whether a tileset is of unknown length, so that `finished` needs the highest gid."""
        return any(tileset.count == UNKNOWN_COUNT for tileset in self._found)

    def _external(self, node: Node, source: str, holder: str, first: int) -> Tileset:
        try:
            name = self.reading.references.locate(source, holder)
        except BadReference as error:
            self.reading.warn(node, "source", f"{quoted(source)} {error}; it is left empty")
            return replace(self._missing(source), first=first)
        self._sources.setdefault(name, first)
        return replace(self._from_file(name, node, "source"), first=first)

    def _from_file(self, name: str, node: Node, key: str) -> Tileset:
        """Read a tileset's file, once; a stand-in, with a warning, if that fails."""
        if name not in self._files:
            try:
                self._files[name] = self._opened(name)
            except BadReference as error:
                self._files[name] = None
                problem = f"the tileset {quoted(name)} {error}; it is left empty"
                self.reading.warn(node, key, problem)
            except MapError as error:
                self._files[name] = None
                self.reading.warn_of(error)
                self.reading.warn(node, key, f"the tileset {quoted(name)} is broken; left empty")
        return self._files[name] or self._missing(name)

    def _opened(self, name: str) -> Tileset:
        references = self.reading.references
        content = references.read(name)
        top = open_document(content, references.shown(name), self.reading.limits, "tileset")
        if top.fields.get("source"):
            raise top.error("source", "a tileset in a file of its own may not be elsewhere")
        return self._tileset(top, name)

    def _tileset(self, node: Node, holder: str) -> Tileset:
        return read_tileset(node, holder, self.cell_px, self.reading)

    def _missing(self, source: str) -> Tileset:
        stem = source.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
        return Tileset(
            name=stem[: self.reading.limits.layer_name_chars],
            first=1,
            count=UNKNOWN_COUNT,
            columns=1,
            tile_width=self.cell_px[0],
            tile_height=self.cell_px[1],
            margin=0,
            spacing=0,
            image=None,
            tile_properties={},
            animations={},
            missing=True,
        )


def _reach(first: int, after: int, highest_gid: int) -> int:
    """How many tiles there may be from `first` on, where the next tileset begins at `after`."""
    return max((after if after < ADDED_FIRST else highest_gid + 1) - first, 0)
