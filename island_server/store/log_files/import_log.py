"""Takes an exported log back in: all of it, or nothing."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Table, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from island_server.core.events import Moved
from island_server.core.ids import AvatarId
from island_server.core.logged import Logged
from island_server.core.motion import Run
from island_server.ports import EventInfo
from island_server.store.database import store_errors
from island_server.store.log_files import lines
from island_server.store.log_files.line_reader import LineReader, open_log_file
from island_server.store.log_files.outline import read_event
from island_server.store.motion_chunks import encode_chunk
from island_server.store.presence_rows import from_row
from island_server.store.schema import (
    EVENT,
    LOG_AVATAR,
    LOG_MOTION,
    LOG_PRESENCE,
    LOG_RUN,
    LOG_SNAPSHOT,
    PERSON,
)
from island_server.store.snapshot_bytes import snapshot_from_json
from island_server.store.sql_attendance_store import SqlAttendanceStore

ROWS_AT_ONCE = 2000
CHUNK_MOVES = 2000
CHUNK_MS = 60_000
"""Longest stretch of movement in one chunk: retention takes chunks as they are."""


@dataclass(frozen=True, slots=True)
class ImportedLog:
    """What was taken in. `last_wall_ms`: of the latest entry, `None` if there is none."""

    event: EventInfo
    naming: lines.NamingKind
    counts: lines.Counts
    last_wall_ms: int | None


async def import_log(
    store: SqlAttendanceStore,
    source: Path,
    progress: Callable[[int, int], None],
    *,
    as_id: str | None = None,
) -> ImportedLog:
    """Take in an export as JSON Lines, under its event's id or another; one transaction.

    `progress` counts bytes. Nobody sees anything of it before all of it is there, and if anything
    is wrong, or the process dies, there is nothing of it.

    Raises:
        LogFileError: the file cannot be taken in as it is; names the line and the key.
        StoreError: the database does not take it.
    """
    with open_log_file(source) as reader:
        event = reader.header.event.info(as_id)
        with store_errors(store.engine):
            async with store.engine.begin() as connection:
                if await read_event(connection, event.id) is not None:
                    raise reader.problem(
                        f"event.id: there is an event {event.id!r} already;"
                        " take it in under another id (--as)"
                    )
                writing = _Import(connection, reader, event)
                await writing.begin()
                for line in reader.records():
                    await writing.take(line)
                    if reader.line % ROWS_AT_ONCE == 0:
                        progress(reader.bytes_read, reader.size_bytes)
                await writing.flush()
        progress(reader.size_bytes, reader.size_bytes)
    return ImportedLog(event, reader.header.naming, reader.header.counts, writing.last_wall_ms)


@dataclass(slots=True)
class _Import:
    """One import under way."""

    _connection: AsyncConnection
    _reader: LineReader
    _event: EventInfo
    last_wall_ms: int | None = None
    _run: int = 0
    """The id of the run under way."""
    _rows: dict[Table, list[dict[str, object]]] = field(default_factory=dict)
    _moves: list[Logged] = field(default_factory=list)

    async def begin(self) -> None:
        """Make the event."""
        event = self._event
        row = {
            "id": event.id,
            "name": event.name,
            "map_id": event.map_id,
            "created_ms": 0,  # until the first run begins
            "log": event.log,
            "retention_days": event.retention_days,
            "series": event.series,
        }
        await self._connection.execute(insert(EVENT).values(row))

    async def take(self, line: lines.Line) -> None:
        """Put a line where it belongs, sooner or later."""
        match line:
            case lines.Person():
                await self._put(PERSON, _person(self._event.id, line))
            case lines.Run():
                await self._begin_run(line)
            case lines.Avatar(avatar=avatar, person=person, entered_ms=entered_ms):
                row = {"run_id": self._run, "avatar": avatar, "person": person}
                await self._put(LOG_AVATAR, {**row, "entered_ms": entered_ms})
            case lines.Presence():
                self._note_time(line.wall_ms)
                await self._put(LOG_PRESENCE, self._presence(line))
            case lines.Move():
                self._note_time(line.wall_ms)
                await self._move(line)
            case lines.Snapshot():
                await self._put(LOG_SNAPSHOT, self._snapshot(line))
            case _:
                raise TypeError(f"no place for {line!r}")

    async def flush(self) -> None:
        """Write all that waits."""
        await self._flush_moves()
        for table, rows in self._rows.items():
            if rows:
                await self._connection.execute(insert(table), rows)
                rows.clear()

    async def _put(self, table: Table, row: dict[str, object]) -> None:
        rows = self._rows.setdefault(table, [])
        rows.append(row)
        if len(rows) >= ROWS_AT_ONCE:
            await self._connection.execute(insert(table), rows)
            rows.clear()

    async def _begin_run(self, line: lines.Run) -> None:
        await self.flush()
        if line.run == 1:
            mine = update(EVENT).where(EVENT.c.id == self._event.id)
            await self._connection.execute(mine.values(created_ms=line.started_ms))
        row = {
            "event_id": self._event.id,
            "started_ms": line.started_ms,
            "version": version("eiland"),
        }
        made = await self._connection.execute(insert(LOG_RUN).values(row))
        (self._run,) = made.inserted_primary_key or (0,)

    def _presence(self, line: lines.Presence) -> dict[str, object]:
        try:
            presence_of(line, self._run)
        except ValueError as error:
            raise self._reader.problem(f"kind: {error}") from None
        columns = (column.name for column in LOG_PRESENCE.columns)
        return dict(zip(columns, _values(line, self._run), strict=True))

    async def _move(self, line: lines.Move) -> None:
        moves = self._moves
        if moves and (
            len(moves) >= CHUNK_MOVES or abs(line.wall_ms - moves[0].wall_ms) >= CHUNK_MS
        ):
            await self._flush_moves()
        moves.append(moved(line, self._run))

    async def _flush_moves(self) -> None:
        if not self._moves:
            return
        try:
            row = _chunk(self._moves)
        except (struct.error, OverflowError):
            raise self._reader.problem("t_ms: numbers are too far from one another") from None
        self._moves.clear()
        await self._put(LOG_MOTION, row)

    def _snapshot(self, line: lines.Snapshot) -> dict[str, object]:
        try:
            data = snapshot_from_json(line.state)
        except (ValueError, RecursionError) as error:
            raise self._reader.problem(f"state: {error}") from None
        return {
            "run_id": self._run,
            "island": line.island,
            "seq": line.seq,
            "map_id": line.map_id,
            "t_ms": line.t_ms,
            "wall_ms": line.wall_ms,
            "data": data,
        }

    def _note_time(self, wall_ms: int) -> None:
        if self.last_wall_ms is None or wall_ms > self.last_wall_ms:
            self.last_wall_ms = wall_ms


def presence_of(line: lines.Presence, run: int, person: str | None = None) -> Logged:
    """The entry of a line. Raises ValueError if it is none."""
    return from_row((*_values(line, run), person, None, None))


def _values(line: lines.Presence, run: int) -> tuple[object, ...]:
    return (
        run,
        line.seq,
        line.island,
        line.t_ms,
        line.wall_ms,
        line.kind,
        line.avatar,
        line.zone,
        line.conversation,
        line.facts,
    )


def moved(line: lines.Move, run: int) -> Logged:
    """The entry of a line."""
    runs = tuple(Run(*it) for it in line.runs)
    what = Moved(line.t_ms, AvatarId(line.avatar), line.t0_ms, line.x, line.y, line.facing, runs)
    return Logged(line.seq, run, line.island, line.wall_ms, what)


def _person(event_id: str, line: lines.Person) -> dict[str, object]:
    return {
        "event_id": event_id,
        "id": line.person,
        "name": line.name or "",
        "look": list(line.look or ()),
        "role": line.role.value,
        "first_seen_ms": line.first_seen_ms,
    }


def _chunk(moves: Sequence[Logged]) -> dict[str, object]:
    times = [move.what.t_ms for move in moves]
    walls = [move.wall_ms for move in moves]
    return {
        "run_id": moves[0].run,
        "first_seq": moves[0].seq,
        "last_seq": moves[-1].seq,
        "moves": len(moves),
        "first_t_ms": min(times),
        "last_t_ms": max(times),
        "first_wall_ms": min(walls),
        "last_wall_ms": max(walls),
        "data": encode_chunk(moves),
    }
