"""An event with the desks of order, and a shelf that outlives its server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from island_server.access.permissions import may, may_act_on
from island_server.core.ids import PersonId
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desks.block_desk import BlockDesk
from island_server.realtime.desks.order_desk import OrderDesk, OrderSettings
from island_server.realtime.desks.people_here import PeopleHere
from island_server.realtime.desks.report_desk import ReportDesk
from island_server.realtime.open_island import Surroundings
from tests.realtime.conftest import Serve
from tests.realtime.desks.memory_shelf import MemoryShelf
from tests.realtime.served_island import Desks, ServedIsland, Setup


@dataclass
class Event:
    """One event: its shelf and its people, over several servers."""

    shelf: MemoryShelf = field(default_factory=MemoryShelf)
    names: dict[PersonId, str] = field(default_factory=dict)
    order: OrderDesk = field(init=False)
    blocks: BlockDesk = field(init=False)

    def desks(self, islands: Archipelago, around: Surroundings) -> Desks:
        people = PeopleHere(islands)

        async def names() -> Mapping[PersonId, str]:
            return self.names

        self.order = OrderDesk(people, self.shelf, around.clock, OrderSettings(may_act_on, names))
        self.blocks = BlockDesk(people, around.blocks, self.shelf, names)
        reports = ReportDesk(people, around.clock)
        return Desks((self.order, reports, self.blocks), self.order)

    async def serve(self, serve: Serve, setup: Setup | None = None) -> ServedIsland:
        """Start a server of this event."""
        island = await serve(replace(setup or Setup(), desks=self.desks, may=may))
        await self.order.open()
        await self.blocks.open()
        return island


def line(what: str, **more: Any) -> Callable[[Any], bool]:
    """Whether an `order` message has a line like this."""

    def fits(order: Any) -> bool:
        wanted = {"what": what, **more}
        return any(wanted.items() <= deed.items() for deed in order["deeds"])

    return fits
