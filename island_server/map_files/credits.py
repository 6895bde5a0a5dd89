"""Whose work a map is: what its author wrote down, to be shown to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from island_server.map_files.tiled_model import Properties, TiledMap
from island_server.map_files.wa_properties import shown, text_of

_MOST = 200
_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Credit:
    """`what` (the map, a tileset, a layer) and what its author says of it, on one line."""

    what: str
    text: str


def credits_of(tiled: TiledMap, name_chars: int) -> tuple[Credit, ...]:
    """Give the credits of a map, each once: first the map's own, then tilesets, then sounds."""
    found: dict[Credit, None] = {}
    for what, read, keys in _sources(tiled):
        for key in keys:
            if text := shown(text_of(read, key), _CHARS):
                found.setdefault(Credit(shown(what, name_chars), text))
    return tuple(found)[:_MOST]


def _sources(tiled: TiledMap) -> Iterator[tuple[str, Properties, tuple[str, ...]]]:
    own = tiled.properties
    name = text_of(own, "mapName")
    yield name, own, ("mapCopyright", "mapLink", "tilesetCopyright", "audioCopyright")
    for tileset in tiled.tilesets:
        yield tileset.name, tileset.properties, ("tilesetCopyright", "audioCopyright")
    for layer in tiled.layers:
        yield layer.name, layer.properties, ("audioCopyright",)
    metadata = tiled.wam.metadata if tiled.wam else {}
    text = metadata.get("copyright")
    if isinstance(text, str):
        yield name, {"mapCopyright": text}, ("mapCopyright",)
