"""Templates: an object in a file of its own, of which the objects of a map are instances."""

from __future__ import annotations

from dataclasses import dataclass, field

from island_server.errors import MapError
from island_server.map_files.document import open_document
from island_server.map_files.json_node import Node, quoted
from island_server.map_files.properties import read_properties
from island_server.map_files.reading import Reading
from island_server.map_files.references import BadReference
from island_server.map_files.tiled_model import GID_BITS, Properties


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read.

    Attributes:
        object: what stands in the file, properties left out.
        tileset: the path of the tileset that its gid counts in; none if it is no tile.
        first: the gid of that tileset's first tile, in the template.
    """

    object: Node
    properties: Properties
    tileset: str | None
    first: int

    def filled_in(self, instance: Node) -> Node:
        """Give an instance with all that it does not tell itself."""
        fields = {**self.object.fields, **instance.fields}
        return Node(instance.file, instance.path, fields, self.object.loose or instance.loose)


@dataclass(slots=True)
class Templates:
    """Reads each template once; none stands for one that cannot be had."""

    reading: Reading
    _known: dict[str, Template | None] = field(default_factory=dict)

    def of(self, node: Node, holder: str) -> Template | None:
        """Give the template of an object that stands in the file `holder`.

        None, with a warning, if the template cannot be had.
        """
        source = node.text("template")
        try:
            name = self.reading.references.locate(source, holder)
            if name not in self._known:
                self._known[name] = None
                self._known[name] = self._read(name)
        except BadReference as error:
            self.reading.warn(node, "template", f"{quoted(source)} {error}")
            return None
        except MapError as error:
            self.reading.warn_of(error)
        found = self._known[name]
        if found is None:
            self.reading.warn(node, "template", f"{quoted(source)} is left out: it cannot be read")
        return found

    def _read(self, name: str) -> Template:
        references = self.reading.references
        shown = references.shown(name)
        top = open_document(references.read(name), shown, self.reading.limits, "template")
        thing = top.child("object", top.fields.get("object"))
        fields = {k: v for k, v in thing.fields.items() if k not in {"template", "properties"}}
        tileset, first = None, 1
        if top.fields.get("tileset") is not None:
            stated = top.child("tileset", top.fields["tileset"])
            first = stated.integer("firstgid", 1, GID_BITS, 1)
            tileset = references.locate(stated.text("source"), name)
        return Template(
            object=Node(thing.file, thing.path, fields, thing.loose),
            properties=read_properties(thing, self.reading),
            tileset=tileset,
            first=first,
        )
