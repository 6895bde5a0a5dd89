"""What siblings know of each other about activities; see `ports`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from island_server.core.activities.activity import Activity
from island_server.protocol.activity_messages import HandedIn


class BlindSigner(Protocol):
    """Gives leave for an answer without seeing what it will be used for: RFC 9474."""

    def new_key(self) -> bytes:
        """A new private key. Takes long: not for the event loop."""

    def public_part(self, key: bytes) -> str:
        """What browsers need of a key."""

    def sign(self, key: bytes, blinded: str) -> str:
        """Sign a blinded token. Raises `AccessDenied("token")` if it is none."""

    def is_signed(self, public: str, token: bytes, signature: str) -> bool:
        """Whether the private part of `public` signed this token."""


class ActivityDoor(Protocol):
    """What comes to the activities over HTTP."""

    async def hand_in(self, identity: str, handed_in: HandedIn) -> None:
        """Count an anonymous answer. Raises `ReasonError`, `AccessDenied("token")`."""

    async def add_picture(self, data: bytes) -> str:
        """Keep a picture; the name by which it is fetched. Raises `ReasonError`, `StoreError`."""

    async def picture(self, name: str) -> bytes | None:
        """A picture that was added. Raises `StoreError`."""

    def finished(self) -> Sequence[Activity]:
        """All activities that have opened and are not in the bin."""
