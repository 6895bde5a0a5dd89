"""Reads an event's log back in order, a page at a time, and trusts nothing that it finds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from island_server.core.ids import ISLAND_SHIFT
from island_server.core.logged import Logged
from island_server.errors import StoreError
from island_server.store.database import store_errors
from island_server.store.log_segments import first_chunk
from island_server.store.motion_chunks import open_chunk
from island_server.store.presence_rows import NAMING, from_row
from island_server.store.schema import LOG_AVATAR, LOG_MOTION, LOG_PRESENCE, LOG_RUN, PERSON

PAGE_ROWS = 5000
"""Rows of presence that are read at once."""
PAGE_CHUNKS = 256
PAGE_MOVES = 50_000
"""Movement that is read at once: so many chunks at most, and no further one after so many moves."""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a run's log: all that is numbered above `after_seq`, up to `last_seq`."""

    run: int
    after_seq: int
    last_seq: int
    presence: Sequence[Row[Any]]
    motion: Sequence[Row[Any]]


async def read_pages(
    engine: AsyncEngine, event_id: str, after_seq: int, until_wall_ms: int | None
) -> AsyncIterator[Page]:
    """The log after an entry, as it is now, in parts; chunks may begin before `after_seq`."""
    with store_errors(engine):
        async with engine.connect() as connection:
            runs = await _runs(connection, event_id)
    for run, last_seq in runs:
        seq = after_seq
        while seq < last_seq:
            with store_errors(engine):
                async with engine.connect() as connection:
                    page = await _page(connection, run, seq, last_seq)
            yield page
            seq = page.last_seq
            walls = [row.wall_ms for row in page.presence]
            walls += [row.last_wall_ms for row in page.motion]
            if until_wall_ms is not None and max(walls, default=0) > until_wall_ms:
                return


