from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa

from island_server.errors import SettingsError, StoreError
from island_server.ports import EventInfo
from island_server.store import database
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .test_attendance_store_contract import ANNA, EVENT, row


async def test_the_log_survives_closing(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    await store.append(await store.begin_run(EVENT, 5), [row(1)], [ANNA])
    await store.close()
    again = await SqlAttendanceStore.open(tmp_path)
    assert await again.read("ameland", 0, 10) == [row(1)]
    assert (await again.begin_run(EVENT, 6)).next_seq == 2
    await again.close()


async def test_a_copy_of_the_files_as_a_crash_leaves_them_holds_all_that_was_appended(
    tmp_path: Path,
) -> None:
    store = await SqlAttendanceStore.open(tmp_path / "live")
    await store.append(await store.begin_run(EVENT, 5), [row(1), row(2)], [ANNA])
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in (tmp_path / "live").glob("island.db*"):
        (crashed / file.name).write_bytes(file.read_bytes())
    await store.close()
    again = await SqlAttendanceStore.open(crashed)
    assert [r.seq for r in await again.read("ameland", 0, 10)] == [1, 2]
    await again.close()


async def test_the_database_is_set_up_to_survive_a_crash(tmp_path: Path) -> None:
    engine = database.sqlite_engine(tmp_path / "island.db")
    async with engine.connect() as connection:
        found = {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    await engine.dispose()
    full = 2
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


async def test_only_its_owner_can_read_the_database(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    await store.append(await store.begin_run(EVENT, 5), [row(1)], [ANNA])
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("island.db*")}
    assert modes == dict.fromkeys(("island.db", "island.db-wal", "island.db-shm"), 0o600)
    await store.close()


async def test_erasing_a_person_leaves_rows_without_a_name(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    await store.append(await store.begin_run(EVENT, 5), [row(1)], [ANNA])
    async with store._engine.begin() as connection:
        await connection.execute(sa.text("DELETE FROM person"))
    assert len(await store.read("ameland", 0, 10)) == 1
    await store.close()
    for file in tmp_path.glob("island.db*"):
        assert b"Anna" not in file.read_bytes()


async def test_a_locked_database_is_an_error_and_nothing_is_written_by_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT_S", 0.0)
    store = await SqlAttendanceStore.open(tmp_path)
    run = await store.begin_run(EVENT, 5)
    other = sqlite3.connect(tmp_path / "island.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match=r"island\.db: database is locked"):
        await store.append(run, [row(1)], [ANNA])
    other.execute("ROLLBACK")
    other.close()
    assert await store.people("ameland") == []
    await store.append(run, [row(1)], [ANNA])
    assert await store.read("ameland", 0, 10) == [row(1)]
    await store.close()


async def test_a_full_disk_is_an_error_and_nothing_is_written_by_half(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    run = await store.begin_run(EVENT, 5)

    def fill(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {1 if full else 1_000_000}").close()

    full = True
    sa.event.listen(store._engine.sync_engine.pool, "checkout", fill)
    many = [row(seq) for seq in range(1, 2000)]
    with pytest.raises(StoreError, match=r"island\.db: database or disk is full"):
        await store.append(run, many, [ANNA])
    full = False
    assert await store.people("ameland") == []
    await store.append(run, many, [ANNA])
    assert len(await store.read("ameland", 0, 5000)) == len(many)
    await store.close()


async def test_two_islands_cannot_share_a_data_folder(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    with pytest.raises(SettingsError, match=r"ISLAND_DATA_DIR: .* is in use by another island"):
        await SqlAttendanceStore.open(tmp_path)
    await store.close()
    await (await SqlAttendanceStore.open(tmp_path)).close()


async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="ISLAND_DATA_DIR: cannot write in") as caught:
        await SqlAttendanceStore.open(tmp_path / "file")
    assert "\n" not in str(caught.value)


async def test_a_damaged_database_is_one_clear_line_and_the_folder_is_let_go(
    tmp_path: Path,
) -> None:
    (tmp_path / "island.db").write_bytes(b"this is no database" * 100)
    for _ in range(2):
        with pytest.raises(StoreError, match=r"island\.db: file is not a database") as caught:
            await SqlAttendanceStore.open(tmp_path)
        assert "\n" not in str(caught.value)


async def test_a_folder_in_the_place_of_the_database_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "island.db").mkdir()
    with pytest.raises(StoreError, match=r"island\.db: unable to open database file"):
        await SqlAttendanceStore.open(tmp_path)


async def test_what_is_told_of_an_event_is_brought_up_to_date(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    await store.begin_run(EVENT, 5)
    await store.begin_run(EventInfo("ameland", "New", "nes-2", "presence", 7), 6)
    async with store._engine.connect() as connection:
        found = (await connection.execute(sa.text("SELECT * FROM event"))).all()
    assert [tuple(event) for event in found] == [("ameland", "New", "nes-2", 5, "presence", 7)]
    await store.close()
