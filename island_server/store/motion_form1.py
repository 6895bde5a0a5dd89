"""Reads chunks of movement of form 1, which earlier versions wrote.

docs/attendance-format.md tells the form.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence

from island_server.core.events import Moved
from island_server.core.ids import AvatarId
from island_server.core.logged import Logged
from island_server.core.motion import unpack_run
from island_server.store.motion_columns import ColumnReader, unzigzag
from island_server.store.packed_moves import PackedMoves

FORM = 1
AS_THE_LAST_RUN = 8

_HEAD = struct.Struct("<IIqqqH")
_COLUMNS = "IQQHIQHHBH"
"""seq, t_ms, wall_ms, island, avatar, t0_ms, x, y, facing, number of runs."""


def read(body: bytes, run: int) -> PackedMoves:
    """The moves of an unpacked chunk. Raises ValueError or struct.error if it is none."""
    count, run_count, seq, t_ms, wall_ms, island_count = _HEAD.unpack_from(body)
    reader = ColumnReader(body, _HEAD.size)
    islands = [reader.text() for _ in range(island_count)]
    columns = [reader.column(code, count) for code in _COLUMNS]
    runs = reader.column("H", run_count)
    seqs, places, facings, lengths = columns[0], columns[3], columns[8], columns[9]
    if (
        not reader.is_at_end()
        or sum(lengths) != run_count
        or max(facings, default=0) > AS_THE_LAST_RUN
        or max(places, default=0) >= max(1, island_count)
    ):
        raise ValueError("its parts do not fit together")
    first = (seq, t_ms, wall_ms)
    return PackedMoves(count, seq, seq + sum(seqs), _entries(run, first, islands, columns, runs))


def _entries(
    run: int,
    first: tuple[int, int, int],
    islands: Sequence[str],
    columns: Sequence[array[int]],
    runs: array[int],
) -> Iterator[Logged]:
    seq, t_ms, wall_ms = first
    at = 0
    for step, dt, dwall, place, avatar, delay, x, y, facing, length in zip(*columns, strict=True):
        seq, t_ms, wall_ms = seq + step, t_ms + unzigzag(dt), wall_ms + unzigzag(dwall)
        way = tuple(map(unpack_run, runs[at : at + length]))
        at += length
        if facing == AS_THE_LAST_RUN:
            if not way:
                raise ValueError("somebody faces where no path leads")
            facing = way[-1].direction  # noqa: PLW2901
        what = Moved(t_ms, AvatarId(avatar), t_ms - unzigzag(delay), x, y, facing, way)
        yield Logged(seq, run, islands[place], wall_ms, what)
