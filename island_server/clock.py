"""The two clocks of the island: a monotonic one for the world, and the wall's for the log."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time


class SystemClock:
    """The machine's clocks; implements `ports.Clock`. `now_ms` begins at 0 when it is made."""

    def __init__(self) -> None:
        self._start_ns = time.monotonic_ns()

    def now_ms(self) -> int:
        """Milliseconds since this clock was made; never goes back, never jumps."""
        return (time.monotonic_ns() - self._start_ns) // 1_000_000

    def wall_ms(self) -> int:
        """Milliseconds since 1970 (UTC), as the machine believes; may jump."""
        return time.time_ns() // 1_000_000

    async def sleep_ms(self, duration_ms: int) -> None:
        """Return once `now_ms` has grown by `duration_ms`; 0 lets others run."""
        await asyncio.sleep(duration_ms / 1000)


class ManualClock:
    """A clock that stands still until a test moves it; implements `ports.Clock`."""

    def __init__(self, now_ms: int = 0, wall_ms: int = 1_750_000_000_000) -> None:
        self._now_ms = now_ms
        self._wall_ms = wall_ms
        self._sleepers: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    def now_ms(self) -> int:
        """Milliseconds to which the test has moved the clock."""
        return self._now_ms

    def wall_ms(self) -> int:
        """Milliseconds since 1970, moved along with `now_ms`."""
        return self._wall_ms

    async def sleep_ms(self, duration_ms: int) -> None:
        """Return once the test has moved the clock by `duration_ms`."""
        if duration_ms <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now_ms + duration_ms, next(self._order), woken))
        await woken

    @property
    def sleepers(self) -> int:
        """How many sleep on this clock; a test waits for it to grow before it moves the clock."""
        return sum(not woken.done() for _, _, woken in self._sleepers)

    async def advance_ms(self, duration_ms: int) -> None:
        """Move both clocks on, waking each sleeper at its own time, in order."""
        until_ms = self._now_ms + duration_ms
        await settle()
        while self._sleepers and self._sleepers[0][0] <= until_ms:
            at_ms, _, woken = heapq.heappop(self._sleepers)
            self._move_to(at_ms)
            if not woken.done():
                woken.set_result(None)
            await settle()
        self._move_to(until_ms)

    def _move_to(self, now_ms: int) -> None:
        self._wall_ms += now_ms - self._now_ms
        self._now_ms = now_ms


async def settle(turns: int = 20) -> None:
    """Let every task that can run do so, without time passing. For tests."""
    for _ in range(turns):
        await asyncio.sleep(0)
