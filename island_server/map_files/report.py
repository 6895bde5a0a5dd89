"""What is wrong with a map, in plain language, for the person who made it.

The remarks of `meaning` and of `property_slips`, and besides: layers, pictures, ways that nobody
can go, exits that lead nowhere, licences, size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.zones import Zone
from island_server.errors import MapError
from island_server.map_files.areas import area_objects
from island_server.map_files.exit_checks import remark_on_exits
from island_server.map_files.findings import Finding, Findings, Weight, quoted
from island_server.map_files.ground import Ground
from island_server.map_files.known_tilesets import licence_notes
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.meaning import Meaning, interpret
from island_server.map_files.names import plain_name
from island_server.map_files.property_slips import remark_on_properties
from island_server.map_files.starts import is_named_start
from island_server.map_files.tile_marks import used_tiles
from island_server.map_files.tiled_model import ObjectLayer, TiledMap, TileLayer

AVATARS_LAYER = "floorLayer"
_NAMES_TOLD = 8
_PICTURES_TOLD = 40
_LOSSES = ("left out", "left empty", "stand-in", "does not exist", "outside", "cannot")
_LARGE_CELLS = 40_000
_MANY_TILESETS = 50
_POCKET_SHARE = 0.1

ReadMap = Callable[[Path], TiledMap]


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to say of a map; `error` tells that it cannot be used, and then why."""

    file: str
    summary: str
    findings: tuple[Finding, ...]
    error: str | None = None

    def lines(self) -> Iterator[str]:
        """Give the report line by line, by weight."""
        yield f"{self.file}: {self.summary}"
        if self.error:
            yield f"\nThis map cannot be used:\n  - {self.error}"
        for weight in Weight:
            group = [finding.text for finding in self.findings if finding.weight is weight]
            if group:
                yield f"\n{weight.value.capitalize()}:"
                yield from (f"  - {text}" for text in group)
        if not self.findings and not self.error:
            yield "\nNothing to remark."


def examine(path: Path, read_map: ReadMap, limits: MapLimits = DEFAULT_LIMITS) -> Report:
    """Report on a map file. `read_map` reads it and the maps beside it to which it leads."""
    try:
        tiled = read_map(path)
    except MapError as error:
        return Report(str(path), "not read", (), str(error))
    findings = Findings()
    _pass_on(tiled, findings)
    try:
        meaning = interpret(tiled, plain_name(path.stem), limits)
    except MapError as error:
        remark_on_map(tiled, path, findings)
        return Report(str(path), _size(tiled), findings.all(), str(error))
    remark_on_map(tiled, path, findings)
    _remark_on_ground(tiled, meaning, findings)
    remark_on_exits(tiled, path, read_map, limits, findings)
    return Report(str(path), _summary(tiled, meaning), (*meaning.findings, *findings.all()))


def remark_on_map(tiled: TiledMap, path: Path, findings: Findings) -> None:
    """Remark on what stands in the file, whatever it means."""
    remark_on_properties(tiled, findings)
    _remark_on_layers(tiled, findings)
    _remark_on_areas(tiled, findings)
    _remark_on_pictures(tiled, path.parent, findings)
    for art, names in licence_notes(tiled.tilesets):
        findings.note(f"tileset {_some(names)}", f"looks like {art.title}: {art.note}")
    cells = tiled.width * tiled.height
    if cells > _LARGE_CELLS:
        findings.note("map", f"{cells} tiles is large: people meet more easily on a smaller one")
    if len(tiled.tilesets) > _MANY_TILESETS:
        findings.note("map", f"{len(tiled.tilesets)} tilesets take long to fetch by a slow line")


def _remark_on_layers(tiled: TiledMap, findings: Findings) -> None:
    seen = Counter(layer.name for layer in tiled.layers)
    for name, times in seen.items():
        if times > 1:
            findings.slip(
                f"layer {quoted(name)}",
                f"{times} layers have this name; doors find them all, links only one: rename them",
            )
    empty = [layer for layer in tiled.tile_layers if layer.kinds <= {0}]
    for layer in empty:
        if is_named_start(layer):
            findings.broken(f"layer {quoted(layer.name)}", "has no tile, so it is no start")
    if empty:
        names = _some([layer.name for layer in empty])
        findings.note(f"layer {names}", "has no tile: delete it, or draw what should be there")
    if not any(isinstance(layer, ObjectLayer) and _is_floor(layer.name) for layer in tiled.layers):
        findings.slip(
            "map",
            f"there is no object layer '{AVATARS_LAYER}': avatars cover everything; add it "
            "below the layers that should cover them",
        )


