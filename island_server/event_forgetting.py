"""Lets go of somebody who was erased, in what a closed event remembers."""

from __future__ import annotations

from island_server.core.ids import PersonId
from island_server.core.order import OrderBook
from island_server.ports import Shelf
from island_server.realtime.desks.activity_shelf import ActivityShelf
from island_server.realtime.desks.order_shelf import (
    BLOCKS_KEY,
    ORDER_KEY,
    decode_blocks,
    decode_deeds,
    encode_blocks,
    encode_deeds,
)


async def forget_on_shelf(shelf: Shelf, person: PersonId) -> None:
    """Do what the desks of an open event do: what somebody handed in still counts, unnamed.

    Raises `StoreError`.
    """
    activities = ActivityShelf(shelf)
    board = (await activities.load()).board
    board.forget(person)
    for activity in board:
        await activities.keep(activity)
        if activity.draft.is_anonymous:
            await activities.keep_asked(activity)
    if (kept := await shelf.read(ORDER_KEY)) is not None:
        book = OrderBook()
        book.restore(decode_deeds(kept))
        book.forget(person)
        await shelf.put(ORDER_KEY, encode_deeds(book.standing()))
    if (kept := await shelf.read(BLOCKS_KEY)) is not None:
        left = [it for it in decode_blocks(kept) if person not in (it.by, it.about)]
        await shelf.put(BLOCKS_KEY, encode_blocks(left))
