"""Help for who asks for it, and a greeter for newcomers who stand alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from island_server.core.help_desk import HelpDesk, Newcomers, Sighting
from island_server.core.ids import AvatarId, PersonId
from island_server.errors import ReasonError
from island_server.ports import Clock, Shelf
from island_server.protocol import gathering_messages as msg
from island_server.protocol.client_messages import Message
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Answer
from island_server.realtime.desks.audience import Present, behind, everybody, is_host, present, tell
from island_server.realtime.desks.shelved import Shelved
from island_server.realtime.guide import Guide
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session


class Kept(msgspec.Struct):
    """The form on the shelf; what people ask is kept nowhere."""

    greeters: list[str]
    v: Literal[1] = 1


class HelpAndGreetingDesk:
    """Implements `Desk`. For all islands together."""

    def __init__(
        self, islands: Archipelago, guide: Guide, clock: Clock, shelf: Shelf, alone_ms: int
    ) -> None:
        self._islands = islands
        self._guide = guide
        self._clock = clock
        self._shelved = Shelved(shelf, "gathering.greeters", Kept)
        self._requests = HelpDesk()
        self._newcomers = Newcomers(alone_ms)
        self._alone: list[tuple[PersonId, int]] = []
        self._greeters: set[PersonId] = set()
        self._told: list[list[AvatarId]] = []
        """Who was in the lists that helpers were told last."""

    async def load(self) -> None:
        """Read who greets, as before a restart."""
        kept = await self._shelved.read()
        if kept is not None:
            self._greeters = {PersonId(person) for person in kept.greeters}

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """Its messages by event name."""
        return msg.HELP_MESSAGES

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Tell somebody who comes how their request stands, and helpers who needs help."""
        _ = island
        self._tell_state(session)
        if self._helps(session):
            session.send("help_list", self._list())

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Ask for help, give it, or say who greets. Raises `ReasonError`."""
        match message:
            case msg.Help():
                self._ask(island, session, message)
            case msg.HelpTake():
                await self._take(island, session, self._found(message.avatar))
            case msg.HelpDone():
                self._done(session, self._found(message.avatar))
            case msg.Greeter():
                await self._appoint(self._found(message.avatar), is_greeter=message.greeter)
            case msg.Greet():
                self._check_helps(session)
                newcomer = self._found(message.avatar)
                await self._guide.lead(island, session, newcomer.session.person)
        return {}

    def tick(self, now_ms: int) -> None:
        """See who stands alone, and who is gone."""
        sightings = []
        for island, session in everybody(self._islands):
            if is_host(session) or session.person in self._greeters:
                continue
            world = island.loop.world
            talks = world.state.avatars[session.avatar].conversation is not None
            sightings.append(Sighting(session.person, talks, world.is_walking(session.avatar)))
        alone = self._newcomers.look(sightings, now_ms)
        self._alone = [one for one in alone if self._requests.of(one[0]) is None]
        self._requests.forget_gone(lambda p: self._islands.find(p) is not None, now_ms)
        if self._there() != self._told:
            self._tell_helpers()

    # --- help

    def _ask(self, island: OpenIsland, session: Session, message: msg.Help) -> None:
        if message.needed:
            text = msg.optional_text(message.text, msg.MAX_HELP_CHARACTERS)
            if self._requests.ask(session.person, text, self._clock.now_ms()):
                island.loop.note("help_asked", avatar=session.avatar)
        elif not self._requests.close(session.person):
            raise ReasonError("no_help")
        self._tell_state(session)
        self._tell_helpers()

    async def _take(self, island: OpenIsland, session: Session, asker: Present) -> None:
        self._check_helps(session)
        person = asker.session.person
        if person == session.person or not self._requests.take(person, session.person):
            raise ReasonError("no_help")
        is_here = asker.island is island
        about = asker.session.avatar if is_here else None
        island.loop.note("help_taken", avatar=session.avatar, about=about)
        self._tell_state(asker.session)
        self._tell_helpers()
        await self._guide.lead(island, session, person)

    def _done(self, session: Session, asker: Present) -> None:
        self._check_helps(session)
        if not self._requests.close(asker.session.person):
            raise ReasonError("no_help")
        self._tell_state(asker.session)
        self._tell_helpers()

    # --- greeters

    async def _appoint(self, who: Present, *, is_greeter: bool) -> None:
        if is_greeter:
            self._greeters.add(who.session.person)
        else:
            self._greeters.discard(who.session.person)
        self._tell_state(who.session)
        self._tell_helpers()
        await self._shelved.keep(lambda: Kept(sorted(self._greeters)))

    def _helps(self, session: Session) -> bool:
        return is_host(session) or session.person in self._greeters

    def _check_helps(self, session: Session) -> None:
        if not self._helps(session):
            raise ReasonError("forbidden")

    def _found(self, avatar: int) -> Present:
        found = behind(self._islands, AvatarId(avatar))
        if found is None:
            raise ReasonError("unknown_avatar")
        return found

    # --- telling

    def _tell_state(self, session: Session) -> None:
        request = self._requests.of(session.person)
        helper = None if request is None else present(self._islands, request.helper)
        state = {
            "asked": request is not None,
            "by": None if helper is None else helper.name,
            "greeter": session.person in self._greeters,
        }
        session.send("help_state", state)

    def _tell_helpers(self) -> None:
        self._told = self._there()
        tell(self._islands, "help_list", self._list(), self._helps)

    def _there(self) -> list[list[AvatarId]]:
        """The avatars in the lists, as they are now: people come, go and change islands."""
        asked = [request.person for request in self._requests]
        lists = (asked, [person for person, _ in self._alone], sorted(self._greeters))
        found = [[present(self._islands, person) for person in people] for people in lists]
        return [[who.session.avatar for who in some if who is not None] for some in found]

    def _list(self) -> dict[str, object]:
        now_ms = self._clock.now_ms()
        asked = []
        for request in self._requests:
            who = present(self._islands, request.person)
            if who is not None:
                helper = present(self._islands, request.helper)
                by = None if helper is None else helper.name
                waiting_ms = now_ms - request.since_ms
                asked.append({**_whom(who), "text": request.text, "ms": waiting_ms, "by": by})
        alone = []
        for person, since_ms in self._alone:
            who = present(self._islands, person)
            if who is not None:
                alone.append({**_whom(who), "ms": now_ms - since_ms})
        greeters = [present(self._islands, person) for person in sorted(self._greeters)]
        return {
            "asked": asked,
            "alone": alone,
            "greeters": [who.session.avatar for who in greeters if who is not None],
        }


def _whom(who: Present) -> dict[str, object]:
    title = who.island.loop.world.island.name
    return {"avatar": who.session.avatar, "name": who.name, "island": title}
