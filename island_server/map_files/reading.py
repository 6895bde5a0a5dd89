"""The state of reading one map: what was found so far, held against the limits, and warnings."""

from __future__ import annotations

from dataclasses import dataclass, field

from island_server.errors import MapError
from island_server.map_files.json_node import Node
from island_server.map_files.limits import MapLimits
from island_server.map_files.references import References


@dataclass(slots=True)
class Reading:
    """What the readers of the parts of one map share."""

    limits: MapLimits
    references: References
    _warnings: list[str] = field(default_factory=list)
    _untold: int = 0
    _counts: dict[str, int] = field(default_factory=dict)

    def warn(self, node: Node, key: str, problem: str) -> None:
        """Tell of something that was left out or replaced, and go on."""
        self.warn_of(node.error(key, problem))

    def warn_of(self, error: MapError) -> None:
        """Tell of an error in a part that the map can do without."""
        if len(self._warnings) < self.limits.warnings:
            self._warnings.append(str(error))
        else:
            self._untold += 1

    def count(self, what: str, amount: int, most: int, node: Node) -> None:
        """Count parts of one kind over the whole map. Raises `MapError` beyond the limit."""
        total = self._counts.get(what, 0) + amount
        if total > most:
            raise node.error("", f"the map has more than {most} {what}")
        self._counts[what] = total

    @property
    def warnings(self) -> tuple[str, ...]:
        """All warnings, the last of which may say how many more there are."""
        more = (f"{self._untold} more warnings",) if self._untold else ()
        return (*self._warnings, *more)
