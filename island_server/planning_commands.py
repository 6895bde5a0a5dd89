"""What commands about events have in common: the data folder, and times as people write them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from island_server.access.signing_key import load_signing_key
from island_server.clock import SystemClock
from island_server.errors import EventRefused, IslandError
from island_server.event_maps import EventMaps, library_of
from island_server.event_planning import EventPlanning, PlanningGround
from island_server.event_ports import EventPlan, LiveFigures
from island_server.planned_events import planned_events
from island_server.settings import Settings, load_settings
from island_server.store.planning_store import PlanningStore

_FORMS = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d")


def with_planning(work: Callable[[EventPlanning], Awaitable[None]]) -> None:
    """Do something with the events of the data folder. Raises `IslandError` of one line."""

    async def run(settings: Settings, store: PlanningStore) -> None:
        await work(await _planning(settings, store))

    with_store(run)


def with_store(work: Callable[[Settings, PlanningStore], Awaitable[None]]) -> None:
    """Do something with the database of the data folder. Raises `IslandError` of one line."""
    settings = load_settings()

    async def run() -> None:
        async with _store(settings) as store:
            try:
                await work(settings, store)
            except EventRefused as refused:
                raise IslandError(refused.detail or refused.reason) from None

    asyncio.run(run())


@asynccontextmanager
async def _store(settings: Settings) -> AsyncIterator[PlanningStore]:
    address = settings.database_url.get_secret_value() if settings.database_url else None
    store = await PlanningStore.open(settings.data_dir, address)
    try:
        yield store
    finally:
        await store.close()


async def _planning(settings: Settings, store: PlanningStore) -> EventPlanning:
    library = library_of(settings)
    plans: list[EventPlan] = []

    async def read() -> None:
        default, *others = planned_events(settings, await store.plans.plans()).values()
        plans[:] = [replace(default, map=library.chosen() or default.map), *others]

    await read()
    ground = PlanningGround(
        store.plans,
        EventMaps("", library),
        load_signing_key(settings.data_dir),
        SystemClock(),
        lambda: plans,
        read,
        lambda _: LiveFigures(),
        lambda: settings.public_url or f"http://localhost:{settings.port}",
        settings.invitation_days,
    )
    return EventPlanning(ground)


def moment(text: str, zone: str | None) -> int | None:
    """Milliseconds since 1970 of a day and time in a time zone; that of this machine without one.

    `none` is no moment. Raises `IslandError`.
    """
    if text.strip().lower() == "none":
        return None
    for form in _FORMS:
        try:
            read = datetime.strptime(text.strip(), form)  # noqa: DTZ007 - the zone comes next
        except ValueError:
            continue
        aware = read.replace(tzinfo=_zone(zone)) if zone else read.astimezone()
        return round(aware.timestamp() * 1000)
    raise IslandError(f"{text}: a time is written as 2026-12-01 15:00")


def shown(moment_ms: int | None) -> str:
    """A moment in the time zone of this machine."""
    if moment_ms is None:
        return "-"
    return datetime.fromtimestamp(moment_ms / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M %Z")


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise IslandError(f"{name}: there is no such time zone; try Europe/Amsterdam") from None
