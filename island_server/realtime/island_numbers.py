"""The numbers of all islands of a server, and who hears what the media service tells of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from island_server.core.ids import MAX_ISLANDS, AvatarId, island_number
from island_server.errors import MapError
from island_server.ports import MediaListener


class IslandNumbers:
    """Gives each island a number of its own, over all events. Implements `ports.MediaListener`.

    The media service is shared: what it tells of an avatar goes to the one event whose island has
    that avatar's number, and to no other.
    """

    def __init__(self) -> None:
        self._free = deque(range(MAX_ISLANDS))
        self._owners: dict[int, MediaListener] = {}

    def take(self, owner: MediaListener) -> int:
        """A number that no island has. Raises `MapError` if there is none left."""
        if not self._free:
            raise MapError(f"the server has opened {MAX_ISLANDS} islands; start it anew")
        number = self._free.popleft()
        self._owners[number] = owner
        return number

    def give_back(self, numbers: Iterable[int]) -> None:
        """Let numbers be taken again, as late as can be: the log of their run has ended."""
        for number in numbers:
            del self._owners[number]
            self._free.append(number)

    def on_media_up(self, avatar: AvatarId) -> None:
        """The peer's transport is connected."""
        if (owner := self._owner_of(avatar)) is not None:
            owner.on_media_up(avatar)

    def on_media_down(self, avatar: AvatarId, reason: str) -> None:
        """The peer's transport ended."""
        if (owner := self._owner_of(avatar)) is not None:
            owner.on_media_down(avatar, reason)

    def on_levels(self, levels: Mapping[AvatarId, int]) -> None:
        """Loudness of those who spoke, each told in their own event."""
        shares: dict[MediaListener, dict[AvatarId, int]] = {}
        for avatar, level in levels.items():
            if (owner := self._owner_of(avatar)) is not None:
                shares.setdefault(owner, {})[avatar] = level
        for owner, share in shares.items():
            owner.on_levels(share)

    def on_media_lost(self) -> None:
        """The media process died, for all events."""
        for owner in dict.fromkeys(self._owners.values()):
            owner.on_media_lost()

    def _owner_of(self, avatar: AvatarId) -> MediaListener | None:
        return self._owners.get(island_number(avatar))
