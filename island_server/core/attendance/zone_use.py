"""How zones were used, and which were silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from island_server.core.attendance.records import ZoneKey
from island_server.core.attendance.spans import Span, by_minute, length_ms, levels, most_at_once
from island_server.core.ids import PersonId


class Silence(StrEnum):
    """Why a zone is a silent corner: nobody came, or nobody was there with somebody else."""

    NOBODY = "nobody"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class ZoneUse:
    """What became of one zone.

    Attributes:
        people: how many different people were there.
        person_ms: the time of all of them; together_ms: while two or more were there.
        most: the most at one time, since `most_at_ms` first.
        most_by_minute, ms_by_minute: the most at one time and the time of all, for each minute.
    """

    zone: ZoneKey
    people: int
    person_ms: int
    together_ms: int
    most: int
    most_at_ms: int
    most_by_minute: tuple[int, ...]
    ms_by_minute: tuple[int, ...]

    @property
    def silence(self) -> Silence | None:
        """Whether it is a silent corner, and of which sort."""
        if not self.people:
            return Silence.NOBODY
        return None if self.together_ms else Silence.ALONE


def zone_uses(
    visits: Mapping[ZoneKey, Mapping[PersonId, Sequence[Span]]],
    zones: Iterable[ZoneKey],
    first: int,
    count: int,
) -> tuple[ZoneUse, ...]:
    """All zones of the maps and of the log, the most used first; for `count` minutes."""
    uses = [_use(zone, visits.get(zone, {}), first, count) for zone in {*visits, *zones}]
    uses.sort(key=lambda use: (-use.person_ms, -use.people, use.zone))
    return tuple(uses)


def _use(
    zone: ZoneKey, people: Mapping[PersonId, Sequence[Span]], first: int, count: int
) -> ZoneUse:
    spans = [span for of_one in people.values() for span in of_one]
    held = levels(spans)
    most, at_ms = most_at_once(held)
    most_by_minute, ms_by_minute = by_minute(held, first, count)
    return ZoneUse(
        zone,
        len(people),
        length_ms(spans),
        sum(end - start for start, end, level in held if level > 1),
        most,
        at_ms,
        tuple(most_by_minute),
        tuple(ms_by_minute),
    )
