"""The live island: takes commands and time, gives events.

The same commands at the same times give the same events, however often `advance` is called in
between. What has happened is kept in `state`, which only events change; everything else here is an
index over it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatchmethod
from heapq import heappop, heappush

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.conversations import Conversations, seats_by_zone
from island_server.core.ids import AvatarId
from island_server.core.island_map import IslandMap
from island_server.core.motion import Runs, Stepper, path_end, to_runs
from island_server.core.path_finding import find_path
from island_server.core.rules import Rules
from island_server.core.spatial_hash import SpatialHash
from island_server.core.state import AvatarState, IslandState
from island_server.core.units import DX, DY, SOUTH, TilePos, distance_squared
from island_server.core.zones import Zone, ZoneIndex


class World:
    """One island. Times passed in must never go back."""

    def __init__(self, island: IslandMap, rules: Rules) -> None:
        self.island = island
        self.rules = rules
        self.state = IslandState(rules)
        self._tiles = island.tiles
        self._land = island.tiles.reachable(*island.starts[0])
        self._zones = ZoneIndex(island.tiles.width, island.tiles.height, island.zones)
        self._steppers: dict[AvatarId, Stepper] = {}
        self._due: list[tuple[int, AvatarId]] = []
        self._hash = SpatialHash()
        self._events: list[ev.Event] = []
        self._last_avatar = 0
        self._conversations = Conversations(
            self.state, rules, self, seats_by_zone(island.zones, rules), self._emit
        )

    # --- the two ways in

    def advance(self, now_ms: int) -> list[ev.Event]:
        """What time itself has brought about: tiles and zones reached, bubbles opened and left."""
        while self._due and self._due[0][0] <= now_ms:
            t_ms, avatar = heappop(self._due)
            stepper = self._steppers.get(avatar)
            if stepper is not None and stepper.next_ms == t_ms:
                self._reach_tile(avatar, stepper, t_ms)
        events, self._events = self._events, []
        return events

    def apply(self, command: cmd.Command, now_ms: int) -> list[ev.Event]:
        """Carry out a command at `now_ms`, after what time brings about until then.

        A command that may not be carried out gives one `CommandRejected`, last in the list.
        """
        before = self.advance(now_ms)
        if not isinstance(command, cmd.Enter) and command.avatar not in self.state.avatars:
            before.append(ev.CommandRejected(now_ms, command.avatar, "unknown_avatar"))
            return before
        self._carry_out(command, now_ms)
        events, self._events = before + self._events, []
        return events

    # --- what others may ask

    def next_due_ms(self) -> int | None:
        """When somebody reaches a tile next: then `advance` has something to do."""
        return self._due[0][0] if self._due else None

    def tile(self, avatar: AvatarId) -> TilePos:
        """The tile that an avatar reached last."""
        return self._steppers[avatar].tile

    def rest(self, avatar: AvatarId) -> TilePos:
        """The tile on which an avatar stands or will stop."""
        return self._steppers[avatar].end

    def is_walking(self, avatar: AvatarId) -> bool:
        """Whether an avatar has steps left to take."""
        return self._steppers[avatar].next_ms >= 0

    def walking(self) -> list[AvatarId]:
        """Everybody who has steps left to take."""
        return [avatar for t_ms, avatar in self._due if self._is_due(t_ms, avatar)]

    def near(self, tile: TilePos, radius_tiles: int) -> list[AvatarId]:
        """Avatars within a radius of a tile, nearest first."""
        return self._hash.near(tile, radius_tiles)

    def governing(self, tile: TilePos) -> Zone | None:
        """The zone whose rules for conversations hold on a tile."""
        return self._zones.governing(*tile)

    # --- time

    def _is_due(self, t_ms: int, avatar: AvatarId) -> bool:
        stepper = self._steppers.get(avatar)
        return stepper is not None and stepper.next_ms == t_ms

    def _reach_tile(self, avatar: AvatarId, stepper: Stepper, t_ms: int) -> None:
        stepper.step()
        self._hash.place(avatar, stepper.tile)
        self._enter_zones(avatar, stepper.tile, t_ms)
        self._end_aside(self.state.avatars[avatar], stepper.tile, t_ms)
        if stepper.next_ms >= 0:
            heappush(self._due, (stepper.next_ms, avatar))
            self._conversations.review([avatar], t_ms)
        else:
            self._conversations.review(self._conversations.neighbours(avatar), t_ms)

    def _enter_zones(self, avatar: AvatarId, tile: TilePos, t_ms: int) -> None:
        former = self.state.avatars[avatar].zones
        zones = tuple(zone.id for zone in self._zones.at(*tile))
        if former == zones:
            return
        for zone in former:
            if zone not in zones:
                self._emit(ev.ZoneLeft(t_ms, avatar, zone))
        for zone in zones:
            if zone not in former:
                self._emit(ev.ZoneEntered(t_ms, avatar, zone))

    def _end_aside(self, avatar: AvatarState, tile: TilePos, t_ms: int) -> None:
        """Who walks away from where it stepped aside is open to others again."""
        at = avatar.aside_at
        if at is None or distance_squared(*at, *tile) <= self.rules.leave_tiles**2:
            return
        zone = self.governing(at)
        if zone is None or zone != self.governing(tile):
            self._emit(ev.SteppedAside(t_ms, avatar.avatar, aside=False))

    def _emit(self, event: ev.Event) -> None:
        self.state.apply(event)
        self._events.append(event)

    def _reject(self, avatar: AvatarId, reason: str, now_ms: int) -> None:
        self._emit(ev.CommandRejected(now_ms, avatar, reason))

    # --- commands

    @singledispatchmethod
    def _carry_out(self, command: cmd.Command, now_ms: int) -> None:
        raise TypeError(f"not a command: {command!r} at {now_ms}")

    @_carry_out.register
    def _(self, command: cmd.Enter, now_ms: int) -> None:
        self._last_avatar += 1
        avatar = AvatarId(self._last_avatar)
        x, y = self._arrival(avatar)
        self._emit(
            ev.Entered(
                now_ms,
                avatar,
                command.person,
                command.name,
                command.look,
                command.role,
                x,
                y,
                SOUTH,
            )
        )
        self._steppers[avatar] = Stepper(now_ms, x, y, (), self.rules)
        self._hash.place(avatar, TilePos(x, y))
        self._enter_zones(avatar, TilePos(x, y), now_ms)
        if self.governing(TilePos(x, y)) is not None:
            self._conversations.review([avatar], now_ms)

    @_carry_out.register
    def _(self, command: cmd.Leave, now_ms: int) -> None:
        avatar = command.avatar
        concerned = self._conversations.remove(avatar, now_ms)
        for zone in self.state.avatars[avatar].zones:
            self._emit(ev.ZoneLeft(now_ms, avatar, zone))
        self._hash.remove(avatar)
        del self._steppers[avatar]
        self._emit(ev.Left(now_ms, avatar, command.reason))
        self._conversations.review(concerned, now_ms)

    @_carry_out.register
    def _(self, command: cmd.Walk, now_ms: int) -> None:
        prefix, anchor = self._splice(command.avatar, TilePos(command.x, command.y))
        runs = command.runs
        is_held = bool(runs) and runs[-1].steps == 0
        if anchor != (command.x, command.y) and runs and not is_held:
            goal = path_end(command.x, command.y, runs)
            runs = self._way(anchor, goal) or ()
        self._walk(command.avatar, [*prefix, *self._legal(anchor, runs)], runs, now_ms)

    @_carry_out.register
    def _(self, command: cmd.GoTo, now_ms: int) -> None:
        goal = TilePos(command.x, command.y)
        self._go(command.avatar, lambda start: self._way(start, goal), now_ms)

    @_carry_out.register
    def _(self, command: cmd.Approach, now_ms: int) -> None:
        if command.target not in self.state.avatars or command.target == command.avatar:
            self._reject(command.avatar, "unknown_avatar", now_ms)
            return
        self._go(command.avatar, lambda start: self._way_beside(start, command.target), now_ms)

    @_carry_out.register
    def _(self, command: cmd.ChangeProfile, now_ms: int) -> None:
        self._emit(ev.ProfileChanged(now_ms, command.avatar, command.name, command.look))

    @_carry_out.register
    def _(self, command: cmd.SetAvailability, now_ms: int) -> None:
        if self.state.avatars[command.avatar].availability is command.availability:
            return
        self._emit(ev.AvailabilityChanged(now_ms, command.avatar, command.availability))
        self._conversations.review(self._conversations.neighbours(command.avatar), now_ms)

    @_carry_out.register
    def _(self, command: cmd.SetDevices, now_ms: int) -> None:
        avatar = self.state.avatars[command.avatar]
        if (avatar.microphone, avatar.camera) != (command.microphone, command.camera):
            self._emit(
                ev.DevicesChanged(now_ms, command.avatar, command.microphone, command.camera)
            )

    @_carry_out.register
    def _(self, command: cmd.LeaveConversation, now_ms: int) -> None:
        if self.state.avatars[command.avatar].conversation is None:
            self._reject(command.avatar, "not_in_conversation", now_ms)
            return
        self._emit(ev.SteppedAside(now_ms, command.avatar, aside=True))
        self._conversations.review([command.avatar], now_ms)

    @_carry_out.register
    def _(self, command: cmd.JoinConversation, now_ms: int) -> None:
        if self.state.avatars[command.avatar].aside_at is None:
            self._reject(command.avatar, "nothing_to_join", now_ms)
            return
        self._emit(ev.SteppedAside(now_ms, command.avatar, aside=False))
        self._conversations.review([command.avatar], now_ms)

    @_carry_out.register
    def _(self, command: cmd.LockConversation, now_ms: int) -> None:
        conversation = self.state.conversation_of(command.avatar)
        if conversation is None:
            self._reject(command.avatar, "not_in_conversation", now_ms)
        elif conversation.kind is not ev.ConversationKind.BUBBLE:
            self._reject(command.avatar, "zone_conversation", now_ms)
        elif conversation.locked != command.locked:
            identity = conversation.conversation
            self._emit(ev.ConversationLocked(now_ms, identity, command.avatar, command.locked))
            around = [n for m in conversation.members for n in self._conversations.neighbours(m)]
            self._conversations.review(around, now_ms)

    @_carry_out.register
    def _(self, command: cmd.React, now_ms: int) -> None:
        self._emit(ev.Reacted(now_ms, command.avatar, command.emoji))

    @_carry_out.register
    def _(self, command: cmd.Wave, now_ms: int) -> None:
        if command.to not in self.state.avatars or command.to == command.avatar:
            self._reject(command.avatar, "unknown_avatar", now_ms)
        else:
            self._emit(ev.Waved(now_ms, command.avatar, command.to))

    # --- walking

    def _arrival(self, avatar: AvatarId) -> TilePos:
        """A start tile with the fewest people within reach; among equals the choice goes round."""
        starts = self.island.starts
        offset = avatar * 7919
        return min(
            (starts[(offset + i) % len(starts)] for i in range(len(starts))),
            key=lambda tile: len(self._hash.near(tile, self.rules.enter_tiles)),
        )

    def _splice(self, avatar: AvatarId, wished: TilePos | None) -> tuple[list[int], TilePos]:
        """The steps still to take on the old path, and the tile at which a new one begins.

        That is the wished tile if there is one and the old path leads there soon, else the end of
        the step under way.
        """
        stepper = self._steppers[avatar]
        if stepper.next_ms < 0:
            return [], stepper.tile
        ahead = stepper.ahead(self.rules.max_ahead_steps)
        prefix: list[int] = []
        for tile, direction in ahead:
            prefix.append(direction)
            if tile == wished:
                return prefix, tile
        return prefix[:1], ahead[0][0]

    def _legal(self, start: TilePos, runs: Runs) -> list[int]:
        """The single steps of `runs` up to the first that is not possible."""
        directions: list[int] = []
        x, y = start
        limit = self.rules.max_path_steps
        for direction, steps in runs:
            for _ in range(steps or limit):
                if len(directions) == limit or not self._tiles.can_step(x, y, direction):
                    return directions
                directions.append(direction)
                x, y = x + DX[direction], y + DY[direction]
        return directions

    def _go(self, avatar: AvatarId, find: Callable[[TilePos], Runs | None], now_ms: int) -> None:
        prefix, anchor = self._splice(avatar, None)
        runs = find(anchor)
        if runs is None:
            self._reject(avatar, "blocked", now_ms)
        else:
            self._walk(avatar, [*prefix, *self._legal(anchor, runs)], runs, now_ms)

    def _way(self, start: TilePos, goal: TilePos) -> Runs | None:
        """The quickest way. A goal in the water is known beforehand: that search takes longest."""
        if self._is_land(start) and not self._is_land(goal):
            return None
        return find_path(self._tiles, start, goal, self.rules)

    def _is_land(self, tile: TilePos) -> bool:
        """Whether one can walk there from where people arrive."""
        return self._tiles.is_free(*tile) and bool(self._land[tile.y * self._tiles.width + tile.x])

    def _way_beside(self, start: TilePos, target: AvatarId) -> Runs | None:
        """The way to the nearest free and empty tile beside an avatar."""
        goal = self.rest(target)
        if distance_squared(*start, *goal) <= 2:
            return ()
        beside = [
            TilePos(goal.x + DX[d], goal.y + DY[d])
            for d in range(8)
            if self._tiles.can_step(*goal, d)
        ]
        empty = [tile for tile in beside if not self._hash.near(tile, 0)]
        candidates = sorted(
            empty or beside, key=lambda t: (distance_squared(t.x, t.y, start.x, start.y), t)
        )
        for tile in candidates:
            runs = self._way(start, tile)
            if runs is not None:
                return runs
        return None

    def _walk(self, avatar: AvatarId, directions: list[int], wish: Runs, now_ms: int) -> None:
        """Put an avatar on a path of single steps; it finishes the step under way first."""
        state, stepper = self.state.avatars[avatar], self._steppers[avatar]
        was_walking = stepper.next_ms >= 0
        runs = to_runs(directions)[: self.rules.max_runs]
        facing = runs[-1].direction if runs else _first_direction(wish, state.facing)
        if not runs and not was_walking and facing == state.facing:
            return
        t0_ms = stepper.step_start_ms if was_walking else now_ms
        x, y = stepper.tile
        self._emit(ev.Moved(now_ms, avatar, t0_ms, x, y, facing, runs))
        stepper = self._steppers[avatar] = Stepper(t0_ms, x, y, runs, self.rules)
        if runs and not was_walking:
            heappush(self._due, (stepper.next_ms, avatar))
        self._conversations.review([avatar], now_ms)


def _first_direction(wish: Runs, otherwise: int) -> int:
    return wish[0].direction if wish else otherwise
