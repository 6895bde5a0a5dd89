"""What of the activities survives a restart."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from island_server.core.activities.activity import Activity
from island_server.core.activities.board import Board
from island_server.errors import StoreError
from island_server.ports import Shelf
from island_server.protocol.activity_keeping import (
    Damaged,
    pack_activity,
    pack_asked,
    pack_names,
    unpack_activity,
    unpack_names,
)

_log = logging.getLogger("island_server.realtime")

INDEX, PICTURES = "activities", "activities:pictures"


@dataclass(frozen=True, slots=True)
class KeptActivities:
    """What was found on the shelf. `keys` are the private ones of anonymous activities."""

    board: Board = field(default_factory=Board)
    keys: dict[str, bytes] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)


class ActivityShelf:
    """Writes what changed, several changes in one go while the database is slow.

    What cannot be written is tried again with the next change, and by `catch_up`.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._waiting: dict[str, Callable[[], bytes]] = {}
        self._lock = asyncio.Lock()
        self._is_failing = False

    async def load(self) -> KeptActivities:
        """All there is; what is damaged is left out, with one line in the log for each.

        Raises `StoreError`.
        """
        found = KeptActivities(pictures=await self._names(PICTURES))
        for identity in await self._names(INDEX):
            data = await self._shelf.read(f"activity:{identity}")
            asked = await self._shelf.read(f"activity:{identity}:asked")
            key = await self._shelf.read(f"activity:{identity}:key")
            if data is None:
                continue
            try:
                found.board.activities[identity] = unpack_activity(data, asked)
            except Damaged as error:
                _log.error("activity %s is left out, for it is damaged: %s", identity, error)
                continue
            if key is not None:
                found.keys[identity] = key
        return found

    async def keep(self, activity: Activity) -> None:
        """Keep an activity; when it returns it survives a crash, if the database can."""
        await self._write(f"activity:{activity.id}", lambda: pack_activity(activity))

    async def keep_asked(self, activity: Activity) -> None:
        """Keep who got leave, apart from what was answered."""
        await self._write(f"activity:{activity.id}:asked", lambda: pack_asked(activity))

    async def keep_key(self, identity: str, key: bytes) -> None:
        """Keep the private key of an anonymous activity."""
        await self._write(f"activity:{identity}:key", lambda: key)

    async def keep_index(self, board: Board) -> None:
        """Keep which activities there are."""
        await self._write(INDEX, lambda: pack_names(list(board.activities)))

    async def keep_pictures(self, names: list[str]) -> None:
        """Keep which pictures there are."""
        await self._write(PICTURES, lambda: pack_names(names))

    async def drop_key(self, identity: str) -> None:
        """Forget a private key: from then on nobody can make an answer to this activity."""
        await self._remove(f"activity:{identity}:key")

    async def drop(self, identity: str) -> None:
        """Forget an activity, other than in the index."""
        for part in ("", ":asked", ":key"):
            await self._remove(f"activity:{identity}{part}")

    async def put_picture(self, name: str, data: bytes) -> None:
        """Keep a picture. Raises `StoreError`."""
        await self._shelf.put(f"picture:{name}", data)

    async def picture(self, name: str) -> bytes | None:
        """A picture. Raises `StoreError`."""
        return await self._shelf.read(f"picture:{name}")

    async def drop_picture(self, name: str) -> None:
        """Forget a picture."""
        await self._remove(f"picture:{name}")

    async def catch_up(self) -> None:
        """Try again to write what could not be written."""
        for key in list(self._waiting):
            await self._flush(key)

    async def _write(self, key: str, pack: Callable[[], bytes]) -> None:
        self._waiting[key] = pack
        await self._flush(key)

    async def _flush(self, key: str) -> None:
        async with self._lock:
            pack = self._waiting.pop(key, None)
            if pack is None:
                return  # whoever had the lock before wrote it too
            try:
                await self._shelf.put(key, pack())
            except StoreError as error:
                self._waiting.setdefault(key, pack)
                self._tell_failing(error)
            else:
                self._is_failing = False

    async def _remove(self, key: str) -> None:
        async with self._lock:
            self._waiting.pop(key, None)
            try:
                await self._shelf.remove(key)
            except StoreError as error:
                self._tell_failing(error)

    async def _names(self, key: str) -> list[str]:
        data = await self._shelf.read(key)
        try:
            return unpack_names(data) if data is not None else []
        except Damaged as error:
            _log.error("the list %s is damaged, and begins anew: %s", key, error)
            return []

    def _tell_failing(self, error: StoreError) -> None:
        if not self._is_failing:
            _log.error("activities cannot be kept for now: %s", error)
        self._is_failing = True
