"""The things of a .wam as one more layer of objects, just under the avatars."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from island_server.errors import MapError
from island_server.map_files.image_files import ImageFile
from island_server.map_files.normalise_layers import DrawnLayer
from island_server.map_files.normalise_objects import Item
from island_server.map_files.normalise_tilesets import SentTileset
from island_server.map_files.tiled_model import (
    GID_BITS,
    LayerStyle,
    ObjectLayer,
    TiledMap,
    WamEntity,
)

ENTITIES_LAYER = "entities"
_CELL_PX = 32
"""Of the collision grid of WorkAdventure's things, whatever the map's tiles are."""


def with_entities(
    layers: tuple[DrawnLayer, ...], tiled: TiledMap, images: Mapping[str, ImageFile]
) -> tuple[tuple[DrawnLayer, ...], tuple[SentTileset, ...]]:
    """Add a layer with the map's things; give its tilesets too: one for each picture.

    A thing whose picture is not among `images` becomes a placeholder of the size of what it blocks.
    Raises `MapError` if the map's own tilesets leave no numbers for them.
    """
    entities = tiled.wam.entities if tiled.wam else ()
    if not entities:
        return layers, ()
    numbers = count(max((t.first + t.count for t in tiled.tilesets), default=1))
    tilesets: dict[str | None, SentTileset] = {}
    items: list[Item] = []
    for entity in entities:
        picture = images.get(entity.image or "")
        key = entity.image if picture else None
        if key not in tilesets:
            width, height = (picture.width, picture.height) if picture else (_CELL_PX, _CELL_PX)
            gid = next(numbers)
            tilesets[key] = SentTileset(gid, 1, 1, width, height, 0, 0, 0, key)
        sent = tilesets[key]
        size = (sent.tile_width, sent.tile_height) if picture else _blocked_size(entity)
        items.append(Item(entity.x, entity.y, *size, gid=sent.first))
    if max(sent.first for sent in tilesets.values()) > GID_BITS:
        raise MapError(
            f"{tiled.file}: tilesets: no tile numbers are left for the things of the .wam"
        )
    items.sort(key=lambda item: item.y + item.height)
    layer = DrawnLayer(
        None,
        ObjectLayer(ENTITIES_LAYER, LayerStyle(), {}, ()),
        above=False,
        shown=True,
        items=tuple(items),
    )
    at = next((i for i, drawn in enumerate(layers) if drawn.above), len(layers))
    return (*layers[:at], layer, *layers[at:]), tuple(tilesets.values())


def _blocked_size(entity: WamEntity) -> tuple[int, int]:
    rows = len(entity.solid) or 1
    columns = max((len(row) for row in entity.solid), default=1) or 1
    return columns * _CELL_PX, rows * _CELL_PX
