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

from island_server.bots.bot import Bot
from island_server.bots.crowd import Crowd, CrowdSettings
from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId
from island_server.core.logged import Logged
from island_server.core.motion import tile_at
from island_server.core.rules import Rules
from island_server.realtime.place_keeper import SAVE_MS
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.e2e.conftest import ServedIsland, read_links, serve_island, stop_island
from tests.integration.test_travel import with_exit

BOTS = 30
PATIENCE_S = 60
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
            while places_kept(data_dir) < BOTS or some_stay(crowd):
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


def some_stay(crowd: Crowd) -> bool:
    """Whether there is a bot that has not walked yet, or none that has travelled."""
    counters = [bot.counters for bot in crowd.bots]
    return not all(c.walks > 1 for c in counters) or not any(c.journeys for c in counters)


def places_kept(data_dir: Path) -> int:
    with closing(sqlite3.connect(data_dir / "island.db")) as database:
        (count,) = database.execute("SELECT count(*) FROM place").fetchone()
    return int(count)


async def come_back(bot: Bot, url: str) -> None:
    while bot._client.connected:
        await asyncio.sleep(0.05)
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
    before, after = {stay.person: stay for stay in stays(runs[0])}, arrivals(runs[1])
    assert set(after) == {person.person for person in people}, "everybody, and nobody twice"
    end_ms = runs[0][-1].what.t_ms
    for person, (island, entered) in after.items():
        stay = before[person]
        if stay.is_under_way:
            continue
        assert island == stay.island
        near = {
            (x + dx, y + dy)
            for x, y in stay.tiles(end_ms - SAVE_MS - SLACK_MS, end_ms + LATE_MS)
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
        }
        assert (entered.x, entered.y) in near
    assert {stay.island for stay in before.values()} == {"harbour", "nes"}
    assert sum(stay.has_moved() for stay in before.values()) > BOTS // 2


@dataclass
class Stay:
    """The last avatar of a person in a run, and all its paths."""

    person: PersonId
    island: str
    paths: list[ev.Entered | ev.Moved]
    is_under_way: bool = False
    """Through a portal, and not arrived."""

    def has_moved(self) -> bool:
        return len(self.paths) > 1

    def tiles(self, from_ms: int, until_ms: int) -> Iterator[tuple[int, int]]:
        """Where this person was at any moment of some time."""
        for t_ms in range(max(from_ms, self.paths[0].t_ms), until_ms, STEP_MS):
            yield tile_on([path for path in self.paths if path.t_ms <= t_ms][-1], t_ms)


def tile_on(path: ev.Entered | ev.Moved, t_ms: int) -> tuple[int, int]:
    if isinstance(path, ev.Entered):
        return path.x, path.y
    return tile_at(path.t0_ms, path.x, path.y, path.runs, t_ms, RULES)


def stays(entries: Iterable[Logged]) -> Iterator[Stay]:
    """Everybody's last stay; of one person the last one counts."""
    found: dict[AvatarId, Stay] = {}
    for entry in entries:
        match entry.what:
            case ev.Entered() as entered:
                found[entered.avatar] = Stay(entered.person, entry.island, [entered])
            case ev.Moved() as moved:
                found[moved.avatar].paths.append(moved)
            case ev.Left(avatar=avatar):
                found[avatar].is_under_way = True
            case _:
                pass
    yield from found.values()


def arrivals(entries: Iterable[Logged]) -> dict[PersonId, tuple[str, ev.Entered]]:
    """Who came in, and where; fails if somebody came twice."""
    found: dict[PersonId, tuple[str, ev.Entered]] = {}
    for entry in entries:
        if isinstance(entry.what, ev.Entered):
            assert entry.what.person not in found
            found[entry.what.person] = (entry.island, entry.what)
    return found
