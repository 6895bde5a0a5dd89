"""How soon does one walk, how much is transferred, and what does a frame cost? `make bench-entry`.

Chromium with an empty cache, a server in this process on the default island. `page_to_walking_ms`
is from opening the link to the server seeing the first step, the name typed and the button pressed
by the program. `transferred_kb` is what came over the wire for it. `frame_ms` is the script's time
for one frame of the island with a crowd in sight, measured around the page's own animation frame
(software rendering is slow and is not counted: it happens elsewhere). Baseline in the same run: a
second visit with a warm cache.

The last line is one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from island_server.app import RunningIsland, running_island
from island_server.bots.crowd import Crowd, CrowdSettings
from island_server.core.events import Role
from island_server.core.ids import AvatarId
from island_server.settings import Settings
from tests.chromium import chromium_path
from tests.e2e.attendee import DESKTOP, launch, write_tone

VISITS = 5
CROWD = 60
FRAMES_S = 8.0
NORTH = 0

COUNT_FRAMES = """() => {
  window.frameTimes = [];
  const original = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => original((now) => {
    const began = performance.now();
    callback(now);
    window.frameTimes.push(performance.now() - began);
  });
}"""


async def visit(context: BrowserContext, running: RunningIsland) -> tuple[float, float]:
    """Open the link, go in, take a step; returns ms taken and kB transferred."""
    known = set(running.island.world.state.avatars)
    page = await context.new_page()
    transferred = await _count_bytes(page)
    began = time.monotonic()
    await page.goto(running.link(Role.ATTENDEE, 1))
    await page.get_by_label("Your name").fill("Anna")
    await page.get_by_role("radio", name="Only text").check()
    await page.get_by_role("button", name="Go to the island").click()
    await expect(page.locator("canvas").first).to_be_visible(timeout=20_000)
    await page.keyboard.down("ArrowUp")
    while not _has_walked(running, known):
        await asyncio.sleep(0.002)
    took_ms = 1000 * (time.monotonic() - began)
    await page.keyboard.up("ArrowUp")
    await page.get_by_role("button", name="Leave").click()
    await page.close()
    return took_ms, sum(transferred) / 1000


async def _count_bytes(page: Page) -> list[float]:
    transferred: list[float] = []
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    session.on(
        "Network.loadingFinished", lambda event: transferred.append(event["encodedDataLength"])
    )
    return transferred


def _has_walked(running: RunningIsland, known: set[AvatarId]) -> bool:
    avatars = running.island.world.state.avatars
    return any(avatars[avatar].facing == NORTH for avatar in avatars if avatar not in known)


async def frames(browser: Browser, running: RunningIsland) -> dict[str, float]:
    """The script's time per frame, with a crowd walking about."""
    link = running.link(Role.ATTENDEE, 1)
    url, _, token = link.partition("/join/")
    context = await browser.new_context(locale="en-GB", viewport=DESKTOP)
    page = await context.new_page()
    await page.add_init_script(f"({COUNT_FRAMES})()")
    async with Crowd(CrowdSettings(url, token, CROWD, stroll_tiles=6, pause_s=0.5)):
        await page.goto(link)
        await page.get_by_label("Your name").fill("Anna")
        await page.get_by_role("radio", name="Only text").check()
        await page.get_by_role("button", name="Go to the island").click()
        await expect(page.locator("canvas").first).to_be_visible(timeout=20_000)
        await asyncio.sleep(2)
        await page.evaluate("() => { window.frameTimes.length = 0; }")
        await asyncio.sleep(FRAMES_S)
        times: list[float] = await page.evaluate("() => window.frameTimes")
    await context.close()
    cuts = quantiles(times, n=100)
    return {"p50": round(cuts[49], 2), "p95": round(cuts[94], 2), "frames": len(times)}


async def measure() -> dict[str, Any]:
    """Run everything; returns the figures."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        settings = Settings(port=0, media_port=0, data_dir=data)
        async with running_island(settings) as running, async_playwright() as playwright:
            browser = await launch(
                playwright, chromium_path(), write_tone(data / "tone.wav", seconds=1)
            )
            cold, warm = [], []
            for _ in range(VISITS):
                context = await browser.new_context(locale="en-GB", viewport=DESKTOP)
                cold.append(await visit(context, running))
                warm.append(await visit(context, running))
                await context.close()
            per_frame = await frames(browser, running)
            await browser.close()
    return {
        "page_to_walking_ms": round(median(took for took, _ in cold)),
        "transferred_kb": round(median(size for _, size in cold), 1),
        "warm_page_to_walking_ms": round(median(took for took, _ in warm)),
        "warm_transferred_kb": round(median(size for _, size in warm), 1),
        "frame_ms": per_frame,
        "crowd": CROWD,
        "visits": VISITS,
    }


def main() -> None:
    """Print the figures."""
    sys.stdout.write(json.dumps(asyncio.run(measure())) + "\n")


if __name__ == "__main__":
    main()
