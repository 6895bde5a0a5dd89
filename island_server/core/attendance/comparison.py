"""Two events of a series side by side: who came back, and what became more or less."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from island_server.core.attendance.insight import Insight
from island_server.core.attendance.records import ZoneKey
from island_server.core.ids import PersonId


class FigureName(StrEnum):
    """The figures that are compared; times in ms, shares from 0 to 1."""

    PEOPLE = "people"
    PEAK = "peak"
    PERSON_MS = "person_ms"
    MEAN_PRESENT_MS = "mean_present_ms"
    TALK_SHARE = "talk_share"
    CONVERSATIONS = "conversations"
    MEDIAN_CONVERSATION_MS = "median_conversation_ms"
    MEAN_SIZE = "mean_size"
    ENCOUNTERS = "encounters"
    MEAN_MET = "mean_met"
    MET_NOBODY = "met_nobody"


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One figure of both events."""

    figure: FigureName
    former: float
    latter: float

    @property
    def difference(self) -> float:
        """How much more it is in the latter."""
        return self.latter - self.former


@dataclass(frozen=True, slots=True)
class ZoneSideBySide:
    """The time that everybody spent in a zone in both events; 0 where there was no such zone."""

    zone: ZoneKey
    former_ms: int
    latter_ms: int

    @property
    def difference_ms(self) -> int:
        """How much more it is in the latter."""
        return self.latter_ms - self.former_ms


@dataclass(frozen=True, slots=True)
class Comparison:
    """People by id: in both events, in the latter only, in the former only; and the figures."""

    returned: tuple[PersonId, ...]
    new: tuple[PersonId, ...]
    lost: tuple[PersonId, ...]
    figures: tuple[SideBySide, ...]
    zones: tuple[ZoneSideBySide, ...]


def compare(former: Insight, latter: Insight) -> Comparison:
    """Hold the latter event against the former."""
    before = {it.presence.person for it in former.people}
    now = {it.presence.person for it in latter.people}
    first, second = _figures(former), _figures(latter)
    return Comparison(
        tuple(sorted(before & now)),
        tuple(sorted(now - before)),
        tuple(sorted(before - now)),
        tuple(SideBySide(name, first[name], second[name]) for name in FigureName),
        _zones(former, latter),
    )


def _figures(it: Insight) -> dict[FigureName, float]:
    people = it.unique
    talked_ms = sum(person.spoke_ms + person.listened_ms for person in it.people)
    return {
        FigureName.PEOPLE: people,
        FigureName.PEAK: it.peak.people,
        FigureName.PERSON_MS: it.person_ms,
        FigureName.MEAN_PRESENT_MS: it.person_ms / people if people else 0,
        FigureName.TALK_SHARE: talked_ms / it.person_ms if it.person_ms else 0,
        FigureName.CONVERSATIONS: it.talk.count,
        FigureName.MEDIAN_CONVERSATION_MS: it.talk.median_ms,
        FigureName.MEAN_SIZE: it.talk.mean_size,
        FigureName.ENCOUNTERS: len(it.encounters.edges),
        FigureName.MEAN_MET: sum(person.met for person in it.people) / people if people else 0,
        FigureName.MET_NOBODY: len(it.met_nobody),
    }


def _zones(former: Insight, latter: Insight) -> tuple[ZoneSideBySide, ...]:
    before = {use.zone: use.person_ms for use in former.zones}
    now = {use.zone: use.person_ms for use in latter.zones}
    return tuple(
        ZoneSideBySide(zone, before.get(zone, 0), now.get(zone, 0))
        for zone in sorted({*before, *now})
    )
