"""The plan of a rehearsal: what each bot does and when, out of a recorded log. Pure.

In come the entries of a log, in order; out come itineraries on one axis of time, in ms since 1970
as recorded. Who travelled from island to island is one bot; who went and came back is another one
that is the same person. Where no path was recorded, zones tell where somebody was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from island_server.core import events as ev
from island_server.core.attendance.time_axis import TimeAxis
from island_server.core.ids import AvatarId, PersonId
from island_server.core.logged import Gap, Logged
from island_server.core.motion import Runs, path_end
from island_server.core.snapshots import NOWHERE
from island_server.core.units import TilePos

TRAVEL_MS = 60_000
"""Who enters an island this soon after a portal took them came through it."""
IDLE_MS = 10_000
"""So much is left of times when nobody was there."""


class Walk(NamedTuple):
    """Walk runs from a tile."""

    at_ms: int
    start: TilePos
    runs: Runs

    @property
    def end(self) -> TilePos:
        """Where the path ends."""
        return path_end(self.start.x, self.start.y, self.runs)


class Visit(NamedTuple):
    """Be somewhere in a zone; `None`: back where one arrived."""

    at_ms: int
    zone: str | None


class Say(NamedTuple):
    """Send a message of docs/protocol.md section 3."""

    at_ms: int
    event: str
    data: dict[str, object]


Act = Walk | Visit | Say


@dataclass(frozen=True, slots=True)
class Part:
    """One recorded avatar: on one island, from coming to going.

    Attributes:
        place: where it stood at the beginning; `None` if that is not known.
    """

    island: str
    from_ms: int
    until_ms: int
    place: TilePos | None
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Itinerary:
    """One bot: the islands to which it travels, in order. `person` is empty if it was erased."""

    name: str
    person: str
    parts: tuple[Part, ...]

    @property
    def from_ms(self) -> int:
        """When it comes."""
        return self.parts[0].from_ms

    @property
    def until_ms(self) -> int:
        """When it goes."""
        return self.parts[-1].until_ms


@dataclass(slots=True)
class _Avatar:
    person: PersonId
    island: str
    from_ms: int
    place: TilePos | None
    acts: list[Act] = field(default_factory=list)
    walks: bool = False
    """A path was recorded; then zones tell nothing new."""
    former: tuple[Part, ...] = ()
    """The islands before this one, if it came by a portal."""


class Planner:
    """Takes entries, gives itineraries. Holds the paths of everybody, and nothing else."""

    def __init__(self, name: Callable[[PersonId], str]) -> None:
        """`name`: what to call a person."""
        self._name = name
        self._axis = TimeAxis()
        self._here: dict[AvatarId, _Avatar] = {}
        self._travelling: dict[PersonId, tuple[int, tuple[Part, ...]]] = {}
        self._done: list[Itinerary] = []
        self._nameless = 0

    def take(self, entry: Logged) -> None:
        """Read on."""
        if entry.run != self._axis.run:
            self._end_run()
            self._axis.begin(entry)
        at_ms = self._axis.base_ms + entry.what.t_ms
        self._axis.last_ms = max(self._axis.last_ms, at_ms)
        match entry.what:
            case ev.Entered() as what:
                self._entered(what, entry.island, at_ms)
            case ev.Left(avatar=avatar, reason=reason):
                self._left(avatar, at_ms, travels=reason is ev.LeaveReason.TRAVELLED)
            case Gap():
                pass
            case what:
                there = self._here.get(getattr(what, "avatar", AvatarId(0)))
                if there is not None:
                    _note(there, what, at_ms)

    def itineraries(self) -> list[Itinerary]:
        """Everybody's, the first who comes first; nothing may be taken afterwards."""
        self._end_run()
        return sorted(self._done, key=lambda it: (it.from_ms, it.name))

    def _entered(self, what: ev.Entered, island: str, at_ms: int) -> None:
        place = TilePos(what.x, what.y)
        there = _Avatar(what.person, island, at_ms, None if place == NOWHERE else place)
        left_ms, former = self._travelling.pop(what.person, (0, ()))
        if former and at_ms - left_ms <= TRAVEL_MS:
            there.former = former
        elif former:
            self._finish(what.person, former)
        self._here[what.avatar] = there

    def _left(self, avatar: AvatarId, at_ms: int, *, travels: bool) -> None:
        there = self._here.pop(avatar, None)
        if there is None:
            return
        parts = (*there.former, _part(there, at_ms))
        if travels and there.person:
            self._travelling[there.person] = (at_ms, parts)
        else:
            self._finish(there.person, parts)

    def _end_run(self) -> None:
        """Whoever is still there is gone: the server was."""
        for avatar in list(self._here):
            self._left(avatar, self._axis.last_ms, travels=False)
        for person, (_, parts) in self._travelling.items():
            self._finish(person, parts)
        self._travelling.clear()

    def _finish(self, person: PersonId, parts: tuple[Part, ...]) -> None:
        if not person:
            self._nameless += 1
        name = self._name(person) if person else f"? {self._nameless}"
        self._done.append(Itinerary(name, person, parts))