def _is_floor(name: str) -> bool:
    return name.rsplit("/", 1)[-1] == AVATARS_LAYER


def _remark_on_areas(tiled: TiledMap, findings: Findings) -> None:
    seen = Counter(thing.name for thing in area_objects(tiled) if thing.name)
    for name, times in seen.items():
        if times > 1:
            findings.note(
                f"area {quoted(name)}", f"{times} areas have this name; the later ones get another"
            )


def _remark_on_pictures(tiled: TiledMap, folder: Path, findings: Findings) -> None:
    used = used_tiles(tiled.tile_layers) - {0}
    stray = sorted(gid for gid in used if tiled.tileset_of(gid) is None)
    if stray:
        numbers = ", ".join(str(gid) for gid in stray[:_NAMES_TOLD])
        findings.broken("map", f"tiles {numbers} are of no tileset; nothing is drawn there")
    missing: dict[str, None] = {}
    for tileset in tiled.tilesets:
        images = [tileset.image, *(own.image for own in tileset.tile_images.values())]
        missing |= {image: None for image in images if image and not _is_there(folder / image)}
    if missing:
        names = _some(list(missing), _PICTURES_TOLD)
        findings.broken(
            f"picture {names}", "is not there, so a stand-in is drawn; put it beside the map"
        )


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _remark_on_ground(tiled: TiledMap, meaning: Meaning, findings: Findings) -> None:
    island = meaning.island
    shut = frozenset(
        y * tiled.width + x
        for door in island.doors
        for y, x0, x1 in (*door.closed_solid, *door.open_solid)
        for x in range(x0, x1)
    )
    ground = Ground(island.tiles, shut, tiled.file)
    whole = ground.size(ground.largest)
    for name, cells in (("start", island.starts), *island.entries.items()):
        size = ground.size(ground.part(cells[0]))
        if size < whole * _POCKET_SHARE:
            findings.slip(
                f"entry {quoted(name)}",
                f"is walled in: from there one can walk to {size} tiles of {whole}",
            )
    for zone in island.zones:
        if not _free_cells(zone, island.tiles):
            what = "exit" if zone.portal else zone.kind.value
            findings.broken(
                f"zone {quoted(zone.id)} ({what})", "lies wholly in walls; nobody gets there"
            )


def _free_cells(zone: Zone, tiles: TileMap) -> list[TilePos]:
    return [TilePos(x, y) for y, x0, x1 in zone.spans for x in range(x0, x1) if tiles.is_free(x, y)]


def _summary(tiled: TiledMap, meaning: Meaning) -> str:
    island = meaning.island
    zones = Counter(zone.kind.value for zone in island.zones)
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(zones.items())) or "none"
    portals = sum(zone.portal is not None for zone in island.zones)
    return (
        f"{_size(tiled)}; zones: {kinds}; exits: {portals}; doors: {len(island.doors)}; "
        f"entries: {', '.join(sorted(island.entries)[:_NAMES_TOLD]) or 'only the default one'}"
    )


def _size(tiled: TiledMap) -> str:
    layers = sum(isinstance(layer, TileLayer) for layer in tiled.layers)
    sets = len(tiled.tilesets)
    return f"{tiled.width} x {tiled.height} tiles, {layers} tile layers, {sets} tilesets"


def _pass_on(tiled: TiledMap, findings: Findings) -> None:
    """Pass on what the reader remarked, without the name of the file."""
    for warning in tiled.warnings:
        where, found, problem = warning.removeprefix(f"{tiled.file}: ").partition(": ")
        remark = findings.broken if any(word in warning for word in _LOSSES) else findings.note
        remark(*((where, problem) if found else ("map", where)))


def _some(names: tuple[str, ...] | list[str], most: int = _NAMES_TOLD) -> str:
    told = ", ".join(quoted(name) for name in names[:most])
    more = len(names) - most
    return told + (f" and {more} more" if more > 0 else "")
