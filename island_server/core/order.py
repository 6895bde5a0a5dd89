"""What hosts do to keep an event pleasant, what of it holds, and who may come in because of it.

Deeds go in, each becomes a numbered line of what was done. A deed *stands* for as long as it holds:
a mute until it is undone, a lock until the island is unlocked. To undo is a deed of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum, unique

from island_server.core.events import Role
from island_server.core.ids import PersonId, ZoneId

MOST_DEEDS = 100
"""Lines of what was done that are remembered, besides those that stand."""
MOST_STANDING = 1000
"""Mutes, bans, closed zones and the like that can hold at a time."""
MAX_PACE_S = 600
"""Slowest chat: one message each ten minutes."""


@unique
class What(StrEnum):
    """What a host did."""

    MUTED = "muted"
    UNMUTED = "unmuted"
    ASKED_LOWER = "asked_lower"
    REMOVED = "removed"
    BANNED = "banned"
    UNBANNED = "unbanned"
    ISLAND_LOCKED = "island_locked"
    ISLAND_UNLOCKED = "island_unlocked"
    CHAT_SLOWED = "chat_slowed"
    ZONE_CLOSED = "zone_closed"
    ZONE_OPENED = "zone_opened"
    MESSAGE_HIDDEN = "message_hidden"


@unique
class Why(StrEnum):
    """The kind of reason; what a host writes besides is told to whom it concerns and not kept."""

    NOISE = "noise"
    RUDE = "rude"
    SPAM = "spam"
    UNSAFE = "unsafe"
    PROGRAMME = "programme"
    OTHER = "other"


OPPOSITES = {
    What.MUTED: What.UNMUTED,
    What.BANNED: What.UNBANNED,
    What.ISLAND_LOCKED: What.ISLAND_UNLOCKED,
    What.ZONE_CLOSED: What.ZONE_OPENED,
    What.CHAT_SLOWED: What.CHAT_SLOWED,
}
"""How each deed that holds is undone; the chat, by no pace at all."""

_ENDS = {end: begin for begin, end in OPPOSITES.items()}


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that a host did.

    Attributes:
        what, by, wall_ms: what, who, and when (ms since 1970).
        number: how hosts call it; 0 until the book has taken it in.
        about: whom it was done to.
        about_role: their role then: who may not act on them may not undo it either.
        why, words: the reason; `words` are never kept on disk.
        link: the invitation that a ban closes as well; empty: none.
        island, zone: where; no zone is everywhere.
        pace_s: seconds between two chat messages; 0: as fast as usual.
        undone_by: who took it back.
    """

    what: What
    by: PersonId
    wall_ms: int
    number: int = 0
    about: PersonId | None = None
    about_role: Role = Role.ATTENDEE
    why: Why = Why.OTHER
    words: str = ""
    link: str = ""
    island: str = ""
    zone: ZoneId | None = None
    pace_s: int = 0
    undone_by: PersonId | None = None


Subject = tuple[What, PersonId | None, str, ZoneId | None]


def _subject(deed: Deed) -> Subject | None:
    """What a deed begins or ends; None for what does not last."""
    begin = _ENDS.get(deed.what, deed.what)
    if begin not in OPPOSITES:
        return None
    return begin, deed.about, deed.island, deed.zone


def _holds(deed: Deed) -> bool:
    return deed.what in OPPOSITES and (deed.what is not What.CHAT_SLOWED or deed.pace_s > 0)


