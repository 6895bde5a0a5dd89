"""How large a map may be: what bounds the memory and the time that a hostile file can take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MapLimits:
    """Limits on one map; the largest maps known to us stay ten times below each of them.

    Attributes:
        file_bytes: the map file itself.
        side_tiles: width and height.
        map_cells: width times height.
        layers: layers of every kind, groups included.
        layer_depth: groups within groups.
        tile_cells: cells of all tile layers together, whatever the compression.
        objects: objects of all object layers together.
        tilesets: tilesets.
        tileset_tiles: tiles of one tileset.
        animation_frames: frames of one animated tile.
        tile_px: sides of a tile.
        image_bytes: one image file.
        images_bytes: all images together.
        image_px: sides of an image.
        side_files: sounds, pages and pictures beside the map that its zones name.
        side_file_bytes: one of them.
        side_files_bytes: all of them together.
        areas: objects that are areas.
        zones: zones that the map brings.
        zone_cells: cells of all zones together.
        zones_per_cell: zones that overlap at one cell.
        starts: cells where people arrive; those beyond are left out.
        name_chars: a name that people read; longer ones are cut.
        description_chars: a description that people read; longer ones are cut.
    """

    file_bytes: int = 16 * 2**20
    side_tiles: int = 4_000
    map_cells: int = 1_000_000
    layers: int = 1_000
    layer_depth: int = 16
    tile_cells: int = 8_000_000
    objects: int = 20_000
    tilesets: int = 1_000
    tileset_tiles: int = 1_000_000
    animation_frames: int = 256
    tile_px: int = 512
    image_bytes: int = 16 * 2**20
    images_bytes: int = 64 * 2**20
    image_px: int = 8_192
    side_files: int = 200
    side_file_bytes: int = 16 * 2**20
    side_files_bytes: int = 64 * 2**20
    areas: int = 1_000
    zones: int = 500
    zone_cells: int = 1_000_000
    zones_per_cell: int = 16
    starts: int = 10_000
    name_chars: int = 100
    description_chars: int = 500


DEFAULT_LIMITS = MapLimits()
