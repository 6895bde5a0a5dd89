"""Rounds of "meet someone new": who is willing, groups, walking there, the time that is left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from island_server.core.events import Availability
from island_server.core.ids import PersonId, ZoneId
from island_server.core.meeting_rounds import Group, IsBlocked, Round, make_round, nobody
from island_server.core.meeting_spots import Ground, Spot, find_spots
from island_server.core.round_series import MINUTE_MS, RoundMemory, RoundPlan, RoundSeries
from island_server.core.units import TilePos
from island_server.errors import ReasonError
from island_server.ports import Clock, Shelf
from island_server.protocol import gathering_messages as msg
from island_server.protocol.client_messages import Message
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Answer
from island_server.realtime.desks.audience import is_host
from island_server.realtime.desks.rounds_kept import (
    Kept,
    KeptMeetings,
    kept_of,
    meetings_of,
    restored,
)
from island_server.realtime.desks.rounds_words import told_to
from island_server.realtime.desks.shelved import Shelved
from island_server.realtime.guide import Guide, zone_of
from island_server.realtime.island_loop import IslandLoop
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session
from island_server.tasks import Tasks

_PAUSE_MS = 20
"""Between two groups that are sent off: finding ways takes time, and others want to walk too."""


@dataclass(frozen=True, slots=True)
class Matching:
    """By what people are put together: chance, and who must not be."""

    seeds: Callable[[], int]
    is_blocked: IsBlocked = nobody


class RoundsDesk:
    """Implements `Desk`. Each island has rounds of its own; who has met whom holds for all."""

    def __init__(
        self,
        islands: Archipelago,
        guide: Guide,
        clock: Clock,
        tasks: Tasks,
        shelf: Shelf,
        matching: Matching,
    ) -> None:
        self._islands = islands
        self._guide = guide
        self._clock = clock
        self._tasks = tasks
        self._shelved = Shelved(shelf, "gathering.rounds", Kept)
        self._met = Shelved(shelf, "gathering.met", KeptMeetings)
        self._matching = matching
        self._memory = RoundMemory()
        self._series: dict[str, RoundSeries] = {}
        self._told_ready: dict[str, int] = {}
        """How many are ready, as hosts of an island heard last."""
        self._beginning: set[str] = set()
        """Islands on which groups are being made."""

    async def load(self) -> None:
        """Read who is willing and who has met, as before a restart; a round under way is lost."""
        kept, met = await self._shelved.read(), await self._met.read()
        self._memory, self._series = restored(kept, met)

    @property
    def messages(self) -> Mapping[str, type[Message]]:
        """Its messages by event name."""
        return msg.ROUND_MESSAGES

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Tell somebody who comes, and their group, for they may have another avatar now."""
        self._tell_one(island, session)
        if island.name in self._series:
            self._tell_group(island, session.person)

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Open, answer, begin, extend, end or close rounds. Raises `ReasonError`."""
        match message:
            case msg.RoundsOpen():
                self._open(island, message)
            case msg.Willing():
                self._set_willing(island, session, is_willing=message.willing)
            case msg.RoundStart():
                return await self._begin(island, session)
            case msg.RoundExtend():
                series = self._running(island)
                if series.running is not None:
                    series.running.ends_ms += message.minutes * MINUTE_MS
                self._tell_all(island)
            case msg.RoundEnd():
                self._running(island)
                self._end(island, session)
            case _:
                self._of(island)
                self._end(island, session)
                del self._series[island.name]
                self._tell_all(island)
        await self._keep()
        return {}

    def tick(self, now_ms: int) -> None:
        """End the rounds whose time is up; tell hosts if others are ready than before."""
        for island in self._islands:
            series = self._series.get(island.name)
            if series is None:
                continue
            if series.is_over(now_ms):
                self._end(island, None)
            elif len(self._taking_part(island.loop)) != self._told_ready.get(island.name):
                self._tell_hosts(island)

    async def _keep(self) -> None:
        await self._shelved.keep(lambda: kept_of(self._memory, self._series))

    # --- what hosts do

    def _of(self, island: OpenIsland) -> RoundSeries:
        series = self._series.get(island.name)
        if series is None:
            raise ReasonError("no_rounds")
        return series

    def _running(self, island: OpenIsland) -> RoundSeries:
        series = self._of(island)
        if series.running is None:
            raise ReasonError("no_round")
        return series

    def _open(self, island: OpenIsland, message: msg.RoundsOpen) -> None:
        zones = tuple(zone_of(island.loop, ZoneId(zone)).id for zone in message.zones)
        question = msg.optional_text(message.question, msg.MAX_QUESTION_CHARACTERS)
        plan = RoundPlan(message.size, message.minutes, message.where, zones, question)
        series = self._series.setdefault(island.name, RoundSeries(plan, self._memory))
        series.plan = plan
        self._tell_all(island)

    def _set_willing(self, island: OpenIsland, session: Session, *, is_willing: bool) -> None:
        self._of(island)
        self._memory.set_willing(session.person, is_willing=is_willing)
        self._tell_one(island, session)
        self._tell_hosts(island)

    def _end(self, island: OpenIsland, session: Session | None) -> None:
        series = self._of(island)
        if series.running is None:
            return
        series.running = None
        avatar = None if session is None else session.avatar
        island.loop.note("round_ended", avatar=avatar, round=series.number)
        self._tell_all(island)

    # --- a round begins

    async def _begin(self, island: OpenIsland, session: Session) -> Answer:
        series = self._of(island)
        if series.running is not None or island.name in self._beginning:
            raise ReasonError("round_running")
        people = self._taking_part(island.loop)
        if len(people) < 2:
            raise ReasonError("nobody_willing")
        wishes = self._memory.wishes(series.plan.size, self._matching.is_blocked)
        self._beginning.add(island.name)
        try:
            seed = self._matching.seeds()
            made = await asyncio.to_thread(make_round, people, wishes, seed)
            ground, sizes = _ground(island.loop, made), [len(group) for group in made.groups]
            plan = series.plan
            spots = await asyncio.to_thread(find_spots, ground, sizes, plan.where, plan.zones)
        finally:
            self._beginning.discard(island.name)
        if self._series.get(island.name) is not series:
            raise ReasonError("no_rounds")
        questions = tuple(plan.question or _question_at(island.loop, spot) for spot in spots)
        repeats = series.begin(made, questions, self._clock.now_ms())
        grouped = sum(sizes)
        island.loop.note(
            "round_started",
            avatar=session.avatar,
            round=series.number,
            groups=len(made.groups),
            people=grouped,
        )
        self._tell_all(island)
        self._tasks.spawn("round-walk", self._walk(island, made.groups, spots))
        await self._met.keep(lambda: meetings_of(self._memory))
        await self._keep()
        return {
            "round": series.number,
            "groups": len(made.groups),
            "people": grouped,
            "left_over": len(made.left_over),
            "repeats": repeats,
            "unplaced": sum(spot is None for spot in spots),
        }

    def _taking_part(self, loop: IslandLoop) -> list[PersonId]:
        """The willing who are there, and neither away nor busy."""
        avatars = loop.world.state.avatars
        return self._memory.taking_part(
            session.person
            for session in loop.sessions
            if session.wire is not None
            and avatars[session.avatar].availability is Availability.AVAILABLE
        )

    async def _walk(
        self, island: OpenIsland, groups: Sequence[Group], spots: Sequence[Spot | None]
    ) -> None:
        """Send every group to its spot; who is gone or cannot get there is left alone."""
        for group, spot in zip(groups, spots, strict=True):
            if spot is None:
                continue
            for person, tile in zip(group, spot.tiles, strict=True):
                session = island.loop.sessions.of_person(person)
                if session is not None:
                    try:
                        self._guide.walk(island.loop, session, tile)
                    except ReasonError:
                        continue
            await self._clock.sleep_ms(_PAUSE_MS)

    # --- telling

    def _tell_one(self, island: OpenIsland, session: Session) -> None:
        self._tell(island, [session])

    def _tell_all(self, island: OpenIsland) -> None:
        self._tell(island, island.loop.sessions)

    def _tell_hosts(self, island: OpenIsland) -> None:
        self._told_ready[island.name] = len(self._taking_part(island.loop))
        self._tell(island, filter(is_host, island.loop.sessions))

    def _tell(self, island: OpenIsland, sessions: Iterable[Session]) -> None:
        series, now_ms = self._series.get(island.name), self._clock.now_ms()
        ready = len(self._taking_part(island.loop))
        for session in sessions:
            rounds = told_to(session, series, island.loop, ready, now_ms)
            session.send("rounds", {"rounds": rounds})

    def _tell_group(self, island: OpenIsland, person: PersonId) -> None:
        running = self._series[island.name].running
        group = None if running is None else running.group_of(person)
        if running is None or group is None:
            return
        for member in running.groups[group]:
            session = island.loop.sessions.of_person(member)
            if session is not None:
                self._tell_one(island, session)


def _ground(loop: IslandLoop, made: Round) -> Ground:
    """The island without those who are about to walk, looked over from where they stand."""
    world = loop.world
    placed = {person for group in made.groups for person in group}
    avatars = [s.avatar for s in loop.sessions if s.person in placed]
    rests = [world.rest(avatar) for avatar in avatars]
    others = tuple(
        world.rest(avatar) for avatar in world.state.avatars if avatar not in set(avatars)
    )
    return Ground(world.island, world.rules, others, _middle(rests or list(world.island.starts)))


def _middle(tiles: Sequence[TilePos]) -> TilePos:
    """The one of them that is nearest to their middle."""
    x = sum(tile.x for tile in tiles) / len(tiles)
    y = sum(tile.y for tile in tiles) / len(tiles)
    return min(tiles, key=lambda tile: ((tile.x - x) ** 2 + (tile.y - y) ** 2, tile))


def _question_at(loop: IslandLoop, spot: Spot | None) -> str:
    """The starter question of the zone of a spot, the smallest one that has one."""
    if spot is None:
        return ""
    here = [z for z in loop.world.island.zones if z.question and z.contains(*spot.tiles[0])]
    return min(here, key=lambda zone: (zone.area, zone.id)).question if here else ""
