"""The attendance log in a SQL database; implements `ports.AttendanceStore`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Row, Table, delete, exists, func, insert, not_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.ports import EventInfo, LogRow, LogRun, PersonRow
from island_server.store.database import FILE_NAME, prepare, sqlite_engine, store_errors
from island_server.store.folder_lock import FolderLock
from island_server.store.schema import EVENT, LOG_EVENT, LOG_RUN, PERSON

DAY_MS = 86_400_000
_UPSERTS: dict[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


class SqlAttendanceStore:
    """Reads and writes the tables of `schema`; made by `open`."""

    def __init__(self, engine: AsyncEngine, lock: FolderLock | None = None) -> None:
        """Use a database that is in its newest form; `lock` is released with it."""
        self._engine = engine
        self._lock = lock
        self._upsert = _UPSERTS[engine.dialect.name]

    @classmethod
    async def open(cls, data_dir: Path) -> Self:
        """Open the database of a data folder, made or brought to its newest form if need be.

        Raises:
            SettingsError: the folder cannot be written, or another island uses it.
            StoreError: the database is damaged, full, locked, or of a newer version.
        """
        lock = FolderLock(data_dir)
        engine = sqlite_engine(data_dir / FILE_NAME)
        try:
            await prepare(engine)
        except BaseException:
            await engine.dispose()
            lock.release()
            raise
        return cls(engine, lock)

    async def begin_run(self, event: EventInfo, wall_ms: int) -> LogRun:
        """Note that an event's island starts, and where its log goes on."""
        told = {
            "name": event.name,
            "map_id": event.map_id,
            "log": event.log,
            "retention_days": event.retention_days,
        }
        put = self._upsert(EVENT).values(id=event.id, created_ms=wall_ms, **told)
        run = {"event_id": event.id, "started_ms": wall_ms, "version": version("eiland")}
        last = select(func.max(LOG_EVENT.c.seq)).where(LOG_EVENT.c.event_id == event.id)
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                await connection.execute(
                    put.on_conflict_do_update(index_elements=["id"], set_=told)
                )
                made = await connection.execute(insert(LOG_RUN).values(run))
                last_seq = await connection.scalar(last)
        (run_id,) = made.inserted_primary_key or (0,)
        return LogRun(event, run_id, (last_seq or 0) + 1)

    async def append(
        self, run: LogRun, rows: Sequence[LogRow], people: Sequence[PersonRow]
    ) -> None:
        """Keep all of these, or none if it raises; writing the same again changes nothing."""
        event_id = run.event.id
        put_person = self._upsert(PERSON)
        put_person = put_person.on_conflict_do_update(
            index_elements=["event_id", "id"],
            set_={name: put_person.excluded[name] for name in ("name", "look", "role")},
        )
        put_row = self._upsert(LOG_EVENT).on_conflict_do_nothing()
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                if people:
                    await connection.execute(put_person, [_of_person(event_id, p) for p in people])
                if rows:
                    await connection.execute(put_row, [_of_row(event_id, row) for row in rows])

    async def read(self, event_id: str, after_seq: int, limit: int) -> list[LogRow]:
        """At most `limit` rows of an event in order, from the one after `after_seq` on."""
        wanted = (
            select(LOG_EVENT)
            .where(LOG_EVENT.c.event_id == event_id, LOG_EVENT.c.seq > after_seq)
            .order_by(LOG_EVENT.c.seq)
            .limit(limit)
        )
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                found = (await connection.execute(wanted)).all()
        return [_to_row(row) for row in found]

    async def people(self, event_id: str) -> list[PersonRow]:
        """Everybody who came to an event, the first first."""
        wanted = (
            select(PERSON)
            .where(PERSON.c.event_id == event_id)
            .order_by(PERSON.c.first_seen_ms, PERSON.c.id)
        )
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                found = (await connection.execute(wanted)).all()
        return [
            PersonRow(PersonId(p.id), p.name, tuple(p.look), Role(p.role), p.first_seen_ms)
            for p in found
        ]

    async def forget_old(self, wall_ms: int) -> int:
        """Erase what each event's retention no longer allows at this time; returns how many rows.

        People go with their last row. SQLite overwrites what it erases (`secure_delete`).
        """
        kept_ms = EVENT.c.retention_days * DAY_MS
        is_of_old_event = LOG_EVENT.c.event_id == EVENT.c.id
        oldest = select(wall_ms - kept_ms).where(is_of_old_event).scalar_subquery()
        rows = delete(LOG_EVENT).where(LOG_EVENT.c.wall_ms < oldest)
        has_rows = exists().where(
            LOG_EVENT.c.event_id == PERSON.c.event_id, LOG_EVENT.c.person == PERSON.c.id
        )
        limit = select(wall_ms - kept_ms).where(PERSON.c.event_id == EVENT.c.id).scalar_subquery()
        people = delete(PERSON).where(PERSON.c.first_seen_ms < limit, not_(has_rows))
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                erased = await connection.execute(rows)
                await connection.execute(people)
        return erased.rowcount

    async def close(self) -> None:
        """Close the database and let the data folder go."""
        await self._engine.dispose()
        if self._lock is not None:
            self._lock.release()


def _of_person(event_id: str, person: PersonRow) -> dict[str, object]:
    return {
        "event_id": event_id,
        "id": person.person,
        "name": person.name,
        "look": list(person.look),
        "role": person.role.value,
        "first_seen_ms": person.seen_ms,
    }


def _of_row(event_id: str, row: LogRow) -> dict[str, object]:
    return {
        "event_id": event_id,
        "seq": row.seq,
        "run_id": row.run,
        "t_ms": row.t_ms,
        "wall_ms": row.wall_ms,
        "kind": row.kind,
        "avatar": row.avatar,
        "person": row.person,
        "facts": dict(row.facts),
        "path": row.path,
    }


def _to_row(row: Row[Any]) -> LogRow:
    return LogRow(
        run=row.run_id,
        seq=row.seq,
        t_ms=row.t_ms,
        wall_ms=row.wall_ms,
        kind=row.kind,
        avatar=None if row.avatar is None else AvatarId(row.avatar),
        person=None if row.person is None else PersonId(row.person),
        facts=row.facts,
        path=row.path,
    )
