"""An SFU on the test's own loop, and browsers to connect to it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

import pytest
from hypothesis import HealthCheck, settings

from island_server.core.ids import AvatarId
from island_server.media import MediaSettings
from island_server.media.in_process import InProcessMedia
from media.fake_browser import PATIENCE_S, FakeBrowser

# The same search as in the core's tests, whichever of them run.
settings.register_profile(
    "fast", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", settings.get_profile("fast"), max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


class RecordingListener:
    """Remembers what a media service tells."""

    def __init__(self) -> None:
        self.events: list[tuple[object, ...]] = []
        self.levels: list[dict[AvatarId, int]] = []
        self._changed = asyncio.Event()

    def _note(self, *event: object) -> None:
        self.events.append(event)
        self._changed.set()

    async def until(self, *event: object) -> None:
        """Wait until this event was told."""
        async with asyncio.timeout(PATIENCE_S):
            while event not in self.events:
                self._changed.clear()
                await self._changed.wait()

    def on_media_up(self, avatar: AvatarId) -> None:
        self._note("up", avatar)

    def on_media_down(self, avatar: AvatarId, reason: str) -> None:
        self._note("down", avatar, reason)

    def on_levels(self, levels: Mapping[AvatarId, int]) -> None:
        self.levels.append(dict(levels))

    def on_media_lost(self) -> None:
        self._note("lost")


@pytest.fixture
def listener() -> RecordingListener:
    return RecordingListener()


@pytest.fixture
async def media(listener: RecordingListener) -> AsyncIterator[InProcessMedia]:
    service = InProcessMedia(MediaSettings(hosts=("127.0.0.1",), port=0))
    await service.start(listener)
    yield service
    await service.stop()


BrowserFactory = Callable[[int], Awaitable[FakeBrowser]]


@pytest.fixture
async def browser(media: InProcessMedia) -> AsyncIterator[BrowserFactory]:
    """Makes connected browsers by avatar number."""
    made: list[FakeBrowser] = []

    async def connect(avatar: int) -> FakeBrowser:
        fake = FakeBrowser(media, avatar)
        made.append(fake)
        await fake.connect()
        return fake

    yield connect
    for fake in made:
        await fake.close()
