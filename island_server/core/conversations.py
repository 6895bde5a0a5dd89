"""Who talks with whom: circles that open, grow, shrink and close as people walk.

Laws, kept after every event: everybody is in one conversation at most; a bubble's members hang
together (each within `leave_tiles` of another); nobody joins what is full or locked; nobody who
is busy, away, stepped aside or in a quiet zone is in a bubble. Whoever walks past without stopping
interrupts nobody: a walker counts only where its path ends.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Protocol

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, ZoneId
from island_server.core.rules import Rules
from island_server.core.seats import Seat
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

    def are_apart(self, one: AvatarId, other: AvatarId) -> bool:
        """Whether there is a block between the people behind two avatars that are here."""


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

    def lay(self, seats: dict[ZoneId, Seat], by: AvatarId | None, t_ms: int) -> None:
        """Go by other zones from now on, as `by` has them; everybody is to be reviewed then.

        A conversation goes on if its zone still has one of this kind; nobody leaves because it
        takes fewer than there are. It is unlocked if its members could not do that any more.
        """
        self._seats = seats
        of_zone: dict[tuple[ZoneId | None, ev.ConversationKind], Seat]
        of_zone = {(seat.zone, seat.kind): seat for seat in seats.values()}
        for identity in list(self._by_zone.values()):
            conversation = self._state.conversations[identity]
            seat = of_zone.get((conversation.zone, conversation.kind))
            if seat is None:
                self._leave(conversation, list(conversation.members), t_ms)
                continue
            if seat.capacity != conversation.capacity:
                self._emit(ev.ConversationResized(t_ms, identity, seat.capacity))
            if conversation.locked and not seat.may_lock:
                who = next(iter(conversation.members)) if by is None else by
                self._emit(ev.ConversationLocked(t_ms, identity, who, locked=False))

    def resettle(self, avatar: AvatarId, former: Zone | None, t_ms: int) -> None:
        """Another zone than the former one may rule where an avatar is, and it has not moved.

        Whoever is in a meeting that takes in only who asks, all of a sudden, is aside until it
        does; whoever was aside for such a meeting alone is open to others again.
        """
        zone = self._ground.governing(self._ground.tile(avatar))
        it = self._state.avatars[avatar]
        asks, asked = _takes_who_asks(zone), _takes_who_asks(former)
        is_same = (zone and zone.id) == (former and former.id)
        if asks and it.aside_at is None and not (is_same and (asked or self._is_in(it, zone))):
            self._emit(ev.SteppedAside(t_ms, avatar, aside=True))
        elif asked and not is_same and not asks and it.aside_at is not None:
            self._emit(ev.SteppedAside(t_ms, avatar, aside=False))

    def _is_in(self, avatar: AvatarState, zone: Zone | None) -> bool:
        conversation = self._state.conversation_of(avatar.avatar)
        return conversation is not None and zone is not None and conversation.zone == zone.id

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

    def stage_in(self, zone: Zone | None) -> ZoneId | None:
        """The stage, by its podium, of which a zone is the podium or an audience."""
        seat = None if zone is None else self._seats.get(zone.id)
        return seat.zone if seat and seat.kind is ev.ConversationKind.STAGE else None

    def is_stage(self, podium: ZoneId) -> bool:
        """Whether a zone is the podium of a stage."""
        seat = self._seats.get(podium)
        return seat is not None and seat.zone == podium and seat.kind is ev.ConversationKind.STAGE

    def of_zone(self, zone: ZoneId) -> ConversationState | None:
        """The conversation that belongs to a zone, if anybody is in it."""
        identity = self._by_zone.get(zone)
        return None if identity is None else self._state.conversations[identity]

    def may_lock(self, conversation: ConversationState) -> bool:
        """Whether its members may lock a conversation."""
        if conversation.zone is None:
            return True
        seat = self._seats.get(conversation.zone)
        return seat is not None and seat.may_lock

    def refusal(self, avatar: AvatarId, zone: Zone | None) -> str | None:
        """Why an avatar cannot join the conversation of a zone now: `locked`, `full`, or None."""
        seat = self._seat_in(zone)
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
        """Of those who hang together, the most; of equal ones, those who were there first.

        Two with a block between them do so by others only, so that no bubble is left to them alone.
        """
        reach = self._rules.leave_tiles * self._rules.leave_tiles
        tiles = {member: self._ground.tile(member) for member in members}
        largest: set[AvatarId] = set()
        left = dict.fromkeys(members)
        while left:
            cluster = {next(iter(left))}
            edge = list(cluster)
            while edge:
                at = edge.pop()
                found = [
                    m
                    for m in left
                    if m not in cluster
                    and distance_squared(*tiles[m], *tiles[at]) <= reach
                    and not self._ground.are_apart(m, at)
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
        return self._seat_in(self._ground.governing(self._ground.tile(avatar.avatar)))

    def _seat_in(self, zone: Zone | None) -> Seat | None:
        """The seat that a zone gives now; an audience that may whisper sits in no conversation."""
        seat = None if zone is None else self._seats.get(zone.id)
        if seat is None or seat.part is ev.Part.SPEAKER:
            return seat
        rules = self._state.stages.get(seat.zone)
        return None if rules is not None and rules.whisper else seat

    def _may_bubble(self, avatar: AvatarId) -> bool:
        it = self._state.avatars[avatar]
        if it.availability is not ev.Availability.AVAILABLE or it.aside_at is not None:
            return False
        zone = self._ground.governing(self._ground.tile(avatar))
        return zone is None or (zone.kind is not ZoneKind.QUIET and self._seat_in(zone) is None)

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
        if ground.are_apart(avatar, other):
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
