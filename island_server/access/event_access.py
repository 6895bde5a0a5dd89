"""Who may come to one event, and how: its links, its passcode, its guests.

What is asked when somebody comes is answered from memory, at once; what organisers change is
written down first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec

from island_server.access.guest_list import GuestList
from island_server.access.invitations import Invitations
from island_server.access.kept_links import KeptLinks
from island_server.access.link_book import LinkBook
from island_server.access.passcode import HashedCode, PasscodeDesk, hash_code
from island_server.access_ports import AccessOptions, LinkStore
from island_server.core.events import Role
from island_server.errors import AccessDenied
from island_server.ports import Clock, Invitation, Shelf

_SHELF_KEY = "access"


class _Options(msgspec.Struct, frozen=True):
    """What an organiser set, as it is kept. `passcode` None: none is asked for."""

    passcode: HashedCode | None = None
    guests_only: bool = False


class EventAccess:
    """Everything about access to one event.

    Implements `ports.InvitationCheck`, the `Admission` of the gateway, and of `access_ports`
    `PasscodeCheck` and `OptionsDesk`.
    """

    def __init__(
        self,
        key: bytes,
        event_id: str,
        store: LinkStore,
        shelf: Shelf,
        clock: Clock,
        organisers_since_s: Callable[[], int] = lambda: 0,
    ) -> None:
        """Call `open` before anybody comes, and let `book.keep_fresh` run.

        `organisers_since_s`: see `Invitations`.
        """
        self.invitations = Invitations(key, event_id, clock, organisers_since_s)
        self.book = LinkBook(store, clock)
        self.links = KeptLinks(self.book, self.invitations, clock)
        self.guests = GuestList(key, event_id, self.book, self.links, clock)
        self._event_id = event_id
        self._shelf = shelf
        self._clock = clock
        self._options = _Options()
        self._passcodes = PasscodeDesk(key, event_id, clock)
        self._setting = asyncio.Lock()

    async def open(self) -> None:
        """Go on with what was set before. Raises `StoreError`."""
        kept = await self._shelf.read(_SHELF_KEY)
        if kept is not None:
            self._options = msgspec.json.decode(kept, type=_Options)
        await self.book.load()

    # --- whoever comes

    def check(self, token: str | None) -> Invitation:
        """Whether a link opens the event now.

        Raises `AccessDenied`: link_missing, link_invalid, link_revoked, link_expired, guests_only.
        """
        signed = self.invitations.read(token)
        record = self.book.find(signed.id)
        if record is None and signed.is_kept:
            raise AccessDenied("link_invalid", "it is no longer written down")
        if record is not None and record.revoked_ms is not None:
            raise AccessDenied("link_revoked")
        if record is None or record.is_unlisted:
            found = Invitation(self._event_id, signed.role, signed.expires_s, signed.id)
        else:
            expires_s = record.expires_ms // 1000
            found = Invitation(self._event_id, record.role, expires_s, record.id, record.groups)
        if self._clock.wall_ms() // 1000 >= found.expires_s:
            raise AccessDenied("link_expired")
        is_guest = record is not None and record.guest != ""
        if self._options.guests_only and found.role is Role.ATTENDEE and not is_guest:
            raise AccessDenied("guests_only")
        return found

    async def permit(self, invitation: Invitation, code: str) -> str:
        """What the right passcode is worth; empty if none is asked for.

        Raises `AccessDenied`: passcode_wrong, rate.
        """
        passcode = self._options.passcode
        if passcode is None:
            return ""
        return await self._passcodes.try_code(passcode, invitation.id, code)

    def check_permit(self, invitation: Invitation, permit: str | None, *, was_here: bool) -> None:
        """Attendees who are new are asked for the passcode. Raises `AccessDenied("passcode")`."""
        passcode = self._options.passcode
        if passcode is None or was_here or invitation.role is not Role.ATTENDEE:
            return
        if not self._passcodes.is_permitted(passcode, invitation.id, permit):
            raise AccessDenied("passcode")

    async def take_use(self, invitation: Invitation) -> None:
        """Count somebody new. Raises `AccessDenied`: link_revoked, link_used."""
        await self.book.take_use(invitation.id)

    async def give_back(self, invitation: Invitation) -> None:
        """Whoever was counted did not get in."""
        await self.book.give_back(invitation.id)

    # --- what organisers set

    def told(self) -> AccessOptions:
        """What holds now."""
        return AccessOptions(self._options.passcode is not None, self._options.guests_only)

    async def set_options(
        self, *, passcode: str | None = None, guests_only: bool | None = None
    ) -> None:
        """Change what is given; an empty passcode takes it away.

        Raises `ProtocolError("passcode_form")`, `StoreError`.
        """
        async with self._setting:
            options = self._options
            if passcode is not None:
                hashed = await asyncio.to_thread(hash_code, passcode) if passcode else None
                options = msgspec.structs.replace(options, passcode=hashed)
            if guests_only is not None:
                options = msgspec.structs.replace(options, guests_only=guests_only)
            await self._shelf.put(_SHELF_KEY, msgspec.json.encode(options))
            self._options = options
