"""What a conversation is about, and whether those around may overhear it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import ConversationId
from island_server.core.state import ConversationState
from island_server.errors import ReasonError
from island_server.protocol import people_messages as msg
from island_server.protocol.client_messages import Message
from island_server.protocol.text import clean_optional
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Answer
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session


class TalkDesk:
    """Keeps the topics for as long as their conversations last, and nowhere else.

    Implements `desk.Desk`. What changes is told to those who see the conversation; who comes to see
    it asks.
    """

    def __init__(self, islands: Archipelago) -> None:
        self._topics: dict[ConversationId, str] = {}
        islands.watch(self._follow)

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """To say what it is about, to open it, to listen, and to ask."""
        return msg.TALK_MESSAGES

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Tell somebody who comes back what they overhear."""
        heard = island.loop.world.state.listening.get(session.avatar)
        if heard is not None:
            session.send("overheard", {"conversation": heard})

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Carry out a message. Raises `ReasonError`."""
        match message:
            case msg.TalkTopic(text=text):
                self._set_topic(island, session, text)
            case msg.TalkOpen(open=opened):
                _apply(island, cmd.OpenUp(session.avatar, opened))
            case msg.Listen(wanted=wanted):
                _apply(island, cmd.Listen(session.avatar, wanted))
            case msg.Talks(conversations=identities):
                return {"talks": self._seen(island, session, identities)}
            case _:
                raise TypeError(f"no message of this desk: {type(message).__name__}")
        return {}

    def _set_topic(self, island: OpenIsland, session: Session, text: str) -> None:
        topic = clean_optional(text, msg.MAX_TOPIC_CHARACTERS, "text")
        talk = island.loop.world.state.conversation_of(session.avatar)
        if talk is None:
            raise ReasonError("not_in_conversation")
        if talk.members[session.avatar] is ev.Part.LISTENER:
            raise ReasonError("forbidden")
        if topic == self._topics.get(talk.conversation, ""):
            return
        if topic:
            self._topics[talk.conversation] = topic
        else:
            del self._topics[talk.conversation]
        self._tell(island, talk)

    def _seen(
        self, island: OpenIsland, session: Session, identities: Sequence[int]
    ) -> list[list[object]]:
        """Those of these conversations that somebody sees."""
        loop = island.loop
        talks = [loop.world.state.conversations.get(ConversationId(it)) for it in identities]
        return [
            self._told(talk)
            for talk in talks
            if talk is not None
            and any(loop.sees(session.avatar, member) for member in talk.members)
        ]

    def _follow(self, island: OpenIsland, events: Sequence[ev.Event]) -> None:
        for event in events:
            match event:
                case ev.OpenedUp() | ev.ConversationLocked():
                    talk = island.loop.world.state.conversations.get(event.conversation)
                    if talk is not None:
                        self._tell(island, talk)
                case ev.ConversationClosed(conversation=identity):
                    self._topics.pop(identity, None)
                case _:
                    pass

    def _tell(self, island: OpenIsland, talk: ConversationState) -> None:
        island.loop.tell_around(talk.members, "talks", {"talks": [self._told(talk)]})

    def _told(self, talk: ConversationState) -> list[object]:
        identity = talk.conversation
        return [identity, self._topics.get(identity, ""), talk.opened, talk.locked]


def _apply(island: OpenIsland, command: cmd.Command) -> None:
    reason = island.loop.apply(command)
    if reason is not None:
        raise ReasonError(reason)
