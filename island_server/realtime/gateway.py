"""The door between browsers and the islands: checks who comes in, and every message they send.

Nothing gets past it that is not typed, bounded, in order and within its rate; whatever is wrong is
answered by a reason code, and disturbs nobody else.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import socketio
from aiohttp import web

from island_server.core import events as ev
from island_server.errors import ProtocolError, ReasonError
from island_server.metrics import Metrics
from island_server.ports import Clock, InvitationCheck, PersonTokens
from island_server.protocol import VERSION
from island_server.protocol import client_messages as msg
from island_server.protocol.text import clean_chat
from island_server.realtime.admission import Admission, FreeAdmission
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.arrivals import Arrival, Arrivals, Door
from island_server.realtime.desk import Answer, Desk
from island_server.realtime.desks.audience import is_host, tell
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.queue import Queue, QueueRules
from island_server.realtime.rate_limit import TokenBucket
from island_server.realtime.sessions import Session
from island_server.realtime.socket_io import Wire, is_here, make_server
from island_server.realtime.waiting_room import WaitingRoom
from island_server.realtime.ward import OpenDoor, Ward
from island_server.realtime.wishes import command_of
from island_server.tasks import Tasks

_log = logging.getLogger("island_server.realtime")


@dataclass(frozen=True, slots=True)
class GatewaySettings:
    """Limits at the door."""

    message_bytes: int = 16_384
    messages_per_s: float = 20.0
    messages_burst: int = 60


@dataclass(frozen=True, slots=True)
class Doorkeepers:
    """Whom the gateway asks (links, persons, permissions, origins), and what it goes by."""

    invitations: InvitationCheck
    persons: PersonTokens
    may: Callable[[ev.Role, str], bool]
    is_allowed_origin: Callable[[str | None, str | None], bool]
    limits: GatewaySettings
    desks: Sequence[Desk] = ()
    ward: Ward = field(default_factory=OpenDoor)
    admission: Admission = field(default_factory=FreeAdmission)
    waiting: WaitingRoom = field(default_factory=lambda: WaitingRoom(0))


@dataclass(slots=True)
class _Caller:
    """One connection: its session and on which island, how many messages it may send."""

    island: OpenIsland
    session: Session
    messages: TokenBucket
    refused: int = 0
    """How many were too many."""


class Gateway:
    """Serves the Socket.IO endpoint of an event's islands."""

    def __init__(
        self,
        islands: Archipelago,
        doorkeepers: Doorkeepers,
        clock: Clock,
        metrics: Metrics,
        tasks: Tasks,
    ) -> None:
        self._islands = islands
        self._keepers = doorkeepers
        self._limits = doorkeepers.limits
        self._clock = clock
        self._metrics = metrics
        self._tasks = tasks
        self._callers: dict[str, _Caller] = {}
        door = Door(
            doorkeepers.invitations,
            doorkeepers.persons,
            doorkeepers.ward,
            doorkeepers.admission,
            doorkeepers.waiting,
        )
        self._arrivals = Arrivals(islands, door, clock, lambda: self._is_closing)
        self._queue = Queue(
            doorkeepers.waiting,
            QueueRules(islands.has_room, self._admit, self._is_here, self._tell_waiting),
            clock,
            tasks,
        )
        self._desks = {name: desk for desk in doorkeepers.desks for name in desk.messages}
        self._kinds = dict(msg.MESSAGES)
        for desk in doorkeepers.desks:
            self._kinds.update(desk.messages)
        self._is_closing = False
        self._server = make_server(
            message_bytes=self._limits.message_bytes,
            is_allowed_origin=doorkeepers.is_allowed_origin,
            on_garbage=lambda: metrics.refused.labels("bad_message").inc(),
        )
        self._server.on("connect", self._on_connect)
        self._server.on("disconnect", self._on_disconnect)
        self._server.on("*", self._on_message)

    def attach(self, app: web.Application) -> None:
        """Serve `/socket.io/` on an aiohttp application."""
        self._server.attach(app)

    def refuse_newcomers(self) -> None:
        """Let nobody in any more: the server is about to stop."""
        self._is_closing = True

    async def shutdown(self) -> None:
        """End the library's background work."""
        await self._server.shutdown()

    # --- connections

    async def _on_connect(self, sid: str, _environ: object, auth: object) -> None:
        try:
            await self._let_in(sid, auth)
        except ReasonError as error:
            self._metrics.refused.labels(error.reason).inc()
            raise socketio.exceptions.ConnectionRefusedError(
                str(error), {"reason": error.reason}
            ) from None

    async def _let_in(self, sid: str, raw_auth: object) -> None:
        arrival = await self._arrivals.greet(raw_auth)
        if not self._arrivals.must_wait(arrival):
            try:
                await self._bring_in(sid, arrival)
            except ReasonError as error:
                if error.reason != "full":
                    raise
            else:
                return
        self._queue.join(sid, arrival, lambda: Wire(self._server, sid))

    async def _bring_in(self, sid: str, arrival: Arrival) -> None:
        let_in = await self._arrivals.let_in(arrival, lambda: self._is_here(sid))
        now_ms = self._clock.now_ms()
        messages = TokenBucket(self._limits.messages_per_s, self._limits.messages_burst, now_ms)
        self._callers[sid] = _Caller(let_in.island, let_in.session, messages)
        self._metrics.connections.set(len(self._callers))
        held = arrival.auth.generation
        asyncio.get_running_loop().call_soon(self._welcome, sid, let_in.is_resumed, held)

    async def _admit(self, sid: str, arrival: Arrival) -> None:
        """It is the turn of somebody who waited."""
        try:
            await self._bring_in(sid, arrival)
        except ReasonError as error:
            if not self._is_here(sid):
                return
            wire = Wire(self._server, sid)
            if error.reason == "full":  # somebody came back meanwhile
                self._queue.join(sid, arrival, lambda: wire, is_next=True)
            else:
                self._metrics.refused.labels(error.reason).inc()
                wire.send("bye", {"reason": error.reason})
                await wire.close()

    def _tell_waiting(self, people: int) -> None:
        tell(self._islands, "people_waiting", {"people": people}, is_host)

    def _is_here(self, sid: str) -> bool:
        return is_here(self._server, sid)

    def _welcome(self, sid: str, is_resumed: bool, held: int | None) -> None:
        """Begin to speak, now that Socket.IO has confirmed the connection."""
        caller = self._callers.get(sid)
        if caller is None:
            return
        island, session = caller.island, caller.session
        if not self._is_here(sid):
            del self._callers[sid]
            island.loop.detach(session)
            return
        wire = Wire(self._server, sid)
        if not island.loop.has(session):
            wire.send("bye", {"reason": "left"})
            self._tasks.spawn("close-late", wire.close())
            return
        former = island.loop.attach(session, wire)
        if former is not None:
            former.send("bye", {"reason": "replaced"})
            self._tasks.spawn("close-replaced", former.close())
        welcome = {
            "v": VERSION,
            "person": self._keepers.persons.issue(session.person),
            "resumed": is_resumed,
            "event": island.event.as_message(),
            **island.loop.welcome(session),
        }
        wire.send("welcome", welcome)
        self._islands.tell_log_problem(session)
        if self._keepers.waiting and is_host(session):
            session.send("people_waiting", {"people": len(self._keepers.waiting)})
        for desk in self._keepers.desks:
            desk.greet(island, session)
        island.media.welcome(session, held)

    async def _on_disconnect(self, sid: str, _reason: str) -> None:
        self._queue.leave(sid)
        caller = self._callers.pop(sid, None)
        self._metrics.connections.set(len(self._callers))
        if caller is not None and caller.session.speaks_through(sid):
            caller.island.loop.detach(caller.session)

    # --- messages

    async def _on_message(self, event: str, sid: str, *arguments: object) -> Answer:
        caller = self._callers.get(sid)
        if caller is None or not caller.session.speaks_through(sid):
            return {"ok": False, "reason": "closing"}
        try:
            self._check_rate(caller)
            message = msg.parse_message(event, arguments, self._kinds)
            if not self._keepers.may(caller.session.role, event):
                raise ProtocolError("forbidden")
            self._metrics.messages.labels(event).inc()
            return {"ok": True, **await self._carry_out(caller, event, message)}
        except ReasonError as error:
            self._metrics.refused.labels(error.reason).inc()
            return {"ok": False, "reason": error.reason}

    def _check_rate(self, caller: _Caller) -> None:
        if caller.messages.take(self._clock.now_ms()):
            return
        caller.refused += 1
        if caller.refused > self._limits.messages_burst:
            caller.island.loop.let_go(caller.session, "abuse")
        raise ProtocolError("rate")

    async def _carry_out(self, caller: _Caller, event: str, message: msg.Message) -> Answer:
        island, session = caller.island, caller.session
        desk = self._desks.get(event)
        if desk is not None:
            return await desk.handle(island, session, message)
        command = command_of(message, session)
        if command is not None:
            reason = island.loop.apply(command)
            if isinstance(message, msg.Walk | msg.Go | msg.Approach):
                island.loop.answer_walk(session, message.seq)
            if reason is not None:
                raise ReasonError(reason)
            return {}
        match message:
            case msg.Chat():
                text, ward = clean_chat(message.text), self._keepers.ward
                ward.check_chat(island, session)
                ward.note_chat(session, island.loop.chat(session, message.scope, text))
            case msg.MediaAnswer():
                await island.media.answer(session, message.generation, message.sdp)
            case msg.MediaRestart():
                island.media.restart(session)
            case msg.ClockRequest():
                return {"now": self._clock.now_ms() & 0xFFFFFFFF}
            case msg.Leave():
                island.loop.let_go(session, "left")
                island.loop.leave(session, ev.LeaveReason.LEFT)
            case _:
                raise TypeError(f"a message without a meaning: {type(message).__name__}")
        return {}
