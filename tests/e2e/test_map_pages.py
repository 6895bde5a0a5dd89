"""Pages that come with a map, in a real browser: seen, but without any power."""

from __future__ import annotations

from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser

from island_server.ports import IslandMapBundle
from island_server.web import map_assets, security_headers

PAGE = b"""<!doctype html><title>quiet</title>
<style>p { color: rgb(1, 2, 3) }</style><p>Welkom</p>
<script>document.title = 'ran'; parent.document.title = 'ran'</script>
<img src="x" onerror="document.title = 'ran'"><form action="/leave" method="post"></form>"""
OURS = '<!doctype html><title>ours</title><iframe src="/maps/made/page.html"></iframe>'


async def show(request: web.Request) -> web.Response:
    policy = {"Content-Security-Policy": "frame-src 'self'"}
    return web.Response(text=OURS, content_type="text/html", headers=policy)


async def test_a_page_of_a_stranger_is_shown_and_runs_nothing(browser: Browser) -> None:
    bundle = IslandMapBundle(id="made", json=b"{}", files={"page.html": PAGE})
    app = web.Application()
    app.add_routes([*map_assets.routes({bundle.id: bundle}.get), web.get("/ours", show)])
    security_headers.protect(app)
    async with TestServer(app) as server:
        page = await browser.new_page()
        await page.goto(str(server.make_url("/maps/made/page.html")))
        assert await page.title() == "quiet"
        await page.goto(str(server.make_url("/ours")))
        words = page.frame_locator("iframe").locator("p")
        assert await words.inner_text() == "Welkom"
        assert await words.evaluate("node => getComputedStyle(node).color") == "rgb(1, 2, 3)"
        frame = next(frame for frame in page.frames if frame.url.endswith("page.html"))
        assert await frame.title() == "quiet"
        assert await frame.evaluate("window.origin") == "null", "cut off from our origin"
        assert await page.title() == "ours"
        await page.close()
