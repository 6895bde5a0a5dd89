"""What an open event answers: its door, and its own handlers of each request.

No handler here knows of another event: a request that reached the wrong one would find nothing but
what that one has.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from island_server.access.permissions import may, may_request
from island_server.access.pseudonym_key import pseudonym_key
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.core.events import Role
from island_server.core.ids import PersonId
from island_server.core.zones import ZoneKind
from island_server.errors import ReasonError
from island_server.event_forgetting import forget_on_shelf
from island_server.event_ports import EventPlan
from island_server.open_event import OpenEvent
from island_server.open_process import Process
from island_server.realtime.event_door import Doorkeepers, EventDoor, GatewaySettings
from island_server.realtime.link_removal import send_off
from island_server.realtime.rate_limit import TokenBucket
from island_server.settings import Settings
from island_server.store.person_eraser import PersonEraser
from island_server.web import (
    access_api,
    activities_api,
    guests_api,
    maps_api,
    trail_api,
    waiting_api,
    zones_api,
)
from island_server.web.invitation_guard import InvitationGuard
from island_server.web.map_upload import UploadLimits
from island_server.web.origin import allowed_origin

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Handlers = Mapping[tuple[str, str], Handler]
"""By method and path, as in the table of routes."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What an event may know of the others.

    Attributes:
        of_series: the open events of a series, for what holds for a person in all of them.
        closed_of_series: the ids of those that are closed now.
        maps_in_use: maps that no event may remove.
        choose_map: keep that people of an event arrive at another map.
    """

    of_series: Callable[[str], Sequence[OpenEvent]]
    closed_of_series: Callable[[str], Sequence[str]]
    maps_in_use: Callable[[], Iterable[str]]
    choose_map: Callable[[EventPlan, str], Awaitable[None]]


@dataclass(slots=True)
class ServedEvent:
    """An open event with what it answers.

    Attributes:
        used_ms: when somebody last asked for it, by the monotonic clock.
        is_closing: whether nobody is let in any more.
        told_end_ms: the end of which people inside were told.
    """

    event: OpenEvent
    guard: InvitationGuard
    door: EventDoor
    handlers: Handlers
    used_ms: int
    is_closing: bool = False
    told_end_ms: int | None = None


def serve_event(process: Process, event: OpenEvent, neighbours: Neighbours) -> ServedEvent:
    """Make what an event answers."""
    guard = InvitationGuard(event.access, may_request, is_allowed_origin(process.settings))
    routes = [
        *_maps_routes(process, event, guard, neighbours),
        *event.logs.routes(guard),
        *_trail_routes(process, event, guard, neighbours),
        *_activities_routes(process, event, guard),
        *_zones_routes(event, guard),
        *_access_routes(process, event, guard),
    ]
    handlers = {(route.method, route.path): route.handler for route in routes}
    keepers = Doorkeepers(
        event.access,
        event.persons,
        may,
        is_allowed_origin(process.settings),
        _limits(process.settings),
        event.desks.all,
        event.desks.ward,
        event.access,
        event.waiting,
    )
    served: ServedEvent

    def check_period(role: Role) -> None:
        check_door(event.live.plan, role, process.clock.wall_ms(), is_closing=served.is_closing)

    door = EventDoor(event.islands, keepers, check_period)
    served = ServedEvent(event, guard, door, handlers, process.clock.now_ms())
    return served


def check_door(plan: EventPlan, role: Role, wall_ms: int, *, is_closing: bool) -> None:
    """Whether somebody may come in now; hosts and organisers may before it begins.

    Raises `ReasonError`: `closing`, `event_coming`, `event_over`.
    """
    if is_closing:
        raise ReasonError("closing")
    phase = plan.phase(wall_ms)
    if phase == "past":
        raise ReasonError("event_over")
    if phase == "coming" and role is Role.ATTENDEE:
        raise ReasonError("event_coming")


def is_allowed_origin(settings: Settings) -> Callable[[str | None, str | None], bool]:
    """Whether a page with this Origin may ask what goes to this Host."""
    return lambda origin, host: allowed_origin(origin, host, settings.public_url)


def _limits(settings: Settings) -> GatewaySettings:
    return GatewaySettings(settings.message_bytes, settings.messages_per_s, settings.messages_burst)


def _maps_routes(
    process: Process, event: OpenEvent, guard: InvitationGuard, neighbours: Neighbours
) -> list[web.RouteDef]:
    settings, islands = process.settings, event.islands
    limits = UploadLimits(settings.map_upload_bytes, settings.map_upload_files)
    access = maps_api.MapsAccess(guard, limits, settings.map_uploads_per_minute)

    async def choose(name: str) -> None:
        await islands.set_main(name)
        await neighbours.choose_map(event.live.plan, name)

    in_use = maps_api.MapsInUse(
        main=lambda: islands.main.name,
        in_use=lambda: {*neighbours.maps_in_use()},
        choose=choose,
        move_everyone=islands.move_everyone,
        kept_choice=None if event.live.plan.is_default else lambda: event.live.plan.map,
    )
    return maps_api.routes(process.library, in_use, access, process.clock)


def _trail_routes(
    process: Process, event: OpenEvent, guard: InvitationGuard, neighbours: Neighbours
) -> list[web.RouteDef]:
    series = event.info.series

    def see_off(person: PersonId) -> None:
        for other in neighbours.of_series(series):
            other.islands.see_off(person)

    async def forget(person: PersonId) -> None:
        for other in neighbours.of_series(series):
            await other.recorder.flush()
            for forget_at_desk in other.desks.forgetting:
                await forget_at_desk(person)
        for event_id in neighbours.closed_of_series(series):
            await forget_on_shelf(process.store.shelf(event_id), person)

    eraser = PersonEraser(
        process.store,
        event.recorder,
        event.info.id,
        process.clock,
        event.persons,
        see_off,
        (forget,),
    )
    access = trail_api.TrailAccess(event.tokens, event.info_now, guard.is_own_page)
    return trail_api.routes(process.store, eraser, access, process.clock)


def _activities_routes(
    process: Process, event: OpenEvent, guard: InvitationGuard
) -> list[web.RouteDef]:
    clock = process.clock
    answers = TokenBucket(
        activities_api.ANSWERS_PER_S, activities_api.ANSWERS_BURST, clock.now_ms()
    )
    access = activities_api.ActivitiesAccess(guard, lambda: answers.take(clock.now_ms()))
    pseudonyms = Pseudonyms(pseudonym_key(process.key, event.info.series))
    return activities_api.routes(event.desks.activities, access, pseudonyms, clock)


def _access_routes(
    process: Process, event: OpenEvent, guard: InvitationGuard
) -> list[web.RouteDef]:
    settings = process.settings
    access = event.access
    desks = access_api.AccessDesks(
        access.links,
        access,
        access.guests,
        lambda link: send_off(event.islands, link),
        settings.public_url,
        settings.invitation_days,
    )
    return [
        *access_api.routes(desks, guard),
        *guests_api.routes(desks, guard),
        *waiting_api.routes(event.waiting, guard, process.clock),
    ]


def _zones_routes(event: OpenEvent, guard: InvitationGuard) -> list[web.RouteDef]:
    islands = event.islands

    async def export(name: str) -> tuple[bytes, str] | None:
        island = next((it for it in islands if name in (it.name, it.bundle.id)), None)
        if island is None:
            return None
        world = island.loop.world
        put_up = [zone for zone in world.state.edited.values() if zone is not None]
        arrivals = [zone.id for zone in put_up if zone.kind is ZoneKind.START]
        return await event.maps.with_zones(island.name, world.island.zones, arrivals)

    return zones_api.routes(export, guard)
