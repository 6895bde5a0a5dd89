"""Exports of logs, under pseudonyms or with names, by the store's `log_files`."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol

from island_server.attendance_ports import ExportForm
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.core.ids import PersonId
from island_server.errors import LogRefused
from island_server.log_reports import Progress, span_of
from island_server.store.sql_attendance_store import SqlAttendanceStore

_MODULE = "island_server.store.log_files"


class ExportNaming:
    """How an export calls people. Implements `store.log_files.Naming`."""

    def __init__(self, pseudonyms: Pseudonyms, *, has_names: bool) -> None:
        self._pseudonyms = pseudonyms
        self._has_names = has_names

    @property
    def has_names(self) -> bool:
        """Whether people are told by id, name and look."""
        return self._has_names

    def label(self, person: PersonId) -> str:
        """The pseudonym, the same as on the pages."""
        return self._pseudonyms.of(person)


class Exporter(Protocol):
    """Writes a log into a file."""

    async def __call__(
        self,
        store: SqlAttendanceStore,
        event_id: str,
        target: Path,
        form: ExportForm,
        naming: ExportNaming,
        progress: Progress,
    ) -> None:
        """Write all of it; the file appears when it is whole. Raises `StoreError`."""


async def export(
    store: SqlAttendanceStore,
    event_id: str,
    target: Path,
    form: ExportForm,
    naming: ExportNaming,
    progress: Progress,
) -> None:
    """Write an event's log into a file. Raises `LogRefused`: `unknown_event`, or a `StoreError`."""
    await span_of(store, event_id)
    await _exporter()(store, event_id, target, form, naming, progress)


def _exporter() -> Exporter:
    """Found when it is needed: a server without it does all else."""
    try:
        exporter: Exporter = importlib.import_module(_MODULE).export_log
    except ModuleNotFoundError as error:
        if error.name != _MODULE:
            raise LogRefused("log_unavailable", f"this needs {error.name}") from None
        raise LogRefused("log_unavailable", "this version writes no exports") from None
    return exporter
