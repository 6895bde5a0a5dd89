"""The guests of an event: each has a link of their own, for one person, with their name."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import replace

from island_server.access.guest_file import Guest, read_guests, write_guests
from island_server.access.invitations import invitation_link
from island_server.access.kept_links import KeptLinks
from island_server.access.link_book import LinkBook
from island_server.access_ports import Imported, LinkRecord, LinkWish
from island_server.errors import ReasonError
from island_server.ports import Clock

GUESTS_KEPT_MAX = 10_000
"""Most guests of an event, over all lists."""
_HEADINGS = ("name", "role", "group", "link", "came", "revoked")
_MARK_CHARACTERS = 32


class GuestList:
    """Implements `access_ports.GuestDesk`."""

    def __init__(
        self, key: bytes, event_id: str, book: LinkBook, links: KeptLinks, clock: Clock
    ) -> None:
        self._key = key
        self._event_id = event_id
        self._book = book
        self._links = links
        self._clock = clock

    def __iter__(self) -> Iterator[LinkRecord]:
        return (record for record in self._book if record.guest)

    async def take_in(self, file: bytes, days: float) -> Imported:
        """Take a list in, whole or not at all: new guests get a link, others keep theirs.

        A guest whose link was revoked or has expired gets a new one. Who is not on the list stays.
        Raises `GuestFileRefused`, `ReasonError("too_many_guests")`, `StoreError`.
        """
        guests = await asyncio.to_thread(read_guests, file)
        async with self._links.at_work:
            former = {record.guest: record for record in self if self._is_open(record)}
            records = [self._record(guest, days, former) for guest in guests]
            added = sum(1 for record in records if record.guest not in former)
            if sum(1 for _ in self) + added > GUESTS_KEPT_MAX:
                raise ReasonError("too_many_guests")
            await self._book.put(records)
        return Imported(added, len(records) - added)

    def as_file(self, base_url: str) -> bytes:
        """All guests and their links, as CSV for spreadsheets."""
        return write_guests([_HEADINGS, *self._rows(base_url)])

    def of_email(self, email: str) -> LinkRecord | None:
        """The open link of the guest with this e-mail; None if there is none."""
        mark = self._mark(f"email {email.strip().casefold()}")
        matching = (record for record in self if hmac.compare_digest(record.guest, mark))
        return next((record for record in matching if self._is_open(record)), None)

    def _record(self, guest: Guest, days: float, former: dict[str, LinkRecord]) -> LinkRecord:
        mark, groups = self._mark(guest.matched_by), (guest.group,) if guest.group else ()
        kept = former.get(mark)
        if kept is not None:
            return replace(kept, role=guest.role, label=guest.name, groups=groups)
        wish = LinkWish(guest.role, days, guest.name, groups, uses_max=1)
        return replace(self._links.new(wish), guest=mark)

    def _mark(self, matched_by: str) -> str:
        """By what a guest is found again; it tells nothing of them without our key."""
        words = f"eiland guest {self._event_id} {matched_by}".encode()
        return hmac.digest(self._key, words, "sha256").hex()[:_MARK_CHARACTERS]

    def _is_open(self, record: LinkRecord) -> bool:
        return record.revoked_ms is None and record.expires_ms > self._clock.wall_ms()

    def _rows(self, base_url: str) -> Iterable[tuple[str, ...]]:
        for record in self:
            yield (
                record.label,
                record.role.value,
                ", ".join(record.groups),
                invitation_link(base_url, self._links.token_of(record)),
                "yes" if record.uses else "no",
                "no" if record.revoked_ms is None else "yes",
            )
