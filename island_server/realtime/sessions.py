"""Who is connected, or was a moment ago: one session per person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.protocol.client_messages import MediaChoice
from island_server.realtime.rate_limit import TokenBucket
from island_server.realtime.socket_io import Wire


@dataclass(slots=True, eq=False)
class Session:
    """One person on the island. `wire` is None while the connection is broken."""

    avatar: AvatarId
    person: PersonId
    role: Role
    media: MediaChoice
    chats: TokenBucket
    wire: Wire | None
    link: str = ""
    """The invitation by which they came last: its id."""
    walk_seq: int = 0
    """Number of the last wish to walk."""
    dropped_ms: int = 0
    """When the connection broke; counts only while `wire` is None."""
    is_behind: bool = False
    """Motion was left out because the browser reads slowly: it needs a fresh view."""
    behind_since_ms: int = 0

    def speaks_through(self, sid: str) -> bool:
        """Whether this connection is the one that counts, and not one replaced or let go."""
        return self.wire is not None and self.wire.sid == sid

    def send(self, event: str, data: object) -> None:
        """Send a message; lost if the connection is broken, for `welcome` then tells everything."""
        if self.wire is not None:
            self.wire.send(event, data)

    def send_packed(self, packed: bytes) -> None:
        """Send what `socket_io.pack` made, on the same terms."""
        if self.wire is not None:
            self.wire.send_packed(packed)


class Sessions:
    """All sessions, by avatar and by person."""

    def __init__(self) -> None:
        self._by_avatar: dict[AvatarId, Session] = {}
        self._by_person: dict[PersonId, Session] = {}

    def __iter__(self) -> Iterator[Session]:
        return iter(list(self._by_avatar.values()))

    def __len__(self) -> int:
        return len(self._by_avatar)

    def add(self, session: Session) -> None:
        """Take in a new session of somebody who has none."""
        self._by_avatar[session.avatar] = session
        self._by_person[session.person] = session

    def remove(self, session: Session) -> None:
        """Forget a session."""
        del self._by_avatar[session.avatar]
        del self._by_person[session.person]

    def of(self, avatar: AvatarId) -> Session | None:
        """The session behind an avatar."""
        return self._by_avatar.get(avatar)

    def of_person(self, person: PersonId | None) -> Session | None:
        """The session of a person."""
        return None if person is None else self._by_person.get(person)
