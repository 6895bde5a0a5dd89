"""What only the store on PostgreSQL must do; the rest is in the contract suite."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext

from island_server.clock import ManualClock
from island_server.errors import SettingsError, StoreError
from island_server.ports import LogBatch
from island_server.store.database import postgresql_engine, prepare
from island_server.store.event_guard import LOOK_MS, check_writing
from island_server.store.migrate import MIGRATIONS
from island_server.store.presence_rows import to_row
from island_server.store.recorder import AttendanceRecorder
from island_server.store.schema import LOG_PRESENCE, METADATA
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.tasks import Tasks

from .made_log import EVENT, OTHER, entry, read, zone
from .postgresql import Cluster
from .test_migrate import log_of_0001


async def test_two_islands_cannot_write_one_event(postgresql: Cluster, tmp_path: Path) -> None:
    address = postgresql.database()
    one = await SqlAttendanceStore.open(tmp_path / "one", address)
    other = await SqlAttendanceStore.open(tmp_path / "other", address)
    await one.begin_run(EVENT, 5)
    with pytest.raises(SettingsError, match="event ameland is in use by another island"):
        await other.begin_run(EVENT, 6)
    await other.begin_run(OTHER, 6)
    await one.close()
    await other.begin_run(EVENT, 7)
    await other.close()


# --- a connection that breaks


class Broken:
    """An island whose guarding connection was cut by the database, and somebody who looks on."""

    def __init__(self, store: SqlAttendanceStore, address: str, clock: ManualClock) -> None:
        self.store = store
        self.address = address
        self.clock = clock

    async def cut(self) -> None:
        """End the session that holds the event, as an operator or a restart of it would."""
        engine = postgresql_engine(self.address)
        async with engine.connect() as connection:
            ended = await connection.execute(
                sa.text(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks"
                    " WHERE locktype = 'advisory' AND granted AND database ="
                    " (SELECT oid FROM pg_database WHERE datname = current_database())"
                )
            )
            assert ended.scalars().all() == [True]
        await engine.dispose()

    async def look(self) -> None:
        """Let the guard look twice: it notices, and makes another connection."""
        for _ in range(2):
            await self.clock.advance_ms(LOOK_MS)
            async with self.store._guard._at_work:
                pass

    async def other(self, folder: Path) -> SqlAttendanceStore:
        return await SqlAttendanceStore.open(folder, self.address)


@pytest.fixture
async def broken(postgresql: Cluster, tmp_path: Path) -> AsyncIterator[Broken]:
    address, clock = postgresql.database(), ManualClock()
    store = await SqlAttendanceStore.open(tmp_path / "one", address)
    async with Tasks() as tasks:
        tasks.spawn("event-guard", store.keep_event(clock))
        yield Broken(store, address, clock)
    await store.close()


async def test_an_event_is_held_again_after_its_connection_broke(
    broken: Broken, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "island_server.store")
    run = await broken.store.begin_run(EVENT, 5)
    for _ in range(2):
        await broken.cut()
        await broken.look()
        other = await broken.other(tmp_path / "other")
        with pytest.raises(SettingsError, match="in use by another island"):
            await other.begin_run(EVENT, 6)
        await other.close()
    assert [record.getMessage() for record in caplog.records] == [
        "the connection that holds the event broke; another one is made",
        "the event is held again",
    ] * 2
    await broken.store.append(run, LogBatch([entry(1)]))


async def test_what_is_written_while_the_connection_is_broken_is_kept(broken: Broken) -> None:
    run = await broken.store.begin_run(EVENT, 5)
    await broken.cut()
    await broken.store.append(run, LogBatch([entry(1)]))
    assert [logged.seq for logged in await read(broken.store)] == [1]


async def test_nothing_more_is_written_once_another_island_has_the_event(
    broken: Broken, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    run = await broken.store.begin_run(EVENT, 5)
    await broken.store.append(run, LogBatch([entry(1)]))
    recorder = AttendanceRecorder(broken.store, run, broken.clock)
    async with Tasks() as tasks:
        tasks.spawn("recorder", recorder.run())
        await broken.cut()
        other = await broken.other(tmp_path / "other")
        theirs = await other.begin_run(EVENT, 6)
        await other.append(theirs, LogBatch([entry(2, run=theirs.run)]))
        await broken.look()
        with pytest.raises(StoreError, match="event ameland is in use by another island there"):
            await broken.store.append(run, LogBatch([entry(3, run=run.run)]))
        recorder.record([zone(9)], 9, "nes")
        while recorder.problem() is None:
            await broken.clock.advance_ms(1000)
            await asyncio.sleep(0.01)
        await broken.clock.advance_ms(10_000)
        said = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
        assert len(said) == 1
        assert "stop one of the two" in said[0]
    await other.append(theirs, LogBatch([entry(3, run=theirs.run)]))
    assert [logged.run for logged in await read(other)] == [run.run, theirs.run, theirs.run]
    await other.close()


async def test_a_write_that_is_under_way_is_in_the_log_that_another_island_goes_on_with(
    broken: Broken, tmp_path: Path
) -> None:
    """No write of ours can slip in after the other has looked where the log ends."""
    run = await broken.store.begin_run(EVENT, 5)
    other = await broken.other(tmp_path / "other")
    await broken.cut()
    async with broken.store._engine.begin() as connection:
        await check_writing(connection, run)
        beginning = asyncio.create_task(other.begin_run(EVENT, 6))
        rows = [to_row(entry(1), places=True)]
        await broken.store._put_new(connection, LOG_PRESENCE, rows)
        assert not beginning.done()
    theirs = await beginning
    assert theirs.next_seq == 2
    await other.close()


async def test_a_database_that_is_away_for_a_while_is_no_fault(
    broken: Broken, monkeypatch: pytest.MonkeyPatch
) -> None:
    await broken.store.begin_run(EVENT, 5)
    await broken.cut()
    guard = broken.store._guard
    assert guard is not None
    take, refusals = guard._take, iter([ConnectionRefusedError(), TimeoutError(), None])

    async def fail(event_id: str) -> bool:
        refusal = next(refusals)
        if refusal is not None:
            raise refusal
        return await take(event_id)

    monkeypatch.setattr(guard, "_take", fail)
    for _ in range(2):
        await broken.look()
    assert not guard._is_broken


async def test_the_migrations_lead_to_the_tables_of_the_schema(postgresql: Cluster) -> None:
    engine = postgresql_engine(postgresql.database())
    await prepare(engine)

    def differences(connection: sa.Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


def to_first_form(connection: sa.Connection) -> None:
    """The tables of the first form, empty."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "0001")


