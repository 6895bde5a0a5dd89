"""Where browsers find the picture of each tile: docs/protocol.md section 6, tilesets, animations.

Only tilesets that are seen are sent; of a collection only the tiles that are seen, each as a
tileset of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from island_server.map_files.image_files import ImageFile
from island_server.map_files.tiled_model import GID_BITS, TiledMap, TileImage, Tileset


@dataclass(frozen=True, slots=True)
class SentTileset:
    """A tileset as browsers get it, before its picture is known; pixels, as in the protocol."""

    first: int
    count: int
    columns: int
    tile_width: int
    tile_height: int
    x: int
    y: int
    spacing: int
    image: str | None
    like: Tileset | None = None

    def packed(self, images: Mapping[str, ImageFile]) -> dict[str, object]:
        """Code it. A picture that is not among `images` becomes a placeholder."""
        picture = images.get(self.image or "")
        like = self.like
        return {
            "first": self.first,
            "count": self.count,
            "columns": self._columns(picture),
            "tile_width": self.tile_width,
            "tile_height": self.tile_height,
            "x": self.x,
            "y": self.y,
            "spacing": self.spacing,
            "image": picture.name if picture else None,
            "image_width": picture.width if picture else 0,
            "image_height": picture.height if picture else 0,
            "transparent": like.transparent if like else None,
            "offset": [like.offset_x, like.offset_y] if like else [0, 0],
            "fit": _fit(like) if like else "none",
        }

    def _columns(self, picture: ImageFile | None) -> int:
        """How many tiles fit in a row: what the picture says goes before what the file says."""
        if self.count == 1 or picture is None:
            return max(self.columns, 1)
        room = picture.width - self.x + self.spacing
        return max(room // (self.tile_width + self.spacing), 1)


class Art:
    """Which tileset draws a tile; remembers what it was asked, for maps ask the same often."""

    __slots__ = ("_firsts", "_known", "tilesets")

    def __init__(self, tiled: TiledMap) -> None:
        self.tilesets = tiled.tilesets
        self._firsts = [tileset.first for tileset in tiled.tilesets]
        self._known: dict[int, Tileset | None] = {}

    def tileset_of(self, gid: int) -> Tileset | None:
        """Give the tileset that draws a tile (flips or not), be it as a placeholder.

        None for a tile that no tileset has, or that is a gap in a collection.
        """
        tile = gid & GID_BITS
        if tile not in self._known:
            self._known[tile] = self._find(tile)
        return self._known[tile]

    def _find(self, tile: int) -> Tileset | None:
        after = bisect_right(self._firsts, tile)
        tileset = self.tilesets[after - 1] if after else None
        if tileset is None or not tileset.holds(tile):
            return None
        is_sheet = tileset.image is not None or not tileset.tile_images
        return tileset if is_sheet or tile - tileset.first in tileset.tile_images else None


def natural_size(tile: int, tileset: Tileset) -> tuple[int, int]:
    """Give the width and height of a tile's picture in pixels, at least 1."""
    own = tileset.tile_images.get(tile)
    if own:
        return max(own.width, 1), max(own.height, 1)
    return max(tileset.tile_width, 1), max(tileset.tile_height, 1)


def with_frames(gids: set[int], art: Art) -> set[int]:
    """Add the frames of those of these tiles that are animated."""
    return gids | {gid for frames in animations(gids, art).values() for gid, _ in frames}


def animations(gids: set[int], art: Art) -> dict[int, list[tuple[int, int]]]:
    """Give the frames (gid, ms) of those of these tiles that are animated."""
    found: dict[int, list[tuple[int, int]]] = {}
    for tileset in art.tilesets:
        for tile, frames in sorted(tileset.animations.items()):
            gid = tileset.first + tile
            if gid in gids and art.tileset_of(gid) is tileset:
                steps = [(tileset.first + frame.tile, frame.ms) for frame in frames]
                found[gid] = [step for step in steps if art.tileset_of(step[0])]
    return {gid: steps for gid, steps in found.items() if steps}


def sent_tilesets(gids: set[int], art: Art) -> tuple[SentTileset, ...]:
    """Give the tilesets that these tiles need."""
    seen: dict[int, set[int]] = {}
    for gid in gids:
        tileset = art.tileset_of(gid)
        if tileset:
            seen.setdefault(tileset.first, set()).add(gid - tileset.first)
    found = (
        sent
        for tileset in art.tilesets
        if tileset.first in seen
        for sent in _sent(tileset, seen[tileset.first])
    )
    return tuple(sorted(found, key=lambda sent: sent.first))


def _sent(tileset: Tileset, tiles: set[int]) -> Iterator[SentTileset]:
    for tile in sorted(tiles & tileset.tile_images.keys()):
        yield _single(tileset.first + tile, tileset.tile_images[tile], tileset)
    if tiles - tileset.tile_images.keys():
        yield SentTileset(
            first=tileset.first,
            count=tileset.count,
            columns=tileset.columns,
            tile_width=max(tileset.tile_width, 1),
            tile_height=max(tileset.tile_height, 1),
            x=tileset.margin,
            y=tileset.margin,
            spacing=tileset.spacing,
            image=tileset.image,
            like=tileset,
        )


def _single(gid: int, own: TileImage, tileset: Tileset) -> SentTileset:
    width, height = max(own.width, 1), max(own.height, 1)
    return SentTileset(gid, 1, 1, width, height, own.x, own.y, 0, own.image, tileset)


def _fit(tileset: Tileset) -> str:
    if not tileset.fits_grid:
        return "none"
    return "keep" if tileset.keeps_aspect else "stretch"
