"""The islands of one event: who is on which, how one gets from one to another.

The main island is open from the start, others when somebody first needs them; they stay open. One
person has one avatar on all of them together. Their media service is shared.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId, island_number
from island_server.errors import IslandError, MapError, ReasonError
from island_server.ports import IslandMapBundle, LoadedIsland, MapLibrary
from island_server.realtime.island_loop import Newcomer
from island_server.realtime.last_places import LastPlace
from island_server.realtime.open_island import OpenIsland, Surroundings, open_island
from island_server.realtime.sessions import Session
from island_server.realtime.tickets import Tickets

_log = logging.getLogger("island_server.realtime")

RETRY_MS = 10_000
"""For so long after an island could not be opened nobody makes the server try again."""

OPEN_WAIT_S = 5.0
"""Who comes back waits no longer than this for the island where they were to open."""
Watcher = Callable[[OpenIsland, Sequence[ev.Event]], None]
"""Told what happened, and on which island."""

_MOVED_AT_ONCE = 10
"""How many are sent off in one go when everybody moves: as many as come back at a time."""
_MOVE_PAUSE_MS = 20


class Archipelago:
    """All islands that are open. Implements `ports.MediaListener` for all of them."""

    def __init__(self, maps: MapLibrary, around: Surroundings, islands_max: int) -> None:
        self._maps = maps
        self._around = around
        self._islands_max = islands_max
        self._open: dict[str, OpenIsland] = {}
        self._by_number: dict[int, OpenIsland] = {}
        self._numbers: list[int] = []
        """Those that islands have or had."""
        self._opening: dict[str, asyncio.Task[OpenIsland | IslandError]] = {}
        self._failed: dict[str, tuple[int, IslandError]] = {}
        """Why islands could not be opened, and until when that counts."""
        self._main = ""
        self._watchers: list[Watcher] = []
        self._has_log_problem = False
        self._tickets = Tickets()
        self._places = around.places
        around.metrics.count_in(self)

    def __iter__(self) -> Iterator[OpenIsland]:
        return iter(list(self._by_number.values()))

    # --- islands

    @property
    def event_id(self) -> str:
        """Whose islands they are."""
        return self._around.event.id

    @property
    def main(self) -> OpenIsland:
        """The island at which people arrive."""
        return self._open[self._main]

    def names(self) -> list[str]:
        """The names of the islands that are open."""
        return list(self._open)

    def bundle(self, map_id: str) -> IslandMapBundle | None:
        """The map of an island that is open, by its id."""
        return next((island.bundle for island in self if island.bundle.id == map_id), None)

    def begin(self, name: str, loaded: LoadedIsland) -> None:
        """Open the main island, before anything else."""
        self._main = self._set_up(name, loaded).name

    async def set_main(self, name: str) -> None:
        """Let people arrive at this island from now on; who is elsewhere stays there.

        If its map is otherwise than when it was opened, it is opened anew, and its people are taken
        along. Raises `MapError` if it cannot be opened.
        """
        loaded = await self._maps.load(name)
        former = self._open.get(name)
        if former is None:
            self._check_room(name)
        if former is None or former.bundle.id != loaded.bundle.id:
            island = self._set_up(name, loaded)
            if former is not None:
                await self._replace(former, island)
        if self._main != name:
            self._places.forget_island(self._main)
        self._main = name

    async def open(self, name: str) -> OpenIsland:
        """The island of this name, opened if it is not.

        Raises `MapError`, and whatever else `MapLibrary.load` may raise of ours.
        """
        island = self._open.get(name)
        if island is not None:
            return island
        opening = self._opening.get(name)
        if opening is None:
            self._check_failed(name)
            self._check_room(name)
            opening = self._around.tasks.spawn("open-island", self._load(name))
            self._opening[name] = opening
            opening.add_done_callback(lambda _: self._opening.pop(name))
        opened = await asyncio.shield(opening)
        if isinstance(opened, IslandError):
            raise opened
        return opened

    def _check_failed(self, name: str) -> None:
        until_ms, error = self._failed.get(name, (0, None))
        if error is not None and self._around.clock.now_ms() < until_ms:
            raise error
        self._failed.pop(name, None)

    async def _load(self, name: str) -> OpenIsland | IslandError:
        """The island, opened for all who wait for it, or why it cannot be."""
        try:
            loaded = await self._maps.load(name)
        except IslandError as error:
            self._failed[name] = (self._around.clock.now_ms() + RETRY_MS, error)
            return error
        return self._open.get(name) or self._set_up(name, loaded)

    def _check_room(self, name: str) -> None:
        if len(self._open) + len(self._opening) >= self._islands_max:
            raise MapError(f"{name}: {self._islands_max} islands are open, and no more may be")

    def _set_up(self, name: str, loaded: LoadedIsland) -> OpenIsland:
        number = self._around.numbers.take(self)
        self._numbers.append(number)
        island = open_island(name, number, loaded, self._around)
        island.loop.listen(partial(self._note_places, name))
        island.loop.listen(partial(self._look_for_travellers, island))
        island.loop.listen(partial(self._tell_watchers, island))
        self._by_number[number] = island
        self._open[name] = island
        return island

    def watch(self, watcher: Watcher) -> None:
        """Have everything that happens told to `watcher`, on islands that are open or come to be.

        It is told before the people are.
        """
        self._watchers.append(watcher)

    def _tell_watchers(self, island: OpenIsland, events: Sequence[ev.Event]) -> None:
        for watcher in self._watchers:
            watcher(island, events)

    async def _replace(self, former: OpenIsland, island: OpenIsland) -> None:
        """Take everybody over to the newer form of their island, and end the former one."""
        await self._move_people(former, island)
        await former.loop.close()
        former.life.cancel()
        del self._by_number[former.number]

    async def close(self) -> None:
        """Say goodbye to everybody on all islands and take them off."""
        for island in self:
            await island.loop.close()

    def give_up(self) -> None:
        """Let others have the numbers of the islands, which are closed and whose log is written."""
        self._around.metrics.count_out(self)
        self._around.numbers.give_back(self._numbers)
        self._numbers.clear()

    def avatars(self) -> int:
        """How many avatars there are."""
        return sum(len(island.loop.world.state.avatars) for island in self)

    def conversations(self) -> int:
        """How many conversations go on."""
        return sum(len(island.loop.world.state.conversations) for island in self)

    def tell_ending(self, in_ms: int) -> None:
        """Tell everybody how long it is until the event ends."""
        for island in self:
            for session in island.loop.sessions:
                session.send("event_ending", {"in_ms": in_ms})

    def send_home(self) -> None:
        """Say goodbye to everybody: the event is over."""
        for island in self:
            for session in island.loop.sessions:
                island.loop.let_go(session, "event_over")
                island.loop.leave(session, ev.LeaveReason.CLOSED)

    # --- people

    def find(self, person: PersonId | None) -> tuple[OpenIsland, Session] | None:
        """The island on which a person is, and their session."""
        for island in self:
            session = island.loop.sessions.of_person(person)
            if session is not None:
                return island, session
        return None

    def keeps_place(self, person: PersonId | None) -> bool:
        """Whether somebody has a place already: their avatar stands here, or they travel."""
        return person is not None and (self._tickets.has(person) or self.find(person) is not None)

    async def make_ready(self, person: PersonId, entry: str) -> None:
        """See to it that the island is open where `enter` would let somebody arrive.

        Returns at once for nearly everybody. An island that cannot be opened in time is done
        without.
        """
        place = self._place(person, entry)
        if place is None or place.island in self._open or place.island not in self._maps.names():
            return
        try:
            async with asyncio.timeout(OPEN_WAIT_S):
                await self.open(place.island)
        except (IslandError, TimeoutError) as error:
            _log.warning(
                "island %s cannot be opened again: %s", place.island, str(error) or "too slow"
            )

    def enter(self, who: Newcomer) -> tuple[OpenIsland, Session]:
        """Let somebody who is on no island arrive: by ticket, where they were last, or at the main.

        `who.entry` is one of the main island, and goes before where they were. Raises
        `ReasonError("full")`.
        """
        place = self._place(who.person, who.entry)
        ticket = self._tickets.arrive(who.person)
        if ticket is None and not self.has_room():
            raise ReasonError("full")
        name = ticket.island if ticket else place.island if place else self._main
        island = self._open.get(name, self.main)
        if ticket is not None:
            who = replace(who, entry=ticket.entry)
        elif place is not None and place.island == island.name:
            who = replace(who, entry="", at=place.at, facing=place.facing)
        return island, island.loop.enter(who)

    def see_off(self, person: PersonId) -> None:
        """Take somebody off for good, wherever they are, and remember nothing of them."""
        found = self.find(person)
        if found is not None:
            island, session = found
            island.loop.leave(session, ev.LeaveReason.LEFT)
            island.loop.let_go(session, "erased")
        self._tickets.forget(person)
        self._places.forget(person)

    def _place(self, person: PersonId, entry: str) -> LastPlace | None:
        """Where somebody is to come back to, unless a journey or a named entry goes before."""
        if entry in self.main.loop.world.island.entries or self._tickets.has(person):
            return None
        return self._places.last(person, self._around.clock.wall_ms())

    def _note_places(self, island: str, events: Sequence[ev.Event]) -> None:
        self._places.follow(island, events, self._around.clock.wall_ms())

    def has_room(self) -> bool:
        """Whether somebody more can come."""
        return self.people() < self._around.loop.capacity and self._around.has_room()

    def people(self) -> int:
        """How many are inside, or on their way from one island to another."""
        kept = self._tickets.kept_places(self._around.clock.now_ms())
        return kept + sum(len(island.loop.sessions) for island in self)

    def set_log_problem(self, *, problem: bool) -> None:
        """Tell hosts and organisers that the attendance log cannot be written, or can be again."""
        self._has_log_problem = problem
        for island in self:
            for session in island.loop.sessions:
                if session.role is not ev.Role.ATTENDEE:
                    session.send("log_problem", {"problem": problem})

    def tell_log_problem(self, session: Session) -> None:
        """Tell somebody who has just come, if it is theirs to know and there is one."""
        if self._has_log_problem and session.role is not ev.Role.ATTENDEE:
            session.send("log_problem", {"problem": True})

    async def move_everyone(self, name: str) -> None:
        """Take everybody who is on another island to this one. Raises `MapError`."""
        there = await self.open(name)
        for island in self:
            if island is not there:
                await self._move_people(island, there)

    async def _move_people(self, island: OpenIsland, there: OpenIsland) -> None:
        """Send everybody off, a few at a time, for they all come back at once."""
        for count, session in enumerate(island.loop.sessions, start=1):
            if island.loop.has(session):
                self._send_off(island, session, there, "")
            if count % _MOVED_AT_ONCE == 0:
                await self._around.clock.sleep_ms(_MOVE_PAUSE_MS)

    # --- travel

    def _look_for_travellers(self, island: OpenIsland, events: Sequence[ev.Event]) -> None:
        for event in events:
            if isinstance(event, ev.PortalTaken) and event.island:
                journey = self._travel(island, event.avatar, event.island, event.entry)
                self._around.tasks.spawn("travel", journey)

    async def _travel(self, here: OpenIsland, avatar: AvatarId, name: str, entry: str) -> None:
        """Take somebody through a portal, once the island behind it is open."""
        session = here.loop.sessions.of(avatar)
        if session is None:
            return
        if name not in self._open and name not in self._maps.names():
            _log.info("a portal of %s leads to %r, which is not here", here.name, name)
            return
        try:
            there = await self.open(name)
        except IslandError as error:
            _log.warning("island %s cannot be opened: %s", name, error)
            session.send("travel_failed", {"island": name})
            return
        if here.loop.has(session):
            self._send_off(here, session, there, entry)

    async def take_to(self, here: OpenIsland, session: Session, name: str) -> None:
        """Take somebody to another island, unless they go meanwhile. Raises as `open` does."""
        there = await self.open(name)
        if there is not here and here.loop.has(session):
            self._send_off(here, session, there, "")

    def _send_off(self, here: OpenIsland, session: Session, there: OpenIsland, entry: str) -> None:
        """Take somebody off an island; their next connection arrives on the other one."""
        clock = self._around.clock
        self._tickets.depart(session.person, there.name, entry, clock.now_ms())
        self._places.set_out(session.person, there.name, clock.wall_ms())
        here.loop.leave(session, ev.LeaveReason.TRAVELLED)
        session.send("travel", {"island": there.name, "map": there.event.map_path})
        here.loop.let_go(session, "travel")

    # --- media

    def on_media_up(self, avatar: AvatarId) -> None:
        """The peer's transport is connected."""
        if (island := self._island_of(avatar)) is not None:
            island.media.on_media_up(avatar)

    def on_media_down(self, avatar: AvatarId, reason: str) -> None:
        """The peer's transport ended."""
        if (island := self._island_of(avatar)) is not None:
            island.media.on_media_down(avatar, reason)

    def on_levels(self, levels: Mapping[AvatarId, int]) -> None:
        """Loudness of those who spoke, each told on their own island."""
        shares: dict[int, dict[AvatarId, int]] = {}
        for avatar, level in levels.items():
            shares.setdefault(island_number(avatar), {})[avatar] = level
        for share in shares.values():
            if (island := self._island_of(next(iter(share)))) is not None:
                island.media.on_levels(share)

    def on_media_lost(self) -> None:
        """The media process died, for all islands."""
        for island in self:
            island.media.on_media_lost()

    def _island_of(self, avatar: AvatarId) -> OpenIsland | None:
        return self._by_number.get(island_number(avatar))
