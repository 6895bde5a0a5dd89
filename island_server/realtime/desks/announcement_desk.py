"""Announcements of hosts: told at once, and kept for who comes later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from island_server.core.ids import ZoneId
from island_server.errors import ProtocolError
from island_server.ports import Clock, Shelf
from island_server.protocol import gathering_messages as msg
from island_server.protocol.client_messages import Message
from island_server.protocol.text import clean_chat
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Answer
from island_server.realtime.desks.audience import everybody, is_host
from island_server.realtime.desks.shelved import Shelved
from island_server.realtime.guide import zone_of
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session

MOST_KEPT = 100
"""Of more announcements than this the oldest are forgotten."""


class Announcement(msgspec.Struct, frozen=True):
    """What a host told: `at` in ms since 1970; `zone` is one of `island`."""

    id: int
    text: str
    by: str
    at: int
    scope: str
    island: str
    zone: str | None
    role: str | None


class Kept(msgspec.Struct):
    """The form on the shelf."""

    announcements: list[Announcement]
    v: Literal[1] = 1


class AnnouncementDesk:
    """Implements `Desk`."""

    def __init__(self, islands: Archipelago, clock: Clock, shelf: Shelf) -> None:
        self._islands = islands
        self._clock = clock
        self._shelved = Shelved(shelf, "gathering.announcements", Kept)
        self._told: list[Announcement] = []

    async def load(self) -> None:
        """Read what was announced before a restart."""
        kept = await self._shelved.read()
        self._told = kept.announcements[-MOST_KEPT:] if kept is not None else []

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """Its messages by event name."""
        return msg.ANNOUNCEMENT_MESSAGES

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Send everything that was announced to somebody like them."""
        told = [_as_message(island, it) for it in self._told if _concerns(it, session)]
        session.send("announcements", {"announcements": told})

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Announce something. Raises `ReasonError`: text, unknown_zone, bad_message."""
        if not isinstance(message, msg.Announce):
            raise TypeError(type(message).__name__)
        text = clean_chat(message.text)
        zone = None
        if message.scope == "zone":
            zone = zone_of(island.loop, ZoneId(message.zone or "")).id
        elif message.scope == "role" and message.role is None:
            raise ProtocolError("bad_message", "to which role")
        it = Announcement(
            id=self._told[-1].id + 1 if self._told else 1,
            text=text,
            by=island.loop.world.state.avatars[session.avatar].name,
            at=self._clock.wall_ms(),
            scope=message.scope,
            island=island.name,
            zone=zone,
            role=message.role if message.scope == "role" else None,
        )
        self._told = [*self._told, it][-MOST_KEPT:]
        reached = self._tell(it, chime=message.chime)
        island.loop.note("announced", avatar=session.avatar, zone=zone, scope=message.scope)
        await self._shelved.keep(lambda: Kept(self._told))
        return {"reached": reached}

    def _tell(self, it: Announcement, *, chime: bool) -> int:
        """Tell everybody whom it concerns now; how many that are."""
        reached = 0
        for island, session in everybody(self._islands):
            if it.zone is not None:
                is_there = island.name == it.island
                avatar = island.loop.world.state.avatars[session.avatar]
                if not is_there or it.zone not in avatar.zones:
                    continue
            elif not _concerns(it, session):
                continue
            session.send("announcement", {**_as_message(island, it), "chime": chime})
            reached += 1
        return reached


def _concerns(it: Announcement, session: Session) -> bool:
    """Whether somebody may read it, also later: hosts read all."""
    return it.role is None or is_host(session) or it.role == "attendee"


def _as_message(island: OpenIsland, it: Announcement) -> dict[str, object]:
    """As somebody on this island is told; a zone only of their own."""
    return {
        "id": it.id,
        "text": it.text,
        "by": it.by,
        "at": it.at,
        "scope": it.scope,
        "zone": it.zone if it.island == island.name else None,
        "role": it.role,
    }
