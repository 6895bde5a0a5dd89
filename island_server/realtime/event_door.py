"""The door of one event: whom it asks, what it understands, and who stands before it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from island_server.core import events as ev
from island_server.ports import InvitationCheck, PersonTokens
from island_server.protocol import client_messages as msg
from island_server.realtime.admission import Admission, FreeAdmission
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.arrivals import Arrivals
from island_server.realtime.desk import Desk
from island_server.realtime.queue import Queue
from island_server.realtime.waiting_room import WaitingRoom
from island_server.realtime.ward import OpenDoor, Ward


@dataclass(frozen=True, slots=True)
class GatewaySettings:
    """Limits at the door."""

    message_bytes: int = 16_384
    messages_per_s: float = 20.0
    messages_burst: int = 60


@dataclass(frozen=True, slots=True)
class Doorkeepers:
    """Whom the gateway asks (links, persons, permissions, origins), and what it goes by."""

    invitations: InvitationCheck
    persons: PersonTokens
    may: Callable[[ev.Role, str], bool]
    is_allowed_origin: Callable[[str | None, str | None], bool]
    limits: GatewaySettings
    desks: Sequence[Desk] = ()
    ward: Ward = field(default_factory=OpenDoor)
    admission: Admission = field(default_factory=FreeAdmission)
    waiting: WaitingRoom = field(default_factory=lambda: WaitingRoom(0))


@dataclass(frozen=True, slots=True)
class Lobby:
    """Who is before a door: those who arrive, and those who wait for a place."""

    arrivals: Arrivals
    queue: Queue


@dataclass(slots=True, eq=False)
class EventDoor:
    """The door of one event.

    `check_period` raises `ReasonError` while nobody of a role may come in. `lobby` is the
    gateway's, made when the first comes.
    """

    islands: Archipelago
    keepers: Doorkeepers
    check_period: Callable[[ev.Role], None] = lambda _: None
    desks: Mapping[str, Desk] = field(init=False)
    """By the messages that they take."""
    kinds: Mapping[str, type[msg.Message]] = field(init=False)
    """All messages that are understood."""
    lobby: Lobby | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.desks = {name: desk for desk in self.keepers.desks for name in desk.messages}
        kinds = {name: desk.messages[name] for name, desk in self.desks.items()}
        self.kinds = {**msg.MESSAGES, **kinds}


FindDoor = Callable[[str | None], Awaitable[EventDoor]]
"""The door to which an invitation leads, opened if need be; whether it lets anybody in is not
looked at. Raises `ReasonError`."""
