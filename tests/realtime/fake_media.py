"""A media service that carries nothing and remembers what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource
from island_server.errors import MediaRefused, MediaUnavailable
from island_server.ports import MediaListener, MediaOffer


class FakeMedia:
    """Implements `ports.MediaService`. Each peer counts its offers from 1, as the real one does."""

    def __init__(self) -> None:
        self.listener: MediaListener | None = None
        self.peers: dict[AvatarId, int] = {}
        self.slots: dict[AvatarId, dict[int, SlotSource]] = {}
        self.calls: list[tuple[str, AvatarId]] = []
        self.answers: list[tuple[AvatarId, int, str]] = []
        self.is_down = False
        self.gate = asyncio.Event()
        """Offers wait for it; open unless a test closes it."""
        self.gate.set()

    async def start(self, listener: MediaListener) -> None:
        self.listener = listener

    async def stop(self) -> None:
        self.peers.clear()

    async def open(self, avatar: AvatarId) -> MediaOffer:
        await self._reach("open", avatar)
        self.peers[avatar] = 1
        self.slots[avatar] = {}
        return MediaOffer(1, f"offer to {avatar}")

    async def answer(self, avatar: AvatarId, generation: int, sdp: str) -> None:
        await self._reach("answer", avatar)
        if self.peers.get(avatar) != generation:
            raise MediaRefused("stale_answer")
        self.answers.append((avatar, generation, sdp))

    def set_slots(self, avatar: AvatarId, changes: Mapping[int, SlotSource | None]) -> None:
        self.calls.append(("set_slots", avatar))
        slots = self.slots.setdefault(avatar, {})
        for slot, source in changes.items():
            if source is None:
                slots.pop(slot, None)
            else:
                slots[slot] = source

    async def restart(self, avatar: AvatarId) -> MediaOffer:
        await self._reach("restart", avatar)
        if avatar not in self.peers:
            raise MediaRefused("media_unknown")
        self.peers[avatar] += 1
        return MediaOffer(self.peers[avatar], f"restart for {avatar}")

    def close(self, avatar: AvatarId) -> None:
        self.calls.append(("close", avatar))
        self.peers.pop(avatar, None)
        self.slots.pop(avatar, None)

    async def stats(self) -> Mapping[str, float]:
        return {}

    def lose_everything(self) -> None:
        """The media process dies, and another one takes its place."""
        self.peers.clear()
        self.slots.clear()
        assert self.listener is not None
        self.listener.on_media_lost()

    def hears(self, avatar: AvatarId) -> set[AvatarId]:
        return {source.avatar for source in self.slots.get(avatar, {}).values() if source.audio}

    async def _reach(self, call: str, avatar: AvatarId) -> None:
        self.calls.append((call, avatar))
        await self.gate.wait()
        if self.is_down:
            raise MediaUnavailable("media: there is no media process at the moment")
