"""A recorded crowd, played back and filmed by the browser program in a real browser."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image
from playwright.async_api import Browser, Page

from island_server.map_files.load import load_map
from island_server.web import art, map_assets
from scripts import client
from tests.e2e.crowd_log import CrowdLog
from tests.e2e.drawing_page import RESULTS

MAPS = Path(__file__).resolve().parents[2] / "maps"
PEOPLE = 1000
WIDTH, HEIGHT = 1280, 800
PATIENCE_MS = 120_000
EBML = bytes.fromhex("1a45dfa3")


@pytest.fixture(scope="module")
def replay_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of client/tests/replay-drawing, built once."""
    folder = tmp_path_factory.mktemp("replay")
    client.install()
    client.npm("run", "--silent", "replay-page", "--", "--outDir", str(folder))
    return folder


@pytest.fixture
async def page(browser: Browser, replay_folder: Path) -> AsyncIterator[Page]:
    loaded = await asyncio.to_thread(load_map, MAPS / "ameland" / "ameland.tmj")
    crowd = CrowdLog(loaded.island, loaded.bundle.id, PEOPLE, minutes=4)

    async def part(request: web.Request) -> web.Response:
        return web.json_response(crowd.files[request.match_info["name"]])

    app = web.Application()
    maps = map_assets.routes({loaded.bundle.id: loaded.bundle}.get)
    app.add_routes([*maps, *art.routes(MAPS / "avatars"), web.get("/log/{name}", part)])
    app.add_routes([web.static("/page", replay_folder)])
    async with TestServer(app) as server:
        page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        await page.goto(str(server.make_url("/page/index.html")))
        shown = "document.title === 'shown' || document.title.startsWith('failed')"
        await page.wait_for_function(shown, timeout=PATIENCE_MS)
        assert await page.title() == "shown"
        yield page
        await page.close()


async def test_a_thousand_people_are_played_back_at_every_speed(page: Page) -> None:
    """Prints what a frame takes; asserts no time, for the machine may be busy."""
    for speed in (1, 10, 60):
        await _measure(page, "drawn", speed)
    await page.screenshot(path=_result("replay-crowd"))
    await page.goto(f"{page.url}?blank")
    await page.wait_for_function("document.title === 'shown'", timeout=PATIENCE_MS)
    await _measure(page, "replay alone", 60)


async def _measure(page: Page, what: str, speed: int) -> None:
    times: dict[str, Any] = await page.evaluate(f"window.measure({speed}, 120)")
    scripts = times["scripts"]
    assert times["playedMs"] > 0
    figures = {
        "what": what,
        "speed": speed,
        "people": PEOPLE,
        "frames": len(scripts),
        "script_ms_median": round(median(scripts), 1),
        "script_ms_p95": round(quantiles(scripts, n=20)[-1], 1),
        "long_tasks": len(times["longTasks"]),
        "longest_task_ms": round(max(times["longTasks"], default=0)),
        "played_s": round(times["playedMs"] / 1000, 1),
    }
    sys.stdout.write(f"{json.dumps(figures)}\n")


async def test_a_picture_has_all_that_is_shown_and_says_when_it_was(page: Page) -> None:
    await page.evaluate("replay.seek(replay.timeline.firstMs + 65_000)")
    png = base64.b64decode(await page.evaluate("window.picture()"))
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.size == (WIDTH, HEIGHT)
        picture.save(_result("replay-picture"))
        colours = picture.convert("RGB").crop((0, 0, WIDTH, HEIGHT // 2)).getcolors(1 << 24)
        assert colours is not None
        assert len(colours) > 100, "the island is not in the picture"


async def test_a_film_plays_as_long_as_it_took_and_can_be_stopped(page: Page) -> None:
    before = await page.evaluate("replay.at.value")
    film = await page.evaluate("window.film(2, 10, null)")
    assert film["type"] == "video/webm"
    assert base64.b64decode(film["head"]) == EBML
    assert film["seconds"] > 1
    assert await page.evaluate("window.film(3, 10, 0.3)") == "AbortError"
    assert await page.evaluate("window.film(61, 10, null)") == "film_too_long"
    assert await page.evaluate("[replay.at.value, replay.status.value]") == [before, "paused"]


async def test_following_filtering_heat_and_trails_are_drawn(page: Page) -> None:
    await page.evaluate("replay.seek(replay.timeline.firstMs + 100_000)")
    spent_ms = await page.evaluate("window.heat()")
    assert spent_ms == PEOPLE * await page.evaluate(
        "replay.timeline.lastMs - replay.timeline.firstMs"
    )
    await page.evaluate("replay.follow('gast 5')")
    await page.evaluate("replay.filter(new Set(['gast 5', 'gast 6', 'gast 7']))")
    await page.wait_for_timeout(1500)
    await page.screenshot(path=_result("replay-followed"))


def _result(name: str) -> Path:
    RESULTS.mkdir(exist_ok=True)
    return RESULTS / f"{name}.png"
