"""Reads an export as JSON Lines, line by line, and believes nothing of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from island_server.errors import LogFileError
from island_server.store.log_files import lines
from island_server.store.log_files.line_order import LineOrder

_OTHER_FORMS = {b"PK\x03\x04": "a zip", b"PAR1": "Parquet", b"\x1f\x8b": "gzip"}


class LineReader:
    """The lines of one file, in order; all of them are checked once the last was taken.

    Whatever is wrong is a `LogFileError` that names file, line and key.
    """

    def __init__(self, path: Path, file: BinaryIO) -> None:
        """Read the first line."""
        self._path = path
        self._file = file
        self._hash = hashlib.sha256()
        self.line = 0
        """The number of the line that was taken last."""
        self.bytes_read = 0
        self.size_bytes = path.stat().st_size
        self.header = self._header()

    def problem(self, text: str) -> LogFileError:
        """The error to be raised about the line that was taken last."""
        return LogFileError(str(self._path), self.line, text)

    def records(self) -> Iterator[lines.Line]:
        """All lines between the first and the last, which are checked here as well."""
        order = LineOrder(self.header.counts)
        while True:
            raw = self._next()
            line = self._decode(raw)
            if isinstance(line, lines.End):
                self._check_end(line, order)
                return
            try:
                order.take(line)
            except ValueError as error:
                raise self.problem(str(error)) from None
            self._hash.update(raw)
            yield line

    def _header(self) -> lines.Header:
        raw = self._next()
        for start, form in _OTHER_FORMS.items():
            if raw.startswith(start):
                self.line = 0
                raise self.problem(f"it is {form}; only exports as JSON Lines can be read back")
        try:
            version = lines.VERSION_DECODER.decode(raw)
        except (ValueError, RecursionError):
            version = lines.Version("", 0)
        if version.format != lines.FORMAT:
            raise self.problem("it is no attendance log of Eiland as JSON Lines")
        if version.version > lines.VERSION:
            raise self.problem(
                f"version: {version.version} was written by a newer version of Eiland,"
                f" this one reads up to {lines.VERSION}"
            )
        line = self._decode(raw)
        if not isinstance(line, lines.Header) or line.version != lines.VERSION:
            raise self.problem(f"version: {version.version} is unknown")
        self._hash.update(raw)
        return line

    def _next(self) -> bytes:
        try:
            raw = self._file.readline(lines.MOST_LINE_BYTES + 1)
        except OSError as error:
            raise LogFileError(str(self._path), 0, error.strerror or "cannot be read") from error
        self.line += 1
        self.bytes_read += len(raw)
        if len(raw) > lines.MOST_LINE_BYTES:
            raise self.problem(f"it is longer than {lines.MOST_LINE_BYTES} bytes")
        if not raw.endswith(b"\n") and not (self.line == 1 and raw):
            self.line -= 0 if raw else 1
            raise self.problem(
                "the file is cut off after this line" if not raw else "it is cut off"
            )
        return raw

    def _decode(self, raw: bytes) -> lines.Line:
        if b"\\u0000" in raw:
            raise self.problem("there is a zero character in a text")
        try:
            return lines.DECODER.decode(raw)
        except RecursionError:
            raise self.problem("it is nested too deeply") from None
        except ValueError as error:  # msgspec's own errors are ValueErrors too
            raise self.problem(_told(str(error))) from None

    def _check_end(self, end: lines.End, order: LineOrder) -> None:
        if order.counts() != end.counts or end.counts != self.header.counts:
            raise self.problem("counts: there are not as many records as the file says")
        if end.sha256 != self._hash.hexdigest():
            raise self.problem("sha256: the file was changed or damaged since it was written")
        if self._file.read(1):
            self.line += 1
            raise self.problem("there is something after the end of the log")


@contextmanager
def open_log_file(path: Path) -> Iterator[LineReader]:
    """Open an export and read its first line. Raises `LogFileError`."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise LogFileError(str(path), 0, error.strerror or "cannot be read") from error
    with file:
        yield LineReader(path, file)


def _told(error: str) -> str:
    """What msgspec says, with the key first: "seq: Expected `int`, got `str`"."""
    what, _, where = error.partition(" - at `")
    key = where.rstrip("`").removeprefix("$.").replace("$", "the line")
    return f"{key}: {what}" if key else what
