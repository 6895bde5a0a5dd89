"""The maps: `/maps/ID/island.json` and the files that it names. A map's id names its content.

Files come from whoever made the map. What a browser might take for a page is cut off from our
origin: it runs no code, sends nothing and fetches nothing.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection
from typing import Protocol

from aiohttp import hdrs, web

from island_server.ports import IslandMapBundle
from island_server.web.asset import IMMUTABLE, Asset

MAP_FILE = "island.json"

FORMER_MAPS = 4
"""How many maps of former events are held ready."""

_FRAMED = {"X-Frame-Options": "SAMEORIGIN"}
_AS_DATA = {"Content-Security-Policy": "default-src 'none'; sandbox"}
_AS_PAGE = {
    **_FRAMED,
    "Content-Security-Policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
}
_AS_DOCUMENT = {**_FRAMED, "Content-Security-Policy": "base-uri 'none'; frame-ancestors 'self'"}
"""Browsers' own viewers of PDF do not work in a sandbox; they run nothing in our origin."""

_SHOWN_IN_FRAMES = ("text/html", "text/plain", "image/")


class MapSource(Protocol):
    """Maps that were kept for the replay of former events."""

    def ids(self) -> Collection[str]:
        """Which there are. Returns at once."""

    def bundle(self, map_id: str) -> IslandMapBundle | None:
        """One of them, or `None` if it cannot be had. Blocks: call it in a thread."""


def routes(
    bundle: Callable[[str], IslandMapBundle | None], kept: MapSource | None = None
) -> list[web.RouteDef]:
    """Serve the maps that `bundle` knows by their id, compressed once; any other name is 404.

    A map that no island has any more comes from `kept`; a few of those stay in memory.
    """
    known: dict[str, dict[str, Asset]] = {}
    former: OrderedDict[str, dict[str, Asset]] = OrderedDict()
    compressing = asyncio.Lock()

    async def assets_of(map_id: str) -> dict[str, Asset]:
        async with compressing:
            if map_id in known:
                return known[map_id]
            if (found := bundle(map_id)) is not None:
                known[map_id] = await asyncio.to_thread(_assets, found)
                return known[map_id]
            if kept is None or map_id not in kept.ids():
                return {}
            if (assets := former.pop(map_id, None)) is None:
                assets = await asyncio.to_thread(_former_assets, kept, map_id)
            former[map_id] = assets
            if len(former) > FORMER_MAPS:
                former.popitem(last=False)
            return assets

    async def send(request: web.Request) -> web.Response:
        map_id = request.match_info["id"]
        assets = known.get(map_id) or await assets_of(map_id)
        asset = assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        response = _respond(asset, request)
        response.headers.update(policy_for(asset.content_type))
        return response

    return [web.get("/maps/{id}/{name}", send)]


def _former_assets(kept: MapSource, map_id: str) -> dict[str, Asset]:
    found = kept.bundle(map_id)
    return {} if found is None else _assets(found)


def _assets(bundle: IslandMapBundle) -> dict[str, Asset]:
    files = {**bundle.files, MAP_FILE: bundle.json}
    return {name: Asset.make(name, body, IMMUTABLE) for name, body in files.items()}


def _respond(asset: Asset, request: web.Request) -> web.Response:
    """The whole file; or the part of a sound that was asked for, without which Safari plays none.

    See RFC 9110 section 14. Raises 416 for a part that there is not.
    """
    whole = asset.respond(request)
    if not asset.content_type.startswith("audio/") or whole.status != web.HTTPOk.status_code:
        return whole
    whole.headers[hdrs.ACCEPT_RANGES] = "bytes"
    size = len(asset.body)
    try:
        start, stop, _ = request.http_range.indices(size)
    except ValueError:
        return whole
    if hdrs.RANGE not in request.headers:
        return whole
    if start >= stop:
        raise web.HTTPRequestRangeNotSatisfiable
    headers = {**whole.headers, hdrs.CONTENT_RANGE: f"bytes {start}-{stop - 1}/{size}"}
    headers.pop(hdrs.CONTENT_LENGTH, None)
    return web.Response(status=206, body=asset.body[start:stop], headers=headers)


def policy_for(content_type: str) -> dict[str, str]:
    """The headers that keep a file of this type from acting as a part of our pages."""
    if content_type == "application/pdf":
        return _AS_DOCUMENT
    return _AS_PAGE if content_type.startswith(_SHOWN_IN_FRAMES) else _AS_DATA
