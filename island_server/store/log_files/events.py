"""Which logs there are, and that somebody took one out with names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from island_server.attendance_ports import LogAccess
from island_server.core.events import Role
from island_server.ports import EventInfo
from island_server.store.database import (
    FILE_NAME,
    check_form,
    postgresql_engine,
    sqlite_engine,
    store_errors,
)
from island_server.store.log_index import LogIndex
from island_server.store.schema import EVENT
from island_server.store.sql_attendance_store import SqlAttendanceStore


async def list_events(store: SqlAttendanceStore) -> Sequence[EventInfo]:
    """All events, by when they were made."""
    wanted = select(EVENT).order_by(EVENT.c.created_ms, EVENT.c.id)
    with store_errors(store.engine):
        async with store.engine.connect() as connection:
            return [
                EventInfo(it.id, it.name, it.map_id, it.log, it.retention_days, it.series)
                for it in await connection.execute(wanted)
            ]


async def note_export(
    data_dir: Path, address: str | None, event_id: str, wall_ms: int, reason: str
) -> None:
    """Keep why an operator took out a log with names; also while an island is running.

    Raises `StoreError` if it cannot be kept, or if there is no such event.
    """
    engine = postgresql_engine(address) if address else sqlite_engine(data_dir / FILE_NAME)
    access = LogAccess(wall_ms, "export", Role.ORGANISER, reason)
    try:
        await check_form(engine)
        await LogIndex(engine).note_access(event_id, access)
    finally:
        await engine.dispose()
