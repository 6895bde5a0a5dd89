"""Tells hosts what was done and holds, and people what concerns them of it."""

from __future__ import annotations

from collections.abc import Mapping

from island_server.core.events import Role
from island_server.core.ids import PersonId
from island_server.core.order import Deed, OrderBook, What
from island_server.realtime.desks.people_here import PeopleHere, name_of
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session

MOST_HIDDEN = 200
"""Hidden messages that are told again to whoever comes back, an island at a time."""


class OrderNews:
    """Says what the book of an event says."""

    def __init__(self, people: PeopleHere, book: OrderBook) -> None:
        self._people = people
        self._book = book
        self._names: dict[PersonId, str] = {}
        """Of those of whom the book tells."""
        self._hidden: dict[int, list[int]] = {}
        """Numbers of messages, by the island's number."""

    def remember_names(self, names: Mapping[PersonId, str]) -> None:
        """Know what those are called of whom the book tells."""
        for deed in self._book.lines():
            for person in (deed.by, deed.about):
                if person is not None and person in names:
                    self._names[person] = names[person]

    def learn_names(self, deed: Deed) -> None:
        """Know what those are called whom a deed concerns, as long as the book tells of them."""
        told = {person for line in self._book.lines() for person in (line.by, line.about)}
        self._names = {person: name for person, name in self._names.items() if person in told}
        for person in (deed.by, deed.about):
            here = self._people.of_person(person)
            if person is not None and here is not None:
                self._names[person] = name_of(*here)

    def forget(self, person: PersonId) -> None:
        """Know somebody's name no more."""
        self._names.pop(person, None)

    # --- telling

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Tell somebody who has just come what holds."""
        if session.role is not Role.ATTENDEE:
            session.send("order", self._order())
        pace = self._pace(island)
        if pace["pace"] or pace["zones"]:
            session.send("chat_pace", pace)
        if hidden := self._hidden.get(island.number):
            session.send("chat_hidden", {"ids": hidden})

    def tell_hosts(self) -> None:
        """Tell all hosts, on all islands, what was done and what holds."""
        order = self._order()
        for host in self._people.hosts():
            host.send("order", order)

    def tell_card(self, session: Session, deed: Deed) -> None:
        """Tell somebody what a host did to them, and why; not which host."""
        card = {"what": deed.what.value, "why": deed.why.value, "words": deed.words}
        session.send("order_card", card)

    def tell_pace(self) -> None:
        """Tell everybody how fast one may write."""
        for island in self._people.islands():
            pace = self._pace(island)
            for session in island.loop.sessions:
                session.send("chat_pace", pace)

    def hide_message(self, message: int, island_number: int) -> None:
        """Have everybody's browser on an island take a chat message off."""
        hidden = self._hidden.setdefault(island_number, [])
        hidden.append(message)
        del hidden[:-MOST_HIDDEN]
        for island in self._people.islands():
            if island.number == island_number:
                for session in island.loop.sessions:
                    session.send("chat_hidden", {"ids": [message]})

    # --- what it says

    def _pace(self, island: OpenIsland) -> dict[str, object]:
        slow = self._book.standing(What.CHAT_SLOWED)
        return {
            "pace": max((deed.pace_s for deed in slow if deed.zone is None), default=0),
            "zones": {deed.zone: deed.pace_s for deed in slow if deed.island == island.name},
        }

    def _order(self) -> dict[str, object]:
        standing = {deed.number for deed in self._book.standing()}
        return {"deeds": [self._line(deed, deed.number in standing) for deed in self._book.lines()]}

    def _line(self, deed: Deed, stands: bool) -> dict[str, object]:
        here = self._people.of_person(deed.about)
        return {
            "deed": deed.number,
            "what": deed.what.value,
            "by": self._name(deed.by),
            "about": self._name(deed.about),
            "avatar": None if here is None else here[1].avatar,
            "role": deed.about_role.value,
            "why": deed.why.value,
            "words": deed.words,
            "island": deed.island,
            "zone": deed.zone,
            "pace": deed.pace_s,
            "link": bool(deed.link),
            "at": deed.wall_ms,
            "stands": stands,
            "undone_by": self._name(deed.undone_by),
        }

    def _name(self, person: PersonId | None) -> str | None:
        """What somebody is called; empty if nobody knows any more."""
        return None if person is None else self._names.get(person, "")
