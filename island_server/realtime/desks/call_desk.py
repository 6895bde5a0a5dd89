"""Calls to come somewhere, and what everybody chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from island_server.core.calls import Call, Choice, Place
from island_server.core.ids import PersonId, ZoneId
from island_server.errors import ReasonError
from island_server.ports import Clock
from island_server.protocol import gathering_messages as msg
from island_server.protocol.client_messages import Message
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Answer
from island_server.realtime.desks.audience import everybody, is_host, present, tell
from island_server.realtime.guide import Guide, zone_of
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session


@dataclass(frozen=True, slots=True)
class _Calling:
    """The call under way, and how it is told."""

    number: int
    call: Call
    scope: str
    home: str
    """The island from which it was made."""
    caller: PersonId
    by: str
    """Their name."""
    title: str
    names: Mapping[str, str]
    """Of the zone, by language; empty if it is where the host stood."""

    def is_for(self, island: OpenIsland) -> bool:
        return self.scope == "all" or island.name == self.home


class CallDesk:
    """Implements `Desk`. One call at a time; a new one takes the place of the former."""

    def __init__(self, islands: Archipelago, guide: Guide, clock: Clock) -> None:
        self._islands = islands
        self._guide = guide
        self._clock = clock
        self._calling: _Calling | None = None
        self._last_number = 0

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """Its messages by event name."""
        return msg.CALL_MESSAGES

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Ask somebody who came after the call was made, too; lead on who came for it."""
        calling = self._calling
        if calling is not None and calling.is_for(island) and session.person != calling.caller:
            calling.call.ask(session.person)
            self._tell_counts(calling)
        self._tell_one(island, session)
        self._guide.arrive(island, session)

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Make, answer or end a call. Raises `ReasonError`."""
        match message:
            case msg.Call():
                self._call(island, session, message)
            case msg.CallChoice():
                await self._choose(island, session, message)
            case msg.CallEnd():
                if self._calling is None:
                    raise ReasonError("no_call")
                self._end(island, session)
            case _:
                return {"islands": self._places()}
        return {}

    def tick(self, now_ms: int) -> None:
        """Ask those again who said "later" a while ago."""
        calling = self._calling
        if calling is None:
            return
        due = calling.call.take_due(now_ms)
        for person in due:
            found = present(self._islands, person)
            if found is not None:
                self._tell_one(*found)
        if due:
            self._tell_counts(calling)

    # --- the host

    def _call(self, island: OpenIsland, session: Session, message: msg.Call) -> None:
        there = island
        if message.island is not None:
            there = self._open(message.island)
        names: Mapping[str, str] = {}
        if message.zone is not None:
            zone = zone_of(there.loop, ZoneId(message.zone))
            place, names = Place(there.name, zone.id), zone.names
        elif there is not island:
            raise ReasonError("unknown_zone")
        else:
            place = Place(island.name, None, *island.loop.world.rest(session.avatar))
        if self._calling is not None:
            self._end(island, session)
        self._last_number += 1
        avatar = island.loop.world.state.avatars[session.avatar]
        asked = [
            other.person
            for where, other in everybody(self._islands)
            if other is not session and (message.scope == "all" or where is island)
        ]
        self._calling = _Calling(
            self._last_number,
            Call(place, asked),
            message.scope,
            island.name,
            session.person,
            avatar.name,
            there.loop.world.island.name,
            names,
        )
        where_to = place.zone if there is island else None
        island.loop.note("called", avatar=session.avatar, zone=where_to, scope=message.scope)
        self._tell_all()

    def _end(self, island: OpenIsland, session: Session) -> None:
        calling, self._calling = self._calling, None
        if calling is None:
            return
        counts = calling.call.counts()
        island.loop.note(
            "call_ended",
            avatar=session.avatar,
            walked=counts.walked,
            later=counts.later,
            stayed=counts.stayed,
        )
        tell(self._islands, "call", {"call": None})

    def _open(self, name: str) -> OpenIsland:
        for island in self._islands:
            if island.name == name:
                return island
        raise ReasonError("unknown_island")

    def _places(self) -> list[dict[str, object]]:
        return [
            {
                "island": island.name,
                "title": island.loop.world.island.name,
                "zones": [
                    {"id": zone.id, "names": dict(zone.names)}
                    for zone in island.loop.world.island.zones
                ],
            }
            for island in self._islands
        ]

    # --- those who are called

    async def _choose(self, island: OpenIsland, session: Session, message: msg.CallChoice) -> None:
        calling = self._calling
        if calling is None or calling.number != message.call:
            raise ReasonError("no_call")
        if not calling.call.is_asked(session.person):
            raise ReasonError("forbidden")
        former = calling.call.choice(session.person)
        calling.call.choose(session.person, message.choice, self._clock.now_ms())
        if message.choice is Choice.WALK:
            try:
                await self._guide.lead(island, session, calling.call.place)
            except ReasonError:
                if former is not None:
                    calling.call.choose(session.person, former, self._clock.now_ms())
                else:
                    calling.call.forget(session.person)
                raise
        if self._calling is calling:
            self._tell_one(island, session)
            self._tell_counts(calling)

    def _tell_all(self) -> None:
        for island, session in everybody(self._islands):
            self._tell_one(island, session)
        if self._calling is not None:
            self._tell_counts(self._calling)

    def _tell_one(self, island: OpenIsland, session: Session) -> None:
        calling = self._calling
        if calling is None:
            session.send("call", {"call": None})
            return
        is_asked = calling.call.is_asked(session.person)
        if not is_asked and not is_host(session):
            return
        place = calling.call.place
        call = {
            "id": calling.number,
            "by": calling.by,
            "island": place.island,
            "title": calling.title,
            "is_here": place.island == island.name,
            "zone": place.zone,
            "names": dict(calling.names),
            "asked": is_asked,
            "choice": calling.call.choice(session.person),
        }
        session.send("call", {"call": call})

    def _tell_counts(self, calling: _Calling) -> None:
        counts = calling.call.counts()
        data = {
            "id": calling.number,
            "walked": counts.walked,
            "later": counts.later,
            "stayed": counts.stayed,
            "waiting": counts.waiting,
        }
        tell(self._islands, "call_counts", data, is_host)
