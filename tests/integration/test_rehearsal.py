"""A recorded event, from the data folder and from a file, rehearsed on a served island."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from island_server.app import running_island
from island_server.core import events as ev
from island_server.core.attendance.pseudonyms import Pseudonyms
from island_server.core.events import Role
from island_server.core.logged import Logged
from island_server.map_files.bundled import maps_folder
from island_server.map_files.map_cache import MapCache
from island_server.ports import EventInfo, LogBatch, PersonRow
from island_server.settings import Settings
from island_server.store.log_files import export_log
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.bots.recorded_event import START_MS, Line, met, play

PATIENCE_S = 90
EVENT = EventInfo("rehearsed", "Rehearsed", "tiny", "movement", 30, "rehearsed")
PICNIC: tuple[Line, ...] = (
    (0, "anna", "come"),
    (0.5, "anna", (3, 3)),
    (1, "bram", "come"),
    (1.5, "bram", (4, 4)),
    (5, "bram", (0, 1)),
    (6, "cees", "come"),
    (6.5, "cees", (4, 3)),
    (9, "anna", "left"),
    (9.5, "bram", "left"),
)
"""In the meeting zone Anna meets first Bram and then Cees; Bram is in the quiet zone by then."""


class Hidden(Pseudonyms):
    has_names = False


async def record(data_dir: Path, slower: float) -> list[Logged]:
    """Put the event into a data folder."""
    island = MapCache().load(maps_folder() / "tiny" / "tiny.tmj", islands=[]).island
    log = play(PICNIC, island, slower)
    people = [
        PersonRow(it.what.person, it.what.name, it.what.look, it.what.role, START_MS)
        for it in log
        if isinstance(it.what, ev.Entered)
    ]
    store = await SqlAttendanceStore.open(data_dir)
    run = await store.begin_run(EVENT, START_MS)
    await store.append(run, LogBatch([it for it in log if is_kept(it)], [], people))
    await export_log(
        store, EVENT.id, data_dir / "event.jsonl", "jsonl", Hidden(b"k" * 32), lambda *_: None
    )
    await store.close()
    return log


def is_kept(entry: Logged) -> bool:
    return not isinstance(entry.what, ev.CommandRejected | ev.TurnedAway)


async def rehearse(data_dir: Path, *arguments: str) -> tuple[str, list[Logged]]:
    """What the command says at its end, and the log of the island that was served meanwhile."""
    live = Settings(port=0, media_port=0, data_dir=data_dir / "live", map="tiny", log="movement")
    async with running_island(live) as island:
        token = island.link(Role.ATTENDEE, 1).rpartition("/")[2]
        command = ("-m", "island_server", "bots", "--url", island.url, "--token", token, *arguments)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *command,
            env={**os.environ, "ISLAND_DATA_DIR": str(data_dir)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        async with asyncio.timeout(PATIENCE_S):
            said, complained = await process.communicate()
        assert process.returncode == 0, complained.decode()
    store = await SqlAttendanceStore.open(data_dir / "live")
    log = [entry async for entry in store.entries(live.event_id)]
    await store.close()
    return said.decode(), log


def sizes(pairs: Sequence[tuple[str, ...]]) -> list[int]:
    """Of each person, how many they met: what stays the same whatever people are called."""
    people = {person for pair in pairs for person in pair}
    return sorted(sum(person in pair for pair in pairs) for person in people)


@pytest.mark.parametrize("speed", [1, 10])
async def test_the_same_conversations_form_again(tmp_path: Path, speed: int) -> None:
    """By their pseudonyms from a file, whose pseudonyms are those of its export."""
    data_dir = tmp_path / "data"
    before = met(await record(data_dir, speed))
    file = str(data_dir / "event.jsonl")
    said, log = await rehearse(data_dir, "--replay", file, "--speed", str(speed))
    hidden = Hidden(b"k" * 32)
    expected = {tuple(sorted(map(hidden.of, pair))) for pair in before}
    assert len(expected) == 2
    assert set(met(log)) == expected
    assert "refused" not in said
    assert "4 bots" not in said
    assert "3 bots, for " in said


async def test_an_event_of_the_data_folder_is_rehearsed(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    before = met(await record(data_dir, 1))
    said, log = await rehearse(data_dir, "--replay", "rehearsed")
    assert sizes(list(met(log))) == sizes(list(before)) == [1, 1, 2]
    assert "refused" not in said
