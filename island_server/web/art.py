"""The layers of which avatars are made: `/art/avatars.json` and `/art/avatars.png`."""

from __future__ import annotations

import logging
from pathlib import Path

from aiohttp import web

from island_server.web.asset import REVALIDATE, Asset

_log = logging.getLogger("island_server.web")
_NAMES = ("avatars.json", "avatars.png")


def routes(art_dir: Path) -> list[web.RouteDef]:
    """Serve the avatar art, read now. What is missing is warned about and answered by 404."""
    found = []
    for name in _NAMES:
        if (art_dir / name).is_file():
            found.append(_route(name, Asset.make(name, (art_dir / name).read_bytes(), REVALIDATE)))
        else:
            _log.warning("avatar art is missing: %s", art_dir / name)
    return found


def _route(name: str, asset: Asset) -> web.RouteDef:
    async def send(request: web.Request) -> web.Response:
        return asset.respond(request)

    return web.get(f"/art/{name}", send)
