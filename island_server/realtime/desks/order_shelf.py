"""What holds of what hosts did, and who blocks whom, as they are kept over a restart.

No word that a host wrote, and no name: people by their ids, reasons by their kind.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar

import msgspec

from island_server.core.blocks import Block
from island_server.core.events import Role
from island_server.core.ids import PersonId, ZoneId
from island_server.core.order import Deed, What, Why
from island_server.errors import StoreError
from island_server.ports import Shelf

_log = logging.getLogger("island_server.realtime")

_Kept = TypeVar("_Kept", bound=msgspec.Struct)

ORDER_KEY = "order"
BLOCKS_KEY = "blocks"


class _KeptDeed(msgspec.Struct, frozen=True, omit_defaults=True):
    number: int
    what: What
    by: str
    wall_ms: int
    about: str | None = None
    about_role: Role = Role.ATTENDEE
    why: Why = Why.OTHER
    link: str = ""
    island: str = ""
    zone: str | None = None
    pace_s: int = 0


class _KeptBlock(msgspec.Struct, array_like=True, frozen=True):
    number: int
    by: str
    about: str


class _Order(msgspec.Struct, frozen=True, tag_field="form", tag=1):
    deeds: list[_KeptDeed]


class _Blocks(msgspec.Struct, frozen=True, tag_field="form", tag=1):
    blocks: list[_KeptBlock]


def encode_deeds(deeds: list[Deed]) -> bytes:
    """The bytes of deeds that stand, without their words."""
    kept = [
        _KeptDeed(
            deed.number,
            deed.what,
            deed.by,
            deed.wall_ms,
            deed.about,
            deed.about_role,
            deed.why,
            deed.link,
            deed.island,
            deed.zone,
            deed.pace_s,
        )
        for deed in deeds
    ]
    return msgspec.json.encode(_Order(kept))


def decode_deeds(data: bytes | None) -> list[Deed]:
    """The deeds behind the bytes; none, and a line in the operator's log, if they are damaged."""
    order = _read(data, _Order, "what hosts did (mutes, bans, locks)")
    return [
        Deed(
            it.what,
            PersonId(it.by),
            it.wall_ms,
            it.number,
            None if it.about is None else PersonId(it.about),
            it.about_role,
            it.why,
            "",
            it.link,
            it.island,
            None if it.zone is None else ZoneId(it.zone),
            it.pace_s,
        )
        for it in (order.deeds if order else ())
    ]


def encode_blocks(blocks: list[Block]) -> bytes:
    """The bytes of blocks."""
    return msgspec.json.encode(_Blocks([_KeptBlock(b.number, b.by, b.about) for b in blocks]))


def decode_blocks(data: bytes | None) -> list[Block]:
    """The blocks behind the bytes; none, and a line in the operator's log, if they are damaged."""
    kept = _read(data, _Blocks, "who blocks whom")
    return [
        Block(it.number, PersonId(it.by), PersonId(it.about))
        for it in (kept.blocks if kept else ())
    ]


def _read(data: bytes | None, kind: type[_Kept], what: str) -> _Kept | None:
    if data is None:
        return None
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError as error:
        _log.error("%s cannot be read back and begins anew: %s", what, error)
        return None


class ShelfKeeper:
    """Keeps one thing on the shelf as it is when its turn comes; one write at a time."""

    def __init__(self, shelf: Shelf, key: str, encode: Callable[[], bytes]) -> None:
        self._shelf = shelf
        self._key = key
        self._encode = encode
        self._turn = asyncio.Lock()

    async def read(self) -> bytes | None:
        """What was kept; None, and a line in the operator's log, if it cannot be had."""
        try:
            return await self._shelf.read(self._key)
        except StoreError as error:
            _log.error("%s cannot be read back: %s", self._key, error)
            return None

    async def keep(self) -> None:
        """Keep it; what cannot be kept holds until the server stops, and the log says so."""
        async with self._turn:
            try:
                await self._shelf.put(self._key, self._encode())
            except StoreError as error:
                _log.error("%s is not kept, and ends with this run: %s", self._key, error)
