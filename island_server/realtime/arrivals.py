"""From a link to an avatar: who comes is checked, waits if the event is full, and is let in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from island_server.core.events import LeaveReason, Look, Role
from island_server.core.ids import PersonId
from island_server.errors import ReasonError
from island_server.ports import Clock, Invitation, InvitationCheck, PersonTokens
from island_server.protocol import client_messages as msg
from island_server.protocol.text import clean_name
from island_server.realtime.admission import Admission
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.island_loop import Newcomer
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session
from island_server.realtime.waiting_room import WaitingRoom
from island_server.realtime.ward import Ward


@dataclass(frozen=True, slots=True)
class Door:
    """Whom an arrival asks."""

    invitations: InvitationCheck
    persons: PersonTokens
    ward: Ward
    admission: Admission
    waiting: WaitingRoom
    check_period: Callable[[Role], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who has asked to come in, in proper form. `person` None: they are new."""

    auth: msg.Auth
    name: str
    look: Look
    invitation: Invitation
    person: PersonId | None


@dataclass(frozen=True, slots=True)
class LetIn:
    """Somebody who is on an island; `is_resumed`: their avatar was there still."""

    island: OpenIsland
    session: Session
    is_resumed: bool


class Arrivals:
    """Lets people onto the islands of an event. All its refusals are `ReasonError`s."""

    def __init__(
        self, islands: Archipelago, door: Door, clock: Clock, is_closing: Callable[[], bool]
    ) -> None:
        self._islands = islands
        self._door = door
        self._clock = clock
        self._is_closing = is_closing

    async def greet(self, auth: msg.Auth) -> Arrival:
        """Look at what somebody brings, and see whether they may come in at all."""
        self._check_open()
        name, look = clean_name(auth.name), msg.look_of(auth.look)
        invitation = self._door.invitations.check(auth.token)
        person = self._door.persons.recall(auth.person)
        arrival = Arrival(auth, name, look, invitation, person)
        self._check(arrival)
        await self._make_ready(arrival)
        return arrival

    def must_wait(self, arrival: Arrival) -> bool:
        """Whether there is no place for them now, or others are before them."""
        if self._islands.keeps_place(arrival.person):
            return False
        return len(self._door.waiting) > 0 or not self._islands.has_room()

    async def let_in(self, arrival: Arrival, is_here: Callable[[], bool]) -> LetIn:
        """Bring somebody in; `is_here`: whether their browser still waits for it."""
        self._check_open()
        self._door.invitations.check(arrival.auth.token)
        self._check(arrival)
        invitation, is_new = arrival.invitation, not self._was_here(arrival)
        if is_new:
            await self._door.admission.take_use(invitation)
        try:
            self._check_open(is_here=is_here())
            self._door.check_period(invitation.role)
            return self._enter(arrival)
        except ReasonError:
            if is_new:
                await self._door.admission.give_back(invitation)
            raise

    def _check_open(self, *, is_here: bool = True) -> None:
        if self._is_closing() or not is_here:
            raise ReasonError("closing")

    def _was_here(self, arrival: Arrival) -> bool:
        return self._islands.keeps_place(arrival.person) or self._door.ward.was_here(arrival.person)

    def _check(self, arrival: Arrival) -> None:
        door, invitation = self._door, arrival.invitation
        door.check_period(invitation.role)
        door.ward.check_entry(arrival.person, invitation)
        was_here = self._was_here(arrival)
        door.admission.check_permit(invitation, arrival.auth.permit, was_here=was_here)

    async def _make_ready(self, arrival: Arrival) -> None:
        person = arrival.person
        if person is not None and self._islands.find(person) is None:
            await self._islands.make_ready(person, arrival.auth.entry or "")
            self._check_open()
            self._check(arrival)

    def _enter(self, arrival: Arrival) -> LetIn:
        auth, invitation = arrival.auth, arrival.invitation
        found = self._find_alike(arrival)
        if found is None:
            newcomer = Newcomer(
                arrival.person or self._door.persons.new_person(),
                arrival.name,
                arrival.look,
                invitation.role,
                auth.media,
                auth.entry or "",
                auth.path,
                invitation.groups,
            )
            island, session = self._islands.enter(newcomer)
        else:
            island, session = found
            session.role, session.media = invitation.role, auth.media
            island.loop.take_back(session, arrival.name, arrival.look, keeps_path=auth.path)
        session.link = invitation.id
        self._door.ward.note_entry(session)
        return LetIn(island, session, found is not None)

    def _find_alike(self, arrival: Arrival) -> tuple[OpenIsland, Session] | None:
        """The avatar of somebody, if it is here and may do what they now may.

        Who comes by a link for another role or other groups has to arrive anew, at the same place.
        """
        found = self._islands.find(arrival.person)
        if found is None:
            return None
        island, session = found
        avatar, invitation = island.loop.world.state.avatars[session.avatar], arrival.invitation
        if (avatar.role, avatar.groups) == (invitation.role, invitation.groups):
            return found
        island.loop.let_go(session, "replaced")
        island.loop.leave(session, LeaveReason.REPLACED)
        return None
