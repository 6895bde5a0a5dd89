"""A log on its way out: entries page by page, with their rows, and snapshots where they belong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncEngine

from island_server.core.logged import Logged
from island_server.errors import StoreError
from island_server.store.database import store_errors
from island_server.store.log_files.outline import LogOutline, RunOutline
from island_server.store.log_reader import LogOrder, read_pages
from island_server.store.schema import LOG_SNAPSHOT

Entry = tuple[Logged, Row[Any] | None]
"""An entry, and its row of `log_presence`; movement has none."""


@dataclass(frozen=True, slots=True)
class Part:
    """Entries of one run that follow one another."""

    run: RunOutline
    entries: Iterator[Entry]


class LogSource:
    """Reads what an outline promises. Raises `StoreError` at what is damaged or out of order."""

    def __init__(self, engine: AsyncEngine, outline: LogOutline) -> None:
        self._engine = engine
        self.outline = outline
        self._runs = {run.run: run for run in outline.runs}

    async def parts(self) -> AsyncIterator[Part]:
        """All entries in order; each part is to be read to its end before the next."""
        order = LogOrder(self._engine)
        async for page in read_pages(self._engine, self.outline.event.id, 0, None):
            run = self._runs.get(page.run)
            if run is None:
                continue
            rows = {row.seq: row for row in page.presence}
            entries = order.entries(page)
            yield Part(
                run,
                ((entry, rows.get(entry.seq)) for entry in entries if entry.seq <= run.last_seq),
            )

    async def snapshot(self, run: RunOutline, seq: int, island: str) -> Row[Any]:
        """The row of a snapshot. Raises `StoreError` if it has gone meanwhile."""
        key = LOG_SNAPSHOT.c
        wanted = select(LOG_SNAPSHOT).where(
            key.run_id == run.run, key.island == island, key.seq == seq
        )
        with store_errors(self._engine):
            async with self._engine.connect() as connection:
                row = (await connection.execute(wanted)).one_or_none()
        if row is None:
            raise changed()
        return row


def changed() -> StoreError:
    """What is to be said if less comes than the outline promised: somebody or something erased."""
    return StoreError(
        "the log changed while it was exported, because something in it was erased; export it again"
    )
