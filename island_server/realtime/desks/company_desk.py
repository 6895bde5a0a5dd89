"""Following somebody, guiding a group, and what people say of themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId
from island_server.errors import ReasonError
from island_server.ports import Clock
from island_server.protocol import people_messages as msg
from island_server.protocol.client_messages import Message
from island_server.protocol.text import clean_optional
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Answer
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session

GUIDE_PAUSE_MS = 10_000
"""So long after asking those around to follow one cannot ask again."""


class CompanyDesk:
    """Tells people whom they follow and who follows them. Implements `desk.Desk`."""

    def __init__(self, islands: Archipelago, clock: Clock) -> None:
        self._clock = clock
        self._leaders: dict[AvatarId, AvatarId] = {}
        """Who follows whom, as those concerned know it."""
        self._may_ask_ms: dict[AvatarId, int] = {}
        islands.watch(self._follow)

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """To follow, to guide, and to say something of oneself."""
        return msg.COMPANY_MESSAGES

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Tell somebody who comes back whom they follow, and who follows them."""
        state = island.loop.world.state
        if session.avatar in state.following or state.followers(session.avatar):
            self._tell(island, session.avatar)

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Carry out a message. Raises `ReasonError`."""
        match message:
            case msg.Follow(avatar=leader):
                whom = None if leader is None else AvatarId(leader)
                _apply(island, cmd.Follow(session.avatar, whom))
            case msg.Guide(ask=True):
                return {"asked": self._ask(island, session)}
            case msg.Guide():
                _apply(island, cmd.SendFollowersOff(session.avatar))
            case msg.StatusText(text=text):
                status = clean_optional(text, msg.MAX_STATUS_CHARACTERS, "text")
                island.loop.set_status(session, status)
            case _:
                raise TypeError(f"no message of this desk: {type(message).__name__}")
        return {}

    def _ask(self, island: OpenIsland, session: Session) -> int:
        """Ask those around who do not follow yet; each chooses. Returns how many were asked."""
        world, avatar, now_ms = island.loop.world, session.avatar, self._clock.now_ms()
        if now_ms < self._may_ask_ms.get(avatar, 0):
            raise ReasonError("rate")
        asked = [
            other
            for other in world.near(world.tile(avatar), world.rules.chat_tiles)
            if other != avatar
            and world.state.following.get(other) != avatar
            and not world.are_apart(avatar, other)
        ]
        if not asked:
            raise ReasonError("nobody_there")
        self._may_ask_ms[avatar] = now_ms + GUIDE_PAUSE_MS
        for other in asked:
            to = island.loop.sessions.of(other)
            if to is not None:
                to.send("guide_asked", {"from": avatar})
        return len(asked)

    def _follow(self, island: OpenIsland, events: Sequence[ev.Event]) -> None:
        concerned: dict[AvatarId, None] = {}
        for event in events:
            match event:
                case ev.Followed(avatar=avatar, leader=leader):
                    former = self._leaders.pop(avatar, None)
                    if leader is not None:
                        self._leaders[avatar] = leader
                    concerned.update(
                        (one, None) for one in (avatar, former, leader) if one is not None
                    )
                case ev.Left(avatar=avatar):
                    self._may_ask_ms.pop(avatar, None)
                    former = self._leaders.pop(avatar, None)
                    if former is not None:
                        concerned[former] = None
                case _:
                    pass
        for avatar in concerned:
            self._tell(island, avatar)

    def _tell(self, island: OpenIsland, avatar: AvatarId) -> None:
        session, state = island.loop.sessions.of(avatar), island.loop.world.state
        if session is not None:
            company = {
                "leader": state.following.get(avatar),
                "followers": state.followers(avatar),
            }
            session.send("following", company)


def _apply(island: OpenIsland, command: cmd.Command) -> None:
    reason = island.loop.apply(command)
    if reason is not None:
        raise ReasonError(reason)
