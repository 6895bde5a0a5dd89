"""`island serve` as an operator meets it: what it says, how it stops, why it cannot start."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import pytest

from island_server.app import running_island
from island_server.realtime.island_loop import IslandLoop
from island_server.settings import Settings
from tests.e2e.conftest import ServedIsland, read_links, serve_island, stop_island

PATIENCE_S = 40


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def served(data_dir: Path) -> Iterator[ServedIsland]:
    process = serve_island(data_dir)
    try:
        yield read_links(process)
    finally:
        stop_island(process)


def run_island(
    *arguments: str, before: Callable[[], None] | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    environment = {**os.environ, "ISLAND_PORT": "0", "ISLAND_MEDIA_PORT": "0", **settings}
    return subprocess.run(
        [sys.executable, "-m", "island_server", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        preexec_fn=before,
        check=False,
    )


def refusal(data_dir: Path, **settings: str) -> list[str]:
    """What a server that cannot start says; it must be short and without a traceback."""
    ended = run_island("serve", ISLAND_DATA_DIR=str(data_dir), **settings)
    lines = ended.stderr.strip().splitlines()
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    return [line for line in lines if line.startswith("island: ")]


def fetch(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=PATIENCE_S) as response:
        return response.status, response.read().decode()


def test_it_says_where_it_is_and_how_it_is(served: ServedIsland) -> None:
    assert fetch(served.url + "/healthz") == (200, '{"ok": true}')
    assert json.loads(fetch(served.url + "/readyz")[1]) == {"ok": True}
    assert "eiland_avatars 0.0" in fetch(served.url + "/metrics")[1]
    assert "/join/" in served.attendee_link
    assert served.host_link != served.attendee_link


def test_sigterm_ends_it_in_order(data_dir: Path) -> None:
    served = read_links(serve_island(data_dir))
    served.process.send_signal(signal.SIGTERM)
    said, _ = served.process.communicate(timeout=PATIENCE_S)
    assert served.process.returncode == 0
    assert "Traceback" not in said


def test_bots_walk_about_and_leave(served: ServedIsland, data_dir: Path) -> None:
    token = served.attendee_link.rpartition("/")[2]
    ended = run_island("bots", "4", "--url", served.url, "--token", token, "--seconds", "3")
    assert ended.returncode == 0, ended.stderr
    assert "4 bots:" in ended.stdout
    assert "refused" not in ended.stdout


def test_an_invitation_made_later_opens_the_island(served: ServedIsland, data_dir: Path) -> None:
    ended = run_island("invite", "host", ISLAND_DATA_DIR=str(data_dir))
    token = ended.stdout.strip().rpartition("/")[2]
    request = urllib.request.Request(
        served.url + "/api/entry",
        data=json.dumps({"token": token}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
        assert json.load(response)["role"] == "host"


def test_a_port_in_use_is_one_line(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        (line,) = refusal(data_dir, ISLAND_PORT=port)
    assert "ISLAND_PORT" in line
    assert port in line


def test_a_media_port_in_use_is_one_line(data_dir: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("0.0.0.0", 0))
        port = str(taken.getsockname()[1])
        (line,) = refusal(data_dir, ISLAND_MEDIA_PORT=port)
    assert "ISLAND_MEDIA_PORT" in line
    assert port in line


def test_all_wrong_settings_are_told_at_once(data_dir: Path) -> None:
    lines = refusal(data_dir, ISLAND_PORT="abc", ISLAND_FLUSH_HZ="1000")
    assert any("ISLAND_PORT" in line and "abc" in line for line in lines)
    assert any("ISLAND_FLUSH_HZ" in line for line in lines)


def test_a_map_that_is_missing_or_broken_is_one_line(data_dir: Path, tmp_path: Path) -> None:
    (line,) = refusal(data_dir, ISLAND_MAP="atlantis")
    assert "ISLAND_MAP" in line
    assert "nes" in line
    broken = tmp_path / "broken.tmj"
    broken.write_text('{"layers": 5', encoding="utf-8")
    (line,) = refusal(data_dir, ISLAND_MAP=str(broken))
    assert "broken.tmj" in line


def test_a_data_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder", encoding="utf-8")
    (line,) = refusal(file / "data")
    assert "ISLAND_DATA_DIR" in line


def test_two_servers_do_not_share_a_data_folder(served: ServedIsland, data_dir: Path) -> None:
    (line,) = refusal(data_dir)
    assert str(data_dir) in line


def test_a_full_disk_at_the_start_is_one_line(data_dir: Path) -> None:
    def let_no_file_grow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))

    ended = run_island("serve", before=let_no_file_grow, ISLAND_DATA_DIR=str(data_dir))
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stderr.count("island: ") == 1


async def test_an_island_whose_loop_fails_does_not_pretend_to_go_on(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: IslandLoop) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(IslandLoop, "run", fail)
    async with running_island(Settings(port=0, media_port=0, data_dir=data_dir)) as running:
        async with asyncio.timeout(PATIENCE_S):
            await running.failed.wait()
        async with (
            aiohttp.ClientSession() as session,
            session.get(running.url + "/readyz") as ready,
        ):
            assert ready.status == 503
            assert "island" in (await ready.json())["reasons"]
