"""What `access`, `store` and `web` know of each other: the links of an event as they are kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from island_server.core.events import Role
from island_server.errors import IslandError
from island_server.ports import Invitation


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """An invitation link that is written down. Times are in ms since 1970.

    Attributes:
        id: what the signed token carries.
        label: for organisers; of a guest's link the guest's name.
        groups: the named groups of whoever comes by it.
        uses_max: how many people new to the event may come by it; None: any number.
        uses: how many have.
        revoked_ms: since when it opens nothing; None: it does.
        is_unlisted: it was made without being written down; only that it was revoked is.
        guest: an HMAC by which a guest is found again; empty: the link is no guest's.
    """

    id: str
    role: Role
    label: str
    groups: tuple[str, ...]
    made_ms: int
    expires_ms: int
    uses_max: int | None = None
    uses: int = 0
    revoked_ms: int | None = None
    guest: str = ""
    is_unlisted: bool = False

    @property
    def is_used_up(self) -> bool:
        """Whether nobody new may come by it."""
        return self.uses_max is not None and self.uses >= self.uses_max


LinkStamp = tuple[int, ...]
"""Differs whenever a link was added, revoked or used."""


def stamp_of(records: Collection[LinkRecord]) -> LinkStamp:
    """How many links, uses and revocations these are, and when the last was made and revoked."""
    revoked = [record.revoked_ms for record in records if record.revoked_ms is not None]
    return (
        len(records),
        sum(record.uses for record in records),
        len(revoked),
        max((record.made_ms for record in records), default=0),
        max(revoked, default=0),
    )


class LinkStore(Protocol):
    """Keeps the links of one event. Every method raises `StoreError` if it cannot."""

    async def load(self) -> list[LinkRecord]:
        """All of them, in the order in which they were made."""

    async def stamp(self) -> LinkStamp:
        """The `stamp_of` all of them."""

    async def put(self, records: Sequence[LinkRecord]) -> None:
        """Write links, all or none; of those that are there the uses stay as they are."""

    async def take_use(self, link: str, wall_ms: int) -> bool:
        """Count a use, unless it is used up or revoked: then False."""

    async def give_back(self, link: str) -> None:
        """Take back a use that came to nothing."""


@dataclass(frozen=True, slots=True)
class LinkWish:
    """A link as an organiser wants it; `days` from now on."""

    role: Role
    days: float
    label: str = ""
    groups: tuple[str, ...] = ()
    uses_max: int | None = None


class LinkDesk(Protocol):
    """What organisers do with links. Every change raises `StoreError` if it cannot be kept."""

    def all(self) -> list[LinkRecord]:
        """All links that are written down, guests' too, in the order in which they were made."""

    def token_of(self, record: LinkRecord) -> str:
        """The secret in a link; empty if the server does not know it any more."""

    async def make(self, wish: LinkWish) -> LinkRecord:
        """Write a new link down. Raises `ReasonError("too_many_links")`."""

    async def revoke(self, link: str) -> LinkRecord:
        """Let a link open nothing from now on. Raises `ReasonError("unknown_link")`."""

    async def restore(self, link: str) -> LinkRecord:
        """Let it open the event again. Raises `ReasonError("unknown_link")`."""

    async def revoke_token(self, token: str) -> LinkRecord:
        """Revoke a link by itself, though it may not be written down.

        Raises `ReasonError`: unknown_link, too_many_links.
        """


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a guest list: how many guests are new, and how many were there."""

    added: int
    updated: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a line (1: the headings; 0: the file as a whole); `column` may be empty."""

    line: int
    column: str
    problem: str


class GuestFileRefused(IslandError):
    """A guest list of which nothing is taken; `mistakes` tells why, the first ones."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes in a guest list")
        self.mistakes = tuple(mistakes)


GUEST_FILE_BYTES_MAX = 1_000_000
"""Largest guest list."""


class GuestDesk(Protocol):
    """What organisers do with the guest list."""

    async def take_in(self, file: bytes, days: float) -> Imported:
        """Take a list in, whole or not at all; new guests get links for so many days.

        Raises `GuestFileRefused`, `ReasonError("too_many_guests")`, `StoreError`.
        """

    def as_file(self, base_url: str) -> bytes:
        """All guests and their links, as CSV for spreadsheets."""


@dataclass(frozen=True, slots=True)
class AccessOptions:
    """What an organiser set for the event."""

    has_passcode: bool
    guests_only: bool


class OptionsDesk(Protocol):
    """What organisers set."""

    def told(self) -> AccessOptions:
        """What holds now."""

    async def set_options(
        self, *, passcode: str | None = None, guests_only: bool | None = None
    ) -> None:
        """Change what is given; an empty passcode takes it away.

        Raises `ProtocolError("passcode_form")`, `StoreError`.
        """


class PasscodeCheck(Protocol):
    """Tries passcodes at the door."""

    async def permit(self, invitation: Invitation, code: str) -> str:
        """What the right passcode is worth; empty if none is asked for.

        Raises `AccessDenied`: passcode_wrong, rate.
        """


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever came back from the provider: their invitation, and a name that may be empty."""

    token: str
    name: str


class SignInDesk(Protocol):
    """Lets people sign in with an account of the organisers' provider."""

    @property
    def title(self) -> str:
        """What the button calls the provider."""

    async def begin(self, back: str, link: str | None = None) -> tuple[str, str]:
        """The provider's address to go to, and the state that must come back to `back`.

        `link`: the token with which they came, whether or not it opens its event: they sign in to
        that one. Raises `AccessDenied`: sign_in_failed, link_invalid.
        """

    async def finish(self, state: str, code: str) -> SignedIn:
        """The invitation of whoever came back; each state is good for once.

        Raises `AccessDenied`: sign_in_expired, sign_in_failed, guests_only, link_revoked.
        """
