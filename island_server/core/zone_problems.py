"""What may be wrong with a zone: by field and code, which browsers put into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique

from island_server.core.ids import ZoneId


@unique
class Weight(StrEnum):
    """Whether a zone can be put up nevertheless."""

    ERROR = "error"
    WARNING = "warning"


@unique
class Code(StrEnum):
    """What is wrong."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    TOO_MANY = "too_many"
    OUT_OF_ORDER = "out_of_order"
    OUTSIDE_MAP = "outside_map"
    NO_FLOOR = "no_floor"
    UNREACHABLE = "unreachable"
    OVERLAPS = "overlaps"
    CUTS_OFF = "cuts_off"
    BLOCKS_ARRIVAL = "blocks_arrival"
    UNKNOWN_WORD = "unknown_word"
    NOT_FOR_KIND = "not_for_kind"
    NO_STAGE = "no_stage"
    NO_AUDIENCE = "no_audience"
    NO_PODIUM = "no_podium"
    SECOND_PODIUM = "second_podium"
    NO_ISLAND = "no_island"
    NO_ENTRY = "no_entry"
    LEADS_INTO_ITSELF = "leads_into_itself"
    FORBIDDEN_ADDRESS = "forbidden_address"
    UNKNOWN_FILE = "unknown_file"
    NOTHING_TO_SHOW = "nothing_to_show"
    IN_THE_PAST = "in_the_past"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        field: of the zone, as docs/protocol.md section 6 names it.
        code: what is wrong with it.
        weight: whether the zone can be put up nevertheless.
        zone: the other zone that it has to do with, if one.
    """

    field: str
    code: Code
    weight: Weight = Weight.ERROR
    zone: ZoneId | None = None


def warning(field: str, code: Code, zone: ZoneId | None = None) -> Problem:
    """Something that may not be meant."""
    return Problem(field, code, Weight.WARNING, zone)


def has_error(problems: list[Problem]) -> bool:
    """Whether the zone cannot be put up."""
    return any(problem.weight is Weight.ERROR for problem in problems)
