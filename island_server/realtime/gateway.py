"""The door between browsers and the islands: checks who comes in, and every message they send.

Nothing gets past it that is not typed, bounded, in order and within its rate; whatever is wrong is
answered by a reason code, and disturbs nobody else.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial

import socketio
from aiohttp import web

from island_server.core import events as ev
from island_server.errors import ProtocolError, ReasonError
from island_server.metrics import Metrics
from island_server.ports import Clock
from island_server.protocol import VERSION
from island_server.protocol import client_messages as msg
from island_server.protocol.text import clean_chat
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.arrivals import Arrival, Arrivals, Door
from island_server.realtime.desk import Answer
from island_server.realtime.desks.audience import is_host, tell
from island_server.realtime.event_door import Doorkeepers, EventDoor, FindDoor, Lobby
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.queue import Queue, QueueRules
from island_server.realtime.rate_limit import TokenBucket
from island_server.realtime.sessions import Session
from island_server.realtime.socket_io import Wire, is_here, make_server
from island_server.realtime.wishes import command_of
from island_server.tasks import Tasks

_log = logging.getLogger("island_server.realtime")


@dataclass(slots=True)
class _Caller:
    """One connection: its event, its session, on which island, how many messages it may send."""

    door: EventDoor
    island: OpenIsland
    session: Session
    messages: TokenBucket
    refused: int = 0
    """How many were too many."""


class Gateway:
    """Serves the Socket.IO endpoint of all events."""

    def __init__(
        self,
        doorkeepers: Doorkeepers,
        find_door: FindDoor,
        clock: Clock,
        metrics: Metrics,
        tasks: Tasks,
    ) -> None:
        """`doorkeepers`: those of any event, for origins and limits, which all have alike."""
        self._find_door = find_door
        self._limits = doorkeepers.limits
        self._clock = clock
        self._metrics = metrics
        self._tasks = tasks
        self._callers: dict[str, _Caller] = {}
        self._queues: dict[str, Queue] = {}
        """Where connections wait."""
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
        if self._is_closing:
            raise ReasonError("closing")
        auth = msg.parse_auth(raw_auth)
        door = await self._find_door(auth.token)
        arrivals = self._lobby(door).arrivals
        arrival = await arrivals.greet(auth)
        if not arrivals.must_wait(arrival):
            try:
                await self._bring_in(door, sid, arrival)
            except ReasonError as error:
                if error.reason != "full":
                    raise
            else:
                return
        self._wait(door, sid, arrival)

    def _lobby(self, door: EventDoor) -> Lobby:
        if door.lobby is None:
            keepers = door.keepers
            asked = Door(
                keepers.invitations,
                keepers.persons,
                keepers.ward,
                keepers.admission,
                keepers.waiting,
                door.check_period,
            )
            rules = QueueRules(
                door.islands.has_room,
                partial(self._admit, door),
                self._is_here,
                partial(_tell_waiting, door.islands),
            )
            door.lobby = Lobby(
                Arrivals(door.islands, asked, self._clock, lambda: self._is_closing),
                Queue(keepers.waiting, rules, self._clock, self._tasks),
            )
        return door.lobby

    def _wait(self, door: EventDoor, sid: str, arrival: Arrival, *, is_next: bool = False) -> None:
        queue = self._lobby(door).queue
        queue.join(sid, arrival, lambda: Wire(self._server, sid), is_next=is_next)
        self._queues[sid] = queue

    async def _bring_in(self, door: EventDoor, sid: str, arrival: Arrival) -> None:
        arrivals = self._lobby(door).arrivals
        let_in = await arrivals.let_in(arrival, lambda: self._is_here(sid))
        self._queues.pop(sid, None)
        now_ms = self._clock.now_ms()
        messages = TokenBucket(self._limits.messages_per_s, self._limits.messages_burst, now_ms)
        self._callers[sid] = _Caller(door, let_in.island, let_in.session, messages)
        self._metrics.connections.set(len(self._callers))
        held = arrival.auth.generation
        asyncio.get_running_loop().call_soon(self._welcome, sid, let_in.is_resumed, held)

    async def _admit(self, door: EventDoor, sid: str, arrival: Arrival) -> None:
        """It is the turn of somebody who waited."""
        try:
            await self._bring_in(door, sid, arrival)
        except ReasonError as error:
            if not self._is_here(sid):
                return
            if error.reason == "full":  # somebody came back meanwhile
                self._wait(door, sid, arrival, is_next=True)
                return
            self._metrics.refused.labels(error.reason).inc()
            wire = Wire(self._server, sid)
            wire.send("bye", {"reason": error.reason})
            await wire.close()

    def _is_here(self, sid: str) -> bool:
        return is_here(self._server, sid)

    def _welcome(self, sid: str, is_resumed: bool, held: int | None) -> None:
        """Begin to speak, now that Socket.IO has confirmed the connection."""
        caller = self._callers.get(sid)
        if caller is None:
            return
        door, island, session = caller.door, caller.island, caller.session
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
            "person": door.keepers.persons.issue(session.person),
            "resumed": is_resumed,
            "event": island.event.as_message(),
            **island.loop.welcome(session),
        }
        wire.send("welcome", welcome)
        door.islands.tell_log_problem(session)
        if door.keepers.waiting and is_host(session):
            session.send("people_waiting", {"people": len(door.keepers.waiting)})
        for desk in door.keepers.desks:
            desk.greet(island, session)
        island.media.welcome(session, held)

    async def _on_disconnect(self, sid: str, _reason: str) -> None:
        queue = self._queues.pop(sid, None)
        if queue is not None:
            queue.leave(sid)
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
            message = msg.parse_message(event, arguments, caller.door.kinds)
            if not caller.door.keepers.may(caller.session.role, event):
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
        desk = caller.door.desks.get(event)
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
                text, ward = clean_chat(message.text), caller.door.keepers.ward
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


def _tell_waiting(islands: Archipelago, people: int) -> None:
    tell(islands, "people_waiting", {"people": people}, is_host)
