"""The composition root: settings become objects, and the objects an application.

The only place that wires. Start and stop happen here, in order: nobody is let in before everything
stands, and the log is complete before the process ends.
"""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from island_server.access.invitations import Invitations, invitation_link
from island_server.access.permissions import may, may_request
from island_server.access.persons import SignedPersonTokens
from island_server.access.signing_key import load_signing_key
from island_server.clock import SystemClock
from island_server.core.events import Role
from island_server.core.rules import Rules
from island_server.errors import MediaUnavailable, SettingsError
from island_server.event_maps import EventMaps, library_of
from island_server.map_files.bundled import maps_folder
from island_server.media.media_settings import MediaSettings
from island_server.media.service import BuiltinMedia
from island_server.metrics import Metrics
from island_server.ports import EventInfo
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desks.people import People
from island_server.realtime.gateway import Doorkeepers, Gateway, GatewaySettings
from island_server.realtime.island_loop import IslandLoop
from island_server.realtime.loop_settings import LoopSettings, MediaDirectorSettings
from island_server.realtime.open_island import ISLAND_TASK, Surroundings
from island_server.settings import Settings
from island_server.store.recorder import AttendanceRecorder
from island_server.store.retention import keep_retention
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.tasks import Tasks
from island_server.web import (
    art,
    entry_api,
    errors,
    health,
    map_assets,
    maps_api,
    pages,
    security_headers,
    static_files,
)
from island_server.web.map_upload import UploadLimits
from island_server.web.origin import allowed_origin

_log = logging.getLogger("island_server")

STATIC_DIR = Path(__file__).parent / "web" / "static"
_LOCAL_HOSTS = ("127.0.0.1", "0.0.0.0", "::", "::1")  # noqa: S104 - compared with, not bound
MEDIA_NUMBERS_MS = 5000
"""Between two looks at the counters of the media process."""
SHUTDOWN_S = 2.0
"""How long a request may take to end when the server stops."""


@dataclass(frozen=True, slots=True)
class RunningIsland:
    """An event's islands that serve: where, and how to invite people."""

    url: str
    media_port: int
    islands: Archipelago
    failed: asyncio.Event
    """Set if an island's own loop ended by a fault: nobody can walk there any more."""
    invitations: Invitations

    @property
    def island(self) -> IslandLoop:
        """The island at which people arrive."""
        return self.islands.main.loop

    @property
    def warnings(self) -> tuple[str, ...]:
        """What does not work as meant in its map."""
        return self.islands.main.warnings

    def link(self, role: Role, valid_days: float) -> str:
        """A new invitation link."""
        return invitation_link(self.url, self.invitations.make(role, valid_days))


@asynccontextmanager
async def running_island(settings: Settings) -> AsyncIterator[RunningIsland]:
    """Serve an island for as long as the context lasts.

    Raises `SettingsError`, `MapError`, `StoreError` or `MediaUnavailable`, each with lines for the
    operator.
    """
    clock, metrics = SystemClock(), Metrics()
    key = load_signing_key(settings.data_dir)
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
    invitations = Invitations(key, event.id, clock)
    async with AsyncExitStack() as stack:
        failed = asyncio.Event()

        def note_crash(name: str, _fault: BaseException) -> None:
            metrics.task_crashes.labels(name).inc()
            if name == ISLAND_TASK:
                failed.set()

        tasks = await stack.enter_async_context(Tasks(note_crash))
        recorder = await stack.enter_async_context(_recorder(settings, event, clock, tasks))
        await asyncio.to_thread(library.clean)
        metrics.add_source("log", recorder.numbers)
        media = BuiltinMedia(_media_settings(settings))
        around = Surroundings(
            event,
            clock,
            metrics,
            media,
            tasks,
            recorder.follow,
            lambda events, name: recorder.record(events, clock.wall_ms(), name),
            Rules(bubble_capacity=settings.bubble_capacity),
            _loop_settings(settings),
            MediaDirectorSettings(video_kbps=settings.video_kbps),
        )
        islands = Archipelago(maps, around, settings.islands_max)
        islands.begin(opened.name, opened.loaded)
        recorder.tell_problems_to(lambda why: islands.set_log_problem(problem=why is not None))
        await media.start(islands)
        stack.push_async_callback(media.stop)
        tasks.spawn("media-numbers", _show_media_numbers(media, metrics, clock))
        people = People(islands, clock)
        tasks.spawn("people", people.run())
        gateway = Gateway(
            islands,
            Doorkeepers(
                invitations,
                SignedPersonTokens(key, event.series),
                may,
                lambda origin, host: allowed_origin(origin, host, settings.public_url),
                _gateway_settings(settings),
                people.desks,
            ),
            clock,
            metrics,
            tasks,
        )
        checks = health.HealthChecks()
        checks.add("media", lambda: None if media.worker_pid else "the media process is down")
        checks.add("store", recorder.problem)
        checks.add("island", lambda: "the island's loop ended" if failed.is_set() else None)
        art_dir = (settings.maps_dir or maps_folder()) / "avatars"
        app = _web_app(islands, art_dir, invitations, checks, metrics)
        access = _maps_access(settings, invitations)
        app.add_routes(maps_api.routes(library, _maps_in_use(islands), access, clock))
        gateway.attach(app)
        url = await stack.enter_async_context(_site(app, settings))
        stack.push_async_callback(gateway.shutdown)
        stack.push_async_callback(islands.close)
        stack.callback(gateway.refuse_newcomers)
        gc.collect()
        gc.freeze()
        yield RunningIsland(url, media.port, islands, failed, invitations)


