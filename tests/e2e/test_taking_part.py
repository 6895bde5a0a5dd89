"""Everyone can take part: by keyboard, by touch, by text; after a break, in another tab."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.attendee import PHONE, SMALL, Attendee
from tests.e2e.conftest import ServedIsland

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "client" / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


async def violations(someone: Attendee) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA on the page as it is."""
    await someone.page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, Any] = await someone.page.evaluate(
        "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", STANDARD
    )
    return [
        f"{found['id']}: {node['html']}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("viewport", [SMALL, PHONE], ids=["desktop", "phone"])
async def test_the_door_and_the_island_have_no_known_barrier(
    island: ServedIsland, browser: Browser, viewport: dict[str, int]
) -> None:
    anna = await Attendee.at_the_door(browser, island.attendee_link, "Anna", viewport=viewport)
    assert await violations(anna) == []
    await anna.choose("text")
    await anna.go_in()
    assert await violations(anna) == []
    for tab in ("Nearby", "Everyone", "Places"):
        await anna.open_people(tab)
        assert await violations(anna) == []
    assert anna.errors == []


async def test_by_keyboard_alone_one_meets_and_writes(
    island: ServedIsland, browser: Browser
) -> None:
    bo = await Attendee.enter(browser, island.attendee_link, "Bo", "text", viewport=SMALL)
    anna = await Attendee.at_the_door(browser, island.attendee_link, "Anna", viewport=SMALL)
    page = anna.page
    await page.get_by_role("radio", name="Only text").press("Space")
    await page.get_by_role("button", name="Go to the island").press("Enter")
    await page.get_by_role("button", name="People and places", exact=True).press("Enter")
    await page.get_by_role("tab", name="Everyone").click()
    await page.get_by_role("button", name="Walk to Bo", exact=True).press("Enter")
    await page.keyboard.press("Escape")
    await anna.expect_talking_with("Bo")
    await page.get_by_role("button", name="Chat", exact=True).press("Enter")
    await page.get_by_placeholder("Your message").fill("Hello <b>Bo</b>")
    await page.keyboard.press("Enter")
    await bo.page.get_by_role("button", name="Chat, 1 new message").click()
    await expect(bo.page.get_by_text("Hello <b>Bo</b>").first).to_be_visible()


async def test_a_second_tab_takes_over_and_the_first_says_so(
    island: ServedIsland, browser: Browser
) -> None:
    anna = await Attendee.enter(browser, island.attendee_link, "Anna", "text", viewport=SMALL)
    again = Attendee(await anna.page.context.new_page(), "Anna")
    await again.page.goto(island.attendee_link)
    await again.choose("text")
    await again.go_in()
    await expect(
        anna.page.get_by_role("heading", name="You are now on the island somewhere else")
    ).to_be_visible()
    await expect(again.page.get_by_text("1 person on the island")).to_be_attached()


async def test_after_a_reload_one_stands_where_one_stood(
    island: ServedIsland, browser: Browser
) -> None:
    anna = await Attendee.enter(browser, island.attendee_link, "Anna", "text", viewport=SMALL)
    bo = await Attendee.enter(browser, island.attendee_link, "Bo", "text", viewport=SMALL)
    await anna.walk_to("Bo")
    await anna.expect_talking_with("Bo")
    await anna.page.reload()
    await anna.choose("text")
    await anna.go_in()
    await anna.expect_talking_with("Bo")
    await bo.expect_talking_with("Anna")


async def test_a_link_that_is_none_is_refused_in_words(
    island: ServedIsland, browser: Browser
) -> None:
    page = await (await browser.new_context(locale="nl-NL")).new_page()
    await page.goto(f"{island.url}/join/nonsense")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.get_by_text("link", exact=False).first).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "nl"
