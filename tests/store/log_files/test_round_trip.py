"""JSON Lines: what goes out comes back, the same to the last byte."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from island_server.core.attendance.insight import insight
from island_server.core.attendance.pseudonyms import pseudonymised
from island_server.core.logged import Logged
from island_server.core.snapshots import LoggedSnapshot
from island_server.ports import LogBatch
from island_server.store.log_files import import_log
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.store.made_log import EVENT, OTHER, of_every_kind, read

from .logs import ISLANDS, Hidden, Named, exported, fill, made_runs, of_every_kind_twice

FILE = "log.jsonl"


@pytest.fixture(params=["sqlite", "postgresql"])
async def stores(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[tuple[SqlAttendanceStore, SqlAttendanceStore]]:
    addresses: list[str | None] = [None, None]
    if request.param == "postgresql":
        cluster = request.getfixturevalue("postgresql")
        addresses = [cluster.database(), cluster.database()]
    folders = (tmp_path / "from", tmp_path / "to")
    opened = [
        await SqlAttendanceStore.open(folder, address)
        for folder, address in zip(folders, addresses, strict=True)
    ]
    yield opened[0], opened[1]
    for store in opened:
        await store.close()


async def snapshots(store: SqlAttendanceStore) -> list[LoggedSnapshot]:
    """All snapshots but those of one entry and island with a later one."""
    found = []
    for island in ISLANDS:
        seq = 0
        for _ in count():
            taken = await store.snapshot_after(EVENT.id, island, seq)
            if taken is None:
                break
            found.append(taken)
            seq = taken.seq + 1
    return found


async def test_a_log_with_names_comes_back_as_it_was(
    stores: tuple[SqlAttendanceStore, SqlAttendanceStore], tmp_path: Path
) -> None:
    source, target = stores
    await fill(source, of_every_kind_twice())
    await fill(target, [[]], OTHER)  # so that ids of runs are others there
    first = await exported(source, tmp_path / FILE, naming=Named())
    found = await import_log(target, tmp_path / FILE, lambda *_: None)
    assert found.event == EVENT
    assert found.counts.presence + found.counts.moves == 2 * len(of_every_kind())
    assert await exported(target, tmp_path / "again", naming=Named()) == first
    entries = [replace(it, run=it.run - 1) for it in await read(target)]
    assert entries == await read(source)
    assert await target.people(EVENT.id) == await source.people(EVENT.id)
    before, after = await source.span(EVENT.id), await target.span(EVENT.id)
    assert before is not None
    assert after is not None
    assert [replace(run, run=run.run - 1) for run in after.runs] == list(before.runs)
    assert after.event == before.event
    assert [replace(it, run=it.run - 1) for it in await snapshots(target)] == await snapshots(
        source
    )


async def test_a_log_under_pseudonyms_comes_back_the_same_and_names_nobody(
    stores: tuple[SqlAttendanceStore, SqlAttendanceStore], tmp_path: Path
) -> None:
    source, target = stores
    await fill(source, of_every_kind_twice())
    first = await exported(source, tmp_path / FILE)
    assert b"Anna" not in first
    assert b'"p1"' not in first
    await import_log(target, tmp_path / FILE, lambda *_: None)
    assert await exported(target, tmp_path / "again", naming=Hidden(b"x" * 32)) == first
    assert [person.name for person in await target.people(EVENT.id)] == [""]
    one = pseudonymised(insight(await read(source)), Hidden())
    assert insight(await read(target)) == one


@given(runs=made_runs())
@settings(max_examples=20)  # each makes two databases
def test_any_log_comes_back_as_it_was(runs: list[list[LogBatch]]) -> None:
    asyncio.run(round_trip(runs))


async def round_trip(runs: list[list[LogBatch]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = await SqlAttendanceStore.open(folder / "from")
        target = await SqlAttendanceStore.open(folder / "to")
        try:
            await fill(source, runs)
            for naming, event_id in ((Named(), "named"), (Hidden(), "hidden")):
                first = await exported(source, folder / FILE, naming=naming)
                await import_log(target, folder / FILE, lambda *_: None, as_id=event_id)
                again = await exported(target, folder / "again", naming=naming, event_id=event_id)
                assert _lines(again)[1:-1] == _lines(first)[1:-1]
            assert _without_run(await read(target, "named")) == _without_run(await read(source))
            assert await target.people("named") == await source.people(EVENT.id)
        finally:
            await source.close()
            await target.close()


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines()


def _without_run(entries: list[Logged]) -> list[Logged]:
    return [replace(entry, run=0) for entry in entries]
