"""Brings a database to the form that this version of Eiland works with."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from island_server.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, migrations: Path = MIGRATIONS) -> None:
    """Carry out the steps that this database lacks, within the transaction of `connection`.

    The caller holds the data folder's lock and commits: all steps are taken, or none.

    Raises:
        StoreError: a newer version of Eiland has written this database.
    """
    config = _config(connection, migrations)
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    unknown = _heads(connection) - known
    if unknown:
        raise StoreError(
            f"the database was written by a newer version of Eiland (form {min(unknown)});"
            " use that version, or put back an older backup"
        )
    command.upgrade(config, "head")


def check_newest(connection: Connection, migrations: Path = MIGRATIONS) -> None:
    """See that the database lacks no step and knows no other; nothing is changed.

    Raises:
        StoreError: another version of Eiland has written it last.
    """
    steps = ScriptDirectory.from_config(_config(connection, migrations))
    found, wanted = _heads(connection), set(steps.get_heads())
    if found != wanted:
        raise StoreError(
            f"the database has form {min(found, default='none')} and not {min(wanted)};"
            " another version of Eiland wrote it, so serve an island with this version first"
        )


def _config(connection: Connection, migrations: Path) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _heads(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())