class LogOrder:
    """Decodes page after page of one event, and refuses what is not in order."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._t_ms: dict[tuple[int, str, int], int] = {}

    def entries(self, page: Page) -> Iterator[Logged]:
        """The entries of a page that are wanted, in order. Raises `StoreError`."""
        with store_errors(self._engine):
            moves = (move for row in page.motion for move in decode_motion(row))
            presence = (decode_presence(row) for row in page.presence)
            last_seq = -1
            for entry in merge(presence, moves, key=lambda entry: entry.seq):
                if entry.seq <= last_seq:
                    place = f"the log, run {entry.run}, entry {entry.seq}"
                    raise StoreError(f"{place}: it overlaps entry {last_seq}")
                last_seq = entry.seq
                if page.after_seq < entry.seq <= page.last_seq:
                    self._check_time(entry)
                    yield entry

    def _check_time(self, entry: Logged) -> None:
        what = entry.what
        number = getattr(what, "avatar", None) or getattr(what, "conversation", None)
        if number is None:
            return
        key = (entry.run, entry.island, number >> ISLAND_SHIFT)
        if what.t_ms < self._t_ms.get(key, what.t_ms):
            raise StoreError(f"the log, run {entry.run}, entry {entry.seq}: time runs backwards")
        self._t_ms[key] = what.t_ms


def decode_presence(row: Row[Any]) -> Logged:
    """The entry of a row of `log_presence`. Raises `StoreError`, naming the row."""
    try:
        return from_row(row)
    except ValueError as error:
        raise StoreError(f"log_presence, run {row.run_id}, entry {row.seq}: {error}") from None


def decode_motion(row: Row[Any]) -> Iterator[Logged]:
    """The entries of a row of `log_motion`. Raises `StoreError`, naming the row."""
    try:
        moves = open_chunk(row.data, row.run_id)
        if (moves.first_seq, moves.last_seq, moves.count) != (
            row.first_seq,
            row.last_seq,
            row.moves,
        ):
            raise StoreError(f"{_chunk_name(row)}: the chunk is not the one that belongs here")
        yield from moves.entries
    except ValueError as error:
        raise StoreError(f"{_chunk_name(row)}: {error}") from None


def _chunk_name(row: Row[Any]) -> str:
    return f"log_motion, run {row.run_id}, entries from {row.first_seq}"


async def _runs(connection: AsyncConnection, event_id: str) -> list[tuple[int, int]]:
    """The runs of an event, each with the last number that is written by now."""
    of_run = LOG_PRESENCE.c.run_id == LOG_RUN.c.id
    last_row = select(func.max(LOG_PRESENCE.c.seq)).where(of_run).scalar_subquery()
    newest = select(LOG_MOTION.c.last_seq).where(LOG_MOTION.c.run_id == LOG_RUN.c.id)
    last_chunk = newest.order_by(LOG_MOTION.c.first_seq.desc()).limit(1).scalar_subquery()
    wanted = select(LOG_RUN.c.id, last_row, last_chunk).where(LOG_RUN.c.event_id == event_id)
    found = await connection.execute(wanted.order_by(LOG_RUN.c.id))
    return [(run, max(last_row or 0, last_chunk or 0)) for run, last_row, last_chunk in found]


async def _page(connection: AsyncConnection, run: int, after_seq: int, last_seq: int) -> Page:
    presence = (await connection.execute(_presence_rows(run, after_seq, last_seq))).all()
    motion = (await connection.execute(_chunks(run, after_seq, last_seq))).all()
    if len(presence) == PAGE_ROWS:
        last_seq = min(last_seq, presence[-1].seq)
    if len(motion) == PAGE_CHUNKS or sum(row.moves for row in motion) >= PAGE_MOVES:
        last_seq = min(last_seq, motion[-1].last_seq)
    return Page(
        run,
        after_seq,
        last_seq,
        [row for row in presence if row.seq <= last_seq],
        [row for row in motion if row.first_seq <= last_seq],
    )


def _chunks(run: int, after_seq: int, last_seq: int) -> Select[Any]:
    """The next chunks, as many as are read at once.

    One statement finds and reads them: in between, small ones might become a large one.
    """
    row = LOG_MOTION.c
    some = (
        select(row.first_seq, row.moves)
        .where(row.run_id == run, row.first_seq >= first_chunk(run, after_seq))
        .where(row.first_seq <= last_seq, row.last_seq > after_seq)
        .order_by(row.first_seq)
        .limit(PAGE_CHUNKS)
        .subquery()
    )
    total = func.sum(some.c.moves).over(order_by=some.c.first_seq) - some.c.moves
    counted = select(some.c.first_seq, total.label("before")).subquery()
    return (
        select(LOG_MOTION)
        .join(counted, counted.c.first_seq == row.first_seq)
        .where(row.run_id == run, counted.c.before < PAGE_MOVES)
        .order_by(row.first_seq)
    )


def _presence_rows(run: int, after_seq: int, last_seq: int) -> Select[Any]:
    """Rows, those that name somebody with whose they were, as far as that is still known."""
    whose = and_(
        LOG_PRESENCE.c.kind.in_(NAMING),
        LOG_AVATAR.c.run_id == LOG_PRESENCE.c.run_id,
        LOG_AVATAR.c.avatar == LOG_PRESENCE.c.avatar,
    )
    who = and_(PERSON.c.event_id == LOG_RUN.c.event_id, PERSON.c.id == LOG_AVATAR.c.person)
    return (
        select(LOG_PRESENCE, LOG_AVATAR.c.person, PERSON.c.name, PERSON.c.look)
        .join(LOG_RUN, LOG_RUN.c.id == LOG_PRESENCE.c.run_id)
        .outerjoin(LOG_AVATAR, whose)
        .outerjoin(PERSON, who)
        .where(
            LOG_PRESENCE.c.run_id == run,
            LOG_PRESENCE.c.seq > after_seq,
            LOG_PRESENCE.c.seq <= last_seq,
        )
        .order_by(LOG_PRESENCE.c.seq)
        .limit(PAGE_ROWS)
    )
