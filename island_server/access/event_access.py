"""Who may come to one event, and how: its links, its passcode, its guests.

What is asked when somebody comes is answered from memory, at once; what organisers change is
written down first.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec

from island_server.access.guest_file import Guest
from island_server.access.invitations import Invitations, new_link_id
from island_server.access.link_book import LinkBook
from island_server.access.passcode import HashedCode, PasscodeDesk, hash_code
from island_server.access_ports import LinkRecord, LinkStore
from island_server.core.events import Role
from island_server.errors import AccessDenied, ReasonError
from island_server.ports import Clock, Invitation, Shelf

LINKS_MAX = 2000
"""Most links of an event that are written down, other than those of guests."""
GUESTS_KEPT_MAX = 10_000
"""Most guests of an event, over all lists."""
DAY_MS = 86_400_000
_SHELF_KEY = "access"


class Options(msgspec.Struct, frozen=True):
    """What an organiser set. `passcode` None: none is asked for."""

    passcode: HashedCode | None = None
    guests_only: bool = False


@dataclass(frozen=True, slots=True)
class LinkWish:
    """A link as an organiser wants it; `days` from now on."""

    role: Role
    days: float
    label: str = ""
    groups: tuple[str, ...] = ()
    uses_max: int | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a guest list: how many guests are new, and how many were there."""

    added: int
    updated: int


