"""Custom properties: Tiled's list of today and the object of before 1.2."""

from __future__ import annotations

from island_server.map_files.json_node import Node, quoted
from island_server.map_files.reading import Reading
from island_server.map_files.tiled_model import Properties, PropertyValue


def read_properties(owner: Node, reading: Reading, key: str = "properties") -> Properties:
    """Read custom properties.

    Values that are lists or objects (custom classes) mean nothing to us and are left out; so are,
    with a warning, texts that are too long.
    """
    found: dict[str, PropertyValue] = {}
    stated = owner.fields.get(key)
    if stated is None or stated == []:
        return found
    if isinstance(stated, dict):
        for name, value in owner.child(key, stated).fields.items():
            _keep(found, name, value, owner, reading)
    else:
        for i, entry in enumerate(owner.items(key, reading.limits.properties)):
            known = entry.get("name") if isinstance(entry, dict) else None
            if not isinstance(entry, dict) or not isinstance(known, str):
                raise owner.child(f"{key}[{i}]", entry).error("name", "must be a text")
            _keep(found, known, entry.get("value"), owner, reading)
    reading.count("properties", len(found), reading.limits.properties, owner)
    return found


def _keep(
    found: dict[str, PropertyValue], name: str, value: object, owner: Node, reading: Reading
) -> None:
    if value is not None and not isinstance(value, bool | int | float | str):
        return
    most = reading.limits.value_chars
    if len(name) > most or (isinstance(value, str) and len(value) > most):
        reading.warn(owner, f"properties: {quoted(name)}", "is too long and left out")
        return
    found[name] = value
