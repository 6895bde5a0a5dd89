"""One island, live: it alone touches the world.

Commands go in at once; time is told to it 50 times a second.

Everything runs on the event loop's thread without awaiting, so that a command's consequences (who
hears whom, above all) leave in the very call that brought it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId, ZoneId
from island_server.core.interest import Interest
from island_server.core.units import SOUTH, TilePos
from island_server.core.world import World
from island_server.errors import ReasonError
from island_server.metrics import Metrics
from island_server.ports import Clock
from island_server.protocol import server_messages as say
from island_server.protocol.client_messages import MediaChoice
from island_server.realtime.announcer import Announcer
from island_server.realtime.loop_settings import LoopSettings
from island_server.realtime.outbox import MotionOutbox
from island_server.realtime.rate_limit import TokenBucket
from island_server.realtime.roster import Roster
from island_server.realtime.sessions import Session, Sessions
from island_server.realtime.socket_io import Wire, pack

EventListener = Callable[[Sequence[ev.Event]], None]
"""Told every event, in order: the recorder, the media director."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is let in, and where they arrive.

    That is at the named `entry` (empty: the default) or, if they were there before, `at` a tile.
    `keeps_path`: whether their path may be written down. `groups`: the named groups they are of.
    """

    person: PersonId
    name: str
    look: ev.Look
    role: ev.Role
    media: MediaChoice
    entry: str = ""
    keeps_path: bool = True
    groups: tuple[str, ...] = ()
    at: TilePos | None = None
    facing: int = SOUTH


class IslandLoop:
    """The live island and those who are on it."""

    def __init__(
        self, world: World, clock: Clock, settings: LoopSettings, metrics: Metrics
    ) -> None:
        self.world = world
        self.sessions = Sessions()
        self._clock = clock
        self._settings = settings
        self._metrics = metrics
        self._interest = Interest(self.world)
        self._roster = Roster(self.world.state, self._interest)
        self._announcer = Announcer(self.world, self._interest, self.sessions)
        self._outbox = MotionOutbox(self.sessions, settings, metrics, self._view, self.let_go)
        self._listeners: list[EventListener] = []
        self._untold: deque[Sequence[ev.Event]] = deque()
        self._is_telling = False
        self._leaving: list[Wire] = []

    def listen(self, listener: EventListener) -> None:
        """Have every event told to `listener`, after those who listen already."""
        self._listeners.append(listener)

    def now_ms(self) -> int:
        """The island's time."""
        return self._clock.now_ms()

    # --- people

    def enter(self, who: Newcomer) -> Session:
        """Bring somebody new onto the island."""
        now_ms = self._clock.now_ms()
        enter = cmd.Enter(
            who.person,
            who.name,
            who.look,
            who.role,
            who.entry,
            keeps_path=who.keeps_path,
            groups=who.groups,
            at=who.at,
            facing=who.facing,
        )
        events = self.world.apply(enter, now_ms)
        avatar = next(event.avatar for event in events if isinstance(event, ev.Entered))
        chats = TokenBucket(self._settings.chats_per_s, self._settings.chats_burst, now_ms)
        session = Session(
            avatar, who.person, who.role, who.media, chats, wire=None, dropped_ms=now_ms
        )
        self.sessions.add(session)
        self._take(events)
        self._metrics.entries.inc()
        return session

    def attach(self, session: Session, wire: Wire) -> Wire | None:
        """Let a session speak through this connection; returns the one that it replaces."""
        former, session.wire = session.wire, wire
        session.is_behind = False
        return former

    def detach(self, session: Session) -> None:
        """The connection broke: the avatar is left standing for the resume time."""
        session.wire = None
        session.dropped_ms = self._clock.now_ms()

    def has(self, session: Session) -> bool:
        """Whether the avatar of a session is on the island still."""
        return self.sessions.of(session.avatar) is session

    def take_back(
        self, session: Session, name: str, look: ev.Look, *, keeps_path: bool = True
    ) -> None:
        """Somebody is about to connect again, perhaps otherwise than before: the avatar waits."""
        session.dropped_ms = self._clock.now_ms()
        avatar = self.world.state.avatars[session.avatar]
        if (avatar.name, avatar.look) != (name, look):
            self.apply(cmd.ChangeProfile(session.avatar, name, look))
        self.apply(cmd.KeepPath(session.avatar, keeps_path))
        if session.media != "full":
            self.apply(cmd.SetDevices(session.avatar, microphone=False, camera=False))

    def leave(self, session: Session, reason: ev.LeaveReason) -> None:
        """Take somebody off the island."""
        if self.has(session):
            events = self.world.apply(cmd.Leave(session.avatar, reason), self._clock.now_ms())
            self.sessions.remove(session)
            self._take(events)

    def let_go(self, session: Session, reason: str) -> None:
        """Say goodbye and disconnect; the avatar stays for the resume time."""
        wire = session.wire
        if wire is not None:
            wire.send("bye", {"reason": reason})
            self._metrics.disconnected.labels(reason).inc()
            self.detach(session)
            self._leaving.append(wire)

    def welcome(self, session: Session) -> say.Map:
        """What somebody who has just connected must know of the world."""
        now_ms, avatar = self._clock.now_ms(), session.avatar
        self._take(self.world.advance(now_ms))
        state = self.world.state
        talk = state.conversation_of(avatar)
        lockable = talk is not None and self.world.may_lock(talk.conversation)
        return {
            "you": avatar,
            "role": session.role.value,
            "now": now_ms & 0xFFFFFFFF,
            "people": self._roster.everybody(),
            "path": say.path(state.avatars[avatar]),
            "conversation": say.conversation(
                talk,
                lockable=lockable,
                listening=() if talk is None else state.listeners(talk.conversation),
            ),
            "doors": say.open_doors(state.open_doors),
            "view": self._view(avatar),
            "rules": say.rules(self.world.rules, self._settings.resume_ms),
        }

    # --- commands

    def apply(self, command: cmd.Command) -> str | None:
        """Carry out a command at once; returns the reason if it was refused."""
        events = self.world.apply(command, self._clock.now_ms())
        self._take(events)
        rejected = [event.reason for event in events if isinstance(event, ev.CommandRejected)]
        return rejected[-1] if rejected else None

    def note(
        self,
        what: str,
        avatar: AvatarId | None = None,
        about: AvatarId | None = None,
        zone: ZoneId | None = None,
        **facts: str | int | bool,
    ) -> None:
        """Have something in the log that the world does not know of: see `ev.Noted`.

        What time has brought about by now comes before it.
        """
        now_ms = self._clock.now_ms()
        noted = ev.Noted(now_ms, what, avatar, about, zone, facts)
        self._take([*self.world.advance(now_ms), noted])

    def set_status(self, session: Session, text: str) -> None:
        """Let somebody say this of themselves in the people list until they leave."""
        self._roster.set_status(session.avatar, text)

    def tell_around(self, avatars: Iterable[AvatarId], event: str, data: say.Map) -> None:
        """Tell everybody who sees one of these avatars, which are on the island."""
        self._announcer.tell_around(avatars, event, data)

    def sees(self, avatar: AvatarId, other: AvatarId) -> bool:
        """Whether one avatar sees the other."""
        here, there = self._interest.cell(avatar), self._interest.cell(other)
        return abs(here.cx - there.cx) <= 1 and abs(here.cy - there.cy) <= 1

    def answer_walk(self, session: Session, seq: int) -> None:
        """Tell somebody the path on which they are now."""
        session.walk_seq = seq
        session.send("moved", say.moved(self.world.state.avatars[session.avatar], seq))

    def chat(self, session: Session, scope: str, text: str) -> int:
        """Pass a chat message on; returns its number. Raises `ReasonError("rate")`."""
        if not session.chats.take(self._clock.now_ms()):
            raise ReasonError("rate")
        return self._announcer.chat(session, scope, text, self._clock.wall_ms())

    # --- time

    async def run(self) -> None:
        """Tell the world that time passes, and browsers what has changed, until cancelled."""
        next_flush_ms = next_roster_ms = self._clock.now_ms()
        while True:
            await self._clock.sleep_ms(self._settings.advance_ms)
            now_ms = self._clock.now_ms()
            due_ms = self.world.next_due_ms()
            if due_ms is not None and due_ms <= now_ms:
                self._take(self.world.advance(now_ms))
            if now_ms >= next_flush_ms:
                self._metrics.loop_lag_seconds.set((now_ms - next_flush_ms) / 1000)
                with self._metrics.flush_seconds.time():
                    self.flush(now_ms, whereabouts=now_ms >= next_roster_ms)
                if now_ms >= next_roster_ms:
                    next_roster_ms = now_ms + self._settings.roster_ms
                next_flush_ms = max(next_flush_ms + self._settings.flush_ms, now_ms)
            await self._disconnect_leaving()

    def flush(self, now_ms: int, *, whereabouts: bool) -> None:
        """Tell browsers what has changed around them since the last flush."""
        self._expire_dropped(now_ms)
        self._announcer.flush(crowds=whereabouts)
        self._outbox.send(self._interest.flush(now_ms), now_ms)
        self._outbox.catch_up(now_ms)
        news = self._roster.flush(whereabouts=whereabouts)
        if news is not None:
            packed = pack("roster", news)
            for session in self.sessions:
                session.send_packed(packed)

    async def close(self) -> None:
        """Say goodbye to everybody and take them off the island, so that the log is complete."""
        for session in self.sessions:
            self.let_go(session, "closing")
            self.leave(session, ev.LeaveReason.CLOSED)
        await self._disconnect_leaving()

    def _expire_dropped(self, now_ms: int) -> None:
        for session in self.sessions:
            if session.wire is None and now_ms - session.dropped_ms > self._settings.resume_ms:
                self.leave(session, ev.LeaveReason.LOST)

    async def _disconnect_leaving(self) -> None:
        leaving, self._leaving = self._leaving, []
        for wire in leaving:
            await wire.close()

    def _view(self, avatar: AvatarId) -> bytes:
        return self._interest.view(avatar, self._clock.now_ms())

    def _take(self, events: Sequence[ev.Event]) -> None:
        """Tell everybody who listens; what comes of it meanwhile they hear after this, in order."""
        if events:
            self._untold.append(events)
        if self._is_telling:
            return
        self._is_telling = True
        try:
            while self._untold:
                self._tell(self._untold.popleft())
        finally:
            self._is_telling = False

    def _tell(self, events: Sequence[ev.Event]) -> None:
        self._interest.note(events)
        self._roster.note(events)
        for listener in self._listeners:
            listener(events)
        self._announcer.announce(events)
