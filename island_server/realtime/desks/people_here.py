"""Everybody on all islands of an event, for desks: by avatar, by person, by role."""

from __future__ import annotations

from collections.abc import Iterator

from island_server.core.ids import AvatarId, PersonId
from island_server.errors import ReasonError
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desks.audience import behind, everybody, is_host
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session


class PeopleHere:
    """Looks for people on the islands that are open."""

    def __init__(self, islands: Archipelago) -> None:
        self._islands = islands

    def islands(self) -> Iterator[OpenIsland]:
        """The islands that are open."""
        return iter(self._islands)

    def __iter__(self) -> Iterator[tuple[OpenIsland, Session]]:
        yield from everybody(self._islands)

    def find(self, avatar: int) -> tuple[OpenIsland, Session]:
        """Where an avatar is, and who speaks for it. Raises `ReasonError("unknown_avatar")`."""
        found = behind(self._islands, AvatarId(avatar))
        if found is None:
            raise ReasonError("unknown_avatar")
        return found

    def of_person(self, person: PersonId | None) -> tuple[OpenIsland, Session] | None:
        """Where a person is; None if they are on no island."""
        return self._islands.find(person)

    def hosts(self) -> list[Session]:
        """The sessions of hosts and organisers, also of those whose connection broke just now."""
        return [session for _, session in self if is_host(session)]


def name_of(island: OpenIsland, session: Session) -> str:
    """What somebody is called now."""
    return island.loop.world.state.avatars[session.avatar].name
