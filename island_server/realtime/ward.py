"""Who keeps the door and the chat, beside the form and the rate of what is said."""

from __future__ import annotations

from typing import Protocol

from island_server.core.ids import PersonId
from island_server.ports import Invitation
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session


class Ward(Protocol):
    """Asked by the gateway before it lets somebody in or passes a chat message on."""

    def check_entry(self, person: PersonId | None, invitation: Invitation) -> None:
        """Whether somebody may come in by this link. Raises `ReasonError`."""

    def was_here(self, person: PersonId | None) -> bool:
        """Whether somebody was let in at this event before."""

    def note_entry(self, session: Session) -> None:
        """Somebody was let in, before their avatar is welcome."""

    def check_chat(self, island: OpenIsland, session: Session) -> None:
        """Whether somebody may write now. Raises `ReasonError`."""

    def note_chat(self, session: Session, message: int) -> None:
        """Somebody wrote the chat message of this number."""


class OpenDoor:
    """Lets everybody in, and everybody write."""

    def check_entry(self, person: PersonId | None, invitation: Invitation) -> None:
        """Anybody may."""

    def was_here(self, person: PersonId | None) -> bool:
        """Whoever is known was."""
        return person is not None

    def note_entry(self, session: Session) -> None:
        """Nothing to note."""

    def check_chat(self, island: OpenIsland, session: Session) -> None:
        """Anybody may."""

    def note_chat(self, session: Session, message: int) -> None:
        """Nothing to note."""
