"""Counting what happens, by name."""

from __future__ import annotations

from collections import Counter


class Counters(Counter[str]):
    """Counters of one SFU. Names that begin with `drop_` tell why something was not passed on."""

    def drop(self, cause: str) -> None:
        """Count one dropped packet."""
        self["drop_" + cause] += 1
