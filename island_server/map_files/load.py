"""The way in: a map file on disk becomes an island, or one clear error."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from island_server.map_files import normalise
from island_server.map_files.image_files import read_images, wanted_images
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.map_reader import read_map_file
from island_server.map_files.meaning import interpret
from island_server.map_files.names import plain_name
from island_server.map_files.references import folder_of
from island_server.map_files.side_files import bring_files
from island_server.map_files.tiled_model import TiledMap
from island_server.ports import LoadedIsland


def load_map(
    path: Path,
    limits: MapLimits = DEFAULT_LIMITS,
    root: Path | None = None,
    islands: Collection[str] = (),
) -> LoadedIsland:
    """Load a map file and what it names: tilesets, templates, images, sounds and pages.

    Takes up to seconds for the largest maps: call it off the event loop.

    Args:
        path: the map.
        limits: how large it may be.
        root: nothing outside it is read. Without one that is the folder `limits.reference_levels`
            above the map's own; sounds and pages must then lie below the map's own folder, or a
            map could publish whatever lies about.
        islands: those that the server has: whither portals lead.

    Raises `MapError`.
    """
    folder = folder_of(path, limits, root)
    tiled = read_map_file(path, limits, folder)
    meaning = interpret(tiled, plain_name(path.stem), limits)
    used = frozenset(normalise.used_images(tiled, meaning.door_layers))
    wanted = {image: why for image, why in wanted_images(tiled).items() if image in used}
    images, missing = read_images(wanted, folder, tiled.file, limits)
    taken = [image.name for image in images.values()]
    brought = bring_files(
        meaning.island, folder if root else replace(folder, root=folder.home), limits, taken
    )
    island = brought.island
    extras = normalise.Extras(meaning.door_layers, brought.files, meaning.credits, islands)
    bundle = normalise.bundle(tiled, island, images, extras)
    warnings = (*tiled.warnings, *missing, *meaning.warnings)
    return LoadedIsland(
        replace(island, id=bundle.id),
        bundle,
        (*warnings, *(f"{tiled.file}: {text}" for text in brought.warnings)),
        tuple(sorted(folder.found)),
        {**{image.name: source for source, image in images.items()}, **brought.sources},
    )


def parse_map(path: Path, limits: MapLimits = DEFAULT_LIMITS, root: Path | None = None) -> TiledMap:
    """Read a map file of any format (TMJ, TMX, WAM) as `load_map` does, images not needed."""
    return read_map_file(path, limits, folder_of(path, limits, root))
