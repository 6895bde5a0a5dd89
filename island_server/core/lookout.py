"""What others may ask of a world: who is where, who is near, what holds there."""

from __future__ import annotations

from island_server.core.blocks import IsBlocked
from island_server.core.conversations import Conversations
from island_server.core.ids import AvatarId, ConversationId
from island_server.core.spatial_hash import SpatialHash
from island_server.core.state import IslandState
from island_server.core.units import TilePos
from island_server.core.walkers import Walkers
from island_server.core.ways import Ways
from island_server.core.zones import Zone, ZoneIndex


class Lookout:
    """The part of `World` that changes nothing."""

    state: IslandState
    _walkers: Walkers
    _hash: SpatialHash
    _zones: ZoneIndex
    _conversations: Conversations
    is_blocked: IsBlocked
    _ways: Ways

    def next_due_ms(self) -> int | None:
        """When somebody reaches a tile next: then `advance` has something to do."""
        return self._walkers.next_due_ms()

    def tile(self, avatar: AvatarId) -> TilePos:
        """The tile that an avatar reached last."""
        return self._walkers[avatar].tile

    def rest(self, avatar: AvatarId) -> TilePos:
        """The tile on which an avatar stands or will stop."""
        return self._walkers[avatar].end

    def is_walking(self, avatar: AvatarId) -> bool:
        """Whether an avatar has steps left to take."""
        return self._walkers[avatar].next_ms >= 0

    def walking(self) -> list[AvatarId]:
        """Everybody who has steps left to take."""
        return self._walkers.walking()

    def near(self, tile: TilePos, radius_tiles: int) -> list[AvatarId]:
        """Avatars within a radius of a tile, nearest first."""
        return self._hash.near(tile, radius_tiles)

    def governing(self, tile: TilePos) -> Zone | None:
        """The zone whose rules for conversations hold on a tile."""
        return self._zones.governing(*tile)

    def are_apart(self, one: AvatarId, other: AvatarId) -> bool:
        """Whether there is a block between the people behind two avatars that are here."""
        avatars = self.state.avatars
        return self.is_blocked(avatars[one].person, avatars[other].person)

    def is_land(self, tile: TilePos) -> bool:
        """Whether one can walk to a tile from where people arrive."""
        return self._ways.is_land(tile)

    def may_lock(self, conversation: ConversationId) -> bool:
        """Whether members of a conversation may lock it."""
        return self._conversations.may_lock(self.state.conversations[conversation])
