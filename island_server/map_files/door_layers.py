"""Which layers of a map belong to which position of a door. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from island_server.core.ids import DoorId


@dataclass(frozen=True, slots=True)
class DoorLayers:
    """The layers that are seen only while a door is open, and those only while it is closed.

    Layers by their place in `TiledMap.layers`.
    """

    door: DoorId
    open_layers: tuple[int, ...]
    closed_layers: tuple[int, ...]
