"""`island log export`, `import` and `list`: logs as files, for operators."""

from __future__ import annotations

import asyncio
import re
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from island_server.clock import SystemClock
from island_server.core.attendance.pseudonyms import KEY_BYTES_MAX, Pseudonyms
from island_server.core.ids import PersonId
from island_server.errors import SettingsError, StoreError
from island_server.ports import EventInfo, LogSpan
from island_server.settings import Settings, load_settings
from island_server.store.log_files import Form, ImportedLog, Naming, export_log, import_log
from island_server.store.log_files.events import list_events, note_export
from island_server.store.sql_attendance_store import SqlAttendanceStore

REASON_CHARACTERS = (10, 300)
DAY_MS = 86_400_000
_SAID_EACH_SHARE = 0.1
"""Without a terminal a line tells of each tenth."""

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Names:
    """Ids and names as they are."""

    has_names: bool = True

    def label(self, person: PersonId) -> str:
        return person


class _Pseudonyms(Pseudonyms):
    """Pseudonyms of a key that nobody keeps: no two exports can be joined."""

    has_names = False

    def __init__(self) -> None:
        super().__init__(secrets.token_bytes(KEY_BYTES_MAX))


def export(
    to: Annotated[Path, typer.Option("--to", help="File to write; it must not exist yet.")],
    event: Annotated[
        str | None, typer.Argument(help="Id of the event; else that of the settings.")
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help="Only jsonl can be imported again.")
    ] = "jsonl",
    names: Annotated[
        bool, typer.Option("--names", help="With ids, names and looks; needs a reason.")
    ] = False,
    reason: Annotated[
        str | None, typer.Option(help="Why names are needed; kept with the log.")
    ] = None,
) -> None:
    """Write an event's log to a file, under pseudonyms; the server may be running."""
    settings = load_settings()
    event_id = event or settings.event_id
    if to.exists():
        raise SettingsError(f"--to: {to} exists already")
    if names:
        reason = _checked_reason(reason)
        asyncio.run(_note(settings, event_id, reason))
    with _progress("entries") as told:
        asyncio.run(_export(settings, event_id, to, form, _naming(names=names), told))
    typer.echo(f"{to}: the log of {event_id}, {to.stat().st_size} bytes, {_whose(names=names)}.")


def import_(
    file: Annotated[Path, typer.Argument(help="An export as JSON Lines.")],
    as_id: Annotated[
        str | None, typer.Option("--as", help="Take it in as an event with this id.")
    ] = None,
) -> None:
    """Take an exported log into the data folder, whole or not at all; the server must not run."""
    if as_id is not None and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", as_id):
        raise SettingsError("--as: must be 1 to 40 lower-case letters, digits and hyphens")
    settings = load_settings()
    with _progress("bytes") as told:
        found = asyncio.run(_import(settings, file, as_id, told))
    counts = found.counts
    typer.echo(
        f"{found.event.id}: {found.event.name}, {counts.presence + counts.moves} entries,"
        f" {counts.people} people, with {found.naming}."
    )
    _warn_of_retention(found)


def list_logs() -> None:
    """List the events that have a log."""
    for event, span in asyncio.run(_events(load_settings())):
        entries = sum(run.entries for run in span.runs)
        times = f"{_day(span.first_wall_ms)} to {_day(span.last_wall_ms)}"
        if not entries:
            times = "nothing yet"
        typer.echo(
            f"{event.id:<24} {event.name}: {times}, {entries} entries, {len(span.runs)} runs,"
            f" {event.log}, kept {event.retention_days} days, series {event.series}"
        )


def register(log_cli: typer.Typer) -> None:
    """Put these commands under `island log`."""
    log_cli.command("export")(export)
    log_cli.command("import")(import_)
    log_cli.command("list")(list_logs)


def database_address(settings: Settings) -> str | None:
    """The address of the PostgreSQL database, if there is one."""
    address = settings.database_url
    return address.get_secret_value() if address else None


async def _export(
    settings: Settings, event_id: str, target: Path, form: Form, naming: Naming, told: Told
) -> None:
    store = await SqlAttendanceStore.open_for_reading(settings.data_dir, database_address(settings))
    try:
        await export_log(store, event_id, target, form, naming, told)
    finally:
        await store.close()


async def _import(settings: Settings, file: Path, as_id: str | None, told: Told) -> ImportedLog:
    try:
        store = await SqlAttendanceStore.open(settings.data_dir, database_address(settings))
    except SettingsError as error:
        raise SettingsError(f"{error}; stop the server before an import") from error
    try:
        return await import_log(store, file, told, as_id=as_id)
    finally:
        await store.close()


async def _events(settings: Settings) -> list[tuple[EventInfo, LogSpan]]:
    store = await SqlAttendanceStore.open_for_reading(settings.data_dir, database_address(settings))
    try:
        found = [(event, await store.span(event.id)) for event in await list_events(store)]
    finally:
        await store.close()
    return [(event, span) for event, span in found if span is not None]


async def _note(settings: Settings, event_id: str, reason: str) -> None:
    wall_ms = SystemClock().wall_ms()
    address = database_address(settings)
    if event_id not in {event.id for event, _ in await _events(settings)}:
        raise StoreError(f"there is no event {event_id!r}")
    await note_export(settings.data_dir, address, event_id, wall_ms, reason)


def _checked_reason(reason: str | None) -> str:
    least, most = REASON_CHARACTERS
    reason = (reason or "").strip()
    if not least <= len(reason) <= most:
        raise SettingsError(
            f"--reason: say in {least} to {most} characters why names are needed; it is kept"
        )
    return reason


def _naming(*, names: bool) -> Naming:
    return _Names() if names else _Pseudonyms()


def _whose(*, names: bool) -> str:
    return "with ids, names and looks" if names else "under pseudonyms"


def _warn_of_retention(found: ImportedLog) -> None:
    days = found.event.retention_days
    if found.last_wall_ms is None:
        return
    if found.last_wall_ms + days * DAY_MS < SystemClock().wall_ms():
        typer.echo(
            f"island: this log is older than the {days} days for which it may be kept:"
            " it is erased when the server starts",
            err=True,
        )


def _day(wall_ms: int | None) -> str:
    moment = datetime.fromtimestamp((wall_ms or 0) / 1000).astimezone()
    return f"{moment:%Y-%m-%d %H:%M}"


@contextmanager
def _progress(unit: str) -> Iterator[Told]:
    """A bar in a terminal, a line for each tenth elsewhere; both on the error output."""
    if not sys.stderr.isatty():
        yield _plain_progress(unit)
        return
    columns = (TextColumn(unit), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(unit, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _plain_progress(unit: str) -> Told:
    said = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal said
        share = done / total if total else 1.0
        if share >= said + _SAID_EACH_SHARE:
            said = share
            typer.echo(f"{done} of {total} {unit}", err=True)

    return tell
