"""What an event does beside walking and talking: its desks, wired and opened."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from island_server.ports import Clock, Shelf
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Desk
from island_server.realtime.desks.gathering import Gathering, GatheringSettings
from island_server.realtime.desks.rounds_desk import Matching
from island_server.settings import Settings
from island_server.tasks import Tasks


@dataclass(frozen=True, slots=True)
class DeskGround:
    """What every desk works with."""

    settings: Settings
    islands: Archipelago
    shelf: Shelf
    clock: Clock
    tasks: Tasks


async def open_desks(ground: DeskGround) -> tuple[Desk, ...]:
    """Open all desks, with what they remember."""
    gathering = await _open_gathering(ground)
    return tuple(gathering.desks)


async def _open_gathering(ground: DeskGround) -> Gathering:
    alone_ms = ground.settings.alone_s * 1000
    settings = GatheringSettings(Matching(lambda: secrets.randbits(64)), alone_ms)
    gathering = Gathering(ground.islands, ground.clock, ground.tasks, ground.shelf, settings)
    await gathering.load()
    ground.tasks.spawn("gathering", gathering.run())
    return gathering
