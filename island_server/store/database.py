"""The database's engine, set up so that what is committed survives a crash of the machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
from sqlalchemy import URL, Connection, event, func, make_url, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from island_server.errors import LogDamaged, StoreError
from island_server.store.migrate import check_newest, upgrade

FILE_NAME = "island.db"
LOCK_WAIT_S = 1.0
"""How long one statement waits while another program holds the database."""
CONNECT_WAIT_S = 5.0
"""How long PostgreSQL may take to answer at all."""

_UPGRADE_LOCK = 0x65696C616E64
"""Two islands that start at once bring one PostgreSQL database up to date one after the other."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)


def sqlite_engine(path: Path) -> AsyncEngine:
    """An engine for this file; nothing is opened yet."""
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        connect_args={"timeout": LOCK_WAIT_S},
        pool_size=2,
        max_overflow=2,
        json_serializer=_to_json,
        json_deserializer=msgspec.json.decode,
    )
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _on_begin)
    return engine


def postgresql_engine(address: str) -> AsyncEngine:
    """An engine for the database at `postgresql://...`; nothing is opened yet."""
    return create_async_engine(
        make_url(address).set(drivername="postgresql+asyncpg"),
        pool_size=2,
        max_overflow=2,
        pool_pre_ping=True,
        json_serializer=_to_json,
        json_deserializer=msgspec.json.decode,
        connect_args={"timeout": CONNECT_WAIT_S},
    )


async def prepare(engine: AsyncEngine) -> None:
    """Bring the database to its newest form; all steps or none.

    Raises:
        StoreError: it cannot be opened or written, or a newer version of Eiland has written it.
    """
    with store_errors(engine):
        if engine.dialect.name == "sqlite":
            _probe(engine)
        async with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                await connection.execute(select(func.pg_advisory_xact_lock(_UPGRADE_LOCK)))
            await connection.run_sync(upgrade)


def read_only(engine: AsyncEngine) -> None:
    """Let nothing be written by way of this engine, which is not in use yet."""
    allow_no_writes = {
        "sqlite": "PRAGMA query_only = ON",
        "postgresql": "SET default_transaction_read_only = on",
    }[engine.dialect.name]

    def on_connect(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(allow_no_writes)
        cursor.close()
        if engine.dialect.name == "postgresql":
            connection.commit()

    event.listen(engine.sync_engine, "connect", on_connect)


async def check_form(engine: AsyncEngine) -> None:
    """See that the database is there and in the form of this version; change nothing.

    Raises:
        StoreError: it is not.
    """
    if engine.dialect.name == "sqlite":
        _check_file(Path(engine.url.database or ""))
    with store_errors(engine):
        async with engine.connect() as connection:
            await connection.run_sync(check_newest)


def _check_file(path: Path) -> None:
    """Fail here if there is no file or it cannot be opened, as in `_probe`."""
    if not path.is_file():
        raise StoreError(f"{path}: there is no attendance log yet")
    try:
        sqlite3.connect(path).close()
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}") from error


@contextmanager
def store_errors(engine: AsyncEngine) -> Iterator[None]:
    """Whatever the database raises becomes a `StoreError` of one line that names it."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, asyncpg.PostgresError, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        what = " ".join(str(cause).split()) or type(cause).__name__
        raise StoreError(f"{engine.url.database}: {what}") from error
    except LogDamaged:
        raise
    except StoreError as error:  # our own word for what is not as it was written
        raise LogDamaged(str(error), str(engine.url.database)) from None


def _probe(engine: AsyncEngine) -> None:
    """Fail here if the file cannot be opened: there, aiosqlite's thread may outlive the loop.

    A new file is its owner's only: it will hold names. SQLite's own files beside it follow it.
    """
    path = Path(engine.url.database or "")
    path.touch(mode=0o600)
    sqlite3.connect(path).close()


def _to_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _on_connect(connection: Any, _record: object) -> None:
    """Leave transactions to `_on_begin`, so that changes of tables are part of them too."""
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()
    except BaseException:
        connection.close()
        raise


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