def _note(there: _Avatar, what: ev.Event, at_ms: int) -> None:
    """Note what an avatar did, as far as a bot can do it too."""
    acts = there.acts
    match what:
        case ev.Moved(x=x, y=y, runs=runs):
            there.walks = True
            acts.append(Walk(at_ms, TilePos(x, y), runs))
        case ev.ZoneEntered(zone=zone):
            acts.append(Visit(at_ms, zone))
        case ev.ZoneLeft():
            acts.append(Visit(at_ms, None))
        case ev.AvailabilityChanged(availability=availability):
            acts.append(Say(at_ms, "status", {"availability": availability.value}))
        case ev.SteppedAside(aside=aside):
            acts.append(Say(at_ms, "conversation", {"action": "leave" if aside else "join"}))
        case ev.ConversationLocked(locked=locked):
            acts.append(Say(at_ms, "conversation", {"action": "lock" if locked else "unlock"}))
        case ev.DoorMoved(door=door, is_open=is_open):
            acts.append(Say(at_ms, "door", {"door": door, "open": is_open}))
        case _:
            pass


def _part(there: _Avatar, until_ms: int) -> Part:
    acts = [act for act in there.acts if not (there.walks and isinstance(act, Visit))]
    return Part(there.island, there.from_ms, until_ms, there.place, tuple(acts))


# --- what to rehearse of it


def on_island(itineraries: Iterable[Itinerary], island: str) -> list[Itinerary]:
    """What happened on one island only, each time that somebody was there by itself."""
    found = [
        replace(it, parts=(part,))
        for it in itineraries
        for part in it.parts
        if part.island == island
    ]
    return sorted(found, key=lambda it: (it.from_ms, it.name))


def beginning_at(itineraries: Iterable[Itinerary], from_ms: int) -> list[Itinerary]:
    """What there is from a time on; who was there already comes at once, to where they were."""
    found = []
    for it in itineraries:
        parts = tuple(_later(part, from_ms) for part in it.parts if part.until_ms > from_ms)
        if parts:
            found.append(replace(it, parts=parts))
    return found


def _later(part: Part, from_ms: int) -> Part:
    if part.from_ms >= from_ms:
        return part
    place, acts = part.place, list[Act]()
    before: dict[str, Act] = {}
    for act in part.acts:
        match act:
            case _ if act.at_ms >= from_ms:
                acts.append(act)
            case Walk():
                place = act.end
            case Visit(zone=zone):
                before["visit"] = Visit(from_ms, zone)
            case Say(event="status", data=data):
                before["status"] = Say(from_ms, "status", data)
            case Say():
                pass
    return Part(part.island, from_ms, part.until_ms, place, (*before.values(), *acts))


def without_idle_time(itineraries: Sequence[Itinerary]) -> list[Itinerary]:
    """The same with times when nobody was there cut to `IDLE_MS`, such as nights."""
    found, cut_ms, last_ms = [], 0, None
    for it in sorted(itineraries, key=lambda it: it.from_ms):
        if last_ms is not None and it.from_ms - last_ms > IDLE_MS:
            cut_ms += it.from_ms - last_ms - IDLE_MS
        last_ms = max(it.until_ms, last_ms or it.until_ms)
        found.append(replace(it, parts=tuple(_earlier(part, cut_ms) for part in it.parts)))
    return found


def _earlier(part: Part, by_ms: int) -> Part:
    if not by_ms:
        return part
    acts = tuple(act._replace(at_ms=act.at_ms - by_ms) for act in part.acts)
    return replace(part, from_ms=part.from_ms - by_ms, until_ms=part.until_ms - by_ms, acts=acts)
