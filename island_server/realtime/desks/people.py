"""People with one another: the desks for it, and the passing of their time."""

from __future__ import annotations

from collections.abc import Sequence

from island_server.ports import Clock
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Desk
from island_server.realtime.desks.card_desk import CardDesk
from island_server.realtime.desks.company_desk import CompanyDesk
from island_server.realtime.desks.knock_desk import KnockDesk
from island_server.realtime.desks.talk_desk import TalkDesk

TICK_MS = 1000
"""How often it is looked whether somebody has knocked for long enough."""


class People:
    """The desks of one event; `run` is their time. They keep nothing over a restart."""

    def __init__(self, islands: Archipelago, clock: Clock) -> None:
        self._clock = clock
        self._knocks = KnockDesk(islands, clock)
        self.desks: Sequence[Desk] = (
            TalkDesk(islands),
            self._knocks,
            CompanyDesk(islands, clock),
            CardDesk(islands, clock),
        )

    async def run(self) -> None:
        """Let time pass, until cancelled."""
        while True:
            await self._clock.sleep_ms(TICK_MS)
            self._knocks.tick(self._clock.now_ms())
