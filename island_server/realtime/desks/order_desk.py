"""What hosts do to keep an event pleasant: the desk of their deeds, and the ward at the door.

The book (`core/order.py`) says what holds; here it is carried out: avatars are muted, people are
taken off, the door is watched, and everybody whom it concerns is told.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from island_server.core import commands as cmd
from island_server.core.chat_pace import ChatPace
from island_server.core.events import LeaveReason, Role
from island_server.core.ids import ISLAND_SHIFT, AvatarId, PersonId, ZoneId
from island_server.core.order import OPPOSITES, Deed, OrderBook, What, Why
from island_server.errors import ReasonError
from island_server.ports import Clock, Invitation, Shelf
from island_server.protocol import order_messages as msg
from island_server.protocol.client_messages import Message
from island_server.protocol.text import clean_words
from island_server.realtime.desk import Answer
from island_server.realtime.desks.order_news import OrderNews
from island_server.realtime.desks.order_shelf import (
    ORDER_KEY,
    ShelfKeeper,
    decode_deeds,
    encode_deeds,
)
from island_server.realtime.desks.people_here import PeopleHere
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session

MOST_CHATS = 1000
"""Chat messages of which it is remembered who wrote them, so that they can be hidden."""

CloseZone = Callable[[OpenIsland, Session, ZoneId, bool], Awaitable[None]]
"""Closes (True) or opens a zone of an island for a host. Raises `ReasonError("unknown_zone")`."""

Names = Callable[[], Awaitable[Mapping[PersonId, str]]]
"""What everybody is called who was ever at this event."""


async def put_closed(island: OpenIsland, session: Session, zone: ZoneId, closed: bool) -> None:
    """Close or open a zone as it stands on the island."""
    found = next((it for it in island.loop.world.island.zones if it.id == zone), None)
    if found is None:
        raise ReasonError("unknown_zone")
    if found.closed != closed:
        island.loop.apply(cmd.PutZone(session.avatar, replace(found, closed=closed)))


@dataclass(frozen=True, slots=True)
class OrderSettings:
    """By what the desk goes.

    Attributes:
        may_act_on: whether a host of one role may do something about somebody of the other.
        names: see `Names`.
        close_zone: see `CloseZone`.
    """

    may_act_on: Callable[[Role, Role], bool]
    names: Names
    close_zone: CloseZone = put_closed


class OrderDesk:
    """Implements `desk.Desk` and `ward.Ward`."""

    def __init__(
        self, people: PeopleHere, shelf: Shelf, clock: Clock, settings: OrderSettings
    ) -> None:
        self._people = people
        self._clock = clock
        self._settings = settings
        self._book = OrderBook()
        self._keeper = ShelfKeeper(shelf, ORDER_KEY, lambda: encode_deeds(self._book.standing()))
        self._news = OrderNews(people, self._book)
        self._pace = ChatPace()
        self._known: set[PersonId] = set()
        """Everybody who was let in at some time."""
        self._chats: dict[int, tuple[PersonId, AvatarId, Role]] = {}
        self._held: set[int] = set()
        """The numbers of islands on which the closed zones of before are closed again."""

    async def open(self) -> None:
        """Go on with what held before. Call it before anybody is let in."""
        self._book.restore(decode_deeds(await self._keeper.read()))
        names = await self._settings.names()
        self._known.update(names)
        self._news.remember_names(names)

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """What hosts do."""
        return msg.ORDER_MESSAGES

    async def forget(self, person: PersonId) -> None:
        """Somebody is erased: forget what was done to them, and that they were here."""
        self._book.forget(person)
        self._known.discard(person)
        self._news.forget(person)
        await self._keeper.keep()

    # --- the door and the chat

    def check_entry(self, person: PersonId | None, invitation: Invitation) -> None:
        """Raises `ReasonError`: banned, link_closed, island_locked."""
        refusal = self._book.entry_refusal(
            person, invitation.id, invitation.role, was_here=person in self._known
        )
        if refusal is not None:
            raise ReasonError(refusal)

    def was_here(self, person: PersonId | None) -> bool:
        """Whether somebody was let in at some time, and is not erased."""
        return person in self._known

    def note_entry(self, session: Session) -> None:
        """From now on they are somebody who was here."""
        self._known.add(session.person)

    def check_chat(self, island: OpenIsland, session: Session) -> None:
        """Raises `ReasonError("slow_chat")`. Hosts write as fast as they like."""
        zones = island.loop.world.state.avatars[session.avatar].zones
        pace_ms = self._book.pace_ms(island.name, zones)
        is_early = self._pace.wait_ms(session.person, pace_ms, self._clock.now_ms()) > 0
        if session.role is Role.ATTENDEE and is_early:
            raise ReasonError("slow_chat")

    def note_chat(self, session: Session, message: int) -> None:
        """Remember who wrote, and when; not what."""
        self._pace.note(session.person, self._clock.now_ms())
        self._chats[message] = (session.person, session.avatar, session.role)
        if len(self._chats) > MOST_CHATS:
            del self._chats[next(iter(self._chats))]

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Let a mute and closed zones of before go on, and tell what holds."""
        if island.number not in self._held:
            self._held.add(island.number)
            self._close_as_before(island)
        mute = self._book.mute_of(session.person)
        if mute is not None:
            island.loop.apply(cmd.Mute(session.avatar, muted=True))
            self._news.tell_card(session, mute)
        self._news.greet(island, session)

    def _close_as_before(self, island: OpenIsland) -> None:
        closed = {
            it.zone for it in self._book.standing(What.ZONE_CLOSED) if it.island == island.name
        }
        for zone in island.loop.world.island.zones:
            if zone.id in closed and not zone.closed:
                island.loop.apply(cmd.PutZone(None, replace(zone, closed=True)))

    # --- deeds

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Carry out what a host wants; the answer has the number of the deed."""
        match message:
            case msg.Mute(avatar=avatar, muted=muted):
                deed = self._mute(session, avatar, muted=muted, wish=message)
            case msg.AskLower(avatar=avatar):
                deed = self._ask(session, avatar, message)
            case msg.Remove(avatar=avatar):
                deed = self._take_off(session, avatar, What.REMOVED, message)
            case msg.Ban(avatar=avatar):
                deed = self._take_off(session, avatar, What.BANNED, message)
            case msg.LockIsland(locked=locked):
                what = What.ISLAND_LOCKED if locked else What.ISLAND_UNLOCKED
                deed = self._write(session, self._draft(session, what, message))
            case msg.SlowChat():
                deed = self._slow(island, session, message)
            case msg.CloseZone():
                deed = await self._close(island, session, message)
            case msg.HideMessage():
                deed = self._hide(session, message)
            case msg.UndoDeed(deed=number):
                deed = await self._undo(session, number)
            case _:
                raise TypeError(f"no message of this desk: {type(message).__name__}")
        self._news.tell_hosts()
        await self._keeper.keep()
        return {"deed": deed.number}

    def _mute(self, session: Session, avatar: int, *, muted: bool, wish: Message) -> Deed:
        island, other = self._target(session, avatar)
        what = What.MUTED if muted else What.UNMUTED
        deed = self._write(session, self._draft(session, what, wish, other), other.avatar)
        island.loop.apply(cmd.Mute(other.avatar, muted, session.avatar))
        self._news.tell_card(other, deed)
        return deed

    def _ask(self, session: Session, avatar: int, wish: Message) -> Deed:
        _, other = self._target(session, avatar)
        deed = self._draft(session, What.ASKED_LOWER, wish, other)
        deed = self._write(session, deed, other.avatar)
        self._news.tell_card(other, deed)
        return deed

    def _take_off(self, session: Session, avatar: int, what: What, wish: Message) -> Deed:
        island, other = self._target(session, avatar)
        deed = self._draft(session, what, wish, other)
        if isinstance(wish, msg.Ban) and wish.link:
            deed = replace(deed, link=other.link)
        deed = self._write(session, deed, other.avatar)
        self._news.tell_card(other, deed)
        island.loop.leave(other, LeaveReason.REMOVED)
        if what is What.BANNED:
            island.loop.let_go(other, "banned")
        else:
            island.loop.let_go(other, "removed")
        return deed

    def _slow(self, island: OpenIsland, session: Session, wish: msg.SlowChat) -> Deed:
        deed = replace(self._draft(session, What.CHAT_SLOWED, wish), pace_s=wish.pace)
        if wish.zone is not None:
            if all(zone.id != wish.zone for zone in island.loop.world.island.zones):
                raise ReasonError("unknown_zone")
            deed = replace(deed, island=island.name, zone=ZoneId(wish.zone))
        deed = self._write(session, deed)
        self._news.tell_pace()
        return deed

    async def _close(self, island: OpenIsland, session: Session, wish: msg.CloseZone) -> Deed:
        what, zone = What.ZONE_CLOSED if wish.closed else What.ZONE_OPENED, ZoneId(wish.zone)
        await self._settings.close_zone(island, session, zone, wish.closed)
        deed = self._draft(session, what, wish)
        return self._write(session, replace(deed, island=island.name, zone=zone))

    def _hide(self, session: Session, wish: msg.HideMessage) -> Deed:
        author = self._chats.get(wish.message)
        if author is None:
            raise ReasonError("unknown_message")
        person, avatar, role = author
        if person != session.person and not self._settings.may_act_on(session.role, role):
            raise ReasonError("forbidden")
        deed = replace(
            self._draft(session, What.MESSAGE_HIDDEN, wish), about=person, about_role=role
        )
        deed = self._write(session, deed, avatar)
        del self._chats[wish.message]
        self._news.hide_message(wish.message, wish.message >> ISLAND_SHIFT)
        return deed

    async def _undo(self, session: Session, number: int) -> Deed:
        former = self._book.find(number)
        if former is None:
            raise ReasonError("unknown_deed")
        if former.about is not None:
            self._check_role(session, former.about_role)
        end = replace(
            former,
            what=OPPOSITES[former.what],
            by=session.person,
            wall_ms=self._clock.wall_ms(),
            words="",
            link="",
            pace_s=0,
        )
        here = self._people.of_person(former.about)
        if end.what is What.ZONE_OPENED and end.zone is not None:
            await self._open_again(session, end.island, end.zone)
        deed = self._write(session, end, None if here is None else here[1].avatar)
        if here is not None and deed.what is What.UNMUTED:
            island, other = here
            island.loop.apply(cmd.Mute(other.avatar, muted=False, by=session.avatar))
            self._news.tell_card(other, deed)
        if deed.what is What.CHAT_SLOWED:
            self._news.tell_pace()
        return deed

    async def _open_again(self, session: Session, name: str, zone: ZoneId) -> None:
        """Open a zone if its island is open and the zone is there still."""
        for island in self._people.islands():
            if island.name == name and any(it.id == zone for it in island.loop.world.island.zones):
                await self._settings.close_zone(island, session, zone, False)

    # --- the parts of every deed

    def _target(self, session: Session, avatar: int) -> tuple[OpenIsland, Session]:
        """Whom a host wants to act on. Raises `ReasonError`: unknown_avatar, forbidden."""
        island, other = self._people.find(avatar)
        if other is session:
            raise ReasonError("forbidden")
        self._check_role(session, other.role)
        return island, other

    def _check_role(self, session: Session, other: Role) -> None:
        if not self._settings.may_act_on(session.role, other):
            raise ReasonError("forbidden")

    def _draft(
        self, session: Session, what: What, wish: Message, other: Session | None = None
    ) -> Deed:
        why: Why = getattr(wish, "why", Why.OTHER)
        return Deed(
            what,
            session.person,
            self._clock.wall_ms(),
            about=None if other is None else other.person,
            about_role=Role.ATTENDEE if other is None else other.role,
            why=why,
            words=clean_words(getattr(wish, "words", "")),
        )

    def _write(self, session: Session, draft: Deed, about: AvatarId | None = None) -> Deed:
        """Put a deed into the book and a line into the log. Raises `ReasonError`."""
        deed = self._book.take(draft)
        if isinstance(deed, str):
            raise ReasonError(deed)
        self._news.learn_names(deed)
        facts: dict[str, str | int | bool] = {"why": deed.why.value}
        if deed.what is What.CHAT_SLOWED:
            facts["pace_s"] = deed.pace_s
        if deed.what is What.BANNED:
            facts["link"] = bool(deed.link)
        island = self._island_of(session, about, deed.island)
        island.loop.note(deed.what.value, session.avatar, about, deed.zone, **facts)
        return deed

    def _island_of(self, session: Session, about: AvatarId | None, name: str) -> OpenIsland:
        """The island in whose log a deed belongs: where it was done, else where the host is."""
        for island in self._people.islands():
            if island.name == name:
                return island
        present = self._people.find(session.avatar)[0]
        if about is None:
            return present
        try:
            return self._people.find(about)[0]
        except ReasonError:
            return present
