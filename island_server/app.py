"""The composition root: settings become objects, and the objects an application.

The only place that wires. Start and stop happen here, in order: nobody is let in before everything
stands, and the log is complete before the process ends.
"""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aiohttp import web

from island_server.access.event_access import EventAccess
from island_server.access.invitations import invitation_link
from island_server.access.oidc_provider import Client
from island_server.access.permissions import may, may_request
from island_server.access.pseudonym_key import pseudonym_key
from island_server.access.sign_in import SignIn, SignInRules, signing_in
from island_server.access.signing_key import load_signing_key
from island_server.clock import SystemClock
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.core.events import Role
from island_server.core.zones import ZoneKind
from island_server.errors import MediaUnavailable, SettingsError
from island_server.map_files.bundled import maps_folder
from island_server.media.media_settings import MediaSettings
from island_server.media.service import BuiltinMedia
from island_server.metrics import Metrics
from island_server.open_event import OpenEvent, Process, open_event
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.gateway import Doorkeepers, Gateway, GatewaySettings
from island_server.realtime.island_loop import IslandLoop
from island_server.realtime.link_removal import send_off
from island_server.realtime.open_island import ISLAND_TASK
from island_server.realtime.rate_limit import TokenBucket
from island_server.settings import Settings
from island_server.store.person_eraser import PersonEraser
from island_server.tasks import Tasks
from island_server.web import (
    access_api,
    activities_api,
    art,
    entry_api,
    errors,
    guests_api,
    health,
    map_assets,
    maps_api,
    pages,
    security_headers,
    sign_in_api,
    static_files,
    trail_api,
    waiting_api,
    zones_api,
)
from island_server.web.invitation_guard import InvitationGuard
from island_server.web.map_upload import UploadLimits
from island_server.web.metrics_access import may_read_metrics
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
    access: EventAccess

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
    """Serve an island for as long as the context lasts.

    Raises `SettingsError`, `MapError`, `StoreError` or `MediaUnavailable`, each with lines for the
    operator.
    """
    clock, metrics, failed = SystemClock(), Metrics(), asyncio.Event()

    def note_crash(name: str, _fault: BaseException) -> None:
        metrics.task_crashes.labels(name).inc()
        if name == ISLAND_TASK:
            failed.set()

    async with AsyncExitStack() as stack:
        tasks = await stack.enter_async_context(Tasks(note_crash))
        media = BuiltinMedia(_media_settings(settings))
        process = Process(
            settings, load_signing_key(settings.data_dir), clock, metrics, tasks, media
        )
        event = await stack.enter_async_context(open_event(process))
        await media.start(event.islands)
        stack.push_async_callback(media.stop)
        tasks.spawn("media-numbers", _show_media_numbers(media, metrics, clock))
        gateway = _gateway(process, event)
        sign_in = await stack.enter_async_context(_signing_in(process, event))
        app = _web_app(process, event, sign_in, _health_checks(process, event, failed))
        gateway.attach(app)
        url = await stack.enter_async_context(_site(app, settings))
        stack.push_async_callback(gateway.shutdown)
        stack.push_async_callback(event.islands.close)
        stack.callback(gateway.refuse_newcomers)
        gc.collect()
        gc.freeze()
        yield RunningIsland(url, media.port, event.islands, failed, event.access)


def _gateway(process: Process, event: OpenEvent) -> Gateway:
    settings = process.settings
    limits = GatewaySettings(
        settings.message_bytes, settings.messages_per_s, settings.messages_burst
    )
    keepers = Doorkeepers(
        event.access,
        event.persons,
        may,
        _is_allowed_origin(settings),
        limits,
        event.desks.all,
        event.desks.ward,
        event.access,
        event.waiting,
    )
    return Gateway(event.islands, keepers, process.clock, process.metrics, process.tasks)


def _health_checks(
    process: Process, event: OpenEvent, failed: asyncio.Event
) -> health.HealthChecks:
    media, checks = process.media, health.HealthChecks()
    checks.add("media", lambda: None if media.worker_pid else "the media process is down")
    checks.add("store", event.recorder.problem)
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
async def _signing_in(process: Process, event: OpenEvent) -> AsyncIterator[SignIn | None]:
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
    async with signing_in(client, rules, event.access, process.key, process.clock) as sign_in:
        yield sign_in


def _web_app(
    process: Process, event: OpenEvent, sign_in: SignIn | None, checks: health.HealthChecks
) -> web.Application:
    settings, islands = process.settings, event.islands
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else None
    art_dir = (settings.maps_dir or maps_folder()) / "avatars"
    guard = InvitationGuard(event.access, may_request, _is_allowed_origin(settings))
    title = None if sign_in is None else sign_in.title
    app = web.Application(middlewares=[errors.middleware])
    security_headers.protect(app)
    app.add_routes(
        [
            *pages.routes(STATIC_DIR),
            *entry_api.routes(event.access, lambda: islands.main.event, title),
            *map_assets.routes(islands.bundle, event.kept_maps),
            *art.routes(art_dir),
            *health.routes(checks, process.metrics, partial(may_read_metrics, token=token)),
            *static_files.routes(STATIC_DIR),
            *_maps_routes(process, event, guard),
            *event.logs.routes(guard),
            *_trail_routes(process, event, guard),
            *_activities_routes(process, event, guard),
            *_zones_routes(event, guard),
            *_access_routes(process, event, guard),
            *(sign_in_api.routes(sign_in, guard.is_own, settings.public_url) if sign_in else ()),
        ]
    )
    return app


def _maps_routes(process: Process, event: OpenEvent, guard: InvitationGuard) -> list[web.RouteDef]:
    settings = process.settings
    limits = UploadLimits(settings.map_upload_bytes, settings.map_upload_files)
    access = maps_api.MapsAccess(guard, limits, settings.map_uploads_per_minute)
    return maps_api.routes(event.library, _maps_in_use(event.islands), access, process.clock)


def _trail_routes(process: Process, event: OpenEvent, guard: InvitationGuard) -> list[web.RouteDef]:
    islands = event.islands
    eraser = PersonEraser(
        event.store,
        event.recorder,
        event.info.id,
        process.clock,
        event.persons,
        islands.see_off,
        event.desks.forgetting,
    )
    access = trail_api.TrailAccess(event.tokens, lambda: islands.main.event, guard.is_own_page)
    return trail_api.routes(event.store, eraser, access, process.clock)


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

    async def export(name: str) -> bytes | None:
        island = next((it for it in islands if name in (it.name, it.bundle.id)), None)
        if island is None:
            return None
        world = island.loop.world
        put_up = [zone for zone in world.state.edited.values() if zone is not None]
        arrivals = [zone.id for zone in put_up if zone.kind is ZoneKind.START]
        return await event.maps.with_zones(island.name, world.island.zones, arrivals)

    return zones_api.routes(export, guard)


def _is_allowed_origin(settings: Settings) -> Callable[[str | None, str | None], bool]:
    return lambda origin, host: allowed_origin(origin, host, settings.public_url)


def _maps_in_use(islands: Archipelago) -> maps_api.MapsInUse:
    return maps_api.MapsInUse(
        main=lambda: islands.main.name,
        in_use=islands.names,
        choose=islands.set_main,
        move_everyone=islands.move_everyone,
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
