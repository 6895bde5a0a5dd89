"""Ready-made sets of zones, filled into the free space of any island."""

from __future__ import annotations

from enum import StrEnum, unique

MAX_COUNT = 60
"""Most tables, posters or break-outs of one template."""
MAX_SEATS = 12
"""Most people at one table or in one break-out."""


@unique
class TemplateName(StrEnum):
    """The templates."""

    RECEPTION = "reception"
    WORLD_CAFE = "world_cafe"
    POSTER_MARKET = "poster_market"
    PLENARY_BREAKOUTS = "plenary_breakouts"
