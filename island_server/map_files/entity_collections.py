"""What a .wam's entities look like: collections of prefabs, as far as they lie beside the .wam."""

from __future__ import annotations

from dataclasses import dataclass, field

from island_server.errors import MapError
from island_server.map_files.document import open_document
from island_server.map_files.json_node import Node, quoted
from island_server.map_files.reading import Reading
from island_server.map_files.references import BadReference, RemoteReference

_MOST_COLLECTIONS = 100
_MOST_CELLS = 64
"""Sides of a collision grid, in cells of 32 px."""


@dataclass(frozen=True, slots=True)
class Prefab:
    """The picture of an entity, none if it cannot be had, and which cells it blocks."""

    image: str | None
    solid: tuple[tuple[bool, ...], ...]


@dataclass(slots=True)
class EntityCollections:
    """The prefabs that are known, by the name of their collection and their own id."""

    _prefabs: dict[tuple[str, str], Prefab] = field(default_factory=dict)

    @classmethod
    def read(cls, top: Node, holder: str, reading: Reading) -> EntityCollections:
        """Read the collections that a .wam in the file `holder` names; warn of broken ones."""
        found = cls()
        for node in top.nodes("entityCollections", _MOST_COLLECTIONS):
            source = node.text("url", "")
            try:
                name = reading.references.locate(source, holder)
                content = reading.references.read(name)
                shown = reading.references.shown(name)
                found._add(
                    open_document(content, shown, reading.limits, "collection"), name, reading
                )
            except RemoteReference:  # told once for all entities that it leaves without a picture
                continue
            except BadReference as error:
                reading.warn(node, "url", f"{quoted(source)} {error}")
            except MapError as error:
                reading.warn_of(error)
        return found

    def find(self, collection: str, prefab: str) -> Prefab | None:
        """Give a prefab; none if its collection does not lie here."""
        return self._prefabs.get((collection, prefab))

    def _add(self, top: Node, name: str, reading: Reading) -> None:
        collection = top.text("collectionName", "")
        for node in top.nodes("collection", reading.limits.objects):
            prefab = Prefab(_image(node, name, reading), _solid(node))
            parts = (node.text(key, "") for key in ("name", "color", "direction"))
            self._prefabs[collection, ":".join((collection, *parts))] = prefab
            if own := node.text("id", ""):
                self._prefabs[collection, own] = prefab


def _image(node: Node, holder: str, reading: Reading) -> str | None:
    source = node.text("imagePath", "")
    if not source:
        return None
    try:
        return reading.references.locate(source, holder)
    except BadReference as error:
        reading.warn(node, "imagePath", f"{quoted(source)} {error}")
        return None


def _solid(node: Node) -> tuple[tuple[bool, ...], ...]:
    rows = node.items("collisionGrid", _MOST_CELLS)
    if any(not isinstance(row, list) or len(row) > _MOST_CELLS for row in rows):
        raise node.error("collisionGrid", f"must be at most {_MOST_CELLS} lists of 0 and 1")
    return tuple(tuple(cell in (1, True) for cell in row) for row in rows if isinstance(row, list))
