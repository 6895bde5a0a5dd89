"""Numbers as short as JSON can have them."""

from __future__ import annotations


def plain(value: float, digits: int = 2) -> int | float:
    """Round a number; whole ones lose their decimal point."""
    rounded = round(value, digits)
    return int(rounded) if rounded == int(rounded) else rounded
