"""Whether exits lead somewhere: as far as the maps beside a map tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from island_server.errors import MapError
from island_server.map_files.addresses import MUSTACHE
from island_server.map_files.areas import area_label, area_objects, object_spans
from island_server.map_files.exits import MAP_SUFFIXES, map_file_of, portal_of
from island_server.map_files.findings import Findings, quoted
from island_server.map_files.limits import MapLimits
from island_server.map_files.starts import named_entries
from island_server.map_files.tile_marks import marked_tiles, used_tiles
from island_server.map_files.tiled_model import Properties, TiledMap
from island_server.map_files.wa_properties import FEATURE_KEYS, Feature, is_set
from island_server.map_files.wam_properties import exit_address, properties_of

_MOST_READ = 20
_DEFAULT_NAMES = frozenset({"", "start"})


def remark_on_exits(
    tiled: TiledMap,
    path: Path,
    read_map: Callable[[Path], TiledMap],
    limits: MapLimits,
    findings: Findings,
) -> None:
    """Remark on exits whose map or entry is not there. At most 20 other maps are read."""
    entries: dict[str, frozenset[str] | None] = {"": _entry_names(tiled, limits)}
    for where, address in _exits(tiled):
        file = map_file_of(address)
        portal = portal_of(address, "", where, Findings())
        if portal is None or MUSTACHE in address:
            continue
        if not file and not address.strip().startswith("#"):
            there = quoted(portal.island)
            findings.note(
                where, f"{quoted(address)} leads to the map {there}, if the server has it"
            )
            continue
        if file not in entries and len(entries) <= _MOST_READ:
            entries[file] = _entries_beside(path.parent / file, read_map, limits)
        names = entries.get(file)
        if names is None:
            findings.broken(
                where,
                f"{quoted(file)} is not beside this map, or cannot be read; the exit is shut "
                f"until the server has a map {quoted(portal.island)}",
            )
        elif portal.entry not in names | _DEFAULT_NAMES:
            there = ", ".join(sorted(names)[:8]) or "none"
            findings.slip(
                where,
                f"{quoted(address)}: that map has no entry {quoted(portal.entry)}; it has: {there}",
            )


def _entries_beside(
    path: Path, read_map: Callable[[Path], TiledMap], limits: MapLimits
) -> frozenset[str] | None:
    if path.suffix.lower() not in MAP_SUFFIXES:
        return None
    try:
        return _entry_names(read_map(path), limits)
    except MapError:
        return None


def _entry_names(tiled: TiledMap, limits: MapLimits) -> frozenset[str]:
    return frozenset(
        named_entries(tiled, lambda thing: object_spans(thing, tiled, limits), limits.entry_cells)
    )


def _exits(tiled: TiledMap) -> Iterator[tuple[str, str]]:
    for where, read in _property_sets(tiled):
        for key in FEATURE_KEYS[Feature.EXIT]:
            if is_set(read.get(key)):
                yield f"{where}: {key}", str(read[key])
    for area in tiled.wam.areas if tiled.wam else ():
        for raw in properties_of("exit", area.properties):
            if address := exit_address(raw):
                yield f"{area_label(area, tiled)}: exit", address


def _property_sets(tiled: TiledMap) -> Iterator[tuple[str, Properties]]:
    for layer in tiled.tile_layers:
        yield f"layer {quoted(layer.name)}", layer.properties
    marked = marked_tiles(tiled, FEATURE_KEYS[Feature.EXIT])
    for gid in sorted(used_tiles(tiled.tile_layers) & marked.keys()):
        tileset = tiled.tileset_of(gid)
        yield f"tile of {quoted(tileset.name if tileset else '')}", marked[gid]
    for thing in area_objects(tiled):
        yield area_label(thing, tiled), thing.properties
