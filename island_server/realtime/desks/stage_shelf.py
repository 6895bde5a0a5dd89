"""What of the stages outlives the server: how they are heard, and their countdowns."""

from __future__ import annotations

import asyncio
import logging

import msgspec

from island_server.core.ids import ZoneId
from island_server.errors import StoreError
from island_server.ports import Shelf

_log = logging.getLogger("island_server.realtime")

KEY = "stages"
VERSION = 1


class KeptStage(msgspec.Struct):
    """One stage; `ends_ms` is when its countdown ends, ms since 1970."""

    wide: bool = False
    whisper: bool = False
    ends_ms: int | None = None


class _Kept(msgspec.Struct):
    version: int
    islands: dict[str, dict[str, KeptStage]]


class StageShelf:
    """The stages of all islands of an event, in memory and on the shelf."""

    def __init__(self, shelf: Shelf, islands: dict[str, dict[ZoneId, KeptStage]]) -> None:
        self._shelf = shelf
        self._islands = islands
        self._turn = asyncio.Lock()

    @classmethod
    async def open(cls, shelf: Shelf) -> StageShelf:
        """What was kept; nothing, and a line in the log, if it cannot be read."""
        data = await shelf.read(KEY)
        try:
            kept = _Kept(VERSION, {}) if data is None else msgspec.json.decode(data, type=_Kept)
            if kept.version != VERSION:
                raise msgspec.ValidationError(f"version {kept.version}")
        except msgspec.DecodeError as error:
            _log.warning("stages: what was kept of them cannot be read, and is left out: %s", error)
            kept = _Kept(VERSION, {})
        islands = {
            name: {ZoneId(stage): it for stage, it in stages.items()}
            for name, stages in kept.islands.items()
        }
        return cls(shelf, islands)

    def of(self, island: str) -> dict[ZoneId, KeptStage]:
        """The stages of an island, by podium, for reading and changing; `keep` is to follow."""
        return self._islands.setdefault(island, {})

    async def keep(self) -> None:
        """Put all down as it is now; if that fails it holds until the server stops."""
        async with self._turn:
            islands = {
                name: {str(stage): it for stage, it in stages.items() if it != KeptStage()}
                for name, stages in self._islands.items()
            }
            try:
                await self._shelf.put(KEY, msgspec.json.encode(_Kept(VERSION, islands)))
            except StoreError as error:
                _log.warning("stages: a change holds only until the server stops: %s", error)
