"""What siblings know of the places to which people come back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from island_server.core.ids import PersonId

RETURN_MINUTES_MAX = 1440
"""Longest that any setting lets somebody come back to their place."""


@dataclass(frozen=True, slots=True)
class PersonPlace:
    """Where a person is or was last, and when that was so. Facing is 0 north .. 7 north-west."""

    person: PersonId
    island: str
    x: int
    y: int
    facing: int
    wall_ms: int


class PlaceStore(Protocol):
    """Keeps where everybody of an event was last. Every method raises `StoreError`."""

    async def load_places(self, event_id: str, since_wall_ms: int) -> list[PersonPlace]:
        """The places of an event from a time on."""

    async def save_places(
        self, event_id: str, places: Collection[PersonPlace], erased: Collection[PersonId]
    ) -> None:
        """Keep these places, and erase those of these people; all of it or nothing."""

    async def forget_places(self, before_wall_ms: int, event_id: str | None = None) -> None:
        """Erase the places from before a time: of one event, or of all."""
