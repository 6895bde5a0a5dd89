"""Doors: parts of the map that are open or closed, and where one stands to work them. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from island_server.core.ids import DoorId
from island_server.core.zones import Span


@dataclass(frozen=True, slots=True)
class Door:
    """One door.

    Attributes:
        id: unique on its island.
        is_open_at_start: how it is found.
        closed_solid: cells that are blocked while it is closed.
        open_solid: cells that are blocked while it is open.
        spans: where one stands to open and close it.
        opens_itself: when somebody comes into `spans`.
        closes_itself: when nobody is left in `spans`.
        open_label: what the offer to open it says; empty for the browser's own words.
        close_label: what the offer to close it says.
    """

    id: DoorId
    is_open_at_start: bool
    closed_solid: tuple[Span, ...]
    open_solid: tuple[Span, ...]
    spans: tuple[Span, ...]
    opens_itself: bool = False
    closes_itself: bool = False
    open_label: str = ""
    close_label: str = ""
