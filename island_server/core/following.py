"""Who walks after whom: in their footsteps, some tiles behind, in the world's own time.

A follower sets out as soon as the leader's way leads away from them, and stops `follow_tiles` from
where the leader will. While the leader comes towards them, or by them, they wait.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from island_server.core import events as ev
from island_server.core.ids import AvatarId
from island_server.core.motion import Runs, to_runs
from island_server.core.rules import Rules
from island_server.core.state import AvatarState, IslandState
from island_server.core.units import DX, DY, TilePos, distance_squared
from island_server.core.walkers import Walkers
from island_server.core.ways import Ways

_AHEAD_TILES = 64
"""How far a leader's path is looked at."""
_AGAIN_TILES = 32
"""With so few left of their own path, followers look again at a longer one of their leader."""
_QUEUE_TILES = 8
"""How much farther behind a follower stands if the others took the tiles before."""

FindWay = Callable[[TilePos], Runs | None]


class Places(Protocol):
    """What is asked about where people are."""

    def tile(self, avatar: AvatarId) -> TilePos:
        """The tile that an avatar reached last."""

    def rest(self, avatar: AvatarId) -> TilePos:
        """The tile on which an avatar stands or will stop."""

    def are_apart(self, one: AvatarId, other: AvatarId) -> bool:
        """Whether there is a block between the people behind two avatars that are here."""


@dataclass(frozen=True, slots=True)
class Feet:
    """How followers walk: `go` lets somebody walk the way that is found, if there is one."""

    walkers: Walkers
    ways: Ways
    go: Callable[[AvatarState, FindWay, int], bool]

    def ahead(self, avatar: AvatarId, limit: int) -> list[tuple[TilePos, int]]:
        """The tiles that an avatar will come to, each with the direction of the step onto it."""
        stepper = self.walkers[avatar]
        return stepper.ahead(limit) if stepper.next_ms >= 0 else []


