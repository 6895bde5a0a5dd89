"""Contact cards change hands when both people said yes: who offered to whom, never what is on one.

An offer holds for as long as the two are in one conversation; an agreement for `CARD_SEND_MS`, in
which each may send one card to the other.
"""

from __future__ import annotations

from island_server.core.ids import AvatarId

CARD_SEND_MS = 30_000
"""So long after both said yes the cards may come."""
OFFERS_MOST = 30
"""Most offers that one person has open."""

_Pair = tuple[AvatarId, AvatarId]


class CardExchange:
    """Offers and agreements of one island."""

    def __init__(self) -> None:
        self._offers: dict[_Pair, None] = {}
        self._agreed: dict[_Pair, int] = {}
        """Who may send a card to whom, and until when."""

    def has_offered(self, by: AvatarId, to: AvatarId) -> bool:
        """Whether there is an offer."""
        return (by, to) in self._offers

    def offer(self, by: AvatarId, to: AvatarId, now_ms: int) -> bool | None:
        """Offer to exchange cards: True if both said yes by this, None if it is one too many."""
        if (by, to) not in self._offers and len(self._of(by)) >= OFFERS_MOST:
            return None
        if (to, by) not in self._offers:
            self._offers[by, to] = None
            return False
        self._offers.pop((by, to), None)
        del self._offers[to, by]
        for pair in ((by, to), (to, by)):
            self._agreed[pair] = now_ms + CARD_SEND_MS
        return True

    def withdraw(self, by: AvatarId, to: AvatarId) -> bool:
        """Take an offer back; False if there is none."""
        found = (by, to) in self._offers
        self._offers.pop((by, to), None)
        return found

    def take_leave(self, by: AvatarId, to: AvatarId, now_ms: int) -> bool:
        """Whether a card may be sent now; once for each agreement."""
        until_ms = self._agreed.pop((by, to), None)
        return until_ms is not None and now_ms <= until_ms

    def part(self, avatar: AvatarId) -> list[_Pair]:
        """Somebody left their conversation: their offers, and those to them, are gone."""
        gone = [pair for pair in self._offers if avatar in pair]
        for pair in gone:
            del self._offers[pair]
        return gone

    def forget(self, avatar: AvatarId) -> list[_Pair]:
        """Somebody left the island: nothing of theirs is left; returns the offers that are gone."""
        for pair in [pair for pair in self._agreed if avatar in pair]:
            del self._agreed[pair]
        return self.part(avatar)

    def _of(self, by: AvatarId) -> list[_Pair]:
        return [pair for pair in self._offers if pair[0] == by]
