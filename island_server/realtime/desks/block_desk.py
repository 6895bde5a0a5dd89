"""Blocks: somebody wants nothing to do with somebody, on all islands and when they come back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from island_server.core import commands as cmd
from island_server.core.blocks import Blocks
from island_server.core.ids import PersonId
from island_server.errors import ReasonError
from island_server.ports import Shelf
from island_server.protocol import order_messages as msg
from island_server.protocol.client_messages import Message
from island_server.realtime.desk import Answer
from island_server.realtime.desks.order_shelf import (
    BLOCKS_KEY,
    ShelfKeeper,
    decode_blocks,
    encode_blocks,
)
from island_server.realtime.desks.people_here import PeopleHere, name_of
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session


class BlockDesk:
    """Changes the blocks by which worlds and media go. Implements `desk.Desk`.

    Whoever is blocked is told nothing.
    """

    def __init__(
        self,
        people: PeopleHere,
        blocks: Blocks,
        shelf: Shelf,
        names: Callable[[], Awaitable[Mapping[PersonId, str]]],
    ) -> None:
        self._people = people
        self._blocks = blocks
        self._all_names = names
        self._keeper = ShelfKeeper(shelf, BLOCKS_KEY, lambda: encode_blocks(list(blocks)))
        self._names: dict[PersonId, str] = {}
        """Of those who are blocked."""

    async def open(self) -> None:
        """Go on with the blocks of before. Call it before anybody is let in."""
        self._blocks.restore(decode_blocks(await self._keeper.read()))
        names = await self._all_names()
        blocked = {block.about for block in self._blocks}
        self._names = {person: names[person] for person in blocked if person in names}

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """To block somebody, and to take it back."""
        return msg.BLOCK_MESSAGES

    async def forget(self, person: PersonId) -> None:
        """Somebody is erased: forget whom they blocked, and that anybody blocked them."""
        concerned = {person, *self._blocks.blockers_of(person)}
        concerned |= {block.about for block in self._blocks.of(person)}
        self._blocks.forget(person)
        self._names.pop(person, None)
        for one in concerned:
            self._regroup(one)
            self._tell(one)
        await self._keeper.keep()

    def greet(self, _island: OpenIsland, session: Session) -> None:
        """Tell somebody whom they block, and who blocks them which avatar they are now."""
        if self._blocks.of(session.person):
            self._tell(session.person)
        for blocker in self._blocks.blockers_of(session.person):
            self._tell(blocker)

    async def handle(self, _island: OpenIsland, session: Session, message: Message) -> Answer:
        """Block or unblock somebody."""
        match message:
            case msg.Block(avatar=avatar):
                about = self._block(session, avatar)
            case msg.Unblock(block=number):
                lifted = self._blocks.lift(session.person, number)
                if lifted is None:
                    raise ReasonError("unknown_block")
                about = lifted.about
            case _:
                raise TypeError(f"no message of this desk: {type(message).__name__}")
        for person in (session.person, about):
            self._regroup(person)
        self._tell(session.person)
        await self._keeper.keep()
        return {}

    def _block(self, session: Session, avatar: int) -> PersonId:
        there, other = self._people.find(avatar)
        if other is session:
            raise ReasonError("forbidden")
        if self._blocks.put(session.person, other.person) is None:
            raise ReasonError("too_many")
        self._names[other.person] = name_of(there, other)
        return other.person

    def _regroup(self, person: PersonId) -> None:
        """Let conversations and voices of somebody fit the blocks."""
        here = self._people.of_person(person)
        if here is not None:
            island, session = here
            island.loop.apply(cmd.Regroup(session.avatar))
            island.media.review(session.avatar)

    def _tell(self, person: PersonId) -> None:
        """Tell somebody, if they are here, whom they block."""
        here = self._people.of_person(person)
        if here is not None:
            blocks = [
                {"block": block.number, "name": self._name(block.about), "avatar": avatar}
                for block in self._blocks.of(person)
                for avatar in [self._avatar(block.about)]
            ]
            here[1].send("blocks", {"blocks": blocks})

    def _avatar(self, person: PersonId) -> int | None:
        there = self._people.of_person(person)
        return None if there is None else there[1].avatar

    def _name(self, person: PersonId) -> str:
        """What somebody is called now, or was; empty if nobody knows any more."""
        there = self._people.of_person(person)
        return self._names.get(person, "") if there is None else name_of(*there)
