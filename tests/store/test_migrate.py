from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from island_server.errors import StoreError
from island_server.store.database import prepare, sqlite_engine
from island_server.store.migrate import MIGRATIONS, upgrade
from island_server.store.schema import METADATA
from island_server.store.sql_attendance_store import SqlAttendanceStore

BROKEN_STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{before}", None, None
def upgrade() -> None:
    op.create_table("half", sa.Column("a", sa.Integer))
    raise ZeroDivisionError
"""


async def test_the_migrations_lead_to_the_tables_of_the_schema(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "island.db")
    await prepare(engine)
    await prepare(engine)

    def differences(connection: sa.Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_a_step_that_fails_leaves_nothing_by_half(tmp_path: Path) -> None:
    steps = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / "v9999_broken.py").write_text(BROKEN_STEP.format(before="0002"))
    engine = sqlite_engine(tmp_path / "island.db")
    with pytest.raises(ZeroDivisionError):
        async with engine.begin() as connection:
            await connection.run_sync(upgrade, steps)
    async with engine.connect() as connection:
        assert await connection.run_sync(lambda c: sa.inspect(c).get_table_names()) == []
    await engine.dispose()


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    await (await SqlAttendanceStore.open(tmp_path)).close()
    with sqlite3.connect(tmp_path / "island.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '8888'")
    connection.close()
    with pytest.raises(StoreError, match=r"newer version of Eiland \(form 8888\)") as caught:
        await SqlAttendanceStore.open(tmp_path)
    assert str(tmp_path / "island.db") in str(caught.value)
    assert "\n" not in str(caught.value)
