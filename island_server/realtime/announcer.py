"""Tells those concerned what happened: conversations, doors, closed zones, reactions, chat."""

from __future__ import annotations

from collections.abc import Iterable

from island_server.core import events as ev
from island_server.core.ids import ISLAND_SHIFT, AvatarId, ConversationId
from island_server.core.interest import Interest
from island_server.core.state import ConversationState, IslandState
from island_server.core.world import World
from island_server.protocol import server_messages as say
from island_server.realtime.sessions import Session, Sessions
from island_server.realtime.socket_io import pack

SPEAKER = ev.Part.SPEAKER


class _ChangedTalks:
    """The conversations that are otherwise after some events.

    `joined`: each of them, with who joined it; `left`: who left any.
    """

    def __init__(self) -> None:
        self.joined: dict[ConversationId, list[AvatarId]] = {}
        self.left: dict[AvatarId, None] = {}

    def note(self, event: ev.Event, state: IslandState) -> None:
        """Take the next event in; `state` has it."""
        match event:
            case ev.ConversationJoined(conversation=conversation, avatar=avatar):
                self.joined.setdefault(conversation, []).append(avatar)
            case (
                ev.ConversationLocked(conversation=conversation)
                | ev.ConversationResized(conversation=conversation)
                | ev.OpenedUp(conversation=conversation)
            ):
                self.concern([conversation])
            case ev.ConversationLeft(conversation=conversation, avatar=avatar):
                self.concern([conversation])
                self.left[avatar] = None
            case ev.ZonePut(put=zone):
                talks = state.conversations.values()
                self.concern(talk.conversation for talk in talks if talk.zone == zone.id)
            case _:
                pass

    def concern(self, conversations: Iterable[ConversationId]) -> None:
        """Count these among those that are otherwise."""
        for conversation in conversations:
            self.joined.setdefault(conversation, [])


class Announcer:
    """Turns events into messages to the sessions that they concern."""

    def __init__(self, world: World, interest: Interest, sessions: Sessions) -> None:
        self._world = world
        self._interest = interest
        self._sessions = sessions
        self._last_chat = world.number << ISLAND_SHIFT
        self._told_speakers: dict[ConversationId, list[AvatarId]] = {}
        """Who was heard on each stage when all its members were told last."""
        self._crowds: dict[ConversationId, None] = {}
        """Stages with other listeners than their members know."""
        self._told_earshot: dict[AvatarId, ConversationId] = {}
        """Who overhears what, as the members know it."""
        self._told_doors = say.open_doors(world.state.open_doors)

    def announce(self, events: Iterable[ev.Event]) -> None:
        """Say what has to be said at once; motion, doors and the roster follow by the flush."""
        talks = _ChangedTalks()
        for event in events:
            talks.note(event, self._world.state)
            match event:
                case ev.EarshotChanged() | ev.Left():
                    talks.concern(self._note_earshot(event))
                case ev.Moved() | ev.Followed():
                    self._tell_led(event)
                case ev.TurnedAway(avatar=avatar, zone=zone, reason=reason):
                    self._tell([avatar], "turned_away", {"zone": zone, "reason": reason.value})
                case ev.Reacted(avatar=avatar, emoji=emoji):
                    self._tell_those_around(avatar, "reaction", {"avatar": avatar, "emoji": emoji})
                case ev.Waved(avatar=avatar, to=to):
                    self._tell(self._not_apart(avatar, [to]), "wave", {"from": avatar})
                case _:
                    pass
        self._tell_conversations(talks)

    def flush(self, *, crowds: bool) -> None:
        """Tell everybody which doors are open, if others than at the last flush.

        `crowds`: tell the members of stages how many listen, too, if that is news.
        """
        if crowds:
            waiting, self._crowds = self._crowds, {}
            for identity in waiting:
                if (conversation := self._world.state.conversations.get(identity)) is not None:
                    self._tell_conversation(conversation, conversation.members)
        doors = say.open_doors(self._world.state.open_doors)
        if doors != self._told_doors:
            self._told_doors = doors
            self._tell([session.avatar for session in self._sessions], "doors", {"open": doors})

    def tell_around(self, avatars: Iterable[AvatarId], event: str, data: say.Map) -> None:
        """Tell everybody who sees one of these avatars, which are on the island."""
        seen = {other: None for avatar in avatars for other in self._interest.audience(avatar)}
        self._tell(seen, event, data)

    def chat(self, sender: Session, scope: str, text: str, wall_ms: int) -> int:
        """Pass a message on to whom it is meant for, the sender included; returns its number.

        It is kept nowhere.
        """
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
        hearers = everybody if scope == "island" else self._hearers(sender.avatar)
        self._tell(self._not_apart(sender.avatar, hearers), "chat", message)
        return self._last_chat

    def _hearers(self, avatar: AvatarId) -> Iterable[AvatarId]:
        """The members of one's conversation; outside one, those around."""
        conversation = self._world.state.conversation_of(avatar)
        if conversation is not None:
            return conversation.members
        return self._world.near(self._world.tile(avatar), self._world.rules.chat_tiles)

    def _tell_conversations(self, talks: _ChangedTalks) -> None:
        """Tell those concerned: all members, or on a stage that is heard as before who joined."""
        state = self._world.state
        for avatar in talks.left:
            if avatar in state.avatars and state.avatars[avatar].conversation is None:
                self._tell([avatar], "conversation", {"conversation": None})
        for identity, joined in talks.joined.items():
            conversation = state.conversations.get(identity)
            if conversation is None:
                self._told_speakers.pop(identity, None)
                continue
            concerned: Iterable[AvatarId] = conversation.members
            if conversation.kind is ev.ConversationKind.STAGE:
                speakers = [m for m, part in conversation.members.items() if part is SPEAKER]
                if self._told_speakers.get(identity) == speakers:
                    self._crowds[identity] = None
                    concerned = [avatar for avatar in joined if avatar in conversation.members]
                self._told_speakers[identity] = speakers
            self._tell_conversation(conversation, concerned)

    def _tell_conversation(
        self, conversation: ConversationState, concerned: Iterable[AvatarId]
    ) -> None:
        identity = conversation.conversation
        told = say.conversation(
            conversation,
            lockable=self._world.may_lock(identity),
            listening=self._world.state.listeners(identity),
        )
        self._tell(concerned, "conversation", {"conversation": told})

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
            audience = self._interest.audience(avatar)
            self._tell(self._not_apart(avatar, audience), event, data)

    def _not_apart(self, avatar: AvatarId, others: Iterable[AvatarId]) -> list[AvatarId]:
        """Those of others, all here, who may hear of an avatar."""
        return [other for other in others if not self._world.are_apart(avatar, other)]

    def _tell(self, avatars: Iterable[AvatarId], event: str, data: say.Map) -> None:
        packed = pack(event, data)
        for avatar in avatars:
            session = self._sessions.of(avatar)
            if session is not None:
                session.send_packed(packed)
