"""Keeps the map of each island that opens, so that its log can be replayed when it is gone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from typing import Protocol

from island_server.errors import MapError, StoreError
from island_server.map_files.kept_maps import KeptMaps
from island_server.ports import Clock, IslandMapBundle, LoadedIsland, MapLibrary
from island_server.tasks import Tasks

_log = logging.getLogger("island_server")

LOOK_MS = 3_600_000
"""Between two looks for maps that no log names any more."""


class NamedMaps(Protocol):
    """Tells which maps the logs name."""

    async def map_ids(self) -> frozenset[str]:
        """Every map that a snapshot of any event names. Raises `StoreError`."""


class LogMaps:
    """A library of maps that has each map kept that is loaded. Implements `ports.MapLibrary`."""

    def __init__(
        self,
        maps: MapLibrary,
        kept: KeptMaps,
        tasks: Tasks,
        in_use: Callable[[], Collection[str]],
    ) -> None:
        """`in_use`: the ids of the maps of islands that are open, which are not given up."""
        self._maps = maps
        self._kept = kept
        self._tasks = tasks
        self._in_use = in_use
        self._turn = asyncio.Lock()
        self._opened: set[str] = set()
        """Maps of this run, whose logs may not be written yet."""

    def over(self, maps: MapLibrary) -> LogMaps:
        """The same for the maps of another event: what either has opened, neither gives up."""
        other = LogMaps(maps, self._kept, self._tasks, self._in_use)
        other._turn, other._opened = self._turn, self._opened
        return other

    def names(self) -> Collection[str]:
        """The names there are now."""
        return self._maps.names()

    async def load(self, name: str) -> LoadedIsland:
        """Load a map; it is kept meanwhile, for an island must not wait for that."""
        loaded = await self._maps.load(name)
        self.keep(loaded.bundle)
        return loaded

    def keep(self, bundle: IslandMapBundle) -> None:
        """Keep a map, in a task."""
        self._opened.add(bundle.id)
        self._tasks.spawn("keep-map", self._keep(bundle))

    async def forget_unnamed(self, named: NamedMaps) -> None:
        """Delete the maps that no log names and no island had. Raises `StoreError`."""
        wanted = {*await named.map_ids(), *self._opened}
        try:
            async with self._turn:
                count = await asyncio.to_thread(self._kept.forget_others, wanted)
        except OSError as error:
            _log.warning("maps that no log names cannot be deleted: %s", error)
        else:
            if count:
                _log.info("deleted %d maps that no log names any more", count)

    async def run(self, named: NamedMaps, clock: Clock) -> None:
        """Delete them every hour, until cancelled."""
        while True:
            await clock.sleep_ms(LOOK_MS)
            try:
                await self.forget_unnamed(named)
            except StoreError as error:
                _log.warning("the maps of old logs could not be looked through: %s", error)

    async def _keep(self, bundle: IslandMapBundle) -> None:
        try:
            async with self._turn:
                await asyncio.to_thread(self._kept.keep, bundle, self._in_use())
        except (MapError, OSError) as error:
            _log.warning("a replay will draw a plain ground for map %s: %s", bundle.id, error)
