"""Chunks of movement of form 2: what follows from an avatar's former path costs next to nothing.

docs/attendance-format.md tells the form. Who walks and sets out anew goes on from the step under
way (`core.walkers`): when it began, where, and which way is foretold from the former path in the
same chunk, and only what is otherwise is told.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain

from island_server.core.events import Moved
from island_server.core.ids import AvatarId
from island_server.core.logged import Logged
from island_server.core.motion import MAX_RUN_STEPS, Run, Runs
from island_server.core.rules import Rules
from island_server.core.units import DX, DY, SOUTH
from island_server.store.motion_columns import (
    ColumnReader,
    packed,
    planes,
    text,
    unzigzag,
    zigzag,
)
from island_server.store.packed_moves import PackedMoves

FORM = 2
AS_FORETOLD = 8

_HEAD = struct.Struct("<IIqqqHHH")
_COLUMNS = "IQQHIQHHBH"
"""seq, t_ms, wall_ms, island, avatar, t0_ms, x, y, facing, number of runs."""
_RUN_COLUMNS = "BH"
"""direction, steps."""
_TILES = 1 << 16

_Path = tuple[int, int, int, int, Runs, int]
"""t0_ms, x, y, facing, runs, index of the island."""


class MotionColumns:
    """Movement on its way into a chunk; moves of one run, in order."""

    def __init__(self) -> None:
        rules = Rules()
        self._times_ms = (rules.step_ms, rules.diagonal_ms)
        self._first: Logged | None = None
        self._seq = self._t_ms = self._wall_ms = 0
        self._islands: dict[str, int] = {}
        self._paths: dict[AvatarId, _Path] = {}
        self.columns = [array(code) for code in _COLUMNS]
        """As docs/attendance-format.md tells; the runs are apart."""
        self._runs = [array(code) for code in _RUN_COLUMNS]

    def __len__(self) -> int:
        """How many moves."""
        return len(self.columns[0])

    def extend(self, entries: Sequence[Logged]) -> None:
        """Add entries, of which all are `Moved`."""
        for entry in entries:
            if isinstance(entry.what, Moved):
                self._add(entry, entry.what)

    def packed(self) -> bytes:
        """The bytes of the chunk, without its form; at least one move must be in it."""
        first = self._first
        if first is None:
            raise ValueError("nothing moved")
        counts = (len(self), len(self._runs[0]))
        starts = (first.seq, first.what.t_ms, first.wall_ms)
        head = _HEAD.pack(*counts, *starts, *self._times_ms, len(self._islands))
        names = b"".join(map(text, self._islands))
        columns = chain.from_iterable(map(planes, chain(self.columns, self._runs)))
        return packed(chain([head + names], columns))

    def _add(self, entry: Logged, move: Moved) -> None:
        if self._first is None:
            self._first = entry
            self._seq, self._t_ms, self._wall_ms = entry.seq, move.t_ms, entry.wall_ms
        island = self._islands.setdefault(entry.island, len(self._islands))
        former = self._paths.get(move.avatar)
        t0_ms, x, y, direction = foretell(former, move.t_ms, self._times_ms)
        is_there = former is not None and former[5] == island
        runs = move.runs
        expected = runs[-1].direction if runs else direction
        row = (
            entry.seq - self._seq,
            zigzag(move.t_ms - self._t_ms),
            zigzag(entry.wall_ms - self._wall_ms),
            0 if is_there else island + 1,
            move.avatar,
            zigzag(t0_ms - move.t0_ms),
            (move.x - x) % _TILES,
            (move.y - y) % _TILES,
            AS_FORETOLD if move.facing == expected else move.facing,
            len(runs),
        )
        for column, number in zip(self.columns, row, strict=True):
            column.append(number)
        directions, steps = self._runs
        for run in runs:
            directions.append((run.direction - direction) & 7)
            steps.append(run.steps)
            direction = run.direction
        self._seq, self._t_ms, self._wall_ms = entry.seq, move.t_ms, entry.wall_ms
        self._paths[move.avatar] = (move.t0_ms, move.x, move.y, move.facing, runs, island)


def foretell(
    former: _Path | None, t_ms: int, times_ms: tuple[int, int]
) -> tuple[int, int, int, int]:
    """When, from which tile and in which direction somebody sets out at a time, most likely."""
    if former is None:
        return t_ms, 0, 0, SOUTH
    since_ms, x, y, facing, runs, _ = former
    for direction, steps in runs:
        duration_ms = times_ms[direction & 1]
        done = max(0, (t_ms - since_ms) // duration_ms)
        if done < steps:
            x, y = x + DX[direction] * done, y + DY[direction] * done
            return since_ms + done * duration_ms, x, y, direction
        x, y = x + DX[direction] * steps, y + DY[direction] * steps
        since_ms += steps * duration_ms
    return t_ms, x, y, facing


def read(body: bytes, run: int) -> PackedMoves:
    """The moves of an unpacked chunk. Raises ValueError or struct.error if it is none."""
    count, run_count, *first, step_ms, diagonal_ms, island_count = _HEAD.unpack_from(body)
    reader = ColumnReader(body, _HEAD.size)
    islands = [reader.text() for _ in range(island_count)]
    columns = [reader.column(code, count) for code in _COLUMNS]
    runs = [reader.column(code, run_count) for code in _RUN_COLUMNS]
    seqs, places, facings, lengths = columns[0], columns[3], columns[8], columns[9]
    if (
        not reader.is_at_end()
        or sum(lengths) != run_count
        or max(facings, default=0) > AS_FORETOLD
        or max(places, default=0) > island_count
        or max(runs[0], default=0) > 7
        or max(runs[1], default=0) > MAX_RUN_STEPS
        or not (step_ms and diagonal_ms)
    ):
        raise ValueError("its parts do not fit together")
    entries = _entries(run, first, (step_ms, diagonal_ms), islands, columns, runs)
    return PackedMoves(count, first[0], first[0] + sum(seqs), entries)


def _entries(
    run: int,
    first: Sequence[int],
    times_ms: tuple[int, int],
    islands: Sequence[str],
    columns: Sequence[array[int]],
    runs: Sequence[array[int]],
) -> Iterator[Logged]:
    seq, t_ms, wall_ms = first
    paths: dict[int, _Path] = {}
    single_runs = zip(*runs, strict=True)
    for step, dt, dwall, place, avatar, dt0, dx, dy, facing, length in zip(*columns, strict=True):
        seq, t_ms, wall_ms = seq + step, t_ms + unzigzag(dt), wall_ms + unzigzag(dwall)
        former = paths.get(avatar)
        t0_ms, x, y, direction = foretell(former, t_ms, times_ms)
        t0_ms, x, y = t0_ms - unzigzag(dt0), (x + dx) % _TILES, (y + dy) % _TILES
        way = []
        for _ in range(length):
            turn, steps = next(single_runs)
            direction = (direction + turn) & 7
            way.append(Run(direction, steps))
        towards = direction if facing == AS_FORETOLD else facing
        if place == 0 and former is None:
            raise ValueError("somebody without a former path goes on from it")
        island = former[5] if place == 0 and former is not None else place - 1
        path = (t0_ms, x, y, towards, tuple(way), island)
        paths[avatar] = path
        what = Moved(t_ms, AvatarId(avatar), *path[:5])
        yield Logged(seq, run, islands[island], wall_ms, what)
