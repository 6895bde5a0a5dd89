"""Tiled's XML (TMX, TSX, TX) in the form that its JSON has: same keys, same nesting.

Values stay the texts that they are in XML; the nodes read numbers and flags out of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from island_server.errors import MapError
from island_server.map_files.json_node import Node, number_in, quoted
from island_server.map_files.limits import MapLimits
from island_server.map_files.xml_elements import Element, read_elements

Fields = dict[str, Any]

_SHAPES = frozenset({"ellipse", "point", "capsule"})
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def open_xml(content: bytes, file: str, limits: MapLimits) -> Node:
    """Parse an XML file of Tiled's. Raises `MapError`."""
    top = read_elements(content, file, limits)
    convert = {"map": _map, "tileset": _tileset, "template": _template}.get(top.tag)
    if convert is None:
        raise MapError(f"{file}: is not a map: its XML is called {quoted(top.tag)}")
    return Node(file, "", {**convert(top), "type": top.tag}, loose=True)


def _map(element: Element) -> Fields:
    tilesets = [_tileset(child) for child in element.children if child.tag == "tileset"]
    return {**_with_properties(element), "tilesets": tilesets, "layers": _layers(element)}


def _layers(element: Element) -> list[Fields]:
    return [_LAYERS[child.tag](child) for child in element.children if child.tag in _LAYERS]


def _tile_layer(element: Element) -> Fields:
    found = {**_with_properties(element), "type": "tilelayer"}
    data = element.child("data")
    if data is None:
        return found
    found["encoding"] = data.attributes.get("encoding")
    found["compression"] = data.attributes.get("compression")
    chunks = [child for child in data.children if child.tag == "chunk"]
    if chunks or not (data.gids or data.text.strip()):
        found["chunks"] = [{**chunk.attributes, "data": _cells(chunk)} for chunk in chunks]
    if not chunks:
        found["data"] = _cells(data)
    return found


def _cells(element: Element) -> object:
    return element.gids if element.gids is not None else element.text


def _object_layer(element: Element) -> Fields:
    objects = [_object(child) for child in element.children if child.tag == "object"]
    return {**_with_properties(element), "type": "objectgroup", "objects": objects}


def _image_layer(element: Element) -> Fields:
    return {**_with_properties(element), **_image(element), "type": "imagelayer"}


def _group(element: Element) -> Fields:
    return {**_with_properties(element), "type": "group", "layers": _layers(element)}


_LAYERS: dict[str, Callable[[Element], Fields]] = {
    "layer": _tile_layer,
    "objectgroup": _object_layer,
    "imagelayer": _image_layer,
    "group": _group,
}


def _object(element: Element) -> Fields:
    found: Fields = _with_properties(element)
    for child in element.children:
        if child.tag in _SHAPES:
            found[child.tag] = True
        elif child.tag in ("polygon", "polyline"):
            found[child.tag] = child.attributes.get("points", "")
        elif child.tag == "text":
            found["text"] = {**child.attributes, "text": child.text}
    return found


def _tileset(element: Element) -> Fields:
    found = {**_with_properties(element), **_image(element)}
    offset = element.child("tileoffset")
    if offset is not None:
        found["tileoffset"] = offset.attributes
    found["tiles"] = [_tile(child) for child in element.children if child.tag == "tile"]
    return found


def _tile(element: Element) -> Fields:
    found = {**_with_properties(element), **_image(element)}
    animation = element.child("animation")
    if animation is not None:
        frames = (child for child in animation.children if child.tag == "frame")
        found["animation"] = [frame.attributes for frame in frames]
    return found


def _image(element: Element) -> Fields:
    image = element.child("image")
    if image is None:
        return {}
    names = (
        ("source", "image"),
        ("width", "imagewidth"),
        ("height", "imageheight"),
        ("trans", "transparentcolor"),
    )
    return {new: image.attributes[old] for old, new in names if old in image.attributes}


def _template(element: Element) -> Fields:
    tileset, thing = element.child("tileset"), element.child("object")
    return {
        "tileset": None if tileset is None else tileset.attributes,
        "object": None if thing is None else _object(thing),
    }


def _with_properties(element: Element) -> Fields:
    found: Fields = dict(element.attributes)
    holder = element.child("properties")
    if holder is not None:
        found["properties"] = list(_properties(holder))
    return found


def _properties(holder: Element) -> Iterator[Fields]:
    for child in holder.children:
        if child.tag == "property":
            value = child.attributes.get("value")
            kind = child.attributes.get("type", "string")
            read = _value(kind, child.text if value is None else value)
            yield {"name": child.attributes.get("name"), "value": read}


def _value(kind: str, text: str) -> object:
    """Read a property's value by its type; lists and classes, and what does not fit, give a list.

    A list is what the reader of properties leaves out.
    """
    match kind:
        case "bool":
            return _FLAGS.get(text, [])
        case "int" | "object" | "float":
            number = number_in(text)
            return number if not isinstance(number, str) and math.isfinite(number) else []
        case "class" | "list":
            return []
        case _:
            return text
