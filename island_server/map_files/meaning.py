"""What a map means: where one can walk, which zones and doors there are, where people arrive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from island_server.core.island_map import IslandMap
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.zones import Span, arrival_tiles
from island_server.map_files.areas import Area, areas, object_spans
from island_server.map_files.credits import Credit, credits_of
from island_server.map_files.door_layers import DoorLayers
from island_server.map_files.doors import find_doors
from island_server.map_files.findings import Finding, Findings, quoted
from island_server.map_files.ground import Ground
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.starts import Entry, default_entry, named_entries, spread
from island_server.map_files.tiled_model import TiledMap, TiledObject
from island_server.map_files.wa_properties import shown, starts_here, text_of
from island_server.map_files.walls import solid_cells, with_entities
from island_server.map_files.wam_zones import wam_drafts
from island_server.map_files.zone_layer import WrittenZone, has_written_zones, written_zones
from island_server.map_files.zone_making import drafts, zones_of
from island_server.map_files.zone_parts import Maker


@dataclass(frozen=True, slots=True)
class Meaning:
    """A map understood.

    Attributes:
        file: the map, for messages.
        island: for the world.
        door_layers: which layers belong to the doors of `island`, in the same order.
        credits: whose work it is.
        findings: what to tell its author.
    """

    file: str
    island: IslandMap
    door_layers: tuple[DoorLayers, ...]
    credits: tuple[Credit, ...]
    findings: tuple[Finding, ...]

    @property
    def warnings(self) -> list[str]:
        """The findings as lines that begin with the file."""
        return [f"{self.file}: {finding.text}" for finding in self.findings]


def interpret(tiled: TiledMap, map_name: str, limits: MapLimits = DEFAULT_LIMITS) -> Meaning:
    """Make out what a map means.

    Args:
        tiled: the map.
        map_name: its plain name (`names.plain_name`): the island's id, and how exits name it.
        limits: what it may bring.

    Raises `MapError` where it exceeds the limits, or nobody could stand anywhere.
    """
    findings = Findings()
    known = areas(tiled, limits)
    doors = find_doors(tiled, known, limits, findings)
    tiles = TileMap(
        tiled.width, tiled.height, with_entities(solid_cells(tiled, doors.layer_places), tiled)
    )
    shut = frozenset(y * tiled.width + x for x, y in doors.cells)
    arrivals = _Arrivals(tiled, known, Ground(tiles, shut, tiled.file), limits, findings)
    maker = Maker(map_name, limits, findings)
    written = written_zones(tiled, limits, findings) if has_written_zones(tiled) else None
    if written is None:
        found = (*drafts(tiled, known, maker), *wam_drafts(tiled, maker))
        zones = zones_of(found, tiled, limits)
    else:
        zones = tuple(it.zone for it in written)
    _remark_on_scripts(tiled, findings)
    entries = arrivals.entries()
    island = IslandMap(
        id=map_name,
        name=shown(_name(tiled), limits.name_chars) or map_name,
        tiles=tiles,
        zones=zones,
        starts=_with_arrivals(arrivals.starts(), tiles, written or ()),
        entries=entries,
        doors=doors.doors,
    )
    made = credits_of(tiled, limits.name_chars)
    return Meaning(tiled.file, island, doors.layers, made, findings.all())


@dataclass(frozen=True, slots=True)
class _Arrivals:
    """Chooses where people arrive."""

    tiled: TiledMap
    known: tuple[Area, ...]
    ground: Ground
    limits: MapLimits
    findings: Findings

    def starts(self) -> tuple[TilePos, ...]:
        """Give the cells of the default entry."""
        entry = self._default()
        chosen = self.ground.usable(entry.cells, self.limits.starts)
        if not set(chosen) & set(entry.cells):
            self.findings.broken(
                f"start ({entry.rule})", "every cell is blocked; people arrive near it"
            )
        return chosen

    def entries(self) -> Mapping[str, tuple[TilePos, ...]]:
        """Give the cells of the entries that have a name."""
        named = named_entries(self.tiled, self._spans, self.limits.entry_cells)
        most = max(self.limits.starts // max(len(named), 1), 16)
        found: dict[str, tuple[TilePos, ...]] = {}
        for name, entry in named.items():
            key = shown(name, self.limits.name_chars)
            if not key or len(found) >= self.limits.entries:
                continue
            chosen = self.ground.usable(entry.cells, most)
            if chosen[0] not in entry.cells:
                where = f"entry {quoted(name)} ({entry.rule})"
                self.findings.broken(where, "every cell is blocked; people arrive near it")
            found.setdefault(key, chosen)
        return found

    def _default(self) -> Entry:
        entry = default_entry(self.tiled, self._spans)
        if entry.cells:
            return entry
        marked = [area for area in self.known if starts_here(area.properties) and area.cells]
        if marked:
            cells = tuple(dict.fromkeys(cell for area in marked for cell in spread(area.spans)))
            return Entry(cells, "start areas")
        for name, named in named_entries(self.tiled, self._spans, self.limits.entry_cells).items():
            return Entry(named.cells, f"entry {quoted(name)}")
        return Entry((TilePos(self.tiled.width // 2, self.tiled.height // 2),), entry.rule)

    def _spans(self, thing: TiledObject) -> tuple[Span, ...]:
        return object_spans(thing, self.tiled, self.limits)


def _with_arrivals(
    starts: tuple[TilePos, ...], tiles: TileMap, written: Sequence[WrittenZone]
) -> tuple[TilePos, ...]:
    """The starts of the map, and those that hosts have added to it."""
    added = list(arrival_tiles(it.zone for it in written if it.is_arrival))
    if not added:
        return starts
    land = tiles.reachable(*starts[0])
    reached = (
        tile for tile in added if tiles.is_free(*tile) and land[tile.y * tiles.width + tile.x]
    )
    return tuple(dict.fromkeys((*starts, *reached)))


def _name(tiled: TiledMap) -> str:
    named = tiled.wam.metadata.get("name") if tiled.wam else None
    return named if isinstance(named, str) and named else text_of(tiled.properties, "mapName")


def _remark_on_scripts(tiled: TiledMap, findings: Findings) -> None:
    if script := text_of(tiled.properties, "script"):
        findings.note("map: script", f"scripts are never run; left out: {quoted(script)}")
