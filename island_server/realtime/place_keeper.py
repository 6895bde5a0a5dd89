"""Has everybody's place written down, now and then, so that a server that starts anew knows it."""

from __future__ import annotations

import asyncio
import logging

from island_server.errors import StoreError
from island_server.place_ports import RETURN_MINUTES_MAX, PlaceStore
from island_server.ports import Clock
from island_server.realtime.last_places import LastPlaces

_log = logging.getLogger("island_server.realtime")

SAVE_MS = 2000
"""Between two writings of those who walk: a server that is killed knows where they were then."""
URGENT_MS = 250
"""After this long at most the place of somebody who came or went is being written."""
REFRESH_MS = 15_000
"""Between two writings of those who stand still, so that their places do not look old."""
FORGET_MS = 60_000
"""Between two looks for places that are too old to keep."""
RETRY_MS = 5000
"""Pause after the store refused."""
STOP_S = 5.0
"""Longest wait for the last writing when the server stops."""

_EVER_MS = 2**62


class PlaceKeeper:
    """Writes what `LastPlaces` has that is new. The islands never wait for it.

    The owner awaits `load` before anybody is let in, spawns `run` once, and awaits `stop` once
    everybody is off the islands. A store that refuses is said once, and asked again until it takes
    the places as they are by then.
    """

    def __init__(self, store: PlaceStore, event_id: str, places: LastPlaces, clock: Clock) -> None:
        self._store = store
        self._event_id = event_id
        self._places = places
        self._clock = clock
        self._writing = asyncio.Lock()
        self._has_stopped = False
        self._is_failing = False
        self._retry_ms = 0
        now_ms = clock.now_ms()
        self._next_save_ms = now_ms + SAVE_MS
        self._next_refresh_ms = now_ms + REFRESH_MS
        self._next_forget_ms = now_ms

    async def load(self) -> None:
        """Remember those who may still come back to their places; erase the others' places."""
        await self._forget()
        if not self._places.return_ms:
            return
        wall_ms = self._clock.wall_ms()
        try:
            rows = await self._store.load_places(self._event_id, wall_ms - self._places.return_ms)
        except StoreError as error:
            self._note(error)
        else:
            self._places.restore(rows, wall_ms)

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            await self._clock.sleep_ms(URGENT_MS)
            now_ms = self._clock.now_ms()
            if now_ms < self._retry_ms:
                continue
            async with self._writing:
                if not self._has_stopped:
                    await self._look(now_ms)

    async def stop(self) -> None:
        """Write what is new for the last time; the store may be closed afterwards."""
        try:
            async with asyncio.timeout(STOP_S), self._writing:
                self._has_stopped = True
                await self._write()
        except TimeoutError:
            self._has_stopped = True
            _log.error("the last places to come back to could not be kept in time")

    async def _look(self, now_ms: int) -> None:
        """Do what is due."""
        if now_ms >= self._next_forget_ms:
            await self._forget()
        if now_ms >= self._next_refresh_ms:
            self._next_refresh_ms = now_ms + REFRESH_MS
            self._places.touch_everybody()
        if now_ms >= self._next_save_ms or self._places.is_urgent:
            self._next_save_ms = now_ms + SAVE_MS
            await self._write()

    async def _write(self) -> None:
        changes = self._places.changes(self._clock.now_ms(), self._clock.wall_ms())
        if not changes:
            return
        places = [place for place in changes.values() if place is not None]
        erased = [person for person, place in changes.items() if place is None]
        try:
            await self._store.save_places(self._event_id, places, erased)
        except StoreError as error:
            self._note(error)
        else:
            self._places.written(changes)
            self._note(None)

    async def _forget(self) -> None:
        """Erase what is too old; that of other events too, once no setting would keep it."""
        self._next_forget_ms = self._clock.now_ms() + FORGET_MS
        wall_ms, return_ms = self._clock.wall_ms(), self._places.return_ms
        self._places.expire(wall_ms)
        try:
            until_ms = wall_ms - return_ms if return_ms else _EVER_MS
            await self._store.forget_places(until_ms, self._event_id)
            await self._store.forget_places(wall_ms - RETURN_MINUTES_MAX * 60_000)
        except StoreError as error:
            self._note(error)

    def _note(self, error: StoreError | None) -> None:
        if error is not None:
            self._retry_ms = self._clock.now_ms() + RETRY_MS
            if not self._is_failing:
                _log.error("places to come back to cannot be kept: %s", error)
        elif self._is_failing:
            _log.info("places to come back to are kept again")
        self._is_failing = error is not None
