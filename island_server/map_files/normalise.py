"""Any Tiled map in the one compact form that browsers draw: docs/protocol.md section 6."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

import msgspec

from island_server.core.island_map import IslandMap
from island_server.map_files.credits import Credit
from island_server.map_files.door_layers import DoorLayers
from island_server.map_files.image_files import ImageFile
from island_server.map_files.normalise_entities import with_entities
from island_server.map_files.normalise_layers import (
    drawn_layers,
    gids_of,
    packed_layers,
    runs_of_ones,
)
from island_server.map_files.normalise_tilesets import (
    Art,
    animations,
    sent_tilesets,
    with_frames,
)
from island_server.map_files.normalise_zones import packed_door, packed_zone
from island_server.map_files.tiled_model import ImageLayer, TiledMap
from island_server.ports import IslandMapBundle

VERSION = 2


@dataclass(frozen=True, slots=True)
class Extras:
    """What browsers get besides the looks of a map and its island.

    Attributes:
        doors: the layers that belong to the island's doors.
        files: what the effects of zones name beside the map, by name.
        credits: what was made by whom.
        islands: the names of those that this server has, for portals.
    """

    doors: Sequence[DoorLayers] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    credits: Sequence[Credit] = ()
    islands: Collection[str] = ()


NO_EXTRAS = Extras()


def used_images(tiled: TiledMap, doors: Sequence[DoorLayers] = ()) -> list[str]:
    """Give the paths of the pictures that anything seen on the map needs; each once."""
    return list(dict.fromkeys(_used_images(tiled, doors)))


def bundle(
    tiled: TiledMap,
    island: IslandMap,
    images: Mapping[str, ImageFile],
    extras: Extras = NO_EXTRAS,
) -> IslandMapBundle:
    """Pack a map for browsers.

    Args:
        tiled: how it looks.
        island: what it means; its id is only the beginning of the bundle's id. The addresses in
            the effects of its zones are `https://...` or names in `extras.files`.
        images: what could be read of `used_images`, by path; others become placeholders.
        extras: what comes along.

    Returns:
        The bundle, whose id ends in a hash of all its content.
    """
    document = _document(tiled, island, images, extras.doors)
    document["zones"] = [packed_zone(zone, extras.islands) for zone in island.zones]
    document["credits"] = [asdict(credit) for credit in extras.credits]
    content = msgspec.json.encode(document)
    served = {image.name: image.content for image in images.values()} | dict(extras.files)
    digest = hashlib.sha256(content)
    for name, body in sorted(served.items()):
        digest.update(name.encode() + hashlib.sha256(body).digest())
    map_id = f"{island.id}-{digest.hexdigest()[:12]}"
    head = msgspec.json.encode({"version": VERSION, "id": map_id})
    return IslandMapBundle(id=map_id, json=head[:-1] + b"," + content[1:], files=served)


def _document(
    tiled: TiledMap,
    island: IslandMap,
    images: Mapping[str, ImageFile],
    doors: Sequence[DoorLayers],
) -> dict[str, object]:
    art = Art(tiled)
    own_layers = drawn_layers(tiled, art, doors)
    gids = gids_of(own_layers)
    layers, of_entities = with_entities(own_layers, tiled, images)
    tilesets = (*sent_tilesets(with_frames(gids, art), art), *of_entities)
    of_doors = {own.door: own for own in doors}
    width, height = tiled.width, tiled.height
    return {
        "name": island.name,
        "width": width,
        "height": height,
        "tile_width": tiled.tile_width,
        "tile_height": tiled.tile_height,
        "background": tiled.background,
        "tilesets": [sent.packed(images) for sent in tilesets],
        "animations": {str(gid): steps for gid, steps in animations(gids, art).items()},
        "layers": packed_layers(layers, art, images),
        "solid": runs_of_ones(island.tiles.solid),
        "starts": island.starts,
        "entries": island.entries,
        "doors": [
            packed_door(
                door, of_doors.get(door.id, DoorLayers(door.id, (), ())), layers, width, height
            )
            for door in island.doors
        ],
    }


def _used_images(tiled: TiledMap, doors: Sequence[DoorLayers]) -> Iterator[str]:
    art = Art(tiled)
    layers = drawn_layers(tiled, art, doors)
    for sent in sent_tilesets(with_frames(gids_of(layers), art), art):
        if sent.image is not None:
            yield sent.image
    for drawn in layers:
        if isinstance(drawn.layer, ImageLayer) and drawn.layer.image is not None:
            yield drawn.layer.image
    for entity in tiled.wam.entities if tiled.wam else ():
        if entity.image is not None:
            yield entity.image
