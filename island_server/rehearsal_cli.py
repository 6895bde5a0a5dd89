"""`island bots --replay`: reads a recorded event, and lets bots walk along it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import typer

from island_server.bots.grounds import Grounds
from island_server.bots.rehearsal import (
    Itinerary,
    Planner,
    beginning_at,
    on_island,
    without_idle_time,
)
from island_server.bots.rehearsing import Rehearsal, RehearsalSettings
from island_server.clock import SystemClock
from island_server.core.attendance.pseudonyms import KEY_BYTES_MAX, Pseudonyms
from island_server.core.ids import PersonId
from island_server.errors import IslandError, SettingsError
from island_server.settings import Settings
from island_server.store.log_files.naming import is_pseudonym
from island_server.store.log_files.recorded import file_entries
from island_server.store.sql_attendance_store import SqlAttendanceStore


@dataclass(frozen=True, slots=True)
class Replayed:
    """What of a recorded event is rehearsed: all of it, from a time of day on, on one island."""

    what: str
    begin: str | None
    island: str | None


async def rehearse(
    settings: Settings, replayed: Replayed, live: RehearsalSettings, stop: asyncio.Event
) -> None:
    """Let bots walk along a recorded event until it ends or `stop`. Raises `IslandError`."""
    itineraries = await plan(settings, replayed)
    grounds = Grounds(live.url)
    await grounds.check_link(live.token)
    span_s = (
        (max(it.until_ms for it in itineraries) - min(it.from_ms for it in itineraries))
        / 1000
        / live.speed
    )
    typer.echo(f"{len(itineraries)} bots, for {span_s:.0f} seconds. Ctrl-C ends it.")
    async with Rehearsal(itineraries, live, grounds, SystemClock()) as rehearsal:
        waiting = [asyncio.create_task(wait) for wait in (stop.wait(), rehearsal.ended())]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
    typer.echo(rehearsal.report())


async def plan(settings: Settings, replayed: Replayed) -> list[Itinerary]:
    """Read a file or an event of the data folder. Raises `IslandError` if nothing is left of it."""
    planner = Planner(_namer())
    path = Path(replayed.what)
    if path.suffix or "/" in replayed.what or await asyncio.to_thread(path.is_file):
        await asyncio.to_thread(_take_file, planner, path)
    else:
        await _take_event(planner, settings, replayed.what)
    found = planner.itineraries()
    if replayed.island is not None:
        found = on_island(found, replayed.island)
    if found and replayed.begin is not None:
        first_ms = min(it.from_ms for it in found)
        found = beginning_at(found, moment_ms(replayed.begin, first_ms))
    if not found:
        raise IslandError(f"--replay: {replayed.what}: nobody was there")
    return without_idle_time(found)


def moment_ms(text: str, first_ms: int) -> int:
    """The first time from `first_ms` on at which the clock here shows `text` (HH:MM)."""
    try:
        wanted = time.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"--from: {text} is no time of day like 14:30") from None
    first = datetime.fromtimestamp(first_ms / 1000).astimezone()
    moment = first.replace(hour=wanted.hour, minute=wanted.minute, second=0, microsecond=0)
    if moment.timestamp() * 1000 < first_ms - 60_000:
        moment += timedelta(days=1)
    return round(moment.timestamp() * 1000)


def _take_file(planner: Planner, path: Path) -> None:
    for entry in file_entries(path):
        planner.take(entry)


async def _take_event(planner: Planner, settings: Settings, event_id: str) -> None:
    address = settings.database_url
    store = await SqlAttendanceStore.open_for_reading(
        settings.data_dir, address.get_secret_value() if address else None
    )
    try:
        async for entry in store.entries(event_id):
            planner.take(entry)
    finally:
        await store.close()


def _namer() -> Callable[[PersonId], str]:
    """Pseudonyms for whoever has none."""
    pseudonyms = Pseudonyms(secrets.token_bytes(KEY_BYTES_MAX))
    return lambda person: person if is_pseudonym(person) else pseudonyms.of(person)
