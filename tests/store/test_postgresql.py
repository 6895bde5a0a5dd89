"""What only the store on PostgreSQL must do; the rest is in the contract suite."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from island_server.errors import SettingsError, StoreError
from island_server.store.database import postgresql_engine, prepare
from island_server.store.schema import METADATA
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import EVENT, OTHER
from .postgresql import Cluster


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
