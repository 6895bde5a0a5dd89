"""What a database tells of its logs, read beside the island that writes it; on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from island_server.attendance_ports import LogAccess
from island_server.core.events import Role
from island_server.errors import StoreError
from island_server.ports import LogBatch
from island_server.store import migrate
from island_server.store.database import FILE_NAME
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import entry
from .made_series import FOREIGN, FORMER, LIVE, SERIES, START_MS, write_series


@dataclass(slots=True)
class Logs:
    writing: SqlAttendanceStore
    reading: SqlAttendanceStore
    address: str | None


@pytest.fixture(params=["sqlite", "postgresql"])
async def logs(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Logs]:
    address: str | None = None
    if request.param == "postgresql":
        address = request.getfixturevalue("postgresql").database()
    writing = await SqlAttendanceStore.open(tmp_path, address)
    await write_series(writing)
    reading = await SqlAttendanceStore.open_for_reading(tmp_path, address)
    yield Logs(writing, reading, address)
    await reading.close()
    await writing.close()


async def test_a_series_has_its_own_events_the_latest_first(logs: Logs) -> None:
    assert await logs.reading.series(SERIES) == [LIVE.id, FORMER.id]
    assert await logs.reading.series(FOREIGN.series) == [FOREIGN.id]
    assert await logs.reading.series("nowhere") == []


async def test_people_are_counted_once_an_event(logs: Logs) -> None:
    counts = [await logs.reading.people_count(it.id) for it in (LIVE, FORMER, FOREIGN)]
    assert counts == [4, 4, 1]
    assert await logs.reading.people_count("nowhere") == 0


async def test_marks_tell_where_segments_begin(logs: Logs) -> None:
    marks = await logs.reading.segment_marks(LIVE.id)
    assert [(mark.run, mark.seq, mark.map_id) for mark in marks] == [
        (3, 0, "nes-1"),
        (3, 12, "nes-1"),
        (3, 24, "nes-1"),
        (4, 24, "nes-1"),
        (4, 36, "nes-1"),
    ]
    assert {mark.island for mark in marks} == {"nes"}
    assert marks[0].wall_ms == START_MS
    assert await logs.reading.segment_marks("nowhere") == []


async def test_all_maps_that_any_log_names_are_known_until_the_logs_go(logs: Logs) -> None:
    assert await logs.writing.map_ids() == {"nes-1", "quay-1", "alps-1"}
    await logs.writing.forget_old(START_MS + 40 * 86_400_000)
    assert await logs.writing.map_ids() == frozenset()


async def test_who_asked_is_kept_in_order_and_for_their_event_only(logs: Logs) -> None:
    asked = [
        LogAccess(START_MS, "names", Role.ORGANISER, "wie was dat?\N{SNOWMAN}"),
        LogAccess(START_MS - 1, "export", Role.ORGANISER, "jaarverslag"),
    ]
    for access in asked:
        await logs.writing.note_access(LIVE.id, access)
    assert await logs.reading.accesses(LIVE.id) == asked
    assert await logs.reading.accesses(FORMER.id) == []


async def test_what_is_written_later_is_seen(logs: Logs) -> None:
    run = await logs.writing.begin_run(LIVE, START_MS)
    await logs.writing.append(run, LogBatch([entry(run.next_seq, run=run.run)]))
    span = await logs.reading.span(LIVE.id)
    assert span is not None
    assert span.runs[-1].last_seq == run.next_seq


async def test_who_opens_it_for_reading_changes_nothing(logs: Logs) -> None:
    with pytest.raises(StoreError):
        await logs.reading.note_access(LIVE.id, LogAccess(1, "names", Role.HOST, "x"))
    with pytest.raises(StoreError):
        await logs.reading.forget_old(START_MS * 2)
    assert await logs.writing.series(SERIES) == [LIVE.id, FORMER.id]


async def test_a_database_of_another_form_is_refused_in_one_line(
    logs: Logs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "_heads", lambda _: {"9999"})
    with pytest.raises(StoreError, match="has form 9999 and not") as refused:
        await SqlAttendanceStore.open_for_reading(tmp_path, logs.address)
    assert "\n" not in str(refused.value)


async def test_a_folder_without_a_log_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"{FILE_NAME}: there is no attendance log yet"):
        await SqlAttendanceStore.open_for_reading(tmp_path)
    assert list(tmp_path.iterdir()) == []


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="not a database"):
        await SqlAttendanceStore.open_for_reading(tmp_path)
