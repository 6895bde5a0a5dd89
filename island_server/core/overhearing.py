"""Who overhears an open conversation: those who stand around it and are in none themselves.

Laws, kept after every command and every step: nobody overhears what is not open; nobody who is
busy, away, stepped aside, in a conversation or in a zone with other rules; nobody with a block
between them and a member. Who comes near begins to hear when standing still, and hears on until
farther off than `overhear_leave_tiles`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId
from island_server.core.rules import Rules
from island_server.core.state import ConversationState, IslandState
from island_server.core.units import TilePos, distance_squared
from island_server.core.zones import Zone


class Surroundings(Protocol):
    """What is asked about where people are."""

    def tile(self, avatar: AvatarId) -> TilePos:
        """The tile that an avatar reached last."""

    def is_walking(self, avatar: AvatarId) -> bool:
        """Whether an avatar has steps left to take."""

    def near(self, tile: TilePos, radius_tiles: int) -> list[AvatarId]:
        """Avatars within a radius, nearest first."""

    def governing(self, tile: TilePos) -> Zone | None:
        """The zone whose rules for conversations hold on a tile."""

    def are_apart(self, one: AvatarId, other: AvatarId) -> bool:
        """Whether there is a block between the people behind two avatars that are here."""


class Overhearing:
    """Follows the events of one world, and emits `EarshotChanged`."""

    def __init__(
        self,
        state: IslandState,
        rules: Rules,
        ground: Surroundings,
        emit: Callable[[ev.Event], None],
    ) -> None:
        self._state = state
        self._rules = rules
        self._ground = ground
        self._emit = emit
        self._pending: dict[AvatarId, None] = {}
        self._open: set[ConversationId] = set()
        self._unwanted: dict[AvatarId, ConversationId] = {}
        """What people do not want to hear while they stand there."""

    # --- what happens

    def note(self, event: ev.Event) -> None:
        """Take in what has just been applied to the state; `settle` is to follow."""
        match event:
            case ev.OpenedUp(conversation=talk) | ev.ConversationLocked(conversation=talk):
                self._note_openness(talk)
            case (
                ev.ConversationJoined(conversation=talk, avatar=avatar)
                | ev.ConversationLeft(conversation=talk, avatar=avatar)
            ):
                self._concern([avatar])
                self._concern_those_around(talk)
            case ev.ConversationClosed(conversation=talk):
                self._concern(self._state.listeners(talk))
                self._open.discard(talk)
            case ev.Left(avatar=avatar):
                self._pending.pop(avatar, None)
                self._unwanted.pop(avatar, None)
            case ev.ZonePut() | ev.ZoneRemoved():
                self._concern(self._state.avatars)
            case (
                ev.Entered(avatar=avatar)
                | ev.AvailabilityChanged(avatar=avatar)
                | ev.SteppedAside(avatar=avatar)
                | ev.Moved(avatar=avatar)
            ):
                self.reached(avatar)
            case _:
                pass

    def reached(self, avatar: AvatarId) -> None:
        """An avatar has come to another tile, or stopped; `settle` is to follow."""
        if not self._open:
            return
        self._concern([avatar])
        it = self._state.avatars.get(avatar)
        if it is not None and it.conversation in self._open:
            self._concern_those_around(it.conversation)

    def regroup(self, avatar: AvatarId) -> None:
        """Somebody blocked somebody, or no longer does; `settle` is to follow."""
        if self._open:
            self._concern(self._state.avatars)
            self._concern([avatar])

    def settle(self, t_ms: int) -> None:
        """Let everybody hear what they should at a moment."""
        while self._pending:
            avatar = next(iter(self._pending))
            del self._pending[avatar]
            if avatar not in self._state.avatars:
                continue
            heard = self._state.listening.get(avatar)
            wanted = self._heard_by(avatar, heard)
            if wanted == heard:
                continue
            was_full = heard is not None and self._is_full(heard)
            self._emit(ev.EarshotChanged(t_ms, avatar, wanted))
            if heard is not None and was_full:
                self._concern_those_around(heard)

    # --- wishes

    def listen(self, avatar: AvatarId, *, wanted: bool) -> bool:
        """Stop overhearing what one hears, or hear it again; False if there is nothing to hear."""
        heard = self._state.listening.get(avatar)
        if wanted:
            is_news = self._unwanted.pop(avatar, None) is not None
        else:
            is_news = heard is not None
            if heard is not None:
                self._unwanted[avatar] = heard
        self._concern([avatar])
        return is_news

    # --- who hears what

    def _heard_by(self, avatar: AvatarId, heard: ConversationId | None) -> ConversationId | None:
        self._forget_unwanted(avatar)
        it = self._state.avatars[avatar]
        is_busy = it.availability is not ev.Availability.AVAILABLE or it.aside_at is not None
        if it.conversation is not None or is_busy:
            return None
        leave, enter = self._rules.overhear_leave_tiles, self._rules.overhear_tiles
        goes_on = heard is not None and self._may_hear(avatar, heard)
        if goes_on and heard is not None and self._is_by(avatar, heard, leave):
            return heard
        if self._ground.is_walking(avatar):
            return None
        for other in self._ground.near(self._ground.tile(avatar), enter):
            talk = self._state.avatars[other].conversation
            if talk is not None and self._may_hear(avatar, talk) and not self._is_full(talk):
                return talk
        return None

    def _may_hear(self, avatar: AvatarId, identity: ConversationId) -> bool:
        """Whether a conversation is open to somebody's ears, were they near enough."""
        talk = self._state.conversations.get(identity)
        if talk is None or not talk.opened or self._unwanted.get(avatar) == identity:
            return False
        zone = self._ground.governing(self._ground.tile(avatar))
        if zone is not None and zone.id != talk.zone:
            return False
        return not any(self._ground.are_apart(avatar, member) for member in talk.members)

    def _is_by(self, avatar: AvatarId, identity: ConversationId, radius_tiles: int) -> bool:
        x, y = self._ground.tile(avatar)
        return any(
            distance_squared(*self._ground.tile(member), x, y) <= radius_tiles * radius_tiles
            for member in self._state.conversations[identity].members
        )

    def _is_full(self, identity: ConversationId) -> bool:
        return len(self._state.listeners(identity)) >= self._rules.listeners_most

    def _forget_unwanted(self, avatar: AvatarId) -> None:
        """What somebody did not want to hear counts until they went away from it, or it ended."""
        unwanted = self._unwanted.get(avatar)
        if unwanted is not None and not (
            unwanted in self._open
            and self._is_by(avatar, unwanted, self._rules.overhear_leave_tiles)
        ):
            del self._unwanted[avatar]

    # --- who is to be looked at

    def _note_openness(self, identity: ConversationId) -> None:
        talk = self._state.conversations.get(identity)
        if talk is not None and talk.opened:
            self._open.add(identity)
        else:
            self._open.discard(identity)
        self._concern(self._state.listeners(identity))
        self._concern_those_around(identity)

    def _concern_those_around(self, identity: ConversationId) -> None:
        talk = self._state.conversations.get(identity)
        if identity not in self._open or talk is None:
            return
        self._concern(self._state.listeners(identity))
        self._concern(self._around(talk))

    def _around(self, talk: ConversationState) -> Iterable[AvatarId]:
        for member in talk.members:
            yield from self._ground.near(self._ground.tile(member), self._rules.overhear_tiles)

    def _concern(self, avatars: Iterable[AvatarId]) -> None:
        self._pending.update(dict.fromkeys(avatars))
