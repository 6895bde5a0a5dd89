"""Somebody keeps their path out of the log, sees what is kept, takes it along, and is erased."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.chromium import chromium_path
from tests.e2e.attendee import PHONE, SMALL, Attendee, launch, write_tone
from tests.e2e.conftest import ServedIsland, read_links, serve_island, stop_island

pytestmark = pytest.mark.browser
PATIENCE_MS = 30_000
AXE = Path(__file__).parents[2] / "client" / "node_modules" / "axe-core" / "axe.min.js"
NAME = "Annemarijke van Oerd"
PICTURES = os.environ.get("EILAND_PICTURES")
"""A folder to keep pictures of the page in, for looking at."""


@pytest.fixture
def movement_island(tmp_path: Path) -> Iterator[ServedIsland]:
    """An event that logs movement, and is part of a series."""
    process = serve_island(
        tmp_path / "data", ISLAND_LOG="movement", ISLAND_SERIES="dunes", ISLAND_MAP="nes"
    )
    try:
        yield read_links(process)
    finally:
        stop_island(process)


@pytest.fixture
async def flat_browser(tmp_path: Path) -> AsyncIterator[Browser]:
    """Chromium without WebGL: this needs none."""
    tone = await asyncio.to_thread(write_tone, tmp_path / "tone.wav")
    async with async_playwright() as playwright:
        browser = await launch(playwright, chromium_path(), tone, draws=False)
        yield browser
        await browser.close()


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


async def expect_no_violations(page: Page) -> None:
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate(
        "async () => (await axe.run()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])"
    )
    assert found == []


def raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_one_keeps_no_path_sees_what_is_kept_and_is_erased(
    movement_island: ServedIsland, flat_browser: Browser, tmp_path: Path
) -> None:
    link, data = movement_island.attendee_link, tmp_path / "data"
    bo = await Attendee.enter(flat_browser, link, "Bo", "text", viewport=SMALL)
    anna = await Attendee.at_the_door(flat_browser, link, NAME, viewport=SMALL)
    await expect(anna.page.get_by_text("part of a series")).to_be_visible()
    box = anna.page.get_by_role("checkbox", name="Keep the way I walk")
    await expect(box).not_to_be_checked()
    await picture(anna.page, "trail-door")
    await anna.choose("text")
    await anna.go_in()
    await anna.walk_to("Bo")
    await anna.expect_talking_with("Bo")

    await anna.page.get_by_role("button", name="More").click()
    await anna.page.get_by_role("button", name="Settings").click()
    await expect(anna.page.get_by_role("checkbox", name="Keep the way I walk")).to_be_visible()
    async with anna.page.context.expect_page() as opened:
        await anna.page.get_by_role("link", name="See what is kept of you").click()
    page = await opened.value
    await page.set_viewport_size(PHONE)
    title = page.get_by_role("heading", name="What is kept of you")
    await expect(title).to_be_focused(timeout=PATIENCE_MS)
    await expect(page.get_by_text("How you walked was not kept.")).to_be_visible()
    talks = page.get_by_role("list", name="Conversations")
    await expect(talks).to_contain_text("Conversation, at most 2 people")
    await expect(page.get_by_role("main")).not_to_contain_text("Bo ")
    await expect_no_violations(page)
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    await picture(page, "trail-phone")

    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Download everything").click()
    file = await (await downloading.value).path()
    whole = json.loads(file.read_text(encoding="utf-8"))
    assert whole["person"]["name"] == NAME
    assert (whole["moves"], whole["path"]) == (0, [])
    assert {"entered", "conversation_joined"} <= {entry["kind"] for entry in whole["entries"]}
    assert "Bo" not in json.dumps([whole["conversations"], whole["entries"]])

    token = page.url.partition("#")[2]
    person = person_in(token)
    assert NAME.encode() in raw(data)
    assert person in raw(data)
    await page.get_by_role("button", name="Have everything erased").click()
    await expect(page.get_by_text("This happens if")).to_be_focused()
    await expect_no_violations(page)
    await picture(page, "trail-question")
    await page.get_by_role("button", name="Go on").click()
    await page.get_by_role("button", name="Yes, erase everything of me").click()
    await expect(page.get_by_role("heading", name="You are erased")).to_be_focused(
        timeout=PATIENCE_MS
    )
    await expect(anna.page.get_by_text("Your data has been erased.")).to_be_visible(
        timeout=PATIENCE_MS
    )
    await expect(anna.page.get_by_role("link", name="See what is kept")).to_have_count(0)
    kept = raw(data)
    assert NAME.encode() not in kept
    assert person not in kept
    assert person_in(await token_of(bo)) in kept

    await page.reload()
    await expect(page.get_by_role("heading", name="Nothing is kept of you")).to_be_visible(
        timeout=PATIENCE_MS
    )
    await bo.expect_not_talking()
    await anna.page.get_by_role("button", name="Go back to the island").click()
    await expect(anna.page.get_by_text("2 people on the island")).to_be_attached(
        timeout=PATIENCE_MS
    )
    assert person not in raw(data), "who comes back is new"
    assert person_in(await token_of(anna)) != person
    refused = re.compile("404|Not Found")
    assert [line for line in anna.errors if not refused.search(line)] == []


async def token_of(someone: Attendee) -> str:
    token: str = await someone.page.evaluate("localStorage.getItem('eiland.person.dunes')")
    return token


def person_in(token: str) -> bytes:
    """The id that a person token has in it."""
    payload = token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return str(claims["person"]).encode()
