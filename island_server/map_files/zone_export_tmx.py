"""Zones written into a map in Tiled's XML (TMX); all else in the file stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from island_server.errors import MapError
from island_server.map_files.zone_layer import LAYER_NAME, WRITTEN_KEY

_FIRST_FREE_ID = 10_000
"""Where numbers begin in old files, which do not say which is the next."""


def tmx_with(content: bytes, file: str, things: Sequence[dict[str, Any]]) -> bytes:
    """A map file with one layer of objects for zones, in the place of the one that it may have.

    `things` are objects as in TMJ, without ids. Raises `MapError` naming the file.
    """
    try:
        top = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise MapError(f"{file}: is not a map in the format TMX: {error}") from error
    for layer in [it for it in top.findall("objectgroup") if it.get("name") == LAYER_NAME]:
        top.remove(layer)
    layer_id, object_id = _next(top, "nextlayerid"), _next(top, "nextobjectid")
    layer = SubElement(top, "objectgroup", {"id": str(layer_id), "name": LAYER_NAME})
    for number, thing in enumerate(things, object_id):
        _write(layer, number, thing)
    top.set("nextlayerid", str(layer_id + 1))
    top.set("nextobjectid", str(object_id + len(things)))
    _mark(top)
    indent(layer, " ", 1)
    layer.tail = "\n"
    written: bytes = tostring(top, encoding="utf-8", xml_declaration=True)
    return written


def _next(top: Element, key: str) -> int:
    stated = top.get(key, "")
    return int(stated) if stated.isascii() and stated.isdecimal() else _FIRST_FREE_ID


def _write(layer: Element, number: int, thing: dict[str, Any]) -> None:
    shown = {key: thing[key] for key in ("name", "type", "x", "y", "width", "height")}
    attributes = {"id": number, **shown}
    written = SubElement(layer, "object", {key: str(it) for key, it in attributes.items()})
    properties = SubElement(written, "properties")
    for it in thing["properties"]:
        _write_property(properties, it["name"], it["type"], it["value"])


def _write_property(properties: Element, name: str, kind: str, value: object) -> None:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    SubElement(properties, "property", {"name": name, "type": kind, "value": text})


def _mark(top: Element) -> None:
    """Say of the map that its zones are written into it; its properties come first in it."""
    properties = top.find("properties")
    if properties is None:
        properties = Element("properties")
        top.insert(0, properties)
    for stated in [it for it in properties if it.get("name") == WRITTEN_KEY]:
        properties.remove(stated)
    _write_property(properties, WRITTEN_KEY, "bool", value=True)
