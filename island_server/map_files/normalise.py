"""Any Tiled map in the one compact form that browsers draw: docs/protocol.md section 6."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import msgspec

from island_server.core.island_map import IslandMap
from island_server.core.zones import Zone
from island_server.map_files.image_files import ImageFile
from island_server.map_files.tiled_model import (
    FLIP_BITS,
    GID_BITS,
    ObjectLayer,
    TiledMap,
    TileLayer,
    Tileset,
)
from island_server.ports import IslandMapBundle

VERSION = 1
AVATARS_LAYER = "floorLayer"


def used_tilesets(tiled: TiledMap) -> tuple[Tileset, ...]:
    """Give the tilesets of which a visible layer shows a tile: browsers need no others."""
    gids = {gid & GID_BITS for layer in _drawn(tiled) for gid in set(layer.gids)} - {0}
    return tuple(tileset for tileset in tiled.tilesets if any(tileset.holds(gid) for gid in gids))


def bundle(tiled: TiledMap, island: IslandMap, images: Mapping[str, ImageFile]) -> IslandMapBundle:
    """Pack a map for browsers.

    Args:
        tiled: how it looks.
        island: what it means; its id is only the beginning of the bundle's id.
        images: of all used tilesets, by the path that the tileset has.

    Returns:
        The bundle, whose id ends in a hash of all its content.
    """
    files = {image.name: image.content for image in images.values()}
    document = _document(tiled, island, images)
    digest = hashlib.sha256(msgspec.json.encode(document))
    for _, content in sorted(files.items()):
        digest.update(hashlib.sha256(content).digest())
    map_id = f"{island.id}-{digest.hexdigest()[:12]}"
    document |= {"id": map_id, "tilesets": _tilesets(tiled, images, map_id)}
    return IslandMapBundle(id=map_id, json=msgspec.json.encode(document), images=files)


def _document(
    tiled: TiledMap, island: IslandMap, images: Mapping[str, ImageFile]
) -> dict[str, object]:
    return {
        "version": VERSION,
        "id": island.id,
        "name": island.name,
        "width": tiled.width,
        "height": tiled.height,
        "tile_width": tiled.tile_width,
        "tile_height": tiled.tile_height,
        "background": tiled.background,
        "tilesets": _tilesets(tiled, images, island.id),
        "animations": dict(_animations(used_tilesets(tiled))),
        "layers": list(_layers(tiled)),
        "solid": _runs_of_ones(island.tiles.solid),
        "zones": [_zone(zone) for zone in island.zones],
        "starts": {"": island.starts},
    }


def _drawn(tiled: TiledMap) -> Iterator[TileLayer]:
    return (
        layer
        for layer in tiled.tile_layers
        if layer.style.visible and layer.style.opacity > 0 and any(layer.gids)
    )


def _tilesets(
    tiled: TiledMap, images: Mapping[str, ImageFile], map_id: str
) -> list[dict[str, object]]:
    return [
        {
            "first": tileset.first,
            "count": tileset.count,
            "columns": tileset.columns,
            "tile_width": tileset.tile_width,
            "tile_height": tileset.tile_height,
            "margin": tileset.margin,
            "spacing": tileset.spacing,
            "image": f"/maps/{map_id}/{image.name}",
            "image_width": image.width,
            "image_height": image.height,
        }
        for tileset in used_tilesets(tiled)
        if (image := images.get(tileset.image or "")) is not None
    ]


def _animations(tilesets: Iterable[Tileset]) -> Iterator[tuple[str, list[list[int]]]]:
    for tileset in tilesets:
        for tile, frames in sorted(tileset.animations.items()):
            steps = [[tileset.first + frame.tile, frame.ms] for frame in frames]
            yield str(tileset.first + tile), steps


def _layers(tiled: TiledMap) -> Iterator[dict[str, object]]:
    above = False
    drawn = {id(layer) for layer in _drawn(tiled)}
    for layer in tiled.layers:
        if isinstance(layer, ObjectLayer):
            above = above or layer.name == AVATARS_LAYER
        elif isinstance(layer, TileLayer) and id(layer) in drawn:
            yield {
                "name": layer.name,
                "above": above,
                "opacity": round(layer.style.opacity, 3),
                "tint": layer.style.tint,
                "offset": [round(layer.style.offset_x), round(layer.style.offset_y)],
                "tiles": _runs_of_tiles(layer, tiled),
            }


def _runs_of_tiles(layer: TileLayer, tiled: TiledMap) -> list[int]:
    """Code a layer as gid, count, gid, count...; tiles of no tileset become empty cells."""
    drawn = {gid: gid & (FLIP_BITS | GID_BITS) for gid in set(layer.gids) if tiled.tileset_of(gid)}
    runs: list[int] = []
    for gid, run in groupby(drawn.get(gid, 0) for gid in layer.gids):
        runs += (gid, sum(1 for _ in run))
    return runs


def _runs_of_ones(solid: bytes) -> list[int]:
    """Code the blocked cells as start, length, start, length..."""
    runs: list[int] = []
    start = solid.find(1)
    while start >= 0:
        end = solid.find(0, start)
        end = len(solid) if end < 0 else end
        runs += (start, end - start)
        start = solid.find(1, end)
    return runs


def _zone(zone: Zone) -> dict[str, object]:
    return {
        "id": zone.id,
        "kind": zone.kind,
        "names": zone.names,
        "descriptions": zone.descriptions,
        "spans": zone.spans,
        "capacity": zone.capacity,
        "stage": zone.stage,
    }
