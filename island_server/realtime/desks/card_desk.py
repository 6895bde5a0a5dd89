"""Contact cards: passed on once both people said yes, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from island_server.core import events as ev
from island_server.core.card_exchange import CardExchange
from island_server.core.ids import AvatarId
from island_server.errors import ReasonError
from island_server.ports import Clock
from island_server.protocol import people_messages as msg
from island_server.protocol.client_messages import Message
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Answer
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session


class CardDesk:
    """Knows who offered to whom. What is on a card goes through and stays nowhere.

    Implements `desk.Desk`. Nobody is told a no.
    """

    def __init__(self, islands: Archipelago, clock: Clock) -> None:
        self._clock = clock
        self._exchange = CardExchange()
        islands.watch(self._follow)

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """To offer, and to pass a card on."""
        return msg.CARD_MESSAGES

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Tell somebody who comes back who offered them a card."""
        talk = island.loop.world.state.conversation_of(session.avatar)
        for other in talk.members if talk is not None else ():
            if self._exchange.has_offered(other, session.avatar):
                session.send("card_offered", {"from": other, "offered": True})

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Carry out a message. Raises `ReasonError`."""
        match message:
            case msg.CardOffer(avatar=avatar, offered=True):
                self._offer(island, session.avatar, AvatarId(avatar))
            case msg.CardOffer(avatar=avatar):
                if self._exchange.withdraw(session.avatar, AvatarId(avatar)):
                    self._tell_withdrawn(island, [(session.avatar, AvatarId(avatar))])
            case msg.Card(avatar=avatar, card=card):
                self._pass_on(island, session.avatar, AvatarId(avatar), card.cleaned())
            case _:
                raise TypeError(f"no message of this desk: {type(message).__name__}")
        return {}

    def _offer(self, island: OpenIsland, by: AvatarId, to: AvatarId) -> None:
        world = island.loop.world
        talk = world.state.conversation_of(by)
        if talk is None or to == by or to not in talk.members or world.are_apart(by, to):
            raise ReasonError("not_in_conversation")
        agreed = self._exchange.offer(by, to, self._clock.now_ms())
        if agreed is None:
            raise ReasonError("too_many")
        if agreed:
            self._send(island, by, "card_agreed", {"with": to})
            self._send(island, to, "card_agreed", {"with": by})
        else:
            self._send(island, to, "card_offered", {"from": by, "offered": True})

    def _pass_on(self, island: OpenIsland, by: AvatarId, to: AvatarId, card: Answer) -> None:
        if not self._exchange.take_leave(by, to, self._clock.now_ms()):
            raise ReasonError("not_agreed")
        self._send(island, to, "card", {"from": by, "card": card})

    def _follow(self, island: OpenIsland, events: Sequence[ev.Event]) -> None:
        for event in events:
            match event:
                case ev.ConversationLeft(avatar=avatar):
                    self._tell_withdrawn(island, self._exchange.part(avatar))
                case ev.Left(avatar=avatar):
                    self._tell_withdrawn(island, self._exchange.forget(avatar))
                case _:
                    pass

    def _tell_withdrawn(
        self, island: OpenIsland, pairs: Iterable[tuple[AvatarId, AvatarId]]
    ) -> None:
        for by, to in pairs:
            self._send(island, to, "card_offered", {"from": by, "offered": False})

    def _send(self, island: OpenIsland, avatar: AvatarId, event: str, data: Answer) -> None:
        session = island.loop.sessions.of(avatar)
        if session is not None:
            session.send(event, data)
