"""Carries the media plan out: tells the SFU what to forward, and each browser what it gets.

Forwarding and the message about it leave together, so that the right name is on the right face.
Nothing is negotiated when people meet; an offer is made once after entry, and anew if the browser
asks or the media process was lost.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from island_server.core import events as ev
from island_server.core.ids import AvatarId
from island_server.core.media_plan import MediaPlan
from island_server.core.state import ConversationState, IslandState
from island_server.errors import MediaRefused, MediaUnavailable
from island_server.ports import MediaService
from island_server.protocol import server_messages as say
from island_server.realtime.loop_settings import MediaDirectorSettings
from island_server.realtime.sessions import Session, Sessions
from island_server.tasks import Tasks

_log = logging.getLogger("island_server.realtime")

AUDIBLE_LEVEL = 60
"""RFC 6464 level (dB below full scale): fainter than this is not speaking."""


@dataclass(frozen=True, slots=True)
class _Offer:
    """The latest offer to one browser.

    The service counts the offers of each peer from 1; the browser hears a number that no earlier
    peer of its avatar had.
    """

    generation: int
    peer_generation: int


class MediaDirector:
    """Follows the conversations of one island. Implements `ports.MediaListener`."""

    def __init__(
        self,
        state: IslandState,
        sessions: Sessions,
        service: MediaService,
        tasks: Tasks,
        settings: MediaDirectorSettings,
    ) -> None:
        self._state = state
        self._sessions = sessions
        self._service = service
        self._tasks = tasks
        self._settings = settings
        self._plan = MediaPlan(settings.audio_slots, settings.video_slots)
        self._offers: dict[AvatarId, _Offer] = {}
        """The latest offer of everybody who takes part in media."""
        self._generations: dict[AvatarId, int] = {}
        """How many offers were made to each avatar."""
        self._failed: set[AvatarId] = set()
        """Whose connection is down, or whose latest offer reached no browser."""
        self._revisions: dict[AvatarId, int] = {}
        self._last_spoke: dict[AvatarId, int] = {}
        self._heard_ticks = 0

    # --- sessions

    def welcome(self, session: Session, held_generation: int | None) -> None:
        """Offer media to somebody who came (back), unless their page still holds the connection."""
        avatar = session.avatar
        if session.media == "text":
            self._forget(avatar)
            return
        offer = self._offers.get(avatar)
        is_held = offer is not None and offer.generation == held_generation
        if is_held and avatar not in self._failed:
            self._tell_slots(avatar)
            self._tell_uplink(avatar)
        else:
            self._tasks.spawn("media-offer", self._offer(avatar))

    def restart(self, session: Session) -> None:
        """Make a new offer because the browser asks: its network changed, or media failed."""
        if session.media != "text":
            self._tasks.spawn("media-offer", self._offer(session.avatar, by_request=True))

    async def answer(self, session: Session, generation: int, sdp: str) -> None:
        """Hand the browser's answer to the SFU. Raises `MediaRefused("media")`."""
        offer = self._offers.get(session.avatar)
        if offer is None or generation != offer.generation:
            raise MediaRefused("media", "an answer to an offer that is not the latest")
        try:
            await self._service.answer(session.avatar, offer.peer_generation, sdp)
        except (MediaUnavailable, MediaRefused) as error:
            raise MediaRefused("media", str(error)) from error

    async def _offer(self, avatar: AvatarId, *, by_request: bool = False) -> None:
        is_restart = by_request and avatar in self._offers and avatar not in self._failed
        try:
            made = await (
                self._service.restart(avatar) if is_restart else self._service.open(avatar)
            )
        except (MediaUnavailable, MediaRefused) as error:
            _log.warning("no media for avatar %d: %s", avatar, error)
            if self._sessions.of(avatar) is not None:
                self._failed.add(avatar)
                self._send(avatar, "media_down", {"reason": "unavailable"})
            return
        session = self._sessions.of(avatar)
        if session is None or session.media == "text":
            self._service.close(avatar)
            return
        generation = self._generations[avatar] = self._generations.get(avatar, 0) + 1
        self._offers[avatar] = _Offer(generation, made.generation)
        if session.wire is None:
            self._failed.add(avatar)
        else:
            self._failed.discard(avatar)
        session.send(
            "media_offer",
            {
                "generation": generation,
                "sdp": made.sdp,
                "audio_slots": self._settings.audio_slots,
                "video_slots": self._settings.video_slots,
            },
        )
        self._service.set_slots(avatar, dict(self._plan.slots(avatar)))
        self._replan(self._company(avatar))
        self._tell_slots(avatar)
        self._tell_uplink(avatar)

    # --- events

    def follow(self, events: Iterable[ev.Event]) -> None:
        """Make forwarding fit what happened, at once."""
        concerned: dict[AvatarId, None] = {}
        for event in events:
            match event:
                case (
                    ev.ConversationJoined(avatar=avatar)
                    | ev.ConversationLeft(avatar=avatar, conversation=_)
                    | ev.DevicesChanged(avatar=avatar)
                    | ev.EarshotChanged(avatar=avatar)
                ):
                    concerned[avatar] = None
                    concerned.update(dict.fromkeys(self._company(avatar)))
                    if isinstance(event, ev.ConversationLeft):
                        left = self._state.conversations.get(event.conversation)
                        if left is not None:
                            concerned.update(dict.fromkeys(self._hearers(left)))
                case ev.Left(avatar=avatar):
                    self._forget(avatar)
                    self._generations.pop(avatar, None)
                case _:
                    pass
        if concerned:
            self._replan(concerned)

    def on_media_up(self, avatar: AvatarId) -> None:
        """The browser's transport stands; nothing to do, its slots fill by themselves."""

    def on_media_down(self, avatar: AvatarId, reason: str) -> None:
        """Tell the browser, which asks for a new offer when it can.

        One that was only not heard for a while (`away`) finds out by itself, and may come back.
        """
        if reason == "away":
            return
        self._failed.add(avatar)
        self._send(avatar, "media_down", {"reason": reason})

    def on_levels(self, levels: Mapping[AvatarId, int]) -> None:
        """Give the slots of large conversations to those who speak."""
        self._heard_ticks += 1
        crowded: dict[AvatarId, None] = {}
        for avatar, level in levels.items():
            if level > AUDIBLE_LEVEL or avatar not in self._offers:
                continue
            self._last_spoke[avatar] = self._heard_ticks
            company = self._company(avatar)
            if len(company) > self._settings.audio_slots:
                crowded.update(dict.fromkeys(company))
        if crowded:
            self._replan(crowded)

    def on_media_lost(self) -> None:
        """Offer media anew to everybody: the media process had to be started again."""
        for session in self._sessions:
            if session.media != "text":
                self._failed.add(session.avatar)
                self._send(session.avatar, "media_down", {"reason": "lost"})
                self._tasks.spawn("media-offer", self._offer(session.avatar))

    # --- the plan

    def _company(self, avatar: AvatarId) -> list[AvatarId]:
        """The members of somebody's conversation, and who overhears it."""
        if avatar not in self._state.avatars:
            return []
        conversation = self._state.conversation_of(avatar)
        return [] if conversation is None else self._hearers(conversation)

    def _hearers(self, talk: ConversationState) -> list[AvatarId]:
        return [*talk.members, *self._state.listeners(talk.conversation)]

    def _replan(self, concerned: Iterable[AvatarId]) -> None:
        change = self._plan.update(self._state, concerned, self._offers, self._last_spoke)
        for avatar in change.uplinks:
            self._tell_uplink(avatar)
        for avatar, slots in change.slots.items():
            self._service.set_slots(avatar, slots)
            self._tell_slots(avatar)

    def _forget(self, avatar: AvatarId) -> None:
        """End somebody's part in media: they left the island, or came back to write."""
        if self._offers.pop(avatar, None) is not None:
            self._replan([avatar, *self._company(avatar)])
            self._service.close(avatar)
        self._failed.discard(avatar)
        self._revisions.pop(avatar, None)
        self._last_spoke.pop(avatar, None)

    # --- messages

    def _tell_slots(self, avatar: AvatarId) -> None:
        revision = self._revisions[avatar] = self._revisions.get(avatar, 0) + 1
        self._send(avatar, "media_slots", say.media_slots(revision, self._plan.slots(avatar)))

    def _tell_uplink(self, avatar: AvatarId) -> None:
        uplink = self._plan.uplink(avatar)
        self._send(avatar, "media_uplink", say.media_uplink(uplink, self._settings.video_kbps))

    def _send(self, avatar: AvatarId, event: str, data: say.Map) -> None:
        session = self._sessions.of(avatar)
        if session is not None:
            session.send(event, data)
