"""Walk, meet, talk, part: three people at real browsers on the default island."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Browser

from tests.e2e.attendee import SMALL, Attendee
from tests.e2e.conftest import ServedIsland

pytestmark = pytest.mark.browser

SILENCE_MS = 500
"""Media must have stopped this long after parting."""
OBSERVED_MS = 1000


async def test_two_meet_and_a_third_hears_nothing(island: ServedIsland, browser: Browser) -> None:
    anna = await Attendee.enter(browser, island.attendee_link, "Anna", viewport=SMALL)
    bo = await Attendee.enter(browser, island.attendee_link, "Bo", viewport=SMALL)
    cees = await Attendee.enter(browser, island.attendee_link, "Cees", viewport=SMALL)
    for someone in (anna, bo, cees):
        await someone.wait_for_media()
    await cees.go_to_place("Quiet dunes")
    assert await anna.sent_packets() == 0, "nothing leaves the browser outside a conversation"

    await anna.walk_to("Bo")
    await anna.expect_talking_with("Bo")
    await bo.expect_talking_with("Anna")
    await asyncio.gather(anna.expect_hearing_and_seeing(), bo.expect_hearing_and_seeing())
    assert (await cees.received()).media_bytes == 0

    await anna.conversation().get_by_role("button", name="Lock").click()
    await bo.conversation().get_by_role("button", name="Unlock").wait_for()
    await cees.walk_to("Bo")
    await cees.page.wait_for_timeout(OBSERVED_MS)
    await cees.expect_not_talking()
    await cees.go_to_place("Quiet dunes")

    await anna.go_to_place("Quiet dunes")
    await anna.expect_not_talking()
    await bo.page.wait_for_timeout(SILENCE_MS)
    quiet = await bo.received()
    sent = await anna.sent_packets()
    await bo.page.wait_for_timeout(OBSERVED_MS)
    assert (await bo.received()).media_bytes == quiet.media_bytes
    assert await anna.sent_packets() == sent
    for someone in (anna, bo, cees):
        assert someone.errors == []
