"""The links of an event that are written down, as organisers handle them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from island_server.access.invitations import Invitations, new_link_id
from island_server.access.link_book import LinkBook
from island_server.access_ports import LinkRecord, LinkWish
from island_server.errors import AccessDenied, ReasonError
from island_server.ports import Clock

LINKS_MAX = 2000
"""Most links of an event that are written down, other than those of guests."""
DAY_MS = 86_400_000


class KeptLinks:
    """Makes, revokes and restores links; implements `access_ports.LinkDesk`."""

    def __init__(self, book: LinkBook, invitations: Invitations, clock: Clock) -> None:
        self._book = book
        self._invitations = invitations
        self._clock = clock
        self.at_work = asyncio.Lock()
        """Held by whoever changes links, so that what was looked at still holds."""

    def all(self) -> list[LinkRecord]:
        """All links that are written down, in the order in which they were made."""
        return list(self._book)

    def token_of(self, record: LinkRecord) -> str:
        """The secret in a link; empty for one that is written down only as revoked."""
        return "" if record.is_unlisted else self._invitations.token_of(record)

    def new(self, wish: LinkWish) -> LinkRecord:
        """A link as wished for, not written down yet; it expires at a whole second."""
        now_ms = self._clock.wall_ms()
        expires_ms = (now_ms + round(wish.days * DAY_MS)) // 1000 * 1000
        return LinkRecord(
            new_link_id(), wish.role, wish.label, wish.groups, now_ms, expires_ms, wish.uses_max
        )

    async def make(self, wish: LinkWish) -> LinkRecord:
        """Write a new link down. Raises `ReasonError("too_many_links")`, `StoreError`."""
        async with self.at_work:
            self._check_room()
            record = self.new(wish)
            await self._book.put([record])
        return record

    async def revoke(self, link: str) -> LinkRecord:
        """Let a link open nothing from now on. Raises `ReasonError("unknown_link")`."""
        return await self._set_revoked(link, self._clock.wall_ms())

    async def restore(self, link: str) -> LinkRecord:
        """Let it open the event again. Raises `ReasonError("unknown_link")`."""
        return await self._set_revoked(link, None)

    async def revoke_token(self, token: str) -> LinkRecord:
        """Revoke a link by itself, though it may not be written down.

        Raises `ReasonError`: unknown_link, too_many_links.
        """
        try:
            signed = self._invitations.read(token)
        except AccessDenied:
            raise ReasonError("unknown_link") from None
        if self._book.find(signed.id) is not None:
            return await self.revoke(signed.id)
        if signed.is_kept or not signed.id:
            raise ReasonError("unknown_link")
        async with self.at_work:
            self._check_room()
            now_ms, expires_ms = self._clock.wall_ms(), signed.expires_s * 1000
            record = LinkRecord(
                signed.id,
                signed.role,
                "",
                (),
                now_ms,
                expires_ms,
                revoked_ms=now_ms,
                is_unlisted=True,
            )
            await self._book.put([record])
        return record

    def _check_room(self) -> None:
        if sum(1 for record in self._book if not record.guest) >= LINKS_MAX:
            raise ReasonError("too_many_links")

    async def _set_revoked(self, link: str, revoked_ms: int | None) -> LinkRecord:
        async with self.at_work:
            record = self._book.find(link)
            if record is None:
                raise ReasonError("unknown_link")
            if (record.revoked_ms is None) != (revoked_ms is None):
                record = replace(record, revoked_ms=revoked_ms)
                await self._book.put([record])
        return record
