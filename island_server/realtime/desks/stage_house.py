"""The stages of one open island: hands, invitations, ways up and down, and who is told what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId, ZoneId
from island_server.core.stage_hands import StageHands
from island_server.core.stage_places import (
    audience_tiles,
    is_full,
    is_on_podium,
    podium_tiles,
    podiums,
)
from island_server.core.units import TilePos
from island_server.errors import ReasonError
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session

INVITATION_MS = 60_000
"""How long somebody may think about coming onto the stage."""
_TILES_TRIED = 6
"""How many goals are tried for one walk."""

_NEWS = (
    *(ev.ConversationJoined, ev.ConversationLeft, ev.StageSet, ev.SteppedAside, ev.Left),
    *(ev.ZoneEntered, ev.ZoneLeft, ev.ZonePut, ev.ZoneRemoved),
)
"""After what somebody may be on a stage, or hear one, who did not."""


class _Invitation(NamedTuple):
    stage: ZoneId
    by: AvatarId
    until_ms: int


class StageHouse:
    """Follows one island. `left_ms` tells how long the countdown of a stage still runs."""

    def __init__(self, island: OpenIsland, left_ms: Callable[[ZoneId], int | None]) -> None:
        self._island = island
        self._loop = island.loop
        self._world = island.loop.world
        self._left_ms = left_ms
        self._hands = StageHands()
        self._invitations: dict[AvatarId, _Invitation] = {}
        self._came_from: dict[AvatarId, TilePos] = {}
        self._told_stages: list[tuple[ZoneId, bool, bool, list[AvatarId]]] = []
        self._told_queues: dict[ZoneId, list[AvatarId]] = {}
        self._told_places: dict[AvatarId, tuple[ZoneId, int]] = {}
        self._loop.listen(self.follow)

    # --- what happens

    def follow(self, events: Sequence[ev.Event]) -> None:
        """Take down hands that may not be up any more, and tell what is otherwise."""
        if not any(isinstance(event, _NEWS) for event in events):
            return
        for event in events:
            if isinstance(event, ev.Left):
                self._hands.forget(event.avatar)
                self._invitations.pop(event.avatar, None)
                self._came_from.pop(event.avatar, None)
        self._hands.keep(self._may_raise)
        self._tell_hands()
        stages = self._stages()
        if stages != self._told_stages:
            self._told_stages = stages
            self.tell_stages()

    def greet(self, session: Session) -> None:
        """Tell somebody who has come how the stages are, and their hand or everybody's."""
        session.send("stages", self._stages_message())
        place = self._hands.places().get(session.avatar)
        if place is not None:
            session.send("hand", {"stage": place.stage, "place": place.number})
        if session.role is not ev.Role.ATTENDEE:
            for stage, hands in self._hands.queues().items():
                session.send("stage_hands", {"stage": stage, "hands": hands})

    def check(self, stage: ZoneId) -> None:
        """Raise `ReasonError("unknown_stage")` if there is no such stage."""
        if stage not in podiums(self._world):
            raise ReasonError("unknown_stage")

    # --- hands

    def raise_hand(self, stage: ZoneId, avatar: AvatarId) -> None:
        """Put a hand up. Raises `ReasonError`: not_audience, rate."""
        if not self._may_raise(avatar, stage):
            raise ReasonError("not_audience")
        is_new = self._hands.raise_hand(stage, avatar, self._loop.now_ms())
        if is_new is None:
            raise ReasonError("rate")
        if is_new:
            self._loop.note("hand_raised", avatar, zone=stage)
            self._loop.apply(cmd.React(avatar, "hand"))
            self._tell_hands()

    def lower(self, avatar: AvatarId) -> None:
        """Take a hand down, if it is up."""
        if self._hands.lower(avatar):
            self._tell_hands()

    def _may_raise(self, avatar: AvatarId, stage: ZoneId) -> bool:
        if avatar not in self._world.state.avatars:
            return False
        stages = self._world.stages
        return stages.heard_by(avatar) == stage and avatar not in stages.speakers(stage)

    # --- up and down

    def bring(self, stage: ZoneId, avatar: AvatarId, by: AvatarId) -> bool:
        """Let somebody walk up whose hand is up; ask others, and return True.

        Raises `ReasonError`: unknown_avatar, on_stage, full, blocked.
        """
        if avatar not in self._world.state.avatars:
            raise ReasonError("unknown_avatar")
        if is_on_podium(self._world, avatar, stage):
            raise ReasonError("on_stage")
        if avatar == by or self._hands.is_up(stage, avatar):
            self._walk_up(stage, avatar, by)
            return False
        session = self._loop.sessions.of(avatar)
        now_ms = self._loop.now_ms()
        former = self._invitations.get(avatar)
        is_asked = former is not None and (former.stage, now_ms < former.until_ms) == (stage, True)
        if session is not None and not is_asked:
            self._invitations[avatar] = _Invitation(stage, by, now_ms + INVITATION_MS)
            session.send("stage_invite", {"stage": stage, "by": by})
        return True

    def answer(self, stage: ZoneId, avatar: AvatarId, *, is_coming: bool) -> None:
        """Somebody who was asked says yes or no. Raises as `bring`, and no_invitation."""
        invitation = self._invitations.pop(avatar, None)
        if invitation is None or invitation.stage != stage:
            raise ReasonError("no_invitation")
        if self._loop.now_ms() >= invitation.until_ms:
            raise ReasonError("no_invitation")
        self._send(invitation.by, "stage_answered", {"avatar": avatar, "yes": is_coming})
        if is_coming:
            self._walk_up(stage, avatar, invitation.by)

    def _walk_up(self, stage: ZoneId, avatar: AvatarId, by: AvatarId) -> None:
        if is_full(self._world, stage, avatar):
            raise ReasonError("full")
        tiles = podium_tiles(self._world, stage, avatar)
        if not tiles:
            raise ReasonError("full")
        host = by if by in self._world.state.avatars else avatar
        origin = self._world.rest(avatar)
        it = self._world.state.avatars[avatar]
        if it.role is ev.Role.ATTENDEE and stage not in it.admitted:
            self._loop.apply(cmd.Admit(host, avatar, stage))
        if it.aside_at is not None:
            self._loop.apply(cmd.JoinConversation(avatar))
        self._walk(avatar, tiles)
        self._came_from[avatar] = origin
        self._loop.note("brought_up", host, about=avatar, zone=stage)
        self.lower(avatar)

    def send_down(self, stage: ZoneId, avatar: AvatarId, by: AvatarId) -> None:
        """Let somebody walk back to where they came from, or into the audience.

        Raises `ReasonError`: unknown_avatar, not_on_stage, blocked.
        """
        if avatar not in self._world.state.avatars:
            raise ReasonError("unknown_avatar")
        if not is_on_podium(self._world, avatar, stage):
            raise ReasonError("not_on_stage")
        origin = self._came_from.pop(avatar, None)
        tiles = [] if origin is None else [origin]
        tiles += audience_tiles(self._world, stage, avatar)[:_TILES_TRIED]
        tiles += self._world.island.starts
        podium = next(zone for zone in self._world.island.zones if zone.id == stage)
        self._walk(avatar, [tile for tile in tiles if not podium.contains(*tile)])
        self._loop.note("sent_down", by, about=avatar, zone=stage)

    def _walk(self, avatar: AvatarId, tiles: Iterable[TilePos]) -> None:
        """Let somebody walk to the first of these tiles to which there is a way."""
        for tile in list(tiles)[: 2 * _TILES_TRIED]:
            if self._loop.apply(cmd.GoTo(avatar, *tile)) is None:
                session = self._loop.sessions.of(avatar)
                if session is not None:
                    self._loop.answer_walk(session, session.walk_seq)
                return
        raise ReasonError("blocked")

    # --- telling

    def tell_stages(self) -> None:
        """Tell everybody how the stages are."""
        message = self._stages_message()
        for session in self._loop.sessions:
            session.send("stages", message)

    def _stages(self) -> list[tuple[ZoneId, bool, bool, list[AvatarId]]]:
        hearing, rules = self._world.stages, self._world.state.stages
        return [
            (
                stage,
                stage in rules and rules[stage].wide,
                stage in rules and rules[stage].whisper,
                hearing.speakers(stage),
            )
            for stage in podiums(self._world)
        ]

    def _stages_message(self) -> dict[str, object]:
        return {
            "stages": [
                {
                    "id": stage,
                    "wide": wide,
                    "whisper": whisper,
                    "speakers": speakers,
                    "left_ms": self._left_ms(stage),
                }
                for stage, wide, whisper, speakers in self._stages()
            ]
        }

    def _tell_hands(self) -> None:
        """Tell hosts the queues, and everybody their own place, where they are otherwise."""
        queues, places = self._hands.queues(), self._hands.places()
        for stage in {**self._told_queues, **queues}:
            hands = queues.get(stage, [])
            if hands != self._told_queues.get(stage, []):
                for session in self._loop.sessions:
                    if session.role is not ev.Role.ATTENDEE:
                        session.send("stage_hands", {"stage": stage, "hands": hands})
        for avatar in {**self._told_places, **places}:
            place = places.get(avatar)
            if place is None:
                self._send(avatar, "hand", {"stage": None, "place": 0})
            elif place != self._told_places.get(avatar):
                self._send(avatar, "hand", {"stage": place.stage, "place": place.number})
        self._told_queues, self._told_places = queues, {**places}

    def _send(self, avatar: AvatarId, event: str, message: dict[str, object]) -> None:
        session = self._loop.sessions.of(avatar)
        if session is not None:
            session.send(event, message)
