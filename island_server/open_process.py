"""What there is once in a server, and is shared by all its events."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from island_server.clock import SystemClock
from island_server.core.ids import PersonId
from island_server.event_maps import EventMaps, library_of
from island_server.log_jobs import FOLDER as JOBS_FOLDER
from island_server.log_maps import LogMaps
from island_server.map_files.kept_maps import KeptMaps
from island_server.map_files.library import MapLibrary
from island_server.media.service import BuiltinMedia
from island_server.metrics import Metrics
from island_server.ports import IslandMapBundle
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.island_numbers import IslandNumbers
from island_server.settings import Settings
from island_server.store.recorder import AttendanceRecorder
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.store.sql_event_plans import SqlEventPlans
from island_server.tasks import CrashListener, Tasks


@dataclass(frozen=True, slots=True)
class Parts:
    """What a server is made of before anything is opened."""

    settings: Settings
    key: bytes
    clock: SystemClock
    metrics: Metrics
    tasks: Tasks
    media: BuiltinMedia
    note_crash: CrashListener


@dataclass(slots=True)
class LogNumbers:
    """The numbers of all recorders, those that have ended included."""

    _open: list[AttendanceRecorder] = field(default_factory=list)
    _past: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def counting(self, recorder: AttendanceRecorder) -> Iterator[None]:
        """Count one in for as long as the context lasts."""
        self._open.append(recorder)
        try:
            yield
        finally:
            self._open.remove(recorder)
            numbers = recorder.numbers()
            self._past.update({key: numbers[key] for key in ("entries_written", "entries_lost")})

    def numbers(self) -> dict[str, float]:
        """The sums, for `/metrics`."""
        total: Counter[str] = Counter(self._past)
        for recorder in self._open:
            total.update(recorder.numbers())
        return {key: float(value) for key, value in total.items()}

    def problem(self) -> str | None:
        """What is wrong with any of them; `None` if all is well."""
        return next((why for it in self._open if (why := it.problem()) is not None), None)


@dataclass(frozen=True, slots=True)
class Process:
    """What all events share.

    Attributes:
        reading: the same database as `store`, by connections that write nothing.
        maps: those of the event of the settings, also beside its map file.
        islands: of all events that are open.
        jobs: which long work over logs is under way, of all events.
    """

    settings: Settings
    key: bytes
    clock: SystemClock
    metrics: Metrics
    tasks: Tasks
    media: BuiltinMedia
    note_crash: CrashListener
    store: SqlAttendanceStore
    reading: SqlAttendanceStore
    plans: SqlEventPlans
    library: MapLibrary
    maps: EventMaps
    kept_maps: KeptMaps
    log_maps: LogMaps
    log_numbers: LogNumbers
    islands: list[Archipelago]
    numbers: IslandNumbers = field(default_factory=IslandNumbers)
    jobs: set[str] = field(default_factory=set)
    known: dict[str, set[PersonId]] = field(default_factory=dict)
    """Who is known to each series of which an event was open."""

    async def known_people(self, series: str) -> set[PersonId]:
        """Everybody whom a series knows: one set for all its events."""
        if series not in self.known:
            found = await self.store.known_people(series)
            self.known.setdefault(series, found)
        return self.known[series]

    def is_open(self, event_id: str) -> bool:
        """Whether people can be at an event now."""
        return any(islands.event_id == event_id for islands in self.islands)

    def has_room(self) -> bool:
        """Whether one more person may come in, wherever."""
        return sum(islands.people() for islands in self.islands) < self.settings.capacity

    def bundle(self, map_id: str) -> IslandMapBundle | None:
        """The map of an island of any event that is open, by its id."""
        found = (islands.bundle(map_id) for islands in self.islands)
        return next((bundle for bundle in found if bundle is not None), None)

    @contextmanager
    def serving(self, islands: Archipelago) -> Iterator[None]:
        """Let the islands of an event be found; their numbers are free again afterwards."""
        self.islands.append(islands)
        try:
            yield
        finally:
            self.islands.remove(islands)


@asynccontextmanager
async def open_process(parts: Parts) -> AsyncIterator[Process]:
    """Open what all events share, for as long as the context lasts.

    Raises `SettingsError`, `StoreError`.
    """
    settings, clock, tasks = parts.settings, parts.clock, parts.tasks
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(_store(settings))
        reading = await stack.enter_async_context(_reading(settings))
        library = library_of(settings)
        await asyncio.to_thread(library.clean)
        await _clean_jobs(settings)
        stack.push_async_callback(_clean_jobs, settings)
        maps = EventMaps(settings.map, library)
        kept = await asyncio.to_thread(KeptMaps, settings.data_dir, settings.log_maps_bytes)
        islands: list[Archipelago] = []
        log_maps = LogMaps(maps, kept, tasks, _map_ids(islands))
        numbers = LogNumbers()
        parts.metrics.add_source("log", numbers.numbers)
        tasks.spawn("log-maps", log_maps.run(store, clock))
        tasks.spawn("event-guard", store.keep_event(clock))
        yield Process(
            settings,
            parts.key,
            clock,
            parts.metrics,
            tasks,
            parts.media,
            parts.note_crash,
            store,
            reading,
            SqlEventPlans(store.engine),
            library,
            maps,
            kept,
            log_maps,
            numbers,
            islands,
        )


async def _clean_jobs(settings: Settings) -> None:
    """Delete what work over logs has left."""
    await asyncio.to_thread(shutil.rmtree, settings.data_dir / JOBS_FOLDER, ignore_errors=True)


def _map_ids(all_islands: list[Archipelago]) -> Callable[[], list[str]]:
    return lambda: [island.bundle.id for islands in all_islands for island in islands]


@asynccontextmanager
async def _store(settings: Settings) -> AsyncIterator[SqlAttendanceStore]:
    """The database, open for as long as the context lasts."""
    store = await SqlAttendanceStore.open(settings.data_dir, _address(settings))
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def _reading(settings: Settings) -> AsyncIterator[SqlAttendanceStore]:
    """The same to read only."""
    reading = await SqlAttendanceStore.open_for_reading(settings.data_dir, _address(settings))
    try:
        yield reading
    finally:
        await reading.close()


def _address(settings: Settings) -> str | None:
    return settings.database_url.get_secret_value() if settings.database_url else None
