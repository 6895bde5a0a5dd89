"""Opens a file that Tiled or WorkAdventure wrote: its format goes by what is in it.

Whatever it is, XML or JSON, comes out in the form that Tiled's JSON has.
"""

from __future__ import annotations

import msgspec

from island_server.errors import MapError
from island_server.map_files import tmx
from island_server.map_files.json_node import Node
from island_server.map_files.limits import MapLimits

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_XML_STARTS = (b"<", "\ufeff<".encode("utf-16-le"), "\ufeff<".encode("utf-16-be"))
_NAMES = {
    "map": "a map",
    "tileset": "a tileset",
    "template": "an object template",
    "wam": "a .wam of WorkAdventure",
    "collection": "a collection of entities",
    "world": "a world of several maps",
    "unknown": "nothing that is known here",
}


def open_document(content: bytes, file: str, limits: MapLimits, *kinds: str) -> Node:
    """Decode a file that must be of one of these kinds. Raises `MapError` that names the file.

    Kinds: map, tileset, template, wam, collection.
    """
    plain = content.removeprefix(_BYTE_ORDER_MARK).lstrip(b" \t\r\n")
    if plain.startswith(_XML_STARTS):
        top = tmx.open_xml(plain, file, limits)
    else:
        top = _open_json(plain, file, limits)
    kind = kind_of(top)
    if kind not in kinds:
        if kind == "unknown" and "map" in kinds:
            raise top.error("", "is not a map: it has no layers")
        raise top.error("", f"is {_NAMES[kind]}, not {_NAMES[kinds[0]]}")
    return top


def kind_of(top: Node) -> str:
    """Tell what a file is; old ones do not say it themselves."""
    fields = top.fields
    stated = fields.get("type", "")
    if stated in ("tileset", "template", "world"):
        return str(stated)
    if stated not in ("", "map"):
        return "unknown"
    for key, kind in (
        ("layers", "map"),
        ("mapUrl", "wam"),
        ("collection", "collection"),
        ("object", "template"),
        ("tilewidth", "tileset"),
    ):
        if key in fields:
            return kind
    return "unknown"


def _open_json(content: bytes, file: str, limits: MapLimits) -> Node:
    values = content.count(b"{") + content.count(b"[")
    if values > limits.file_values:
        raise MapError(f"{file}: has more than {limits.file_values} objects and lists")
    try:
        decoded = msgspec.json.decode(content)
    except (ValueError, RecursionError) as error:
        raise MapError(f"{file}: is not JSON: {error}") from error
    if not isinstance(decoded, dict):
        raise MapError(f"{file}: is not a map: it must be a JSON object")
    return Node(file, "", decoded)
