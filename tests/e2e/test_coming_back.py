"""The server breaks down and is started anew: the page goes on by itself, where one was."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from island_server.core import events as ev
from island_server.core.motion import path_end
from island_server.store.motion_chunks import decode_chunk
from tests.e2e.attendee import SMALL, Attendee
from tests.e2e.conftest import read_links, serve_island, stop_island

pytestmark = pytest.mark.browser

PATIENCE_S = 120
Spot = tuple[str, int, int, int]
"""Island, x, y, facing."""


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return str(taken.getsockname()[1])


def asked(data_dir: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data_dir / "island.db")) as database:
        return database.execute(query).fetchall()


def kept_place(data_dir: Path) -> Spot | None:
    rows = asked(data_dir, "SELECT island, x, y, facing FROM place")
    return rows[0] if rows else None


def arrivals(data_dir: Path) -> list[Spot]:
    rows = asked(data_dir, "SELECT island, facts FROM log_presence WHERE kind = 'entered'")
    found = [(island, json.loads(str(facts))) for island, facts in rows]
    return [(str(island), f["x"], f["y"], f["facing"]) for island, f in found]


def path_end_of(data_dir: Path) -> Spot | None:
    """Where the last path in the log ends."""
    chunks = asked(data_dir, "SELECT data, run_id FROM log_motion ORDER BY first_seq")
    if not chunks:
        return None
    data, run = chunks[-1]
    last = list(decode_chunk(data, run))[-1]
    assert isinstance(last.what, ev.Moved)
    return (last.island, *path_end(last.what.x, last.what.y, last.what.runs), last.what.facing)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await asyncio.sleep(0.1)


async def test_after_a_breakdown_the_page_is_back_by_itself_where_one_was(
    browser: Browser, tmp_path: Path
) -> None:
    settings = {"ISLAND_PORT": free_port(), "ISLAND_LOG": "movement"}
    served = read_links(serve_island(tmp_path, **settings))
    try:
        anna = await Attendee.at_the_door(browser, served.attendee_link, "Anna", viewport=SMALL)
        await anna.page.get_by_role("checkbox", name="Keep the way I walk").check()
        await anna.choose("text")
        await anna.go_in()
        await until(lambda: bool(arrivals(tmp_path)))
        await anna.go_to_place("Information desk")
        await until(lambda: kept_place(tmp_path) == path_end_of(tmp_path) is not None)
        before = kept_place(tmp_path)
        assert before not in arrivals(tmp_path)
        served.process.kill()
        served.process.communicate()
        served = read_links(serve_island(tmp_path, **settings))
        await until(lambda: len(arrivals(tmp_path)) == 2)
        assert arrivals(tmp_path)[1] == before
        await expect(anna.page.get_by_text("1 person on the island")).to_be_attached()
        await anna.page.reload()
        await anna.choose("text")
        await anna.go_in()
        assert kept_place(tmp_path) == before
    finally:
        stop_island(served.process)
