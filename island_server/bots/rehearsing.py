"""Bots that walk along a recorded event on a live island."""

from __future__ import annotations

import asyncio
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from types import TracebackType
from typing import Protocol, Self

from socketio.exceptions import ConnectionError as SocketRefused

from island_server.bots.bot import Bot
from island_server.bots.rehearsal import Act, Itinerary, Part, Say, Visit, Walk
from island_server.bots.reports import report_of
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.ports import Clock
from island_server.tasks import Tasks

ENTERING_AT_ONCE = 20
LOOK_MS = 500
"""At higher speeds a bot turns to where it should be this often, by the island's time."""
PORTAL_MS = 2000
"""So long a bot waits, when it should have been taken by a portal, before it enters anew."""
MOST_NAME = 40


class Maps(Protocol):
    """The live island's maps, by their address."""

    async def tiles(self, path: str) -> TileMap:
        """Where one can walk."""

    async def zone_tiles(self, path: str, zone: str) -> Sequence[TilePos]:
        """The free tiles of a zone; none if there is no such zone."""


@dataclass(frozen=True, slots=True)
class RehearsalSettings:
    """Where, and how many times faster than it was."""

    url: str
    token: str
    speed: float = 1.0


class Rehearsal:
    """Everybody of a recorded event, once more, for as long as the context lasts."""

    def __init__(
        self,
        itineraries: Sequence[Itinerary],
        settings: RehearsalSettings,
        maps: Maps,
        clock: Clock,
    ) -> None:
        """Nobody moves before the context is entered; the first who came comes at once then."""
        self._itineraries = itineraries
        self._settings = settings
        self._maps = maps
        self._clock = clock
        self._tasks = Tasks()
        self._entering = asyncio.Semaphore(ENTERING_AT_ONCE)
        self._persons: dict[str, str] = {}
        """The token of each recorded person who came."""
        self._islands: dict[str, str] = {}
        """The recorded name of each live map by its address."""
        self._home = _home(itineraries)
        self._first_ms = min((it.from_ms for it in itineraries), default=0)
        self._began_ms = 0
        self._ahead: set[Bot] = set()
        """Bots that a portal took before they were to travel."""
        self.connecting = 0
        """How many bots come, travel or go just now."""
        self._left = len(itineraries)
        self._ended = asyncio.Event()
        self.missed: Counter[str] = Counter()
        """What could not be done as it was recorded."""
        self.bots: list[Bot] = []

    async def __aenter__(self) -> Self:
        self._began_ms = self._clock.now_ms()
        if not self._left:
            self._ended.set()
        for itinerary in self._itineraries:
            self._tasks.spawn("rehearsing", self._perform(itinerary))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._tasks.stop()
        await asyncio.gather(*(bot.leave() for bot in self.bots))

    async def ended(self) -> None:
        """Return once the last one has gone."""
        await self._ended.wait()

    def report(self) -> str:
        """What the bots have seen, and what could not be as it was."""
        missed = "".join(f"; {count} {what}" for what, count in sorted(self.missed.items()))
        return report_of(self.bots) + missed

    # --- one bot

    async def _perform(self, itinerary: Itinerary) -> None:
        try:
            await self.sleep_until(itinerary.from_ms)
            bot = self._bot(itinerary)
            try:
                await self._live(bot, itinerary)
            except SocketRefused as error:
                self.missed[f"not let in ({bot.refusal or error})"] += 1
            finally:
                await self._leave(bot)
        finally:
            self._left -= 1
            if not self._left:
                self._ended.set()

    def _bot(self, itinerary: Itinerary) -> Bot:
        name = itinerary.name[:MOST_NAME]
        person = self._persons.get(itinerary.person) if itinerary.person else None
        bot = Bot(
            name,
            self._settings.token,
            self._maps.tiles,
            zlib.crc32(name.encode()),
            person,
        )
        self.bots.append(bot)
        return bot

    async def _live(self, bot: Bot, itinerary: Itinerary) -> None:
        """Come, do everything, and be there until the end."""
        await self._enter(bot)
        if itinerary.person and bot.person:
            self._persons.setdefault(itinerary.person, bot.person)
        for number, part in enumerate(itinerary.parts):
            if number:
                await self.sleep_until(part.from_ms)
                await self._travel(bot)
            await _Player(self, bot, part).play()
            if bot.counters.goodbye is not None:
                self.missed[f"sent away ({bot.counters.goodbye})"] += 1
                return

    async def _enter(self, bot: Bot) -> None:
        with self._connecting():
            async with self._entering:
                await bot.enter(self._settings.url)
                await bot.welcomed()
        if not self._islands and self._home:
            self._islands[bot.map_path] = self._home

    async def _leave(self, bot: Bot) -> None:
        with self._connecting():
            await bot.leave()

    @contextmanager
    def _connecting(self) -> Iterator[None]:
        self.connecting += 1
        try:
            yield
        finally:
            self.connecting -= 1

    async def _travel(self, bot: Bot) -> None:
        """Be on the next island if a portal leads there; else come in anew."""
        if bot in self._ahead:
            self._ahead.discard(bot)
            return
        waited_ms = 0
        while not bot.is_travelling and waited_ms < PORTAL_MS:
            await self._clock.sleep_ms(LOOK_MS)
            waited_ms += LOOK_MS
        if bot.is_travelling:
            await self._go_through(bot)
        else:
            self.missed["portals that did not lead on"] += 1
            await self._leave(bot)
            await self._enter(bot)

    async def _go_through(self, bot: Bot) -> None:
        if bot.heading is not None:
            name, path = bot.heading
            self._islands.setdefault(path, name)
        with self._connecting():
            await bot.follow_portal()
            await bot.welcomed()

    async def follow_portal(self, bot: Bot) -> None:
        """Go where a portal leads before it was time to."""
        await self._go_through(bot)
        self._ahead.add(bot)

    # --- what a player asks

    @property
    def clock(self) -> Clock:
        """The island's time."""
        return self._clock

    @property
    def maps(self) -> Maps:
        """The maps that there are."""
        return self._maps

    @property
    def keeps_pace(self) -> bool:
        """Whether bots can walk as fast as people did."""
        return self._settings.speed <= 1

    def is_on(self, bot: Bot, island: str) -> bool:
        """Whether a bot is on the island that was recorded, as far as can be known."""
        return self._islands.get(bot.map_path, island) == island

    def now_ms(self) -> int:
        """The recorded time that it is now."""
        passed_ms = self._clock.now_ms() - self._began_ms
        return self._first_ms + round(passed_ms * self._settings.speed)

    async def sleep_until(self, at_ms: int) -> None:
        """Return at a recorded time, or at once if it has passed."""
        due_ms = self._began_ms + round((at_ms - self._first_ms) / self._settings.speed)
        if due_ms > self._clock.now_ms():
            await self._clock.sleep_ms(due_ms - self._clock.now_ms())


