"""What an event does beside walking and talking: its desks, wired and opened."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from island_server.access.blind_signatures import BlindRsa
from island_server.access.permissions import may_act_on
from island_server.core.ids import PersonId
from island_server.ports import Clock, EventInfo, Shelf
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Desk
from island_server.realtime.desks.activities_desk import ActivitiesDesk, DeskSurroundings
from island_server.realtime.desks.activity_shelf import ActivityShelf
from island_server.realtime.desks.block_desk import BlockDesk
from island_server.realtime.desks.gathering import Gathering, GatheringSettings
from island_server.realtime.desks.order_desk import OrderDesk, OrderSettings
from island_server.realtime.desks.people import People
from island_server.realtime.desks.people_here import PeopleHere
from island_server.realtime.desks.report_desk import ReportDesk
from island_server.realtime.desks.rounds_desk import Matching
from island_server.realtime.desks.stage_desk import StageDesk
from island_server.realtime.desks.zone_book import EditedMaps, ZoneBook
from island_server.realtime.desks.zone_desk import ZoneDesk
from island_server.realtime.open_island import Surroundings
from island_server.settings import Settings
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.tasks import Tasks


@dataclass(frozen=True, slots=True)
class DeskGround:
    """What every desk works with."""

    settings: Settings
    event: EventInfo
    islands: Archipelago
    zone_book: ZoneBook
    edited_maps: EditedMaps
    around: Surroundings
    store: SqlAttendanceStore

    @property
    def shelf(self) -> Shelf:
        """What the event remembers."""
        return self.store.shelf(self.event.id)

    async def names(self) -> Mapping[PersonId, str]:
        """How everybody who came is called."""
        return {row.person: row.name for row in await self.store.people(self.event.id)}

    @property
    def clock(self) -> Clock:
        """The clock of everything."""
        return self.around.clock

    @property
    def tasks(self) -> Tasks:
        """Where desks run."""
        return self.around.tasks


@dataclass(frozen=True, slots=True)
class EventDesks:
    """The desks of one event: those that others ask too, and all of them.

    `forgetting` let go of what is known of a person who is erased; `keep` writes what waits.
    """

    activities: ActivitiesDesk
    ward: OrderDesk
    all: tuple[Desk, ...]
    forgetting: tuple[Callable[[PersonId], Awaitable[None]], ...]
    keep: Callable[[], Awaitable[None]]


async def open_desks(ground: DeskGround) -> EventDesks:
    """Open all desks, with what they remember."""
    gathering = await _open_gathering(ground)
    activities = await _open_activities(ground)
    company = People(ground.islands, ground.clock)
    ground.tasks.spawn("people", company.run())
    people = PeopleHere(ground.islands)
    order = OrderDesk(people, ground.shelf, ground.clock, OrderSettings(may_act_on, ground.names))
    blocks = BlockDesk(people, ground.around.blocks, ground.shelf, ground.names)
    await order.open()
    await blocks.open()
    stages = await StageDesk.open(ground.shelf, ground.clock)
    reports = ReportDesk(people, ground.clock)
    zones = ZoneDesk(ground.islands, ground.edited_maps, ground.zone_book, ground.clock)
    ground.tasks.spawn("zones", zones.run())
    return EventDesks(
        activities,
        order,
        (*gathering.desks, activities, order, reports, blocks, zones, stages, *company.desks),
        (activities.forget, order.forget, blocks.forget),
        zones.keep,
    )


async def _open_gathering(ground: DeskGround) -> Gathering:
    alone_ms = ground.settings.alone_s * 1000
    settings = GatheringSettings(
        Matching(lambda: secrets.randbits(64), ground.around.blocks.is_blocked), alone_ms
    )
    gathering = Gathering(ground.islands, ground.clock, ground.tasks, ground.shelf, settings)
    await gathering.load()
    ground.tasks.spawn("gathering", gathering.run())
    return gathering


async def _open_activities(ground: DeskGround) -> ActivitiesDesk:
    around = DeskSurroundings(
        ActivityShelf(ground.shelf), BlindRsa(), ground.clock, ground.event.retention_days
    )
    activities = await ActivitiesDesk.open(ground.islands, around)
    ground.tasks.spawn("activities", activities.run())
    return activities
