"""Conversations: when they were alive, who took part in them and who met in them.

A conversation is alive while two people or more are in it and at least one of them speaks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from island_server.core.attendance.records import Ending, Records, Talk
from island_server.core.attendance.spans import Span, length_ms, levels, merged, shared
from island_server.core.events import ConversationKind, Part
from island_server.core.ids import PersonId, ZoneId

Pair = tuple[PersonId, PersonId]
"""Two different people, the smaller id first."""

Size = tuple[int, int, int]
"""From a time up to another one, a conversation was alive with so many people in it."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A time in which people talked.

    Attributes:
        talk_ms: how long it was alive between start and end.
        most: the most people in it at one time.
        person_ms: the time of everybody in it while it was alive.
        people: everybody who was in it while it was alive.
    """

    island: str
    kind: ConversationKind | None
    zone: ZoneId | None
    start_ms: int
    end_ms: int
    ending: Ending
    talk_ms: int
    most: int
    person_ms: int
    people: frozenset[PersonId]

    @property
    def mean_size(self) -> float:
        """How many were in it, on average over the time that it was alive."""
        return self.person_ms / self.talk_ms


@dataclass(slots=True)
class TalkTimes:
    """What comes of all talks; the spans of a pair or a person are in no order."""

    conversations: list[Conversation] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)
    talking: defaultdict[PersonId, list[Span]] = field(default_factory=lambda: defaultdict(list))
    speaking: defaultdict[PersonId, list[Span]] = field(default_factory=lambda: defaultdict(list))
    together: defaultdict[Pair, list[Span]] = field(default_factory=lambda: defaultdict(list))


def talk_times(records: Records, break_ms: int) -> TalkTimes:
    """Take all talks of a log apart. The conversations come in the order of their beginning."""
    times = TalkTimes()
    for talk in records.talks:
        _add(times, talk, break_ms)
    times.conversations.sort(key=lambda it: (it.start_ms, it.end_ms, it.island, sorted(it.people)))
    return times


def _add(times: TalkTimes, talk: Talk, break_ms: int) -> None:
    members = _spans(talk, (Part.SPEAKER, Part.LISTENER))
    if len(members) < 2:
        return
    speakers = _spans(talk, (Part.SPEAKER,))
    voiced = merged(_flat(speakers))
    sizes = [
        (*part, size)
        for start, end, size in levels(_flat(members))
        if size > 1
        for part in shared([(start, end)], voiced)
    ]
    if not sizes:
        return
    alive = merged((start, end) for start, end, _ in sizes)
    times.sizes += sizes
    for person, spans in members.items():
        times.talking[person] += shared(spans, alive)
    for person, spans in speakers.items():
        times.speaking[person] += shared(spans, alive)
    for one, other, span in _meetings(speakers):
        times.together[one, other].append(span)
    for whole in merged(alive, break_ms):
        times.conversations.append(_conversation(talk, whole, alive, members, sizes))


def _conversation(
    talk: Talk,
    whole: Span,
    alive: Sequence[Span],
    members: Mapping[PersonId, Sequence[Span]],
    sizes: Sequence[Size],
) -> Conversation:
    within = shared([whole], alive)
    people = frozenset(person for person, spans in members.items() if shared(spans, within))
    times = [(end - start, size) for start, end, size in sizes if whole[0] <= start < whole[1]]
    endings = {piece.ending for piece in talk.members if piece.end_ms == whole[1]}
    return Conversation(
        talk.island,
        talk.kind,
        talk.zone,
        *whole,
        next((ending for ending in reversed(Ending) if ending in endings), Ending.TOLD),
        length_ms(within),
        max(size for _, size in times),
        sum(time_ms * size for time_ms, size in times),
        people,
    )


def _spans(talk: Talk, parts: Sequence[Part]) -> dict[PersonId, list[Span]]:
    """When each person had one of these parts; the spans of one person never overlap."""
    raw: defaultdict[PersonId, list[Span]] = defaultdict(list)
    for piece in talk.members:
        if piece.part in parts and piece.start_ms < piece.end_ms:
            raw[piece.person].append((piece.start_ms, piece.end_ms))
    return {person: merged(spans) for person, spans in raw.items()}


def _flat(spans: Mapping[PersonId, Sequence[Span]]) -> Iterator[Span]:
    return (span for of_one in spans.values() for span in of_one)


def _meetings(
    speakers: Mapping[PersonId, Sequence[Span]],
) -> Iterator[tuple[PersonId, PersonId, Span]]:
    """Each time at which two speakers were there together."""
    there: list[tuple[PersonId, int]] = []
    arriving = sorted((*span, person) for person, spans in speakers.items() for span in spans)
    for start, end, person in arriving:
        there = [(other, until) for other, until in there if until > start]
        for other, until in there:
            yield min(person, other), max(person, other), (start, min(end, until))
        there.append((person, end))
