"""Who talks with whom: circles that open, grow, shrink and close as people walk.

Laws, kept after every event: everybody is in one conversation at most; a bubble's members hang
together (each within `leave_tiles` of another); nobody joins what is full or locked; nobody who
is busy, away, stepped aside or in a quiet zone is in a bubble. Whoever walks past without stopping
interrupts nobody: a walker counts only where its path ends.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, ZoneId
from island_server.core.rules import Rules
from island_server.core.state import AvatarState, ConversationState, IslandState
from island_server.core.units import TilePos, distance_squared
from island_server.core.zone_effects import Trigger
from island_server.core.zones import MEETING_KINDS, Zone, ZoneKind


class Ground(Protocol):
    """What conversations ask about where people are."""

    def tile(self, avatar: AvatarId) -> TilePos:
        """The tile that an avatar reached last."""

    def rest(self, avatar: AvatarId) -> TilePos:
        """The tile on which an avatar stands or will stop."""

    def near(self, tile: TilePos, radius_tiles: int) -> list[AvatarId]:
        """Avatars within a radius, nearest first."""

    def governing(self, tile: TilePos) -> Zone | None:
        """The zone whose rules for conversations hold on a tile."""


class Seat(NamedTuple):
    """A zone's conversation, and the part one has in it while standing there."""

    kind: ev.ConversationKind
    zone: ZoneId
    capacity: int
    part: ev.Part
    may_lock: bool = False


def seats_by_zone(zones: Iterable[Zone], rules: Rules) -> dict[ZoneId, Seat]:
    """For each zone with a conversation of its own, the seat that it gives.

    A podium and the audiences of the same stage share one conversation, known by the podium.
    """
    zones = list(zones)
    podiums = {zone.stage: zone for zone in zones if zone.kind is ZoneKind.PODIUM}
    seats: dict[ZoneId, Seat] = {}
    for zone in zones:
        if zone.kind in MEETING_KINDS:
            is_table = zone.kind is ZoneKind.TABLE
            usual = rules.table_capacity if is_table else rules.meeting_capacity
            capacity = zone.capacity or usual
            seats[zone.id] = Seat(
                ev.ConversationKind.MEETING, zone.id, capacity, ev.Part.SPEAKER, zone.lockable
            )
        elif zone.kind in (ZoneKind.PODIUM, ZoneKind.AUDIENCE) and zone.stage in podiums:
            podium = podiums[zone.stage]
            part = ev.Part.SPEAKER if zone.kind is ZoneKind.PODIUM else ev.Part.LISTENER
            capacity = podium.capacity or rules.stage_capacity
            seats[zone.id] = Seat(ev.ConversationKind.STAGE, podium.id, capacity, part)
    return seats


