"""Where everybody is or was last, so that who comes back in time stands there again.

Follows the events of all islands. What is new is handed out to be written down (`PlaceKeeper`), and
stays new until it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId
from island_server.core.motion import heading_at, path_end, tile_at
from island_server.core.rules import Rules
from island_server.core.units import TilePos
from island_server.place_ports import PersonPlace

PEOPLE_REMEMBERED = 20_000
"""Of more people than this who are gone, those who went longest ago are forgotten."""

Changes = Mapping[PersonId, PersonPlace | None]
"""Places to be written down; `None`: the person's is to be erased."""


@dataclass(frozen=True, slots=True)
class LastPlace:
    """Where somebody who is gone was, and when; without a tile if they were only on their way."""

    island: str
    at: TilePos | None
    facing: int
    wall_ms: int


@dataclass(slots=True)
class _Present:
    """Somebody on an island, on their last path."""

    person: PersonId
    island: str
    path: ev.Entered | ev.Moved


class LastPlaces:
    """Remembers people for `return_ms` after they were there last; with 0 nobody at all."""

    def __init__(self, rules: Rules, return_ms: int) -> None:
        self.return_ms = return_ms
        self.is_urgent = False
        """Somebody came to an island, or went, whose place is still to be written down."""
        self._rules = rules
        self._here: dict[AvatarId, _Present] = {}
        self._moved: dict[AvatarId, None] = {}
        """Whose place is otherwise than when it was asked for last, or is going to be."""
        self._gone: dict[PersonId, LastPlace] = {}
        """In the order in which they went."""
        self._unwritten: dict[PersonId, PersonPlace | None] = {}

    def follow(self, island: str, events: Sequence[ev.Event], wall_ms: int) -> None:
        """Take in what happened on an island now."""
        if not self.return_ms:
            return
        for event in events:
            if isinstance(event, ev.Moved):
                here = self._here.get(event.avatar)
                if here is not None:
                    here.path = event
                    self._moved[event.avatar] = None
            elif isinstance(event, ev.Entered):
                self._here[event.avatar] = _Present(event.person, island, event)
                self._moved[event.avatar] = None
                self._gone.pop(event.person, None)
                self.is_urgent = True
            elif isinstance(event, ev.Left):
                self._leave(event, wall_ms)

    def set_out(self, person: PersonId, island: str, wall_ms: int) -> None:
        """Somebody leaves for another island: that is where they are from now on."""
        self._remember(person, LastPlace(island, None, 0, wall_ms))

    def last(self, person: PersonId, wall_ms: int) -> LastPlace | None:
        """Where somebody who is gone was, if they may still come back to it."""
        place = self._gone.get(person)
        return place if place is not None and place.wall_ms > wall_ms - self.return_ms else None

    def forget(self, person: PersonId) -> None:
        """Remember somebody no more, wherever they are, and have what was written down erased."""
        self._gone.pop(person, None)
        for avatar in [avatar for avatar, here in self._here.items() if here.person == person]:
            del self._here[avatar]
            self._moved.pop(avatar, None)
        self._unwritten[person] = None

    def forget_island(self, island: str) -> None:
        """Let those who went from this island arrive as newcomers do."""
        for person in [person for person, place in self._gone.items() if place.island == island]:
            del self._gone[person]
            self._unwritten[person] = None

    def expire(self, wall_ms: int) -> None:
        """Forget those who may no longer come back to their place."""
        for person in [person for person in self._gone if self.last(person, wall_ms) is None]:
            del self._gone[person]
            self._unwritten.pop(person, None)

    # --- what is written down

    def restore(self, places: Iterable[PersonPlace], wall_ms: int) -> None:
        """Remember those who were here before the server stopped.

        A time yet to come, by a clock that was put back, counts as now, and is written so.
        """
        for place in sorted(places, key=lambda place: place.wall_ms):
            at, seen_ms = TilePos(place.x, place.y), min(place.wall_ms, wall_ms)
            self._remember(place.person, LastPlace(place.island, at, place.facing, seen_ms))
            if seen_ms != place.wall_ms:
                row = PersonPlace(place.person, place.island, *at, place.facing, seen_ms)
                self._unwritten[place.person] = row

    def touch_everybody(self) -> None:
        """Have the places of all who are there written down anew, for they are there still."""
        self._moved.update(dict.fromkeys(self._here))

    def changes(self, now_ms: int, wall_ms: int) -> Changes:
        """What is to be written down; the same again, or what is newer, until `written`."""
        for avatar in list(self._moved):
            here = self._here[avatar]
            place, is_walking = self._place(here, now_ms, wall_ms)
            self._unwritten[here.person] = place
            if not is_walking:
                del self._moved[avatar]
        self.is_urgent = False
        return dict(self._unwritten)

    def written(self, changes: Changes) -> None:
        """Forget that these are to be written, other than those that changed meanwhile."""
        for person, place in changes.items():
            if person in self._unwritten and self._unwritten[person] is place:
                del self._unwritten[person]

    def _leave(self, event: ev.Left, wall_ms: int) -> None:
        here = self._here.pop(event.avatar, None)
        self._moved.pop(event.avatar, None)
        if here is None or event.reason is ev.LeaveReason.TRAVELLED:
            return
        place, _ = self._place(here, event.t_ms, wall_ms)
        at = TilePos(place.x, place.y)
        self._remember(here.person, LastPlace(here.island, at, place.facing, wall_ms))
        self._unwritten[here.person] = place
        self.is_urgent = True

    def _place(self, here: _Present, t_ms: int, wall_ms: int) -> tuple[PersonPlace, bool]:
        """Where somebody is at a time, and whether they are walking still."""
        path = here.path
        if isinstance(path, ev.Entered):
            place = PersonPlace(here.person, here.island, path.x, path.y, path.facing, wall_ms)
            return place, False
        heading = heading_at(path.t0_ms, path.runs, t_ms, self._rules)
        if heading is None:
            (x, y), facing = path_end(path.x, path.y, path.runs), path.facing
        else:
            x, y = tile_at(path.t0_ms, path.x, path.y, path.runs, t_ms, self._rules)
            facing = heading
        place = PersonPlace(here.person, here.island, x, y, facing, wall_ms)
        return place, heading is not None

    def _remember(self, person: PersonId, place: LastPlace) -> None:
        if not self.return_ms:
            return
        self._gone.pop(person, None)
        self._gone[person] = place
        if len(self._gone) > PEOPLE_REMEMBERED:
            oldest = next(iter(self._gone))
            del self._gone[oldest]
            self._unwritten.pop(oldest, None)
