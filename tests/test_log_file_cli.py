"""`island log export`, `import` and `list` as an operator meets them."""

from __future__ import annotations

import asyncio
import os
import pty
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from island_server.cli import cli
from island_server.errors import IslandError
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.store.log_files.logs import fill, of_every_kind_twice
from tests.store.made_log import EVENT, of_every_kind

REASON = "Certificates of attendance"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "data"

    async def make() -> None:
        store = await SqlAttendanceStore.open(folder)
        await fill(store, of_every_kind_twice())
        await store.close()

    asyncio.run(make())
    return folder


@dataclass(frozen=True)
class Ended:
    """How a command ended; a known error is told as `island` tells it."""

    returncode: int
    stdout: str
    stderr: str


def island_log(data_dir: Path, *arguments: str | Path) -> Ended:
    found = CliRunner().invoke(
        cli, ["log", *map(str, arguments)], env={"ISLAND_DATA_DIR": str(data_dir)}
    )
    error = found.exception
    if isinstance(error, IslandError):
        return Ended(1, found.stdout, f"{found.stderr}island: {error}\n")
    assert error is None or isinstance(error, SystemExit), found.exc_info
    return Ended(found.exit_code, found.stdout, found.stderr)


def refusal(data_dir: Path, *arguments: str | Path) -> str:
    """The one line that is said when something cannot be done."""
    ended = island_log(data_dir, *arguments)
    assert ended.returncode == 1, ended.stdout
    (line,) = (it for it in ended.stderr.splitlines() if it.startswith("island: "))
    return line


def accesses(data_dir: Path) -> list[tuple[str, str, str]]:
    database = sqlite3.connect(data_dir / "island.db")
    try:
        return list(database.execute("SELECT kind, role, reason FROM log_access"))
    finally:
        database.close()


def test_a_log_goes_out_and_comes_back_into_another_folder(data_dir: Path, tmp_path: Path) -> None:
    file, again, other = tmp_path / "log.jsonl", tmp_path / "again.jsonl", tmp_path / "other"
    out = island_log(data_dir, "export", "--to", file)
    assert out.returncode == 0, out.stderr
    assert "the log of ameland" in out.stdout
    assert "under pseudonyms" in out.stdout
    entries = 2 * len(of_every_kind())
    assert f"{entries} of {entries} entries" in out.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    into = island_log(other, "import", file)
    assert into.returncode == 0, into.stderr
    assert f"{entries} entries, 1 people, with pseudonyms" in into.stdout
    assert "older than the 30 days" in into.stderr
    assert island_log(other, "export", "ameland", "--to", again).returncode == 0
    assert again.read_bytes() == file.read_bytes()
    assert "already" in refusal(other, "import", file)
    assert island_log(other, "import", file, "--as", "copy").returncode == 0
    listed = island_log(other, "list").stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["ameland", "copy"]
    assert f"{entries} entries" in listed[1]
    assert accesses(data_dir) == []


def test_names_need_a_reason_and_it_is_kept(data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "named.jsonl"
    assert "--reason" in refusal(data_dir, "export", "--to", file, "--names")
    assert "--reason" in refusal(data_dir, "export", "--to", file, "--names", "--reason", "why not")
    assert not file.exists()
    assert accesses(data_dir) == []
    named = island_log(data_dir, "export", "--to", file, "--names", "--reason", REASON)
    assert named.returncode == 0, named.stderr
    assert '"name":"Anna"' in file.read_text(encoding="utf-8")
    assert accesses(data_dir) == [("export", "organiser", REASON)]


def test_two_exports_cannot_be_joined(data_dir: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert island_log(data_dir, "export", "--to", tmp_path / name).returncode == 0
    one, two = ((tmp_path / name).read_text().splitlines()[1] for name in ("one", "two"))
    assert one != two


def test_an_export_is_made_beside_a_running_island_but_no_import(
    data_dir: Path, tmp_path: Path
) -> None:
    async def beside() -> None:
        store = await SqlAttendanceStore.open(data_dir)
        await store.begin_run(EVENT, 7)
        for form in ("csv", "jsonl", "parquet"):
            arguments = ("export", "--to", tmp_path / form, "--format", form)
            ended = await asyncio.to_thread(island_log, data_dir, *arguments)
            assert ended.returncode == 0, ended.stderr
        arguments = ("export", "--to", tmp_path / "named", "--names", "--reason", REASON)
        ended = await asyncio.to_thread(island_log, data_dir, *arguments)
        assert ended.returncode == 0, ended.stderr
        said = await asyncio.to_thread(
            refusal, data_dir, "import", tmp_path / "jsonl", "--as", "copy"
        )
        assert "in use by another island; stop the server before an import" in said
        await store.close()

    asyncio.run(beside())


def test_what_cannot_be_exported_or_imported_is_one_line(data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    assert "no event 'texel'" in refusal(data_dir, "export", "texel", "--to", file)
    assert "no attendance log yet" in refusal(tmp_path / "none", "export", "--to", file)
    assert not (tmp_path / "none").exists()
    assert "No such file" in refusal(data_dir, "import", file)
    file.write_text("{}")
    assert "exists already" in refusal(data_dir, "export", "--to", file)
    assert "line 1: it is no attendance log" in refusal(data_dir, "import", file)
    assert "--as" in refusal(data_dir, "import", file, "--as", "../x")
    assert island_log(data_dir, "export", "--to", file, "--format", "xml").returncode == 2


def test_a_terminal_gets_a_bar(data_dir: Path, tmp_path: Path) -> None:
    here, there = pty.openpty()
    command = [sys.executable, "-m", "island_server", "log", "export", "--to", str(tmp_path / "x")]
    environment = {**os.environ, "ISLAND_DATA_DIR": str(data_dir), "TERM": "xterm"}
    with subprocess.Popen(command, env=environment, stderr=there, stdout=subprocess.DEVNULL) as run:
        os.close(there)
        said = b""
        try:
            while part := os.read(here, 4096):
                said += part
        except OSError:  # so ends a terminal on Linux
            pass
        os.close(here)
    assert run.returncode == 0
    assert b"100%" in said
