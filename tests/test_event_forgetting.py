from __future__ import annotations

from island_server.core.activities.board import Board, Open, Put
from island_server.core.activities.draft import Draft, Kind, Option
from island_server.core.blocks import Block
from island_server.core.events import Role
from island_server.core.ids import PersonId
from island_server.core.order import Deed, What
from island_server.event_forgetting import forget_on_shelf
from island_server.protocol.activity_keeping import pack_activity, pack_names, unpack_activity
from island_server.realtime.desks.order_shelf import (
    decode_blocks,
    decode_deeds,
    encode_blocks,
    encode_deeds,
)

NOW_MS = 1_750_000_000_000
ANNA, BO = PersonId("anna-of-the-dunes"), PersonId("bo")
POLL = Draft(Kind.POLL, "Tea?", options=(Option("yes"), Option("no")))


class Shelf:
    def __init__(self, **kept: bytes) -> None:
        self.kept = dict(kept)

    async def read(self, key: str) -> bytes | None:
        return self.kept.get(key)

    async def put(self, key: str, data: bytes) -> None:
        self.kept[key] = data

    async def remove(self, key: str) -> None:
        self.kept.pop(key, None)


async def test_nothing_on_the_shelf_of_a_closed_event_leads_to_who_was_erased() -> None:
    board = Board()
    board.apply(Put("p", POLL), NOW_MS)
    board.apply(Open("p"), NOW_MS)
    for person in (ANNA, BO):
        board.find("p").choose((0,), person, None)
    mutes = [
        Deed(What.MUTED, BO, NOW_MS, number, person, Role.ATTENDEE)
        for number, person in enumerate((ANNA, BO), start=1)
    ]
    blocks = [Block(1, ANNA, BO), Block(2, BO, ANNA), Block(3, BO, PersonId("cees"))]
    shelf = Shelf(
        activities=pack_names(["p"]), order=encode_deeds(mutes), blocks=encode_blocks(blocks)
    )
    shelf.kept["activity:p"] = pack_activity(board.find("p"))
    await forget_on_shelf(shelf, ANNA)
    assert not [key for key, data in shelf.kept.items() if ANNA.encode() in data]
    assert unpack_activity(shelf.kept["activity:p"], None).results(NOW_MS).answers == 2
    assert [deed.about for deed in decode_deeds(shelf.kept["order"])] == [BO]
    assert [block.number for block in decode_blocks(shelf.kept["blocks"])] == [3]


async def test_an_empty_shelf_stays_empty() -> None:
    shelf = Shelf()
    await forget_on_shelf(shelf, ANNA)
    assert shelf.kept == {}
