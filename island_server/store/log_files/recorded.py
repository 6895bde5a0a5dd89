"""The entries of an export as JSON Lines, without a database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from island_server.core.logged import Logged
from island_server.store.log_files import lines
from island_server.store.log_files.import_log import moved, presence_of
from island_server.store.log_files.line_reader import open_log_file


def file_entries(path: Path) -> Iterator[Logged]:
    """All entries of a file in order; people by the keys that they have in it, without names.

    Raises `LogFileError`: at the line that is wrong, after those before it were given.
    """
    whose: dict[int, str | None] = {}
    with open_log_file(path) as reader:
        for line in reader.records():
            match line:
                case lines.Run():
                    whose.clear()
                case lines.Avatar(avatar=avatar, person=person):
                    whose[avatar] = person
                case lines.Move(run=run):
                    yield moved(line, run)
                case lines.Presence(avatar=avatar):
                    try:
                        yield presence_of(line, line.run, whose.get(avatar) if avatar else None)
                    except ValueError as error:
                        raise reader.problem(f"kind: {error}") from None
                case _:
                    pass
