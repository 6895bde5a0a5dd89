"""Plans of events in the database; implements `event_ports.PlanStore`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from island_server.errors import EventRefused
from island_server.event_ports import MOST_EVENTS, EventPlan
from island_server.store.database import store_errors
from island_server.store.schema import EVENT, EVENT_PLAN, LOG_RUN, SHELF
from island_server.store.upserts import UPSERTS


class SqlEventPlans:
    """Reads and writes the table `event_plan`; also beside a server that runs."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._upsert = UPSERTS[engine.dialect.name]

    async def plans(self) -> list[EventPlan]:
        """All of them, the earliest made first."""
        wanted = select(EVENT_PLAN).order_by(EVENT_PLAN.c.created_ms, EVENT_PLAN.c.id)
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                rows = (await connection.execute(wanted)).mappings().all()
        return [_plan(dict(row)) for row in rows]

    async def add(self, plan: EventPlan, shelf: Mapping[str, bytes]) -> None:
        """Keep a new plan, and what its event finds on its shelf."""
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                await self._insert(connection, plan)
                if shelf:
                    await connection.execute(insert(EVENT).values(_event_row(plan)))
                    rows = [
                        {"event_id": plan.id, "key": key, "data": data}
                        for key, data in shelf.items()
                    ]
                    await connection.execute(insert(SHELF), rows)

    async def put(self, plan: EventPlan) -> None:
        """Keep a plan in the place of the one of the same id, if there is one."""
        row, logged = _row(plan), update(EVENT).where(EVENT.c.id == plan.id)
        logged = logged.values(name=plan.name, retention_days=plan.retention_days)
        put = self._upsert(EVENT_PLAN).values(row)
        put = put.on_conflict_do_update(index_elements=["id"], set_=row)
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                await connection.execute(put)
                if not plan.is_default:
                    await connection.execute(logged)

    async def has_begun(self, event_id: str) -> bool:
        """Whether an event was ever open."""
        wanted = select(LOG_RUN.c.id).where(LOG_RUN.c.event_id == event_id).limit(1)
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return await connection.scalar(wanted) is not None

    async def shelf_of(self, event_id: str, beginnings: Sequence[str]) -> Mapping[str, bytes]:
        """What lies on an event's shelf under keys that begin so."""
        named = or_(*(SHELF.c.key.startswith(it, autoescape=True) for it in beginnings))
        wanted = select(SHELF.c.key, SHELF.c.data).where(SHELF.c.event_id == event_id, named)
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return {row.key: row.data for row in await connection.execute(wanted)}

    async def _insert(self, connection: AsyncConnection, plan: EventPlan) -> None:
        """Write first and look then, for SQLite lets nobody write who looked before another wrote.

        Raises `EventRefused`.
        """
        put = self._upsert(EVENT_PLAN).values(_row(plan)).on_conflict_do_nothing()
        is_new = (await connection.execute(put)).rowcount > 0
        logged = await connection.scalar(select(EVENT.c.id).where(EVENT.c.id == plan.id))
        if not is_new or logged is not None:
            raise EventRefused("event_exists", f"there is an event {plan.id} already")
        count = await connection.scalar(select(func.count()).select_from(EVENT_PLAN))
        if (count or 0) > MOST_EVENTS:
            raise EventRefused("too_many_events", f"there are {MOST_EVENTS} events")


def _row(plan: EventPlan) -> dict[str, Any]:
    row = asdict(plan)
    del row["is_default"]
    return {**row, "languages": list(plan.languages)}


def _event_row(plan: EventPlan) -> dict[str, Any]:
    return {
        "id": plan.id,
        "name": plan.name,
        "map_id": "",
        "created_ms": plan.created_ms,
        "log": plan.log,
        "retention_days": plan.retention_days,
        "series": plan.series,
    }


def _plan(row: dict[str, Any]) -> EventPlan:
    return EventPlan(**{**row, "languages": tuple(row["languages"])})
