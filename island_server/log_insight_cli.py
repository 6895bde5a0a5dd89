"""`island log insight`: what a log tells, as tables for people or as JSON for programs."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Annotated

import typer

from island_server.access.pseudonym_key import pseudonym_key
from island_server.access.signing_key import load_signing_key
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.errors import LogRefused, StoreError
from island_server.insight_tables import insight_lines, shared_lines
from island_server.log_reports import EventFigures, figures_of, insight_document, span_of
from island_server.settings import Settings, load_settings
from island_server.store.sql_attendance_store import SqlAttendanceStore


def insight(
    event: Annotated[
        str | None, typer.Argument(help="Id of the event; else that of the settings.")
    ] = None,
    shared: Annotated[
        bool, typer.Option("--shared", help="Only what may be shown to others: no small groups.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")] = False,
) -> None:
    """Work out what an event's log tells, under pseudonyms; the server may be running."""
    settings = load_settings()
    figures = asyncio.run(_figures(settings, event or settings.event_id))
    pseudonyms = Pseudonyms(
        pseudonym_key(load_signing_key(settings.data_dir), figures.event.series)
    )
    if as_json:
        document = insight_document(figures, pseudonyms)
        typer.echo(json.dumps(document["shared"] if shared else document, ensure_ascii=False))
        return
    lines = shared_lines(figures) if shared else insight_lines(figures, pseudonyms)
    typer.echo("\n".join(lines))


def register(log_cli: typer.Typer) -> None:
    """Put this command under `island log`."""
    log_cli.command("insight")(insight)


async def _figures(settings: Settings, event_id: str) -> EventFigures:
    address = settings.database_url.get_secret_value() if settings.database_url else None
    store = await SqlAttendanceStore.open_for_reading(settings.data_dir, address)
    try:
        span = await span_of(store, event_id)
        return await figures_of(store, settings.data_dir, span, _tell)
    except LogRefused as refused:
        raise StoreError(refused.detail) from None
    finally:
        await store.close()


def _tell(done: int, total: int) -> None:
    """On a terminal, how far it is."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{done} of {total} entries read{end}")
        sys.stderr.flush()
