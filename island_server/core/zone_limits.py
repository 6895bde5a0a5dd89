"""How much hosts may put into the zones of an island."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ZoneLimits:
    """Limits on what hosts change; zones of a map keep what they have until it is changed.

    Attributes:
        zones: of one island, those of its map included.
        cells: of one zone.
        spans: of one zone.
        name_chars: a name, a host, a group, a label, each.
        description_chars: a description in one language.
        question_chars: a starter question.
        info_chars: the text of an information.
        tooltip_chars: the text of a tooltip.
        address_chars: the address of a page, a picture or a sound.
        effects: of one zone.
        hours: times to be open of one zone.
        least_capacity, most_capacity: of a conversation.
        most_people: that a zone can let in.
    """

    zones: int = 500
    cells: int = 60_000
    spans: int = 1_000
    name_chars: int = 80
    description_chars: int = 500
    question_chars: int = 300
    info_chars: int = 2_000
    tooltip_chars: int = 300
    address_chars: int = 2_000
    effects: int = 8
    hours: int = 20
    least_capacity: int = 2
    most_capacity: int = 500
    most_people: int = 5_000


DEFAULT_LIMITS = ZoneLimits()
