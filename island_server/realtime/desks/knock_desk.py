"""Knocking at locked conversations, and at zones whose people let one in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, ZoneId
from island_server.core.knocking import Knock, Knocks
from island_server.core.state import ConversationState
from island_server.core.units import TilePos, distance_squared
from island_server.core.world import World
from island_server.core.zones import Zone
from island_server.errors import ReasonError
from island_server.ports import Clock
from island_server.protocol import people_messages as msg
from island_server.protocol.client_messages import Message
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Answer
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session


class KnockDesk:
    """Passes knocks on to those inside, and people in. Implements `desk.Desk`; `tick` is its time.

    Nobody is told a no: whoever is not let in hears after a while that nobody answered.
    """

    def __init__(self, islands: Archipelago, clock: Clock) -> None:
        self._islands = islands
        self._clock = clock
        self._knocks = Knocks()
        self._hearers: dict[int, list[AvatarId]] = {}
        """Who was told of a knock."""
        islands.watch(self._follow)

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """To knock, and to answer."""
        return msg.KNOCK_MESSAGES

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Tell somebody who comes back who knocks still."""
        for number, hearers in self._hearers.items():
            knock = self._knocks.heard(number)
            if knock is not None and session.avatar in hearers:
                self._tell(island, [session.avatar], "knock", _told(knock))

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Carry out a message. Raises `ReasonError`."""
        match message:
            case msg.Knock():
                self._knock(island, session, message)
            case msg.KnockAnswer(knock=number, admit=admit):
                self._answer(island, session, number, admit=admit)
            case _:
                raise TypeError(f"no message of this desk: {type(message).__name__}")
        return {}

    def tick(self, now_ms: int) -> None:
        """Tell those whose knock nobody answered."""
        for knock in self._knocks.take_unanswered(now_ms):
            island = self._island_of(knock.avatar)
            if island is not None:
                self._end(island, knock, admitted=False)

    # --- knocking

    def _knock(self, island: OpenIsland, session: Session, message: msg.Knock) -> None:
        world, avatar = island.loop.world, session.avatar
        talk, zone = _target(world, message)
        if talk is not None:
            hearers = _members(avatar, talk)
        elif zone is not None:
            hearers = self._inside(island, avatar, zone)
        else:
            raise ReasonError("nothing_to_knock")
        if not _is_near(world, avatar, talk, zone):
            raise ReasonError("too_far")
        hearers = [other for other in hearers if not world.are_apart(avatar, other)]
        if not hearers:
            raise ReasonError("nobody_there")
        knock = self._knocks.knock(
            avatar,
            None if talk is None else talk.conversation,
            None if zone is None else zone.id,
            self._clock.now_ms(),
        )
        if knock is None:
            raise ReasonError("rate")
        self._hearers[knock.number] = hearers
        self._tell(island, hearers, "knock", _told(knock))

    def _inside(self, island: OpenIsland, avatar: AvatarId, zone: Zone) -> list[AvatarId]:
        """Who may let somebody into a zone: those inside; if there are none, the hosts."""
        avatars = island.loop.world.state.avatars
        it = avatars[avatar]
        if not zone.knock or zone.id in it.zones or zone.id in it.admitted:
            raise ReasonError("nothing_to_knock")
        inside = [other.avatar for other in avatars.values() if zone.id in other.zones]
        return inside or [
            other.avatar for other in avatars.values() if other.role is not ev.Role.ATTENDEE
        ]

    # --- answering

    def _answer(self, island: OpenIsland, session: Session, number: int, *, admit: bool) -> None:
        knock = self._knocks.heard(number)
        if knock is None or session.avatar not in self._hearers.get(number, ()):
            raise ReasonError("unknown_knock")
        if not self._may_answer(island, session, knock):
            raise ReasonError("unknown_knock")
        if not admit:
            self._knocks.refuse(knock)
            self._quieten(island, knock)
            return
        command: cmd.Command = cmd.LetIn(session.avatar, knock.avatar)
        if knock.conversation is None and knock.zone is not None:
            command = cmd.Admit(session.avatar, knock.avatar, knock.zone)
        reason = island.loop.apply(command)
        if reason is not None:
            raise ReasonError(reason)
        if self._knocks.end(knock.avatar) is not None:
            self._end(island, knock, admitted=True)

    def _may_answer(self, island: OpenIsland, session: Session, knock: Knock) -> bool:
        """Whether somebody is still where they were when they heard it."""
        it = island.loop.world.state.avatars[session.avatar]
        if knock.conversation is not None:
            return it.conversation == knock.conversation
        return knock.zone in it.zones or session.role is not ev.Role.ATTENDEE

    def _follow(self, island: OpenIsland, events: Sequence[ev.Event]) -> None:
        for event in events:
            match event:
                case ev.Left(avatar=avatar):
                    self._over(island, self._knocks.end(avatar))
                case ev.ConversationJoined(conversation=talk, avatar=avatar):
                    for knock in self._knocks.at(talk):
                        if knock.avatar == avatar:
                            self._over(island, self._knocks.end(avatar))
                case ev.ConversationLocked(conversation=talk, locked=False):
                    for knock in self._knocks.at(talk):
                        self._knocks.end(knock.avatar)
                        self._end(island, knock, admitted=True)
                case ev.ConversationClosed(conversation=talk):
                    for knock in self._knocks.at(talk):
                        self._knocks.refuse(knock)
                        self._quieten(island, knock)
                case _:
                    pass

    def _over(self, island: OpenIsland, knock: Knock | None) -> None:
        if knock is not None:
            self._quieten(island, knock)

    def _end(self, island: OpenIsland, knock: Knock, *, admitted: bool) -> None:
        self._quieten(island, knock)
        answer: Answer = {
            "admitted": admitted,
            "conversation": knock.conversation,
            "zone": knock.zone,
        }
        self._tell(island, [knock.avatar], "knock_answered", answer)

    def _quieten(self, island: OpenIsland, knock: Knock) -> None:
        """Tell those who heard it that there is nothing to answer any more."""
        hearers = self._hearers.pop(knock.number, [])
        self._tell(island, hearers, "knock_over", {"knock": knock.number})

    def _tell(
        self, island: OpenIsland, avatars: Sequence[AvatarId], event: str, data: Answer
    ) -> None:
        for avatar in avatars:
            session = island.loop.sessions.of(avatar)
            if session is not None:
                session.send(event, data)

    def _island_of(self, avatar: AvatarId) -> OpenIsland | None:
        found = (it for it in self._islands if avatar in it.loop.world.state.avatars)
        return next(found, None)


def _told(knock: Knock) -> Answer:
    return {"knock": knock.number, "avatar": knock.avatar, "zone": knock.zone}


def _target(world: World, message: msg.Knock) -> tuple[ConversationState | None, Zone | None]:
    """The conversation, or the zone, at which somebody knocks; a locked meeting by its zone too."""
    talks = world.state.conversations
    if message.zone is None:
        identity = ConversationId(message.conversation or 0)
        talk = talks.get(identity)
        zone = None if talk is None or talk.zone is None else _zone(world, talk.zone)
        return talk, zone
    zone = _zone(world, ZoneId(message.zone))
    if zone is None:
        raise ReasonError("unknown_zone")
    locked = (talk for talk in talks.values() if talk.zone == zone.id and talk.locked)
    return next(locked, None), zone


def _zone(world: World, identity: ZoneId) -> Zone | None:
    return next((zone for zone in world.island.zones if zone.id == identity), None)


def _members(avatar: AvatarId, talk: ConversationState) -> list[AvatarId]:
    """The members of a conversation at which somebody may knock."""
    if not talk.locked or avatar in talk.members:
        raise ReasonError("nothing_to_knock")
    if len(talk.members) >= talk.capacity:
        raise ReasonError("full")
    return list(talk.members)


def _is_near(
    world: World, avatar: AvatarId, talk: ConversationState | None, zone: Zone | None
) -> bool:
    """Whether somebody is as near to it as chat outside a conversation carries."""
    here, reach = world.tile(avatar), world.rules.chat_tiles
    if zone is not None and any(_distance(here, span) <= reach for span in zone.spans):
        return True
    return talk is not None and any(
        distance_squared(*world.tile(member), *here) <= reach * reach for member in talk.members
    )


def _distance(tile: TilePos, span: tuple[int, int, int]) -> int:
    """How many steps of a king there are from a tile to a row of tiles."""
    y, x0, x1 = span
    across = max(x0 - tile.x, tile.x - (x1 - 1), 0)
    return max(across, abs(tile.y - y))
