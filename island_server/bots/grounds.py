"""What bots fetch by HTTP, as browsers do: whether the link is taken, and the maps."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import aiohttp

from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.errors import IslandError


@dataclass(frozen=True, slots=True)
class _Ground:
    tiles: TileMap
    zones: dict[str, list[TilePos]]


class Grounds:
    """The maps of one server, by their address; each is fetched once."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._known: dict[str, _Ground] = {}
        self._fetching = asyncio.Lock()

    async def check_link(self, token: str) -> None:
        """Ask for entry, as a browser does. Raises `IslandError`."""
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.post(f"{self._url}/api/entry", json={"token": token}) as response,
            ):
                entry: dict[str, Any] = await response.json()
        except aiohttp.ClientError as error:
            raise IslandError(f"bots: no island at {self._url}: {error}") from error
        if not entry["ok"]:
            raise IslandError(f"bots: the link is not taken: {entry['reason']}")

    async def tiles(self, path: str) -> TileMap:
        """Where one can walk on a map. Raises `IslandError`."""
        return (await self._ground(path)).tiles

    async def zone_tiles(self, path: str, zone: str) -> list[TilePos]:
        """The free tiles of a zone; none if the map has no such zone. Raises `IslandError`."""
        return (await self._ground(path)).zones.get(zone, [])

    async def _ground(self, path: str) -> _Ground:
        async with self._fetching:
            if path not in self._known:
                self._known[path] = await self._fetch(path)
            return self._known[path]

    async def _fetch(self, path: str) -> _Ground:
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.get(self._url + path) as response,
            ):
                island: dict[str, Any] = await response.json()
        except aiohttp.ClientError as error:
            raise IslandError(f"bots: no map at {path}: {error}") from error
        tiles = _tiles_of(island)
        return _Ground(tiles, {zone["id"]: _free(tiles, zone) for zone in island["zones"]})


def _tiles_of(island: dict[str, Any]) -> TileMap:
    solid = bytearray(island["width"] * island["height"])
    runs = island["solid"]
    for start, length in zip(runs[::2], runs[1::2], strict=True):
        solid[start : start + length] = b"\1" * length
    return TileMap(island["width"], island["height"], bytes(solid))


def _free(tiles: TileMap, zone: dict[str, Any]) -> list[TilePos]:
    return [
        TilePos(x, y) for y, x0, x1 in zone["spans"] for x in range(x0, x1) if tiles.is_free(x, y)
    ]
