"""A Tiled map in memory, whatever file it was read from: what is there, not what it means.

Groups are gone: their layers stand in file order, named `group/layer`, with the group's visibility,
opacity, tint, parallax and offset worked in. Templates are worked into their objects, external
tilesets are read in. An infinite map is cut to the box around its cells that are not empty.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """How a layer is drawn.

    Attributes:
        visible: hidden layers are not drawn, but their tiles count.
        opacity: 0..1.
        tint: "#rrggbb" or none.
        offset_x, offset_y: pixels.
        parallax_x, parallax_y: 1 moves with the map, 0 stays on the screen.
    """

    visible: bool = True
    opacity: float = 1.0
    tint: str | None = None
    offset_x: float = 0.0
    offset_y: float = 0.0
    parallax_x: float = 1.0
    parallax_y: float = 1.0


@dataclass(frozen=True, slots=True)
class TileLayer:
    """A layer of tiles.

    Attributes:
        gids: one number per cell of the map, row by row, 0 = empty. Not changed any more.
        kinds: each of them once; many ask, and a large layer takes long to look through.
    """

    name: str
    style: LayerStyle
    properties: Properties
    gids: array[int]
    kinds: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", frozenset(self.gids))


@dataclass(frozen=True, slots=True)
class Text:
    """What a text object says and how: `size_px` is the height of the letters in pixels.

    `horizontal` is left, center, right or justify; `vertical` is top, center or bottom.
    """

    text: str
    font: str = "sans-serif"
    size_px: int = 16
    colour: str = "#000000"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strikeout: bool = False
    wrap: bool = False
    horizontal: str = "left"
    vertical: str = "top"


@dataclass(frozen=True, slots=True)
class TiledObject:
    """An object, in pixels from the grid's north-west corner; `kind` is its class (or type).

    Attributes:
        points: of a polygon or polyline, relative to (x, y).
        gid: of a tile object, with flips; 0 for others. Its (x, y) is the lower left corner, unless
            the tileset's `object_alignment` says otherwise.
        rotation: degrees clockwise about (x, y).
    """

    name: str
    kind: str
    shape: Shape
    x: float
    y: float
    width: float
    height: float
    properties: Properties
    points: tuple[tuple[float, float], ...] = ()
    gid: int = 0
    rotation: float = 0.0
    visible: bool = True
    opacity: float = 1.0
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class ObjectLayer:
    """A layer of objects; the one called `floorLayer` says where avatars are drawn.

    `colour` is what Tiled shows its shapes in. `by_index` tells that objects are drawn in file
    order rather than from north to south.
    """

    name: str
    style: LayerStyle
    properties: Properties
    objects: tuple[TiledObject, ...]
    colour: str | None = None
    by_index: bool = False


@dataclass(frozen=True, slots=True)
class ImageLayer:
    """One picture, or the same picture again and again. `image` as in `Tileset`; none if broken."""

    name: str
    style: LayerStyle
    properties: Properties
    image: str | None
    repeat_x: bool = False
    repeat_y: bool = False


Layer = TileLayer | ObjectLayer | ImageLayer


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of an animated tile: which tile of the same tileset, for how many ms."""

    tile: int
    ms: int


@dataclass(frozen=True, slots=True)
class TileImage:
    """The own picture of a tile in an image collection, or the part of it that shows (pixels)."""

    image: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Tileset:
    """Tiles cut from one image, or each with a picture of its own; tile n has gid `first + n`.

    Attributes:
        count: one more than the highest tile id.
        image: path of the sheet relative to the folder of the file that was opened (the map, or the
            .wam), with forward slashes; none for a collection (`tile_images`) and for a tileset
            that is missing: placeholders are drawn.
        transparent: "#rrggbb" that is not drawn.
        offset_x, offset_y: pixels by which every tile is shifted.
        fits_grid: tiles are drawn in the size of the map's cells (`tilerendersize` "grid"), with
            `keeps_aspect` as large as fits (`fillmode` "preserve-aspect-fit").
        object_alignment: as Tiled writes it; "unspecified" is bottomleft.
        missing: the file that should hold the tileset is not there or broken; count is a guess.
    """

    name: str
    first: int
    count: int
    columns: int
    tile_width: int
    tile_height: int
    margin: int
    spacing: int
    image: str | None
    tile_properties: Mapping[int, Properties]
    animations: Mapping[int, tuple[Frame, ...]]
    tile_images: Mapping[int, TileImage] = field(default_factory=dict)
    properties: Properties = field(default_factory=dict)
    transparent: str | None = None
    offset_x: int = 0
    offset_y: int = 0
    fits_grid: bool = False
    keeps_aspect: bool = False
    object_alignment: str = "unspecified"
    missing: bool = False

    def holds(self, gid: int) -> bool:
        """Whether a gid (without flips) is one of this tileset's."""
        return self.first <= gid < self.first + self.count


@dataclass(frozen=True, slots=True)
class WamArea:
    """An area drawn in WorkAdventure's own editor, in pixels; properties as it writes them."""

    id: str
    name: str
    x: float
    y: float
    width: float
    height: float
    properties: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class WamEntity:
    """A thing put on the map in WorkAdventure's editor; (x, y) is its north-west corner, pixels.

    `prefab` names it; `image` is a path as in `Tileset`, none if the art is not here. `solid` holds
    the rows of its collision grid (cells of 32 px), empty if unknown.
    """

    id: str
    name: str
    x: float
    y: float
    prefab: str
    properties: tuple[Mapping[str, object], ...]
    image: str | None = None
    solid: tuple[tuple[bool, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class WamFile:
    """What a .wam adds to the map that it names: areas, entities, and its own metadata."""

    version: str
    areas: tuple[WamArea, ...]
    entities: tuple[WamEntity, ...]
    metadata: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TiledMap:
    """One map.

    Attributes:
        file: its name for messages.
        stated_width, stated_height: tiles, as the file says.
        width, height: tiles of the grid; those of the file unless it is infinite.
        origin_x, origin_y: where the grid's north-west cell lies on the author's map; not 0 only on
            an infinite map. Cells and pixels of layers and objects count from the grid's corner.
        layers: in file order, which is the order of drawing.
        tilesets: sorted by `first`.
        wam: what the .wam that was opened adds.
    """

    file: str
    width: int
    height: int
    tile_width: int
    tile_height: int
    background: str | None
    properties: Properties
    layers: tuple[Layer, ...]
    tilesets: tuple[Tileset, ...]
    warnings: tuple[str, ...]
    stated_width: int = 0
    stated_height: int = 0
    origin_x: int = 0
    origin_y: int = 0
    wam: WamFile | None = None

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
