"""Made maps, read and understood without files."""

from __future__ import annotations

import json

from island_server.core.zones import Zone
from island_server.map_files.document import open_document
from island_server.map_files.limits import MapLimits
from island_server.map_files.meaning import Meaning, interpret
from island_server.map_files.reading import Reading
from island_server.map_files.references import References
from island_server.map_files.tiled_json import read_map
from island_server.map_files.tiled_model import TiledMap
from tests.map_files.made_maps import Json, made_map, objects, tile_layer

OPEN = tile_layer("ground", *["......"] * 5)
"""Ground of 6 x 5 tiles."""


def parse_tmj(content: bytes, file: str, limits: MapLimits) -> TiledMap:
    """Read a map, TMJ or TMX, that comes without a folder: what it names is missing."""
    reading = Reading(limits, References(None, limits))
    return read_map(open_document(content, file, limits, "map"), "", reading)


def tiled_of(document: Json, **limits: int) -> TiledMap:
    return parse_tmj(json.dumps(document).encode(), "m.tmj", MapLimits(**limits))


def meaning_of(document: Json, **limits: int) -> Meaning:
    return interpret(tiled_of(document, **limits), "m", MapLimits(**limits))


def meaning_with(*things: Json, **more: object) -> Meaning:
    """Understand open ground with objects on it."""
    return meaning_of(made_map(OPEN, objects(*things), **more))


def zones_by_id(found: Meaning) -> dict[str, Zone]:
    return {zone.id: zone for zone in found.island.zones}


def cells_of(zone: Zone) -> set[tuple[int, int]]:
    return {(x, y) for y, x0, x1 in zone.spans for x in range(x0, x1)}
