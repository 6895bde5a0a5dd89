"""Who hears which stage, and whom it concerns when somebody's voice comes or goes.

On or before a stage one is in its conversation. Beside their own conversation, if any, a stage is
heard by its audience while that may whisper, and by the whole island while the stage is wide; only
quiet zones stay quiet, and whoever is on or before another stage hears that one alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ZoneId
from island_server.core.state import AvatarState, ConversationState, IslandState, StageRules
from island_server.core.units import TilePos
from island_server.core.zones import Zone, ZoneKind


class Ground(Protocol):
    """What is asked about where people are."""

    def tile(self, avatar: AvatarId) -> TilePos:
        """The tile that an avatar reached last."""

    def governing(self, tile: TilePos) -> Zone | None:
        """The zone whose rules for conversations hold on a tile."""


class StageTalks(Protocol):
    """What is asked about the conversations of stages."""

    def stage_in(self, zone: Zone | None) -> ZoneId | None:
        """The stage, by its podium, of which a zone is the podium or an audience."""

    def of_zone(self, zone: ZoneId) -> ConversationState | None:
        """The conversation that belongs to a zone, if anybody is in it."""


class StageHearing:
    """Answers for one island, out of its state and where people are now."""

    def __init__(self, state: IslandState, ground: Ground, talks: StageTalks) -> None:
        self._state = state
        self._ground = ground
        self._talks = talks

    def heard_by(self, avatar: AvatarId) -> ZoneId | None:
        """The stage, by its podium, that somebody hears or would hear if anybody spoke on it."""
        own = self._state.conversation_of(avatar)
        if own is not None and own.kind is ev.ConversationKind.STAGE:
            return own.zone
        return self._beside(self._state.avatars[avatar])

    def beside(self, avatar: AvatarId) -> ConversationState | None:
        """The conversation of the stage that somebody hears without being in it."""
        if not self._state.stages or avatar not in self._state.avatars:
            return None
        own = self._state.conversation_of(avatar)
        if own is not None and own.kind is ev.ConversationKind.STAGE:
            return None
        stage = self._beside(self._state.avatars[avatar])
        return None if stage is None else self._talks.of_zone(stage)

    def stage_of(self, zone: Zone) -> ZoneId | None:
        """The stage, by its podium, of which a zone is the podium or an audience."""
        return self._talks.stage_in(zone)

    def talk(self, stage: ZoneId) -> ConversationState | None:
        """The conversation of a stage, if anybody is on or before it."""
        return self._talks.of_zone(stage)

    def speakers(self, stage: ZoneId) -> list[AvatarId]:
        """Who stands on a podium and takes part, in the order in which they came."""
        talk = self._talks.of_zone(stage)
        members = talk.members.items() if talk is not None else ()
        return [avatar for avatar, part in members if part is ev.Part.SPEAKER]

    def reach(self, avatar: AvatarId) -> list[AvatarId]:
        """Who should hear or see somebody; nobody if they are muted and unseen."""
        it = self._state.avatars.get(avatar)
        talk = None if it is None else self._state.conversation_of(avatar)
        if it is None or talk is None or talk.members[avatar] is not ev.Part.SPEAKER:
            return []
        if not (it.is_heard or it.camera):
            return []
        hearers = dict.fromkeys([*talk.members, *self._state.listeners(talk.conversation)])
        if talk.zone is not None and talk.zone in self._state.stages:
            hearers.update(dict.fromkeys(self._hearers_beside(talk.zone)))
        del hearers[avatar]
        return list(hearers)

    def concerned(
        self, batch: Iterable[ev.Event], played_to: Callable[[AvatarId], Iterable[AvatarId]]
    ) -> list[AvatarId]:
        """Whose company may be otherwise after these events, in whatever they hear or see.

        `played_to` tells to whom somebody was forwarded before.
        """
        found: dict[AvatarId, None] = {}
        for event in batch:
            match event:
                case (
                    ev.ConversationJoined(avatar=avatar)
                    | ev.ConversationLeft(avatar=avatar, conversation=_)
                    | ev.DevicesChanged(avatar=avatar)
                    | ev.Muted(avatar=avatar)
                    | ev.EarshotChanged(avatar=avatar)
                ):
                    found[avatar] = None
                    found.update(dict.fromkeys(played_to(avatar)))
                    found.update(dict.fromkeys(self.reach(avatar)))
                case (
                    ev.ZoneEntered(avatar=avatar)
                    | ev.ZoneLeft(avatar=avatar)
                    | ev.SteppedAside(avatar=avatar)
                    | ev.Entered(avatar=avatar)
                ) if self._state.stages:
                    found[avatar] = None
                case ev.StageSet() | ev.ZonePut() | ev.ZoneRemoved():
                    found.update(dict.fromkeys(self._state.avatars))
                case _:
                    pass
        return list(found)

    def _beside(self, avatar: AvatarState) -> ZoneId | None:
        """The stage that somebody who is in no stage's conversation hears where they are."""
        zone = self._ground.governing(self._ground.tile(avatar.avatar))
        here = self._talks.stage_in(zone)
        if here is not None:
            rules = self._state.stages.get(here, StageRules())
            return here if rules.whisper or (rules.wide and avatar.aside_at is None) else None
        if zone is not None and zone.kind is ZoneKind.QUIET:
            return None
        return next((stage for stage, rules in self._state.stages.items() if rules.wide), None)

    def _hearers_beside(self, stage: ZoneId) -> list[AvatarId]:
        return [avatar for avatar in self._state.avatars if self.heard_by(avatar) == stage]
