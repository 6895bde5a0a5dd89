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
from functools import partial
from pathlib import Path

from aiohttp import web

from island_server import event_routes
from island_server.access.event_access import EventAccess
from island_server.access.invitations import invitation_link
from island_server.access.oidc_provider import Client
from island_server.access.sign_in import SignIn, SignInRules, signing_in
from island_server.access.signing_key import load_signing_key
from island_server.clock import SystemClock
from island_server.core.events import Role
from island_server.errors import MediaUnavailable, SettingsError
from island_server.map_files.bundled import maps_folder
from island_server.media.media_settings import MediaSettings
from island_server.media.service import BuiltinMedia
from island_server.metrics import Metrics
from island_server.open_event import OpenEvent
from island_server.open_events import OpenEvents
from island_server.open_process import Parts, Process, open_process
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.gateway import Gateway
from island_server.realtime.island_loop import IslandLoop
from island_server.settings import Settings
from island_server.store.retention import keep_retention
from island_server.tasks import Tasks
from island_server.web import (
    art,
    errors,
    health,
    map_assets,
    pages,
    security_headers,
    static_files,
)
from island_server.web.metrics_access import may_read_metrics

_log = logging.getLogger("island_server")

STATIC_DIR = Path(__file__).parent / "web" / "static"
_LOCAL_HOSTS = ("127.0.0.1", "0.0.0.0", "::", "::1")  # noqa: S104 - compared with, not bound
MEDIA_NUMBERS_MS = 5000
"""Between two looks at the counters of the media process."""
SHUTDOWN_S = 2.0
"""How long a request may take to end when the server stops."""


@dataclass(frozen=True, slots=True)
class RunningIsland:
    """The event of the settings that serves: where, and how to invite people; and all events."""

    url: str
    media_port: int
    islands: Archipelago
    failed: asyncio.Event
    """Set if an island's own loop ended by a fault: nobody can walk there any more."""
    access: EventAccess
    events: OpenEvents

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
        return invitation_link(self.url, self.access.invitations.make(role, valid_days))


@asynccontextmanager
async def running_island(settings: Settings) -> AsyncIterator[RunningIsland]:
    """Serve the event of the settings, and others as they are planned, while the context lasts.

    Raises `SettingsError`, `MapError`, `StoreError` or `MediaUnavailable`, each with lines for the
    operator.
    """
    clock, metrics = SystemClock(), Metrics()

    def note_crash(name: str, _fault: BaseException) -> None:
        metrics.task_crashes.labels(name).inc()

    async with AsyncExitStack() as stack:
        tasks = await stack.enter_async_context(Tasks(note_crash))
        media = BuiltinMedia(_media_settings(settings))
        key = load_signing_key(settings.data_dir)
        parts = Parts(settings, key, clock, metrics, tasks, media, note_crash)
        process = await stack.enter_async_context(open_process(parts))
        events = OpenEvents(process)
        stack.push_async_callback(events.close)
        await events.begin()
        tasks.spawn("retention", keep_retention(process.store, clock))
        await media.start(process.numbers)
        stack.push_async_callback(media.stop)
        tasks.spawn("media-numbers", _show_media_numbers(media, metrics, clock))
        tasks.spawn("events", events.run())
        main = events.default.event
        gateway = Gateway(events.default.door.keepers, events.find_door, clock, metrics, tasks)
        where: list[str] = []
        sign_in = await stack.enter_async_context(_signing_in(process, events))
        event_api = event_routes.routes(process, events, lambda: where[0], sign_in)
        app = _web_app(process, event_api, _health_checks(process, main))
        gateway.attach(app)
        url = await stack.enter_async_context(_site(app, settings))
        where.append(url)
        stack.push_async_callback(gateway.shutdown)
        stack.push_async_callback(events.send_everybody_home)
        stack.callback(gateway.refuse_newcomers)
        gc.collect()
        gc.freeze()
        yield RunningIsland(url, media.port, main.islands, main.live.failed, main.access, events)


def _health_checks(process: Process, main: OpenEvent) -> health.HealthChecks:
    media, checks, failed = process.media, health.HealthChecks(), main.live.failed
    checks.add("media", lambda: None if media.worker_pid else "the media process is down")
    checks.add("store", process.log_numbers.problem)
    checks.add("island", lambda: "the island's loop ended" if failed.is_set() else None)
    return checks


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


def _media_settings(settings: Settings) -> MediaSettings:
    return MediaSettings(
        hosts=settings.media_host,
        port=settings.media_port,
        announced_addresses=settings.media_announce,
        video_kbps=settings.video_kbps,
        peers_max=settings.capacity,
        tcp_connections_max=2 * settings.capacity,
    )


@asynccontextmanager
async def _signing_in(process: Process, events: OpenEvents) -> AsyncIterator[SignIn | None]:
    """Sign-in by the provider of the settings; None if there is none."""
    settings = process.settings
    if settings.oidc_issuer is None:
        yield None
        return
    if not settings.oidc_client_id:
        raise SettingsError("ISLAND_OIDC_CLIENT_ID: must be set together with ISLAND_OIDC_ISSUER")
    secret = settings.oidc_client_secret
    client = Client(
        settings.oidc_issuer,
        settings.oidc_client_id,
        secret.get_secret_value() if secret else "",
        settings.oidc_scopes,
    )
    pairs = (pair.rpartition("=") for pair in settings.oidc_roles)
    roles = {claim: Role(role) for claim, _, role in pairs}
    rules = SignInRules(
        settings.oidc_name, settings.oidc_name_claim, settings.oidc_role_claim, roles
    )
    async with signing_in(client, rules, events.access_of, process.key, process.clock) as sign_in:
        yield sign_in


def _web_app(
    process: Process, event_api: list[web.RouteDef], checks: health.HealthChecks
) -> web.Application:
    settings = process.settings
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else None
    art_dir = (settings.maps_dir or maps_folder()) / "avatars"
    app = web.Application(middlewares=[errors.middleware])
    security_headers.protect(app)
    app.add_routes(
        [
            *pages.routes(STATIC_DIR),
            *map_assets.routes(process.bundle, process.kept_maps),
            *art.routes(art_dir),
            *health.routes(checks, process.metrics, partial(may_read_metrics, token=token)),
            *static_files.routes(STATIC_DIR),
            *event_api,
        ]
    )
    return app


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
