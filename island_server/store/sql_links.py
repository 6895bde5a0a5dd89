"""The invitation links of an event in the database; implements `access_ports.LinkStore`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from island_server.access_ports import LinkRecord, LinkStamp
from island_server.core.events import Role
from island_server.errors import StoreError
from island_server.store.database import (
    FILE_NAME,
    check_form,
    postgresql_engine,
    sqlite_engine,
    store_errors,
)
from island_server.store.schema import EVENT, INVITATION
from island_server.store.upserts import UPSERTS

_CHANGING = ("role", "label", "groups", "expires_ms", "uses_max", "revoked_ms", "guest")


class SqlLinks:
    """Reads and writes the table `invitation` for one event."""

    def __init__(self, engine: AsyncEngine, event_id: str) -> None:
        self._engine = engine
        self._event_id = event_id

    async def load(self) -> list[LinkRecord]:
        """All links of the event, in the order in which they were made."""
        wanted = select(INVITATION).where(INVITATION.c.event_id == self._event_id)
        wanted = wanted.order_by(INVITATION.c.made_ms, INVITATION.c.label, INVITATION.c.id)
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                rows = (await connection.execute(wanted)).all()
            return [_record(row) for row in rows]

    async def stamp(self) -> LinkStamp:
        """How many links, uses and revocations there are, and when the last was."""
        it = INVITATION.c
        figures = (
            func.count(),
            func.coalesce(func.sum(it.uses), 0),
            func.count(it.revoked_ms),
            func.coalesce(func.max(it.made_ms), 0),
            func.coalesce(func.max(it.revoked_ms), 0),
        )
        wanted = select(*figures).where(it.event_id == self._event_id)
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return tuple(int(figure) for figure in (await connection.execute(wanted)).one())

    async def put(self, records: Sequence[LinkRecord]) -> None:
        """Write links, all or none; of those that are there the uses stay as they are."""
        if not records:
            return
        put = UPSERTS[self._engine.dialect.name](INVITATION)
        put = put.on_conflict_do_update(
            index_elements=["event_id", "id"], set_={name: put.excluded[name] for name in _CHANGING}
        )
        rows = [_row(self._event_id, record) for record in records]
        known = select(EVENT.c.id).where(EVENT.c.id == self._event_id)
        with store_errors(self._engine):
            # Not within the transaction: SQLite lets nobody write after reading what is old by now.
            async with self._engine.connect() as connection:
                is_known = await connection.scalar(known) is not None
            if is_known:
                async with self._engine.begin() as connection:
                    await connection.execute(put, rows)
        if not is_known:
            raise StoreError(f"event {self._event_id} is not known yet; serve it once")

    async def take_use(self, link: str, wall_ms: int) -> bool:
        """Count a use, unless it is used up or revoked: then False."""
        it = INVITATION.c
        free = and_(
            self._is(link),
            it.revoked_ms.is_(None),
            or_(it.uses_max.is_(None), it.uses < it.uses_max),
        )
        take = update(INVITATION).where(free).values(uses=it.uses + 1, used_ms=wall_ms)
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                return (await connection.execute(take)).rowcount == 1

    async def give_back(self, link: str) -> None:
        """Take back a use that came to nothing."""
        it = INVITATION.c
        back = update(INVITATION).where(self._is(link), it.uses > 0).values(uses=it.uses - 1)
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                await connection.execute(back)

    def _is(self, link: str) -> ColumnElement[bool]:
        return and_(INVITATION.c.event_id == self._event_id, INVITATION.c.id == link)


@asynccontextmanager
async def links_beside(
    data_dir: Path, address: str | None, event_id: str
) -> AsyncIterator[SqlLinks]:
    """The links of an event, for a program beside the island that may serve it.

    Raises:
        StoreError: there is no database, it is unreachable, or of another version.
    """
    engine = postgresql_engine(address) if address else sqlite_engine(data_dir / FILE_NAME)
    try:
        await check_form(engine)
        yield SqlLinks(engine, event_id)
    finally:
        await engine.dispose()


def _row(event_id: str, record: LinkRecord) -> dict[str, object]:
    return {
        "event_id": event_id,
        "id": record.id,
        "role": record.role.value,
        "label": record.label,
        "groups": list(record.groups),
        "made_ms": record.made_ms,
        "expires_ms": record.expires_ms,
        "uses_max": record.uses_max,
        "uses": record.uses,
        "revoked_ms": record.revoked_ms,
        "guest": record.guest,
        "unlisted": record.is_unlisted,
    }


def _record(row: Row[Any]) -> LinkRecord:
    return LinkRecord(
        row.id,
        Role(row.role),
        row.label,
        tuple(row.groups),
        row.made_ms,
        row.expires_ms,
        row.uses_max,
        row.uses,
        row.revoked_ms,
        row.guest,
        row.unlisted,
    )
