"""Who may do what: by the client events of docs/protocol.md section 3, and by the HTTP requests.

Whoever receives a command asks `may`, whoever receives a request `may_request`, before anything
else is done with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from island_server.core.events import Role

_ORDER = (Role.ATTENDEE, Role.HOST, Role.ORGANISER)

NEEDED: Mapping[str, Role] = MappingProxyType(
    {
        "walk": Role.ATTENDEE,
        "go": Role.ATTENDEE,
        "approach": Role.ATTENDEE,
        "chat": Role.ATTENDEE,
        "react": Role.ATTENDEE,
        "wave": Role.ATTENDEE,
        "status": Role.ATTENDEE,
        "profile": Role.ATTENDEE,
        "devices": Role.ATTENDEE,
        "conversation": Role.ATTENDEE,
        "path": Role.ATTENDEE,
        "door": Role.ATTENDEE,
        "media_answer": Role.ATTENDEE,
        "media_restart": Role.ATTENDEE,
        "clock": Role.ATTENDEE,
        "leave": Role.ATTENDEE,
        "talk_topic": Role.ATTENDEE,
        "talk_open": Role.ATTENDEE,
        "listen": Role.ATTENDEE,
        "talks": Role.ATTENDEE,
        "knock": Role.ATTENDEE,
        "knock_answer": Role.ATTENDEE,
        "follow": Role.ATTENDEE,
        "guide": Role.ATTENDEE,
        "status_text": Role.ATTENDEE,
        "card_offer": Role.ATTENDEE,
        "card": Role.ATTENDEE,
    }
)
"""The least role for each command."""

NEEDED_FOR_REQUESTS: Mapping[str, Role] = MappingProxyType({"maps": Role.ORGANISER})
"""The least role for what is asked over HTTP with an invitation: `maps` is all of /api/maps."""


def is_at_least(role: Role, needed: Role) -> bool:
    """Whether `role` includes `needed`: an organiser may all that a host may, and so on."""
    return _ORDER.index(role) >= _ORDER.index(needed)


def may(role: Role, command: str) -> bool:
    """Whether this role may send this command; nobody may send what is not in the table."""
    needed = NEEDED.get(command)
    return needed is not None and is_at_least(role, needed)


def may_request(role: Role, request: str) -> bool:
    """Whether this role may ask this over HTTP; nobody may ask what is not in the table."""
    needed = NEEDED_FOR_REQUESTS.get(request)
    return needed is not None and is_at_least(role, needed)