class _Player:
    """One bot on one island."""

    def __init__(self, rehearsal: Rehearsal, bot: Bot, part: Part) -> None:
        self._rehearsal = rehearsal
        self._bot = bot
        self._part = part
        self._arrival = bot.tile
        self._random = Random(bot.name)  # noqa: S311 - it chooses where to stand
        self._turned_ms: int | None = None

    async def play(self) -> None:
        """Do all acts, each at its time; those that are late together with the next ones."""
        if self._part.place is not None:
            await self._act_on((Walk(self._part.from_ms, self._part.place, ()),))
        acts, at = self._part.acts, 0
        while at < len(acts) and self._bot.counters.goodbye is None:
            await self._rehearsal.sleep_until(acts[at].at_ms)
            await self._breathe()
            now_ms, first = self._rehearsal.now_ms(), at
            at += 1
            while at < len(acts) and acts[at].at_ms <= now_ms:
                at += 1
            await self._act_on(acts[first:at])
        await self._rehearsal.sleep_until(self._part.until_ms)

    async def _breathe(self) -> None:
        """Between two turns of a bot that cannot keep pace lies some time."""
        clock = self._rehearsal.clock
        if self._rehearsal.keeps_pace or self._turned_ms is None:
            return
        await clock.sleep_ms(max(0, self._turned_ms + LOOK_MS - clock.now_ms()))

    async def _act_on(self, due: Sequence[Act]) -> None:
        """Of several paths only the last is walked."""
        bot = self._bot
        if bot.is_travelling:
            await self._rehearsal.follow_portal(bot)
        if not self._rehearsal.is_on(bot, self._part.island):
            self._rehearsal.missed["acts on an island where the bot was not"] += len(due)
            return
        goals = [act for act in due if not isinstance(act, Say)]
        for act in due:
            if isinstance(act, Say) or act is goals[-1]:
                await self._act(act)

    async def _act(self, act: Act) -> None:
        bot = self._bot
        match act:
            case Say(event=event, data=data):
                await bot.say(event, data)
            case Visit(zone=None):
                await self._go(self._arrival)
            case Visit(zone=str() as zone):
                tiles = await self._rehearsal.maps.zone_tiles(bot.map_path, zone)
                if tiles:
                    await self._go(self._random.choice(tiles))
                else:
                    self._rehearsal.missed[f"visits of {zone}, which is not on the map"] += 1
            case Walk(start=start, runs=runs):
                if self._rehearsal.keeps_pace and runs and bot.comes_by(start):
                    await bot.walk(start, runs)
                else:
                    await self._go(act.end)

    async def _go(self, goal: TilePos) -> None:
        self._turned_ms = self._rehearsal.clock.now_ms()
        if self._bot.tile != goal:
            await self._bot.go(goal)


def _home(itineraries: Sequence[Itinerary]) -> str:
    """The island at which people arrived: where most began."""
    first = Counter(it.parts[0].island for it in itineraries)
    return first.most_common(1)[0][0] if first else ""
