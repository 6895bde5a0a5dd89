"""An export or an import that is broken off half-way leaves nothing of what it began."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from island_server.errors import StoreError
from island_server.ports import LogBatch
from island_server.store.log_files import export_log, import_log, json_lines
from island_server.store.log_files.events import list_events
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.store.made_log import ANNA, EVENT, enters, entry, moves

from .logs import Hidden, exported, fill

ROOT = Path(__file__).parents[3]
MANY = 30_000


def many() -> list[list[LogBatch]]:
    walks = [entry(seq, moves(seq)) for seq in range(2, MANY)]
    return [[LogBatch([entry(1, enters(1)), *walks], [], [ANNA])]]


async def test_an_import_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    source = await SqlAttendanceStore.open(tmp_path / "from")
    await fill(source, many())
    data = await exported(source, tmp_path / "log.jsonl")
    await source.close()
    command = [sys.executable, "-m", "island_server", "log", "import", str(tmp_path / "log.jsonl")]
    environment = {**os.environ, "ISLAND_DATA_DIR": str(tmp_path / "to")}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        said = [process.stderr.readline() for _ in range(4)]
        process.kill()
    assert said[-1].endswith("bytes\n"), said
    assert process.returncode < 0
    target = await SqlAttendanceStore.open(tmp_path / "to")
    try:
        assert await list_events(target) == []
        await import_log(target, tmp_path / "log.jsonl", lambda *_: None)
        assert await exported(target, tmp_path / "again.jsonl") == data
    finally:
        await target.close()


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
async def test_an_export_that_fails_leaves_no_file_and_keeps_the_one_before(
    tmp_path: Path, form: str
) -> None:
    store = await SqlAttendanceStore.open(tmp_path / "from")
    await fill(store, many())
    target = tmp_path / "out" / "log"
    target.parent.mkdir()
    target.write_text("before")

    def fail(done: int, _: int) -> None:
        if done > MANY // 2:
            raise ZeroDivisionError

    try:
        with pytest.raises(ZeroDivisionError):
            await export_log(store, EVENT.id, target, form, Hidden(), fail)
        assert target.read_text() == "before"
        assert list(target.parent.iterdir()) == [target]
    finally:
        await store.close()


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
async def test_a_disk_that_takes_nothing_is_told(tmp_path: Path, form: str) -> None:
    store = await SqlAttendanceStore.open(tmp_path / "from")
    await fill(store, many())
    try:
        with pytest.raises(StoreError, match="none/log: No such file"):
            await exported(store, tmp_path / "none" / "log", form)
    finally:
        await store.close()


async def test_an_erasure_meanwhile_is_told_and_no_file_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lines, "LINES_AT_ONCE", 1)
    store = await SqlAttendanceStore.open(tmp_path / "from")
    await fill(store, many())
    outline = json_lines.JsonLines._begin

    def erase_first(self: json_lines.JsonLines, *args: object) -> None:
        outline(self, *args)
        self._moves -= 1

    monkeypatch.setattr(json_lines.JsonLines, "_begin", erase_first)
    try:
        with pytest.raises(StoreError, match="the log changed while it was exported"):
            await exported(store, tmp_path / "log")
        assert not (tmp_path / "log").exists()
    finally:
        await store.close()


async def test_an_export_goes_on_beside_an_island_that_writes(tmp_path: Path) -> None:
    island = await SqlAttendanceStore.open(tmp_path / "from")
    run = await island.begin_run(EVENT, 5)
    await island.append(run, LogBatch([entry(1, enters(1)), entry(2, moves(20))], [], [ANNA]))
    beside = await SqlAttendanceStore.open_for_reading(tmp_path / "from")
    before = await exported(beside, tmp_path / "before")
    await island.append(run, LogBatch([entry(3, moves(30))]))
    after = await exported(beside, tmp_path / "after")
    assert (before.count(b'"move"'), after.count(b'"move"')) == (1, 2)
    with pytest.raises(StoreError, match="readonly"):
        await beside.append(run, LogBatch([entry(4)]))
    await beside.close()
    await island.close()
