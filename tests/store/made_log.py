"""Entries, people and snapshots for tests of the attendance log."""

from __future__ import annotations

from dataclasses import replace

from island_server.attendance_ports import AttendanceStore
from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, DoorId, PersonId, ZoneId
from island_server.core.logged import Gap, Logged
from island_server.core.motion import Run
from island_server.core.snapshots import LoggedSnapshot, Snapshot
from island_server.core.state import AvatarState, ConversationState
from island_server.core.units import TilePos
from island_server.core.zone_effects import Info, Portal, Tooltip, Trigger
from island_server.core.zones import Zone, ZoneKind
from island_server.ports import EventInfo, LogRun, PersonRow

EVENT = EventInfo("ameland", "Ameland", "nes-1", "movement", 30, "ameland")
OTHER = EventInfo("texel", "Texel", "nes-1", "presence", 7, "texel")
ANNA = PersonRow(PersonId("p1"), "Anna", (1, 2, 3, 4, 5, 6, 7), ev.Role.HOST, 1000)
AVATAR = AvatarId(2**32 - 1)
TALK = ConversationId(9)
START_MS = 1_750_000_000_000
PUT = Zone(
    ZoneId("h1"),
    ZoneKind.TABLE,
    {"nl": "Tafel <b>1</b>", "en": "Table 1"},
    {},
    ((2, 3, 9), (3, 3, 9)),
    capacity=6,
    joins=Trigger.ACTION,
    portal=Portal("texel", "quay"),
    effects=(Info("Who we are", "us.png", ""), Tooltip("Mind the step", 3000)),
    group="crew",
    knock=True,
    colour="#0a7e8c",
    icon="table",
    question="What brings you here?",
    hours=((START_MS, START_MS + 1000),),
)


def enters(t_ms: int = 10) -> ev.Entered:
    return ev.Entered(t_ms, AVATAR, ANNA.person, ANNA.name, ANNA.look, ANNA.role, 3, 4, 2)


def moves(t_ms: int, avatar: AvatarId = AVATAR) -> ev.Moved:
    return ev.Moved(t_ms, avatar, t_ms - 70, 65535, 4, 7, (Run(7, 3), Run(2, 8191)))


def zone(t_ms: int) -> ev.ZoneEntered:
    return ev.ZoneEntered(t_ms, AVATAR, ZoneId("café"))


def entry(seq: int, what: ev.Event | Gap | None = None, run: int = 1) -> Logged:
    what = zone(seq * 10) if what is None else what
    return Logged(seq, run, "" if isinstance(what, Gap) else "nes", START_MS + seq, what)


def of_every_kind(run: int = 1) -> list[Logged]:
    """An entry of each kind that is kept, numbered from 1."""
    aside = ev.SteppedAside(10, AVATAR, aside=True)
    whats: list[ev.Event | Gap] = [
        enters(),
        moves(10),
        ev.ProfileChanged(10, AVATAR, ANNA.name, ANNA.look),
        ev.AvailabilityChanged(10, AVATAR, ev.Availability.BUSY),
        ev.DevicesChanged(10, AVATAR, microphone=True, camera=False),
        zone(10),
        moves(11),
        ev.ZoneLeft(12, AVATAR, ZoneId("café")),
        ev.PathKept(12, AVATAR, kept=False),
        ev.PortalTaken(12, AVATAR, "texel", "quay"),
        ev.DoorMoved(12, DoorId("front"), is_open=True, avatar=None),
        ev.ConversationOpened(13, TALK, ev.ConversationKind.MEETING, ZoneId("hall"), 25),
        ev.ConversationJoined(13, TALK, AVATAR, ev.Part.LISTENER),
        ev.ConversationLocked(13, TALK, AVATAR, locked=True),
        ev.ConversationResized(13, TALK, 12),
        ev.ConversationLeft(13, TALK, AVATAR),
        ev.ConversationClosed(13, TALK),
        replace(aside, t_ms=14),
        ev.ZonePut(14, PUT, AVATAR),
        ev.ZonePut(14, replace(PUT, closed=True), None),
        ev.Admitted(14, AVATAR, PUT.id, AvatarId(3)),
        ev.ZoneRemoved(14, PUT.id, AVATAR),
        Gap(14, 7),
        ev.Left(15, AVATAR, ev.LeaveReason.LOST),
    ]
    return [entry(seq, what, run) for seq, what in enumerate(whats, start=1)]


def snapshot(seq: int, run: int = 1) -> LoggedSnapshot:
    avatar = AvatarState(
        AVATAR,
        ANNA.person,
        ANNA.name,
        ANNA.look,
        ANNA.role,
        -5,
        3,
        4,
        2,
        (Run(7, 3),),
        ev.Availability.AWAY,
        microphone=True,
        camera=False,
        conversation=TALK,
        aside_at=TilePos(3, 4),
        zones=(ZoneId("café"),),
        groups=("crew",),
        admitted=(ZoneId("h1"),),
    )
    talk = ConversationState(
        TALK, ev.ConversationKind.BUBBLE, None, 8, locked=True, members={AVATAR: ev.Part.SPEAKER}
    )
    state = Snapshot((avatar,), (talk,), (DoorId("front"),), (PUT,), (ZoneId("hall"),))
    return LoggedSnapshot(seq, run, "nes", "nes-1", seq * 10, START_MS + seq, state)


async def read(
    store: AttendanceStore, event_id: str = EVENT.id, after_seq: int = 0
) -> list[Logged]:
    return [found async for found in store.entries(event_id, after_seq)]


def first_run(event: EventInfo = EVENT) -> LogRun:
    return LogRun(event, 1, 1)