class Following:
    """Follows the events of one world; emits `Followed`, and lets followers walk."""

    def __init__(
        self,
        state: IslandState,
        rules: Rules,
        places: Places,
        feet: Feet,
        emit: Callable[[ev.Event], None],
    ) -> None:
        self._state = state
        self._rules = rules
        self._places = places
        self._feet = feet
        self._emit = emit
        self._moved: dict[AvatarId, None] = {}
        """Leaders, and those who began to follow, who are to be looked at."""
        self._planned: dict[AvatarId, tuple[int, int, int, Runs]] = {}
        """For which path of their leader followers are on their way."""
        self._unfinished: set[AvatarId] = set()
        """Those of them whose leader goes on farther than was looked at."""

    # --- wishes

    def refusal(self, avatar: AvatarId, leader: AvatarId) -> str | None:
        """Why somebody cannot follow somebody: a reason code; None if they can."""
        state = self._state
        if leader not in state.avatars or leader == avatar:
            return "unknown_avatar"
        if self._places.are_apart(avatar, leader):
            return "blocked"
        if avatar in self._leaders_of(leader):
            return "follows_you"
        if len(state.followers(leader)) >= self._rules.followers_most:
            return "followers_full"
        return None

    def follow(self, avatar: AvatarId, leader: AvatarId | None, t_ms: int) -> None:
        """Walk after somebody whom `refusal` allows, or after nobody; `settle` is to follow."""
        if self._state.following.get(avatar) == leader:
            return
        self._planned.pop(avatar, None)
        self._emit(ev.Followed(t_ms, avatar, leader))
        if leader is not None:
            self._moved[leader] = None

    def send_off(self, leader: AvatarId, t_ms: int) -> None:
        """Let nobody walk after somebody any more."""
        for follower in self._state.followers(leader):
            self.follow(follower, None, t_ms)

    # --- what happens

    def note(self, event: ev.Event) -> None:
        """Take in what has just been applied to the state; `settle` is to follow."""
        match event:
            case ev.Moved(avatar=avatar):
                self.reached(avatar)
            case ev.Left(avatar=avatar):
                self._planned.pop(avatar, None)
                self._unfinished.discard(avatar)
                self._moved.pop(avatar, None)
                if avatar in self._state.following.values():
                    self._moved[avatar] = None
            case _:
                pass

    def reached(self, avatar: AvatarId) -> None:
        """An avatar has come to another tile, or stopped; `settle` is to follow."""
        if avatar in self._state.following.values():
            self._moved[avatar] = None

    def regroup(self, avatar: AvatarId) -> None:
        """Somebody blocked somebody, or no longer does; `settle` is to follow."""
        self._moved[avatar] = None
        leader = self._state.following.get(avatar)
        if leader is not None:
            self._moved[leader] = None

    def settle(self, t_ms: int) -> None:
        """Let followers walk as their leaders do."""
        while self._moved:
            leader = next(iter(self._moved))
            del self._moved[leader]
            if leader not in self._state.avatars:
                self.send_off(leader, t_ms)
                continue
            for follower in self._state.followers(leader):
                if self._places.are_apart(follower, leader):
                    self.follow(follower, None, t_ms)
                else:
                    self._come_after(follower, self._state.avatars[leader], t_ms)

    def _come_after(self, follower: AvatarId, leader: AvatarState, t_ms: int) -> None:
        path = (leader.t0_ms, leader.x, leader.y, leader.runs)
        if self._planned.get(follower) == path and not (
            follower in self._unfinished
            and len(self._feet.ahead(follower, _AGAIN_TILES)) < _AGAIN_TILES
        ):
            return
        it = self._state.avatars[follower]
        self._feet.go(it, partial(self._way_after, it, leader.avatar, path), t_ms)

    def _way_after(
        self,
        it: AvatarState,
        leader: AvatarId,
        path: tuple[int, int, int, Runs],
        start: TilePos,
    ) -> Runs | None:
        """Where to walk: nowhere for now while the leader is too near or comes by."""
        follower = it.avatar
        at, ahead = self._places.tile(leader), self._feet.ahead(leader, _AHEAD_TILES)
        if any(self._is_within(start, tile, strictly=True) for tile, _ in ahead):
            return ()
        self._planned[follower] = path
        self._unfinished.discard(follower)
        if len(ahead) == _AHEAD_TILES:
            self._unfinished.add(follower)
        runs = self._feet.ways.way(it, start, at)
        if runs is None:
            return None
        steps = [run.direction for run in runs for _ in range(run.steps)]
        others = {
            self._places.rest(other)
            for other in (leader, *self._state.followers(leader))
            if other != follower
        }
        steps += [direction for _, direction in ahead]
        return self._some_behind(start, steps, others)

    def _some_behind(self, start: TilePos, steps: list[int], others: Collection[TilePos]) -> Runs:
        """These steps without the last ones: `follow_tiles` before the end, where nobody stands."""
        tiles = list(_tiles(start, steps))
        last = len(steps)
        while last > 0 and self._is_within(tiles[last - 1], tiles[-1], strictly=False):
            last -= 1
        for shorter in range(min(_QUEUE_TILES, last) + 1):
            if tiles[last - shorter] not in others:
                return to_runs(steps[: last - shorter])
        return to_runs(steps[:last])

    def _is_within(self, one: TilePos, other: TilePos, *, strictly: bool) -> bool:
        keep = self._rules.follow_tiles * self._rules.follow_tiles
        return distance_squared(*one, *other) <= keep - strictly

    def _leaders_of(self, avatar: AvatarId) -> Iterator[AvatarId]:
        """Whom somebody follows, and whom those follow."""
        leader = self._state.following.get(avatar)
        while leader is not None:
            yield leader
            leader = self._state.following.get(leader)


def _tiles(start: TilePos, steps: list[int]) -> Iterator[TilePos]:
    x, y = start
    yield start
    for direction in steps:
        x, y = x + DX[direction], y + DY[direction]
        yield TilePos(x, y)