@asynccontextmanager
async def _recorder(
    settings: Settings, event: EventInfo, clock: SystemClock, tasks: Tasks
) -> AsyncIterator[AttendanceRecorder]:
    """The attendance log of this run; complete when the context ends."""
    address = settings.database_url
    store = await SqlAttendanceStore.open(
        settings.data_dir, address.get_secret_value() if address else None
    )
    try:
        recorder = AttendanceRecorder(store, await store.begin_run(event, clock.wall_ms()), clock)
        tasks.spawn("recorder", recorder.run())
        tasks.spawn("retention", keep_retention(store, clock))
        try:
            yield recorder
        finally:
            await recorder.stop()
    finally:
        await store.close()


async def _show_media_numbers(media: BuiltinMedia, metrics: Metrics, clock: SystemClock) -> None:
    """Ask the media process for its counters now and then, for `/metrics`."""
    numbers: dict[str, float] = {}
    metrics.add_source("media", lambda: numbers)
    while True:
        try:
            numbers.update(await media.stats())
        except MediaUnavailable:
            numbers.clear()
        await clock.sleep_ms(MEDIA_NUMBERS_MS)


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


def _gateway_settings(settings: Settings) -> GatewaySettings:
    return GatewaySettings(settings.message_bytes, settings.messages_per_s, settings.messages_burst)


def _media_settings(settings: Settings) -> MediaSettings:
    return MediaSettings(
        hosts=settings.media_host,
        port=settings.media_port,
        announced_addresses=settings.media_announce,
        video_kbps=settings.video_kbps,
        peers_max=settings.capacity,
        tcp_connections_max=2 * settings.capacity,
    )


def _web_app(
    islands: Archipelago,
    art_dir: Path,
    invitations: Invitations,
    checks: health.HealthChecks,
    metrics: Metrics,
) -> web.Application:
    app = web.Application(middlewares=[errors.middleware])
    security_headers.protect(app)
    app.add_routes(
        [
            *pages.routes(STATIC_DIR),
            *entry_api.routes(invitations, lambda: islands.main.event),
            *map_assets.routes(islands.bundle),
            *art.routes(art_dir),
            *health.routes(checks, metrics),
            *static_files.routes(STATIC_DIR),
        ]
    )
    return app


def _maps_in_use(islands: Archipelago) -> maps_api.MapsInUse:
    return maps_api.MapsInUse(
        main=lambda: islands.main.name,
        in_use=islands.names,
        choose=islands.set_main,
        move_everyone=islands.move_everyone,
    )


def _maps_access(settings: Settings, invitations: Invitations) -> maps_api.MapsAccess:
    return maps_api.MapsAccess(
        invitations,
        may_request,
        lambda origin, host: allowed_origin(origin, host, settings.public_url),
        UploadLimits(settings.map_upload_bytes, settings.map_upload_files),
        settings.map_uploads_per_minute,
    )


@asynccontextmanager
async def _site(app: web.Application, settings: Settings) -> AsyncIterator[str]:
    """Listen; gives the address at which people find the island."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_S)
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.host, settings.port)
        try:
            await site.start()
        except OSError as error:
            raise SettingsError(_no_port(settings, error)) from error
        port = runner.addresses[0][1]
        host = "localhost" if settings.host in _LOCAL_HOSTS else settings.host
        yield settings.public_url or f"http://{host}:{port}"
    finally:
        await runner.cleanup()


def _no_port(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"ISLAND_PORT: port {settings.port} is in use by another program;"
            " stop that, or choose another port"
        )
    if error.errno == errno.EACCES:
        return f"ISLAND_PORT: port {settings.port} may not be used by this account"
    return f"ISLAND_HOST: cannot listen at {settings.host}:{settings.port}: {error.strerror}"
