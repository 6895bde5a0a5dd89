"""Tokens of programs in the database; implements `event_ports.TokenStore`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from island_server.event_ports import ApiToken
from island_server.store.database import store_errors
from island_server.store.schema import API_TOKEN

_SHOWN = (API_TOKEN.c.id, API_TOKEN.c.name, API_TOKEN.c.series, API_TOKEN.c.created_ms)


class SqlApiTokens:
    """Reads and writes the table `api_token`; also beside a server that runs."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def tokens(self) -> Sequence[ApiToken]:
        """All that count, the earliest made first."""
        wanted = select(*_SHOWN).order_by(API_TOKEN.c.created_ms, API_TOKEN.c.id)
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                return [ApiToken(*row) for row in await connection.execute(wanted)]

    async def add(self, token: ApiToken, digest: bytes) -> None:
        """Keep a new one."""
        row = {
            "id": token.id,
            "name": token.name,
            "digest": digest,
            "series": token.series,
            "created_ms": token.created_ms,
        }
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                await connection.execute(insert(API_TOKEN).values(row))

    async def revoke(self, identity: str) -> bool:
        """Forget one, by its id; whether it was there."""
        forgotten = delete(API_TOKEN).where(API_TOKEN.c.id == identity)
        with store_errors(self._engine):
            async with self._engine.begin() as connection:
                return (await connection.execute(forgotten)).rowcount > 0

    async def find(self, digest: bytes) -> ApiToken | None:
        """The one whose secret has this hash."""
        wanted = select(*_SHOWN).where(API_TOKEN.c.digest == digest)
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                row = (await connection.execute(wanted)).first()
        return ApiToken(*row) if row is not None else None
