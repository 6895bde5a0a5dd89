"""A server that is killed with people at two events: both go on, each with its own people."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.e2e.conftest import read_links, serve_island, stop_island

from .event_visitors import Visitor


def command(data_dir: Path, *arguments: str) -> str:
    environment = {**os.environ, "ISLAND_DATA_DIR": str(data_dir)}
    made = subprocess.run(
        [sys.executable, "-m", "island_server", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return made.stdout


def at(url: str, link: str) -> str:
    return url + link[link.index("/join/") :]


def rows(data_dir: Path, query: str) -> list[Any]:
    """What the log has by now, whoever writes it."""
    log = sqlite3.connect(data_dir / "island.db")
    try:
        return log.execute(query).fetchall()
    finally:
        log.close()


async def test_everybody_is_back_at_their_own_event_after_a_crash(tmp_path: Path) -> None:
    made = command(tmp_path, "event", "create", "Tweede")
    link = made.split()[-1]
    process = serve_island(tmp_path)
    served = read_links(process)
    people = [Visitor("Anna"), Visitor("Bo")]
    welcomes = [
        await people[0].enter(served.attendee_link),
        await people[1].enter(at(served.url, link)),
    ]
    while len(rows(tmp_path, "SELECT name FROM person")) < len(people):
        await asyncio.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    process = serve_island(tmp_path)
    try:
        served = read_links(process)
        again = [Visitor("Anna"), Visitor("Bo")]
        links = [served.attendee_link, at(served.url, link)]
        for visitor, former, address in zip(again, welcomes, links, strict=True):
            welcome = await visitor.enter(address, person=former["person"])
            assert welcome["person"] == former["person"]
            assert welcome["event"]["name"] == former["event"]["name"]
            assert len(welcome["people"]) == 1
            await visitor.client.disconnect()
    finally:
        stop_island(process)
        for visitor in people:
            await visitor.client.disconnect()
    people_of = rows(tmp_path, "SELECT event_id, name FROM person ORDER BY name")
    assert people_of == [("ameland", "Anna"), (made.split()[0], "Bo")]
    runs = rows(tmp_path, "SELECT event_id, count(*) FROM log_run GROUP BY event_id")
    assert {count for _, count in runs} == {2}
