"""Writes a log as tables, in one zip."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Literal, Protocol

from island_server.store.log_files import lines
from island_server.store.log_files.csv_files import CsvFile, about_rows
from island_server.store.log_files.finished_file import finished_file, scratch_folder
from island_server.store.log_files.log_source import LogSource, changed
from island_server.store.log_files.naming import Keys
from island_server.store.log_files.outline import LogOutline
from island_server.store.log_files.table_rows import Made, TableRows
from island_server.store.log_files.tables import TABLES, Row, TableForm

ENTRIES_AT_ONCE = 2000

About = list[tuple[str, str]]


class _TableFile(Protocol):
    def write(self, rows: Iterable[Row]) -> None: ...
    def close(self) -> None: ...


async def write_tables(
    source: LogSource,
    keys: Keys,
    target: Path,
    form: Literal["csv", "parquet"],
    progress: Callable[[int, int], None],
    *,
    has_names: bool,
) -> None:
    """Write all tables of a log. Raises `StoreError` as `export_log` does."""
    outline = source.outline
    with scratch_folder(target) as folder:
        about = _about(outline, has_names=has_names)
        tables = _Tables(folder, form, about, has_names=has_names)
        try:
            await _fill(tables, source, TableRows(outline, keys, has_names=has_names), progress)
        finally:
            tables.close()
        with finished_file(target) as file, zipfile.ZipFile(file, "w") as packed:
            kind = zipfile.ZIP_DEFLATED if form == "csv" else zipfile.ZIP_STORED
            for path in sorted(folder.iterdir()):
                packed.write(path, path.name, kind)


async def _fill(
    tables: _Tables, source: LogSource, rows: TableRows, progress: Callable[[int, int], None]
) -> None:
    done, total = 0, source.outline.entries
    tables.add(rows.people())
    async for part in source.parts():
        while found := list(islice(part.entries, ENTRIES_AT_ONCE)):
            tables.add(rows.take(part.run, found))
            done += len(found)
            progress(done, total)
    if done != total:
        raise changed()
    tables.add(rows.finish())


class _Tables:
    """The files of all tables."""

    def __init__(self, folder: Path, form: str, about: About, *, has_names: bool) -> None:
        self._folder = folder
        self._is_csv = form == "csv"
        self._about = about
        self._files = {it.name: self._file(it.with_names() if has_names else it) for it in TABLES}
        if self._is_csv:
            it, rows = about_rows(about)
            self._files[it.name] = self._file(it)
            self._files[it.name].write(rows)

    def add(self, made: Made) -> None:
        """Write rows, each into its table."""
        waiting: dict[str, list[Row]] = {}
        for form, row in made:
            waiting.setdefault(form.name, []).append(row)
        for name, rows in waiting.items():
            self._files[name].write(rows)

    def close(self) -> None:
        """Finish all files."""
        for file in self._files.values():
            file.close()

    def _file(self, form: TableForm) -> _TableFile:
        path = self._folder / form.name
        if self._is_csv:
            return CsvFile(path.with_suffix(CsvFile.suffix), form)
        from island_server.store.log_files.parquet_files import (  # noqa: PLC0415
            ParquetFile,  # pyarrow is large: it is loaded only for this
        )

        return ParquetFile(path.with_suffix(ParquetFile.suffix), form, self._about)


def _about(outline: LogOutline, *, has_names: bool) -> About:
    event = outline.event
    return [
        ("format", lines.FORMAT),
        ("version", str(lines.VERSION)),
        ("event", event.id),
        ("event_name", event.name),
        ("series", event.series),
        ("map_id", event.map_id),
        ("log", event.log),
        ("retention_days", str(event.retention_days)),
        ("naming", "names" if has_names else "pseudonyms"),
        ("people", str(len(outline.people))),
        ("entries", str(outline.entries)),
    ]
