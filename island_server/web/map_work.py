"""Work on maps takes up to seconds of a thread: one at a time, and nobody waits for ever."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from island_server.ports import Clock
from island_server.web.map_upload import UploadRefused

WORK_S = 120.0
"""How long a request waits for its turn and its work together."""

_T = TypeVar("_T")


class MapWork:
    """Runs work in a thread, one piece after the other."""

    def __init__(self, work_s: float = WORK_S) -> None:
        self._work_s = work_s
        self._turn = asyncio.Lock()

    async def run(self, work: Callable[[], _T]) -> _T:
        """Do it and give what comes of it, whatever it raises included.

        A thread cannot be stopped: work that takes too long goes on, and the next waits for it.
        Raises `UploadRefused` (`map_slow`) then.
        """
        try:
            async with asyncio.timeout(self._work_s):
                await self._turn.acquire()
                future = asyncio.get_running_loop().run_in_executor(None, work)
                future.add_done_callback(self._done)
                return await asyncio.shield(future)
        except TimeoutError:
            raise UploadRefused(503, "map_slow", "the maps take too long") from None

    def _done(self, future: asyncio.Future[_T]) -> None:
        self._turn.release()
        if not future.cancelled():
            future.exception()  # whoever waited has heard of it, or waits no more


class UploadGate:
    """Lets uploads in: one at a time, and so many a minute from all organisers together."""

    def __init__(self, clock: Clock, per_minute: int) -> None:
        self._clock = clock
        self._began_ms: deque[int] = deque(maxlen=per_minute)
        self._is_open = True

    def __enter__(self) -> None:
        """Let one in. Raises `UploadRefused`: `upload_busy`, or `rate` when it came too soon."""
        now_ms = self._clock.now_ms()
        full = len(self._began_ms) == self._began_ms.maxlen
        if full and now_ms - self._began_ms[0] < 60_000:
            raise UploadRefused(429, "rate", "too many uploads in one minute")
        if not self._is_open:
            raise UploadRefused(409, "upload_busy", "another upload is under way")
        self._began_ms.append(now_ms)
        self._is_open = False

    def __exit__(self, *_: object) -> None:
        """It ended."""
        self._is_open = True
