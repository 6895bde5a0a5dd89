"""A server that is killed and started anew goes on with everyone's place and the same event."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from island_server.app import running_island
from island_server.bots.bot import Bot
from island_server.bots.crowd import Crowd, CrowdSettings
from island_server.core import events as ev
from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.core.logged import Logged
from island_server.core.motion import tile_at
from island_server.core.rules import Rules
from island_server.realtime.place_keeper import SAVE_MS
from island_server.settings import Settings
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.e2e.conftest import ServedIsland, read_links, serve_island, stop_island
from tests.integration.test_travel import with_exit

BOTS = 30
FEW = 4
PATIENCE_S = 120
SLACK_MS = 3000
"""For a machine under load: writing may take this long."""
LATE_MS = 1000
"""The log's end may lack this much of what a place was taken from."""
STEP_MS = 50
RULES = Rules()


def serve(folder: Path, map_path: Path) -> ServedIsland:
    settings = {"ISLAND_MAP": str(map_path), "ISLAND_LOG": "movement"}
    return read_links(serve_island(folder, **settings))


async def test_after_a_kill_everybody_stands_where_they_were(tmp_path: Path) -> None:
    data_dir, harbour = tmp_path / "data", with_exit(tmp_path)
    served = await asyncio.to_thread(serve, data_dir, harbour)
    try:
        token = served.attendee_link.rpartition("/")[2]
        crowd = Crowd(CrowdSettings(served.url, token, BOTS, stroll_tiles=4, pause_s=0.1))
        async with asyncio.timeout(PATIENCE_S):
            await crowd.__aenter__()
            while not all(bot.counters.walks > 1 for bot in crowd.bots) or not is_spread(data_dir):
                await asyncio.sleep(0.05)
            await crowd._tasks.stop()
        served.process.kill()
        served.process.communicate()
        served = await asyncio.to_thread(serve, data_dir, harbour)
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(*(come_back(bot, served.url) for bot in crowd.bots))
            assert await avatars(served.url) == BOTS
        await asyncio.gather(*(bot.leave() for bot in crowd.bots))
    finally:
        await asyncio.to_thread(stop_island, served.process)
    await check_log(data_dir)


@pytest.mark.parametrize("minutes", [15, 0])
async def test_after_a_stop_everybody_stands_exactly_where_they_were_if_that_is_kept(
    tmp_path: Path, minutes: int
) -> None:
    settings = Settings(
        port=0, media_port=0, data_dir=tmp_path, log="movement", return_minutes=minutes
    )
    async with asyncio.timeout(PATIENCE_S):
        async with running_island(settings) as running:
            token = running.link(Role.ATTENDEE, 1).rpartition("/")[2]
            crowd = Crowd(CrowdSettings(running.url, token, FEW, stroll_tiles=6, pause_s=0.0))
            await crowd.__aenter__()
            while not all(bot.counters.walks > 1 for bot in crowd.bots):
                await asyncio.sleep(0.05)
            await crowd._tasks.stop()
            starts = set(running.island.world.island.starts)
        assert places_kept(tmp_path) == (FEW if minutes else 0)
        kept = places(tmp_path)
        async with running_island(settings) as running:
            await asyncio.gather(*(come_back(bot, running.url) for bot in crowd.bots))
            stand = {
                state.person: (state.x, state.y, state.facing)
                for state in running.island.world.state.avatars.values()
            }
            await asyncio.gather(*(bot.leave() for bot in crowd.bots))
    assert len(stand) == FEW
    if minutes:
        assert stand == kept
    else:
        assert {(x, y) for x, y, _ in stand.values()} <= starts


def places(data_dir: Path) -> dict[str, tuple[int, int, int]]:
    """Where everybody is to come back to: x, y, facing."""
    with closing(sqlite3.connect(data_dir / "island.db")) as database:
        rows = database.execute("SELECT person, x, y, facing FROM place")
        return {person: tuple(place) for person, *place in rows}


def is_spread(data_dir: Path) -> bool:
    """Whether everybody's place is kept, and several are on the other island."""
    with closing(sqlite3.connect(data_dir / "island.db")) as database:
        rows = database.execute("SELECT island FROM place").fetchall()
    return len(rows) == BOTS and rows.count(("nes",)) > 2