def fill(connection: sa.Connection, folder: Path) -> None:
    """The rows of a data folder of the first form."""
    known = sa.MetaData()
    known.reflect(connection)
    with closing(sqlite3.connect(folder / "island.db")) as source:
        source.row_factory = sqlite3.Row
        for name in ("event", "person", "log_run", "log_event"):
            rows = [dict(row) for row in source.execute(f"SELECT * FROM {name}")]
            for row in rows:
                row.update(
                    {part: json.loads(row[part]) for part in ("facts", "look") if part in row}
                )
            connection.execute(sa.insert(known.tables[name]), rows)
    connection.execute(sa.text("SELECT setval('log_run_id_seq', (SELECT max(id) FROM log_run))"))


@pytest.mark.parametrize("is_filled", [False, True])
async def test_a_log_of_the_first_form_is_carried_over_as_in_sqlite(
    postgresql: Cluster, tmp_path: Path, *, is_filled: bool
) -> None:
    folder, address = log_of_0001(tmp_path / "sqlite"), postgresql.database()
    engine = postgresql_engine(address)
    async with engine.begin() as connection:
        await connection.run_sync(to_first_form)
        if is_filled:
            await connection.run_sync(fill, folder)
    await engine.dispose()
    here = await SqlAttendanceStore.open(folder)
    there = await SqlAttendanceStore.open(tmp_path / "postgresql", address)
    for event in (EVENT, OTHER) if is_filled else ():
        assert await read(there, event.id) == await read(here, event.id) != []
        assert await there.span(event.id) == await here.span(event.id)
        assert await there.people(event.id) == await here.people(event.id)
    run = await there.begin_run(EVENT, 9)
    before = await read(there)
    await there.append(run, LogBatch([entry(run.next_seq, run=run.run)]))
    assert [e.seq for e in await read(there)] == [*(e.seq for e in before), run.next_seq]
    await here.close()
    await there.close()


async def test_a_database_that_cannot_be_reached_is_one_line_without_the_password(
    tmp_path: Path,
) -> None:
    address = f"postgresql://anna:geheim@/island?host={tmp_path}"
    with pytest.raises(StoreError, match=r"^island: ") as caught:
        await SqlAttendanceStore.open(tmp_path / "data", address)
    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_a_database_that_is_not_there_is_one_line(
    postgresql: Cluster, tmp_path: Path
) -> None:
    address = f"postgresql://eiland@/nowhere?host={postgresql.folder}"
    with pytest.raises(StoreError, match=r"^nowhere: .*does not exist"):
        await SqlAttendanceStore.open(tmp_path, address)
