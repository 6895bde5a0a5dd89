"""Everything that brings people together: its desks, and the passing of their time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from island_server.ports import Clock, Shelf
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Desk
from island_server.realtime.desks.announcement_desk import AnnouncementDesk
from island_server.realtime.desks.call_desk import CallDesk
from island_server.realtime.desks.countdown_desk import CountdownDesk
from island_server.realtime.desks.help_desk import HelpAndGreetingDesk
from island_server.realtime.desks.rounds_desk import Matching, RoundsDesk
from island_server.realtime.guide import Guide
from island_server.tasks import Tasks

TICK_MS = 1000
"""How often it is looked whether a round is over, somebody waits, somebody stands alone."""


@dataclass(frozen=True, slots=True)
class GatheringSettings:
    """What may differ from event to event.

    Attributes:
        matching: by what people are put together in rounds.
        alone_ms: so long a newcomer stands alone before greeters are told.
    """

    matching: Matching
    alone_ms: int = 60_000


class Gathering:
    """The desks of one event; `run` is their time. Call `load` before anybody comes."""

    def __init__(
        self,
        islands: Archipelago,
        clock: Clock,
        tasks: Tasks,
        shelf: Shelf,
        settings: GatheringSettings,
    ) -> None:
        self._clock = clock
        guide = Guide(islands, clock)
        self._announcements = AnnouncementDesk(islands, clock, shelf)
        self._countdown = CountdownDesk(islands, clock, shelf)
        self._calls = CallDesk(islands, guide, clock)
        self._rounds = RoundsDesk(islands, guide, clock, tasks, shelf, settings.matching)
        self._help = HelpAndGreetingDesk(islands, guide, clock, shelf, settings.alone_ms)

    @property
    def desks(self) -> Sequence[Desk]:
        """For the gateway."""
        return (self._announcements, self._countdown, self._calls, self._rounds, self._help)

    async def load(self) -> None:
        """Read what was kept before a restart. Raises `StoreError`."""
        await self._announcements.load()
        await self._countdown.load()
        await self._rounds.load()
        await self._help.load()

    async def run(self) -> None:
        """Let time pass, until cancelled."""
        while True:
            await self._clock.sleep_ms(TICK_MS)
            now_ms = self._clock.now_ms()
            self._calls.tick(now_ms)
            self._rounds.tick(now_ms)
            self._help.tick(now_ms)
