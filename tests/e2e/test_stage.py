"""A plenary at real browsers: one on the podium, one who listens, one who leads."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.e2e.attendee import SMALL, Attendee
from tests.e2e.conftest import ServedIsland
from tests.e2e.host_moves import open_tab

pytestmark = pytest.mark.browser

LONG_MS = 60_000
"""To walk across the island, on a busy machine."""
SILENCE_MS = 700
OBSERVED_MS = 1000


def card(someone: Attendee) -> Locator:
    return someone.page.get_by_role("region", name="Stage", exact=True)


async def test_a_hand_leads_to_the_stage_and_back(island: ServedIsland, browser: Browser) -> None:
    hanna = await Attendee.enter(browser, island.host_link, "Hanna", viewport=SMALL)
    anna = await Attendee.enter(browser, island.attendee_link, "Anna", viewport=SMALL)
    bo = await Attendee.enter(browser, island.attendee_link, "Bo", viewport=SMALL)
    people = (hanna, anna, bo)
    for someone in people:
        await someone.wait_for_media()
    await hanna.go_to_place("Stage")
    for someone in (anna, bo):
        await someone.go_to_place("Open-air theatre")
        await expect(card(someone)).to_contain_text("You are in the audience", timeout=LONG_MS)
        await expect(card(someone)).to_contain_text("On stage: Hanna", timeout=LONG_MS)
        await someone.expect_hearing_and_seeing()
    assert await anna.sent_packets() == 0, "nothing leaves the browser of who only listens"

    await card(anna).get_by_role("button", name="Raise hand").click()
    await expect(card(anna)).to_contain_text("You are number 1")
    await open_tab(hanna, "Stage")
    await hanna.page.get_by_role("button", name="Bring Anna up to the stage").click()
    await expect(card(anna)).to_contain_text("You are on Stage", timeout=LONG_MS)
    await expect(card(bo)).to_contain_text("Anna", timeout=LONG_MS)
    await hanna.expect_hearing_and_seeing()
    assert await bo.sent_packets() == 0

    await hanna.page.get_by_role("button", name="Let Anna walk back").click()
    await expect(card(anna)).to_contain_text("You are in the audience", timeout=LONG_MS)
    await anna.page.wait_for_timeout(SILENCE_MS)
    sent = await anna.sent_packets()
    await anna.page.wait_for_timeout(OBSERVED_MS)
    assert await anna.sent_packets() == sent
    for someone in people:
        assert someone.errors == []
