"""The smallest island: five by five cells, for tests."""

from __future__ import annotations

from . import nature
from .island import Island


def build() -> Island:
    """Lay a sandbank in the sea with one shrub, a start, a meeting place and a quiet corner."""
    island = Island("tiny", 5, 5, period=64, base="shallow", properties={"mapName": "Tiny"})
    island.rect("sand", 0, 0, 5, 5)
    island.rect("shallow", 0, 0, 5, 0)
    island.rect("meadow", 1, 2, 4, 4)
    island.put(nature.bush("#6f9c50", 9), 2, 2)
    island.zone("start", (0, 3, 3, 2), "Aankomst", "Arrival", start=True)
    island.zone(
        "picknick", (3, 3, 2, 2), "Picknickkleed", "Picnic rug", jitsiRoom="picknick", maxUsers=4
    )
    island.zone("stilte", (0, 1, 2, 2), "Stille hoek", "Quiet corner", silent=True)
    return island
