"""The browser program's one page: at `/`, at every invitation link, at one's own trail."""

from __future__ import annotations

from pathlib import Path

from aiohttp import hdrs, web

from island_server.web.asset import REVALIDATE, Asset

_NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Eiland is not built</title>
<h1>The browser program is not built</h1>
<p>The island itself runs. Stop it and start it with <code>make run</code> in the source folder:
that also builds what people see.</p>
<p lang="nl">Het eiland zelf draait. Stop het en start het met <code>make run</code> in de map met
de broncode: dat bouwt ook wat mensen zien.</p>
</html>
"""


def routes(static_dir: Path) -> list[web.RouteDef]:
    """Serve `static_dir/index.html`, read now; if it is not there, say how to build it (503)."""
    index = static_dir / "index.html"
    page = Asset.make("index.html", index.read_bytes(), REVALIDATE) if index.is_file() else None

    async def show(request: web.Request) -> web.Response:
        if page is None:
            headers = {hdrs.CACHE_CONTROL: "no-store"}
            return web.Response(
                text=_NOT_BUILT, content_type="text/html", status=503, headers=headers
            )
        return page.respond(request)

    return [
        web.get("/", show),
        web.get("/join/{token}", show),
        web.get("/join/", show),
        web.get("/trail", show),
        web.get("/sign-in", show),
    ]
