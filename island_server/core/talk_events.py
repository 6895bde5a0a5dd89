"""What happened to conversations: facts, as all of `core/events.py`, which gives them out too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from island_server.core.ids import AvatarId, ConversationId, ZoneId


class ConversationKind(StrEnum):
    """How a conversation came about."""

    BUBBLE = "bubble"
    MEETING = "meeting"
    STAGE = "stage"


class Part(StrEnum):
    """A member's part in a conversation: listeners (before a stage) hear and are not heard."""

    SPEAKER = "speaker"
    LISTENER = "listener"


@dataclass(frozen=True, slots=True)
class ConversationOpened:
    """A conversation began; `ConversationJoined` of its members follow at once."""

    t_ms: int
    conversation: ConversationId
    kind: ConversationKind
    zone: ZoneId | None
    capacity: int


@dataclass(frozen=True, slots=True)
class ConversationJoined:
    """An avatar became a member, or, if it was one, changed its part."""

    t_ms: int
    conversation: ConversationId
    avatar: AvatarId
    part: Part


@dataclass(frozen=True, slots=True)
class ConversationLeft:
    """An avatar is no longer a member."""

    t_ms: int
    conversation: ConversationId
    avatar: AvatarId


@dataclass(frozen=True, slots=True)
class ConversationClosed:
    """The last members are gone; the id is not used again."""

    t_ms: int
    conversation: ConversationId


@dataclass(frozen=True, slots=True)
class ConversationResized:
    """A host changed how many a zone's conversation takes; nobody has to go."""

    t_ms: int
    conversation: ConversationId
    capacity: int


@dataclass(frozen=True, slots=True)
class ConversationLocked:
    """A member locked or unlocked a bubble, or a meeting in a zone that can be locked."""

    t_ms: int
    conversation: ConversationId
    avatar: AvatarId
    locked: bool


@dataclass(frozen=True, slots=True)
class StageSet:
    """A stage, known by its podium, is heard by these rules from now on: `state.StageRules`."""

    t_ms: int
    stage: ZoneId
    wide: bool
    whisper: bool


@dataclass(frozen=True, slots=True)
class SteppedAside:
    """An avatar takes no part in conversations where it stands (aside), or is open to them again.

    It left one, or came into a zone whose meeting takes in only who asks.
    """

    t_ms: int
    avatar: AvatarId
    aside: bool
