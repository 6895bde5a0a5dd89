"""Everybody on all islands of an event, for desks: by avatar, by person, by role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.errors import ReasonError
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session


class PeopleHere:
    """Looks for people on the islands that are open."""

    def __init__(self, islands: Iterable[OpenIsland]) -> None:
        self._islands = islands

    def islands(self) -> Iterator[OpenIsland]:
        """The islands that are open."""
        return iter(self._islands)

    def __iter__(self) -> Iterator[tuple[OpenIsland, Session]]:
        for island in self._islands:
            for session in island.loop.sessions:
                yield island, session

    def find(self, avatar: int) -> tuple[OpenIsland, Session]:
        """Where an avatar is, and who speaks for it. Raises `ReasonError("unknown_avatar")`."""
        for island in self._islands:
            session = island.loop.sessions.of(AvatarId(avatar))
            if session is not None:
                return island, session
        raise ReasonError("unknown_avatar")

    def of_person(self, person: PersonId | None) -> tuple[OpenIsland, Session] | None:
        """Where a person is; None if they are on no island."""
        for island in self._islands:
            session = island.loop.sessions.of_person(person)
            if session is not None:
                return island, session
        return None

    def hosts(self) -> list[Session]:
        """The sessions of hosts and organisers, also of those whose connection broke just now."""
        return [session for _, session in self if session.role is not Role.ATTENDEE]


def name_of(island: OpenIsland, session: Session) -> str:
    """What somebody is called now."""
    return island.loop.world.state.avatars[session.avatar].name
