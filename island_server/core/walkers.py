"""Everybody's way along their path: whose step is due next, and what becomes of a path.

Where somebody is follows from events alone; this is the index that says it at once.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush

from island_server.core import events as ev
from island_server.core.closings import Closings, Refusal
from island_server.core.ids import AvatarId
from island_server.core.motion import Runs, Stepper, to_runs
from island_server.core.rules import Rules
from island_server.core.spatial_hash import SpatialHash
from island_server.core.state import IslandState
from island_server.core.units import DX, DY, TilePos
from island_server.core.ways import Plan


class Walkers:
    """Avatars on their paths; changes of path are emitted, steps are taken when they are due."""

    def __init__(
        self,
        state: IslandState,
        rules: Rules,
        closings: Closings,
        people: SpatialHash,
        emit: Callable[[ev.Event], None],
    ) -> None:
        self._state = state
        self._rules = rules
        self._closings = closings
        self._people = people
        self._emit = emit
        self._steppers: dict[AvatarId, Stepper] = {}
        self._due: list[tuple[int, AvatarId]] = []
        self._knocks: dict[AvatarId, int] = {}
        """In which direction walkers would go on at the end of their path, into a closed zone."""

    def __getitem__(self, avatar: AvatarId) -> Stepper:
        return self._steppers[avatar]

    def add(self, avatar: AvatarId, tile: TilePos, t_ms: int) -> None:
        """Somebody came, and stands on this tile."""
        self._steppers[avatar] = Stepper(t_ms, tile.x, tile.y, (), self._rules)
        self._people.place(avatar, tile)

    def remove(self, avatar: AvatarId) -> None:
        """Somebody goes."""
        self._people.remove(avatar)
        self._knocks.pop(avatar, None)
        del self._steppers[avatar]

    # --- time

    def next_due_ms(self) -> int | None:
        """When somebody reaches a tile next."""
        return self._due[0][0] if self._due else None

    def take_due(self, now_ms: int) -> tuple[AvatarId, int] | None:
        """The next who reaches a tile by now, and when; `step` or `stop` is to follow."""
        while self._due and self._due[0][0] <= now_ms:
            t_ms, avatar = heappop(self._due)
            if self._is_due(t_ms, avatar):
                return avatar, t_ms
        return None

    def walking(self) -> list[AvatarId]:
        """Everybody who has steps left to take."""
        return [avatar for t_ms, avatar in self._due if self._is_due(t_ms, avatar)]

    def step(self, avatar: AvatarId) -> TilePos:
        """Reach the tile that is due; `go_on` is to follow."""
        stepper = self._steppers[avatar]
        stepper.step()
        self._people.place(avatar, stepper.tile)
        return stepper.tile

    def go_on(self, avatar: AvatarId) -> None:
        """Begin the next step."""
        heappush(self._due, (self._steppers[avatar].next_ms, avatar))

    def _is_due(self, t_ms: int, avatar: AvatarId) -> bool:
        stepper = self._steppers.get(avatar)
        return stepper is not None and stepper.next_ms == t_ms

    # --- paths

    def set_out(
        self, avatar: AvatarId, prefix: list[int], plan: Plan, wish: Runs, now_ms: int
    ) -> bool:
        """Put an avatar on a path of single steps; it finishes the step under way first.

        `wish` is what was asked for: who cannot walk there at least faces that way. False if
        nothing is otherwise than before.
        """
        state, stepper = self._state.avatars[avatar], self._steppers[avatar]
        was_walking = stepper.next_ms >= 0
        whole = to_runs([*prefix, *plan.directions])
        runs = whole[: self._rules.max_runs]
        self._knocks.pop(avatar, None)
        if plan.knock is not None and runs == whole:
            self._knocks[avatar] = plan.knock
        wished = wish[0].direction if wish else state.facing
        facing = runs[-1].direction if runs else wished
        if not runs and not was_walking and facing == state.facing:
            return False
        t0_ms = stepper.step_start_ms if was_walking else now_ms
        x, y = stepper.tile
        self._emit(ev.Moved(now_ms, avatar, t0_ms, x, y, facing, runs))
        self._steppers[avatar] = Stepper(t0_ms, x, y, runs, self._rules)
        if runs and not was_walking:
            self.go_on(avatar)
        return True

    def put(self, avatar: AvatarId, tile: TilePos, t_ms: int) -> None:
        """Let an avatar stand on a tile from now on, whatever it was doing."""
        facing = self._state.avatars[avatar].facing
        self._knocks.pop(avatar, None)
        self._emit(ev.Moved(t_ms, avatar, t_ms, tile.x, tile.y, facing, ()))
        self.add(avatar, tile, t_ms)

    def tell(self, avatar: AvatarId, now_ms: int) -> None:
        """Say anew on which path an avatar is, from the tile reached last on."""
        stepper = self._steppers[avatar]
        t0_ms = stepper.step_start_ms if stepper.next_ms >= 0 else now_ms
        (x, y), runs = stepper.tile, stepper.runs_left
        self._emit(ev.Moved(now_ms, avatar, t0_ms, x, y, self._state.avatars[avatar].facing, runs))
        self._steppers[avatar] = Stepper(t0_ms, x, y, runs, self._rules)

    # --- what is closed

    def refusal(self, avatar: AvatarId) -> Refusal | None:
        """Why the step under way cannot be taken any more. Only while walking."""
        stepper = self._steppers[avatar]
        return self._closings.refusal(self._state.avatars[avatar], stepper.tile, stepper.direction)

    def stop(self, avatar: AvatarId, refusal: Refusal, t_ms: int) -> None:
        """Let a walker stand on the tile where it is."""
        self.put(avatar, self._steppers[avatar].tile, t_ms)
        self._turn_away(avatar, refusal, t_ms)

    def knock(self, avatar: AvatarId, t_ms: int) -> None:
        """Who has walked up to the edge of a closed zone hears why it is closed, if it still is."""
        direction = self._knocks.pop(avatar, None)
        if direction is not None:
            x, y = self._steppers[avatar].tile
            to = TilePos(x + DX[direction], y + DY[direction])
            refusal = self._closings.zone_refusal(self._state.avatars[avatar], to)
            self._turn_away(avatar, refusal, t_ms)

    def _turn_away(self, avatar: AvatarId, refusal: Refusal | None, t_ms: int) -> None:
        if refusal is not None and refusal.zone is not None and refusal.reason is not None:
            self._emit(ev.TurnedAway(t_ms, avatar, refusal.zone, refusal.reason))
