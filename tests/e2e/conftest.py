"""A real server process, and real browsers."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.chromium import chromium_path
from tests.e2e.attendee import launch, write_tone
from tests.e2e.drawing_page import build_page

START_S = 30.0
STOP_S = 15.0


@dataclass(frozen=True, slots=True)
class ServedIsland:
    """An island that a process of its own serves."""

    url: str
    attendee_link: str
    host_link: str
    organiser_link: str
    process: subprocess.Popen[str]


def serve_island(data_dir: Path, **settings: str) -> subprocess.Popen[str]:
    """Start `island serve` as an operator would, on free ports."""
    environment = {
        **os.environ,
        "ISLAND_PORT": "0",
        "ISLAND_MEDIA_PORT": "0",
        "ISLAND_DATA_DIR": str(data_dir),
        **settings,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "island_server", "serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_links(process: subprocess.Popen[str]) -> ServedIsland:
    """Wait until the server has said where it is."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C stops" in line:
            links = dict(re.findall(r"^ +(attendee|host|organiser) +(\S+)$", said, re.MULTILINE))
            url = links["attendee"].partition("/join/")[0]
            return ServedIsland(url, links["attendee"], links["host"], links["organiser"], process)
    raise AssertionError(f"the server ended without serving:\n{said}")


def stop_island(process: subprocess.Popen[str]) -> None:
    """Stop it as an operator would."""
    process.send_signal(signal.SIGTERM)
    try:
        process.communicate(timeout=STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise


@pytest.fixture
def island(tmp_path: Path) -> Iterator[ServedIsland]:
    """The default island."""
    process = serve_island(tmp_path / "data")
    try:
        yield read_links(process)
    finally:
        stop_island(process)


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    """Chromium with a fake camera and a microphone that hears a steady tone."""
    tone = await asyncio.to_thread(write_tone, tmp_path / "tone.wav")
    async with async_playwright() as playwright:
        browser = await launch(playwright, chromium_path(), tone)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def page_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page that draws maps, built once."""
    return build_page(tmp_path_factory.mktemp("page"))
