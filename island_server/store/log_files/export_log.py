"""Writes an event's log to a file, while an island may be writing to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from island_server.store.log_files.finished_file import finished_file
from island_server.store.log_files.json_lines import JsonLines
from island_server.store.log_files.log_source import LogSource
from island_server.store.log_files.naming import Keys, Naming
from island_server.store.log_files.outline import read_outline
from island_server.store.log_files.table_files import write_tables
from island_server.store.sql_attendance_store import SqlAttendanceStore

Form = Literal["csv", "jsonl", "parquet"]
Progress = Callable[[int, int], None]
"""Told now and then how many there are by now, and how many there will be."""


async def export_log(
    store: SqlAttendanceStore,
    event_id: str,
    target: Path,
    form: Form,
    naming: Naming,
    progress: Progress,
) -> None:
    """Write all of a log, as it is when this begins; `progress` counts entries.

    The file appears when it is whole, readable by its owner only. Memory does not grow with the
    number of entries. The time that this takes is spent in the caller's thread.

    Raises:
        StoreError: there is no such event, the log is damaged or something in it was erased
            meanwhile, or the disk does not take the file.
    """
    outline = await read_outline(store.engine, event_id)
    source, keys = LogSource(store.engine, outline), Keys(naming)
    progress(0, outline.entries)
    if form == "jsonl":
        with finished_file(target) as file:
            await JsonLines(source, keys, file, progress, has_names=naming.has_names).write()
    else:
        await write_tables(source, keys, target, form, progress, has_names=naming.has_names)
    progress(outline.entries, outline.entries)
