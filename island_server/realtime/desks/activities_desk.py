"""The desk of activities: polls, word clouds, quizzes, votes, questions, and voting with feet."""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from island_server.activity_ports import BlindSigner
from island_server.core.activities import board as do
from island_server.core.activities import limits
from island_server.core.activities.activity import Activity, Phase
from island_server.core.activities.draft import Draft, Kind, Place
from island_server.core.activities.pictures import check_picture
from island_server.core.ids import PersonId
from island_server.core.zones import MEETING_KINDS
from island_server.errors import AccessDenied, ReasonError
from island_server.ports import Clock
from island_server.protocol import activity_messages as msg
from island_server.protocol.client_messages import Message
from island_server.protocol.text import clean_line
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Answer
from island_server.realtime.desks.activity_shelf import ActivityShelf, KeptActivities
from island_server.realtime.desks.activity_telling import ActivityTelling
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session

TELL_MS = 1000
"""Between two tellings of results that changed."""
_ID_BYTES = 6
_HASH_BYTES = 16
_PLAIN: Mapping[str, type[do.Close | do.GoOn | do.Delete | do.Restore]] = MappingProxyType(
    {"close": do.Close, "next": do.GoOn, "delete": do.Delete, "restore": do.Restore}
)


@dataclass(frozen=True, slots=True)
class DeskSurroundings:
    """What the desk works with; activities go when no host touched them for `retention_days`."""

    shelf: ActivityShelf
    signer: BlindSigner
    clock: Clock
    retention_days: int