def places_kept(data_dir: Path) -> int:
    with closing(sqlite3.connect(data_dir / "island.db")) as database:
        (count,) = database.execute("SELECT count(*) FROM place").fetchone()
    return int(count)


async def come_back(bot: Bot, url: str) -> None:
    await bot._client.eio.wait()  # until it has done with the former connection
    bot._tiles = None
    await bot.enter(url)
    while bot._tiles is None:
        await asyncio.sleep(0.05)


async def avatars(url: str) -> int:
    async with aiohttp.ClientSession() as browser, browser.get(url + "/metrics") as response:
        lines = (await response.text()).splitlines()
    return int(float(next(line for line in lines if line.startswith("eiland_avatars ")).split()[1]))


# --- what the log says of it


async def check_log(data_dir: Path) -> None:
    store = await SqlAttendanceStore.open(data_dir)
    try:
        entries = [entry async for entry in store.entries("ameland")]
        people = await store.people("ameland")
        span = await store.span("ameland")
    finally:
        await store.close()
    assert span is not None
    assert len(span.runs) == 2
    assert len(people) == BOTS
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    runs = [list(run) for _, run in itertools.groupby(entries, lambda entry: entry.run)]
    assert len(runs) == 2
    before, after = stays(runs[0]), arrivals(runs[1])
    assert set(after) == {person.person for person in people}, "everybody, and nobody twice"
    end_ms = runs[0][-1].what.t_ms
    for person, (island, entered) in after.items():
        if before[person][-1].left_ms is not None:
            continue  # on the way to the other island
        near = {
            (stay.island, x + dx, y + dy)
            for stay in before[person]
            for x, y in stay.tiles(end_ms - SAVE_MS - SLACK_MS, end_ms + LATE_MS)
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
        }
        assert (island, entered.x, entered.y) in near
    last = [stays[-1] for stays in before.values()]
    assert {stay.island for stay in last} == {"harbour", "nes"}
    assert {island for island, _ in after.values()} == {"harbour", "nes"}
    assert sum(len(stay.paths) > 1 for stay in last) > BOTS // 2


@dataclass
class Stay:
    """One avatar of a person, and all its paths."""

    person: PersonId
    island: str
    paths: list[ev.Entered | ev.Moved]
    left_ms: int | None = None

    def tiles(self, from_ms: int, until_ms: int) -> Iterator[tuple[int, int]]:
        """Where this avatar was at any moment of some time."""
        until_ms = until_ms if self.left_ms is None else self.left_ms + 1
        for t_ms in range(max(from_ms, self.paths[0].t_ms), until_ms, STEP_MS):
            yield tile_on([path for path in self.paths if path.t_ms <= t_ms][-1], t_ms)


def tile_on(path: ev.Entered | ev.Moved, t_ms: int) -> tuple[int, int]:
    if isinstance(path, ev.Entered):
        return path.x, path.y
    return tile_at(path.t0_ms, path.x, path.y, path.runs, t_ms, RULES)


def stays(entries: Iterable[Logged]) -> dict[PersonId, list[Stay]]:
    """Everybody's stays on the islands, in order."""
    found: dict[AvatarId, Stay] = {}
    for entry in entries:
        match entry.what:
            case ev.Entered() as entered:
                found[entered.avatar] = Stay(entered.person, entry.island, [entered])
            case ev.Moved() as moved:
                found[moved.avatar].paths.append(moved)
            case ev.Left(avatar=avatar):
                found[avatar].left_ms = entry.what.t_ms
            case _:
                pass
    of_person: dict[PersonId, list[Stay]] = {}
    for stay in found.values():
        of_person.setdefault(stay.person, []).append(stay)
    return of_person


def arrivals(entries: Iterable[Logged]) -> dict[PersonId, tuple[str, ev.Entered]]:
    """Who came in, and where; fails if somebody came twice."""
    found: dict[PersonId, tuple[str, ev.Entered]] = {}
    for entry in entries:
        if isinstance(entry.what, ev.Entered):
            assert entry.what.person not in found
            found[entry.what.person] = (entry.island, entry.what)
    return found
