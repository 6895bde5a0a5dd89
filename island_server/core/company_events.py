"""What happened between people beside talking: facts, as all of `core/events.py`."""

from __future__ import annotations

from dataclasses import dataclass

from island_server.core.ids import AvatarId, ConversationId


@dataclass(frozen=True, slots=True)
class OpenedUp:
    """A member let those around overhear a bubble or meeting, or (not opened) no longer.

    Locking it ends that too.
    """

    t_ms: int
    conversation: ConversationId
    avatar: AvatarId
    opened: bool


@dataclass(frozen=True, slots=True)
class LetIn:
    """A member let somebody into a locked bubble, until they have been in it and left."""

    t_ms: int
    conversation: ConversationId
    avatar: AvatarId
    by: AvatarId


@dataclass(frozen=True, slots=True)
class EarshotChanged:
    """Somebody overhears an open conversation from here on; None: nobody any more."""

    t_ms: int
    avatar: AvatarId
    conversation: ConversationId | None


@dataclass(frozen=True, slots=True)
class Followed:
    """Somebody walks after a leader from here on; None: after nobody any more."""

    t_ms: int
    avatar: AvatarId
    leader: AvatarId | None
