"""What `access`, `store` and `web` know of each other: the links of an event as they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from island_server.core.events import Role


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """An invitation link that is written down. Times are in ms since 1970.

    Attributes:
        id: what the signed token carries.
        label: for organisers; of a guest's link the guest's name.
        groups: the named groups of whoever comes by it.
        uses_max: how many people new to the event may come by it; None: any number.
        uses: how many have.
        revoked_ms: since when it opens nothing; None: it does.
        guest: an HMAC by which a guest is found again; empty: the link is no guest's.
    """

    id: str
    role: Role
    label: str
    groups: tuple[str, ...]
    made_ms: int
    expires_ms: int
    uses_max: int | None = None
    uses: int = 0
    revoked_ms: int | None = None
    guest: str = ""

    @property
    def is_used_up(self) -> bool:
        """Whether nobody new may come by it."""
        return self.uses_max is not None and self.uses >= self.uses_max


LinkStamp = tuple[int, ...]
"""Differs whenever a link was added, revoked or used."""


class LinkStore(Protocol):
    """Keeps the links of one event. Every method raises `StoreError` if it cannot."""

    async def load(self) -> list[LinkRecord]:
        """All of them, in the order in which they were made."""

    async def stamp(self) -> LinkStamp:
        """What to compare to see whether anything has changed."""

    async def put(self, records: Sequence[LinkRecord]) -> None:
        """Write links, all or none; of those that are there the uses stay as they are."""

    async def take_use(self, link: str, wall_ms: int) -> bool:
        """Count a use, unless it is used up or revoked: then False."""

    async def give_back(self, link: str) -> None:
        """Take back a use that came to nothing."""
