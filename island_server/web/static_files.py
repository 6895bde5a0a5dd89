"""The files of the built browser program, from memory."""

from __future__ import annotations

import re
from pathlib import Path

from aiohttp import web

from island_server.web.asset import IMMUTABLE, REVALIDATE, Asset

_HASHED = re.compile(r"assets/.+-[\w-]{8,}(\.\w+)+")
_SERVED = re.compile(r"[\w@+-][\w.@+-]*(/[\w@+-][\w.@+-]*)*")
_CODINGS = {".br": "br", ".gz": "gzip"}


def routes(static_dir: Path) -> list[web.RouteDef]:
    """One route for each file below `static_dir`, read now.

    Files under `assets/` with a hash in their name may be kept for good. `NAME.br` and `NAME.gz`
    are sent in place of NAME to browsers that take them. Hidden files and the page itself are left
    out.
    """
    names = sorted(
        path.relative_to(static_dir).as_posix() for path in static_dir.rglob("*") if path.is_file()
    )
    served = [name for name in names if _SERVED.fullmatch(name) and name != "index.html"]
    return [
        _route(name, _load(static_dir, name, names))
        for name in served
        if not (name[-3:] in _CODINGS and name[:-3] in names)
    ]


def _load(static_dir: Path, name: str, names: list[str]) -> Asset:
    ready = {
        coding: (static_dir / f"{name}{suffix}").read_bytes()
        for suffix, coding in _CODINGS.items()
        if f"{name}{suffix}" in names
    }
    cache = IMMUTABLE if _HASHED.fullmatch(name) else REVALIDATE
    return Asset.make(name, (static_dir / name).read_bytes(), cache, ready)


def _route(name: str, asset: Asset) -> web.RouteDef:
    async def send(request: web.Request) -> web.Response:
        return asset.respond(request)

    return web.get(f"/{name}", send)
