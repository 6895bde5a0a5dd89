"""What the pages about maps know of the library of maps, as in `ports`."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class MapSummary:
    """What an organiser sees of one map of the library.

    Attributes:
        name: by which it is chosen.
        title: what people read; the name if it has none.
        bundled: it comes with Eiland, and cannot be removed.
        width, height: tiles.
        zones: how many of each kind.
        portals: the islands that its portals lead to.
        warnings: how many things in it do not work as meant.
        size_bytes: all its files.
        added_ms: when, by wall time; `None` if bundled.
        source: what was given when it was added.
        problem: why it cannot be used at all; the facts are empty then.
    """

    name: str
    title: str
    bundled: bool
    width: int = 0
    height: int = 0
    zones: Mapping[str, int] = field(default_factory=dict)
    portals: tuple[str, ...] = ()
    warnings: int = 0
    size_bytes: int = 0
    added_ms: int | None = None
    source: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class AddedMap:
    """What became of one map of an upload: it has a name, or a problem; `file` is as uploaded."""

    file: str
    name: str | None
    replaced: bool = False
    warnings: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class MapProblem:
    """Something in a map that does not work as meant; `file` and `key` may be empty."""

    weight: Literal["error", "warning", "note"]
    file: str
    key: str
    text: str


class MapShelf(Protocol):
    """The maps that an event can use. Everything blocks for up to seconds: call it in a thread.

    Raises `MapError` if a map is unknown or cannot be used, `StoreError` if the disk refuses.
    """

    def names(self) -> tuple[str, ...]:
        """Every name, bundled maps first."""

    def is_own(self, name: str) -> bool:
        """Whether it was added, and so can be removed."""

    def is_full(self) -> bool:
        """Whether it takes no further maps."""

    def summaries(self) -> list[MapSummary]:
        """All maps."""

    def problems(self, name: str) -> list[MapProblem]:
        """What does not work as meant in one map."""

    def staging(self) -> AbstractContextManager[Path]:
        """A new folder for an upload, gone with all that is in it when the context ends."""

    def take_in(self, staged: Mapping[str, Path], folder: Path, wall_ms: int) -> list[AddedMap]:
        """Add every map of an upload: files in the staging folder, by the names they were given.

        Raises `MapError` if there is none, or if what was sent is refused as a whole.
        """

    def remove(self, name: str) -> None:
        """Remove a map that was added."""

    def chosen(self) -> str | None:
        """The map chosen for the event, if ever one was and it is still there."""

    def choose(self, name: str) -> None:
        """Keep this choice over restarts."""