class Conversations:
    """Decides, avatar by avatar, what the rules ask for, and emits it."""

    def __init__(
        self,
        state: IslandState,
        rules: Rules,
        ground: Ground,
        seats: dict[ZoneId, Seat],
        emit: Callable[[ev.Event], None],
        last_id: ConversationId,
    ) -> None:
        self._state = state
        self._rules = rules
        self._ground = ground
        self._seats = seats
        self._emit = emit
        self._last_id: int = last_id
        self._by_zone: dict[ZoneId, ConversationId] = {}

    def lay(self, seats: dict[ZoneId, Seat]) -> None:
        """Go by other zones from now on; everybody is to be reviewed then.

        A conversation that goes on keeps the capacity with which it was opened.
        """
        self._seats = seats

    def review(self, avatars: Iterable[AvatarId], t_ms: int) -> None:
        """Look at these avatars, and at whoever is concerned, until nothing changes."""
        waiting = deque(avatars)
        while waiting:
            avatar = self._state.avatars.get(waiting.popleft())
            if avatar is None:
                continue
            if avatar.conversation is not None:
                waiting.extend(self._review_member(avatar, t_ms))
            if avatar.conversation is None:
                waiting.extend(self._review_free(avatar, t_ms))

    def remove(self, avatar: AvatarId, t_ms: int) -> list[AvatarId]:
        """Take an avatar out of its conversation; returns who is to be reviewed."""
        conversation = self._state.conversation_of(avatar)
        if conversation is None:
            return []
        concerned = self._leave(conversation, [avatar], t_ms)
        return [*concerned, *conversation.members]

    def neighbours(self, avatar: AvatarId) -> list[AvatarId]:
        """An avatar and those whom it might meet where it is."""
        return [avatar, *self._ground.near(self._ground.tile(avatar), self._rules.enter_tiles)]

    def follow(self, avatar: AvatarId, former: TilePos | None, t_ms: int) -> None:
        """An avatar has come to another tile than the former one; it is to be reviewed then.

        Who walks away from where it was aside is open to others again. Who comes into a meeting
        that takes in only who asks is aside until it does.
        """
        at, tile = self._state.avatars[avatar].aside_at, self._ground.tile(avatar)
        zone = self._ground.governing(tile)
        if at is not None:
            if self._is_away(at, tile):
                self._emit(ev.SteppedAside(t_ms, avatar, aside=_takes_who_asks(zone)))
        elif _takes_who_asks(zone) and (former is None or zone != self._ground.governing(former)):
            self._emit(ev.SteppedAside(t_ms, avatar, aside=True))

    def _is_away(self, at: TilePos, tile: TilePos) -> bool:
        """Whether a tile is out of the conversations from which somebody was aside at another."""
        zone = self._ground.governing(at)
        if _takes_who_asks(zone):
            return zone != self._ground.governing(tile)
        if distance_squared(*at, *tile) <= self._rules.leave_tiles**2:
            return False
        return zone is None or zone != self._ground.governing(tile)

    def may_lock(self, conversation: ConversationState) -> bool:
        """Whether its members may lock a conversation."""
        if conversation.zone is None:
            return True
        seat = self._seats.get(conversation.zone)
        return seat is not None and seat.may_lock

    def refusal(self, avatar: AvatarId, zone: Zone | None) -> str | None:
        """Why an avatar cannot join the conversation of a zone now: `locked`, `full`, or None."""
        seat = None if zone is None else self._seats.get(zone.id)
        identity = None if seat is None else self._by_zone.get(seat.zone)
        if seat is None or identity is None:
            return None
        conversation = self._state.conversations[identity]
        if not self._is_let_in(avatar, conversation):
            return "locked"
        return "full" if len(conversation.members) >= conversation.capacity else None

    def hopeful(self, conversation: ConversationState) -> list[AvatarId]:
        """Who may join a conversation that was unlocked, or now meet those in it."""
        if conversation.zone is not None:
            return self._waiting_for(conversation.zone)
        return [n for member in conversation.members for n in self.neighbours(member)]

    # --- members

    def _review_member(self, avatar: AvatarState, t_ms: int) -> list[AvatarId]:
        conversation = self._state.conversations[avatar.conversation]  # type: ignore[index]
        if conversation.kind is ev.ConversationKind.BUBBLE:
            return self._prune_bubble(conversation, t_ms)
        seat = self._seat(avatar)
        if seat is None or seat.zone != conversation.zone:
            return self._leave(conversation, [avatar.avatar], t_ms)
        if conversation.members[avatar.avatar] is not seat.part:
            self._emit(
                ev.ConversationJoined(t_ms, conversation.conversation, avatar.avatar, seat.part)
            )
        return []

    def _prune_bubble(self, bubble: ConversationState, t_ms: int) -> list[AvatarId]:
        able = [member for member in bubble.members if self._may_bubble(member)]
        staying = self._largest_cluster(able)
        leaving = [member for member in bubble.members if member not in staying]
        return self._leave(bubble, leaving, t_ms) if leaving else []

    def _largest_cluster(self, members: list[AvatarId]) -> set[AvatarId]:
        """Of those who hang together, the most; of equal ones, those who were there first."""
        reach = self._rules.leave_tiles * self._rules.leave_tiles
        tiles = {member: self._ground.tile(member) for member in members}
        largest: set[AvatarId] = set()
        left = dict.fromkeys(members)
        while left:
            cluster = {next(iter(left))}
            edge = list(cluster)
            while edge:
                x, y = tiles[edge.pop()]
                found = [
                    m
                    for m in left
                    if m not in cluster and distance_squared(*tiles[m], x, y) <= reach
                ]
                cluster.update(found)
                edge.extend(found)
            for member in cluster:
                del left[member]
            if len(cluster) > len(largest):
                largest = cluster
        return largest

    def _leave(
        self, conversation: ConversationState, leaving: list[AvatarId], t_ms: int
    ) -> list[AvatarId]:
        """Let members go, and end what has too few left; returns who is concerned."""
        identity, zone = conversation.conversation, conversation.zone
        was_full = len(conversation.members) >= conversation.capacity
        least = 2 if conversation.kind is ev.ConversationKind.BUBBLE else 1
        if len(conversation.members) - len(leaving) < least:
            leaving = list(conversation.members)
        for member in leaving:
            self._emit(ev.ConversationLeft(t_ms, identity, member))
        if not conversation.members:
            self._emit(ev.ConversationClosed(t_ms, identity))
            if zone is not None:
                del self._by_zone[zone]
        if zone is None:
            return [*leaving, *self._bystanders(conversation)]
        return [*leaving, *(self._waiting_for(zone) if was_full else ())]

    def _waiting_for(self, zone: ZoneId) -> list[AvatarId]:
        """Who stands in a zone whose conversation was full."""
        return [
            avatar.avatar
            for avatar in self._state.avatars.values()
            if avatar.conversation is None and (seat := self._seat(avatar)) and seat.zone == zone
        ]

    def _bystanders(self, bubble: ConversationState) -> list[AvatarId]:
        """Free avatars beside a bubble that has room again."""
        found: dict[AvatarId, None] = {}
        for member in bubble.members:
            for other in self._ground.near(self._ground.tile(member), self._rules.enter_tiles):
                if self._state.avatars[other].conversation is None:
                    found[other] = None
        return list(found)

    # --- those in no conversation

    def _seat(self, avatar: AvatarState) -> Seat | None:
        if avatar.aside_at is not None:
            return None
        zone = self._ground.governing(self._ground.tile(avatar.avatar))
        return None if zone is None else self._seats.get(zone.id)

    def _may_bubble(self, avatar: AvatarId) -> bool:
        it = self._state.avatars[avatar]
        if it.availability is not ev.Availability.AVAILABLE or it.aside_at is not None:
            return False
        zone = self._ground.governing(self._ground.tile(avatar))
        return zone is None or (zone.kind is not ZoneKind.QUIET and zone.id not in self._seats)

    def _review_free(self, avatar: AvatarState, t_ms: int) -> list[AvatarId]:
        seat = self._seat(avatar)
        if seat is not None:
            self._sit_down(avatar.avatar, seat, t_ms)
            return []
        if not self._may_bubble(avatar.avatar):
            return []
        tile, rest = self._ground.tile(avatar.avatar), self._ground.rest(avatar.avatar)
        enter = self._rules.enter_tiles
        if distance_squared(*tile, *rest) > 4 * enter * enter:
            return []
        for other in self._ground.near(tile, enter):
            if other != avatar.avatar and self._meet(avatar.avatar, other, t_ms):
                return [*self.neighbours(avatar.avatar), *self.neighbours(other)]
        return []

    def _sit_down(self, avatar: AvatarId, seat: Seat, t_ms: int) -> None:
        identity = self._by_zone.get(seat.zone)
        if identity is None:
            identity = self._open(seat.kind, seat.zone, seat.capacity, t_ms)
            self._by_zone[seat.zone] = identity
        conversation = self._state.conversations[identity]
        is_full = len(conversation.members) >= conversation.capacity
        if self._is_let_in(avatar, conversation) and not is_full:
            self._emit(ev.ConversationJoined(t_ms, identity, avatar, seat.part))

    def _is_let_in(self, avatar: AvatarId, conversation: ConversationState) -> bool:
        """Whether no lock keeps an avatar out of a conversation."""
        return (
            not conversation.locked
            or avatar in conversation.admitted
            or conversation.zone in self._state.avatars[avatar].admitted
        )

    def _meet(self, avatar: AvatarId, other: AvatarId, t_ms: int) -> bool:
        """Open a bubble with another avatar, or join theirs, if the rules allow."""
        ground, rules = self._ground, self._rules
        rest, other_rest = ground.rest(avatar), ground.rest(other)
        if distance_squared(*rest, *other_rest) > rules.enter_tiles * rules.enter_tiles:
            return False
        bubble = self._state.conversation_of(other)
        if bubble is None:
            someone_stands = ground.tile(avatar) == rest or ground.tile(other) == other_rest
            if not (someone_stands and self._may_bubble(other)):
                return False
            identity = self._open(ev.ConversationKind.BUBBLE, None, rules.bubble_capacity, t_ms)
            for member in sorted((avatar, other)):
                self._emit(ev.ConversationJoined(t_ms, identity, member, ev.Part.SPEAKER))
            return True
        if not self._has_room(bubble, avatar) or not self._near_centre(avatar, bubble):
            return False
        self._emit(ev.ConversationJoined(t_ms, bubble.conversation, avatar, ev.Part.SPEAKER))
        return True

    def _has_room(self, bubble: ConversationState, avatar: AvatarId) -> bool:
        return (
            bubble.kind is ev.ConversationKind.BUBBLE
            and self._is_let_in(avatar, bubble)
            and len(bubble.members) < bubble.capacity
        )

    def _near_centre(self, avatar: AvatarId, bubble: ConversationState) -> bool:
        """Compared n times enlarged, so that the centre of n members is whole."""
        tiles = [self._ground.tile(member) for member in bubble.members]
        n = len(tiles)
        x, y = self._ground.tile(avatar)
        reach = self._rules.join_centre_tiles * n
        across, down = n * x - sum(t.x for t in tiles), n * y - sum(t.y for t in tiles)
        return across * across + down * down <= reach * reach

    def _open(
        self, kind: ev.ConversationKind, zone: ZoneId | None, capacity: int, t_ms: int
    ) -> ConversationId:
        self._last_id += 1
        identity = ConversationId(self._last_id)
        self._emit(ev.ConversationOpened(t_ms, identity, kind, zone, capacity))
        return identity


def _takes_who_asks(zone: Zone | None) -> bool:
    """Whether whoever comes into a zone stays out of its meeting until it asks to join."""
    return zone is not None and zone.kind in MEETING_KINDS and zone.joins is Trigger.ACTION
