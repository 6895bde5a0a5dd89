"""One event at work: its log, its people, its islands. Wired here, found by `open_events.py`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace

from island_server.access.event_access import EventAccess
from island_server.access.known_persons import KnownPersons
from island_server.access.persons import SignedPersonTokens
from island_server.core import events as ev
from island_server.core.rules import Rules
from island_server.event_desks import DeskGround, EventDesks, open_desks
from island_server.event_maps import EventMaps, OpenedMap
from island_server.event_ports import EventPlan
from island_server.event_pulse import EventPulse
from island_server.log_serving import LogSources, ServedLogs, serving_logs
from island_server.open_process import Process
from island_server.ports import EventInfo
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desks.zone_book import EditedMaps, ZoneBook
from island_server.realtime.last_places import LastPlaces
from island_server.realtime.loop_settings import LoopSettings, MediaDirectorSettings
from island_server.realtime.open_island import ISLAND_TASK, Surroundings
from island_server.realtime.place_keeper import PlaceKeeper
from island_server.realtime.waiting_room import WaitingRoom
from island_server.settings import Settings
from island_server.store.recorder import AttendanceRecorder, RecorderLimits
from island_server.tasks import CrashListener, Tasks


@dataclass(slots=True)
class LivePlan:
    """The plan of an event as it is at this moment.

    `failed` is set if an island's own loop ended by a fault: nobody can walk there any more.
    """

    plan: EventPlan
    failed: asyncio.Event
    is_shared: bool = False
    """Whether there are other events of its series."""


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """An event that people can enter.

    Attributes:
        live: its plan, which may change while it is open.
        info: what everybody may know of it, as it was when it opened.
        tokens: make and read the tokens by which people come back.
        persons: the same, knowing who was erased.
        access: who may come, and how.
        waiting: who waits for a place.
        logs: what organisers read.
        desks: what the event does beside walking and talking.
        pulse: how many come and are there.
    """

    live: LivePlan
    info: EventInfo
    recorder: AttendanceRecorder
    islands: Archipelago
    access: EventAccess
    waiting: WaitingRoom
    tokens: SignedPersonTokens
    persons: KnownPersons
    maps: EventMaps
    logs: ServedLogs
    desks: EventDesks
    pulse: EventPulse

    def info_now(self) -> EventInfo:
        """What everybody may know of it now: on the map at which people arrive, with its period."""
        plan = self.live.plan
        return replace(
            self.islands.main.event,
            starts_ms=plan.starts_ms,
            ends_ms=plan.ends_ms,
            languages=plan.languages,
            description=plan.description,
            is_shared=self.live.is_shared,
        )


@asynccontextmanager
async def open_event(process: Process, live: LivePlan) -> AsyncIterator[OpenEvent]:
    """Open an event, for as long as the context lasts; its log is complete when that ends.

    Raises `SettingsError` for the event of the settings, `MapError`, `StoreError`.
    """
    plan, clock = live.plan, process.clock
    async with AsyncExitStack() as stack:
        begun = stack.enter_context(_giving_up())
        tasks = await stack.enter_async_context(Tasks(_crash_listener(process, live)))
        maps = stack.enter_context(_maps(process, plan))
        opened = await _open_map(maps, plan)
        event = plan.info(opened.loaded.bundle.id)
        recorder = await stack.enter_async_context(_recorder(process, event, tasks))
        rules = Rules(bubble_capacity=process.settings.bubble_capacity)
        places = LastPlaces(rules, process.settings.return_minutes * 60_000)
        await stack.enter_async_context(_place_keeper(process, event, places, tasks))
        logs = await stack.enter_async_context(_logs(process, event, tasks))
        access = await _open_access(process, live, tasks)
        tokens = SignedPersonTokens(process.key, event.series, event.id)
        persons = KnownPersons(tokens, await process.known_people(event.series))
        book = ZoneBook(process.store.shelf(event.id), clock)
        edited = EditedMaps(maps, book)
        pulse = EventPulse(clock)
        followers = _Followers(recorder, places, rules, tasks, pulse)
        around = _surroundings(process, plan, event, followers)
        log_maps = process.log_maps.over(edited)
        islands = Archipelago(log_maps, around, process.settings.islands_max)
        begun.append(islands)
        stack.enter_context(process.serving(islands))
        islands.begin(opened.name, await book.edited(opened.name, opened.loaded))
        log_maps.keep(opened.loaded.bundle)
        recorder.tell_problems_to(lambda why: islands.set_log_problem(problem=why is not None))
        ground = DeskGround(process.settings, event, islands, book, edited, around, process.store)
        desks = await open_desks(ground)
        stack.push_async_callback(desks.keep)
        yield OpenEvent(
            live=live,
            info=event,
            recorder=recorder,
            islands=islands,
            access=access,
            waiting=WaitingRoom(process.settings.waiting_max),
            tokens=tokens,
            persons=persons,
            maps=maps,
            logs=logs,
            desks=desks,
            pulse=pulse,
        )


async def _open_access(process: Process, live: LivePlan, tasks: Tasks) -> EventAccess:
    event_id, store = live.plan.id, process.store
    access = EventAccess(
        process.key,
        event_id,
        store.links(event_id),
        store.shelf(event_id),
        process.clock,
        lambda: live.plan.organisers_since_s,
    )
    await access.open()
    tasks.spawn("links", access.book.keep_fresh())
    return access


@contextmanager
def _giving_up() -> Iterator[list[Archipelago]]:
    """Free the numbers of islands, once all else of their event has ended."""
    begun: list[Archipelago] = []
    try:
        yield begun
    finally:
        for islands in begun:
            islands.give_up()


def _crash_listener(process: Process, live: LivePlan) -> CrashListener:
    def note_crash(name: str, fault: BaseException) -> None:
        process.note_crash(name, fault)
        if name == ISLAND_TASK:
            live.failed.set()

    return note_crash


@contextmanager
def _maps(process: Process, plan: EventPlan) -> Iterator[EventMaps]:
    if plan.is_default:
        yield process.maps
        return
    maps = EventMaps(plan.map, process.library)
    try:
        yield maps
    finally:
        maps.close()


async def _open_map(maps: EventMaps, plan: EventPlan) -> OpenedMap:
    return await asyncio.to_thread(maps.open_main if plan.is_default else maps.open_planned)


@asynccontextmanager
async def _logs(process: Process, event: EventInfo, tasks: Tasks) -> AsyncIterator[ServedLogs]:
    sources = LogSources(
        process.settings,
        process.key,
        process.store,
        process.reading,
        process.is_open,
        process.jobs,
    )
    async with serving_logs(sources, event, process.clock, tasks) as logs:
        yield logs


@dataclass(frozen=True, slots=True)
class _Followers:
    """What follows the islands of an event, and where it runs."""

    recorder: AttendanceRecorder
    places: LastPlaces
    rules: Rules
    tasks: Tasks
    pulse: EventPulse


def _surroundings(
    process: Process, plan: EventPlan, event: EventInfo, followers: _Followers
) -> Surroundings:
    settings, clock, recorder = process.settings, process.clock, followers.recorder

    def record(events: Sequence[ev.Event], island: str) -> None:
        recorder.record(events, clock.wall_ms(), island)
        followers.pulse.follow(events)

    return Surroundings(
        event,
        clock,
        process.metrics,
        process.media,
        followers.tasks,
        recorder.follow,
        record,
        followers.rules,
        _loop_settings(settings, plan),
        MediaDirectorSettings(video_kbps=settings.video_kbps),
        followers.places,
        numbers=process.numbers,
        has_room=process.has_room,
    )


@asynccontextmanager
async def _recorder(
    process: Process, event: EventInfo, tasks: Tasks
) -> AsyncIterator[AttendanceRecorder]:
    """The attendance log of this run; complete when the context ends."""
    clock, store = process.clock, process.store
    run = await store.begin_run(event, clock.wall_ms())
    limits = RecorderLimits(entries_max=process.settings.log_waiting)
    recorder = AttendanceRecorder(store, run, clock, limits=limits)
    with process.log_numbers.counting(recorder):
        tasks.spawn("recorder", recorder.run())
        try:
            yield recorder
        finally:
            await recorder.stop()
            await store.end_run(run)


@asynccontextmanager
async def _place_keeper(
    process: Process, event: EventInfo, places: LastPlaces, tasks: Tasks
) -> AsyncIterator[None]:
    """Know the places of those who were here, and have them kept; all when the context ends."""
    keeper = PlaceKeeper(process.store.places, event.id, places, process.clock)
    await keeper.load()
    tasks.spawn("places", keeper.run())
    try:
        yield
    finally:
        await keeper.stop()


def _loop_settings(settings: Settings, plan: EventPlan) -> LoopSettings:
    return LoopSettings(
        capacity=min(plan.capacity or settings.capacity, settings.capacity),
        resume_ms=settings.resume_ms,
        flush_ms=1000 // settings.flush_hz,
        chats_per_s=settings.chats_per_s,
        chats_burst=settings.chats_burst,
        outbox_messages=settings.outbox_messages,
        outbox_bytes=settings.outbox_bytes,
        slow_ms=settings.slow_ms,
    )
