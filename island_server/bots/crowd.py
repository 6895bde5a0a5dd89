"""Many bots at once: they stroll, stand for a while, and meet as people do."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from random import Random
from types import TracebackType
from typing import Self

from socketio.exceptions import ConnectionError as SocketRefused

from island_server.bots.bot import Bot
from island_server.bots.grounds import Grounds
from island_server.bots.reports import report_of
from island_server.errors import IslandError
from island_server.tasks import Tasks

_NAMES = ("Anna", "Bo", "Cees", "Daan", "Els", "Fatma", "Guus", "Hanna", "Ilias", "Joke", "Kees")


@dataclass(frozen=True, slots=True)
class CrowdSettings:
    """How many bots, where, and how they behave. Times are in seconds, distances in tiles."""

    url: str
    token: str
    count: int
    seed: int = 1
    stroll_tiles: int = 12
    pause_s: float = 2.0
    """Mean time for which a bot stands between two walks; 0 walks all the time."""
    entering_at_once: int = 20


class Crowd:
    """Bots on one island for as long as the context lasts."""

    def __init__(self, settings: CrowdSettings) -> None:
        self._settings = settings
        self._random = Random(settings.seed)  # noqa: S311 - it chooses where to walk
        self._tasks = Tasks()
        self._grounds = Grounds(settings.url)
        self.bots: list[Bot] = []

    def __len__(self) -> int:
        return len(self.bots)

    async def __aenter__(self) -> Self:
        settings = self._settings
        await self._grounds.check_link(settings.token)
        self.bots = [
            Bot(
                f"{_NAMES[i % len(_NAMES)]} {i + 1}",
                settings.token,
                self._grounds.tiles,
                settings.seed + i,
            )
            for i in range(settings.count)
        ]
        for i in range(0, settings.count, settings.entering_at_once):
            await asyncio.gather(
                *(self._enter(bot) for bot in self.bots[i : i + settings.entering_at_once])
            )
        for bot in self.bots:
            self._tasks.spawn("bot", self._live(bot))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._tasks.stop()
        await asyncio.gather(*(bot.leave() for bot in self.bots))

    def deltas(self) -> int:
        """How many deltas the bots have taken in so far."""
        return sum(bot.counters.deltas for bot in self.bots)

    def report(self) -> str:
        """What the bots have seen, in one line."""
        return report_of(self.bots)

    async def _enter(self, bot: Bot) -> None:
        try:
            await bot.enter(self._settings.url)
        except SocketRefused as error:
            raise IslandError(f"bots: {self._settings.url} refused: {error}") from error

    async def _live(self, bot: Bot) -> None:
        await asyncio.sleep(self._random.uniform(0, self._settings.pause_s))
        while bot.counters.goodbye is None:
            if bot.is_travelling and not await self._follow_portal(bot):
                return
            walk_ms = await bot.stroll(self._settings.stroll_tiles)
            pause_s = self._random.expovariate(1) * self._settings.pause_s
            await asyncio.sleep(walk_ms / 1000 + pause_s + 0.05)

    async def _follow_portal(self, bot: Bot) -> bool:
        """Whether a bot arrived where its portal leads."""
        try:
            await bot.follow_portal()
        except SocketRefused as error:
            bot.counters.goodbye = f"refused: {error}"
            return False
        return True
