"""Writes a log as JSON Lines: the form that comes back as it went."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, BinaryIO

import msgspec
from sqlalchemy import Row

from island_server.core.events import Moved
from island_server.core.ids import PersonId
from island_server.errors import StoreError
from island_server.ports import PersonRow
from island_server.store.log_files import lines
from island_server.store.log_files.log_source import Entry, LogSource, changed
from island_server.store.log_files.naming import Keys
from island_server.store.log_files.outline import LogOutline, RunOutline
from island_server.store.snapshot_bytes import snapshot_as_json

LINES_AT_ONCE = 2000


class JsonLines:
    """One export. `write` is called once."""

    def __init__(
        self,
        source: LogSource,
        keys: Keys,
        file: BinaryIO,
        progress: Callable[[int, int], None],
        *,
        has_names: bool,
    ) -> None:
        self._source = source
        self._keys = keys
        self._file = file
        self._progress = progress
        self._has_names = has_names
        self._hash = hashlib.sha256()
        self._waiting: list[lines.Line] = []
        self._presence = 0
        self._moves = 0
        self._run = 0
        self._snapshots: list[tuple[int, str]] = []
        """Of the run under way: those still to be written, the next one last."""

    async def write(self) -> None:
        """Write all lines. Raises `StoreError` if the log is damaged or changes meanwhile."""
        outline = self._source.outline
        self._begin(outline)
        async for part in self._source.parts():
            await self._go_on_to(part.run)
            for entry, row in part.entries:
                if self._snapshots and self._snapshots[-1][0] < entry.seq:
                    await self._write_snapshots(entry.seq)
                self._add_entry(part.run, (entry, row))
        while self._run < len(outline.runs):
            await self._go_on_to(outline.runs[self._run])
        await self._finish_run()
        told = _counts(outline)
        if (self._presence, self._moves) != (told.presence, told.moves):
            raise changed()
        self._flush()
        end = lines.End(told, self._hash.hexdigest())
        self._file.write(lines.ENCODER.encode(end) + b"\n")

    def _begin(self, outline: LogOutline) -> None:
        naming: lines.NamingKind = "names" if self._has_names else "pseudonyms"
        event = lines.Event.of(outline.event)
        counts = _counts(outline)
        self._add(lines.Header(lines.FORMAT, lines.VERSION, event, naming, counts))
        people = [
            (person.seen_ms, self._keys.of(person.person), person) for person in outline.people
        ]
        for _, key, person in sorted(people, key=lambda it: it[:2]):
            self._add(self._person(key, person))

    def _person(self, key: str, person: PersonRow) -> lines.Person:
        if not self._has_names:
            return lines.Person(key, person.role, person.seen_ms)
        return lines.Person(key, person.role, person.seen_ms, person.name, person.look)

    async def _go_on_to(self, run: RunOutline) -> None:
        """End the run under way and begin those up to and with this one."""
        runs = self._source.outline.runs
        while self._run < run.number:
            await self._finish_run()
            coming = runs[self._run]
            self._run = coming.number
            self._snapshots = list(reversed(coming.snapshots))
            self._add(lines.Run(coming.number, coming.started_ms))
            for it in coming.avatars:
                key = None if it.person is None else self._keys.of(PersonId(it.person))
                self._add(lines.Avatar(coming.number, it.avatar, it.entered_ms, key))

    async def _finish_run(self) -> None:
        if self._run:
            await self._write_snapshots(None)

    async def _write_snapshots(self, before_seq: int | None) -> None:
        run = self._source.outline.runs[self._run - 1]
        while self._snapshots and (before_seq is None or self._snapshots[-1][0] < before_seq):
            row = await self._source.snapshot(run, *self._snapshots.pop())
            self._add(_snapshot(run.number, row))

    def _add_entry(self, run: RunOutline, found: Entry) -> None:
        entry, row = found
        if row is None:
            self._moves += 1
            self._add(_move(run.number, found))
            return
        self._presence += 1
        self._add(
            lines.Presence(
                run.number,
                entry.seq,
                row.island,
                row.t_ms,
                row.wall_ms,
                row.kind,
                row.avatar,
                row.zone,
                row.conversation,
                row.facts,
            )
        )

    def _add(self, line: lines.Line) -> None:
        self._waiting.append(line)
        if len(self._waiting) >= LINES_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        data = lines.ENCODER.encode_lines(self._waiting)
        self._waiting.clear()
        self._hash.update(data)
        self._file.write(data)
        self._progress(self._presence + self._moves, self._source.outline.entries)


def _counts(outline: LogOutline) -> lines.Counts:
    runs = outline.runs
    return lines.Counts(
        people=len(outline.people),
        runs=len(runs),
        avatars=sum(len(run.avatars) for run in runs),
        presence=sum(run.presence for run in runs),
        moves=sum(run.moves for run in runs),
        snapshots=sum(len(run.snapshots) for run in runs),
    )


def _move(run: int, found: Entry) -> lines.Move:
    entry, _ = found
    what = entry.what
    if not isinstance(what, Moved):
        raise TypeError(f"entry {entry.seq} has no row and is no movement")
    return lines.Move(
        run,
        entry.seq,
        entry.island,
        what.t_ms,
        entry.wall_ms,
        what.avatar,
        what.t0_ms,
        what.x,
        what.y,
        what.facing,
        what.runs,
    )


def _snapshot(run: int, row: Row[Any]) -> lines.Snapshot:
    try:
        state = msgspec.Raw(snapshot_as_json(row.data))
    except ValueError as error:
        place = f"log_snapshot, run {row.run_id}, island {row.island}, entry {row.seq}"
        raise StoreError(f"{place}: {error}") from None
    return lines.Snapshot(run, row.seq, row.island, row.map_id, row.t_ms, row.wall_ms, state)
