"""One event at work: its log, its people, its islands. Wired here, served by `app.py`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from island_server.access.event_access import EventAccess
from island_server.access.known_persons import KnownPersons
from island_server.access.persons import SignedPersonTokens
from island_server.clock import SystemClock
from island_server.core.rules import Rules
from island_server.event_desks import DeskGround, EventDesks, open_desks
from island_server.event_maps import EventMaps, library_of
from island_server.log_maps import LogMaps
from island_server.log_serving import ServedLogs, serving_logs
from island_server.map_files.kept_maps import KeptMaps
from island_server.map_files.library import MapLibrary
from island_server.media.service import BuiltinMedia
from island_server.metrics import Metrics
from island_server.ports import EventInfo
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desks.zone_book import EditedMaps, ZoneBook
from island_server.realtime.last_places import LastPlaces
from island_server.realtime.loop_settings import LoopSettings, MediaDirectorSettings
from island_server.realtime.open_island import Surroundings
from island_server.realtime.place_keeper import PlaceKeeper
from island_server.realtime.waiting_room import WaitingRoom
from island_server.settings import Settings
from island_server.store.recorder import AttendanceRecorder, RecorderLimits
from island_server.store.retention import keep_retention
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Process:
    """What there is once in a server."""

    settings: Settings
    key: bytes
    clock: SystemClock
    metrics: Metrics
    tasks: Tasks
    media: BuiltinMedia


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """An event that people can enter.

    Attributes:
        tokens: make and read the tokens by which people come back.
        persons: the same, knowing who was erased.
        access: who may come, and how.
        waiting: who waits for a place.
        kept_maps: the maps of then, for replays.
        logs: what organisers read.
        desks: what the event does beside walking and talking.
    """

    info: EventInfo
    store: SqlAttendanceStore
    recorder: AttendanceRecorder
    islands: Archipelago
    access: EventAccess
    waiting: WaitingRoom
    tokens: SignedPersonTokens
    persons: KnownPersons
    library: MapLibrary
    maps: EventMaps
    kept_maps: KeptMaps
    logs: ServedLogs
    desks: EventDesks


@asynccontextmanager
async def open_event(process: Process) -> AsyncIterator[OpenEvent]:
    """Open the event of the settings, for as long as the context lasts.

    Its log is complete when the context ends.
    """
    settings, clock, tasks = process.settings, process.clock, process.tasks
    library = library_of(settings)
    maps = EventMaps(settings.map, library)
    opened = await asyncio.to_thread(maps.open_main)
    event = EventInfo(
        id=settings.event_id,
        name=settings.event_name,
        map_id=opened.loaded.bundle.id,
        log=settings.log,
        retention_days=settings.retention_days,
        series=settings.series or settings.event_id,
    )
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(_attendance_store(settings))
        recorder = await stack.enter_async_context(_recorder(process, store, event))
        rules = Rules(bubble_capacity=settings.bubble_capacity)
        places = LastPlaces(rules, settings.return_minutes * 60_000)
        await stack.enter_async_context(_place_keeper(process, store, event, places))
        logs = await stack.enter_async_context(
            serving_logs(settings, event, process.key, store, clock, tasks)
        )
        access = await _open_access(process, store, event)
        tokens = SignedPersonTokens(process.key, event.series)
        persons = KnownPersons(tokens, await store.known_people(event.series))
        await asyncio.to_thread(library.clean)
        kept = await asyncio.to_thread(KeptMaps, settings.data_dir, settings.log_maps_bytes)
        book = ZoneBook(store.shelf(event.id), clock)
        edited = EditedMaps(maps, book)
        log_maps = LogMaps(edited, kept, tasks, lambda: [island.bundle.id for island in islands])
        around = _surroundings(process, event, recorder, rules, places)
        islands = Archipelago(log_maps, around, settings.islands_max)
        islands.begin(opened.name, await book.edited(opened.name, opened.loaded))
        log_maps.keep(opened.loaded.bundle)
        tasks.spawn("log-maps", log_maps.run(store, clock))
        recorder.tell_problems_to(lambda why: islands.set_log_problem(problem=why is not None))
        ground = DeskGround(settings, event, islands, book, edited, around, store)
        desks = await open_desks(ground)
        stack.push_async_callback(desks.keep)
        yield OpenEvent(
            info=event,
            store=store,
            recorder=recorder,
            islands=islands,
            access=access,
            waiting=WaitingRoom(settings.waiting_max),
            tokens=tokens,
            persons=persons,
            library=library,
            maps=maps,
            kept_maps=kept,
            logs=logs,
            desks=desks,
        )


async def _open_access(
    process: Process, store: SqlAttendanceStore, event: EventInfo
) -> EventAccess:
    links, shelf = store.links(event.id), store.shelf(event.id)
    access = EventAccess(process.key, event.id, links, shelf, process.clock)
    await access.open()
    process.tasks.spawn("links", access.book.keep_fresh())
    return access


def _surroundings(
    process: Process,
    event: EventInfo,
    recorder: AttendanceRecorder,
    rules: Rules,
    places: LastPlaces,
) -> Surroundings:
    settings, clock = process.settings, process.clock
    return Surroundings(
        event,
        clock,
        process.metrics,
        process.media,
        process.tasks,
        recorder.follow,
        lambda events, name: recorder.record(events, clock.wall_ms(), name),
        rules,
        _loop_settings(settings),
        MediaDirectorSettings(video_kbps=settings.video_kbps),
        places,
    )


@asynccontextmanager
async def _attendance_store(settings: Settings) -> AsyncIterator[SqlAttendanceStore]:
    """The database, open for as long as the context lasts."""
    address = settings.database_url
    store = await SqlAttendanceStore.open(
        settings.data_dir, address.get_secret_value() if address else None
    )
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def _recorder(
    process: Process, store: SqlAttendanceStore, event: EventInfo
) -> AsyncIterator[AttendanceRecorder]:
    """The attendance log of this run; complete when the context ends."""
    clock, tasks = process.clock, process.tasks
    run = await store.begin_run(event, clock.wall_ms())
    limits = RecorderLimits(entries_max=process.settings.log_waiting)
    recorder = AttendanceRecorder(store, run, clock, limits=limits)
    process.metrics.add_source("log", recorder.numbers)
    tasks.spawn("recorder", recorder.run())
    tasks.spawn("retention", keep_retention(store, clock))
    tasks.spawn("event-guard", store.keep_event(clock))
    try:
        yield recorder
    finally:
        await recorder.stop()


@asynccontextmanager
async def _place_keeper(
    process: Process, store: SqlAttendanceStore, event: EventInfo, places: LastPlaces
) -> AsyncIterator[None]:
    """Know the places of those who were here, and have them kept; all when the context ends."""
    keeper = PlaceKeeper(store.places, event.id, places, process.clock)
    await keeper.load()
    process.tasks.spawn("places", keeper.run())
    try:
        yield
    finally:
        await keeper.stop()


def _loop_settings(settings: Settings) -> LoopSettings:
    return LoopSettings(
        capacity=settings.capacity,
        resume_ms=settings.resume_ms,
        flush_ms=1000 // settings.flush_hz,
        chats_per_s=settings.chats_per_s,
        chats_burst=settings.chats_burst,
        outbox_messages=settings.outbox_messages,
        outbox_bytes=settings.outbox_bytes,
        slow_ms=settings.slow_ms,
    )
