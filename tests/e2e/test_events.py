"""An organiser makes an event from a template, goes there, copies it; people wait at its door."""

from __future__ import annotations

import asyncio
import os
import urllib.request
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

from tests.chromium import chromium_path
from tests.e2e.attendee import DESKTOP, PHONE, Attendee, launch, write_tone
from tests.e2e.conftest import ServedIsland

pytestmark = pytest.mark.browser
PATIENCE_MS = 20_000
AXE = Path(__file__).parents[2] / "client" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = os.environ.get("EILAND_PICTURES")
"""A folder to keep pictures of the page in, for looking at."""


@pytest.fixture
async def flat_browser(tmp_path: Path) -> AsyncIterator[Browser]:
    """Chromium without WebGL: this page needs none."""
    tone = await asyncio.to_thread(write_tone, tmp_path / "tone.wav")
    async with async_playwright() as playwright:
        browser = await launch(playwright, chromium_path(), tone, draws=False)
        yield browser
        await browser.close()


async def context_of(browser: Browser, viewport: dict[str, int], **more: str) -> BrowserContext:
    return await browser.new_context(
        locale="en-GB", viewport=viewport, bypass_csp=True, timezone_id="Europe/Amsterdam", **more
    )


async def opened(page: Page, link: str) -> Locator:
    """The page with the events."""
    await page.goto(link)
    await page.get_by_role("button", name="Your events").click()
    heading = page.get_by_role("heading", name="Your events")
    await expect(heading).to_be_focused()
    return page.get_by_role("dialog", name="Your events")


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def expect_no_violations(page: Page) -> None:
    await page.add_script_tag(path=AXE)
    found = await page.evaluate(
        "async () => (await axe.run()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])"
    )
    assert found == []


async def make_event(page: Page, name: str, starts: datetime | None = None) -> str:
    """The link of an event that is made with a world café."""
    await page.get_by_role("button", name="New event").click()
    form = page.get_by_role("dialog", name="New event")
    await form.get_by_role("button", name="Make the event").click()
    await expect(form.get_by_role("textbox", name="Name", exact=True)).to_be_focused()
    await form.get_by_role("textbox", name="Name", exact=True).fill(name)
    if starts is not None:
        await form.get_by_label("Begins").fill(starts.strftime("%Y-%m-%dT%H:%M"))
    await form.get_by_label("Places to begin with").select_option("World café with tables")
    await form.get_by_label("How many tables").fill("4")
    await form.get_by_text("More settings").click()
    await expect_no_violations(page)
    await picture(page, f"events-form-{page.viewport_size['width']}")
    await form.get_by_role("button", name="Make the event").click()
    field = page.get_by_role("textbox", name=f"Link for the organiser of “{name}”")
    await expect(field).to_be_focused(timeout=PATIENCE_MS)
    return await field.input_value()


async def test_an_event_is_made_from_a_template_entered_and_copied(
    island: ServedIsland, flat_browser: Browser
) -> None:
    context = await context_of(flat_browser, DESKTOP)
    page = await context.new_page()
    events = await opened(page, island.organiser_link)
    await expect(events.get_by_role("listitem").first).to_contain_text("You are here")
    await expect_no_violations(page)
    link = await make_event(page, "Dune café")
    await picture(page, "events-made-desktop")
    await expect_no_violations(page)

    await events.get_by_role("button", name="Go there: Dune café").click()
    await expect(events).to_have_count(0, timeout=PATIENCE_MS)
    door = page.get_by_role("heading", name="Dune café", exact=True)
    await expect(door).to_be_visible(timeout=PATIENCE_MS)
    assert page.url != link
    await Attendee.enter(flat_browser, link, "Anna", "text")

    events = await opened(page, link)
    made = events.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Dune café"))
    await expect(made).to_contain_text("1 person now", timeout=PATIENCE_MS)
    await events.get_by_role("button", name="Copy: Dune café").click()
    form = page.get_by_role("dialog", name="Copy “Dune café”")
    await form.get_by_role("textbox", name="Name", exact=True).fill("Dune café II")
    await expect_no_violations(page)
    await form.get_by_role("button", name="Make the copy").click()
    field = page.get_by_role("textbox", name="Link for the organiser of “Dune café II”")
    copied = await field.input_value(timeout=PATIENCE_MS)
    await page.goto(copied)
    await expect(page.get_by_role("heading", name="Dune café II")).to_be_visible()

    events = await opened(page, island.organiser_link)
    await events.get_by_role("button", name="Put away: Dune café II").click()
    said = events.get_by_text("“Dune café II” is put away.")
    await expect(said).to_be_visible()
    await picture(page, "events-put-away-desktop")
    await events.get_by_role("button", name="Undo").click()
    await expect(events.get_by_text("“Dune café II” is back.")).to_be_visible()


async def test_people_wait_at_the_door_until_an_event_begins(
    island: ServedIsland, flat_browser: Browser
) -> None:
    context = await context_of(flat_browser, PHONE, color_scheme="dark")
    page = await context.new_page()
    events = await opened(page, island.organiser_link)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    await make_event(page, "Tomorrow", tomorrow)
    await picture(page, "events-made-phone-dark")
    await events.get_by_role("button", name="Invite: Tomorrow").click()
    form = page.get_by_role("dialog", name="Invite to “Tomorrow”")
    await expect_no_violations(page)
    await form.get_by_role("button", name="Make the link").click()
    link = await page.get_by_role("textbox", name="Link for attendees of “Tomorrow”").input_value(
        timeout=PATIENCE_MS
    )

    early = await (await context_of(flat_browser, PHONE)).new_page()
    await early.clock.install()
    await early.goto(link)
    await expect(early.get_by_role("heading", name="Tomorrow")).to_be_visible()
    await expect(early.get_by_text("This page goes on by itself then.")).to_be_visible()
    await picture(early, "events-door-phone")
    await expect_no_violations(early)

    await events.get_by_role("button", name="Change: Tomorrow").click()
    form = page.get_by_role("dialog", name="Change “Tomorrow”")
    await form.get_by_label("Begins").fill("2026-01-01T10:00")
    await form.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("“Tomorrow” is changed.")).to_be_visible()
    await early.clock.fast_forward(3_700_000)
    await expect(early.get_by_role("textbox", name="Your name")).to_be_visible(timeout=PATIENCE_MS)


def test_the_description_of_the_api_is_for_everybody(island: ServedIsland) -> None:
    url = island.url
    with urllib.request.urlopen(f"{url}/api/v1/openapi.json", timeout=10) as answer:
        assert b'"openapi": "3.1.0"' in answer.read()
