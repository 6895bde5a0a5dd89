"""Knocking at what is closed: who knocks where, and when it has been long enough.

Whoever knocks is not told a no: after `KNOCK_MS` nobody has answered, whether somebody said no or
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from island_server.core.ids import AvatarId, ConversationId, ZoneId

KNOCK_MS = 20_000
"""So long a knock is heard."""
KNOCK_PAUSE_MS = 20_000
"""So long after one that nobody answered one cannot knock again."""


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody knocks at a conversation, or at a zone.

    `is_over`: those inside said no, or are gone; who knocks does not know.
    """

    number: int
    avatar: AvatarId
    conversation: ConversationId | None
    zone: ZoneId | None
    until_ms: int
    is_over: bool = False


class Knocks:
    """All knocks of one island; one at a time of each person."""

    def __init__(self) -> None:
        self._by_avatar: dict[AvatarId, Knock] = {}
        self._quiet_until_ms: dict[AvatarId, int] = {}
        self._last = 0

    def knock(
        self,
        avatar: AvatarId,
        conversation: ConversationId | None,
        zone: ZoneId | None,
        now_ms: int,
    ) -> Knock | None:
        """Begin to knock; None while one knocks already, or knocked in vain a moment ago."""
        if avatar in self._by_avatar or now_ms < self._quiet_until_ms.get(avatar, 0):
            return None
        self._last += 1
        knock = Knock(self._last, avatar, conversation, zone, now_ms + KNOCK_MS)
        self._by_avatar[avatar] = knock
        return knock

    def heard(self, number: int) -> Knock | None:
        """The knock of this number, if it can still be answered."""
        found = (knock for knock in self._by_avatar.values() if knock.number == number)
        knock = next(found, None)
        return None if knock is None or knock.is_over else knock

    def refuse(self, knock: Knock) -> None:
        """Nobody hears it any more; who knocks learns of it when its time is over."""
        if self._by_avatar.get(knock.avatar) == knock:
            self._by_avatar[knock.avatar] = replace(knock, is_over=True)

    def end(self, avatar: AvatarId) -> Knock | None:
        """Somebody was let in, or left: they knock no more."""
        self._quiet_until_ms.pop(avatar, None)
        return self._by_avatar.pop(avatar, None)

    def take_unanswered(self, now_ms: int) -> list[Knock]:
        """The knocks whose time is over; those people have to wait before they knock again."""
        over = [knock for knock in self._by_avatar.values() if now_ms >= knock.until_ms]
        for knock in over:
            del self._by_avatar[knock.avatar]
            self._quiet_until_ms[knock.avatar] = now_ms + KNOCK_PAUSE_MS
        return over

    def at(self, conversation: ConversationId) -> list[Knock]:
        """Those that can be heard in a conversation."""
        return [
            knock
            for knock in self._by_avatar.values()
            if knock.conversation == conversation and not knock.is_over
        ]
