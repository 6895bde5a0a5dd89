"""WorkAdventure's .wam: which map it is about, and the areas and entities drawn over it.

Versions 1.0.0, 2.0.0 and 2.1.0 are read and brought to 2.1.0, as WorkAdventure itself does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from island_server.map_files.entity_collections import EntityCollections
from island_server.map_files.json_node import Node, quoted
from island_server.map_files.reading import Reading
from island_server.map_files.references import BadReference
from island_server.map_files.tiled_model import WamArea, WamEntity, WamFile

_VERSIONS = ("1.0.0", "2.0.0", "2.1.0")
_MEETING = "jitsiRoomProperty"
_LOCKABLE = "lockableAreaPropertyData"
_CAN_BE_LOCKED = frozenset({_MEETING, "livekitRoomProperty", "speakerMegaphone"})
_PROPERTIES_EACH = 100

WamProperty = dict[str, object]


def map_of(top: Node, holder: str, reading: Reading) -> str:
    """Give the path of the map that a .wam in the file `holder` is about. Raises `MapError`.

    Of a map that lies elsewhere, a file of the same name beside the .wam is taken.
    """
    stated = top.text("mapUrl")
    try:
        address = urlsplit(stated)
        source = unquote(address.path)
        if address.scheme in ("http", "https") and address.netloc:
            source = source.rsplit("/", 1)[-1]
        elif address.scheme or address.netloc:
            source = stated
    except ValueError:
        source = stated
    try:
        name = reading.references.locate(source, holder)
        reading.references.check(name)
    except BadReference as error:
        raise top.error("mapUrl", f"{quoted(stated)}: {quoted(source)} {error}") from error
    return name


def read_wam(top: Node, holder: str, reading: Reading) -> WamFile:
    """Read all but the map. Raises `MapError`."""
    version = top.text("version", _VERSIONS[-1])
    if version not in _VERSIONS:
        problem = f"{quoted(version)} is not known; it is read like {_VERSIONS[-1]}"
        reading.warn(top, "version", problem)
    metadata = top.fields.get("metadata")
    return WamFile(
        version=version,
        areas=tuple(_areas(top, version, reading)),
        entities=tuple(_entities(top, holder, version, reading)),
        metadata=metadata if isinstance(metadata, dict) else {},
    )


def moved(wam: WamFile, left_px: float, top_px: float) -> WamFile:
    """Count all places from another corner of the map."""
    return replace(
        wam,
        areas=tuple(replace(area, x=area.x - left_px, y=area.y - top_px) for area in wam.areas),
        entities=tuple(
            replace(thing, x=thing.x - left_px, y=thing.y - top_px) for thing in wam.entities
        ),
    )


def _areas(top: Node, version: str, reading: Reading) -> Iterator[WamArea]:
    for i, node in enumerate(top.nodes("areas", reading.limits.objects)):
        properties = _properties(node, version, reading)
        area_id = node.text("id", f"area-{i}")
        kinds = {kind for one in properties if isinstance(kind := one.get("type"), str)}
        if version in _VERSIONS[:2] and kinds & _CAN_BE_LOCKED and _LOCKABLE not in kinds:
            lock: WamProperty = {"id": f"{area_id}-lock", "type": _LOCKABLE, "allowedTags": []}
            properties.append(lock)
        yield WamArea(
            id=area_id,
            name=node.text("name", ""),
            x=node.number("x", 0.0),
            y=node.number("y", 0.0),
            width=node.number("width", 0.0),
            height=node.number("height", 0.0),
            properties=tuple(properties),
        )


def _entities(top: Node, holder: str, version: str, reading: Reading) -> Iterator[WamEntity]:
    nodes = dict(_by_id(top, reading))
    collections = EntityCollections.read(top, holder, reading)
    reading.count("entities", len(nodes), reading.limits.objects, top)
    unknown = 0
    for entity_id, node in nodes.items():
        prefab = node.child("prefabRef", node.fields.get("prefabRef"))
        known = collections.find(prefab.text("collectionName", ""), prefab.text("id", ""))
        yield WamEntity(
            id=entity_id,
            name=node.text("name", ""),
            x=node.number("x", 0.0),
            y=node.number("y", 0.0),
            prefab=prefab.text("id", ""),
            properties=tuple(_properties(node, version, reading)),
            image=known.image if known else None,
            solid=known.solid if known else (),
        )
        unknown += known is None or known.image is None
    if unknown:
        problem = f"the pictures of {unknown} are not here; stand-ins are drawn, nothing is solid"
        reading.warn(top, "entities", problem)


def _by_id(top: Node, reading: Reading) -> Iterator[tuple[str, Node]]:
    """Give the entities; a .wam that has none yet may hold an empty list of them."""
    stated = top.fields.get("entities")
    if isinstance(stated, dict):
        within = top.child("entities", stated)
        for entity_id, value in stated.items():
            yield entity_id, within.child(quoted(entity_id), value)
    else:
        for i, node in enumerate(top.nodes("entities", reading.limits.objects)):
            yield node.text("id", f"entity-{i}"), node


def _properties(owner: Node, version: str, reading: Reading) -> list[WamProperty]:
    found = [dict(node.fields) for node in owner.nodes("properties", _PROPERTIES_EACH)]
    reading.count("properties", len(found), reading.limits.properties, owner)
    if version == _VERSIONS[0]:
        return [_with_tag_moved_up(one) for one in found]
    return found


def _with_tag_moved_up(one: WamProperty) -> WamProperty:
    """Move a meeting's `jitsiRoomConfig.jitsiRoomAdminTag` one level up, as of 2.0.0."""
    config = one.get("jitsiRoomConfig")
    if one.get("type") != _MEETING or not isinstance(config, Mapping):
        return one
    tag = config.get("jitsiRoomAdminTag")
    if tag is None:
        return one
    rest = {key: value for key, value in config.items() if key != "jitsiRoomAdminTag"}
    return {"jitsiRoomAdminTag": tag, **one, "jitsiRoomConfig": rest}
