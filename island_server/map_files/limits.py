"""How large a map may be: what bounds the memory and the time that a hostile file can take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MapLimits:
    """Limits on one map; the largest maps known to us stay ten times below each of them.

    With these defaults reading a map, whatever it holds, takes less than 1 GB of memory.

    Attributes:
        file_bytes: the map file itself, and each file that it names.
        files_bytes: the map file with its tilesets, templates and collections of entities.
        file_values: objects and lists of one JSON file; tags, and attributes, of one XML file.
        nesting: elements of an XML file within one another.
        references: files and images that the map names.
        reference_levels: folders above the map's own in which the files that it names may lie.
        path_chars: the name of a file that the map names.
        side_tiles: width and height.
        map_cells: width times height.
        layers: layers of every kind, groups included.
        layer_depth: groups within groups.
        tile_cells: cells of all tile layers together, whatever the compression.
        objects: objects of all object layers together; areas and entities of a .wam, each.
        points: corners of all polygons and polylines together.
        properties: custom properties of the whole map, counted wherever they apply.
        value_chars: one text that is a property's value or stands on the map; a longer value is
            left out, a longer text is cut.
        layer_name_chars: one layer's own name; longer ones are cut.
        tilesets: tilesets.
        tileset_tiles: tiles of one tileset.
        animation_frames: frames of one animated tile.
        tile_px: sides of a cell of the grid.
        image_bytes: one image file.
        images_bytes: all images together.
        image_px: sides of an image, and of a tile.
        warnings: warnings that are told; of others only how many there are.
        side_files: sounds, pages and pictures beside the map that its zones name.
        side_file_bytes: one of them.
        side_files_bytes: all of them together.
        areas: objects that are areas.
        area_cells: cells of all areas together, whether they mean something or not.
        outline_crossings: rows that the outlines of areas cross, counted per edge.
        combinations: sets of properties that hold at some cell, while they are merged.
        zones: zones that the map brings.
        zone_cells: cells of all zones together.
        zones_per_cell: zones that overlap at one cell.
        starts: cells where people arrive; those beyond are left out.
        entries: named entries; those beyond are left out, and their cells share `starts`.
        entry_cells: cells of named entries as the author drew them; entries beyond are left out.
        doors: doors.
        name_chars: a name that people read; longer ones are cut.
        description_chars: a description that people read; longer ones are cut.
    """

    file_bytes: int = 16 * 2**20
    files_bytes: int = 32 * 2**20
    file_values: int = 500_000
    nesting: int = 64
    references: int = 10_000
    reference_levels: int = 2
    path_chars: int = 1_000
    side_tiles: int = 4_000
    map_cells: int = 1_000_000
    layers: int = 1_000
    layer_depth: int = 16
    tile_cells: int = 8_000_000
    objects: int = 20_000
    points: int = 200_000
    properties: int = 500_000
    value_chars: int = 20_000
    layer_name_chars: int = 200
    tilesets: int = 1_000
    tileset_tiles: int = 1_000_000
    animation_frames: int = 256
    tile_px: int = 512
    image_bytes: int = 16 * 2**20
    images_bytes: int = 64 * 2**20
    image_px: int = 8_192
    warnings: int = 200
    side_files: int = 200
    side_file_bytes: int = 16 * 2**20
    side_files_bytes: int = 64 * 2**20
    areas: int = 1_000
    area_cells: int = 4_000_000
    outline_crossings: int = 500_000
    combinations: int = 10_000
    zones: int = 500
    zone_cells: int = 1_000_000
    zones_per_cell: int = 16
    starts: int = 10_000
    entries: int = 500
    entry_cells: int = 1_000_000
    doors: int = 200
    name_chars: int = 100
    description_chars: int = 500


DEFAULT_LIMITS = MapLimits()
