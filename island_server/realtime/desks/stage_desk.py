"""Answers what people say about stages, on all islands of an event."""

from __future__ import annotations

from collections.abc import Mapping

from island_server.core import commands as cmd
from island_server.core import stage_clock
from island_server.core.ids import AvatarId, ZoneId
from island_server.core.stage_places import podiums
from island_server.core.state import StageRules
from island_server.errors import ReasonError
from island_server.ports import Clock, Shelf
from island_server.protocol import stage_messages as msg
from island_server.protocol.client_messages import Message
from island_server.realtime.desk import Answer
from island_server.realtime.desks.stage_house import StageHouse
from island_server.realtime.desks.stage_shelf import KeptStage, StageShelf
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.sessions import Session


class StageDesk:
    """Implements `realtime.desk.Desk`."""

    messages: Mapping[str, type[Message]] = msg.STAGE_MESSAGES

    def __init__(self, shelf: StageShelf, clock: Clock) -> None:
        self._shelf = shelf
        self._clock = clock
        self._houses: dict[int, StageHouse] = {}

    @classmethod
    async def open(cls, shelf: Shelf, clock: Clock) -> StageDesk:
        """A desk that goes on with what is on the shelf."""
        return cls(await StageShelf.open(shelf), clock)

    def greet(self, island: OpenIsland, session: Session) -> None:
        """Tell a newcomer of the stages; the first on an island finds them as they were left."""
        if island.number not in self._houses:
            self._restore(island, session)
        self._houses[island.number].greet(session)

    async def handle(self, island: OpenIsland, session: Session, message: Message) -> Answer:
        """Carry out a message about a stage."""
        house = self._houses[island.number]
        avatar = session.avatar
        match message:
            case msg.Hand(stage=stage, up=True):
                house.check(ZoneId(stage))
                house.raise_hand(ZoneId(stage), avatar)
            case msg.Hand():
                house.lower(avatar)
            case msg.StageAnswer(stage=stage, yes=yes):
                house.check(ZoneId(stage))
                house.answer(ZoneId(stage), avatar, is_coming=yes)
            case msg.StageBring(stage=stage, avatar=about):
                house.check(ZoneId(stage))
                return {"asked": house.bring(ZoneId(stage), AvatarId(about), avatar)}
            case msg.StageSendDown(stage=stage, avatar=about):
                house.check(ZoneId(stage))
                house.send_down(ZoneId(stage), AvatarId(about), avatar)
            case msg.StageLower(avatar=about):
                house.lower(AvatarId(about))
            case msg.StageSet():
                await self._set(island, avatar, message)
            case msg.StageCountdown(stage=stage):
                house.check(ZoneId(stage))
                self._count_down(island, message)
                house.tell_stages()
                await self._shelf.keep()
            case _:
                raise TypeError(f"no message of this desk: {type(message).__name__}")
        return {}

    async def _set(self, island: OpenIsland, avatar: AvatarId, message: msg.StageSet) -> None:
        stage = ZoneId(message.stage)
        before = dict(island.loop.world.state.stages)
        reason = island.loop.apply(cmd.SetStage(avatar, stage, message.wide, message.whisper))
        if reason is not None:
            raise ReasonError(reason)
        rules = island.loop.world.state.stages
        if rules == before:
            return
        kept = self._shelf.of(island.name)
        for it in podiums(island.loop.world):
            here = kept.setdefault(it, KeptStage())
            here.wide, here.whisper = rules.get(it, StageRules())
        island.loop.note(
            "stage_wide", avatar, zone=stage, wide=message.wide, whisper=message.whisper
        )
        await self._shelf.keep()

    def _count_down(self, island: OpenIsland, message: msg.StageCountdown) -> None:
        stage = self._shelf.of(island.name).setdefault(ZoneId(message.stage), KeptStage())
        now_ms = self._clock.wall_ms()
        match message.action:
            case "start":
                stage.ends_ms = stage_clock.started(now_ms, message.minutes)
            case "extend":
                stage.ends_ms = stage_clock.extended(stage.ends_ms, now_ms, message.minutes)
            case "stop":
                stage.ends_ms = None

    def _restore(self, island: OpenIsland, session: Session) -> None:
        """Begin to follow an island; its stages are heard as they were when the server stopped."""
        kept = self._shelf.of(island.name)

        def left_ms(stage: ZoneId) -> int | None:
            ends_ms = kept[stage].ends_ms if stage in kept else None
            return stage_clock.left_ms(ends_ms, self._clock.wall_ms())

        self._houses[island.number] = StageHouse(island, left_ms)
        for stage, it in kept.items():
            if it.wide or it.whisper:
                island.loop.apply(cmd.SetStage(session.avatar, stage, it.wide, it.whisper))
