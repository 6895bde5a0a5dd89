"""Access to an event in memory, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from island_server.access.event_access import EventAccess
from island_server.access_ports import LinkRecord, LinkStamp, LinkWish, stamp_of
from island_server.clock import ManualClock
from island_server.core.events import Role
from island_server.errors import StoreError

KEY = b"k" * 32
NOW_MS = 1_750_000_000_000


class MemoryLinks:
    """Implements `access_ports.LinkStore`; fails while `failure` is set."""

    def __init__(self) -> None:
        self.rows: dict[str, LinkRecord] = {}
        self.failure: StoreError | None = None
        self.loads = 0

    async def load(self) -> list[LinkRecord]:
        self.loads += 1
        return list(self.rows.values())

    async def stamp(self) -> LinkStamp:
        self._fail()
        return stamp_of(self.rows.values())

    async def put(self, records: Sequence[LinkRecord]) -> None:
        self._fail()
        for record in records:
            former = self.rows.get(record.id, record)
            self.rows[record.id] = replace(record, uses=former.uses)

    async def take_use(self, link: str, wall_ms: int) -> bool:
        self._fail()
        record = self.rows[link]
        if record.is_used_up or record.revoked_ms is not None:
            return False
        self.rows[link] = replace(record, uses=record.uses + 1)
        return True

    async def give_back(self, link: str) -> None:
        self._fail()
        self.rows[link] = replace(self.rows[link], uses=self.rows[link].uses - 1)

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure


class MemoryShelf:
    """Implements `ports.Shelf`."""

    def __init__(self) -> None:
        self.things: dict[str, bytes] = {}

    async def read(self, key: str) -> bytes | None:
        return self.things.get(key)

    async def put(self, key: str, data: bytes) -> None:
        self.things[key] = data

    async def remove(self, key: str) -> None:
        self.things.pop(key, None)


class Made:
    """An event's access with a clock and a store that the test owns."""

    def __init__(
        self,
        store: MemoryLinks | None = None,
        shelf: MemoryShelf | None = None,
        *,
        wall_ms: int = NOW_MS,
    ) -> None:
        self.clock = ManualClock(wall_ms=wall_ms)
        self.store = store or MemoryLinks()
        self.shelf = shelf or MemoryShelf()
        self.access = EventAccess(KEY, "ameland", self.store, self.shelf, self.clock)

    async def link(
        self,
        role: Role = Role.ATTENDEE,
        *,
        uses_max: int | None = None,
        groups: tuple[str, ...] = (),
        days: float = 1,
    ) -> tuple[LinkRecord, str]:
        """A new link that is written down, and its token."""
        record = await self.access.links.make(LinkWish(role, days, "", groups, uses_max))
        return record, self.access.links.token_of(record)
