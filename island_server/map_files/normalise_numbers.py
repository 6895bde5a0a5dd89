"""Numbers as short as JSON can have them, and within what browsers can draw."""

from __future__ import annotations

import math

_FURTHEST = 10_000_000
"""Whatever an author writes, nothing is larger or lies farther away than so many pixels."""


def plain(value: float, digits: int = 2) -> int | float:
    """Round a number and keep it within bounds; whole ones lose their decimal point."""
    if math.isnan(value):
        return 0
    rounded = round(min(max(value, -_FURTHEST), _FURTHEST), digits)
    return int(rounded) if rounded == int(rounded) else rounded
