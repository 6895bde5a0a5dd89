"""The waiting room at work: tells everybody their place, and lets the next in in time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from island_server.ports import Clock
from island_server.realtime.arrivals import Arrival
from island_server.realtime.socket_io import Wire
from island_server.realtime.waiting_room import WaitingRoom
from island_server.tasks import Tasks

LOOK_MS = 250
"""Between two looks whether there is room; nothing runs while nobody waits."""


@dataclass(frozen=True, slots=True)
class QueueRules:
    """What the queue asks and tells.

    Attributes:
        has_room: whether somebody more can come in.
        admit: let somebody in who waited, or tell them why not.
        is_here: whether a connection still stands.
        tell_hosts: hears how many wait, whenever that changes.
    """

    has_room: Callable[[], bool]
    admit: Callable[[str, Arrival], Awaitable[None]]
    is_here: Callable[[str], bool]
    tell_hosts: Callable[[int], None]


@dataclass(slots=True)
class _Waiting:
    """A connection that waits, and what it was told last: its place and how many wait."""

    arrival: Arrival
    wire: Callable[[], Wire]
    told: tuple[int, int] = (0, 0)


class Queue:
    """Goes on by itself for as long as somebody waits."""

    def __init__(self, room: WaitingRoom, rules: QueueRules, clock: Clock, tasks: Tasks) -> None:
        self._room = room
        self._rules = rules
        self._clock = clock
        self._tasks = tasks
        self._waiting: dict[str, _Waiting] = {}
        self._told_hosts = 0
        self._is_moving = False

    def join(
        self, sid: str, arrival: Arrival, wire: Callable[[], Wire], *, is_next: bool = False
    ) -> None:
        """Let somebody wait, before all others if `is_next`. Raises `ReasonError("full")`."""
        role, now_ms = arrival.invitation.role, self._clock.now_ms()
        waiter = self._room.join(sid, arrival.name, role, now_ms)
        if is_next:
            self._room.bring_forward(waiter.number)
        self._waiting[sid] = _Waiting(arrival, wire)
        asyncio.get_running_loop().call_soon(self._tell_places)
        if not self._is_moving:
            self._is_moving = True
            self._tasks.spawn("waiting-room", self._move_on())

    def leave(self, sid: str) -> None:
        """Somebody's browser is gone, or they are in."""
        if self._waiting.pop(sid, None) is not None:
            self._room.leave(sid)

    async def _move_on(self) -> None:
        try:
            while self._waiting:
                await self._clock.sleep_ms(LOOK_MS)
                self._forget_gone()
                while (first := self._room.first()) is not None and self._rules.has_room():
                    arrival = self._waiting[first.sid].arrival
                    self.leave(first.sid)
                    await self._rules.admit(first.sid, arrival)
                self._tell_places()
        finally:
            self._is_moving = False

    def _forget_gone(self) -> None:
        """Of a browser that goes while its connection is made nobody tells us."""
        for sid in list(self._waiting):
            if not self._rules.is_here(sid):
                self.leave(sid)

    def _tell_places(self) -> None:
        count = len(self._room)
        if count != self._told_hosts:
            self._told_hosts = count
            self._rules.tell_hosts(count)
        for waiter, place in self._room.places():
            waiting = self._waiting[waiter.sid]
            if self._rules.is_here(waiter.sid) and waiting.told != (place, count):
                waiting.told = (place, count)
                waiting.wire().send("waiting", {"place": place, "people": count})
