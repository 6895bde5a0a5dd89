"""An organiser looks back at a recorded event in a real browser: replay, figures, names, export."""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from island_server.core.attendance.insight import Insight, insight
from island_server.core.logged import Logged
from island_server.store.sql_attendance_store import SqlAttendanceStore
from tests.chromium import chromium_path
from tests.e2e.attendee import PHONE
from tests.e2e.conftest import read_links, serve_island, stop_island
from tests.e2e.log_pages import open_event, open_log, seek_to
from tests.made_event import NAMES, START_MS, make_event

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "client" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = os.environ.get("EILAND_PICTURES")
"""A folder to keep pictures of the page in, for looking at."""
PEOPLE, MINUTES = 40, 12
DESKTOP = {"width": 1440, "height": 900}
DAY_MS = 86_400_000


async def recorded(data: Path) -> Insight:
    """Two events of a series in a data folder; the figures of the latter."""
    await make_event(data, 12, 5, event_id="spring", seed=2, start_ms=START_MS - 30 * DAY_MS)
    await make_event(data, PEOPLE, MINUTES, event_id="autumn")
    store = await SqlAttendanceStore.open(data)
    entries: list[Logged] = [entry async for entry in store.entries("autumn")]
    await store.close()
    return insight(entries)


@pytest.fixture
def known(tmp_path: Path) -> Insight:
    return asyncio.run(recorded(tmp_path / "data"))


@pytest.fixture
def organiser_link(tmp_path: Path, known: Insight) -> Iterator[str]:
    process = serve_island(
        tmp_path / "data",
        ISLAND_MAP="ameland",
        ISLAND_LOG="movement",
        ISLAND_EVENT_ID="autumn",
        ISLAND_EVENT_NAME="Autumn",
        ISLAND_SERIES="ameland",
        ISLAND_RETENTION_DAYS="3650",
    )
    try:
        yield read_links(process).organiser_link
    finally:
        stop_island(process)


@pytest.fixture
async def drawing_browser() -> AsyncIterator[Browser]:
    """Chromium that draws with its software renderer."""
    flags = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=flags)
        yield browser
        await browser.close()


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def expect_no_violations(page: Page) -> None:
    await page.evaluate(AXE.read_text("utf-8"))
    found = await page.evaluate(
        "async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',"
        " 'wcag21aa', 'wcag22aa'] })).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])"
    )
    assert found == []


def minute_words(known: Insight, minute: int) -> str:
    """How the page tells how many were there in a minute."""
    present = known.notes[minute].present
    return f"{present} {'person' if present == 1 else 'people'} present"


def present_at(known: Insight, wall_ms: int) -> int:
    return sum(
        any(stay.start_ms <= wall_ms < stay.end_ms for stay in it.presence.stays)
        for it in known.people
    )


async def test_a_recorded_event_is_played_back(
    drawing_browser: Browser, organiser_link: str, known: Insight
) -> None:
    page = await open_log(drawing_browser, organiser_link, viewport=DESKTOP)
    events = page.get_by_role("list", name="Events of this series").locator("> li")
    await expect(events).to_have_count(2)
    await expect(events.first).to_contain_text(f"{PEOPLE} people")
    await open_event(page, "Autumn")
    for minute in (2, 6, MINUTES - 1):
        at_ms = known.curve[minute].start_ms + 30_000
        await seek_to(page, at_ms)
        clock = page.get_by_role("slider", name="Time")
        wanted = re.compile(rf"13:{40 + minute}:30")
        await expect(clock).to_have_attribute("aria-valuetext", wanted)
        expected = present_at(known, at_ms)
        await expect(page.get_by_text(f"{expected} people at this moment")).to_be_visible()
    await picture(page, "replay-desktop")

    await page.get_by_role("combobox", name="Speed").select_option(index=5)
    await seek_to(page, known.curve[1].start_ms)
    before = await page.get_by_role("slider", name="Time").get_attribute("aria-valuetext")
    await page.get_by_role("button", name="Play", exact=True).click()
    await expect(page.get_by_role("slider", name="Time")).not_to_have_attribute(
        "aria-valuetext", before or ""
    )
    await page.keyboard.press("Space")
    await expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()

    await seek_to(page, known.curve[0].start_ms)
    await page.get_by_role("button", name="Next conversation").click()
    first = min(talk.start_ms for talk in known.conversations)
    second = f"{first // 60_000 % 60:02}:{first // 1000 % 60:02}"
    await expect(page.get_by_role("slider", name="Time")).to_have_attribute(
        "aria-valuetext", re.compile(second)
    )

    await page.get_by_role("tab", name="Minutes").click()
    minutes = page.get_by_role("list", name="What happened in each minute")
    for minute in (1, MINUTES - 2):
        at = f"13:{40 + minute}"
        row = minutes.get_by_role("listitem").filter(has_text=at).first
        await expect(row).to_contain_text(minute_words(known, minute))
    await expect_no_violations(page)


async def test_names_are_shown_for_a_reason_that_everybody_can_read(
    drawing_browser: Browser, organiser_link: str, tmp_path: Path
) -> None:
    page = await open_log(drawing_browser, organiser_link, viewport=PHONE, color_scheme="dark")
    await open_event(page, "Autumn")
    await seek_to(page, START_MS + 6 * 60_000)
    await picture(page, "replay-phone-dark")
    named = page.get_by_text(re.compile(rf"^({'|'.join(NAMES)}) \d+$"))
    await expect(named).to_have_count(0)
    await page.get_by_role("button", name="Names", exact=True).click()
    reason = page.get_by_role("textbox", name="What do you need the names for?")
    await reason.fill("why")
    await page.get_by_role("button", name="Show the names").click()
    await expect(page.get_by_text("Write a reason of at least 10 characters.")).to_be_visible()
    await reason.fill("Thanking everybody who came")
    await page.get_by_role("button", name="Show the names").click()
    await expect(named.first).to_be_visible()
    await page.get_by_role("button", name="Names are shown").click()
    await expect(page.get_by_text("Thanking everybody who came")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_the_figures_are_those_of_the_log_and_the_log_can_be_taken_out(
    drawing_browser: Browser, organiser_link: str, known: Insight, tmp_path: Path
) -> None:
    page = await open_log(drawing_browser, organiser_link, viewport=DESKTOP)
    await open_event(page, "Autumn")
    await page.get_by_role("tab", name="Figures").click()
    await expect(page.get_by_text("different people")).to_be_visible()
    said = await page.locator("dialog[open], [role=dialog]").first.inner_text()
    for figure in (known.unique, known.peak.people, known.talk.count):
        assert re.search(rf"^{figure}$", said, re.MULTILINE), (figure, said)
    await picture(page, "figures-desktop")
    await expect_no_violations(page)

    await page.get_by_role("tab", name="Export").click()
    await page.get_by_role("radio", name="JSON Lines").check()
    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Make the file").click()
    download = await downloading.value
    file = tmp_path / "autumn.jsonl"
    await download.save_as(file)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert lines[0]["event"]["id"] == "autumn"
    assert "Anna 1" not in file.read_text("utf-8")
