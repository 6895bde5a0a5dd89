"""What happened on the island: facts, in order, in the past tense.

Every event carries `t_ms`, the island's time at which it happened. The state of the island is the
fold of these (`state.IslandState.apply`); the attendance log is these, written down. There is
never any talk or chat in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from island_server.core import company_events, talk_events
from island_server.core.ids import AvatarId, DoorId, PersonId, ZoneId
from island_server.core.motion import Runs
from island_server.core.zones import Zone

ConversationKind = talk_events.ConversationKind
Part = talk_events.Part
ConversationOpened = talk_events.ConversationOpened
ConversationJoined = talk_events.ConversationJoined
ConversationLeft = talk_events.ConversationLeft
ConversationClosed = talk_events.ConversationClosed
ConversationResized = talk_events.ConversationResized
ConversationLocked = talk_events.ConversationLocked
StageSet = talk_events.StageSet
SteppedAside = talk_events.SteppedAside
OpenedUp = company_events.OpenedUp
LetIn = company_events.LetIn
EarshotChanged = company_events.EarshotChanged
Followed = company_events.Followed


class Role(StrEnum):
    """What a person may do, by their invitation; each includes the former."""

    ATTENDEE = "attendee"
    HOST = "host"
    ORGANISER = "organiser"


class Availability(StrEnum):
    """Whether somebody wants to be talked to; only those available are drawn into bubbles."""

    AVAILABLE = "available"
    BUSY = "busy"
    AWAY = "away"


class LeaveReason(StrEnum):
    """Why an avatar left the island."""

    LEFT = "left"
    LOST = "lost"
    REPLACED = "replaced"
    CLOSED = "closed"
    TRAVELLED = "travelled"
    REMOVED = "removed"


class TurnedAwayReason(StrEnum):
    """Why a zone is closed to somebody."""

    FULL = "full"
    LOCKED = "locked"
    HOSTS_ONLY = "hosts_only"
    GROUP = "group"
    KNOCK = "knock"
    CLOSED = "closed"


Look = tuple[int, ...]
"""Indices into the avatar sheet: body, skin, clothes, clothes colour, hair, hair colour, aid."""

LOOK_PARTS = 7


@dataclass(frozen=True, slots=True)
class Entered:
    """An avatar came onto the island, standing at (x, y).

    `keeps_path`: whether the person lets their path be written down.
    """

    t_ms: int
    avatar: AvatarId
    person: PersonId
    name: str
    look: Look
    role: Role
    x: int
    y: int
    facing: int
    keeps_path: bool = True
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """An avatar went; its id is not used again."""

    t_ms: int
    avatar: AvatarId
    reason: LeaveReason


@dataclass(frozen=True, slots=True)
class Moved:
    """From tile (x, y), at t0_ms, the avatar walks `runs`. It replaces the avatar's former path.

    `t0_ms` lies before `t_ms` if the avatar was in the middle of a step, which it finishes. Without
    runs and at `t_ms`, it stopped there; after `PortalTaken` with no island, it was taken there.
    """

    t_ms: int
    avatar: AvatarId
    t0_ms: int
    x: int
    y: int
    facing: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class ProfileChanged:
    """Another name or look."""

    t_ms: int
    avatar: AvatarId
    name: str
    look: Look


@dataclass(frozen=True, slots=True)
class PathKept:
    """Somebody lets their path be written down from here on (kept), or no longer.

    `Moved` follows if it is: the rest of the path under way.
    """

    t_ms: int
    avatar: AvatarId
    kept: bool


@dataclass(frozen=True, slots=True)
class AvailabilityChanged:
    """Somebody became available, busy or away."""

    t_ms: int
    avatar: AvatarId
    availability: Availability


@dataclass(frozen=True, slots=True)
class DevicesChanged:
    """Somebody switched microphone or camera."""

    t_ms: int
    avatar: AvatarId
    microphone: bool
    camera: bool


@dataclass(frozen=True, slots=True)
class Muted:
    """A host let nobody hear somebody any more, or (not muted) let them be heard again.

    `by` is None where a mute of before goes on: somebody muted came back.
    """

    t_ms: int
    avatar: AvatarId
    muted: bool
    by: AvatarId | None


@dataclass(frozen=True, slots=True)
class ZoneEntered:
    """An avatar reached the first tile of a zone."""

    t_ms: int
    avatar: AvatarId
    zone: ZoneId


@dataclass(frozen=True, slots=True)
class ZoneLeft:
    """An avatar reached the first tile outside a zone, or left the island."""

    t_ms: int
    avatar: AvatarId
    zone: ZoneId


@dataclass(frozen=True, slots=True)
class ZonePut:
    """A host put up a zone, or changed it: it holds as it is here from now on."""

    t_ms: int
    put: Zone
    avatar: AvatarId | None


@dataclass(frozen=True, slots=True)
class ZoneRemoved:
    """A host took a zone away."""

    t_ms: int
    zone: ZoneId
    avatar: AvatarId | None


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody is let into a zone at which one knocks, until they have left it again."""

    t_ms: int
    avatar: AvatarId
    zone: ZoneId
    by: AvatarId


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """An avatar was stopped at the edge of a zone that is closed to it."""

    t_ms: int
    avatar: AvatarId
    zone: ZoneId
    reason: TurnedAwayReason


@dataclass(frozen=True, slots=True)
class PortalTaken:
    """An avatar walked into a portal: to an entry of an island, or of this one if it is empty."""

    t_ms: int
    avatar: AvatarId
    island: str
    entry: str


@dataclass(frozen=True, slots=True)
class DoorMoved:
    """A door was opened or closed, by itself if there is no avatar."""

    t_ms: int
    door: DoorId
    is_open: bool
    avatar: AvatarId | None


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody showed a reaction; `emoji` is one of `commands.REACTIONS`."""

    t_ms: int
    avatar: AvatarId
    emoji: str


@dataclass(frozen=True, slots=True)
class Waved:
    """Somebody waved to somebody, wherever they are."""

    t_ms: int
    avatar: AvatarId
    to: AvatarId


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that the world does not know of: an announcement, a poll, somebody removed.

    It changes no state. `what` is a word of docs/attendance-format.md; `avatar` did it, `about`
    whom. Facts are plain and say nothing that anybody said or wrote.
    """

    t_ms: int
    what: str
    avatar: AvatarId | None = None
    about: AvatarId | None = None
    zone: ZoneId | None = None
    facts: Mapping[str, str | int | bool] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class CommandRejected:
    """A wish that was not granted; `reason` is a reason code. It changes nothing."""

    t_ms: int
    avatar: AvatarId | None
    reason: str


Event = (
    Entered
    | Left
    | Moved
    | ProfileChanged
    | PathKept
    | AvailabilityChanged
    | DevicesChanged
    | Muted
    | ZoneEntered
    | ZoneLeft
    | ZonePut
    | ZoneRemoved
    | Admitted
    | StageSet
    | TurnedAway
    | PortalTaken
    | DoorMoved
    | ConversationOpened
    | ConversationJoined
    | ConversationLeft
    | ConversationClosed
    | ConversationLocked
    | ConversationResized
    | OpenedUp
    | LetIn
    | EarshotChanged
    | Followed
    | SteppedAside
    | Reacted
    | Waved
    | Noted
    | CommandRejected
)
