"""Who stands near a tile, without looking at everybody."""

from __future__ import annotations

from island_server.core.ids import AvatarId
from island_server.core.units import TilePos

_BUCKET_BITS = 2
"""Buckets are 4 tiles wide: a query over two tiles looks at four of them at most."""


class SpatialHash:
    """Avatars by the tile they stand on."""

    __slots__ = ("_buckets", "_tiles")

    def __init__(self) -> None:
        self._tiles: dict[AvatarId, TilePos] = {}
        self._buckets: dict[tuple[int, int], dict[AvatarId, TilePos]] = {}

    def place(self, avatar: AvatarId, tile: TilePos) -> None:
        """Put an avatar on a tile, wherever it was before."""
        former = self._tiles.get(avatar)
        bucket = (tile.x >> _BUCKET_BITS, tile.y >> _BUCKET_BITS)
        if former is not None:
            former_bucket = (former.x >> _BUCKET_BITS, former.y >> _BUCKET_BITS)
            if former_bucket != bucket:
                self._take_out(avatar, former_bucket)
        self._tiles[avatar] = tile
        self._buckets.setdefault(bucket, {})[avatar] = tile

    def remove(self, avatar: AvatarId) -> None:
        """Forget an avatar."""
        tile = self._tiles.pop(avatar)
        self._take_out(avatar, (tile.x >> _BUCKET_BITS, tile.y >> _BUCKET_BITS))

    def _take_out(self, avatar: AvatarId, bucket: tuple[int, int]) -> None:
        inside = self._buckets[bucket]
        del inside[avatar]
        if not inside:
            del self._buckets[bucket]

    def near(self, tile: TilePos, radius_tiles: int) -> list[AvatarId]:
        """Avatars within a radius of a tile, nearest first, ties by id."""
        x, y = tile
        limit = radius_tiles * radius_tiles
        found: list[tuple[int, AvatarId]] = []
        columns = range(
            (x - radius_tiles) >> _BUCKET_BITS, ((x + radius_tiles) >> _BUCKET_BITS) + 1
        )
        rows = range((y - radius_tiles) >> _BUCKET_BITS, ((y + radius_tiles) >> _BUCKET_BITS) + 1)
        for column in columns:
            for row in rows:
                for avatar, (ax, ay) in self._buckets.get((column, row), {}).items():
                    distance = (ax - x) * (ax - x) + (ay - y) * (ay - y)
                    if distance <= limit:
                        found.append((distance, avatar))
        found.sort()
        return [avatar for _, avatar in found]
