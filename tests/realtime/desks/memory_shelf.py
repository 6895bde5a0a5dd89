"""A shelf that lasts as long as the test."""

from __future__ import annotations

from island_server.errors import StoreError


class MemoryShelf:
    """Implements `ports.Shelf`."""

    def __init__(self, **things: bytes) -> None:
        self.things = dict(things)
        self.is_broken = False

    async def read(self, key: str) -> bytes | None:
        return self.things.get(key)

    async def put(self, key: str, data: bytes) -> None:
        if self.is_broken:
            raise StoreError("the disk is full")
        self.things[key] = data

    async def remove(self, key: str) -> None:
        self.things.pop(key, None)
