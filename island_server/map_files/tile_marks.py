"""Which tiles of a map's tilesets have a property that counts: found once, not cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from island_server.map_files.tiled_model import GID_BITS, Properties, TiledMap, TileLayer


def marked_tiles(tiled: TiledMap, keys: Iterable[str]) -> Mapping[int, Properties]:
    """Give the tiles that have one of these properties, by gid without flips, with those only."""
    wanted = frozenset(keys)
    found: dict[int, Properties] = {}
    for tileset in tiled.tilesets:
        for tile, read in tileset.tile_properties.items():
            gid = tileset.first + tile
            if not wanted.isdisjoint(read) and tiled.tileset_of(gid) is tileset:
                found[gid] = {name: value for name, value in read.items() if name in wanted}
    return found


def used_tiles(layers: Iterable[TileLayer]) -> frozenset[int]:
    """Give the gids, without flips, of the tiles that lie somewhere on layers."""
    gids: set[int] = set()
    for layer in layers:
        gids.update(layer.kinds)
    return frozenset(gid & GID_BITS for gid in gids)
