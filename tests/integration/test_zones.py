"""Zones of the whole server: over a restart, in the log, and taken along as a map."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import socketio

from island_server.app import RunningIsland, running_island
from island_server.core.events import Role
from island_server.map_files.bundled import maps_folder
from island_server.map_files.load import load_map
from island_server.settings import Settings

PATIENCE_S = 40
NEW = {"kind": "table", "names": {"nl": "Tafel", "en": "Table"}, "icon": "coffee"}


def link(running: RunningIsland, role: Role) -> str:
    return running.link(role, 1).rpartition("/")[2]


@asynccontextmanager
async def entered(running: RunningIsland, role: Role) -> AsyncIterator[Any]:
    """A browser that is welcome; `heard` has the `zones` that came with it."""
    client = socketio.AsyncClient(serializer="msgpack", reconnection=False)
    client.heard = asyncio.Queue()
    client.on("zones", client.heard.put_nowait)
    auth = {"v": 1, "token": link(running, role), "name": "Anna", "look": [0] * 7, "media": "text"}
    await client.connect(running.url, auth=auth, transports=["websocket"])
    try:
        async with asyncio.timeout(PATIENCE_S):
            yield client
    finally:
        await client.disconnect()


async def test_what_a_host_does_outlives_the_server_and_can_be_taken_along(tmp_path: Path) -> None:
    settings = Settings(port=0, media_port=0, data_dir=tmp_path / "data", map="nes")
    async with running_island(settings) as running, entered(running, Role.HOST) as hanna:
        assert (await hanna.heard.get())["all"]
        x, y = running.island.world.island.starts[0]
        fields = {**NEW, "spans": [[y, x, x + 2], [y + 1, x, x + 1]]}
        saved = await hanna.call("zone_edit", {"zone": None, "fields": fields})
        assert (saved["problems"], saved["kept"]) == ([], True)
        removed = await hanna.call("zone_remove", {"zone": "podium"})
        assert removed["ok"]
    async with running_island(settings) as running, entered(running, Role.ATTENDEE) as anna:
        told = await anna.heard.get()
        assert (told["put"], told["gone"]) == ([saved["zone"]], ["podium"])
        zones = running.island.world.island.zones
        headers = {"Authorization": f"Bearer {link(running, Role.HOST)}"}
        async with aiohttp.ClientSession() as browser:
            address = f"{running.url}/api/zones/nes/map"
            async with browser.get(address, headers=headers) as response:
                assert response.status == 200
                written = await response.read()
    copy = tmp_path / "nes.tmj"
    copy.write_bytes(written)
    for name in ("tiles.png",):
        (tmp_path / name).write_bytes((maps_folder() / "nes" / name).read_bytes())
    assert load_map(copy).island.zones == zones
    assert logged(settings.data_dir) == [("zone_put", saved["zone"]["id"]), ("zone_removed", None)]


def logged(data_dir: Path) -> list[tuple[str, str | None]]:
    """What the log says of changes, and of which zone that was put."""
    log = sqlite3.connect(data_dir / "island.db")
    try:
        query = (
            "SELECT kind, facts FROM log_presence"
            " WHERE kind IN ('zone_put', 'zone_removed') ORDER BY seq"
        )
        rows = log.execute(query).fetchall()
        return [(kind, json.loads(facts)["put"]["id"] if facts else None) for kind, facts in rows]
    finally:
        log.close()
