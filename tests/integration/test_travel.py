"""Two islands of one server, as bots and the log see them."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from pathlib import Path

import aiohttp

from island_server.app import RunningIsland, running_island
from island_server.bots.crowd import Crowd, CrowdSettings
from island_server.core.events import Role
from island_server.map_files.bundled import maps_folder
from island_server.realtime.open_island import OpenIsland
from island_server.settings import Settings

PATIENCE_S = 40


def with_exit(folder: Path) -> Path:
    """`tiny`, with an exit to `nes` along its north side, away from where people arrive."""
    tiny = maps_folder() / "tiny"
    shutil.copy(tiny / "tiles.png", folder / "tiles.png")
    document = json.loads((tiny / "tiny.tmj").read_text(encoding="utf-8"))
    exit_url = {"name": "exitUrl", "type": "string", "value": "nes.tmj"}
    area = {"name": "ferry", "type": "area", "x": 0, "y": 32, "width": 160, "height": 32}
    objects = next(layer for layer in document["layers"] if layer["type"] == "objectgroup")
    objects["objects"].append({**area, "properties": [exit_url]})
    path = folder / "harbour.tmj"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


async def test_bots_travel_and_the_log_tells_where_they_were(tmp_path: Path) -> None:
    harbour = str(with_exit(tmp_path))
    settings = Settings(port=0, media_port=0, data_dir=tmp_path / "data", map=harbour)
    async with running_island(settings) as running:
        token = running.link(Role.ATTENDEE, 1).rpartition("/")[2]
        crowd = Crowd(CrowdSettings(running.url, token, 4, stroll_tiles=4, pause_s=0.0))
        async with crowd, asyncio.timeout(PATIENCE_S), aiohttp.ClientSession() as browser:
            while "nes" not in running.islands.names() or not len(on(running, "nes").loop.sessions):
                await asyncio.sleep(0.05)
            async with browser.get(running.url + on(running, "nes").event.map_path) as response:
                island = await response.json()
                assert island["name"] == on(running, "nes").loop.world.island.name
            while "eiland_avatars 4.0" not in await numbers(browser, running):
                await asyncio.sleep(0.05)
        assert any(bot.counters.journeys for bot in crowd.bots)
        refused = {reason for bot in crowd.bots for reason in bot.counters.refused}
        assert refused <= {"closing"}, "said in the moment of going"
    assert entered_on(settings.data_dir) == {"harbour", "nes"}


def on(running: RunningIsland, name: str) -> OpenIsland:
    return next(island for island in running.islands if island.name == name)


async def numbers(browser: aiohttp.ClientSession, running: RunningIsland) -> str:
    async with browser.get(running.url + "/metrics") as response:
        return await response.text()


def entered_on(data_dir: Path) -> set[str]:
    """The islands on which anybody came in, by the log."""
    log = sqlite3.connect(data_dir / "island.db")
    try:
        query = "SELECT island FROM log_presence WHERE kind = 'entered'"
        return {name for (name,) in log.execute(query)}
    finally:
        log.close()
