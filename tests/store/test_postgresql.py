"""What only the store on PostgreSQL must do; the rest is in the contract suite."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext

from island_server.errors import SettingsError, StoreError
from island_server.ports import LogBatch
from island_server.store.database import postgresql_engine, prepare
from island_server.store.migrate import MIGRATIONS
from island_server.store.schema import METADATA
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import EVENT, OTHER, entry, read
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
