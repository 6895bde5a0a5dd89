"""What a chunk of movement holds, whatever its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from island_server.core.logged import Logged


@dataclass(frozen=True, slots=True)
class PackedMoves:
    """A chunk that is unpacked and whose parts fit together.

    Attributes:
        count: of the moves.
        first_seq, last_seq: of the first and the last.
        entries: the moves in order, decoded as they are taken, once. Raises ValueError at one that
            cannot be.
    """

    count: int
    first_seq: int
    last_seq: int
    entries: Iterator[Logged]
