"""Writes movement: at once in small chunks, and about once a minute these anew as a large one.

The large chunk is packed in a thread while small ones go on being written, and takes their place in
the transaction of a later batch: whoever reads finds either, and a server that is killed in between
leaves the small ones. If they are no longer what was written (somebody was erased), they stay.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from island_server.core.logged import Logged
from island_server.core.snapshots import LoggedSnapshot
from island_server.store.motion_chunks import encode_chunk, encode_columns
from island_server.store.motion_form2 import MotionColumns
from island_server.store.schema import LOG_MOTION

MERGE_MS = 45_000
"""Chunks are merged at a snapshot, if they cover so long: each island has snapshots at times of its
own, and chunks that end at all of them would be small."""
MERGE_MOVES = 200_000
"""So many are merged at any snapshot: they are held in memory until then."""


class _Chunk(NamedTuple):
    """A row of `log_motion` without its run and its data."""

    first_seq: int
    last_seq: int
    moves: int
    first_t_ms: int
    last_t_ms: int
    first_wall_ms: int
    last_wall_ms: int


@dataclass(slots=True)
class _Minute:
    """Small chunks that are written, and what they hold."""

    chunks: list[_Chunk] = field(default_factory=list)
    columns: MotionColumns = field(default_factory=MotionColumns)

    def add(self, moves: Sequence[Logged]) -> _Chunk:
        """Note moves that are about to be written."""
        times = [move.what.t_ms for move in moves]
        walls = [move.wall_ms for move in moves]
        ends = (min(times), max(times), min(walls), max(walls))
        self.chunks.append(_Chunk(moves[0].seq, moves[-1].seq, len(moves), *ends))
        self.columns.extend(moves)
        return self.chunks[-1]

    def is_due(self, t_ms: int) -> bool:
        """Whether it is to end at a snapshot that was taken now."""
        if len(self.columns) >= MERGE_MOVES:
            return True
        return bool(self.chunks) and t_ms - self.chunks[0].first_t_ms >= MERGE_MS

    def whole(self) -> _Chunk:
        """The chunk that takes the place of all."""
        parts = list(zip(*self.chunks, strict=True))
        first_seqs, last_seqs, moves, first_ts, last_ts, first_walls, last_walls = parts
        ends = (min(first_ts), max(last_ts), min(first_walls), max(last_walls))
        return _Chunk(first_seqs[0], last_seqs[-1], sum(moves), *ends)


class MotionWriter:
    """Writes the movement of one run. Useless once a transaction has failed in which it wrote."""

    def __init__(self, run: int) -> None:
        self._run = run
        self._last_seq: int | None = None
        self._minute = _Minute()
        self._packing: tuple[_Minute, asyncio.Future[bytes]] | None = None

    async def write(
        self,
        connection: AsyncConnection,
        moves: Sequence[Logged],
        snapshots: Sequence[LoggedSnapshot],
    ) -> None:
        """Keep moves, other than those that are kept, and merge what snapshots bring to an end."""
        if self._last_seq is None:
            newest = select(func.max(LOG_MOTION.c.last_seq)).where(LOG_MOTION.c.run_id == self._run)
            self._last_seq = await connection.scalar(newest) or 0
        last_seq, packing = self._last_seq, self._packing
        moves = [move for move in moves if move.seq > last_seq]
        if snapshots and packing is None and self._minute.is_due(snapshots[-1].t_ms):
            end_seq = snapshots[-1].seq
            await self._put(connection, [move for move in moves if move.seq <= end_seq])
            self._pack()
            moves = [move for move in moves if move.seq > end_seq]
        await self._put(connection, moves)
        if packing is not None and packing[1].done():
            await self._replace(connection, *packing)
            self._packing = None

    async def finish(self, connection: AsyncConnection) -> None:
        """Merge what there is; nothing may be written afterwards."""
        while self._packing is not None or len(self._minute.chunks) > 1:
            if self._packing is None:
                self._pack()
            if self._packing is not None:
                await asyncio.wait([self._packing[1]])
                await self._replace(connection, *self._packing)
                self._packing = None

    async def _put(self, connection: AsyncConnection, moves: Sequence[Logged]) -> None:
        if moves:
            chunk = self._minute.add(moves)
            row = {"run_id": self._run, **chunk._asdict(), "data": encode_chunk(moves)}
            await connection.execute(insert(LOG_MOTION), row)
            self._last_seq = chunk.last_seq

    def _pack(self) -> None:
        minute, self._minute = self._minute, _Minute()
        if len(minute.chunks) > 1:
            loop = asyncio.get_running_loop()
            packed = loop.run_in_executor(None, encode_columns, minute.columns)
            self._packing = (minute, packed)

    async def _replace(
        self, connection: AsyncConnection, minute: _Minute, packed: asyncio.Future[bytes]
    ) -> None:
        """Put the large chunk in the place of the small ones, if they are as they were written."""
        whole, row = minute.whole(), LOG_MOTION.c
        is_in_it = (row.run_id == self._run) & row.first_seq.between(
            whole.first_seq, whole.last_seq
        )
        wanted = select(row.first_seq, row.last_seq, row.moves).where(is_in_it)
        found = await connection.execute(wanted.order_by(row.first_seq).with_for_update())
        if [tuple(chunk) for chunk in found] != [chunk[:3] for chunk in minute.chunks]:
            return
        await connection.execute(delete(LOG_MOTION).where(is_in_it))
        merged = {"run_id": self._run, **whole._asdict(), "data": packed.result()}
        await connection.execute(insert(LOG_MOTION), merged)
