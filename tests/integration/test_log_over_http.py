"""The attendance log of a live island over HTTP, while people walk about on it."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest

from island_server import log_jobs, log_reports
from island_server.app import RunningIsland, running_island
from island_server.bots.crowd import Crowd, CrowdSettings
from island_server.clock import SystemClock
from island_server.core.events import Role
from island_server.settings import Settings
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.store.made_series import SERIES, write_series

PATIENCE_S = 40
HOUR_MS = 3_600_000


async def settings_with_log(folder: Path, **more: Any) -> Settings:
    store = await SqlAttendanceStore.open(folder / "data")
    await write_series(store, SystemClock().wall_ms() - 2 * HOUR_MS)
    await store.close()
    return settings_for(folder, **more)


def settings_for(folder: Path, **more: Any) -> Settings:
    given = {"log": "movement", "series": SERIES, "map": "tiny", **more}
    return Settings(port=0, media_port=0, data_dir=folder / "data", **given)


class Organiser:
    """Asks as the organiser's page does."""

    def __init__(self, running: RunningIsland, session: aiohttp.ClientSession) -> None:
        self.url = running.url
        self._session = session
        token = running.link(Role.ORGANISER, 1).rpartition("/")[2]
        self._headers = {"Authorization": f"Bearer {token}"}

    async def ask(self, method: str, path: str, body: Any = None) -> bytes:
        async with self._session.request(
            method, f"{self.url}{path}", json=body, headers=self._headers
        ) as response:
            content = await response.read()
            assert response.status == 200, content
            return content

    async def told(self, method: str, path: str, body: Any = None) -> Any:
        return msgspec.json.decode(await self.ask(method, f"/api/attendance{path}", body))


def children() -> list[int]:
    """The processes that work over logs for this one."""
    tasks = Path("/proc/self/task").iterdir()
    pids = [pid for task in tasks for pid in (task / "children").read_text().split()]
    return [int(pid) for pid in pids if is_worker(pid)]


def is_worker(pid: str) -> bool:
    return "island_server.log_worker" in Path(f"/proc/{pid}/cmdline").read_text()


async def test_an_island_goes_on_while_its_figures_are_worked_out_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work stands still in its process; all else goes on in this one."""

    def not_here(*_: object) -> None:
        raise AssertionError("figures are worked out in the server's own process")

    monkeypatch.setattr(log_reports, "Chronicle", not_here)
    monkeypatch.setattr(log_reports, "insight_of", not_here)
    settings = await settings_with_log(tmp_path)
    async with (
        running_island(settings) as running,
        aiohttp.ClientSession() as session,
        asyncio.timeout(PATIENCE_S),
    ):
        organiser = Organiser(running, session)
        job = (await organiser.told("POST", "/ameland/jobs", {"kind": "insight"}))["job"]
        while not (pids := children()):
            await asyncio.sleep(0)
        (pid,) = pids
        os.kill(pid, signal.SIGSTOP)
        token = running.link(Role.ATTENDEE, 1).rpartition("/")[2]
        async with Crowd(CrowdSettings(running.url, token, 3, stroll_tiles=3, pause_s=0.0)):
            while (await entries_of(organiser, 3)) < 6:
                await asyncio.sleep(0.05)
            assert (await organiser.told("GET", f"/jobs/{job}"))["state"] == "running"
        assert os.getpriority(os.PRIO_PROCESS, pid) == log_jobs.NICENESS
        os.kill(pid, signal.SIGCONT)
        while (status := await organiser.told("GET", f"/jobs/{job}"))["state"] == "running":
            await asyncio.sleep(0.05)
        assert status["state"] == "done"
        found = msgspec.json.decode(
            await organiser.ask("GET", f"/api/attendance/jobs/{job}/result")
        )
        assert found["insight"]["unique"] in range(4, 8)
        zones = msgspec.json.decode(await organiser.ask("GET", map_path(running)))["zones"]
        assert [zone["zone"] for zone in found["zones"]] == sorted(zone["id"] for zone in zones)


async def entries_of(organiser: Organiser, run_from: int) -> int:
    """How many entries the segments of the later runs hold, as the page would read them."""
    timeline = await organiser.told("GET", "/ameland/timeline")
    count = 0
    for island in timeline["islands"]:
        for seq, _, run, _ in island["segments"]:
            if run > run_from + 1:
                where = f"/api/attendance/ameland/segment?island={island['name']}&seq={seq}"
                part = msgspec.msgpack.decode(await organiser.ask("GET", where))
                count += len(part["presence"])
    return count


def map_path(running: RunningIsland) -> str:
    return running.islands.main.event.map_path


async def test_the_map_of_a_former_event_is_there_for_its_replay(tmp_path: Path) -> None:
    async with running_island(settings_for(tmp_path)) as running, aiohttp.ClientSession() as web:
        former = map_path(running)
        organiser = Organiser(running, web)
        before = await organiser.ask("GET", former)
        token = running.link(Role.ATTENDEE, 1).rpartition("/")[2]
        async with Crowd(CrowdSettings(running.url, token, 1)), asyncio.timeout(PATIENCE_S):
            while not (tmp_path / "data" / "log-maps" / former.split("/")[2]).exists():
                await asyncio.sleep(0.05)
    later = settings_for(tmp_path, map="nes", event_id="texel")
    async with running_island(later) as running, aiohttp.ClientSession() as web:
        organiser = Organiser(running, web)
        assert map_path(running) != former
        assert await organiser.ask("GET", former) == before
        document = msgspec.json.decode(before)
        image = next(tileset["image"] for tileset in document["tilesets"] if tileset["image"])
        assert await organiser.ask("GET", f"{former.rpartition('/')[0]}/{image}")
        timeline = await organiser.told("GET", "/ameland/timeline")
        assert [mark[3] for mark in timeline["islands"][0]["segments"]] == [document["id"]]


async def test_a_server_that_stops_takes_its_work_along(tmp_path: Path) -> None:
    settings = await settings_with_log(tmp_path)
    async with running_island(settings) as running, aiohttp.ClientSession() as session:
        organiser = Organiser(running, session)
        await organiser.told("POST", "/ameland/jobs", {"kind": "insight"})
        while not (pids := children()):
            await asyncio.sleep(0)
        os.kill(pids[0], signal.SIGSTOP)
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)
    assert not (settings.data_dir / log_jobs.FOLDER).exists()
    with sqlite3.connect(settings.data_dir / "island.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
