from __future__ import annotations

import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from island_server.errors import SettingsError, StoreError
from island_server.ports import EventInfo, LogBatch
from island_server.store import database
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import ANNA, EVENT, enters, entry, of_every_kind, read, snapshot


async def test_the_log_survives_closing(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    await store.append(await store.begin_run(EVENT, 5), LogBatch([entry(1, enters())], [], [ANNA]))
    await store.close()
    again = await SqlAttendanceStore.open(tmp_path)
    assert await read(again) == [entry(1, enters())]
    assert (await again.begin_run(EVENT, 6)).next_seq == 2
    await again.close()


async def test_a_copy_of_the_files_as_a_crash_leaves_them_holds_all_that_was_appended(
    tmp_path: Path,
) -> None:
    store = await SqlAttendanceStore.open(tmp_path / "live")
    await store.append(await store.begin_run(EVENT, 5), LogBatch([entry(1), entry(2)], [], [ANNA]))
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in (tmp_path / "live").glob("island.db*"):
        (crashed / file.name).write_bytes(file.read_bytes())
    await store.close()
    again = await SqlAttendanceStore.open(crashed)
    assert [e.seq for e in await read(again)] == [1, 2]
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
    await store.append(await store.begin_run(EVENT, 5), LogBatch([entry(1, enters())], [], [ANNA]))
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("island.db*")}
    assert modes == dict.fromkeys(("island.db", "island.db-wal", "island.db-shm"), 0o600)
    await store.close()


async def test_erasing_a_person_leaves_rows_without_a_name(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    await store.append(await store.begin_run(EVENT, 5), LogBatch([entry(1, enters())], [], [ANNA]))
    async with store._engine.begin() as connection:
        await connection.execute(sa.text("DELETE FROM person"))
    ((found,),) = (await read(store),)
    assert found.what == replace(enters(), name="", look=())
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
        await store.append(run, LogBatch([entry(1, enters())], [], [ANNA]))
    other.execute("ROLLBACK")
    other.close()
    assert await store.people("ameland") == []
    await store.append(run, LogBatch([entry(1, enters())], [], [ANNA]))
    assert await read(store) == [entry(1, enters())]
    await store.close()


async def test_a_full_disk_is_an_error_and_nothing_is_written_by_half(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    run = await store.begin_run(EVENT, 5)

    def fill(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {1 if full else 1_000_000}").close()

    full = True
    sa.event.listen(store._engine.sync_engine.pool, "checkout", fill)
    many = LogBatch([entry(seq) for seq in range(1, 2000)], [], [ANNA])
    with pytest.raises(StoreError, match=r"island\.db: database or disk is full"):
        await store.append(run, many)
    full = False
    assert await store.people("ameland") == []
    await store.append(run, many)
    assert await read(store) == many.entries
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
    await store.begin_run(EventInfo("ameland", "New", "nes-2", "presence", 7, "ameland"), 6)
    async with store._engine.connect() as connection:
        found = (await connection.execute(sa.text("SELECT * FROM event"))).all()
    assert [tuple(event) for event in found] == [
        ("ameland", "New", "nes-2", 5, "presence", 7, "ameland")
    ]
    await store.close()


async def written(tmp_path: Path) -> SqlAttendanceStore:
    store = await SqlAttendanceStore.open(tmp_path)
    run = await store.begin_run(EVENT, 5)
    await store.append(run, LogBatch(of_every_kind()[:3], [snapshot(3)], [ANNA]))
    await store.append(run, LogBatch(of_every_kind()[3:]))
    return store


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("log_motion SET data = x'02'", "log_motion, run 1, entries from 2: .*newer version"),
        (
            "log_motion SET data = substr(data, 1, 30)",
            "log_motion, run 1, entries from 2: .*cut off",
        ),
        ("log_motion SET last_seq = 4 WHERE first_seq = 2", "entries from 2: .*not the one that"),
        ("log_motion SET moves = 9 WHERE first_seq = 7", "entries from 7: .*not the one that"),
        ("log_presence SET seq = 2 WHERE seq = 1", "run 1, entry 2: it overlaps entry 2"),
        ("log_presence SET t_ms = 3 WHERE seq = 9", "run 1, entry 9: time runs backwards"),
        ("log_presence SET kind = 'polled' WHERE seq = 4", "run 1, entry 4: .*'polled' is unknown"),
        ("log_presence SET facts = '{}' WHERE seq = 5", "run 1, entry 5: the row is damaged"),
    ],
)
async def test_what_is_damaged_is_named_and_nothing_after_it_is_read(
    tmp_path: Path, change: str, problem: str
) -> None:
    store = await written(tmp_path)
    async with store._engine.begin() as connection:
        await connection.execute(sa.text(f"UPDATE {change}"))
    with pytest.raises(StoreError, match=problem):
        await read(store)
    await store.close()


@pytest.mark.parametrize(
    ("data", "problem"), [("x'03'", "newer version"), ("substr(data, 1, 9)", "is damaged: .*cut")]
)
async def test_a_damaged_snapshot_is_named(tmp_path: Path, data: str, problem: str) -> None:
    store = await written(tmp_path)
    async with store._engine.begin() as connection:
        await connection.execute(sa.text(f"UPDATE log_snapshot SET data = {data}"))
    with pytest.raises(StoreError, match=f"log_snapshot, run 1, island nes, entry 3: .*{problem}"):
        await store.snapshot_after(EVENT.id, "nes", 0)
    await store.close()


async def test_no_person_stands_anywhere_but_beside_the_avatar(tmp_path: Path) -> None:
    store = await written(tmp_path)
    async with store._engine.begin() as connection:
        await connection.execute(sa.text("DELETE FROM person"))
        await connection.execute(sa.text("UPDATE log_avatar SET person = NULL"))
        for table in ("log_presence", "log_motion", "log_snapshot", "log_run", "event"):
            rows = (await connection.execute(sa.text(f"SELECT * FROM {table}"))).all()
            assert rows
            assert not any(ANNA.person in str(row) or ANNA.name in str(row) for row in rows)
    (first, *_) = await read(store)
    assert first.what == replace(enters(), person="", name="", look=())
    await store.close()
