"""Exports of logs, under pseudonyms or with names, by the store's `log_files`."""

from __future__ import annotations

from pathlib import Path

from island_server.attendance_ports import ExportForm
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.core.ids import PersonId
from island_server.log_reports import Progress, span_of
from island_server.store.log_files import export_log
from island_server.store.sql_attendance_store import SqlAttendanceStore


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
    await export_log(store, event_id, target, form, naming, progress)
