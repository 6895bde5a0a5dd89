"""What WorkAdventure's conventions mean: walls and zones out of a Tiled map's properties.

Walls are tiles whose property `collides` is true, on any tile layer, hidden ones too. Zones are
objects of class (or type) `area`, formerly `zone`:

    speakerMegaphone                    a podium
    listenerMegaphone                   the audience of the podium of that name
    jitsiRoom, bbbMeeting, livekitRoom  a meeting
    silent                              a quiet zone
    start, or the name "start"          a place to arrive
    displayName, description            a place with a name

`maxUsers` (or `capacity`) limits a meeting. displayName and displayNameEn are what people read, in
Dutch and in English, description and descriptionEn say more; without them the object's name counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from island_server.core.ids import ZoneId
from island_server.core.zones import Span, Zone, ZoneKind
from island_server.errors import MapError
from island_server.map_files.limits import MapLimits
from island_server.map_files.tiled_model import (
    Properties,
    Shape,
    TiledMap,
    TiledObject,
)

AREA_KINDS = frozenset({"area", "zone"})
_AREA_SHAPES = frozenset({Shape.RECTANGLE, Shape.ELLIPSE})
_MEETING_KEYS = ("jitsiRoom", "bbbMeeting", "livekitRoom")
_PLACE_KEYS = ("displayName", "displayNameEn", "description", "descriptionEn")
_CAPACITY_KEYS = ("capacity", "maxUsers")
_MAX_CAPACITY = 10_000


@dataclass(frozen=True, slots=True)
class Area:
    """An area object: a name unique on its map, and the cells that it touches (half open)."""

    id: str
    properties: Properties
    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def cells(self) -> int:
        """How many cells it touches."""
        return (self.x1 - self.x0) * (self.y1 - self.y0)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The cells it touches."""
        return tuple((y, self.x0, self.x1) for y in range(self.y0, self.y1) if self.cells)


def solid_cells(tiled: TiledMap) -> bytes:
    """Give one byte per cell: 1 where any layer has a tile that collides."""
    solid = bytearray(tiled.width * tiled.height)
    for layer in tiled.tile_layers:
        walls = {
            gid for gid in set(layer.gids) if tiled.tile_properties(gid).get("collides") is True
        }
        if walls:
            for cell, gid in enumerate(layer.gids):
                if gid in walls:
                    solid[cell] = 1
    return bytes(solid)


def areas(tiled: TiledMap, limits: MapLimits) -> tuple[Area, ...]:
    """Give the areas in file order; unnamed ones and namesakes are called unnamed_tiled_area_N."""
    found: list[Area] = []
    taken: set[str] = set()
    numbers = count(1)
    for thing in _area_objects(tiled):
        name = shown(thing.name, limits.name_chars)
        while not name or name in taken:
            name = f"unnamed_tiled_area_{next(numbers)}"
        taken.add(name)
        x0, x1 = _range(thing.x, thing.width, tiled.tile_width, tiled.width)
        y0, y1 = _range(thing.y, thing.height, tiled.tile_height, tiled.height)
        found.append(Area(name, thing.properties, x0, y0, x1, y1))
        if len(found) > limits.areas:
            raise MapError(f"{tiled.file}: more than {limits.areas} areas")
    return tuple(found)


def zones(known: Sequence[Area], tiled: TiledMap, limits: MapLimits) -> tuple[Zone, ...]:
    """Make the zones of the areas that mean one. Raises `MapError` where they exceed the limits."""
    kinds = [(area, kind) for area in known if area.cells and (kind := _kind(area)) is not None]
    if len(kinds) > limits.zones:
        raise MapError(f"{tiled.file}: {len(kinds)} zones, at most {limits.zones} are read")
    if sum(area.cells for area, _ in kinds) > limits.zone_cells:
        raise MapError(f"{tiled.file}: zones have more than {limits.zone_cells} cells together")
    found = tuple(_zone(area, kind, limits) for area, kind in kinds)
    _check_overlap(tiled, found, limits)
    return found


def _area_objects(tiled: TiledMap) -> Iterator[TiledObject]:
    for layer in tiled.object_layers:
        for thing in layer.objects:
            if thing.kind in AREA_KINDS and thing.shape in _AREA_SHAPES:
                yield thing


def _range(start: float, length: float, tile: int, most: int) -> tuple[int, int]:
    """Give the cells that an extent in pixels touches, its far edge not included."""
    if length <= 0:
        return 0, 0
    first = math.floor(start / tile)
    end = math.ceil((start + length) / tile)
    return min(max(first, 0), most), min(max(end, 0), most)


def _zone(area: Area, kind: ZoneKind, limits: MapLimits) -> Zone:
    read = area.properties
    dutch = shown(read.get("displayName"), limits.name_chars) or area.id
    about = shown(read.get("description"), limits.description_chars)
    return Zone(
        id=ZoneId(area.id),
        kind=kind,
        names={"nl": dutch, "en": shown(read.get("displayNameEn"), limits.name_chars) or dutch},
        descriptions={
            "nl": about,
            "en": shown(read.get("descriptionEn"), limits.description_chars) or about,
        },
        spans=area.spans,
        capacity=_capacity(read) if kind is ZoneKind.MEETING else None,
        stage=_stage(read, kind, limits),
    )


def _kind(area: Area) -> ZoneKind | None:
    """What an area is above all; a podium in a quiet zone is a podium."""
    read = area.properties
    if _text(read, "speakerMegaphone"):
        return ZoneKind.PODIUM
    if _text(read, "listenerMegaphone"):
        return ZoneKind.AUDIENCE
    if any(_text(read, key) for key in _MEETING_KEYS):
        return ZoneKind.MEETING
    if read.get("silent") not in (None, "", False):
        return ZoneKind.QUIET
    if is_start(area):
        return ZoneKind.START
    return ZoneKind.PLACE if any(_text(read, key) for key in _PLACE_KEYS) else None


def is_start(area: Area) -> bool:
    """Whether people may arrive in this area."""
    return area.id == "start" or area.properties.get("start") is True


def _capacity(read: Properties) -> int | None:
    for key in _CAPACITY_KEYS:
        value = read.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return min(value, _MAX_CAPACITY)
    return None


def _stage(read: Properties, kind: ZoneKind, limits: MapLimits) -> str | None:
    if kind is ZoneKind.PODIUM:
        return shown(read.get("speakerMegaphone"), limits.name_chars)
    if kind is ZoneKind.AUDIENCE:
        return shown(read.get("listenerMegaphone"), limits.name_chars)
    return None


def _text(read: Properties, key: str) -> str:
    value = read.get(key)
    return value.strip() if isinstance(value, str) else ""


def shown(value: object, most: int) -> str:
    """Make a text fit to be read: printable, on one line, at most `most` characters."""
    if not isinstance(value, str):
        return ""
    printable = "".join(c if c.isprintable() else " " for c in value[: 8 * most])
    return " ".join(printable.split())[:most].strip()


def _check_overlap(tiled: TiledMap, found: Sequence[Zone], limits: MapLimits) -> None:
    depth = bytearray(tiled.width * tiled.height)
    for zone in found:
        for y, x0, x1 in zone.spans:
            row = y * tiled.width
            for cell in range(row + x0, row + x1):
                if depth[cell] == limits.zones_per_cell:
                    x = cell - row
                    raise MapError(
                        f"{tiled.file}: zone '{zone.id}': more than {limits.zones_per_cell}"
                        f" zones overlap at tile {x},{y}"
                    )
                depth[cell] += 1
