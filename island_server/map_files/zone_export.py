"""A map with the zones of a running island written into it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from island_server.core.ids import ZoneId
from island_server.core.zone_effects import Effect, Info, Sound, Tab, Website
from island_server.core.zones import Span, Zone
from island_server.errors import MapError
from island_server.map_files.limits import DEFAULT_LIMITS, MapLimits
from island_server.map_files.load import parse_map
from island_server.map_files.references import BadReference, folder_of, read_file
from island_server.map_files.tiled_model import TiledMap
from island_server.map_files.zone_export_tmx import tmx_with
from island_server.map_files.zone_layer import (
    ARRIVAL_KEY,
    CELLS_KEY,
    LAYER_NAME,
    WRITTEN_KEY,
    ZONE_CLASS,
    ZONE_KEY,
)
from island_server.protocol.zone_form import zone_to_plain

Json = dict[str, Any]


class WrittenMap(NamedTuple):
    """A map file, and the suffix that tells its format."""

    content: bytes
    suffix: str


def map_with_zones(
    path: Path,
    zones: Sequence[Zone],
    arrivals: Collection[ZoneId],
    sources: Mapping[str, str],
    limits: MapLimits = DEFAULT_LIMITS,
    root: Path | None = None,
) -> WrittenMap:
    """Give a map file, in its own format (TMJ or TMX), with these zones and no others.

    In the place of the file it brings the same island: everything else in it stays as it is.

    Args:
        path: the map.
        zones: all zones of the island, in their order.
        arrivals: those in which people arrive besides the starts of the map itself.
        sources: where the files that effects name lie, relative to the map (`LoadedIsland`).
        limits: how large the map may be.
        root: nothing outside it is read.

    Raises `MapError` if the map cannot be read or is of another format.
    """
    content = _content(path, limits, root)
    document = None if content.lstrip().startswith(b"<") else _document(content, path.name)
    tiled = parse_map(path, limits, root)
    things = [_thing(it, tiled, sources, is_arrival=it.id in arrivals) for it in zones]
    if document is None:
        return WrittenMap(tmx_with(content, path.name, things), ".tmx")
    return WrittenMap(_tmj_with(document, things), ".tmj")


def _tmj_with(document: Json, things: list[Json]) -> bytes:
    layers = [layer for layer in document["layers"] if _name_of(layer) != LAYER_NAME]
    first_id, layer_id = _next(document, "nextobjectid"), _next(document, "nextlayerid")
    numbered = [{"id": number, **thing} for number, thing in enumerate(things, first_id)]
    document["layers"] = [*layers, _layer(layer_id, numbered)]
    document["nextlayerid"] = layer_id + 1
    document["nextobjectid"] = first_id + len(things)
    document["properties"] = _marked(document.get("properties"))
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def _content(path: Path, limits: MapLimits, root: Path | None) -> bytes:
    try:
        found = read_file(folder_of(path, limits, root).find(path.name), limits.file_bytes)
    except BadReference as error:
        raise MapError(f"{path.name}: {error}") from error
    return found.removeprefix(b"\xef\xbb\xbf")


def _document(content: bytes, file: str) -> Json:
    try:
        document = msgspec.json.decode(content)
    except ValueError as error:
        raise MapError(f"{file}: is not in the format TMJ or TMX") from error
    if not isinstance(document, dict) or not isinstance(document.get("layers"), list):
        raise MapError(f"{file}: is not in the format TMJ or TMX")
    return document


def _name_of(layer: object) -> object:
    return layer.get("name") if isinstance(layer, dict) else None


def _next(document: Json, key: str) -> int:
    """The next free number as Tiled counts them; old files do not say it."""
    stated = document.get(key)
    return stated if isinstance(stated, int) and stated > 0 else 10_000


def _layer(identity: int, things: list[Json]) -> Json:
    return {
        "draworder": "index",
        "id": identity,
        "name": LAYER_NAME,
        "objects": things,
        "opacity": 1,
        "type": "objectgroup",
        "visible": True,
        "x": 0,
        "y": 0,
    }


def _thing(zone: Zone, tiled: TiledMap, sources: Mapping[str, str], *, is_arrival: bool) -> Json:
    """A zone as an object: a box that Tiled can move."""
    top, left, bottom, right = _box(zone.spans)
    plain = zone_to_plain(
        replace(zone, effects=tuple(_as_written(effect, sources) for effect in zone.effects))
    )
    del plain["spans"]
    properties = [_property(ZONE_KEY, "string", _text(plain))]
    if zone.area < (bottom - top) * (right - left):
        cells = [(y - top, x0 - left, x1 - left) for y, x0, x1 in zone.spans]
        properties.append(_property(CELLS_KEY, "string", _text(cells)))
    if is_arrival:
        properties.append(_property(ARRIVAL_KEY, "bool", True))
    wide, high = tiled.tile_width, tiled.tile_height
    return {
        "height": (bottom - top) * high,
        "name": zone.names.get("nl") or zone.names.get("en") or zone.id,
        "properties": properties,
        "rotation": 0,
        "type": ZONE_CLASS,
        "visible": True,
        "width": (right - left) * wide,
        "x": (left + tiled.origin_x) * wide,
        "y": (top + tiled.origin_y) * high,
    }


def _box(spans: Sequence[Span]) -> tuple[int, int, int, int]:
    left, right = min(x0 for _, x0, _ in spans), max(x1 for _, _, x1 in spans)
    return spans[0][0], left, spans[-1][0] + 1, right


def _property(name: str, kind: str, value: object) -> Json:
    return {"name": name, "type": kind, "value": value}


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _as_written(effect: Effect, sources: Mapping[str, str]) -> Effect:
    """An effect whose files are named as they lie beside the map."""
    match effect:
        case Website() | Tab() | Sound():
            return replace(effect, url=sources.get(effect.url, effect.url))
        case Info():
            picture = sources.get(effect.picture, effect.picture)
            return replace(effect, picture=picture, link=sources.get(effect.link, effect.link))
        case _:
            return effect


def _marked(stated: object) -> object:
    """The properties of the map, in the form in which they stand there, and our mark."""
    if isinstance(stated, dict):
        return {**stated, WRITTEN_KEY: True}
    others = stated if isinstance(stated, list) else []
    kept = [it for it in others if not isinstance(it, dict) or it.get("name") != WRITTEN_KEY]
    return [*kept, _property(WRITTEN_KEY, "bool", True)]
