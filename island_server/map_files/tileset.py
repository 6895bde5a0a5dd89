"""One tileset: tiles cut from a sheet, or a collection of tiles with pictures of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from island_server.map_files.colours import read_colour
from island_server.map_files.json_node import Node, quoted
from island_server.map_files.properties import read_properties
from island_server.map_files.reading import Reading
from island_server.map_files.references import BadReference
from island_server.map_files.tiled_model import Frame, Properties, TileImage, Tileset

UNKNOWN_COUNT = -1
"""The count of a tileset that neither its file nor its image tells."""

Size = tuple[int, int]


def read_tileset(node: Node, holder: str, cell: Size, reading: Reading) -> Tileset:
    """Read a tileset that stands in the file `holder`; its `first` is left to the caller.

    `cell` is the size of the map's cells in pixels, for tilesets that tell none. The count may be
    `UNKNOWN_COUNT`. Raises `MapError`.
    """
    return _TilesetReader(node, holder, reading).read(cell)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How tiles lie on a sheet, in pixels."""

    tile_width: int
    tile_height: int
    margin: int
    spacing: int

    def fitting(self, width: int, height: int) -> Size:
        """How many tiles lie on a sheet of this size, across and down."""
        edge = self.spacing - 2 * self.margin
        across = (width + edge) // (self.tile_width + self.spacing)
        return max(across, 0), max((height + edge) // (self.tile_height + self.spacing), 0)


@dataclass(slots=True)
class _TilesetReader:
    node: Node
    holder: str
    reading: Reading

    def read(self, cell: Size) -> Tileset:
        node, limits = self.node, self.reading.limits
        image = self._image(node)
        sheet = self._sheet(cell)
        tiles = dict(self._tiles())
        properties = self._properties(tiles)
        columns, count = self._columns_and_count(sheet, image)
        if count != UNKNOWN_COUNT:
            count = max((count, *(number + 1 for number in (*tiles, *properties))))
        offset_x, offset_y = self._offset()
        largest = (sheet.tile_width, sheet.tile_height)
        return Tileset(
            name=node.text("name", "")[: limits.layer_name_chars],
            first=1,
            count=count,
            columns=max(columns, 1),
            tile_width=sheet.tile_width,
            tile_height=sheet.tile_height,
            margin=sheet.margin,
            spacing=sheet.spacing,
            image=image,
            tile_properties=properties,
            animations={n: f for n, tile in tiles.items() if (f := self._frames(tile, count))},
            tile_images={} if self._is_sheet else self._tile_images(tiles, largest),
            properties=read_properties(node, self.reading),
            transparent=read_colour(node, "transparentcolor", self.reading),
            offset_x=offset_x,
            offset_y=offset_y,
            fits_grid=node.text("tilerendersize", "tile") == "grid",
            keeps_aspect=node.text("fillmode", "stretch") == "preserve-aspect-fit",
            object_alignment=node.text("objectalignment", "unspecified")[:20],
        )

    @property
    def _is_sheet(self) -> bool:
        return bool(self.node.text("image", ""))

    def _sheet(self, cell: Size) -> _Sheet:
        node, most = self.node, self.reading.limits.image_px
        return _Sheet(
            tile_width=node.integer("tilewidth", 0, most, 0) or cell[0],
            tile_height=node.integer("tileheight", 0, most, 0) or cell[1],
            margin=node.integer("margin", 0, most, 0),
            spacing=node.integer("spacing", 0, most, 0),
        )

    def _columns_and_count(self, sheet: _Sheet, image: str | None) -> Size:
        """Give what the tileset tells or else, as in old files, what fits on the sheet."""
        limits = self.reading.limits
        columns = self.node.integer("columns", 0, limits.image_px, 0)
        count = self.node.integer("tilecount", 0, limits.tileset_tiles, 0)
        if not self._is_sheet or (columns and count):
            return columns, count
        across, down = sheet.fitting(*self._sheet_size(image))
        return columns or across, count or min(across * down, limits.tileset_tiles) or UNKNOWN_COUNT

    def _image(self, holder: Node) -> str | None:
        source = holder.text("image", "")
        if not source:
            return None
        try:
            return self.reading.references.locate(source, self.holder)
        except BadReference as error:
            self.reading.warn(holder, "image", f"{quoted(source)} {error}; a stand-in is drawn")
            return None

    def _sheet_size(self, image: str | None) -> Size:
        """Give the size of the sheet as the tileset or the image itself tells it; else 0, 0."""
        most = self.reading.limits.image_px
        width = self.node.integer("imagewidth", 0, most, 0)
        height = self.node.integer("imageheight", 0, most, 0)
        if width and height:
            return width, height
        return self._real_size(image) or (0, 0)

    def _real_size(self, image: str | None) -> Size | None:
        found = self.reading.references.image_size(image) if image is not None else None
        return (found.width, found.height) if found else None

    def _tiles(self) -> Iterator[tuple[int, Node]]:
        """Give the tiles that have something to tell, as a list or, before 1.2, by their number."""
        node, most = self.node, self.reading.limits.tileset_tiles
        stated = node.fields.get("tiles")
        if isinstance(stated, dict):
            holder = node.child("tiles", stated)
            for key in stated:
                yield _number(holder, key, most), holder.child(key, stated[key])
        else:
            for tile in node.nodes("tiles", most):
                yield tile.integer("id", 0, most - 1), tile

    def _properties(self, tiles: dict[int, Node]) -> dict[int, Properties]:
        found = {n: p for n, tile in tiles.items() if (p := read_properties(tile, self.reading))}
        stated = self.node.fields.get("tileproperties")
        if stated is not None:
            holder = self.node.child("tileproperties", stated)
            for key in holder.fields:
                number = _number(holder, key, self.reading.limits.tileset_tiles)
                older = read_properties(holder, self.reading, key)
                found[number] = {**older, **found.get(number, {})}
        return found

    def _frames(self, tile: Node, count: int) -> tuple[Frame, ...]:
        """Read an animation; frames that are no tile of this tileset are left out."""
        if "animation" not in tile.fields:
            return ()
        frames = (
            Frame(tile=node.integer("tileid", -1, 2**31), ms=_duration(node))
            for node in tile.nodes("animation", self.reading.limits.animation_frames)
        )
        last = self.reading.limits.tileset_tiles if count == UNKNOWN_COUNT else count
        return tuple(frame for frame in frames if 0 <= frame.tile < last)

    def _tile_images(self, tiles: dict[int, Node], largest: Size) -> dict[int, TileImage]:
        found = {}
        for number, tile in tiles.items():
            image = self._image(tile)
            if image is not None:
                found[number] = self._tile_image(tile, image, largest)
        return found

    def _tile_image(self, tile: Node, image: str, largest: Size) -> TileImage:
        most = self.reading.limits.image_px
        width = tile.integer("width", 0, most, 0) or tile.integer("imagewidth", 0, most, 0)
        height = tile.integer("height", 0, most, 0) or tile.integer("imageheight", 0, most, 0)
        if not (width and height):
            width, height = self._real_size(image) or largest
        return TileImage(
            image=image,
            x=tile.integer("x", 0, most, 0),
            y=tile.integer("y", 0, most, 0),
            width=width,
            height=height,
        )

    def _offset(self) -> Size:
        stated = self.node.fields.get("tileoffset")
        if stated is None:
            return 0, 0
        offset, most = self.node.child("tileoffset", stated), self.reading.limits.image_px
        return tuple(round(min(max(offset.number(k, 0.0), -most), most)) for k in "xy")  # type: ignore[return-value]


def _number(holder: Node, key: str, most: int) -> int:
    """Read a key that is the number of a tile."""
    if not (key.isascii() and key.isdecimal() and len(key) < 10 and int(key) < most):
        raise holder.error(quoted(key), "is no number of a tile")
    return int(key)


def _duration(frame: Node) -> int:
    """A frame lasts at least one picture of a 60 Hz screen, at most an hour."""
    return min(max(frame.integer("duration", 0, 2**31), 16), 3_600_000)
