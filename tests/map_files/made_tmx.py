"""The same maps as XML: turns the dictionaries of a TMJ, TSJ or TJ file into TMX, TSX or TX."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from tests.map_files.made_maps import Json

LAYER_TAGS = {
    "tilelayer": "layer",
    "objectgroup": "objectgroup",
    "imagelayer": "imagelayer",
    "group": "group",
}
_IN_TSX = "animation image imageheight imagewidth tileoffset tiles transparentcolor type"
_IN_LAYERS = "chunks compression data encoding layers objects"
_IN_OBJECTS = "capsule ellipse object point polygon polyline properties text tileset tilesets"
NESTED = frozenset(f"{_IN_TSX} {_IN_LAYERS} {_IN_OBJECTS}".split())
"""What is no attribute in XML."""


def as_xml(document: Json) -> bytes:
    """Write a map, a tileset or a template."""
    kind = document.get("type", "map")
    top = Element(kind, attributes(document))
    if kind == "tileset":
        add_tileset(top, document)
    elif kind == "template":
        if "tileset" in document:
            SubElement(top, "tileset", attributes(document["tileset"]))
        add_object(top, document["object"])
    else:
        add_properties(top, document)
        for tileset in document.get("tilesets", []):
            add_tileset(SubElement(top, "tileset", attributes(tileset)), tileset)
        add_layers(top, document)
    return tostring(top, encoding="utf-8", xml_declaration=True)


def attributes(fields: Json, keep: Iterable[str] = ()) -> dict[str, str]:
    chosen = (key for key in fields if key in keep or key not in NESTED)
    return {key: written(fields[key]) for key in chosen}


def written(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def add_properties(parent: Element, fields: Json) -> None:
    if not fields.get("properties"):
        return
    holder = SubElement(parent, "properties")
    for one in fields["properties"]:
        value = one["value"]
        kind = {bool: "bool", int: "int", float: "float", dict: "class", list: "list"}
        named = {"name": one["name"], "type": kind.get(type(value), "string")}
        element = SubElement(holder, "property", named)
        if isinstance(value, dict):
            within = [{"name": key, "value": inner} for key, inner in value.items()]
            add_properties(element, {"properties": within})
        elif isinstance(value, list):
            SubElement(element, "item", value="x")
        elif "\n" in str(value):
            element.text = value
        else:
            element.set("value", str(value).lower() if isinstance(value, bool) else str(value))


def add_layers(parent: Element, fields: Json) -> None:
    for layer in fields["layers"]:
        element = SubElement(parent, LAYER_TAGS[layer["type"]], attributes(layer))
        add_properties(element, layer)
        if layer["type"] == "group":
            add_layers(element, layer)
        elif layer["type"] == "objectgroup":
            for thing in layer["objects"]:
                add_object(element, thing)
        elif layer["type"] == "imagelayer":
            add_image(element, layer)
        else:
            add_cells(element, layer)


def add_cells(parent: Element, layer: Json) -> None:
    listed = isinstance(layer.get("data"), list) or "chunks" in layer
    encoding = layer.get("encoding", "csv" if listed else None)
    named = {"encoding": encoding, "compression": layer.get("compression")}
    data = SubElement(parent, "data", {key: value for key, value in named.items() if value})
    for chunk in layer.get("chunks", []):
        SubElement(data, "chunk", attributes(chunk)).text = as_text(chunk["data"])
    if "data" in layer:
        data.text = as_text(layer["data"])


def as_text(cells: object) -> str:
    return ",\n".join(map(str, cells)) if isinstance(cells, list) else str(cells)


def add_object(parent: Element, fields: Json) -> None:
    element = SubElement(parent, "object", attributes(fields, ["type"]))
    add_properties(element, fields)
    for shape in ("ellipse", "point", "capsule"):
        if fields.get(shape):
            SubElement(element, shape)
    for shape in ("polygon", "polyline"):
        if shape in fields:
            points = " ".join(f"{point['x']},{point['y']}" for point in fields[shape])
            SubElement(element, shape, points=points)
    if "text" in fields:
        SubElement(element, "text", attributes(fields["text"])).text = fields["text"]["text"]


def add_tileset(element: Element, fields: Json) -> None:
    if "tileoffset" in fields:
        SubElement(element, "tileoffset", attributes(fields["tileoffset"]))
    add_properties(element, fields)
    add_image(element, fields)
    for tile in fields.get("tiles", []):
        within = SubElement(element, "tile", attributes(tile, ["type"]))
        add_properties(within, tile)
        add_image(within, tile)
        if "animation" in tile:
            animation = SubElement(within, "animation")
            for frame in tile["animation"]:
                SubElement(animation, "frame", attributes(frame))


def add_image(parent: Element, fields: Json) -> None:
    names = {"image": "source", "imagewidth": "width", "imageheight": "height"}
    names |= {"transparentcolor": "trans"}
    found = {new: str(fields[old]) for old, new in names.items() if old in fields}
    if found:
        SubElement(parent, "image", found)
