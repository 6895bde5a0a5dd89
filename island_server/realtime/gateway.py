"""The door between browsers and the islands: checks who comes in, and every message they send.

Nothing gets past it that is not typed, bounded, in order and within its rate; whatever is wrong is
answered by a reason code, and disturbs nobody else.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

import socketio
from aiohttp import web

from island_server.core import events as ev
from island_server.errors import ProtocolError, ReasonError
from island_server.metrics import Metrics
from island_server.ports import Clock, InvitationCheck, PersonTokens
from island_server.protocol import VERSION
from island_server.protocol import client_messages as msg
from island_server.protocol.text import clean_chat, clean_name
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desk import Answer, Desk
from island_server.realtime.island_loop import Newcomer
from island_server.realtime.open_island import OpenIsland
from island_server.realtime.rate_limit import TokenBucket
from island_server.realtime.sessions import Session
from island_server.realtime.socket_io import Wire, make_server
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


@dataclass(frozen=True, slots=True)
class EventDoor:
    """The door of one event.

    `check_period` raises `ReasonError` while nobody of a role may come in.
    """

    islands: Archipelago
    keepers: Doorkeepers
    check_period: Callable[[ev.Role], None] = lambda _: None
    desks: Mapping[str, Desk] = field(init=False)
    """By the messages that they take."""
    kinds: Mapping[str, type[msg.Message]] = field(init=False)
    """All messages that are understood."""

    def __post_init__(self) -> None:
        desks = {name: desk for desk in self.keepers.desks for name in desk.messages}
        kinds = {name: desk.messages[name] for name, desk in desks.items()}
        object.__setattr__(self, "desks", desks)
        object.__setattr__(self, "kinds", {**msg.MESSAGES, **kinds})


@dataclass(slots=True)
class _Caller:
    """One connection: its event, its session, on which island, how many messages it may send."""

    door: EventDoor
    island: OpenIsland
    session: Session
    messages: TokenBucket
    refused: int = 0
    """How many were too many."""


FindDoor = Callable[[str | None], Awaitable[EventDoor]]
"""The door to which an invitation leads, opened if need be; whether it lets anybody in is not
looked at. Raises `ReasonError`."""


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
        name, look = clean_name(auth.name), msg.look_of(auth.look)
        door = await self._find_door(auth.token)
        keepers, islands = door.keepers, door.islands
        invitation = keepers.invitations.check(auth.token)
        role = invitation.role
        person = keepers.persons.recall(auth.person)
        if person is not None and islands.find(person) is None:
            await islands.make_ready(person, auth.entry or "")
        if self._is_closing:
            raise ReasonError("closing")
        door.check_period(role)
        keepers.ward.check_entry(person, invitation)
        found = islands.find(person)
        is_resumed = found is not None
        if found is None:
            person = person or keepers.persons.new_person()
            newcomer = Newcomer(person, name, look, role, auth.media, auth.entry or "", auth.path)
            island, session = islands.enter(newcomer)
        else:
            island, session = found
            session.role, session.media = role, auth.media
            island.loop.take_back(session, name, look, keeps_path=auth.path)
        session.link = invitation.id
        keepers.ward.note_entry(session)
        now_ms = self._clock.now_ms()
        messages = TokenBucket(self._limits.messages_per_s, self._limits.messages_burst, now_ms)
        self._callers[sid] = _Caller(door, island, session, messages)
        self._metrics.connections.set(len(self._callers))
        asyncio.get_running_loop().call_soon(self._welcome, sid, is_resumed, auth.generation)

    def _welcome(self, sid: str, is_resumed: bool, held: int | None) -> None:
        """Begin to speak, now that Socket.IO has confirmed the connection."""
        caller = self._callers.get(sid)
        if caller is None:
            return
        door, island, session = caller.door, caller.island, caller.session
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
        for desk in door.keepers.desks:
            desk.greet(island, session)
        island.media.welcome(session, held)

    async def _on_disconnect(self, sid: str, _reason: str) -> None:
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
