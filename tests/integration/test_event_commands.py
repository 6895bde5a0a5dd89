"""`island event` and `island token`, with and without a server that runs."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest
from typer.testing import CliRunner

from island_server.cli import cli, main

from .event_visitors import Api, Visitor, refusal, serving, settings_for

RUNNER = CliRunner()
Run = Callable[..., str]


@pytest.fixture
def island(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ISLAND_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TZ", "Europe/Amsterdam")

    def run(*arguments: str) -> str:
        result = RUNNER.invoke(cli, list(arguments))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.output

    return run


def link_of(said: str) -> str:
    (found,) = re.findall(r"organiser +(\S+)", said)
    return str(found)


def test_events_are_planned_without_a_server(island: Run) -> None:
    said = island(
        "event", "create", "Duinen", "--begins", "2030-06-01 14:00", "--zone", "Europe/Amsterdam",
        "--ends", "2030-06-01 17:00", "--languages", "en,nl", "--capacity", "40",
        "--template", "world_cafe", "--count", "3", "--seats", "4", "--retention-days", "7",
    )  # fmt: skip
    event = said.split()[0]
    assert re.fullmatch(r"duinen-[0-9a-f]{6}", event)
    shown = island("event", "show", event)
    assert re.search(r"languages +en, nl", shown)
    assert re.search(r"log +presence, 7 days", shown)
    assert re.search(r"begins +2030-06-01 ", shown)
    assert "Strand" in island("event", "edit", event, "--name", "Strand", "--ends", "none")
    assert re.search(r"ends +-", island("event", "show", event))
    copied = island("event", "copy", event, "Nog eens").split()[0]
    island("event", "archive", event)
    assert event not in island("event", "list")
    assert "put away" in island("event", "list", "--archived")
    island("event", "archive", event, "--undo")
    listed = island("event", "list")
    assert [line.split()[0] for line in listed.splitlines()] == ["ameland", event, copied]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("event", "show", "nothing"), "there is no such event"),
        (("event", "edit", "ameland", "--name", "x"), "set up by the settings"),
        (("event", "create", "x", "--map", "atlantis"), "no map of this name"),
        (("event", "create", "x", "--begins", "tomorrow"), "written as"),
        (("event", "create", "x", "--begins", "2030-01-01", "--zone", "Moon/Base"), "time zone"),
        (("event", "create", "x", "--begins", "2030-01-02", "--ends", "2030-01-01"), "ends before"),
        (("event", "create", "x", "--retention-days", "0"), "retention_days"),
        (("event", "create", "x", "--languages", "fy"), "languages"),
        (("event", "create", " "), "name"),
        (("event", "create", "x", "--map", "tiny", "--template", "world_cafe"), "room for"),
        (("token", "revoke", "nothing"), "there is no such token"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    island: Run, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("sys.argv", ["island", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("island: ")
    assert said in line


async def test_a_server_that_runs_takes_commands_over(island: Run, tmp_path: Path) -> None:
    async with serving(settings_for(tmp_path)) as (running, _), aiohttp.ClientSession() as web:
        said = await in_thread(island, "event", "create", "Erbij")
        event = said.split()[0]
        link = running.url + link_of(said)[link_of(said).index("/join/") :]
        organiser = Visitor("Olga")
        assert (await organiser.enter(link))["event"]["name"] == "Erbij"
        await in_thread(island, "event", "archive", event)
        assert (await organiser.wait_for("bye"))["reason"] == "event_over"
        assert await refusal(link) == "event_over"
        made = await in_thread(island, "token", "create", "--name", "Site", "--series", event)
        identity, secret = made.split()
        assert (await Api(web, running.url, secret).ask("GET", "/events"))[0] == 200
        invited = await in_thread(island, "event", "invite", "ameland", "host")
        hanna = Visitor("Hanna")
        at = running.url + invited[invited.index("/join/") :].strip()
        assert (await hanna.enter(at))["role"] == "host"
        await hanna.client.disconnect()
        listed = await in_thread(island, "token", "list")
        assert identity in listed
        assert secret not in listed
        await in_thread(island, "token", "revoke", identity)
        assert (await Api(web, running.url, secret).ask("GET", "/events"))[0] == 403


async def in_thread(island: Run, *arguments: str) -> str:
    """A command beside this server; it has an event loop of its own."""
    return await asyncio.to_thread(island, *arguments)
