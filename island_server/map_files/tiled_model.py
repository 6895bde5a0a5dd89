"""A Tiled map in memory, whatever file it was read from: what is there, not what it means.

Groups are gone: their layers stand in file order, named `group/layer`, with the group's visibility,
opacity, tint and offset worked in.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, unique

PropertyValue = bool | int | float | str | None
Properties = Mapping[str, PropertyValue]

FLIP_BITS = 0xE000_0000
"""Flipped horizontally, vertically, diagonally: the three highest bits of a cell's gid."""

GID_BITS = 0x0FFF_FFFF
"""Which tile: without the flips and the bit that only hexagonal maps use."""


@unique
class Shape(Enum):
    """What an object looks like in Tiled."""

    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    POINT = "point"
    POLYGON = "polygon"
    POLYLINE = "polyline"
    TEXT = "text"
    TILE = "tile"


@dataclass(frozen=True, slots=True)
class LayerStyle:
    """How a layer is drawn: opacity 0..1, tint "#rrggbb" or none, offset in pixels."""

    visible: bool = True
    opacity: float = 1.0
    tint: str | None = None
    offset_x: float = 0.0
    offset_y: float = 0.0


@dataclass(frozen=True, slots=True)
class TileLayer:
    """A layer of tiles: `gids` holds one number per cell of the map, row by row, 0 = empty."""

    name: str
    style: LayerStyle
    properties: Properties
    gids: array[int]


@dataclass(frozen=True, slots=True)
class TiledObject:
    """An object, in pixels from the map's north-west corner; `kind` is its class (or type)."""

    name: str
    kind: str
    shape: Shape
    x: float
    y: float
    width: float
    height: float
    properties: Properties


@dataclass(frozen=True, slots=True)
class ObjectLayer:
    """A layer of objects; the one called `floorLayer` says where avatars are drawn."""

    name: str
    style: LayerStyle
    properties: Properties
    objects: tuple[TiledObject, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of an animated tile: which tile of the same tileset, for how many ms."""

    tile: int
    ms: int


@dataclass(frozen=True, slots=True)
class Tileset:
    """Tiles cut from one image; tile n of it has gid `first + n`."""

    name: str
    first: int
    count: int
    columns: int
    tile_width: int
    tile_height: int
    margin: int
    spacing: int
    image: str
    tile_properties: Mapping[int, Properties]
    animations: Mapping[int, tuple[Frame, ...]]

    def holds(self, gid: int) -> bool:
        """Whether a gid (without flips) is one of this tileset's."""
        return self.first <= gid < self.first + self.count


@dataclass(frozen=True, slots=True)
class TiledMap:
    """One map. `file` is its name for messages; sizes in tiles and pixels; tilesets by `first`."""

    file: str
    width: int
    height: int
    tile_width: int
    tile_height: int
    background: str | None
    properties: Properties
    layers: tuple[TileLayer | ObjectLayer, ...]
    tilesets: tuple[Tileset, ...]
    warnings: tuple[str, ...]

    @property
    def tile_layers(self) -> tuple[TileLayer, ...]:
        """The layers of tiles, hidden ones too, in file order."""
        return tuple(layer for layer in self.layers if isinstance(layer, TileLayer))

    @property
    def object_layers(self) -> tuple[ObjectLayer, ...]:
        """The layers of objects, in file order."""
        return tuple(layer for layer in self.layers if isinstance(layer, ObjectLayer))

    def tileset_of(self, gid: int) -> Tileset | None:
        """Give the tileset of a cell's gid, flips or not; of overlapping tilesets the later one."""
        tile = gid & GID_BITS
        after = bisect_right(self.tilesets, tile, key=lambda tileset: tileset.first)
        tileset = self.tilesets[after - 1] if after else None
        return tileset if tileset and tileset.holds(tile) else None

    def tile_properties(self, gid: int) -> Properties:
        """Give the properties of the tile that a gid names; none if there is no such tile."""
        tileset = self.tileset_of(gid)
        return tileset.tile_properties.get((gid & GID_BITS) - tileset.first, {}) if tileset else {}
