"""The maps: `/maps/ID/island.json` and the images that it names. A map's id names its content."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from island_server.ports import IslandMapBundle
from island_server.web.asset import IMMUTABLE, Asset


def routes(bundles: Iterable[IslandMapBundle]) -> list[web.RouteDef]:
    """Serve these maps, compressed now; any other name is 404."""
    assets = {
        (bundle.id, name): Asset.make(name, body, IMMUTABLE)
        for bundle in bundles
        for name, body in {**bundle.images, "island.json": bundle.json}.items()
    }

    async def send(request: web.Request) -> web.Response:
        asset = assets.get((request.match_info["id"], request.match_info["name"]))
        if asset is None:
            raise web.HTTPNotFound
        return asset.respond(request)

    return [web.get("/maps/{id}/{name}", send)]
