"""The attendance log in a SQL database; implements `ports.AttendanceStore`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Self

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from island_server.core import events as ev
from island_server.core.ids import PersonId
from island_server.core.logged import Logged
from island_server.core.snapshots import LoggedSnapshot
from island_server.errors import StoreError
from island_server.ports import (
    Clock,
    EventInfo,
    LogBatch,
    LogRun,
    LogSegment,
    LogSpan,
    PersonRow,
)
from island_server.store import (
    log_reader,
    log_retention,
    log_segments,
    log_summaries,
    own_trail,
)
from island_server.store.database import (
    FILE_NAME,
    check_form,
    postgresql_engine,
    prepare,
    read_only,
    sqlite_engine,
    store_errors,
)
from island_server.store.erasure import Erasure
from island_server.store.event_guard import EventGuard, begin_writing, check_writing
from island_server.store.folder_lock import FolderLock
from island_server.store.log_index import LogIndex
from island_server.store.motion_writer import MotionWriter
from island_server.store.presence_rows import clean_text, to_row
from island_server.store.schema import (
    EVENT,
    LOG_AVATAR,
    LOG_PRESENCE,
    LOG_RUN,
    LOG_SNAPSHOT,
    PERSON,
)
from island_server.store.scrubbing import scrub
from island_server.store.snapshot_bytes import encode_snapshot
from island_server.store.sql_links import SqlLinks
from island_server.store.sql_place_store import SqlPlaceStore
from island_server.store.sql_shelf import SqlShelf
from island_server.store.upserts import UPSERTS
from island_server.trail_ports import Trail

_log = logging.getLogger("island_server.store")


class SqlAttendanceStore(LogIndex):
    """Reads and writes the tables of `schema`; made by `open` or `open_for_reading`."""

    def __init__(self, engine: AsyncEngine, lock: FolderLock | None = None) -> None:
        """Use a database that is in its newest form; `lock` is released with it."""
        super().__init__(engine)
        self._lock = lock
        self._motion: dict[int, MotionWriter] = {}
        self._upsert = UPSERTS[engine.dialect.name]
        self.places = SqlPlaceStore(engine)
        """Where everybody was last, in the same database."""
        self._guard = EventGuard(engine) if engine.dialect.name == "postgresql" else None
        self._writing = asyncio.Lock()
        """While all of the file is written anew, others wait for longer than a lock of SQLite."""
        self._is_scrubbed = True

    @classmethod
    async def open(cls, data_dir: Path, address: str | None = None) -> Self:
        """Open the database at `postgresql://...`, or else the one of the data folder.

        It is made or brought to its newest form if need be.

        Raises:
            SettingsError: the folder cannot be written, or another island uses it.
            StoreError: the database is damaged, full, locked, unreachable or of a newer version.
        """
        lock = FolderLock(data_dir)
        engine = postgresql_engine(address) if address else sqlite_engine(data_dir / FILE_NAME)
        try:
            await prepare(engine)
        except BaseException:
            await engine.dispose()
            lock.release()
            raise
        return cls(engine, lock)

    @classmethod
    async def open_for_reading(cls, data_dir: Path, address: str | None = None) -> Self:
        """Open the same to read only, beside an island that writes: nothing is made or changed.

        Raises:
            StoreError: there is no database, it is unreachable, or it has the form of another
                version.
        """
        engine = postgresql_engine(address) if address else sqlite_engine(data_dir / FILE_NAME)
        read_only(engine)
        try:
            await check_form(engine)
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine)

    async def begin_run(self, event: EventInfo, wall_ms: int) -> LogRun:
        """Note that an event's island starts, and where its log goes on.

        Raises:
            SettingsError: another island writes this event into the same PostgreSQL database.
        """
        if self._guard is not None:
            with store_errors(self._engine):
                await self._guard.hold(event.id)
        told = {
            "name": event.name,
            "map_id": event.map_id,
            "log": event.log,
            "retention_days": event.retention_days,
            "series": event.series,
        }
        put = self._upsert(EVENT).values(id=event.id, created_ms=wall_ms, **told)
        run = {"event_id": event.id, "started_ms": wall_ms, "version": version("eiland")}
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                if self._guard is not None:
                    await begin_writing(connection, event.id)
                await connection.execute(
                    put.on_conflict_do_update(index_elements=["id"], set_=told)
                )
                last_seq = await log_summaries.last_seq(connection, event.id)
                made = await connection.execute(insert(LOG_RUN).values(run))
        (run_id,) = made.inserted_primary_key or (0,)
        return LogRun(event, run_id, last_seq + 1)

    async def end_run(self, run: LogRun) -> None:
        """Merge the movement that a run wrote last, and let others write its event."""
        motion = self._motion.pop(run.run, None)
        with suppress(StoreError), store_errors(self._engine):  # then it stays in small chunks
            if motion is not None:
                async with self._writing, self._engine.begin() as connection:
                    await motion.finish(connection)
        if self._guard is not None:
            await self._guard.let_go(run.event.id)

    async def append(self, run: LogRun, batch: LogBatch) -> None:
        """Keep all of it, or nothing if it raises; writing the same again changes nothing.

        On PostgreSQL it raises as well once a later run of the event has begun.
        """
        moves = [entry for entry in batch.entries if isinstance(entry.what, ev.Moved)]
        places = run.event.log == "movement"
        rows = [
            to_row(entry, places=places)
            for entry in batch.entries
            if not isinstance(entry.what, ev.Moved)
        ]
        motion = self._motion.pop(run.run, None) or MotionWriter(run.run)
        with store_errors(self._engine):
            async with self._writing, self._engine.begin() as connection:
                if self._guard is not None:
                    await check_writing(connection, run)
                await self._put_people(connection, run.event.id, batch.people)
                await self._put_new(connection, LOG_AVATAR, _avatars(run.run, batch))
                await self._put_new(connection, LOG_PRESENCE, rows)
                await motion.write(connection, moves, batch.snapshots)
                await self._put_new(
                    connection, LOG_SNAPSHOT, [_of_snapshot(taken) for taken in batch.snapshots]
                )
        self._motion[run.run] = motion

    async def entries(
        self,
        event_id: str,
        after_seq: int = 0,
        *,
        until_wall_ms: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Logged]:
        """The entries of an event after one, in order."""
        left = limit
        order = log_reader.LogOrder(self._engine)
        pages = log_reader.read_pages(self._engine, event_id, after_seq, until_wall_ms)
        async for page in pages:
            for entry in order.entries(page):
                if left == 0 or (until_wall_ms is not None and entry.wall_ms > until_wall_ms):
                    return
                yield entry
                left = None if left is None else left - 1

    async def segment(self, event_id: str, island: str, seq: int) -> LogSegment | None:
        """What a browser needs from the snapshot with this number on; `None` if there is none."""
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return await log_segments.read_segment(connection, event_id, island, seq)

    async def snapshot_before(
        self, event_id: str, island: str, wall_ms: int
    ) -> LoggedSnapshot | None:
        """The last snapshot of an island that was taken at a time or before."""
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return await log_summaries.read_snapshot(
                    connection, event_id, island, until_wall_ms=wall_ms
                )

    async def snapshot_after(self, event_id: str, island: str, seq: int) -> LoggedSnapshot | None:
        """The first snapshot of an island that holds at least the entries up to `seq`."""
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return await log_summaries.read_snapshot(connection, event_id, island, from_seq=seq)

    async def span(self, event_id: str) -> LogSpan | None:
        """What there is of an event's log; `None` if the event is unknown."""
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return await log_summaries.read_span(connection, event_id)

    async def people(self, event_id: str) -> list[PersonRow]:
        """Everybody who came to an event, the first first."""
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return await log_summaries.read_people(connection, event_id)

    async def forget_old(self, wall_ms: int) -> int:
        """Erase what each event's retention no longer allows at this time; returns how many rows.

        People go with their last avatar. Nothing of it stays in the files of SQLite.
        """
        async with self._writing:
            with store_errors(self._engine):
                async with self._engine.begin() as connection:
                    forgotten = await log_retention.forget_old(connection, wall_ms)
            self._is_scrubbed = self._is_scrubbed and forgotten == log_retention.NOTHING
            await self._scrub()
        return forgotten.entries

    async def known_people(self, series: str) -> set[PersonId]:
        """Everybody whose name an event of a series has."""
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return await own_trail.known_people(connection, series)

    async def trail(
        self, event_id: str, person: PersonId, *, with_path: bool = False
    ) -> Trail | None:
        """What an event's log has of a person; None if it has nothing."""
        return await own_trail.read_trail(self._engine, event_id, person, with_path=with_path)

    async def erase_person(self, event_id: str, person: PersonId, wall_ms: int) -> bool:
        """Erase who somebody was and where they walked, in all events of the series."""
        erasure = Erasure(self._engine, event_id, person)
        await erasure.work_out()
        async with self._writing:
            with store_errors(self._engine):
                async with self._engine.begin() as connection:
                    is_erased = await erasure.carry_out(connection, wall_ms)
            self._is_scrubbed = self._is_scrubbed and not is_erased
            await self._scrub()
        return is_erased

    async def _scrub(self) -> None:
        """What cannot be scrubbed now is, with the next that is erased or too old."""
        if self._is_scrubbed:
            return
        try:
            await scrub(self._engine)
        except StoreError as error:
            _log.error("what was erased may still be in the files: %s", error)
        else:
            self._is_scrubbed = True

    def shelf(self, event_id: str) -> SqlShelf:
        """What the parts of an event remember; it must have begun a run."""
        return SqlShelf(self._engine, event_id)

    def links(self, event_id: str) -> SqlLinks:
        """The invitation links of an event."""
        return SqlLinks(self._engine, event_id)

    @property
    def engine(self) -> AsyncEngine:
        """The database, for `log_files`, which reads and writes whole logs."""
        return self._engine

    async def keep_event(self, clock: Clock) -> None:
        """Hold on to the event for as long as this runs, even if a connection breaks."""
        if self._guard is not None:
            await self._guard.watch(clock)

    async def close(self) -> None:
        """Merge the movement written last, close the database and let the data folder go."""
        with suppress(StoreError):
            await self._finish_motion()
        if self._guard is not None:
            await self._guard.release()
        await self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    async def _finish_motion(self) -> None:
        with store_errors(self._engine):
            while self._motion:
                _, motion = self._motion.popitem()
                async with self._engine.begin() as connection:
                    await motion.finish(connection)

    async def _put_people(
        self, connection: AsyncConnection, event_id: str, people: Sequence[PersonRow]
    ) -> None:
        put = self._upsert(PERSON)
        put = put.on_conflict_do_update(
            index_elements=["event_id", "id"],
            set_={name: put.excluded[name] for name in ("name", "look", "role")},
        )
        if people:
            await connection.execute(put, [_of_person(event_id, person) for person in people])

    async def _put_new(
        self, connection: AsyncConnection, table: Table, rows: Sequence[dict[str, object]]
    ) -> None:
        """Add rows, other than those that are there."""
        if rows:
            await connection.execute(self._upsert(table).on_conflict_do_nothing(), rows)


def _of_person(event_id: str, person: PersonRow) -> dict[str, object]:
    return {
        "event_id": event_id,
        "id": person.person,
        "name": person.name,
        "look": list(person.look),
        "role": person.role.value,
        "first_seen_ms": person.seen_ms,
    }


def _avatars(run: int, batch: LogBatch) -> list[dict[str, object]]:
    """Whose avatars they are: of those who enter, and of those whose entry may have been lost."""
    whose = [
        (entry.wall_ms, entry.what.avatar, entry.what.person)
        for entry in batch.entries
        if isinstance(entry.what, ev.Entered)
    ] + [
        (taken.wall_ms, avatar.avatar, avatar.person)
        for taken in batch.snapshots
        for avatar in taken.state.avatars
    ]
    return [
        {"run_id": run, "avatar": avatar, "person": person, "entered_ms": wall_ms}
        for wall_ms, avatar, person in whose
    ]


def _of_snapshot(taken: LoggedSnapshot) -> dict[str, object]:
    return {
        "run_id": taken.run,
        "island": clean_text(taken.island),
        "seq": taken.seq,
        "map_id": taken.map_id,
        "t_ms": taken.t_ms,
        "wall_ms": taken.wall_ms,
        "data": encode_snapshot(taken.state),
    }
