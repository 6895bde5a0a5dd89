"""Tables as CSV (RFC 4180), for spreadsheets: UTF-8 with its mark, commas, a line of headings."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TextIO

from island_server.store.log_files.tables import Column, Row, TableForm, Value

_WIDE = ("\uff1d", "\uff0b", "\uff0d", "\uff20")  # the same in full width
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", *_WIDE)


class CsvFile:
    """One table, written row by row."""

    suffix = ".csv"

    def __init__(self, path: Path, form: TableForm) -> None:
        self._kinds = [column.kind for column in form.columns]
        self._file: TextIO = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(column.name for column in form.columns)

    def write(self, rows: Iterable[Row]) -> None:
        """Add rows."""
        kinds = self._kinds
        self._writer.writerows(
            [_cell(kind, value) for kind, value in zip(kinds, row, strict=True)] for row in rows
        )

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def about_rows(about: Sequence[tuple[str, str]]) -> tuple[TableForm, list[Row]]:
    """What an export is of, as a table."""
    form = TableForm("about", (Column("key", "text", ""), Column("value", "text", "")))
    return form, [list(pair) for pair in about]


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before what could be one."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _cell(kind: str, value: Value) -> Value:
    if value is None:
        return ""
    match kind:
        case "text":
            return safe_text(str(value))
        case "time":
            return told_time(int(value))
        case "seconds":
            return f"{int(value) / 1000:.3f}"
        case "yes":
            return "yes" if value else "no"
        case _:
            return value


def told_time(wall_ms: int) -> str:
    """A time as spreadsheets understand it, UTC: 2026-05-01 14:03:09.120."""
    seconds, rest_ms = divmod(wall_ms, 1000)
    return f"{_told_second(seconds)}.{rest_ms:03}"


@lru_cache(maxsize=64)
def _told_second(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")
    except (OverflowError, ValueError, OSError):
        return str(seconds)  # a clock that was set to no time of this world
