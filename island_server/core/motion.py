"""Timed paths: where an avatar is, at a time, is a pure function of its last path.

A path is runs of equal steps from a tile at a time. One step takes `Rules.step_ms`, a diagonal one
`Rules.diagonal_ms`. An avatar counts as standing on the tile that it reached last; `Stepper` tells
when it reaches the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from island_server.core.rules import Rules
from island_server.core.units import DX, DY, TilePos


class Run(NamedTuple):
    """`steps` tiles in one direction (0 north, 1 north-east, ... 7 north-west)."""

    direction: int
    steps: int


Runs = tuple[Run, ...]

STEPS_BITS = 13
MAX_RUN_STEPS = (1 << STEPS_BITS) - 1


def pack_run(run: Run) -> int:
    """A run as the one integer that it is on the wire (docs/protocol.md 2.1)."""
    return run.direction << STEPS_BITS | run.steps


def unpack_run(packed: int) -> Run:
    """The run behind a wire integer of 16 bits."""
    return Run(packed >> STEPS_BITS, packed & MAX_RUN_STEPS)


def step_duration_ms(direction: int, rules: Rules) -> int:
    """How long one step takes; odd directions are the diagonals."""
    return rules.diagonal_ms if direction & 1 else rules.step_ms


def path_end(x: int, y: int, runs: Iterable[Run]) -> TilePos:
    """The tile on which a path ends."""
    for direction, steps in runs:
        x += DX[direction] * steps
        y += DY[direction] * steps
    return TilePos(x, y)


def path_duration_ms(runs: Iterable[Run], rules: Rules) -> int:
    """How long a path takes from its first tile to its last."""
    return sum(run.steps * step_duration_ms(run.direction, rules) for run in runs)


def to_runs(directions: Iterable[int]) -> Runs:
    """Run-length code of single steps."""
    runs: list[Run] = []
    for direction in directions:
        if runs and runs[-1].direction == direction and runs[-1].steps < MAX_RUN_STEPS:
            runs[-1] = Run(direction, runs[-1].steps + 1)
        else:
            runs.append(Run(direction, 1))
    return tuple(runs)


def tile_at(t0_ms: int, x: int, y: int, runs: Sequence[Run], t_ms: int, rules: Rules) -> TilePos:
    """The tile that an avatar on this path reached last, at a time."""
    left = t_ms - t0_ms
    for direction, steps in runs:
        duration = step_duration_ms(direction, rules)
        done = max(0, min(steps, left // duration))
        x += DX[direction] * done
        y += DY[direction] * done
        if done < steps:
            break
        left -= steps * duration
    return TilePos(x, y)


class Stepper:
    """An avatar's way along its path, step by step."""

    __slots__ = ("_rules", "_run", "_runs", "_steps_left", "end", "next_ms", "tile")

    def __init__(self, t0_ms: int, x: int, y: int, runs: Runs, rules: Rules) -> None:
        self._rules = rules
        self._runs = runs
        self._run = 0
        self._steps_left = runs[0].steps if runs else 0
        self.tile = TilePos(x, y)
        """The tile reached last."""
        self.end = path_end(x, y, runs)
        """The tile on which the path ends."""
        self.next_ms = t0_ms + step_duration_ms(runs[0].direction, rules) if runs else -1
        """When the next tile is reached; -1 when standing."""

    @property
    def direction(self) -> int:
        """Direction of the step under way. Only while walking."""
        return self._runs[self._run].direction

    @property
    def step_start_ms(self) -> int:
        """When the step under way began. Only while walking."""
        return self.next_ms - step_duration_ms(self.direction, self._rules)

    @property
    def runs_left(self) -> Runs:
        """The runs still to walk from `tile` on; none when standing."""
        if self.next_ms < 0:
            return ()
        return (Run(self.direction, self._steps_left), *self._runs[self._run + 1 :])

    def step(self) -> None:
        """Reach the next tile. Only while walking."""
        direction = self.direction
        self.tile = TilePos(self.tile.x + DX[direction], self.tile.y + DY[direction])
        self._steps_left -= 1
        if self._steps_left == 0:
            self._run += 1
            if self._run == len(self._runs):
                self.next_ms = -1
                return
            self._steps_left = self._runs[self._run].steps
        self.next_ms += step_duration_ms(self._runs[self._run].direction, self._rules)

    def ahead(self, limit: int) -> list[tuple[TilePos, int]]:
        """The coming tiles, each with the direction of the step onto it; at most `limit`."""
        tiles: list[tuple[TilePos, int]] = []
        x, y = self.tile
        for index in range(self._run, len(self._runs)):
            direction, steps = self._runs[index]
            for _ in range(self._steps_left if index == self._run else steps):
                if len(tiles) == limit:
                    return tiles
                x, y = x + DX[direction], y + DY[direction]
                tiles.append((TilePos(x, y), direction))
        return tiles
