"""The page that draws maps with the browser program's own parts, and how its pictures compare."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image
from playwright.async_api import Browser, Page, Request

from island_server.ports import IslandMapBundle
from island_server.web import map_assets
from scripts import client

RESULTS = Path(__file__).resolve().parents[2] / "test-results"
NOTICEABLE = 24
"""Of 255, in any channel: less is rounding when things are see-through."""
PATIENCE_MS = 30_000
Pixels = np.ndarray[tuple[int, ...], np.dtype[np.int16]]


def build_page(folder: Path) -> Path:
    """Build the page of client/tests/drawing, with the program's own sources."""
    client.install()
    client.npm("run", "--silent", "drawing-page", "--", "--outDir", str(folder))
    return folder


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A map on the screen.

    Attributes:
        page: of client/tests/drawing/page.ts.
        pictures: the names of the pictures that were asked for so far.
    """

    page: Page
    pictures: list[str]

    async def picture(self) -> Pixels:
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / "ours.png"
        await self.page.screenshot(path=path)
        return pixels(path)

    async def walk(self, x: int, y: int, **how: float) -> list[dict[str, float]]:
        """Move the view there; `how`, and what each frame took, as the page's `Walk` says."""
        walk = {"x": x, "y": y, **how}
        times: list[dict[str, float]] = await self.page.evaluate("walk => window.walk(walk)", walk)
        return times

    async def settle(self) -> None:
        """Wait until all that is in view is drawn."""
        await self.page.evaluate("window.settle().then(() => null)")

    async def kept(self) -> dict[str, int]:
        """How much the page holds, as its `Kept` says."""
        kept: dict[str, int] = await self.page.evaluate("window.kept()")
        return kept


@dataclass(frozen=True, slots=True)
class DrawingPage:
    """Draws maps in a browser."""

    browser: Browser
    url: str
    map_id: str

    async def draw(self, width: int = 640, height: int = 480, **asked: object) -> Pixels:
        """Take the picture once all is there."""
        async with self.opened(width, height, **asked) as page:
            return await page.picture()

    @asynccontextmanager
    async def opened(self, width: int, height: int, **asked: object) -> AsyncIterator[DrawnPage]:
        """The page, once all is there. `asked` as client/tests/drawing/page.ts has it."""
        page = await self.browser.new_page(viewport={"width": width, "height": height})
        pictures: list[str] = []
        page.on("request", lambda request: _note(request, pictures))
        query = {"map": f"/maps/{self.map_id}/island.json", "width": width, "height": height}
        text = "&".join(f"{key}={value}" for key, value in (query | asked).items())
        await page.goto(f"{self.url}/index.html?{text}")
        await page.wait_for_function(
            "document.title === 'drawn' || document.title.startsWith('failed')", timeout=PATIENCE_MS
        )
        assert await page.title() == "drawn"
        yield DrawnPage(page, pictures)
        await page.close()


@asynccontextmanager
async def drawing(
    browser: Browser, page_folder: Path, bundle: IslandMapBundle
) -> AsyncIterator[DrawingPage]:
    app = web.Application()
    app.add_routes([*map_assets.routes({bundle.id: bundle}.get), web.static("/page", page_folder)])
    async with TestServer(app) as server:
        yield DrawingPage(browser, str(server.make_url("/page")), bundle.id)


def pixels(picture: Path, background: str | None = None) -> Pixels:
    """Read a picture; Tiled leaves the background of the map out."""
    with Image.open(picture) as image:
        under = Image.new("RGBA", image.size, background or "#000000")
        flat = Image.alpha_composite(under, image.convert("RGBA"))
    return np.asarray(flat.convert("RGB"), dtype=np.int16)


def assert_alike(ours: Pixels, theirs: Pixels, most: float) -> None:
    """At most this part of the pixels may differ noticeably; keeps the pictures if more do."""
    assert ours.shape == theirs.shape
    differing = np.abs(ours - theirs).max(axis=2) > NOTICEABLE
    share = float(differing.mean())
    if share > most:
        RESULTS.mkdir(exist_ok=True)
        for name, picture in (("ours", ours), ("tiled", theirs)):
            Image.fromarray(picture.astype(np.uint8)).save(RESULTS / f"drawing-{name}.png")
        Image.fromarray((differing * 255).astype(np.uint8)).save(RESULTS / "drawing-difference.png")
    assert share <= most, f"{share:.2%} of the pixels differ; see {RESULTS}/drawing-*.png"


def _note(request: Request, pictures: list[str]) -> None:
    if request.resource_type == "image" and "/maps/" in request.url:
        pictures.append(request.url.rpartition("/")[2])
