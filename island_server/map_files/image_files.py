"""The images that a map needs: found below its root folder, and of a kind that browsers draw.

A map can do without any of them: what cannot be had is warned of, and a stand-in is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from island_server.map_files.image_sizes import ImageSize, image_size
from island_server.map_files.json_node import quoted
from island_server.map_files.limits import MapLimits
from island_server.map_files.references import BadReference, Folder, read_file, relative_name
from island_server.map_files.tiled_model import (
    GID_BITS,
    ImageLayer,
    ObjectLayer,
    TiledMap,
    TileLayer,
    Tileset,
)


@dataclass(frozen=True, slots=True)
class ImageFile:
    """One image: its name at /maps/ID/, its bytes, its sides in pixels."""

    name: str
    content: bytes
    width: int
    height: int


def wanted_images(tiled: TiledMap) -> dict[str, str]:
    """Give the paths of all images that may be drawn, and what each is for, as messages say it.

    Hidden layers count: a door may show them.
    """
    found: dict[str, str] = {}
    for path, purpose in _wanted(tiled):
        found.setdefault(path, purpose)
    return found


def read_images(
    wanted: Mapping[str, str], folder: Folder, file: str, limits: MapLimits
) -> tuple[dict[str, ImageFile], list[str]]:
    """Read images.

    Args:
        wanted: paths as the map has them, and what each is for.
        folder: where the map lies; nothing outside its root is read, not by a link either.
        file: the map, for messages.
        limits: how many bytes and pixels.

    Returns:
        The images by their paths, and a warning for each that is missing, outside, too large or of
        no kind that is read.
    """
    found: dict[str, ImageFile] = {}
    warnings: list[str] = []
    names: set[str] = set()
    left = limits.images_bytes
    for source, purpose in wanted.items():
        try:
            content = _read(folder, source, min(limits.image_bytes, left), limits)
            size = _size(content, limits)
        except BadReference as error:
            where = f"{file}: {purpose}: image {quoted(source)}"
            warnings.append(f"{where} {error}; a stand-in is drawn")
            continue
        left -= len(content)
        name = _served_name(source, size.suffix, names)
        names.add(name)
        found[source] = ImageFile(name, content, size.width, size.height)
    return found, _shortened(warnings, limits)


def _wanted(tiled: TiledMap) -> Iterator[tuple[str, str]]:
    tiles: dict[int, set[int]] = {}
    for gid in _shown_gids(tiled):
        holder = tiled.tileset_of(gid)
        if holder is not None:
            tiles.setdefault(id(holder), set()).add(gid - holder.first)
    for tileset in tiled.tilesets:
        if id(tileset) in tiles:
            yield from _of_tileset(tileset, tiles[id(tileset)])
    for layer in tiled.layers:
        if isinstance(layer, ImageLayer) and layer.image is not None:
            yield layer.image, f"layer {quoted(layer.name)}"
    for entity in tiled.wam.entities if tiled.wam else ():
        if entity.image is not None:
            yield entity.image, f"entity {quoted(entity.prefab)}"


def _shown_gids(tiled: TiledMap) -> set[int]:
    shown: set[int] = set()
    for layer in tiled.layers:
        if isinstance(layer, TileLayer):
            shown.update(gid & GID_BITS for gid in layer.kinds)
        elif isinstance(layer, ObjectLayer):
            shown.update(thing.gid & GID_BITS for thing in layer.objects)
    return shown - {0}


def _of_tileset(tileset: Tileset, tiles: Iterable[int]) -> Iterator[tuple[str, str]]:
    purpose = f"tileset {quoted(tileset.name)}"
    if tileset.image is not None:
        yield tileset.image, purpose
    if not tileset.tile_images:
        return
    drawn = set(tiles)
    for tile in tiles:
        drawn.update(frame.tile for frame in tileset.animations.get(tile, ()))
    for tile in sorted(drawn):
        if tile in tileset.tile_images:
            yield tileset.tile_images[tile].image, f"{purpose}: tile {tile}"


def _read(folder: Folder, source: str, most: int, limits: MapLimits) -> bytes:
    name = relative_name(source, "", limits)
    content = read_file(folder.find(name), most + 1)
    if len(content) > most:
        raise BadReference("is too large")
    return content


def _size(content: bytes, limits: MapLimits) -> ImageSize:
    size = image_size(content)
    if size is None:
        raise BadReference("is no PNG, JPEG, GIF or WebP")
    if not (0 < size.width <= limits.image_px and 0 < size.height <= limits.image_px):
        problem = f"is {size.width} x {size.height} px, at most {limits.image_px} are read"
        raise BadReference(problem)
    return size


def _served_name(source: str, suffix: str, taken: set[str]) -> str:
    """Make a file name that is one plain path segment and not taken yet."""
    stem = PurePosixPath(source).stem
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in stem)[:60]
    name, number = f"{plain or 'image'}.{suffix}", 2
    while name in taken:
        name, number = f"{plain or 'image'}-{number}.{suffix}", number + 1
    return name


def _shortened(warnings: list[str], limits: MapLimits) -> list[str]:
    more = len(warnings) - limits.warnings
    return [*warnings[: limits.warnings], f"{more} more images"] if more > 0 else warnings
