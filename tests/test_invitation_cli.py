"""`island invite` and `island invitations` as an operator meets them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from island_server.access.invitations import Invitations
from island_server.access.signing_key import load_signing_key
from island_server.cli import main
from island_server.clock import SystemClock
from island_server.core.events import Role
from island_server.ports import EventInfo
from island_server.store.sql_attendance_store import SqlAttendanceStore

Run = Callable[..., tuple[int, str, str]]
EVENT = EventInfo("ameland", "Ameland", "nes-1", "presence", 30, "ameland")


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ISLAND_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ISLAND_PUBLIC_URL", "https://island.example.org")
    return tmp_path / "data"


@pytest.fixture
def served_once(data_dir: Path) -> None:
    """The event has begun a run before."""

    async def begin() -> None:
        store = await SqlAttendanceStore.open(data_dir)
        await store.begin_run(EVENT, 1)
        await store.close()

    data_dir.mkdir()
    asyncio.run(begin())


@pytest.fixture
def island(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["island", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return int(ended.value.code or 0), said.out, said.err

    return run


def token_in(out: str) -> str:
    found = re.fullmatch(r"https://island\.example\.org/join/(\S+)\n", out)
    assert found is not None, out
    return found[1]


def test_a_plain_link_needs_no_database(island: Run, data_dir: Path) -> None:
    status, out, _ = island("invite", "host", "--days", "2")
    invitations = Invitations(load_signing_key(data_dir), "ameland", SystemClock())
    assert (status, invitations.check(token_in(out)).role) == (0, Role.HOST)
    assert not (data_dir / "island.db").exists()


def test_a_link_with_more_waits_for_the_first_start(island: Run) -> None:
    status, _, err = island("invite", "--uses", "1")
    assert status == 1
    assert "there is no attendance log yet" in err


@pytest.mark.usefixtures("served_once")
def test_links_are_made_listed_and_revoked(island: Run, data_dir: Path) -> None:
    options = ("--uses", "2", "--label", " Press ", "--group", "press", "--group", "crew")
    _, out, _ = island("invite", "host", *options)
    token = token_in(out)
    link = Invitations(load_signing_key(data_dir), "ameland", SystemClock()).read(token)
    assert link.is_kept
    _, listed, _ = island("invitations", "list")
    assert re.fullmatch(rf"{link.id}  host +0 of 2  until \d{{4}}-\d\d-\d\d +Press .*\n", listed)
    assert "(press, crew)" in listed
    assert token not in listed
    assert island("invitations", "revoke", link.id) == (0, f"{link.id} is revoked\n", "")
    assert "revoked" in island("invitations", "list")[1]


@pytest.mark.usefixtures("served_once")
def test_a_link_that_is_not_written_down_is_revoked_by_itself(island: Run) -> None:
    link = island("invite")[1].strip()
    status, out, _ = island("invitations", "revoke", f"{link}#quay")
    assert (status, out.endswith(" is revoked\n")) == (0, True)
    assert "revoked" in island("invitations", "list")[1]


@pytest.mark.usefixtures("served_once")
@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("invitations", "revoke", "none"), "unknown_link"),
        (("invitations", "revoke", "a.b.c"), "unknown_link"),
        (("invite", "--label", "x" * 81), "--label: 1 to 80 characters"),
        (("invite", "--group", " "), "--group: 1 to 40 characters"),
    ],
)
def test_what_is_wrong_is_one_line(island: Run, arguments: tuple[str, ...], why: str) -> None:
    status, _, err = island(*arguments)
    assert status == 1
    assert why in err
    assert err.count("\n") == 1
