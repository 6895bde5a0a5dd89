"""Tells those concerned what happened: conversations, doors, closed zones, reactions, chat."""

from __future__ import annotations

from collections.abc import Iterable

from island_server.core import events as ev
from island_server.core.ids import ISLAND_SHIFT, AvatarId, ConversationId
from island_server.core.interest import Interest
from island_server.core.world import World
from island_server.protocol import server_messages as say
from island_server.realtime.sessions import Session, Sessions
from island_server.realtime.socket_io import pack


class Announcer:
    """Turns events into messages to the sessions that they concern."""

    def __init__(self, world: World, interest: Interest, sessions: Sessions) -> None:
        self._world = world
        self._interest = interest
        self._sessions = sessions
        self._last_chat = world.number << ISLAND_SHIFT
        self._told_earshot: dict[AvatarId, ConversationId] = {}
        """Who overhears what, as the members know it."""
        self._told_doors = say.open_doors(world.state.open_doors)

    def announce(self, events: Iterable[ev.Event]) -> None:
        """Say what has to be said at once; motion, doors and the roster follow by the flush."""
        changed: dict[ConversationId, None] = {}
        left: dict[AvatarId, None] = {}
        for event in events:
            match event:
                case (
                    ev.ConversationJoined(conversation=conversation)
                    | ev.ConversationLocked(conversation=conversation)
                    | ev.OpenedUp(conversation=conversation)
                ):
                    changed[conversation] = None
                case ev.ConversationLeft(conversation=conversation, avatar=avatar):
                    changed[conversation] = None
                    left[avatar] = None
                case ev.EarshotChanged() | ev.Left():
                    changed.update(dict.fromkeys(self._note_earshot(event)))
                case ev.Moved() | ev.Followed():
                    self._tell_led(event)
                case ev.TurnedAway(avatar=avatar, zone=zone, reason=reason):
                    self._tell([avatar], "turned_away", {"zone": zone, "reason": reason.value})
                case ev.Reacted(avatar=avatar, emoji=emoji):
                    self._tell_those_around(avatar, "reaction", {"avatar": avatar, "emoji": emoji})
                case ev.Waved(avatar=avatar, to=to):
                    self._tell([to], "wave", {"from": avatar})
                case _:
                    pass
        self._tell_conversations(changed, left)

    def flush(self) -> None:
        """Tell everybody which doors are open, if others than at the last flush."""
        doors = say.open_doors(self._world.state.open_doors)
        if doors != self._told_doors:
            self._told_doors = doors
            self._tell([session.avatar for session in self._sessions], "doors", {"open": doors})

    def tell_around(self, avatars: Iterable[AvatarId], event: str, data: say.Map) -> None:
        """Tell everybody who sees one of these avatars, which are on the island."""
        seen = {other: None for avatar in avatars for other in self._interest.audience(avatar)}
        self._tell(seen, event, data)

    def chat(self, sender: Session, scope: str, text: str, wall_ms: int) -> None:
        """Pass a message on to whom it is meant for, the sender included. It is kept nowhere."""
        self._last_chat += 1
        message = {
            "id": self._last_chat,
            "from": sender.avatar,
            "name": self._world.state.avatars[sender.avatar].name,
            "scope": scope,
            "text": text,
            "at": wall_ms,
        }
        everybody = [session.avatar for session in self._sessions]
        self._tell(
            everybody if scope == "island" else self._hearers(sender.avatar), "chat", message
        )

    def _hearers(self, avatar: AvatarId) -> Iterable[AvatarId]:
        """The members of one's conversation; outside one, those around."""
        conversation = self._world.state.conversation_of(avatar)
        if conversation is not None:
            return conversation.members
        return self._world.near(self._world.tile(avatar), self._world.rules.chat_tiles)

    def _tell_conversations(
        self, changed: Iterable[ConversationId], left: Iterable[AvatarId]
    ) -> None:
        state = self._world.state
        for avatar in left:
            if avatar in state.avatars and state.avatars[avatar].conversation is None:
                self._tell([avatar], "conversation", {"conversation": None})
        for identity in changed:
            conversation = state.conversations.get(identity)
            if conversation is not None:
                lockable = self._world.may_lock(identity)
                talk = say.conversation(
                    conversation, lockable=lockable, listening=state.listeners(identity)
                )
                message: say.Map = {"conversation": talk}
                self._tell(conversation.members, "conversation", message)

    def _note_earshot(self, event: ev.EarshotChanged | ev.Left) -> list[ConversationId]:
        """Tell somebody what they overhear; the conversations whose members are to be told."""
        heard = None if isinstance(event, ev.Left) else event.conversation
        former = self._told_earshot.pop(event.avatar, None)
        if heard is not None:
            self._told_earshot[event.avatar] = heard
        self._tell([event.avatar], "overheard", {"conversation": heard})
        return [talk for talk in (former, heard) if talk is not None]

    def _tell_led(self, event: ev.Moved | ev.Followed) -> None:
        """Tell a path that is not of somebody's own wish: they were stopped, or follow somebody."""
        is_led = isinstance(event, ev.Followed) or event.avatar in self._world.state.following
        if is_led or (isinstance(event, ev.Moved) and not event.runs):
            self._tell_path(event.avatar)

    def _tell_path(self, avatar: AvatarId) -> None:
        """Tell a browser, which would go by its own reckoning, how its avatar walks or stands."""
        session = self._sessions.of(avatar)
        if session is not None and avatar in self._world.state.avatars:
            state = self._world.state.avatars[avatar]
            session.send("moved", say.moved(state, session.walk_seq))

    def _tell_those_around(self, avatar: AvatarId, event: str, data: say.Map) -> None:
        if avatar in self._world.state.avatars:
            self._tell(self._interest.audience(avatar), event, data)

    def _tell(self, avatars: Iterable[AvatarId], event: str, data: say.Map) -> None:
        packed = pack(event, data)
        for avatar in avatars:
            session = self._sessions.of(avatar)
            if session is not None:
                session.send_packed(packed)
