"""What the gateway asks about an invitation before somebody comes in by it."""

from __future__ import annotations

from typing import Protocol

from island_server.ports import Invitation


class Admission(Protocol):
    """Knows the passcode of the event, and how many may come by a link."""

    def check_permit(self, invitation: Invitation, permit: str | None, *, was_here: bool) -> None:
        """Whether the passcode was given, if one is asked for. Raises `ReasonError`: passcode."""

    async def take_use(self, invitation: Invitation) -> None:
        """Count somebody who is new to the event.

        Raises `ReasonError`: link_used, link_revoked; then they were not counted.
        """

    async def give_back(self, invitation: Invitation) -> None:
        """Whoever was counted did not get in after all."""


class FreeAdmission:
    """No passcode, and any number by each link."""

    def check_permit(self, invitation: Invitation, permit: str | None, *, was_here: bool) -> None:
        """None is asked for."""

    async def take_use(self, invitation: Invitation) -> None:
        """Nothing is counted."""

    async def give_back(self, invitation: Invitation) -> None:
        """Nothing was counted."""
