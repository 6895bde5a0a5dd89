"""A host gathers three people: an announcement, a call, two rounds, help."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.chromium import chromium_path
from tests.e2e.attendee import SMALL, Attendee, launch, write_tone
from tests.e2e.conftest import ServedIsland
from tests.e2e.host_moves import PATIENCE_MS, card, hold_round, open_tab

pytestmark = pytest.mark.browser
NAMES = ("Anna", "Bo", "Cas", "Dee")
PICTURES = os.environ.get("EILAND_PICTURES")
"""A folder to keep pictures of the page in, for looking at."""


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"gathering-{name}.png")


async def test_a_host_gathers_people(island: ServedIsland, tmp_path: Path) -> None:
    tone = await asyncio.to_thread(write_tone, tmp_path / "tone.wav")
    async with async_playwright() as playwright:
        browser = await launch(playwright, chromium_path(), tone, draws=False)
        await _evening(browser, island)
        await browser.close()


async def _evening(browser: Browser, island: ServedIsland) -> None:
    host = await Attendee.enter(browser, island.host_link, "Hanna", "text")
    people = [
        await Attendee.enter(browser, island.attendee_link, name, "text", viewport=SMALL)
        for name in NAMES
    ]
    await open_tab(host, "Gather")

    await host.page.get_by_label("What do you want to say?").fill("Soup is ready")
    await host.page.get_by_role("button", name="Tell them").click()
    await expect(host.page.get_by_text("Told 5 people.")).to_be_visible(timeout=PATIENCE_MS)
    for one in people:
        told = card(one.page, "Announcement by Hanna")
        await expect(told).to_contain_text("Soup is ready", timeout=PATIENCE_MS)
        await told.get_by_role("button", name="Close").click()
        await expect(told).to_have_count(0)

    await host.page.get_by_role("button", name="Call", exact=True).click()
    for one, choice in zip(
        people, ("Walk me there", "Walk me there", "Later", "I stay here"), strict=True
    ):
        await (
            card(one.page, "Hanna calls you")
            .get_by_role("button", name=choice)
            .click(timeout=PATIENCE_MS)
        )
    counted = "2 go there, 1 later, 1 stay, 0 have not chosen."
    await expect(host.page.get_by_text(counted)).to_be_visible(timeout=PATIENCE_MS)
    await picture(host.page, "host")
    await picture(people[2].page, "call")
    await host.page.get_by_role("button", name="End the call").click()

    await host.page.get_by_role("button", name="Ask who takes part").click()
    for one in people:
        asked = card(one.page, "Meet someone new")
        await asked.get_by_role("button", name="I take part").click(timeout=PATIENCE_MS)
    await expect(host.page.get_by_text("4 people are ready.")).to_be_visible(timeout=PATIENCE_MS)
    first = await hold_round(host, people, 1)
    second = await hold_round(host, people, 2)
    assert len(first) == len(second) == 2
    assert not first & second

    guest = people[0].page
    await guest.get_by_role("button", name="More").click()
    await guest.get_by_role("button", name="Announcements and help").click()
    await guest.get_by_role("button", name="Ask for help", exact=True).click()
    await host.page.get_by_role("button", name="I'm coming: Anna").click(timeout=PATIENCE_MS)
    await expect(guest.get_by_text("Hanna is coming to you.").first).to_be_visible(
        timeout=PATIENCE_MS
    )
    await picture(guest, "panel")
