"""Which layers of a map belong to which position of a door. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DoorLayers:
    """The layers that are seen only while a door is open, and those only while it is closed.

    Names are full ones (`group/layer`); the name of a group stands for all of its layers.
    """

    when_open: tuple[str, ...] = ()
    when_closed: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.when_open, *self.when_closed)


def is_named(layer: str, names: tuple[str, ...]) -> bool:
    """Whether a layer, by its full name, is one of these or lies in one of these groups."""
    return any(layer == name or layer.startswith(f"{name}/") for name in names)
