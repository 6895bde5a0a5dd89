"""The live island: takes commands and time, gives events.

The same commands at the same times give the same events, however often `advance` is called in
between. What has happened is kept in `state`, which only events change; everything else here is an
index over it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatchmethod

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.blocks import IsBlocked, nobody_blocked
from island_server.core.closings import Closings, Visitor
from island_server.core.company import Company, CompanyCommand
from island_server.core.conversations import Conversations
from island_server.core.doorways import Doorways
from island_server.core.following import Feet
from island_server.core.ids import ISLAND_SHIFT, AvatarId, ConversationId
from island_server.core.island_map import IslandMap
from island_server.core.island_zones import ZoneChanges, ZoneCommand, as_edited
from island_server.core.lookout import Lookout
from island_server.core.motion import Runs, path_end
from island_server.core.rules import Rules
from island_server.core.seats import seats_by_zone
from island_server.core.spatial_hash import SpatialHash
from island_server.core.stage_hearing import StageHearing
from island_server.core.state import AvatarState, IslandState
from island_server.core.talk_commands import TalkCommand, TalkCommands
from island_server.core.units import TilePos
from island_server.core.walkers import Walkers
from island_server.core.ways import Plan, Ways
from island_server.core.zones import Zone, ZoneIndex


class World(Lookout):
    """One island. Times passed in must never go back.

    `number` tells apart the islands of one server: no two of them give out the same ids. Whenever
    `is_blocked` has another answer for somebody, `Regroup` must follow for their avatar.
    """

    def __init__(
        self,
        island: IslandMap,
        rules: Rules,
        number: int = 0,
        is_blocked: IsBlocked = nobody_blocked,
    ) -> None:
        self.island = island
        self.rules = rules
        self.number = number
        self.is_blocked = is_blocked
        self.state = IslandState(rules, island.open_doors(), island.edited)
        self._map = island
        self._zones = ZoneIndex(island.tiles.width, island.tiles.height, island.zones)
        self._hash = SpatialHash()
        self._events: list[ev.Event] = []
        self._last_avatar = number << ISLAND_SHIFT
        self._closings = Closings(island, self.state, self._zones)
        self._ways = Ways(island, rules, self._zones, self._closings, self._hash)
        self._walkers = Walkers(self.state, rules, self._closings, self._hash, self._emit)
        self._doorways = Doorways(island, self.state, self._emit)
        self._conversations = Conversations(
            self.state,
            rules,
            self,
            seats_by_zone(island.zones, rules),
            self._emit,
            ConversationId(number << ISLAND_SHIFT),
        )
        feet = Feet(self._walkers, self._ways, self._go)
        self._company = Company(self.state, rules, self, feet, self._emit)
        self._talk_commands = TalkCommands(self.state, self, self._conversations, self._emit)
        self._zone_changes = ZoneChanges(self.state, self._emit)
        if island.edited:
            self._lay_zones(None, 0)
        self.stages = StageHearing(self.state, self, self._conversations)

    # --- the two ways in

    def advance(self, now_ms: int) -> list[ev.Event]:
        """What time itself has brought about: tiles and zones reached, bubbles opened and left."""
        while (due := self._walkers.take_due(now_ms)) is not None:
            avatar, t_ms = due
            self._reach_tile(avatar, t_ms)
            self._company.reached(avatar)
            self._company.settle(t_ms)
        events, self._events = self._events, []
        return events

    def apply(self, command: cmd.Command, now_ms: int) -> list[ev.Event]:
        """Carry out a command at `now_ms`, after what time brings about until then.

        A command that may not be carried out gives one `CommandRejected`, last in the list.
        """
        before = self.advance(now_ms)
        avatar = None if isinstance(command, cmd.Enter) else command.avatar
        if avatar is not None and avatar not in self.state.avatars:
            before.append(ev.CommandRejected(now_ms, avatar, "unknown_avatar"))
            return before
        self._company.before(command, now_ms)
        self._carry_out(command, now_ms)
        self._company.settle(now_ms)
        events, self._events = before + self._events, []
        return events

    # --- time

    def _reach_tile(self, avatar: AvatarId, t_ms: int) -> None:
        if not self._may_go_on(avatar, t_ms):
            return
        former = self.tile(avatar)
        portals = self._come_to(avatar, former, self._walkers.step(avatar), t_ms)
        if portals and self._take_portal(avatar, portals[0], t_ms):
            return
        if not self.is_walking(avatar):
            self._conversations.review(self._conversations.neighbours(avatar), t_ms)
            self._walkers.knock(avatar, t_ms)
        elif self._may_go_on(avatar, t_ms):
            self._walkers.go_on(avatar)
            self._conversations.review([avatar], t_ms)

    def _may_go_on(self, avatar: AvatarId, t_ms: int) -> bool:
        """Whether the step under way is still open to a walker; if not, it stops where it is."""
        refusal = self._walkers.refusal(avatar)
        if refusal is None:
            return True
        self._walkers.stop(avatar, refusal, t_ms)
        self._conversations.review(self._conversations.neighbours(avatar), t_ms)
        return False

    def _come_to(
        self, avatar: AvatarId, former: TilePos | None, tile: TilePos, t_ms: int
    ) -> list[Zone]:
        """All that comes of an avatar's being on another tile; returns the portals entered."""
        portals = self._enter_zones(avatar, tile, t_ms)
        self._doorways.reach(avatar, tile, t_ms)
        self._conversations.follow(avatar, former, t_ms)
        return portals

    def _take_portal(self, avatar: AvatarId, zone: Zone, t_ms: int) -> bool:
        """Take a walker to where a portal leads; True if that is on this island."""
        portal = zone.portal
        if portal is None:
            return False
        self._emit(ev.PortalTaken(t_ms, avatar, portal.island, portal.entry))
        if portal.island:
            return False
        former = self.tile(avatar)
        it = self.state.avatars[avatar]
        who = Visitor(it.role, it.groups, admitted=it.admitted)
        tile = self._ways.arrival(avatar, who, self.island.arrivals(portal.entry))
        self._walkers.put(avatar, tile, t_ms)
        self._come_to(avatar, former, tile, t_ms)
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
        self._company.note(event)
        self._events.append(event)

    def _reject(self, avatar: AvatarId | None, reason: str, now_ms: int) -> None:
        self._company.settle(now_ms)
        self._emit(ev.CommandRejected(now_ms, avatar, reason))

    # --- commands

    @singledispatchmethod
    def _carry_out(self, command: cmd.Command, now_ms: int) -> None:
        raise TypeError(f"not a command: {command!r} at {now_ms}")

    @_carry_out.register
    def _(self, command: cmd.Enter, now_ms: int) -> None:
        self._last_avatar += 1
        avatar = AvatarId(self._last_avatar)
        starts, who = self.island.arrivals(command.entry), Visitor(command.role, command.groups)
        x, y = tile = self._ways.arrival_at(avatar, who, command.at, starts)
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
                command.facing,
                command.keeps_path,
                command.groups,
            )
        )
        self._walkers.add(avatar, tile, now_ms)
        self._come_to(avatar, None, tile, now_ms)
        if self.governing(tile) is not None:
            self._conversations.review([avatar], now_ms)

    @_carry_out.register
    def _(self, command: cmd.Leave, now_ms: int) -> None:
        avatar = command.avatar
        concerned = self._conversations.remove(avatar, now_ms)
        for zone in self.state.avatars[avatar].zones:
            self._emit(ev.ZoneLeft(now_ms, avatar, zone))
        self._doorways.leave(avatar, now_ms)
        self._walkers.remove(avatar)
        self._emit(ev.Left(now_ms, avatar, command.reason))
        self._conversations.review(concerned, now_ms)

    @_carry_out.register
    def _(self, command: cmd.Walk, now_ms: int) -> None:
        avatar, wished = command.avatar, TilePos(command.x, command.y)
        state = self.state.avatars[avatar]
        prefix, anchor = self._ways.splice(self._walkers[avatar], wished)
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
        if not self._go(state, lambda start: self._ways.way(state, start, goal), now_ms):
            self._reject(command.avatar, "blocked", now_ms)

    @_carry_out.register
    def _(self, command: cmd.Approach, now_ms: int) -> None:
        if command.target not in self.state.avatars or command.target == command.avatar:
            self._reject(command.avatar, "unknown_avatar", now_ms)
            return
        if self.are_apart(command.avatar, command.target):
            self._reject(command.avatar, "blocked", now_ms)
            return
        goal = self.rest(command.target)
        state = self.state.avatars[command.avatar]
        went = self._go(state, lambda start: self._ways.way_beside(state, start, goal), now_ms)
        if not self.is_walking(command.avatar):
            self._conversations.review([command.avatar], now_ms)
        if not went and not self._talk_together(command.avatar, command.target):
            self._reject(command.avatar, "blocked", now_ms)

    @_carry_out.register
    def _(self, command: cmd.ChangeProfile, now_ms: int) -> None:
        self._emit(ev.ProfileChanged(now_ms, command.avatar, command.name, command.look))

    @_carry_out.register
    def _(self, command: cmd.KeepPath, now_ms: int) -> None:
        avatar = command.avatar
        if self.state.avatars[avatar].keeps_path != command.kept:
            self._emit(ev.PathKept(now_ms, avatar, command.kept))
            if command.kept:
                self._walkers.tell(avatar, now_ms)

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
    def _(self, command: cmd.Mute, now_ms: int) -> None:
        if self.state.avatars[command.avatar].muted != command.muted:
            self._emit(ev.Muted(now_ms, command.avatar, command.muted, command.by))

    @_carry_out.register
    def _(self, command: cmd.Regroup, now_ms: int) -> None:
        self._conversations.review(self._conversations.neighbours(command.avatar), now_ms)
        self._company.regroup(command.avatar)

    @_carry_out.register
    def _(self, command: TalkCommand, now_ms: int) -> None:
        reason = self._talk_commands.carry_out(command, now_ms)
        if reason is not None:
            self._reject(command.avatar, reason, now_ms)

    @_carry_out.register
    def _(self, command: cmd.OperateDoor, now_ms: int) -> None:
        reason = self._doorways.operate(
            command.avatar, command.door, now_ms, is_open=command.is_open
        )
        if reason is not None:
            self._reject(command.avatar, reason, now_ms)

    @_carry_out.register
    def _(self, command: ZoneCommand, now_ms: int) -> None:
        reason = self._zone_changes.carry_out(command, self.island, now_ms)
        if reason is not None:
            self._reject(command.avatar, reason, now_ms)
        elif not isinstance(command, cmd.Admit):
            self._lay_zones(command.avatar, now_ms)

    @_carry_out.register
    def _(self, command: CompanyCommand, now_ms: int) -> None:
        reason = self._company.carry_out(command, now_ms)
        if reason is not None:
            self._reject(command.avatar, reason, now_ms)
        elif isinstance(command, cmd.LetIn):
            self._conversations.review([command.guest], now_ms)

    @_carry_out.register
    def _(self, command: cmd.React, now_ms: int) -> None:
        self._emit(ev.Reacted(now_ms, command.avatar, command.emoji))

    @_carry_out.register
    def _(self, command: cmd.Wave, now_ms: int) -> None:
        if command.to not in self.state.avatars or command.to == command.avatar:
            self._reject(command.avatar, "unknown_avatar", now_ms)
        else:
            self._emit(ev.Waved(now_ms, command.avatar, command.to))

    # --- zones that change

    def _lay_zones(self, by: AvatarId | None, now_ms: int) -> None:
        """Let the zones hold as they are edited now, also for those who stand in them.

        A portal put up around somebody does not take them: they have not walked in.
        """
        avatars, former = list(self.state.avatars), self._zones
        self.island = as_edited(self._map, self.state.edited, self._ways.is_land)
        self._zones = ZoneIndex(
            self.island.tiles.width, self.island.tiles.height, self.island.zones
        )
        self._closings.lay(self.island, self._zones)
        self._ways.lay(self.island, self._zones)
        for avatar in avatars:
            self._enter_zones(avatar, self.tile(avatar), now_ms)
        self._conversations.lay(seats_by_zone(self.island.zones, self.rules), by, now_ms)
        for avatar in avatars:
            self._conversations.resettle(avatar, former.governing(*self.tile(avatar)), now_ms)
        self._conversations.review(avatars, now_ms)

    # --- walking

    def _go(self, state: AvatarState, find: Callable[[TilePos], Runs | None], now_ms: int) -> bool:
        """Walk the way that is found; False if there is none."""
        prefix, anchor = self._ways.splice(self._walkers[state.avatar], None)
        runs = find(anchor)
        if runs is None:
            return False
        plan = self._ways.legal(state, anchor, runs)
        self._walk(state.avatar, prefix, plan, runs, now_ms)
        return True

    def _talk_together(self, avatar: AvatarId, other: AvatarId) -> bool:
        conversation = self.state.conversation_of(avatar)
        return conversation is not None and other in conversation.members

    def _walk(
        self, avatar: AvatarId, prefix: list[int], plan: Plan, wish: Runs, now_ms: int
    ) -> None:
        """Put an avatar on a path, and see whom it will meet there."""
        if self._walkers.set_out(avatar, prefix, plan, wish, now_ms):
            self._conversations.review([avatar], now_ms)
        if not self.is_walking(avatar):
            self._walkers.knock(avatar, now_ms)
