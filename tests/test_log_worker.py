"""What the process of long work tells, carried out here in the test's own."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from island_server import log_exports
from island_server.attendance_ports import ExportForm
from island_server.log_exports import ExportNaming
from island_server.log_reports import Progress
from island_server.log_worker import Done, Failed, Finished, Report, WorkOrder, carry_out
from island_server.store import migrate
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.store.made_series import FORMER, LIVE, person, write_series

KEY = b"k" * 32


@pytest.fixture
async def data_dir(tmp_path: Path) -> AsyncIterator[Path]:
    store = await SqlAttendanceStore.open(tmp_path)
    await write_series(store)
    yield tmp_path
    await store.close()


def order(data_dir: Path, **more: object) -> WorkOrder:
    folder = data_dir / "job"
    folder.mkdir(exist_ok=True)
    plain = WorkOrder("insight", LIVE.id, str(data_dir), None, KEY, str(folder / "result"))
    return msgspec.structs.replace(plain, **more)


async def told(asked: WorkOrder) -> list[Report]:
    reports: list[Report] = []
    await carry_out(asked, reports.append)
    return reports


async def test_progress_counts_the_entries_of_all_events_that_are_read(data_dir: Path) -> None:
    *steps, last = await told(order(data_dir, kind="compare", former_id=FORMER.id))
    assert last == Finished()
    assert steps == [Done(24, 62), Done(62, 62)]
    assert (data_dir / "job" / "result").is_file()
    assert not (data_dir / "job" / "draft").exists()


async def test_an_event_that_went_meanwhile_is_unknown(data_dir: Path) -> None:
    (failed,) = await told(order(data_dir, event_id="gone"))
    assert failed == Failed("unknown_event", "there is no log of gone")


async def test_a_database_of_another_form_cannot_be_read(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "_heads", lambda _: {"9999"})
    (failed,) = await told(order(data_dir))
    assert failed == Failed("log_unavailable", "The log cannot be read now.")


async def test_a_disk_that_refuses_fails_the_work(data_dir: Path) -> None:
    *_, failed = await told(order(data_dir, result=str(data_dir / "nowhere" / "result")))
    assert failed == Failed("log_unavailable", "The log cannot be read now.")


@pytest.mark.parametrize("has_names", [True, False])
async def test_an_export_is_made_by_the_store(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, has_names: bool
) -> None:
    seen: list[tuple[str, ExportForm, bool, str]] = []

    async def fake(
        _store: SqlAttendanceStore,
        event_id: str,
        target: Path,
        form: ExportForm,
        naming: ExportNaming,
        progress: Progress,
    ) -> None:
        seen.append((event_id, form, naming.has_names, naming.label(person("Anna"))))
        progress(1, 2)
        progress(2, 2)
        await asyncio.to_thread(target.write_text, "a,b")

    monkeypatch.setattr(log_exports, "export_log", fake)
    asked = order(data_dir, kind="export", form="csv", names=has_names)
    assert await told(asked) == [Done(1, 2), Done(2, 2), Finished()]
    pseudonym = ExportNaming(log_exports.Pseudonyms(KEY), has_names=False).label(person("Anna"))
    assert seen == [(LIVE.id, "csv", has_names, pseudonym)]
    assert (data_dir / "job" / "result").read_text() == "a,b"


def test_the_process_ends_with_its_input(data_dir: Path) -> None:
    """When the server dies the pipe closes. The work waits for a database that says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://nobody@127.0.0.1:{silent.getsockname()[1]}/none"
        ended = subprocess.run(
            [sys.executable, "-m", "island_server.log_worker"],
            input=msgspec.json.encode(order(data_dir, database=address)) + b"\n",
            capture_output=True,
            timeout=60,
            check=False,
        )
    assert (ended.returncode, ended.stdout) == (1, b"")
