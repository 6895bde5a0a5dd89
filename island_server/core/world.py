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
from island_server.core.closings import Closings, Refusal
from island_server.core.conversations import Conversations, seats_by_zone
from island_server.core.doorways import Doorways
from island_server.core.ids import ISLAND_SHIFT, AvatarId, ConversationId
from island_server.core.island_map import IslandMap
from island_server.core.motion import Runs, Stepper, path_end, to_runs
from island_server.core.rules import Rules
from island_server.core.spatial_hash import SpatialHash
from island_server.core.state import AvatarState, IslandState
from island_server.core.units import DX, DY, SOUTH, TilePos
from island_server.core.ways import Plan, Ways
from island_server.core.zones import Zone, ZoneIndex


class World:
    """One island. Times passed in must never go back.

    `number` tells apart the islands of one server: no two of them give out the same ids.
    """

    def __init__(self, island: IslandMap, rules: Rules, number: int = 0) -> None:
        self.island = island
        self.rules = rules
        self.number = number
        self.state = IslandState(rules, island.open_doors())
        self._zones = ZoneIndex(island.tiles.width, island.tiles.height, island.zones)
        self._steppers: dict[AvatarId, Stepper] = {}
        self._due: list[tuple[int, AvatarId]] = []
        self._hash = SpatialHash()
        self._events: list[ev.Event] = []
        self._last_avatar = number << ISLAND_SHIFT
        self._knocks: dict[AvatarId, int] = {}
        """In which direction walkers would go on at the end of their path, into a closed zone."""
        self._closings = Closings(island, self.state, self._zones)
        self._ways = Ways(island, rules, self._zones, self._closings, self._hash)
        self._doorways = Doorways(island, self.state, self._emit)
        self._conversations = Conversations(
            self.state,
            rules,
            self,
            seats_by_zone(island.zones, rules),
            self._emit,
            ConversationId(number << ISLAND_SHIFT),
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

    def may_lock(self, conversation: ConversationId) -> bool:
        """Whether members of a conversation may lock it."""
        return self._conversations.may_lock(self.state.conversations[conversation])

    # --- time

    def _is_due(self, t_ms: int, avatar: AvatarId) -> bool:
        stepper = self._steppers.get(avatar)
        return stepper is not None and stepper.next_ms == t_ms

    def _reach_tile(self, avatar: AvatarId, stepper: Stepper, t_ms: int) -> None:
        refusal = self._refusal(avatar, stepper)
        if refusal is not None:
            self._stop(avatar, refusal, t_ms)
            return
        former = stepper.tile
        stepper.step()
        self._hash.place(avatar, stepper.tile)
        portals = self._enter_zones(avatar, stepper.tile, t_ms)
        self._doorways.reach(avatar, stepper.tile, t_ms)
        self._conversations.follow(avatar, former, t_ms)
        if portals and self._take_portal(avatar, portals[0], t_ms):
            return
        self._go_on(avatar, stepper, t_ms)

    def _go_on(self, avatar: AvatarId, stepper: Stepper, t_ms: int) -> None:
        """Take the next step, if there is one and nothing has come in its way."""
        if stepper.next_ms < 0:
            self._conversations.review(self._conversations.neighbours(avatar), t_ms)
            self._knock(avatar, t_ms)
        elif (refusal := self._refusal(avatar, stepper)) is not None:
            self._stop(avatar, refusal, t_ms)
        else:
            heappush(self._due, (stepper.next_ms, avatar))
            self._conversations.review([avatar], t_ms)

    def _refusal(self, avatar: AvatarId, stepper: Stepper) -> Refusal | None:
        """Why the step under way cannot be taken any more."""
        return self._closings.refusal(self.state.avatars[avatar], stepper.tile, stepper.direction)

    def _stop(self, avatar: AvatarId, refusal: Refusal, t_ms: int) -> None:
        """Let a walker stand on the tile where it is."""
        self._knocks.pop(avatar, None)
        self._put(avatar, self._steppers[avatar].tile, t_ms)
        self._turn_away(avatar, refusal, t_ms)
        self._conversations.review(self._conversations.neighbours(avatar), t_ms)

    def _knock(self, avatar: AvatarId, t_ms: int) -> None:
        """Who has walked up to the edge of a closed zone hears why it is closed, if it still is."""
        direction = self._knocks.pop(avatar, None)
        if direction is not None:
            x, y = self.tile(avatar)
            to = TilePos(x + DX[direction], y + DY[direction])
            refusal = self._closings.zone_refusal(self.state.avatars[avatar], to)
            self._turn_away(avatar, refusal, t_ms)

    def _turn_away(self, avatar: AvatarId, refusal: Refusal | None, t_ms: int) -> None:
        if refusal is not None and refusal.zone is not None and refusal.reason is not None:
            self._emit(ev.TurnedAway(t_ms, avatar, refusal.zone, refusal.reason))

    def _put(self, avatar: AvatarId, tile: TilePos, t_ms: int) -> None:
        """Let an avatar stand on a tile from now on, whatever it was doing."""
        facing = self.state.avatars[avatar].facing
        self._emit(ev.Moved(t_ms, avatar, t_ms, tile.x, tile.y, facing, ()))
        self._steppers[avatar] = Stepper(t_ms, tile.x, tile.y, (), self.rules)

    def _take_portal(self, avatar: AvatarId, zone: Zone, t_ms: int) -> bool:
        """Take a walker to where a portal leads; True if that is on this island."""
        portal = zone.portal
        if portal is None:
            return False
        self._emit(ev.PortalTaken(t_ms, avatar, portal.island, portal.entry))
        if portal.island:
            return False
        former = self.tile(avatar)
        role = self.state.avatars[avatar].role
        tile = self._ways.arrival(avatar, role, self.island.arrivals(portal.entry))
        self._knocks.pop(avatar, None)
        self._put(avatar, tile, t_ms)
        self._hash.place(avatar, tile)
        self._enter_zones(avatar, tile, t_ms)
        self._doorways.reach(avatar, tile, t_ms)
        self._conversations.follow(avatar, former, t_ms)
        self._conversations.review(self._conversations.neighbours(avatar), t_ms)
        return True

    def _enter_zones(self, avatar: AvatarId, tile: TilePos, t_ms: int) -> list[Zone]:
        """Note which zones an avatar left and entered; returns the portals among these."""
        former = self.state.avatars[avatar].zones
        here = self._zones.at(*tile)
        zones = tuple(zone.id for zone in here)
        if former == zones:
            return []
        for identity in former:
            if identity not in zones:
                self._emit(ev.ZoneLeft(t_ms, avatar, identity))
        entered = [zone for zone in here if zone.id not in former]
        for zone in entered:
            self._emit(ev.ZoneEntered(t_ms, avatar, zone.id))
        return [zone for zone in entered if zone.portal is not None]

    def _emit(self, event: ev.Event) -> None:
        self.state.apply(event)
        self._closings.note(event)
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
        starts = self.island.arrivals(command.entry)
        x, y = tile = self._ways.arrival(avatar, command.role, starts)
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
        self._hash.place(avatar, tile)
        self._enter_zones(avatar, tile, now_ms)
        self._doorways.reach(avatar, tile, now_ms)
        self._conversations.follow(avatar, None, now_ms)
        if self.governing(tile) is not None:
            self._conversations.review([avatar], now_ms)

    @_carry_out.register
    def _(self, command: cmd.Leave, now_ms: int) -> None:
        avatar = command.avatar
        concerned = self._conversations.remove(avatar, now_ms)
        for zone in self.state.avatars[avatar].zones:
            self._emit(ev.ZoneLeft(now_ms, avatar, zone))
        self._doorways.leave(avatar, now_ms)
        self._hash.remove(avatar)
        self._knocks.pop(avatar, None)
        del self._steppers[avatar]
        self._emit(ev.Left(now_ms, avatar, command.reason))
        self._conversations.review(concerned, now_ms)

    @_carry_out.register
    def _(self, command: cmd.Walk, now_ms: int) -> None:
        avatar, wished = command.avatar, TilePos(command.x, command.y)
        state = self.state.avatars[avatar]
        prefix, anchor = self._ways.splice(self._steppers[avatar], wished)
        runs = command.runs
        is_held = bool(runs) and runs[-1].steps == 0
        if anchor != wished and runs and not is_held:
            goal = path_end(command.x, command.y, runs)
            runs = self._ways.way(state, anchor, goal) or ()
        self._walk(avatar, prefix, self._ways.legal(state, anchor, runs), runs, now_ms)

    @_carry_out.register
    def _(self, command: cmd.GoTo, now_ms: int) -> None:
        goal = TilePos(command.x, command.y)
        state = self.state.avatars[command.avatar]
        self._go(state, lambda start: self._ways.way(state, start, goal), now_ms)

    @_carry_out.register
    def _(self, command: cmd.Approach, now_ms: int) -> None:
        if command.target not in self.state.avatars or command.target == command.avatar:
            self._reject(command.avatar, "unknown_avatar", now_ms)
            return
        goal = self.rest(command.target)
        state = self.state.avatars[command.avatar]
        self._go(state, lambda start: self._ways.way_beside(state, start, goal), now_ms)

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
        elif self._conversations.is_shut(self.governing(self.tile(command.avatar))):
            self._reject(command.avatar, "locked", now_ms)
        else:
            self._emit(ev.SteppedAside(now_ms, command.avatar, aside=False))
            self._conversations.review([command.avatar], now_ms)

    @_carry_out.register
    def _(self, command: cmd.LockConversation, now_ms: int) -> None:
        conversation = self.state.conversation_of(command.avatar)
        if conversation is None:
            self._reject(command.avatar, "not_in_conversation", now_ms)
        elif not self._conversations.may_lock(conversation):
            self._reject(command.avatar, "zone_conversation", now_ms)
        elif conversation.locked != command.locked:
            identity = conversation.conversation
            self._emit(ev.ConversationLocked(now_ms, identity, command.avatar, command.locked))
            self._conversations.review(self._conversations.hopeful(conversation), now_ms)

    @_carry_out.register
    def _(self, command: cmd.OperateDoor, now_ms: int) -> None:
        reason = self._doorways.operate(
            command.avatar, command.door, now_ms, is_open=command.is_open
        )
        if reason is not None:
            self._reject(command.avatar, reason, now_ms)

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

    def _go(self, state: AvatarState, find: Callable[[TilePos], Runs | None], now_ms: int) -> None:
        prefix, anchor = self._ways.splice(self._steppers[state.avatar], None)
        runs = find(anchor)
        if runs is None:
            self._reject(state.avatar, "blocked", now_ms)
        else:
            plan = self._ways.legal(state, anchor, runs)
            self._walk(state.avatar, prefix, plan, runs, now_ms)

    def _walk(
        self, avatar: AvatarId, prefix: list[int], plan: Plan, wish: Runs, now_ms: int
    ) -> None:
        """Put an avatar on a path of single steps; it finishes the step under way first."""
        state, stepper = self.state.avatars[avatar], self._steppers[avatar]
        was_walking = stepper.next_ms >= 0
        whole = to_runs([*prefix, *plan.directions])
        runs = whole[: self.rules.max_runs]
        self._knocks.pop(avatar, None)
        if plan.knock is not None and runs == whole:
            self._knocks[avatar] = plan.knock
        wished = wish[0].direction if wish else state.facing
        facing = runs[-1].direction if runs else wished
        if runs or was_walking or facing != state.facing:
            t0_ms = stepper.step_start_ms if was_walking else now_ms
            x, y = stepper.tile
            self._emit(ev.Moved(now_ms, avatar, t0_ms, x, y, facing, runs))
            stepper = self._steppers[avatar] = Stepper(t0_ms, x, y, runs, self.rules)
            if runs and not was_walking:
                heappush(self._due, (stepper.next_ms, avatar))
            self._conversations.review([avatar], now_ms)
        if not runs:
            self._knock(avatar, now_ms)
