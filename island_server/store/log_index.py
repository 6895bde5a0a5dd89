"""What there is to look at in the attendance logs, and who asked for names."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from island_server.attendance_ports import LogAccess, SegmentMark
from island_server.core.events import Role
from island_server.store.database import store_errors
from island_server.store.presence_rows import clean_text
from island_server.store.schema import EVENT, LOG_ACCESS, LOG_RUN, LOG_SNAPSHOT, PERSON


class LogIndex:
    """The part of the store that tells what is in it. Raises `StoreError`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def series(self, series: str) -> list[str]:
        """The ids of a series' events, the latest first."""
        wanted = select(EVENT.c.id).where(EVENT.c.series == series)
        wanted = wanted.order_by(EVENT.c.created_ms.desc(), EVENT.c.id)
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return list(await connection.scalars(wanted))

    async def people_count(self, event_id: str) -> int:
        """How many people of an event are known."""
        wanted = select(func.count()).select_from(PERSON).where(PERSON.c.event_id == event_id)
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return int(await connection.scalar(wanted) or 0)

    async def segment_marks(self, event_id: str) -> list[SegmentMark]:
        """Where the segments of an event begin, in order."""
        mark = LOG_SNAPSHOT.c
        wanted = (
            select(mark.run_id, mark.island, mark.seq, mark.wall_ms, mark.map_id)
            .join(LOG_RUN, LOG_RUN.c.id == mark.run_id)
            .where(LOG_RUN.c.event_id == event_id)
            .order_by(mark.run_id, mark.seq, mark.island)
        )
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return [SegmentMark(*row) for row in await connection.execute(wanted)]

    async def map_ids(self) -> frozenset[str]:
        """Every map that a snapshot of any event names."""
        wanted = select(LOG_SNAPSHOT.c.map_id).distinct()
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return frozenset(await connection.scalars(wanted))

    async def note_access(self, event_id: str, access: LogAccess) -> None:
        """Keep that somebody asked for names, or was erased."""
        row = {
            "event_id": event_id,
            "wall_ms": access.wall_ms,
            "kind": access.kind,
            "role": access.role.value,
            "reason": clean_text(access.reason),
        }
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                await connection.execute(insert(LOG_ACCESS).values(row))

    async def accesses(self, event_id: str) -> Sequence[LogAccess]:
        """Who asked for names or was erased, in order."""
        row = LOG_ACCESS.c
        wanted = (
            select(row.wall_ms, row.kind, row.role, row.reason)
            .where(row.event_id == event_id)
            .order_by(row.id)
        )
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return [
                    LogAccess(wall_ms, kind, Role(role), reason)
                    for wall_ms, kind, role, reason in await connection.execute(wanted)
                ]
