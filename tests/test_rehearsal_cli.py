"""What of a recorded event `island bots --replay` rehearses."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from island_server.errors import IslandError, LogFileError, SettingsError, StoreError
from island_server.ports import LogBatch
from island_server.rehearsal_cli import Replayed, moment_ms, plan
from island_server.settings import Settings
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.bots.recorded_event import MEETINGS, START_MS, play
from tests.store.log_files.logs import Hidden, Named, exported
from tests.store.made_log import EVENT

HOUR_MS = 3_600_000


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock of this machine shows UTC: the event began there at 15:06:40."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
async def settings(tmp_path: Path) -> Settings:
    """A data folder with an event, and two exports of it beside."""
    store = await SqlAttendanceStore.open(tmp_path)
    run = await store.begin_run(EVENT, START_MS)
    await store.append(run, LogBatch([replace(it, island="nes") for it in play(MEETINGS)]))
    await exported(store, tmp_path / "hidden.jsonl")
    await exported(store, tmp_path / "named.jsonl", naming=Named())
    await store.close()
    return Settings(data_dir=tmp_path)


def test_a_time_of_day_is_the_first_such_time_of_the_log() -> None:
    assert moment_ms("15:07", START_MS) - START_MS == 20_000
    assert moment_ms("15:06", START_MS) - START_MS == -40_000
    assert moment_ms("15:05", START_MS) - START_MS == 24 * HOUR_MS - 100_000
    for text in ("noon", "25:00", ""):
        with pytest.raises(SettingsError, match="--from: "):
            moment_ms(text, START_MS)


async def test_an_event_and_its_exports_give_the_same_plan(
    settings: Settings, tmp_path: Path
) -> None:
    plans = [
        await plan(settings, Replayed(what, None, None))
        for what in ("ameland", str(tmp_path / "hidden.jsonl"), str(tmp_path / "named.jsonl"))
    ]
    assert len(plans[0]) == 4
    for found in plans:
        assert [it.parts for it in found] == [it.parts for it in plans[0]]
        assert not {it.name for it in found} & {"anna", "bram", "cees", "dirk"}
    hidden = Hidden()
    assert {it.name for it in plans[1]} == {hidden.of(it.person) for it in plans[2]}


async def test_only_what_is_asked_for_is_rehearsed(settings: Settings) -> None:
    found = await plan(settings, Replayed("ameland", "15:07", "nes"))
    assert [it.from_ms - START_MS for it in found] == [20_000, 20_000, 20_000, 50_000]
    with pytest.raises(IslandError, match="nobody was there"):
        await plan(settings, Replayed("ameland", None, "texel"))
    with pytest.raises(IslandError, match="nobody was there"):
        await plan(settings, Replayed("texel", None, None))


async def test_what_cannot_be_read_is_told(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(LogFileError, match="No such file"):
        await plan(settings, Replayed("none.jsonl", None, None))
    cut = (tmp_path / "hidden.jsonl").read_bytes()[:-400]
    (tmp_path / "cut.jsonl").write_bytes(cut)
    with pytest.raises(LogFileError, match="cut off"):
        await plan(settings, Replayed(str(tmp_path / "cut.jsonl"), None, None))
    with pytest.raises(StoreError, match="no attendance log yet"):
        await plan(Settings(data_dir=tmp_path / "none"), Replayed("ameland", None, None))
    assert not (tmp_path / "none").exists()
