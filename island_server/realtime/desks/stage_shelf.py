"""What of the stages outlives the server: how they are heard, and their countdowns."""

from __future__ import annotations

from typing import Literal

import msgspec

from island_server.core.ids import ZoneId
from island_server.ports import Shelf
from island_server.realtime.desks.shelved import Shelved

KEY = "stages"


class KeptStage(msgspec.Struct):
    """One stage; `ends_ms` is when its countdown ends, ms since 1970."""

    wide: bool = False
    whisper: bool = False
    ends_ms: int | None = None


class _Kept(msgspec.Struct):
    islands: dict[str, dict[str, KeptStage]]
    v: Literal[1] = 1


class StageShelf:
    """The stages of all islands of an event, in memory and on the shelf."""

    def __init__(
        self, shelved: Shelved[_Kept], islands: dict[str, dict[ZoneId, KeptStage]]
    ) -> None:
        self._shelved = shelved
        self._islands = islands

    @classmethod
    async def open(cls, shelf: Shelf) -> StageShelf:
        """What was kept; nothing, and a line in the log, if it cannot be read."""
        shelved = Shelved(shelf, KEY, _Kept)
        kept = await shelved.read() or _Kept({})
        islands = {
            name: {ZoneId(stage): it for stage, it in stages.items()}
            for name, stages in kept.islands.items()
        }
        return cls(shelved, islands)

    def of(self, island: str) -> dict[ZoneId, KeptStage]:
        """The stages of an island, by podium, for reading and changing; `keep` is to follow."""
        return self._islands.setdefault(island, {})

    async def keep(self) -> None:
        """Put all down as it is now; if that fails it holds until the server stops."""
        await self._shelved.keep(self._form)

    def _form(self) -> _Kept:
        islands = {
            name: {str(stage): it for stage, it in stages.items() if it != KeptStage()}
            for name, stages in self._islands.items()
        }
        return _Kept(islands)