class OrderBook:
    """What hosts did at one event, and what holds now."""

    def __init__(self) -> None:
        self._standing: dict[Subject, Deed] = {}
        self._done: dict[int, Deed] = {}
        self._last_number = 0

    def restore(self, standing: Iterable[Deed]) -> None:
        """Take in what held when it was kept, before anything else is done."""
        for deed in standing:
            subject = _subject(deed)
            if subject is not None and _holds(deed):
                self._standing[subject] = deed
                self._last_number = max(self._last_number, deed.number)

    # --- what is done

    def take(self, deed: Deed) -> Deed | str:
        """Write a deed down, with its number; or why not: `already_so`, `too_many`."""
        subject = _subject(deed)
        former = None if subject is None else self._standing.get(subject)
        if subject is not None and _is_so(deed, former):
            return "already_so"
        if former is None and _holds(deed) and len(self._standing) >= MOST_STANDING:
            return "too_many"
        self._last_number += 1
        deed = replace(deed, number=self._last_number)
        if subject is not None:
            self._standing.pop(subject, None)
            if _holds(deed):
                self._standing[subject] = deed
        if former is not None:
            self._remember(replace(former, undone_by=deed.by))
        self._remember(deed)
        return deed

    def find(self, number: int) -> Deed | None:
        """The deed of this number, if it stands; only what stands can be undone."""
        return next((deed for deed in self._standing.values() if deed.number == number), None)

    def _remember(self, deed: Deed) -> None:
        """Lines stay in the order of their numbers; the oldest are forgotten."""
        self._done[deed.number] = deed
        while len(self._done) > MOST_DEEDS:
            del self._done[min(self._done)]

    def forget(self, person: PersonId) -> None:
        """Forget that anything was done to somebody. A link that a ban closed stays closed."""
        nobody = PersonId("")
        for subject, deed in list(self._standing.items()):
            if deed.about == person:
                del self._standing[subject]
                if deed.link:
                    unnamed = replace(deed, about=PersonId(f"{deed.number}"), words="")
                    self._standing[subject[0], unnamed.about, "", None] = unnamed
        for number, deed in self._done.items():
            if person in (deed.about, deed.by):
                about = None if deed.about == person else deed.about
                by = nobody if deed.by == person else deed.by
                self._done[number] = replace(deed, about=about, by=by, words="")

    # --- what holds

    def lines(self) -> list[Deed]:
        """What was done lately, the last first, and all that stands."""
        by_number = {deed.number: deed for deed in self._standing.values()} | self._done
        return [by_number[number] for number in sorted(by_number, reverse=True)]

    def standing(self, what: What | None = None) -> list[Deed]:
        """What holds now, or what of a kind, in the order in which it was done."""
        found = [deed for deed in self._standing.values() if what in (None, deed.what)]
        return sorted(found, key=lambda deed: deed.number)

    def is_muted(self, person: PersonId) -> bool:
        """Whether nobody hears somebody."""
        return (What.MUTED, person, "", None) in self._standing

    def mute_of(self, person: PersonId) -> Deed | None:
        """The deed by which somebody is muted."""
        return self._standing.get((What.MUTED, person, "", None))

    def is_locked(self) -> bool:
        """Whether nobody new may come in."""
        return (What.ISLAND_LOCKED, None, "", None) in self._standing

    def entry_refusal(
        self, person: PersonId | None, link: str, role: Role, *, was_here: bool
    ) -> str | None:
        """Why somebody cannot come in: `banned`, `link_closed`, `island_locked`, or None.

        An organiser always can. A closed link keeps out whoever was not here before; so does the
        lock, other than hosts.
        """
        if role is Role.ORGANISER:
            return None
        if person is not None and (What.BANNED, person, "", None) in self._standing:
            return "banned"
        if was_here:
            return None
        if link and any(deed.link == link for deed in self.standing(What.BANNED)):
            return "link_closed"
        return "island_locked" if role is Role.ATTENDEE and self.is_locked() else None

    def pace_ms(self, island: str, zones: Iterable[ZoneId]) -> int:
        """How long one waits between two chat messages, standing in these zones."""
        places = [("", None), *((island, zone) for zone in zones)]
        found = [
            self._standing[subject].pace_s
            for place in places
            if (subject := (What.CHAT_SLOWED, None, *place)) in self._standing
        ]
        return 1000 * max(found, default=0)


def _is_so(deed: Deed, former: Deed | None) -> bool:
    """Whether a deed would change nothing."""
    if not _holds(deed):
        return former is None
    return former is not None and (former.pace_s, former.link) == (deed.pace_s, deed.link)
