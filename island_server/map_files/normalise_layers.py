"""Which layers browsers draw and in what order: docs/protocol.md section 6, `layers`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from operator import ne, sub

from island_server.map_files.door_layers import DoorLayers
from island_server.map_files.image_files import ImageFile
from island_server.map_files.normalise_numbers import plain
from island_server.map_files.normalise_objects import Item, items_of
from island_server.map_files.normalise_tilesets import Art
from island_server.map_files.tiled_model import (
    FLIP_BITS,
    GID_BITS,
    ImageLayer,
    Layer,
    LayerStyle,
    ObjectLayer,
    TiledMap,
    TileLayer,
)

AVATARS_LAYER = "floorLayer"


@dataclass(frozen=True, slots=True)
class DrawnLayer:
    """A layer that browsers get.

    Attributes:
        place: in `TiledMap.layers`; none if it is not the map's own.
        layer: as in the map.
        above: drawn over avatars.
        shown: seen without the help of a door.
        gids: of a tile layer, each once, with flips.
        items: of an object layer, in the order of drawing.
    """

    place: int | None
    layer: Layer
    above: bool
    shown: bool
    gids: frozenset[int] = frozenset()
    items: tuple[Item, ...] = ()


def drawn_layers(tiled: TiledMap, art: Art, doors: Sequence[DoorLayers]) -> tuple[DrawnLayer, ...]:
    """Give the layers of which anything can ever be seen, from the ground up."""
    by_doors = {place for own in doors for place in (*own.open_layers, *own.closed_layers)}
    found: list[DrawnLayer] = []
    above = False
    for place, layer in enumerate(tiled.layers):
        if isinstance(layer, ObjectLayer) and layer.name.rsplit("/", 1)[-1] == AVATARS_LAYER:
            above = True
        shown = layer.style.visible
        if layer.style.opacity <= 0 or not (shown or place in by_doors):
            continue
        gids = layer.kinds if isinstance(layer, TileLayer) else frozenset()
        items = items_of(layer, art) if isinstance(layer, ObjectLayer) else ()
        has_picture = isinstance(layer, ImageLayer) and layer.image is not None
        if items or has_picture or any(art.tileset_of(gid) for gid in gids):
            found.append(DrawnLayer(place, layer, above, shown, gids, items))
    return tuple(found)


def gids_of(layers: Sequence[DrawnLayer]) -> set[int]:
    """Give the tiles that these layers show, without flips."""
    gids: set[int] = set()
    for drawn in layers:
        gids.update(gid & GID_BITS for gid in drawn.gids)
        gids.update(item.gid & GID_BITS for item in drawn.items)
    return gids - {0}


def packed_layers(
    layers: Sequence[DrawnLayer], art: Art, images: Mapping[str, ImageFile]
) -> list[dict[str, object]]:
    """Code layers; a picture that is not there leaves its layer empty, so that places hold."""
    return [_packed(drawn, art, images) for drawn in layers]


def sent_places(layers: Sequence[DrawnLayer], places: Collection[int]) -> list[int]:
    """Where in `layers` those stand that have these places in the map; unseen ones are nowhere."""
    return [at for at, drawn in enumerate(layers) if drawn.place in places]


def runs_of_ones(cells: bytes) -> list[int]:
    """Code the cells that are 1 as start, length, start, length..."""
    runs: list[int] = []
    start = cells.find(1)
    while start >= 0:
        end = cells.find(0, start)
        end = len(cells) if end < 0 else end
        runs += (start, end - start)
        start = cells.find(1, end)
    return runs


def _packed(drawn: DrawnLayer, art: Art, images: Mapping[str, ImageFile]) -> dict[str, object]:
    layer = drawn.layer
    base = {
        "name": layer.name,
        "above": drawn.above,
        "shown": drawn.shown,
        **_style(layer.style),
    }
    if isinstance(layer, TileLayer):
        return {"kind": "tiles", **base, "tiles": _runs_of_tiles(layer, drawn.gids, art)}
    picture = images.get(layer.image or "") if isinstance(layer, ImageLayer) else None
    if isinstance(layer, ImageLayer) and picture:
        return {
            "kind": "image",
            **base,
            "image": picture.name,
            "width": picture.width,
            "height": picture.height,
            "repeat": [layer.repeat_x, layer.repeat_y],
        }
    return {"kind": "objects", **base, "items": [item.packed() for item in drawn.items]}


def _style(style: LayerStyle) -> dict[str, object]:
    return {
        "opacity": plain(style.opacity, 3),
        "tint": style.tint,
        "offset": [plain(style.offset_x, 0), plain(style.offset_y, 0)],
        "parallax": [plain(style.parallax_x, 4), plain(style.parallax_y, 4)],
    }


def _runs_of_tiles(layer: TileLayer, kinds: frozenset[int], art: Art) -> list[int]:
    """Code a layer as gid, count, gid, count...; tiles of no tileset become empty cells."""
    drawn = {gid: gid & (FLIP_BITS | GID_BITS) if art.tileset_of(gid) else 0 for gid in kinds | {0}}
    gids = layer.gids.tolist()
    if any(gid != kind for kind, gid in drawn.items()):
        gids = list(map(drawn.__getitem__, gids))
    starts = [0, *compress(range(1, len(gids)), map(ne, gids, islice(gids, 1, None)))]
    runs = [0] * (2 * len(starts))
    runs[::2] = map(gids.__getitem__, starts)
    runs[1::2] = map(sub, [*starts[1:], len(gids)], starts)
    return runs
