"""XML as plain elements, within limits: no DTD, no entities, nothing from outside the file."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError  # the error only: defusedxml lets it through

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from island_server.errors import MapError
from island_server.map_files.limits import MapLimits

_CELL_HOLDERS = frozenset({"data", "chunk"})


@dataclass(slots=True)
class Element:
    """One element. `gids` are its `<tile gid>` children, of which a layer may have very many."""

    tag: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    gids: array[int] | None = None

    @property
    def text(self) -> str:
        """All text that stands directly in it."""
        return "".join(self.pieces)

    def child(self, tag: str) -> Element | None:
        """Give the first child of this name."""
        return next((child for child in self.children if child.tag == tag), None)


def read_elements(content: bytes, file: str, limits: MapLimits) -> Element:
    """Parse a file. Raises `MapError` that names it."""
    if max(content.count(b"<"), content.count(b"=")) > limits.file_values:
        raise MapError(f"{file}: has more than {limits.file_values} elements or attributes")
    builder = _Builder(file, limits)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        parser.feed(content)
        parser.close()
    except DefusedXmlException as error:
        problem = "has a document type or entities, which are not read"
        raise MapError(f"{file}: {problem}") from error
    except (ParseError, ExpatError, ValueError, LookupError) as error:
        raise MapError(f"{file}: is not XML: {error}") from error
    if builder.top is None:
        raise MapError(f"{file}: is not XML: it holds no element")
    return builder.top


@dataclass(slots=True)
class _Builder:
    """What the parser tells its findings to."""

    file: str
    limits: MapLimits
    top: Element | None = None
    open: list[Element] = field(default_factory=list)
    skipping: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        parent = self.open[-1] if self.open else None
        if self.skipping or (parent and tag == "tile" and parent.tag in _CELL_HOLDERS):
            self.skipping += 1
            if self.skipping == 1 and parent is not None:
                self._add_cell(parent, attributes)
            return
        if len(self.open) >= self.limits.nesting:
            raise MapError(f"{self.file}: {tag[:40]}: elements lie too deep in one another")
        element = Element(tag, attributes)
        if parent is None:
            self.top = element
        else:
            parent.children.append(element)
        self.open.append(element)

    def end(self, _tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
        else:
            self.open.pop()

    def data(self, text: str) -> None:
        if self.open and not self.skipping:
            self.open[-1].pieces.append(text)

    def close(self) -> None:
        """Be called at the end, as the parser asks of its target."""

    def _add_cell(self, holder: Element, attributes: dict[str, str]) -> None:
        if holder.gids is None:
            holder.gids = array("I")
        try:
            holder.gids.append(int(attributes.get("gid", "0")))
        except (ValueError, OverflowError) as error:
            where = f"{holder.tag}: tile {len(holder.gids)}: gid"
            raise MapError(f"{self.file}: {where}: must be a tile number, 0..2^32-1") from error
