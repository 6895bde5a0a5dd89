"""The countdown to what all come together for, with its link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from island_server.errors import ReasonError
from island_server.ports import Clock, Shelf
from island_server.protocol import gathering_messages as msg
from island_server.protocol.client_messages import Message
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Answer
from island_server.realtime.desks.audience import tell
from island_server.realtime.desks.shelved import Shelved
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session

MOST_AHEAD_MS = 7 * 24 * 3_600_000
"""How long a countdown may be."""
STALE_MS = 6 * 3_600_000
"""So long after its end a countdown is not told again after a restart."""
MINUTE_MS = 60_000


class Kept(msgspec.Struct):
    """The form on the shelf: `at` in ms since 1970; 0: there is no countdown."""

    at: int = 0
    title: str = ""
    link: str = ""
    v: Literal[1] = 1


class CountdownDesk:
    """Implements `Desk`. One countdown for all islands."""

    def __init__(self, islands: Archipelago, clock: Clock, shelf: Shelf) -> None:
        self._islands = islands
        self._clock = clock
        self._shelved = Shelved(shelf, "gathering.countdown", Kept)
        self._it = Kept()

    async def load(self) -> None:
        """Read the countdown that ran before a restart."""
        kept = await self._shelved.read()
        if kept is not None and kept.at + STALE_MS > self._clock.wall_ms():
            self._it = kept

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """Its messages by event name."""
        return msg.COUNTDOWN_MESSAGES

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Tell somebody who comes how long it still is."""
        _ = island
        session.send("countdown", self._as_message())

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Set, put off or end the countdown. Raises `ReasonError`."""
        now_ms = self._clock.wall_ms()
        match message:
            case msg.Countdown():
                title = msg.optional_text(message.title, msg.MAX_TITLE_CHARACTERS)
                it = Kept(message.at, " ".join(title.split()), msg.https_link(message.link))
            case msg.CountdownExtend():
                at = max(self._current().at, now_ms) + message.minutes * MINUTE_MS
                it = msgspec.structs.replace(self._it, at=at)
            case _:
                self._current()
                it = Kept()
        if it.at and not now_ms < it.at <= now_ms + MOST_AHEAD_MS:
            raise ReasonError("time")
        self._it = it
        if it.at:
            seconds = (it.at - now_ms) // 1000
            island.loop.note("countdown_set", avatar=session.avatar, seconds=seconds)
        else:
            island.loop.note("countdown_ended", avatar=session.avatar)
        tell(self._islands, "countdown", self._as_message())
        await self._shelved.keep(lambda: self._it)
        return {}

    def _current(self) -> Kept:
        if not self._it.at:
            raise ReasonError("no_countdown")
        return self._it

    def _as_message(self) -> dict[str, object]:
        it = self._it
        if not it.at:
            return {"countdown": None}
        left_ms = max(0, it.at - self._clock.wall_ms())
        told = {"at": it.at, "left_ms": left_ms, "title": it.title, "link": it.link}
        return {"countdown": told}
