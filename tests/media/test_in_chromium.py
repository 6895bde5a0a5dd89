"""Real browsers at a real media process."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright

from island_server.core.ids import AvatarId
from island_server.core.media_plan import SlotSource
from island_server.media import BuiltinMedia, MediaSettings
from media.conftest import RecordingListener

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
]
PATIENCE_S = 20
ONE, TWO, THREE = AvatarId(1), AvatarId(2), AvatarId(3)


def both(avatar: AvatarId) -> SlotSource:
    return SlotSource(avatar, audio=True, video=True)


@pytest_asyncio.fixture(loop_scope="module")
async def media(listener: RecordingListener) -> AsyncIterator[BuiltinMedia]:
    service = BuiltinMedia(MediaSettings(port=0))
    await service.start(listener)
    yield service
    await service.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, headless=True, args=ARGUMENTS
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page_url() -> AsyncIterator[str]:
    async def page(_request: web.Request) -> web.FileResponse:
        return web.FileResponse(Path(__file__).with_name("page.html"))

    app = web.Application()
    app.router.add_get("/", page)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


async def connect(
    media: BuiltinMedia, page: Page, avatar: AvatarId, keep: Callable[[str], bool] = bool
) -> None:
    """Connect a page as an avatar; `keep` chooses the lines of the offer that it sees."""
    offer = await media.open(avatar)
    sdp = "".join(line for line in offer.sdp.splitlines(keepends=True) if keep(line))
    answer = await page.evaluate("offer => connect(offer)", sdp)
    await media.answer(avatar, offer.generation, answer)
    await page.wait_for_function("pc.connectionState === 'connected'")


Join = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="module")
async def join(media: BuiltinMedia, chromium: Browser, page_url: str) -> AsyncIterator[Join]:
    async with AsyncExitStack() as contexts:

        async def new_page(avatar: AvatarId, keep: Callable[[str], bool] = bool) -> Page:
            context = await chromium.new_context()
            contexts.push_async_callback(context.close)
            page = await context.new_page()
            await page.goto(page_url)
            await connect(media, page, avatar, keep)
            return page

        yield new_page


async def until(page: Page, mid: str, condition: Callable[[dict[str, float]], bool]) -> None:
    """Wait until the statistics of a slot fulfil the condition."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition(
            (await inbound(page)).get(mid, {"packets": 0, "frames": 0, "energy": 0})
        ):
            await asyncio.sleep(0.05)


async def inbound(page: Page) -> dict[str, dict[str, float]]:
    statistics: dict[str, Any] = await page.evaluate("stats()")
    return statistics["inbound"]


async def until_seen_and_heard(page: Page, slot: int) -> None:
    before = await inbound(page)
    frames = before.get(f"v{slot}", {}).get("frames", 0)
    energy = before.get(f"a{slot}", {}).get("energy", 0)
    await until(page, f"v{slot}", lambda s: s["frames"] > frames + 10)
    await until(page, f"a{slot}", lambda s: s["energy"] > energy + 0.01)


async def test_two_see_and_hear_each_other_and_a_third_gets_nothing(
    media: BuiltinMedia, join: Join
) -> None:
    one, two, three = await join(ONE), await join(TWO), await join(THREE)
    media.set_slots(ONE, {5: both(TWO)})
    media.set_slots(TWO, {0: both(ONE)})
    await until_seen_and_heard(one, 5)
    await until_seen_and_heard(two, 0)
    assert not await inbound(three)
    statistics = await media.stats()
    assert statistics["peers_connected"] == 3
    assert statistics["starts_audio"] == statistics["starts_video"] == 2
    assert statistics.get("drop_protect", 0) == statistics.get("faults", 0) == 0


async def test_a_slot_switches_between_two_sources_ten_times_without_a_flaw(
    media: BuiltinMedia, join: Join
) -> None:
    await join(ONE)
    await join(TWO)
    viewer = await join(THREE)
    for turn in range(10):
        media.set_slots(THREE, {0: both((ONE, TWO)[turn % 2])})
        frames = (await inbound(viewer)).get("v0", {}).get("frames", 0)
        await until(viewer, "v0", lambda s, frames=frames: s["frames"] > frames + 6)
    seen = (await inbound(viewer))["v0"]
    assert seen["keyframes"] >= 10
    # The decoder never lost its way. (Freezes are a matter of time, hence of the machine's load.)
    assert seen["plis"] == seen["nacks"] == seen["lost"] == 0
    assert (await media.stats())["starts_video"] == 10


async def test_a_killed_media_process_is_replaced_and_pages_connect_again(
    media: BuiltinMedia, join: Join, listener: RecordingListener
) -> None:
    one, two = await join(ONE), await join(TWO)
    former = media.worker_pid
    assert former is not None
    os.kill(former, signal.SIGKILL)
    await listener.until("lost")
    await connect(media, one, ONE)
    await connect(media, two, TWO)
    assert media.worker_pid != former
    media.set_slots(TWO, {0: both(ONE)})
    await until_seen_and_heard(two, 0)
    assert (await media.stats())["worker_restarts"] == 1


async def test_a_page_that_can_only_use_tcp_sees_and_hears(media: BuiltinMedia, join: Join) -> None:
    def without_udp(line: str) -> bool:
        return not (line.startswith("a=candidate:") and " udp " in line)

    await join(ONE)
    two = await join(TWO, without_udp)
    media.set_slots(TWO, {0: both(ONE)})
    await until_seen_and_heard(two, 0)
    assert (await two.evaluate("stats()"))["remote"] == "tcp"


async def test_an_ice_restart_does_not_interrupt_a_page(media: BuiltinMedia, join: Join) -> None:
    await join(ONE)
    two = await join(TWO)
    media.set_slots(TWO, {0: both(ONE)})
    await until_seen_and_heard(two, 0)
    offer = await media.restart(TWO)
    answer = await two.evaluate("offer => renew(offer)", offer.sdp)
    await media.answer(TWO, offer.generation, answer)
    await until_seen_and_heard(two, 0)
    seen = (await inbound(two))["v0"]
    assert seen["plis"] == seen["lost"] == 0


async def test_a_page_that_closes_its_connection_is_gone_at_once(
    media: BuiltinMedia, join: Join, listener: RecordingListener
) -> None:
    one = await join(ONE)
    await one.evaluate("pc.close()")
    await listener.until("down", ONE, "closed")
    assert (await media.stats())["peers"] == 0
