"""What a reader of a map remarks on, for the person who made it or who runs the island."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique

from island_server.map_files.wa_properties import shown

_WHERE_CHARS = 3_000
_VALUE_CHARS = 120


@unique
class Weight(StrEnum):
    """How much it matters."""

    BROKEN = "cannot work"
    SLIP = "probably a slip"
    NOTE = "good to know"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark: a whole sentence that begins with what it is about."""

    weight: Weight
    text: str


@dataclass(slots=True)
class Findings:
    """Gathers remarks, each once; `most` bounds them, and the last one then says so."""

    most: int = 500
    found: dict[str, Finding] = field(default_factory=dict)

    def broken(self, where: str, problem: str) -> None:
        """Remark on what cannot work."""
        self._add(Weight.BROKEN, where, problem)

    def slip(self, where: str, problem: str) -> None:
        """Remark on what its author most likely meant otherwise."""
        self._add(Weight.SLIP, where, problem)

    def note(self, where: str, problem: str) -> None:
        """Remark on what is good to know."""
        self._add(Weight.NOTE, where, problem)

    def all(self) -> tuple[Finding, ...]:
        """Give the remarks in the order in which they were made."""
        return tuple(self.found.values())

    def texts(self) -> tuple[str, ...]:
        """Give the remarks as lines."""
        return tuple(self.found)

    def _add(self, weight: Weight, where: str, problem: str) -> None:
        text = f"{shown(where, _WHERE_CHARS)}: {problem}"
        if len(self.found) < self.most:
            self.found.setdefault(text, Finding(weight, text))
        elif len(self.found) == self.most and text not in self.found:
            more = "more than can be listed: mend these first"
            self.found[more] = Finding(Weight.NOTE, more)


def quoted(value: object) -> str:
    """Give a value of the map in quotes, printable and short."""
    return f"'{shown(str(value), _VALUE_CHARS)}'"
