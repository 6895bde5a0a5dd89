"""The SFU on the caller's own event loop: for tests and small trials."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource
from island_server.media.media_settings import MediaSettings
from island_server.media.sfu.sfu import Sfu
from island_server.ports import MediaListener, MediaOffer


class InProcessMedia:
    """A `ports.MediaService` without a process of its own; a busy caller is heard in the voices."""

    def __init__(self, settings: MediaSettings) -> None:
        self.sfu = Sfu(settings)
        self._clockwork: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The UDP and TCP port in use."""
        return self.sfu.port

    async def start(self, listener: MediaListener) -> None:
        """See `ports.MediaService`."""
        await self.sfu.start(listener)
        self._clockwork = asyncio.create_task(self.sfu.keep_time(), name="media-clockwork")

    async def stop(self) -> None:
        """See `ports.MediaService`."""
        if self._clockwork is not None:
            self._clockwork.cancel()
            await asyncio.wait([self._clockwork])
        await self.sfu.stop()

    async def open(self, avatar: AvatarId) -> MediaOffer:
        """See `ports.MediaService`."""
        return self.sfu.open(avatar)

    async def answer(self, avatar: AvatarId, generation: int, sdp: str) -> None:
        """See `ports.MediaService`."""
        self.sfu.answer(avatar, generation, sdp)

    def set_slots(self, avatar: AvatarId, changes: Mapping[int, SlotSource | None]) -> None:
        """See `ports.MediaService`."""
        self.sfu.set_slots(avatar, changes)

    async def restart(self, avatar: AvatarId) -> MediaOffer:
        """See `ports.MediaService`."""
        return self.sfu.restart(avatar)

    def close(self, avatar: AvatarId) -> None:
        """See `ports.MediaService`."""
        self.sfu.close(avatar)

    async def stats(self) -> Mapping[str, float]:
        """See `ports.MediaService`."""
        return self.sfu.stats()
