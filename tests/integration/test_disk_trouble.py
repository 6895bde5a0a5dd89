"""A locked or full disk: the island goes on, hosts and the operator know, the log is honest."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from island_server.app import running_island
from island_server.bots.crowd import Crowd, CrowdSettings
from island_server.clock import SystemClock
from island_server.core.events import Role
from island_server.core.logged import Gap, Logged
from island_server.settings import Settings
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.e2e.conftest import read_links, serve_island
from tests.integration.onlookers import Operator, onlookers, until
from tests.integration.small_disks import Disk, Quota, small_disk

PATIENCE_S = 180
BOTS = 30
DELTAS = 200
"""So many more deltas have reached the bots: the island goes on."""
WAITING = 1000


def restless(url: str, token: str) -> Crowd:
    """Bots that take a step four times a second."""
    return Crowd(CrowdSettings(url, token, BOTS, stroll_tiles=1, pause_s=0.0))


async def read_log(data_dir: Path) -> list[Logged]:
    store = await SqlAttendanceStore.open(data_dir)
    try:
        return [entry async for entry in store.entries("ameland")]
    finally:
        await store.close()


def numbers_follow(entries: list[Logged]) -> bool:
    return [entry.seq for entry in entries] == list(range(1, len(entries) + 1))


async def still_goes_on(crowd: Crowd) -> None:
    """The bots still hear of one another."""
    heard = crowd.deltas()
    await until(lambda: crowd.deltas() > heard + DELTAS)


async def test_all_is_written_once_a_locked_database_is_free_again(tmp_path: Path) -> None:
    clock = SystemClock()
    settings = Settings(port=0, media_port=0, data_dir=tmp_path, log="movement")
    async with running_island(settings) as running, asyncio.timeout(PATIENCE_S):
        token = running.link(Role.ATTENDEE, 1).rpartition("/")[2]
        looking = onlookers(running.url, running.link(Role.HOST, 1))
        async with restless(running.url, token) as crowd, looking as (host, operator):
            await still_goes_on(crowd)
            with closing(sqlite3.connect(tmp_path / "island.db", isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                await until(lambda: host.problems == [True])
                assert set(await operator.reasons()) == {"store"}
                since_ms = clock.wall_ms()
                before = await operator.number("eiland_log_entries_waiting")
                await still_goes_on(crowd)
                waiting = await operator.number("eiland_log_entries_waiting") - before
                assert waiting > 0
                until_ms = clock.wall_ms()
                other.execute("ROLLBACK")
            await until(lambda: host.problems == [True, False])
            assert await operator.reasons() == {}
            await still_goes_on(crowd)
            assert await operator.number("eiland_log_entries_lost") == 0
            assert len(running.island.world.state.avatars) == BOTS + 1
    entries = await read_log(tmp_path)
    assert numbers_follow(entries)
    assert not any(isinstance(entry.what, Gap) for entry in entries)
    happened = [entry for entry in entries if since_ms <= entry.wall_ms <= until_ms]
    assert len(happened) >= waiting, "what happened while it was locked is there too"


@pytest.fixture(params=["small disk", "quota"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    if request.param == "quota":
        yield Quota()
        return
    with small_disk(tmp_path / "data") as mounted:
        if mounted is None:
            pytest.skip("a file system cannot be mounted here")
        yield mounted


async def test_a_full_disk_costs_entries_that_are_counted_and_nothing_else(
    disk: Disk, tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    settings = {"ISLAND_LOG": "movement", "ISLAND_LOG_WAITING": str(WAITING)}
    served = read_links(serve_island(data_dir, **settings))
    process = served.process
    try:
        async with asyncio.timeout(PATIENCE_S):
            token = served.attendee_link.rpartition("/")[2]
            looking = onlookers(served.url, served.host_link)
            async with restless(served.url, token) as crowd, looking as (host, operator):
                await still_goes_on(crowd)
                disk.fill(process.pid)
                await until(lambda: host.problems == [True])
                assert set(await operator.reasons()) == {"store"}
                await overflow(operator)
                await still_goes_on(crowd)
                disk.make_room(process.pid)
                await until(lambda: host.problems == [True, False])
                assert await operator.reasons() == {}
                await still_goes_on(crowd)
                lost = await operator.number("eiland_log_entries_lost")
    finally:
        process.terminate()
        said, _ = await asyncio.to_thread(process.communicate, timeout=PATIENCE_S)
    assert process.returncode == 0
    assert said.count("attendance log cannot be written") == 1
    assert said.count("places to come back to cannot be kept") == 1
    entries = await read_log(data_dir)
    assert numbers_follow(entries)
    gaps = [entry.what.lost for entry in entries if isinstance(entry.what, Gap)]
    assert sum(gaps) == lost
    await the_state_is_told_after_each_gap(data_dir, entries)


async def overflow(operator: Operator) -> None:
    """Wait until entries are lost; no more wait meanwhile than may, but for a snapshot."""
    assert await operator.number("eiland_log_entries_waiting_max") == WAITING
    while not await operator.number("eiland_log_entries_lost"):
        assert await operator.number("eiland_log_entries_waiting") <= WAITING + 1
        await asyncio.sleep(0.05)
    assert await operator.number("eiland_log_entries_waiting") >= WAITING * 0.8


async def the_state_is_told_after_each_gap(data_dir: Path, entries: list[Logged]) -> None:
    store = await SqlAttendanceStore.open(data_dir)
    try:
        for gap in (entry for entry in entries if isinstance(entry.what, Gap)):
            snapshot = await store.snapshot_after("ameland", "nes", gap.seq)
            assert snapshot is not None
    finally:
        await store.close()
