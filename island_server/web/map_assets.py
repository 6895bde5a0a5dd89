"""The maps: `/maps/ID/island.json` and the images that it names. A map's id names its content."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import web

from island_server.ports import IslandMapBundle
from island_server.web.asset import IMMUTABLE, Asset


def routes(bundle: Callable[[str], IslandMapBundle | None]) -> list[web.RouteDef]:
    """Serve the maps that `bundle` knows by their id, compressed once; any other name is 404."""
    known: dict[str, dict[str, Asset]] = {}
    compressing = asyncio.Lock()

    async def assets_of(map_id: str) -> dict[str, Asset]:
        async with compressing:
            found = None if map_id in known else bundle(map_id)
            if found is not None:
                known[map_id] = await asyncio.to_thread(_assets, found)
            return known.get(map_id, {})

    async def send(request: web.Request) -> web.Response:
        map_id = request.match_info["id"]
        assets = known.get(map_id) or await assets_of(map_id)
        asset = assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        return asset.respond(request)

    return [web.get("/maps/{id}/{name}", send)]


def _assets(bundle: IslandMapBundle) -> dict[str, Asset]:
    files = {**bundle.images, "island.json": bundle.json}
    return {name: Asset.make(name, body, IMMUTABLE) for name, body in files.items()}