class EventAccess:
    """Implements `ports.InvitationCheck`, and `admission.Admission` of the gateway."""

    def __init__(
        self, key: bytes, event_id: str, store: LinkStore, shelf: Shelf, clock: Clock
    ) -> None:
        """Call `open` before anybody comes."""
        self.invitations = Invitations(key, event_id, clock)
        self.links = LinkBook(store, clock)
        self.options = Options()
        self._event_id = event_id
        self._key = key
        self._shelf = shelf
        self._clock = clock
        self._passcodes = PasscodeDesk(key, event_id, clock)
        self._at_work = asyncio.Lock()
        """Held by whoever changes the links, so that limits are kept."""

    async def open(self) -> None:
        """Go on with what was set before. Raises `StoreError`."""
        kept = await self._shelf.read(_SHELF_KEY)
        if kept is not None:
            self.options = msgspec.json.decode(kept, type=Options)
        await self.links.load()

    # --- whoever comes

    def check(self, token: str | None) -> Invitation:
        """Whether a link opens the event now.

        Raises `AccessDenied`: link_missing, link_invalid, link_revoked, link_expired, guests_only.
        """
        signed = self.invitations.read(token)
        record = self.links.find(signed.id)
        if record is None and signed.is_kept:
            raise AccessDenied("link_invalid", "it is no longer written down")
        if record is not None and record.revoked_ms is not None:
            raise AccessDenied("link_revoked")
        if record is None or not signed.is_kept:
            found = Invitation(self._event_id, signed.role, signed.expires_s, signed.id)
        else:
            found = Invitation(
                self._event_id, record.role, record.expires_ms // 1000, record.id, record.groups
            )
        if self._clock.wall_ms() // 1000 >= found.expires_s:
            raise AccessDenied("link_expired")
        is_guest = record is not None and record.guest != ""
        if self.options.guests_only and found.role is Role.ATTENDEE and not is_guest:
            raise AccessDenied("guests_only")
        return found

    def asks_passcode(self, invitation: Invitation) -> bool:
        """Whether whoever comes new by this link is asked for the passcode: attendees are."""
        return self.options.passcode is not None and invitation.role is Role.ATTENDEE

    async def permit(self, invitation: Invitation, code: str) -> str:
        """What the right passcode is worth. Raises `AccessDenied`: passcode_wrong, rate."""
        passcode = self.options.passcode
        if passcode is None:
            return ""
        return await self._passcodes.try_code(passcode, invitation.id, code)

    def check_permit(self, invitation: Invitation, permit: str | None, *, was_here: bool) -> None:
        """Whoever was here before is not asked again. Raises `AccessDenied("passcode")`."""
        passcode = self.options.passcode
        if passcode is None or was_here or not self.asks_passcode(invitation):
            return
        if not self._passcodes.is_permitted(passcode, invitation.id, permit):
            raise AccessDenied("passcode")

    async def take_use(self, invitation: Invitation) -> None:
        """Count somebody new. Raises `AccessDenied`: link_revoked, link_used."""
        await self.links.take_use(invitation.id)

    async def give_back(self, invitation: Invitation) -> None:
        """Whoever was counted did not get in."""
        await self.links.give_back(invitation.id)

    # --- what organisers do

    async def set_options(
        self, *, passcode: str | None = None, guests_only: bool | None = None
    ) -> None:
        """Change what is given; an empty passcode takes it away.

        Raises `ProtocolError("passcode_form")`, `StoreError`.
        """
        async with self._at_work:
            options = self.options
            if passcode == "":
                options = msgspec.structs.replace(options, passcode=None)
            elif passcode is not None:
                hashed = await asyncio.to_thread(hash_code, passcode)
                options = msgspec.structs.replace(options, passcode=hashed)
            if guests_only is not None:
                options = msgspec.structs.replace(options, guests_only=guests_only)
            await self._shelf.put(_SHELF_KEY, msgspec.json.encode(options))
            self.options = options

    async def make_link(self, wish: LinkWish) -> LinkRecord:
        """Write a new link down. Raises `ReasonError("too_many_links")`, `StoreError`."""
        async with self._at_work:
            if sum(1 for record in self.links if not record.guest) >= LINKS_MAX:
                raise ReasonError("too_many_links")
            record = self._new(wish)
            await self.links.put([record])
        return record

    async def revoke(self, link: str) -> LinkRecord:
        """Let a link open nothing from now on. Raises `ReasonError("unknown_link")`."""
        return await self._set_revoked(link, self._clock.wall_ms())

    async def restore(self, link: str) -> LinkRecord:
        """Let it open the event again. Raises `ReasonError("unknown_link")`."""
        return await self._set_revoked(link, None)

    async def revoke_token(self, token: str) -> LinkRecord:
        """Revoke a link by itself, though it may not be written down.

        Raises `AccessDenied`: link_missing, link_invalid; `ReasonError("too_many_links")`.
        """
        signed = self.invitations.read(token)
        if self.links.find(signed.id) is not None:
            return await self.revoke(signed.id)
        if signed.is_kept or not signed.id:
            raise AccessDenied("link_invalid")
        async with self._at_work:
            if len(self.links) >= LINKS_MAX + GUESTS_KEPT_MAX:
                raise ReasonError("too_many_links")
            now_ms = self._clock.wall_ms()
            expires_ms = signed.expires_s * 1000
            record = LinkRecord(
                signed.id, signed.role, "", (), now_ms, expires_ms, revoked_ms=now_ms
            )
            await self.links.put([record])
        return record

    async def import_guests(self, guests: Sequence[Guest], days: float) -> Imported:
        """Take a guest list in, whole: new guests get a link, others keep theirs.

        A guest whose link was revoked or has expired gets a new one. Who is not on the list stays.
        Raises `ReasonError("too_many_guests")`, `StoreError`.
        """
        async with self._at_work:
            now_ms = self._clock.wall_ms()
            former = {it.guest: it for it in self.guests() if self._is_open(it, now_ms)}
            records, added = [], 0
            for guest in guests:
                mark = self.guest_mark(guest.matched_by)
                wish = LinkWish(
                    guest.role, days, guest.name, (guest.group,) if guest.group else (), 1
                )
                kept = former.get(mark)
                if kept is None:
                    added += 1
                    records.append(replace(self._new(wish), guest=mark))
                else:
                    records.append(
                        replace(kept, role=wish.role, label=wish.label, groups=wish.groups)
                    )
            if sum(1 for _ in self.guests()) + added > GUESTS_KEPT_MAX:
                raise ReasonError("too_many_guests")
            await self.links.put(records)
        return Imported(added, len(records) - added)

    def guests(self) -> Iterable[LinkRecord]:
        """The links of all guests, revoked ones too."""
        return (record for record in self.links if record.guest)

    def guest_of_email(self, email: str) -> LinkRecord | None:
        """The open link of the guest with this e-mail; None if there is none."""
        mark, now_ms = self.guest_mark(f"email {email.strip().casefold()}"), self._clock.wall_ms()
        matching = (it for it in self.guests() if hmac.compare_digest(it.guest, mark))
        return next((it for it in matching if self._is_open(it, now_ms)), None)

    def guest_mark(self, matched_by: str) -> str:
        """By what a guest is found again, which tells nothing of them to others."""
        words = f"eiland guest {self._event_id} {matched_by}".encode()
        return hmac.digest(self._key, words, "sha256").hex()[:32]

    def _new(self, wish: LinkWish) -> LinkRecord:
        now_ms = self._clock.wall_ms()
        expires_ms = now_ms + round(wish.days * DAY_MS)
        return LinkRecord(
            new_link_id(),
            wish.role,
            wish.label,
            wish.groups,
            now_ms,
            expires_ms // 1000 * 1000,
            wish.uses_max,
        )

    @staticmethod
    def _is_open(record: LinkRecord, now_ms: int) -> bool:
        return record.revoked_ms is None and record.expires_ms > now_ms

    async def _set_revoked(self, link: str, revoked_ms: int | None) -> LinkRecord:
        async with self._at_work:
            record = self.links.find(link)
            if record is None:
                raise ReasonError("unknown_link")
            if (record.revoked_ms is None) != (revoked_ms is None):
                record = replace(record, revoked_ms=revoked_ms)
                await self.links.put([record])
        return record
