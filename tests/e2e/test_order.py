"""Order, at real browsers: muted and not heard, removed and let back, blocked and apart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

from tests.chromium import chromium_path
from tests.e2e.attendee import SMALL, Attendee, launch, write_tone
from tests.e2e.conftest import ServedIsland
from tests.e2e.host_moves import ask_about, open_tab

pytestmark = pytest.mark.browser

PATIENCE_MS = 45_000
QUIET_MS = 1000
"""A voice of which nothing comes for so long is not heard."""


@pytest.fixture
async def listeners(tmp_path: Path) -> AsyncIterator[Browser]:
    """Chromium that hears a tone and draws no island: it is there in lists and panels."""
    tone = await asyncio.to_thread(write_tone, tmp_path / "tone.wav")
    async with async_playwright() as playwright:
        browser = await launch(playwright, chromium_path(), tone, draws=False)
        yield browser
        await browser.close()


async def wait_for_voices(someone: Attendee, count: int) -> None:
    """Wait until exactly so many voices come in, for as long as `QUIET_MS`."""
    await someone.page.wait_for_function(
        """async ([count, quiet]) => {
          const packets = async () => new Map((await window.eiland.stats())
            .filter((r) => r.type === 'inbound-rtp' && r.kind === 'audio')
            .map((r) => [r.id, r.packetsReceived]));
          const before = await packets();
          await new Promise((resolve) => setTimeout(resolve, quiet));
          const after = await packets();
          return [...after].filter(([id, n]) => n > (before.get(id) ?? 0)).length === count;
        }""",
        arg=[count, QUIET_MS],
        timeout=PATIENCE_MS,
    )


async def test_a_host_mutes_removes_and_lets_back(island: ServedIsland, listeners: Browser) -> None:
    hanna = await Attendee.enter(listeners, island.host_link, "Hanna", viewport=SMALL)
    anna = await Attendee.enter(listeners, island.attendee_link, "Anna", viewport=SMALL)
    for someone in (hanna, anna):
        await someone.wait_for_media()
    await anna.walk_to("Hanna")
    await hanna.expect_talking_with("Anna")
    await wait_for_voices(hanna, 1)

    await ask_about(hanna, "Anna")
    sheet = hanna.page.get_by_role("dialog")
    await sheet.get_by_role("button", name="Mute").click()
    await sheet.get_by_label("Do you want to add something").fill("Your fan is loud.")
    await sheet.get_by_role("button", name="Mute").click()
    await expect(anna.page.get_by_role("region", name="Message from a host")).to_contain_text(
        "Your fan is loud.", timeout=PATIENCE_MS
    )
    await wait_for_voices(hanna, 0)
    await wait_for_voices(anna, 1)

    await hanna.page.keyboard.press("Escape")
    await open_tab(hanna, "Order")
    standing = hanna.page.get_by_role("region", name="What holds now")
    await standing.get_by_role("button", name="Undo: Muted: Anna").click()
    await expect(anna.page.get_by_role("region", name="Message from a host")).to_contain_text(
        "no longer muted"
    )
    await wait_for_voices(hanna, 1)

    await ask_about(hanna, "Anna")
    await sheet.get_by_role("button", name="Take off the island").click()
    await sheet.get_by_label("Why?").select_option("noise")
    await sheet.get_by_role("button", name="Take off the island").click()
    await expect(anna.page.get_by_role("main")).to_contain_text(
        "there is disturbing noise", timeout=PATIENCE_MS
    )
    await hanna.expect_not_talking()
    await anna.page.get_by_role("button", name="Go back to the island").click()
    await expect(anna.page.get_by_role("navigation", name="Controls")).to_be_visible(
        timeout=PATIENCE_MS
    )
    await anna.walk_to("Hanna")
    await hanna.expect_talking_with("Anna")
    for someone in (hanna, anna):
        assert someone.errors == []


async def test_two_with_a_block_between_them_are_unheard_in_a_bubble_of_three(
    island: ServedIsland, listeners: Browser
) -> None:
    people = [
        await Attendee.enter(listeners, island.attendee_link, name, viewport=SMALL)
        for name in ("Anna", "Bo", "Cees")
    ]
    anna, bo, cees = people
    for someone in people:
        await someone.wait_for_media()
    await ask_about(anna, "Bo")
    sheet = anna.page.get_by_role("dialog")
    await sheet.get_by_role("button", name="Block").click()
    await sheet.get_by_text("You have blocked Bo.").wait_for()
    await anna.page.keyboard.press("Escape")

    await anna.walk_to("Cees")
    await cees.expect_talking_with("Anna")
    await bo.walk_to("Cees")
    await cees.expect_talking_with("Anna", "Bo")
    await wait_for_voices(cees, 2)
    await wait_for_voices(anna, 1)
    await wait_for_voices(bo, 1)

    await cees.go_to_place("Quiet dunes")
    await anna.expect_not_talking()
    await bo.expect_not_talking()
    for someone in people:
        assert someone.errors == []
