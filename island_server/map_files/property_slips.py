"""Slips with properties: misspelt, with a value of the wrong kind, or where they do nothing."""

from __future__ import annotations

from collections.abc import Iterator

from island_server.map_files.doors import VARIABLE_CLASS
from island_server.map_files.findings import Findings, quoted
from island_server.map_files.spelling import meant_name
from island_server.map_files.tiled_model import Properties, Shape, TiledMap, TileLayer, Tileset
from island_server.map_files.wa_properties import (
    AREA_CLASSES,
    EXTRA_KEYS,
    FEATURE_KEYS,
    Feature,
    features,
    is_set,
    starts_here,
)
from island_server.map_files.zone_making import WEBSITE_CLASS

_FEATURES_ONLY = frozenset(key for keys in FEATURE_KEYS.values() for key in keys)
_TILES_NAMED = 5


def remark_on_properties(tiled: TiledMap, findings: Findings) -> None:
    """Look at every property of a map."""
    _remark_on_the_map(tiled, findings)
    for layer in tiled.layers:
        where = f"layer {quoted(layer.name)}"
        if isinstance(layer, TileLayer):
            _remark_on_names(where, layer.properties, findings)
            _remark_on_layer(where, layer, findings)
        elif features(layer.properties):
            kinds = ", ".join(features(layer.properties))
            findings.slip(
                where, f"{kinds}: properties count on tile layers and areas, not on this layer"
            )
    for tileset in tiled.tilesets:
        _remark_on_tileset(tileset, findings)
    _remark_on_objects(tiled, findings)


def _remark_on_the_map(tiled: TiledMap, findings: Findings) -> None:
    for name in tiled.properties:
        if name in _FEATURES_ONLY:
            findings.slip(
                f"map: {name}", "does nothing on the map itself; put it on a layer or an area"
            )


def _remark_on_names(where: str, read: Properties, findings: Findings) -> None:
    for name in read:
        meant = meant_name(name)
        if meant and not (starts_here({name: True}) and starts_here({meant: True})):
            findings.slip(f"{where}: {quoted(name)}", f"does nothing; did you mean '{meant}'?")
        elif meant and name not in read.keys() & {"start", "startLayer"}:
            findings.note(f"{where}: {quoted(name)}", f"is read as '{meant}'; write it so")
    extra = sorted(EXTRA_KEYS & read.keys())
    if extra:
        findings.note(where, f"{', '.join(extra)}: needs a script, and scripts are never run")


def _remark_on_layer(where: str, layer: TileLayer, findings: Findings) -> None:
    read = layer.properties
    if is_set(read.get("collides")):
        findings.slip(
            f"{where}: collides", "does nothing on a layer; set it on the tiles of the tileset"
        )
    for key in ("start", "startLayer"):
        if isinstance(read.get(key), str) and read[key]:
            findings.slip(
                f"{where}: {key}", f"is the text {quoted(read[key])}; make it a bool that is true"
            )
    if features(read) and layer.kinds <= {0}:
        findings.broken(where, f"has no tile, so its {', '.join(features(read))} is nowhere")


def _remark_on_tileset(tileset: Tileset, findings: Findings) -> None:
    where = f"tileset {quoted(tileset.name)}"
    if "collides" in tileset.properties:
        findings.slip(f"{where}: collides", "does nothing on the tileset; set it on its tiles")
    misspelt: dict[tuple[str, str], list[int]] = {}
    no_bool: dict[str, list[int]] = {}
    for tile, read in tileset.tile_properties.items():
        for name in read:
            if meant := meant_name(name):
                misspelt.setdefault((name, meant), []).append(tile)
        value = read.get("collides")
        if value is not None and not isinstance(value, bool):
            no_bool.setdefault(str(value), []).append(tile)
    for (name, meant), tiles in misspelt.items():
        findings.slip(
            f"{where}, {_listed(tiles)}: {quoted(name)}", f"does nothing; did you mean '{meant}'?"
        )
    for text, tiles in no_bool.items():
        findings.slip(
            f"{where}, {_listed(tiles)}: collides",
            f"is {quoted(text)}, which is no wall; make it a bool that is true",
        )


def _listed(tiles: list[int]) -> str:
    shown = ", ".join(str(tile) for tile in sorted(tiles)[:_TILES_NAMED])
    more = len(tiles) - _TILES_NAMED
    return f"tile {shown}" + (f" and {more} more" if more > 0 else "")


def _remark_on_objects(tiled: TiledMap, findings: Findings) -> None:
    for layer, name, kind, shape, read in _objects(tiled):
        where = f"object {quoted(name)} in layer {quoted(layer)}"
        kinds = ", ".join(
            feature for feature in features(read) if not _is_entity_word(feature, kind)
        )
        if kind in AREA_CLASSES:
            _remark_on_names(where, read, findings)
            if kinds and shape in {Shape.POINT, Shape.POLYLINE}:
                findings.slip(where, f"{kinds}: a {shape.value} covers no ground; draw a rectangle")
        elif kinds:
            what = f"its class is {quoted(kind)}" if kind else "it has no class"
            findings.slip(where, f"{kinds}: does nothing, because {what}; give it the class 'area'")


def _objects(tiled: TiledMap) -> Iterator[tuple[str, str, str, Shape, Properties]]:
    for layer in tiled.object_layers:
        for thing in layer.objects:
            yield layer.name, thing.name, thing.kind, thing.shape, thing.properties


def _is_entity_word(feature: Feature, kind: str) -> bool:
    """Objects of these classes have properties of the same name with a meaning of their own."""
    return kind == VARIABLE_CLASS or (kind == WEBSITE_CLASS and feature is Feature.WEBSITE)
