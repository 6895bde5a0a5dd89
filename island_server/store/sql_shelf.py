"""Small things of an event in the database; implements `ports.Shelf`."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from island_server.store.database import store_errors
from island_server.store.schema import SHELF
from island_server.store.upserts import UPSERTS


class SqlShelf:
    """Reads and writes the table `shelf` for one event, which has begun a run."""

    def __init__(self, engine: AsyncEngine, event_id: str) -> None:
        self._engine = engine
        self._event_id = event_id

    async def read(self, key: str) -> bytes | None:
        """What was put there last; `None` if nothing is there."""
        wanted = select(SHELF.c.data).where(self._is(key))
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                data: bytes | None = await connection.scalar(wanted)
        return data

    async def put(self, key: str, data: bytes) -> None:
        """Keep something in the place of what was there."""
        row = {"event_id": self._event_id, "key": key, "data": data}
        put = UPSERTS[self._engine.dialect.name](SHELF).values(row)
        put = put.on_conflict_do_update(
            index_elements=["event_id", "key"], set_={"data": put.excluded.data}
        )
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                await connection.execute(put)

    async def remove(self, key: str) -> None:
        """Forget what is there, if anything is."""
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                await connection.execute(delete(SHELF).where(self._is(key)))

    def _is(self, key: str) -> ColumnElement[bool]:
        return and_(SHELF.c.event_id == self._event_id, SHELF.c.key == key)
