"""Many bots at once: they stroll, stand for a while, and meet as people do."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from random import Random
from types import TracebackType
from typing import Any, Self

import aiohttp
from socketio.exceptions import ConnectionError as SocketRefused

from island_server.bots.bot import Bot
from island_server.core.tile_map import TileMap
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
        self._grounds: dict[str, TileMap] = {}
        self._fetching = asyncio.Lock()
        self.bots: list[Bot] = []

    def __len__(self) -> int:
        return len(self.bots)

    async def __aenter__(self) -> Self:
        async with aiohttp.ClientSession() as session:
            settings = self._settings
            await self._check_link(session)
            self.bots = [
                Bot(
                    f"{_NAMES[i % len(_NAMES)]} {i + 1}",
                    settings.token,
                    self._ground,
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
        total: Counter[str] = Counter()
        refused: Counter[str] = Counter()
        for bot in self.bots:
            counters = bot.counters
            total["walks"] += counters.walks
            total["journeys"] += counters.journeys
            total["deltas"] += counters.deltas
            total["records"] += counters.records
            total["bytes of deltas"] += counters.delta_bytes
            total["conversation messages"] += counters.conversations
            refused.update(counters.refused)
        parts = [f"{number} {what}" for what, number in total.items()]
        parts += [f"{number} refused ({reason})" for reason, number in refused.items()]
        return f"{len(self.bots)} bots: " + ", ".join(parts)

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

    async def _check_link(self, session: aiohttp.ClientSession) -> None:
        """Ask for entry, as a browser does. Raises `IslandError`."""
        try:
            token = {"token": self._settings.token}
            async with session.post(f"{self._settings.url}/api/entry", json=token) as response:
                entry: dict[str, Any] = await response.json()
        except aiohttp.ClientError as error:
            raise IslandError(f"bots: no island at {self._settings.url}: {error}") from error
        if not entry["ok"]:
            raise IslandError(f"bots: the link is not taken: {entry['reason']}")

    async def _ground(self, path: str) -> TileMap:
        """Where one can walk on a map; each is fetched once. Raises `IslandError`."""
        async with self._fetching:
            if path not in self._grounds:
                self._grounds[path] = await self._fetch_ground(path)
            return self._grounds[path]

    async def _fetch_ground(self, path: str) -> TileMap:
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.get(self._settings.url + path) as response,
            ):
                island: dict[str, Any] = await response.json()
        except aiohttp.ClientError as error:
            raise IslandError(f"bots: no map at {path}: {error}") from error
        return _tiles_of(island)


def _tiles_of(island: dict[str, Any]) -> TileMap:
    solid = bytearray(island["width"] * island["height"])
    runs = island["solid"]
    for start, length in zip(runs[::2], runs[1::2], strict=True):
        solid[start : start + length] = b"\1" * length
    return TileMap(island["width"], island["height"], bytes(solid))
