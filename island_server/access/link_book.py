"""The links of an event that are written down, in memory: what is asked is answered at once.

Whatever changes is written through. Another program may write links beside us (`island invite`), so
`keep_fresh` looks now and then.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from island_server.access_ports import LinkRecord, LinkStore, stamp_of
from island_server.errors import AccessDenied, StoreError
from island_server.ports import Clock

_log = logging.getLogger("island_server.access")

LOOK_MS = 2000
"""Between two looks at what other programs wrote: so late their links open and are revoked."""


class LinkBook:
    """All links of one event by their id."""

    def __init__(self, store: LinkStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._records: dict[str, LinkRecord] = {}
        self._writing = 0

    def __iter__(self) -> Iterator[LinkRecord]:
        return iter(list(self._records.values()))

    def __len__(self) -> int:
        return len(self._records)

    def find(self, link: str) -> LinkRecord | None:
        """The record of a link; None if it is not written down."""
        return self._records.get(link)

    async def load(self) -> None:
        """Read all links anew."""
        records = await self._store.load()
        if not self._writing:
            self._records = {record.id: record for record in records}

    async def keep_fresh(self) -> None:
        """Read the links again whenever another program changed them, until cancelled."""
        while True:
            await self._clock.sleep_ms(LOOK_MS)
            try:
                stamp = await self._store.stamp()
                if not self._writing and stamp != stamp_of(self._records.values()):
                    await self.load()
            except StoreError as error:
                _log.error("the invitation links could not be read: %s", error)

    async def put(self, records: Sequence[LinkRecord]) -> None:
        """Write new or changed links down. Raises `StoreError`: then none of them holds."""
        with self._busy():
            await self._store.put(records)
            for record in records:
                former = self._records.get(record.id)
                uses = record.uses if former is None else former.uses
                self._records[record.id] = replace(record, uses=uses)

    async def take_use(self, link: str) -> None:
        """Count somebody new who comes by this link, if it is written down.

        Of two who come for the last place one gets it. A database that fails stops nobody: then
        the count in memory decides. Raises `AccessDenied`: link_revoked, link_used.
        """
        record = self._records.get(link)
        if record is None:
            return
        if record.revoked_ms is not None:
            raise AccessDenied("link_revoked")
        if record.is_used_up:
            raise AccessDenied("link_used")
        self._count(link, 1)
        try:
            with self._busy():
                is_taken = await self._store.take_use(link, self._clock.wall_ms())
        except StoreError as error:
            _log.error("a use of a link could not be written down: %s", error)
            return
        if not is_taken:
            await self._reload()
            raise AccessDenied("link_used")

    async def give_back(self, link: str) -> None:
        """Whoever was counted did not get in after all."""
        if link not in self._records:
            return
        self._count(link, -1)
        try:
            with self._busy():
                await self._store.give_back(link)
        except StoreError as error:
            _log.error("a use of a link could not be given back: %s", error)

    def _count(self, link: str, change: int) -> None:
        record = self._records[link]
        self._records[link] = replace(record, uses=max(0, record.uses + change))

    async def _reload(self) -> None:
        try:
            await self.load()
        except StoreError as error:
            _log.error("the invitation links could not be read: %s", error)

    @contextmanager
    def _busy(self) -> Iterator[None]:
        """While something is written, what is read may be of before."""
        self._writing += 1
        try:
            yield
        finally:
            self._writing -= 1
