"""What somebody wants to happen: validated wishes. `World.apply` turns each into events."""

from __future__ import annotations

from dataclasses import dataclass

from island_server.core.events import Availability, LeaveReason, Look, Role
from island_server.core.ids import AvatarId, DoorId, PersonId, ZoneId
from island_server.core.motion import Runs
from island_server.core.units import SOUTH, TilePos
from island_server.core.zones import Zone

REACTIONS = ("thumbs_up", "clap", "heart", "laugh", "surprise", "party", "question", "hand")
"""The reactions one may show."""


@dataclass(frozen=True, slots=True)
class Enter:
    """Come onto the island with a new avatar, at a named entry or, if none is so named, a start.

    With `at`: on that tile or, if one cannot stand there, near it.
    `keeps_path`: whether the path may be written down, if the event does so. `groups`: the named
    groups that they are of.
    """

    person: PersonId
    name: str
    look: Look
    role: Role
    entry: str = ""
    keeps_path: bool = True
    groups: tuple[str, ...] = ()
    at: TilePos | None = None
    facing: int = SOUTH


@dataclass(frozen=True, slots=True)
class Leave:
    """Take an avatar off the island."""

    avatar: AvatarId
    reason: LeaveReason


@dataclass(frozen=True, slots=True)
class Walk:
    """From tile (x, y), where the browser predicts itself to be or to come by, walk `runs`.

    Steps 0 in the last run: until something is in the way. No runs: stop at that tile.
    """

    avatar: AvatarId
    x: int
    y: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class GoTo:
    """Find the way to tile (x, y) and walk it."""

    avatar: AvatarId
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Approach:
    """Walk to a free tile beside another avatar, where it will stand."""

    avatar: AvatarId
    target: AvatarId


@dataclass(frozen=True, slots=True)
class ChangeProfile:
    """Take another name or look."""

    avatar: AvatarId
    name: str
    look: Look


@dataclass(frozen=True, slots=True)
class KeepPath:
    """Let one's path be written down from now on, or no longer."""

    avatar: AvatarId
    kept: bool


@dataclass(frozen=True, slots=True)
class SetAvailability:
    """Become available, busy or away."""

    avatar: AvatarId
    availability: Availability


@dataclass(frozen=True, slots=True)
class SetDevices:
    """Say whether microphone and camera are on."""

    avatar: AvatarId
    microphone: bool
    camera: bool


@dataclass(frozen=True, slots=True)
class Mute:
    """Let nobody hear an avatar any more, or let it be heard again; `by` whom, if somebody now."""

    avatar: AvatarId
    muted: bool
    by: AvatarId | None = None


@dataclass(frozen=True, slots=True)
class Regroup:
    """See anew with whom an avatar talks: somebody blocked somebody, or no longer does."""

    avatar: AvatarId


@dataclass(frozen=True, slots=True)
class LeaveConversation:
    """Leave the conversation, and stay out of others until one has walked away or joins again."""

    avatar: AvatarId


@dataclass(frozen=True, slots=True)
class JoinConversation:
    """Be open to conversations again, after having left one or before a meeting that asks."""

    avatar: AvatarId


@dataclass(frozen=True, slots=True)
class LockConversation:
    """Let nobody (or everybody again) into one's bubble, or meeting if its zone can be locked."""

    avatar: AvatarId
    locked: bool


@dataclass(frozen=True, slots=True)
class OpenUp:
    """Let those around overhear one's bubble or meeting, or no longer."""

    avatar: AvatarId
    opened: bool


@dataclass(frozen=True, slots=True)
class LetIn:
    """Let somebody who knocked into one's locked bubble or meeting."""

    avatar: AvatarId
    guest: AvatarId


@dataclass(frozen=True, slots=True)
class Listen:
    """Overhear again what one did not want to hear, or stop overhearing what one hears."""

    avatar: AvatarId
    wanted: bool


@dataclass(frozen=True, slots=True)
class Follow:
    """Walk after somebody from now on; None: after nobody any more."""

    avatar: AvatarId
    leader: AvatarId | None


@dataclass(frozen=True, slots=True)
class SendFollowersOff:
    """Have nobody walk after oneself any more."""

    avatar: AvatarId


@dataclass(frozen=True, slots=True)
class OperateDoor:
    """Open or close a door in whose spans one stands."""

    avatar: AvatarId
    door: DoorId
    is_open: bool


@dataclass(frozen=True, slots=True)
class React:
    """Show a reaction above one's avatar."""

    avatar: AvatarId
    emoji: str


@dataclass(frozen=True, slots=True)
class Wave:
    """Wave to somebody."""

    avatar: AvatarId
    to: AvatarId


@dataclass(frozen=True, slots=True)
class PutZone:
    """Put up a zone, or let it be as it is here from now on. Without an avatar the clock did it."""

    avatar: AvatarId | None
    zone: Zone


@dataclass(frozen=True, slots=True)
class PutZones:
    """Put up, or change, several zones together."""

    avatar: AvatarId | None
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class RemoveZone:
    """Take a zone away. Without an avatar the clock did it."""

    avatar: AvatarId | None
    zone: ZoneId


@dataclass(frozen=True, slots=True)
class Admit:
    """Let somebody into a zone at which one knocks."""

    avatar: AvatarId
    guest: AvatarId
    zone: ZoneId


@dataclass(frozen=True, slots=True)
class SetStage:
    """Let a stage, known by its podium, be heard by these rules: see `state.StageRules`."""

    avatar: AvatarId
    stage: ZoneId
    wide: bool
    whisper: bool


Command = (
    Enter
    | Leave
    | Walk
    | GoTo
    | Approach
    | ChangeProfile
    | KeepPath
    | SetAvailability
    | SetDevices
    | Mute
    | Regroup
    | LeaveConversation
    | JoinConversation
    | LockConversation
    | OpenUp
    | LetIn
    | Listen
    | Follow
    | SendFollowersOff
    | OperateDoor
    | React
    | Wave
    | PutZone
    | PutZones
    | RemoveZone
    | Admit
    | SetStage
)
