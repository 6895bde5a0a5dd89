"""What is to be exported, as it is at one moment; an island may go on writing meanwhile.

Held in memory: a little for each person, each avatar and each snapshot. Entries are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from island_server.core.ids import AvatarId, PersonId
from island_server.errors import StoreError
from island_server.ports import EventInfo, LogDetail, PersonRow
from island_server.store.database import store_errors
from island_server.store.log_summaries import read_people
from island_server.store.schema import (
    EVENT,
    LOG_AVATAR,
    LOG_MOTION,
    LOG_PRESENCE,
    LOG_RUN,
    LOG_SNAPSHOT,
)


@dataclass(frozen=True, slots=True)
class AvatarRow:
    """Whose avatar it was; nobody's any more once the person was erased."""

    avatar: AvatarId
    person: PersonId | None
    entered_ms: int


@dataclass(frozen=True, slots=True)
class RunOutline:
    """One run, up to a moment.

    Attributes:
        run: its id in the database.
        number: which of the event's runs it is, from 1.
        last_seq: of the last entry; 0 if there is none.
        snapshots: number and island of each, in order.
    """

    run: int
    number: int
    started_ms: int
    last_seq: int
    presence: int
    moves: int
    avatars: tuple[AvatarRow, ...]
    snapshots: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class LogOutline:
    """An event's log, up to a moment."""

    event: EventInfo
    people: tuple[PersonRow, ...]
    runs: tuple[RunOutline, ...]

    @property
    def entries(self) -> int:
        """How many entries there are, movement included."""
        return sum(run.presence + run.moves for run in self.runs)


async def read_outline(engine: AsyncEngine, event_id: str) -> LogOutline:
    """The outline of a log as it is now. Raises `StoreError`, also if there is no such event."""
    with store_errors(engine):
        async with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                await connection.execution_options(isolation_level="REPEATABLE READ")
            event = await read_event(connection, event_id)
            if event is None:
                raise StoreError(f"there is no event {event_id!r}")
            people = await read_people(connection, event_id)
            wanted = select(LOG_RUN.c.id, LOG_RUN.c.started_ms)
            wanted = wanted.where(LOG_RUN.c.event_id == event_id).order_by(LOG_RUN.c.id)
            found = (await connection.execute(wanted)).all()
            runs = [
                await _run(connection, run.id, number, run.started_ms)
                for number, run in enumerate(found, start=1)
            ]
    return LogOutline(event, tuple(people), tuple(runs))


async def read_event(connection: AsyncConnection, event_id: str) -> EventInfo | None:
    """An event; `None` if it is unknown."""
    row = (await connection.execute(select(EVENT).where(EVENT.c.id == event_id))).one_or_none()
    if row is None:
        return None
    if row.log not in get_args(LogDetail):
        raise StoreError(f"event {row.id}: it logs {row.log!r}, which is unknown")
    return EventInfo(row.id, row.name, row.map_id, row.log, row.retention_days, row.series)


async def _run(connection: AsyncConnection, run: int, number: int, started_ms: int) -> RunOutline:
    row, chunk = LOG_PRESENCE.c, LOG_MOTION.c
    presence = select(func.count(), func.max(row.seq)).where(row.run_id == run)
    motion = select(func.coalesce(func.sum(chunk.moves), 0), func.max(chunk.last_seq))
    rows, last_row = (await connection.execute(presence)).one()
    moves, last_move = (await connection.execute(motion.where(chunk.run_id == run))).one()
    avatars = select(LOG_AVATAR).where(LOG_AVATAR.c.run_id == run).order_by(LOG_AVATAR.c.avatar)
    taken = select(LOG_SNAPSHOT.c.seq, LOG_SNAPSHOT.c.island).where(LOG_SNAPSHOT.c.run_id == run)
    snapshots = await connection.execute(taken)
    return RunOutline(
        run,
        number,
        started_ms,
        max(last_row or 0, last_move or 0),
        rows,
        int(moves),
        tuple(
            AvatarRow(AvatarId(it.avatar), it.person, it.entered_ms)
            for it in await connection.execute(avatars)
        ),
        tuple(sorted((seq, island) for seq, island in snapshots)),
    )
