"""What an event does beside walking and talking, a subject at a time: the desks of the gateway."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from island_server.protocol.client_messages import Message
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session

Answer = dict[str, object]


class Desk(Protocol):
    """Answers the messages of one subject, and keeps what belongs to it.

    The gateway has checked form, rate and role before; whatever else may be wrong is a
    `ReasonError`.
    """

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """Its messages by event name; no two desks have the same."""

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Carry out a message; the answer goes into the acknowledgement beside `ok`."""

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Tell somebody who has just been welcomed, perhaps again, what they should know."""