class ActivitiesDesk:
    """Answers what is said about activities; implements `Desk` and `ports.ActivityDoor`."""

    def __init__(
        self, islands: Archipelago, kept: KeptActivities, around: DeskSurroundings
    ) -> None:
        self._islands = islands
        self._around = around
        self._clock = around.clock
        self._shelf = around.shelf
        self._signer = around.signer
        self._board = kept.board
        self._keys = kept.keys
        self._pictures = kept.pictures
        self._news: set[str] = set()
        """Activities whose results are otherwise than when they were told."""
        self._telling = ActivityTelling(islands, self._board)

    @classmethod
    async def open(cls, islands: Archipelago, around: DeskSurroundings) -> ActivitiesDesk:
        """A desk that goes on where an earlier run ended. Raises `StoreError`."""
        kept = await around.shelf.load()
        used = kept.board.pictures()
        for name in [name for name in kept.pictures if name not in used]:
            kept.pictures.remove(name)
            await around.shelf.drop_picture(name)
        return cls(islands, kept, around)

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """Its messages by event name."""
        return msg.MESSAGES

    async def run(self) -> None:
        """Count feet, tell results, and let go of what is over, until cancelled."""
        while True:
            await self._clock.sleep_ms(TELL_MS)
            await self._look_after()

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Tell somebody who has come what there is to take part in."""
        self._telling.greet(session, island.name, self._clock.wall_ms())

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Carry out a message."""
        match message:
            case msg.ActivityPut() | msg.ActivityDo() | msg.ActivityHide():
                return await self._host(island, session, message)
            case msg.ActivityToken():
                return await self._give_leave(island, session, message)
            case _:
                return await self._take_part(island, session, message)

    # --- hosts

    async def _host(
        self,
        island: OpenIsland,
        session: Session,
        message: msg.ActivityPut | msg.ActivityDo | msg.ActivityHide,
    ) -> Answer:
        match message:
            case msg.ActivityPut():
                draft = message.as_draft(island.name)
                self._check_places(draft)
                command: do.Command = do.Put(message.id or _new_id(), draft)
            case msg.ActivityHide():
                command = do.Hide(message.id, message.item, message.hidden)
            case msg.ActivityDo():
                command = await self._command_of(message)
        pictures = self._board.pictures()
        facts = self._board.apply(command, self._clock.wall_ms())
        await self._follow(facts, island, session)
        await self._drop_pictures(pictures)
        identity = command.new_id if isinstance(command, do.Copy) else command.id
        return {"id": identity}

    async def _command_of(self, message: msg.ActivityDo) -> do.Command:
        identity = message.id
        match message.action:
            case "open":
                return do.Open(identity, await self._key_for(identity))
            case "show" | "conceal":
                return do.Show(identity, shown=message.action == "show")
            case "copy":
                return do.Copy(identity, _new_id())
            case _:
                return _PLAIN[message.action](identity)

    async def _key_for(self, identity: str) -> str:
        """The public key of an anonymous activity that is about to open, made now."""
        activity = self._board.find(identity)
        if not activity.draft.is_anonymous or activity.phase is not Phase.DRAFT:
            return ""
        key = await asyncio.to_thread(self._signer.new_key)
        key = self._keys.setdefault(identity, key)
        await self._shelf.keep_key(identity, key)
        return self._signer.public_part(key)

    def _check_places(self, draft: Draft) -> None:
        """Raises `ReasonError`: unknown_zone, unknown_picture."""
        places = [draft.place, *(option.place for option in draft.options)]
        for place in places:
            if place is not None and place not in self._zones():
                raise ReasonError("unknown_zone")
        pictures = {option.picture for option in draft.options if option.picture}
        if not pictures <= set(self._pictures):
            raise ReasonError("unknown_picture")

    def _zones(self) -> set[Place]:
        return {
            Place(island.name, zone.id)
            for island in self._islands
            for zone in island.loop.world.island.zones
        }

    async def _follow(
        self, facts: Sequence[do.Fact], island: OpenIsland | None, session: Session | None
    ) -> None:
        """Tell, note and keep what has become of a command."""
        now_ms = self._clock.wall_ms()
        for fact in facts:
            activity = self._board.activities.get(fact.id)
            match fact:
                case do.Gone():
                    self._telling.tell_gone(fact.id)
                    self._keys.pop(fact.id, None)
                    await self._shelf.drop(fact.id)
                case do.Opened() | do.Closed() if island and session and activity:
                    _note(fact, activity, island, session)
                case _ if activity is not None:
                    self._count_feet(activity)
                    self._telling.tell(activity, now_ms)
                    await self._shelf.keep(activity)
        await self._shelf.keep_index(self._board)

    # --- people

    async def _give_leave(
        self, island: OpenIsland, session: Session, message: msg.ActivityToken
    ) -> Answer:
        activity = self._board.find(message.id)
        _check_here(activity, island, session)
        activity.give_leave(session.person, _hash(bytes.fromhex(message.blinded)))
        try:
            signature = await self._sign(activity.id, message.blinded)
        except ReasonError:
            activity.take_back_leave(session.person)
            raise
        self._news.add(activity.id)
        await self._shelf.keep_asked(activity)
        return {"signature": signature, "wait_ms": limits.HAND_IN_WAIT_MS}

    async def _sign(self, identity: str, blinded: str) -> str:
        key = self._keys.get(identity)
        if key is None:
            raise ReasonError("activity_closed", "its key is lost")
        return await asyncio.to_thread(self._signer.sign, key, blinded)

    async def _take_part(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        answer: Answer = {}
        match message:
            case msg.ActivityAnswer():
                activity = self._here(message.id, island, session)
                if activity.draft.kind is Kind.WORDS:
                    activity.say(msg.clean_words(message.words), session.person)
                else:
                    table = _table(island, session)
                    activity.choose(message.chosen, session.person, table)
            case msg.ActivityAsk():
                activity = self._here(message.id, island, session)
                text = clean_line(message.text, limits.QUESTION_CHARACTERS, "activity_answer")
                answer = {"question": activity.ask(text, session.person)}
            case msg.ActivityVote():
                activity = self._here(message.id, island, session)
                activity.vote(message.question, session.person, wants=message.wants)
            case _:
                raise TypeError(f"a message without a meaning: {type(message).__name__}")
        self._news.add(activity.id)
        await self._shelf.keep(activity)
        return answer

    def _here(self, identity: str, island: OpenIsland, session: Session) -> Activity:
        activity = self._board.find(identity)
        _check_here(activity, island, session)
        return activity

    # --- over HTTP

    def knows(self, name: str) -> bool:
        """Whether there is an activity of this id, or a picture of this name."""
        return name in self._board.activities or name in self._pictures

    async def hand_in(self, identity: str, handed_in: msg.HandedIn) -> None:
        """Count an anonymous answer. Raises `ReasonError`, `AccessDenied("token")`."""
        activity = self._board.find(identity)
        token = bytes.fromhex(handed_in.token)
        if not activity.key:
            raise ReasonError("activity_kind")
        if not self._signer.is_signed(activity.key, token, handed_in.signature):
            raise AccessDenied("token")
        words = msg.clean_words(handed_in.words)
        answer = words if activity.draft.kind is Kind.WORDS else handed_in.chosen
        activity.hand_in(_hash(token), answer, self._clock.wall_ms())
        self._news.add(activity.id)
        await self._shelf.keep(activity)

    async def add_picture(self, data: bytes) -> str:
        """Keep a picture; the name by which it is fetched.

        Raises `ReasonError`: picture_form, picture_size, pictures_full. Raises `StoreError`.
        """
        form = check_picture(data)
        name = f"{sha256(data).hexdigest()[:32]}.{form.suffix}"
        if name not in self._pictures:
            if len(self._pictures) >= limits.PICTURES_MAX:
                raise ReasonError("pictures_full")
            self._pictures.append(name)
            await self._shelf.put_picture(name, data)
            await self._shelf.keep_pictures(self._pictures)
        return name

    async def picture(self, name: str) -> bytes | None:
        """A picture that was added. Raises `StoreError`."""
        return await self._shelf.picture(name) if name in self._pictures else None

    def finished(self) -> list[Activity]:
        """All activities that have opened and are not in the bin."""
        return [it for it in self._board if it.phase is not Phase.DRAFT and not it.is_deleted]

    async def forget(self, person: PersonId) -> None:
        """Let nothing lead to somebody any more; what they handed in still counts."""
        await self._follow(self._board.forget(person), None, None)
        for activity in self._board:
            if activity.draft.is_anonymous:
                await self._shelf.keep_asked(activity)

    # --- as time goes by

    async def _look_after(self) -> None:
        now_ms = self._clock.wall_ms()
        for activity in self._board:
            if self._count_feet(activity):
                self._news.add(activity.id)
            if activity.id in self._keys and activity.is_final(now_ms):
                del self._keys[activity.id]
                self._news.add(activity.id)
                await self._shelf.drop_key(activity.id)
        news, self._news = self._news, set()
        for identity in sorted(news & self._board.activities.keys()):
            self._telling.tell_results(self._board.activities[identity], now_ms)
        pictures = self._board.pictures()
        gone = self._board.expire(now_ms, self._around.retention_days)
        if gone:
            await self._follow(gone, None, None)
            await self._drop_pictures(pictures)
        await self._shelf.catch_up()

    async def _drop_pictures(self, formerly_used: set[str]) -> None:
        """Forget the pictures that nothing asks about any more."""
        gone = formerly_used - self._board.pictures()
        for name in gone:
            self._pictures.remove(name)
            await self._shelf.drop_picture(name)
        if gone:
            await self._shelf.keep_pictures(self._pictures)

    def _count_feet(self, activity: Activity) -> bool:
        if activity.draft.kind is not Kind.FEET or activity.phase is not Phase.OPEN:
            return False
        standing = Counter(
            Place(island.name, zone)
            for island in self._islands
            for avatar in island.loop.world.state.avatars.values()
            for zone in avatar.zones
        )
        places = (option.place for option in activity.draft.options)
        return activity.count_feet([standing[place] for place in places if place is not None])


def _new_id() -> str:
    return secrets.token_hex(_ID_BYTES)


def _hash(data: bytes) -> bytes:
    return sha256(data).digest()[:_HASH_BYTES]


def _check_here(activity: Activity, island: OpenIsland, session: Session) -> None:
    """Raises `ReasonError("activity_elsewhere")` for who does not stand in its zone."""
    place = activity.draft.place
    if place is None:
        return
    zones = island.loop.world.state.avatars[session.avatar].zones
    if place.island != island.name or place.zone not in zones:
        raise ReasonError("activity_elsewhere")


def _table(island: OpenIsland, session: Session) -> Place | None:
    """The table or meeting at which somebody sits."""
    here = island.loop.world.state.avatars[session.avatar].zones
    for zone in island.loop.world.island.zones:
        if zone.id in here and zone.kind in MEETING_KINDS:
            return Place(island.name, zone.id)
    return None


def _note(
    fact: do.Opened | do.Closed, activity: Activity, island: OpenIsland, session: Session
) -> None:
    place, kind = activity.draft.place, activity.draft.kind.value
    zone = place.zone if place is not None and place.island == island.name else None
    what = "activity_opened" if isinstance(fact, do.Opened) else "activity_closed"
    island.loop.note(what, avatar=session.avatar, zone=zone, kind=kind)
