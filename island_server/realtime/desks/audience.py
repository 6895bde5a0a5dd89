"""Whom a desk speaks to: everybody of an event, or some of them, over all its islands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session
from island_server.realtime.socket_io import pack


class Present(NamedTuple):
    """Somebody, and where they are."""

    island: OpenIsland
    session: Session

    @property
    def name(self) -> str:
        """What others read."""
        return self.island.loop.world.state.avatars[self.session.avatar].name


def is_host(session: Session) -> bool:
    """Whether somebody is a host or an organiser."""
    return session.role is not Role.ATTENDEE


def everybody(islands: Archipelago) -> Iterator[Present]:
    """All who are on an island."""
    for island in islands:
        for session in island.loop.sessions:
            yield Present(island, session)


def present(islands: Archipelago, person: PersonId | None) -> Present | None:
    """Where somebody is, if they are anywhere."""
    found = islands.find(person)
    return None if found is None else Present(*found)


def behind(islands: Archipelago, avatar: AvatarId) -> Present | None:
    """Who is behind an avatar of any island."""
    for island in islands:
        session = island.loop.sessions.of(avatar)
        if session is not None:
            return Present(island, session)
    return None


def tell(
    islands: Archipelago,
    event: str,
    data: object,
    fits: Callable[[Session], bool] = lambda _: True,
) -> None:
    """Send the same to everybody for whom it is."""
    packed = pack(event, data)
    for _, session in everybody(islands):
        if fits(session):
            session.send_packed(packed)
