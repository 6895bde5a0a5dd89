"""The state of an island: a fold over its events.

`IslandState.apply` is the only thing that ever changes it. The live world, a replay and a
restarted server all come to the same state by the same events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import NamedTuple

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, DoorId, PersonId, ZoneId
from island_server.core.motion import Runs, tile_at
from island_server.core.rules import Rules
from island_server.core.units import TilePos
from island_server.core.zones import Zone


@dataclass(slots=True)
class AvatarState:
    """One avatar: who, where (by its last path), how."""

    avatar: AvatarId
    person: PersonId
    name: str
    look: ev.Look
    role: ev.Role
    t0_ms: int
    x: int
    y: int
    facing: int
    runs: Runs = ()
    availability: ev.Availability = ev.Availability.AVAILABLE
    microphone: bool = False
    camera: bool = False
    conversation: ConversationId | None = None
    aside_at: TilePos | None = None
    """Where the avatar began to take no part in conversations, until it is open to one again."""
    zones: tuple[ZoneId, ...] = ()
    keeps_path: bool = True
    """Whether the place may be written down; in a state out of the log, whether it is known."""
    groups: tuple[str, ...] = ()
    admitted: tuple[ZoneId, ...] = ()
    """Zones at which one knocks, and into which this avatar was let."""
    muted: bool = False
    """A host lets nobody hear this avatar, whatever its microphone."""

    @property
    def is_heard(self) -> bool:
        """Whether there is a voice to pass on."""
        return self.microphone and not self.muted


class StageRules(NamedTuple):
    """How a stage is heard.

    Attributes:
        wide: also all over the island, beside whatever people talk about there.
        whisper: its audience talks as people do elsewhere, and hears it beside that.
    """

    wide: bool = False
    whisper: bool = False


@dataclass(slots=True)
class ConversationState:
    """One conversation and its members, in the order in which they joined."""

    conversation: ConversationId
    kind: ev.ConversationKind
    zone: ZoneId | None
    capacity: int
    locked: bool = False
    members: dict[AvatarId, ev.Part] = field(default_factory=dict)
    opened: bool = False
    """Those around may overhear it."""
    admitted: tuple[AvatarId, ...] = ()
    """Who was let in although it is locked."""


class IslandState:
    """Everybody, every conversation, every door and zone, as the events so far have it.

    `edited` holds the zones that are otherwise than in the map; None: it was taken away. `stages`
    holds those, by their podium, for which other rules hold than at first.
    """

    def __init__(
        self,
        rules: Rules,
        open_doors: Iterable[DoorId] = (),
        edited: Mapping[ZoneId, Zone | None] | None = None,
    ) -> None:
        self._rules = rules
        self.open_doors: set[DoorId] = set(open_doors)
        self.avatars: dict[AvatarId, AvatarState] = {}
        self.conversations: dict[ConversationId, ConversationState] = {}
        self.edited: dict[ZoneId, Zone | None] = dict(edited or {})
        self.stages: dict[ZoneId, StageRules] = {}
        self.listening: dict[AvatarId, ConversationId] = {}
        """Who overhears which conversation; no log tells of it."""
        self.following: dict[AvatarId, AvatarId] = {}
        """Who walks after whom; no log tells of it."""

    @singledispatchmethod
    def apply(self, event: ev.Event) -> None:
        """Take the next event in. Raises KeyError if it does not follow from those before."""

    @apply.register
    def _(self, event: ev.Entered) -> None:
        self.avatars[event.avatar] = AvatarState(
            event.avatar,
            event.person,
            event.name,
            event.look,
            event.role,
            event.t_ms,
            event.x,
            event.y,
            event.facing,
            keeps_path=event.keeps_path,
            groups=event.groups,
        )

    @apply.register
    def _(self, event: ev.Left) -> None:
        del self.avatars[event.avatar]
        self.listening.pop(event.avatar, None)
        self.following.pop(event.avatar, None)

    @apply.register
    def _(self, event: ev.Moved) -> None:
        avatar = self.avatars[event.avatar]
        avatar.t0_ms, avatar.x, avatar.y = event.t0_ms, event.x, event.y
        avatar.facing, avatar.runs = event.facing, event.runs

    @apply.register
    def _(self, event: ev.ProfileChanged) -> None:
        avatar = self.avatars[event.avatar]
        avatar.name, avatar.look = event.name, event.look

    @apply.register
    def _(self, event: ev.PathKept) -> None:
        self.avatars[event.avatar].keeps_path = event.kept

    @apply.register
    def _(self, event: ev.AvailabilityChanged) -> None:
        self.avatars[event.avatar].availability = event.availability

    @apply.register
    def _(self, event: ev.DevicesChanged) -> None:
        avatar = self.avatars[event.avatar]
        avatar.microphone, avatar.camera = event.microphone, event.camera

    @apply.register
    def _(self, event: ev.Muted) -> None:
        self.avatars[event.avatar].muted = event.muted

    @apply.register
    def _(self, event: ev.ZoneEntered) -> None:
        avatar = self.avatars[event.avatar]
        avatar.zones = (*avatar.zones, event.zone)

    @apply.register
    def _(self, event: ev.ZoneLeft) -> None:
        avatar = self.avatars[event.avatar]
        avatar.zones = tuple(zone for zone in avatar.zones if zone != event.zone)
        avatar.admitted = tuple(zone for zone in avatar.admitted if zone != event.zone)

    @apply.register
    def _(self, event: ev.Admitted) -> None:
        avatar = self.avatars[event.avatar]
        if event.zone not in avatar.admitted:
            avatar.admitted = (*avatar.admitted, event.zone)

    @apply.register
    def _(self, event: ev.ZonePut) -> None:
        self.edited[event.put.id] = event.put

    @apply.register
    def _(self, event: ev.ZoneRemoved) -> None:
        self.edited[event.zone] = None
        for avatar in self.avatars.values():
            avatar.admitted = tuple(zone for zone in avatar.admitted if zone != event.zone)

    @apply.register
    def _(self, event: ev.StageSet) -> None:
        self.stages[event.stage] = StageRules(event.wide, event.whisper)
        if self.stages[event.stage] == StageRules():
            del self.stages[event.stage]

    @apply.register
    def _(self, event: ev.DoorMoved) -> None:
        if event.is_open:
            self.open_doors.add(event.door)
        else:
            self.open_doors.discard(event.door)

    @apply.register
    def _(self, event: ev.ConversationOpened) -> None:
        self.conversations[event.conversation] = ConversationState(
            event.conversation, event.kind, event.zone, event.capacity
        )

    @apply.register
    def _(self, event: ev.ConversationJoined) -> None:
        self.conversations[event.conversation].members[event.avatar] = event.part
        self.avatars[event.avatar].conversation = event.conversation

    @apply.register
    def _(self, event: ev.ConversationLeft) -> None:
        talk = self.conversations[event.conversation]
        del talk.members[event.avatar]
        talk.admitted = tuple(guest for guest in talk.admitted if guest != event.avatar)
        self.avatars[event.avatar].conversation = None

    @apply.register
    def _(self, event: ev.ConversationClosed) -> None:
        del self.conversations[event.conversation]

    @apply.register
    def _(self, event: ev.ConversationResized) -> None:
        self.conversations[event.conversation].capacity = event.capacity

    @apply.register
    def _(self, event: ev.ConversationLocked) -> None:
        talk = self.conversations[event.conversation]
        talk.locked = event.locked
        talk.opened = talk.opened and not event.locked

    @apply.register
    def _(self, event: ev.OpenedUp) -> None:
        self.conversations[event.conversation].opened = event.opened

    @apply.register
    def _(self, event: ev.LetIn) -> None:
        talk = self.conversations[event.conversation]
        if event.avatar not in talk.admitted:
            talk.admitted = (*talk.admitted, event.avatar)

    @apply.register
    def _(self, event: ev.EarshotChanged) -> None:
        if event.conversation is None:
            self.listening.pop(event.avatar, None)
        else:
            self.listening[event.avatar] = event.conversation

    @apply.register
    def _(self, event: ev.Followed) -> None:
        if event.leader is None:
            self.following.pop(event.avatar, None)
        else:
            self.following[event.avatar] = event.leader

    @apply.register
    def _(self, event: ev.SteppedAside) -> None:
        avatar = self.avatars[event.avatar]
        avatar.aside_at = self.tile_of(event.avatar, event.t_ms) if event.aside else None

    def tile_of(self, avatar: AvatarId, t_ms: int) -> TilePos:
        """The tile that an avatar reached last, at a time."""
        it = self.avatars[avatar]
        return tile_at(it.t0_ms, it.x, it.y, it.runs, t_ms, self._rules)

    def listeners(self, conversation: ConversationId) -> list[AvatarId]:
        """Who overhears a conversation, in the order in which they began to."""
        return [avatar for avatar, heard in self.listening.items() if heard == conversation]

    def followers(self, leader: AvatarId) -> list[AvatarId]:
        """Who walks after somebody, in the order in which they began to."""
        return [avatar for avatar, whom in self.following.items() if whom == leader]

    def conversation_of(self, avatar: AvatarId) -> ConversationState | None:
        """The conversation of which an avatar is a member."""
        conversation = self.avatars[avatar].conversation
        return None if conversation is None else self.conversations[conversation]
