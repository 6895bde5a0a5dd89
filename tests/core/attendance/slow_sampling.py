"""The obvious way to the figures: look at everybody, second by second, and count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from island_server.core import events as ev
from island_server.core.ids import PersonId
from island_server.core.logged import Logged

SECOND_MS = 1000
Member = tuple[PersonId, ev.Part]


@dataclass
class Look:
    """Who is where at one moment."""

    present: dict[int, tuple[PersonId, str]] = field(default_factory=dict)
    zones: set[tuple[int, str]] = field(default_factory=set)
    talks: defaultdict[int, dict[int, ev.Part]] = field(default_factory=lambda: defaultdict(dict))

    def apply(self, entry: Logged) -> None:
        match entry.what:
            case ev.Entered() as it:
                self.present[it.avatar] = it.person, entry.island
            case ev.Left() as it:
                del self.present[it.avatar]
            case ev.ZoneEntered() as it:
                self.zones.add((it.avatar, it.zone))
            case ev.ZoneLeft() as it:
                self.zones.discard((it.avatar, it.zone))
            case ev.ConversationJoined() as it:
                self.talks[it.conversation][it.avatar] = it.part
            case ev.ConversationLeft() as it:
                del self.talks[it.conversation][it.avatar]

    def people(self) -> set[PersonId]:
        return {person for person, _ in self.present.values()}

    def in_zones(self) -> dict[tuple[str, str], set[PersonId]]:
        found: defaultdict[tuple[str, str], set[PersonId]] = defaultdict(set)
        for avatar, zone in self.zones:
            person, island = self.present[avatar]
            found[island, zone].add(person)
        return found

    def talking(self) -> list[list[Member]]:
        """The conversations that are alive."""
        found = []
        for parts in self.talks.values():
            members = [(self.present[avatar][0], part) for avatar, part in parts.items()]
            if len(members) > 1 and any(part is ev.Part.SPEAKER for _, part in members):
                found.append(members)
        return found


@dataclass
class Counted:
    """Figures in seconds, by minute since 1970 where there is a minute."""

    present: defaultdict[PersonId, list[int]] = field(default_factory=lambda: defaultdict(list))
    zone_s: Counter[tuple[str, str]] = field(default_factory=Counter)
    together_s: Counter[tuple[str, str]] = field(default_factory=Counter)
    zone_minute_s: Counter[tuple[tuple[str, str], int]] = field(default_factory=Counter)
    zone_minute_most: Counter[tuple[tuple[str, str], int]] = field(default_factory=Counter)
    sizes_s: Counter[int] = field(default_factory=Counter)
    talks_most: Counter[int] = field(default_factory=Counter)
    talks_s: Counter[int] = field(default_factory=Counter)
    talkers_s: Counter[int] = field(default_factory=Counter)
    largest: Counter[int] = field(default_factory=Counter)
    talked_s: Counter[PersonId] = field(default_factory=Counter)
    spoke_s: Counter[PersonId] = field(default_factory=Counter)
    met: defaultdict[tuple[PersonId, PersonId], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )


def looks(log: Sequence[Logged]) -> Iterator[tuple[int, Look]]:
    """Each second from the first entry to the last, and how things are then.

    From the last entry of a run to the first of the next, nobody is there.
    """
    look, i = Look(), 0
    seconds = range(log[0].wall_ms, log[-1].wall_ms, SECOND_MS) if log else ()
    for at_ms in seconds:
        while i < len(log) and log[i].wall_ms <= at_ms:
            if i and log[i].run != log[i - 1].run:
                look = Look()
            look.apply(log[i])
            i += 1
        stopped = i < len(log) and log[i].run != log[i - 1].run
        yield at_ms // SECOND_MS, Look() if stopped else look


def count(log: Sequence[Logged]) -> Counted:
    counted = Counted()
    for second, look in looks(log):
        for person in look.people():
            counted.present[person].append(second)
        for zone, people in look.in_zones().items():
            minute = zone, second // 60
            counted.zone_s[zone] += len(people)
            counted.together_s[zone] += len(people) > 1
            counted.zone_minute_s[minute] += len(people)
            counted.zone_minute_most[minute] = max(counted.zone_minute_most[minute], len(people))
        for members in look.talking():
            count_talk(counted, second, members)
        minute, alive = second // 60, look.talking()
        counted.talks_most[minute] = max(counted.talks_most[minute], len(alive))
        counted.talks_s[minute] += len(alive)
        counted.talkers_s[minute] += sum(map(len, alive))
        counted.largest[minute] = max(counted.largest[minute], *map(len, alive), 0)
    return counted


def count_talk(counted: Counted, second: int, members: list[Member]) -> None:
    counted.sizes_s[len(members)] += 1
    counted.talked_s.update(person for person, _ in members)
    speakers = sorted(person for person, part in members if part is ev.Part.SPEAKER)
    counted.spoke_s.update(speakers)
    for pair in combinations(speakers, 2):
        counted.met[pair].append(second)


def bridged(seconds: Sequence[int], break_s: int) -> list[list[int]]:
    """Seconds in groups; those between two that are less than `break_s` apart belong to it too."""
    groups: list[list[int]] = []
    for second in seconds:
        if groups and second - groups[-1][-1] - 1 < break_s:
            groups[-1].extend(range(groups[-1][-1] + 1, second + 1))
        else:
            groups.append([second])
    return groups
