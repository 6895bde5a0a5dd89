"""One thing on the shelf, as a desk remembers it: read at the start, written when it changes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from island_server.errors import StoreError
from island_server.ports import Shelf

_log = logging.getLogger("island_server.realtime")
_Form = TypeVar("_Form", bound=msgspec.Struct)


class Shelved(Generic[_Form]):
    """Keeps a struct as JSON under a key; its class says in `v` which form it is.

    What cannot be read, or is of another form, counts as not there; what cannot be written is
    kept in memory only. Both are told to the operator, in one line.
    """

    def __init__(self, shelf: Shelf, key: str, form: type[_Form]) -> None:
        self._shelf = shelf
        self._key = key
        self._form = form
        self._writing = asyncio.Lock()

    async def read(self) -> _Form | None:
        """What was kept; None if nothing was. Raises `StoreError`."""
        data = await self._shelf.read(self._key)
        if data is None:
            return None
        try:
            return msgspec.json.decode(data, type=self._form)
        except (msgspec.MsgspecError, ValueError) as error:
            _log.warning(
                "what was kept as %s cannot be read, and is left out: %s", self._key, error
            )
            return None

    async def keep(self, now: Callable[[], _Form]) -> None:
        """Keep what `now` gives when it is this one's turn: the newest is written last."""
        async with self._writing:
            try:
                await self._shelf.put(self._key, msgspec.json.encode(now()))
            except StoreError as error:
                _log.warning("%s cannot be kept over a restart: %s", self._key, error)
