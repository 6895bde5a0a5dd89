"""The whole state of an island at one moment, from which the events that follow go on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from island_server.core.ids import DoorId, ZoneId
from island_server.core.rules import Rules
from island_server.core.state import AvatarState, ConversationState, IslandState
from island_server.core.units import SOUTH, TilePos
from island_server.core.zones import Zone

NOWHERE = TilePos(0, 0)
"""Where somebody is whose place the log does not keep; there they face south."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everybody, every conversation, the open doors, and the zones that are not as in the map.

    Copies that nothing changes.
    """

    avatars: tuple[AvatarState, ...] = ()
    conversations: tuple[ConversationState, ...] = ()
    open_doors: tuple[DoorId, ...] = ()
    zones_put: tuple[Zone, ...] = ()
    zones_removed: tuple[ZoneId, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedSnapshot:
    """A snapshot in an event's log.

    Attributes:
        seq: all entries of this island up to and with this number are in it, later ones are not.
        run, island, t_ms, wall_ms: as in `logged.Logged`.
        map_id: the map that the island has.
        state: the island's state.
    """

    seq: int
    run: int
    island: str
    map_id: str
    t_ms: int
    wall_ms: int
    state: Snapshot


def take(state: IslandState, *, places: bool = True) -> Snapshot:
    """The state as it is now; where somebody is or walks only with places, and if they let it."""
    return Snapshot(
        tuple(
            replace(avatar) if places and avatar.keeps_path else without_place(avatar)
            for avatar in state.avatars.values()
        ),
        tuple(_copy(conversation) for conversation in state.conversations.values()),
        tuple(sorted(state.open_doors)),
        tuple(zone for zone in state.edited.values() if zone is not None),
        tuple(sorted(identity for identity, zone in state.edited.items() if zone is None)),
    )


def restore(snapshot: Snapshot, rules: Rules) -> IslandState:
    """A state of its own, to which the events after the snapshot can be applied."""
    edited: dict[ZoneId, Zone | None] = {zone.id: zone for zone in snapshot.zones_put}
    edited.update(dict.fromkeys(snapshot.zones_removed))
    state = IslandState(rules, snapshot.open_doors, edited)
    state.avatars = {avatar.avatar: replace(avatar) for avatar in snapshot.avatars}
    state.conversations = {talk.conversation: _copy(talk) for talk in snapshot.conversations}
    return state


def _copy(conversation: ConversationState) -> ConversationState:
    return replace(conversation, members=dict(conversation.members))


def without_place(avatar: AvatarState) -> AvatarState:
    """A copy that does not say where the avatar is or walks."""
    aside_at = None if avatar.aside_at is None else NOWHERE
    x, y = NOWHERE
    return replace(
        avatar, t0_ms=0, x=x, y=y, facing=SOUTH, runs=(), aside_at=aside_at, keeps_path=False
    )
