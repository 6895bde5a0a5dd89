"""An evening as it goes: zones, a plenary, a world café, votes, order, and the replay of it all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.chromium import chromium_path
from tests.e2e.attendee import DESKTOP, SMALL, Attendee, launch, write_tone
from tests.e2e.conftest import STOP_S, ServedIsland
from tests.e2e.host_moves import (
    PATIENCE_MS,
    answer,
    ask_about,
    card,
    hold_round,
    logo,
    make_activity,
    open_tab,
)
from tests.e2e.log_pages import open_log

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("EILAND_PICTURES")
"""A folder to keep pictures of the page in, for looking at."""
BOTS = 100
EVENT = "Dune evening"
TABLES = 4
VOTES = {"Shall we meet again?": "Yes", "Which logo?": "Dune"}
HAPPENED = (
    "Place put up or changed",
    "Announcement",
    "Stage heard otherwise",
    "Round begins",
    "Poll or quiz begins",
    "Poll or quiz ends",
    "Removed",
    "Call",
)
"""What the replay tells of this evening, besides who came, went and talked."""


@pytest.fixture
async def guests(tmp_path: Path) -> AsyncIterator[Browser]:
    """Chromium that hears a tone; it draws only for pictures to look at."""
    tone = write_tone(tmp_path / "tone.wav")
    async with async_playwright() as playwright:
        browser = await launch(playwright, chromium_path(), tone, draws=bool(PICTURES))
        yield browser
        await browser.close()


@contextmanager
def crowd(link: str, data_dir: Path) -> Iterator[None]:
    """A hundred bots walk about."""
    url, _, token = link.partition("/join/")
    bots = subprocess.Popen(
        [sys.executable, "-m", "island_server", "bots", str(BOTS), "--url", url, "--token", token],
        env={**os.environ, "ISLAND_DATA_DIR": str(data_dir)},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        bots.terminate()
        bots.wait(STOP_S)


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"evening-{name}.png")


async def test_an_evening_is_held_and_can_be_looked_back_at(
    island: ServedIsland, guests: Browser, tmp_path: Path
) -> None:
    links = await plan_evening(guests, island.organiser_link)
    hester = await Attendee.enter(guests, links["Hosts"], "Hester")
    people = [
        await Attendee.enter(guests, links["Attendees"], name, media, viewport=SMALL)
        for name, media in (("Anna", "listen"), ("Bo", "text"), ("Cees", "text"), ("Dee", "text"))
    ]
    with crowd(links["Attendees"], tmp_path / "data"):
        await expect(hester.page.locator(".top-bar")).to_contain_text(
            str(BOTS + 5), timeout=PATIENCE_MS
        )
        await change_a_table(hester)
        await hold_plenary(hester, people[0])
        await hold_cafe(hester, people)
        await vote(hester, people, tmp_path)
        await remove_and_let_back(hester, people[1])
        await call_together(hester, people)
    for someone in (hester, *people):
        assert someone.errors == []
    await look_back(guests, links["Organisers"])


async def plan_evening(browser: Browser, organiser_link: str) -> dict[str, str]:
    """An organiser makes the event, with tables where there is room; its links, by whom for."""
    made = await browser.new_context(locale="en-GB", viewport=DESKTOP)
    page = await made.new_page()
    page.set_default_timeout(PATIENCE_MS)
    await page.goto(organiser_link)
    await page.get_by_role("button", name="Your events").click()
    await page.get_by_role("button", name="New event").click()
    form = page.get_by_role("dialog", name="New event")
    await form.get_by_role("textbox", name="Name", exact=True).fill(EVENT)
    await form.get_by_label("Places to begin with").select_option("World café with tables")
    await form.get_by_label("How many tables").fill(str(TABLES))
    await form.get_by_text("More settings").click()
    await form.get_by_label("What the log keeps").select_option("Every path walked as well")
    await picture(page, "plan")
    await form.get_by_role("button", name="Make the event").click()
    field = page.get_by_role("textbox", name=f"Link for the organiser of “{EVENT}”")
    links = {"Organisers": await field.input_value()}
    for role in ("Hosts", "Attendees"):
        await page.get_by_role("button", name=f"Invite: {EVENT}").click()
        form = page.get_by_role("dialog", name=f"Invite to “{EVENT}”")
        await form.get_by_role("radio", name=role).check()
        await form.get_by_role("button", name="Make the link").click()
        field = page.get_by_role("textbox", name=f"Link for {role.lower()} of “{EVENT}”")
        links[role] = await field.input_value()
    await picture(page, "planned")
    await made.close()
    return links


async def change_a_table(hester: Attendee) -> None:
    """A host changes one of the tables while the crowd walks."""
    page = hester.page
    await open_tab(hester, "Zones")
    tables = page.get_by_role("button", name=re.compile(r"^Edit: Table \d+$"))
    await tables.last.click(timeout=PATIENCE_MS)
    await page.get_by_label("Name in English").fill("Dialect table")
    await page.get_by_label("Question to start talking with").fill("Which word do you miss?")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_text("Everybody sees “Dialect table” like this now.")).to_be_visible()
    await picture(page, "zones")


async def hold_plenary(hester: Attendee, anna: Attendee) -> None:
    """The host speaks from the stage, and is heard all over the island."""
    page = hester.page
    await open_tab(hester, "Gather")
    await page.get_by_label("What do you want to say?").fill("The plenary begins.")
    await page.get_by_role("button", name="Tell them").click()
    await expect(card(anna.page, "Announcement by Hester")).to_be_visible(timeout=PATIENCE_MS)
    await open_tab(hester, "Stage")
    await page.get_by_role("button", name="Go up yourself").click()
    await page.get_by_role("checkbox", name="The whole island").check()
    await expect(page.get_by_role("region", name="Stage", exact=True)).to_contain_text(
        "hears and sees you", timeout=PATIENCE_MS
    )
    await anna.expect_hearing_and_seeing()
    await picture(anna.page, "plenary")
    await page.get_by_role("checkbox", name="The whole island").uncheck()


async def hold_cafe(hester: Attendee, people: list[Attendee]) -> None:
    """Two rounds at the tables, in which nobody meets the same person twice."""
    page = hester.page
    await open_tab(hester, "Gather")
    await page.get_by_role("button", name="Ask who takes part").click()
    for one in people:
        asked = card(one.page, "Meet someone new")
        await asked.get_by_role("button", name="I take part").click(timeout=PATIENCE_MS)
    await expect(page.get_by_text("4 people are ready.")).to_be_visible(timeout=PATIENCE_MS)
    first = await hold_round(hester, people, 1)
    await picture(people[0].page, "round")
    second = await hold_round(hester, people, 2)
    assert len(first) == len(second) == 2
    assert not first & second


async def vote(hester: Attendee, people: list[Attendee], folder: Path) -> None:
    """A poll and a vote between logos, both anonymous."""
    page = hester.page
    await open_tab(hester, "Polls")
    logos = [logo(folder / "wave.png", "teal"), logo(folder / "dune.png", "gold")]
    await make_activity(page, "Poll", "Shall we meet again?", [], ["Yes", "No"])
    await make_activity(page, "Vote between pictures", "Which logo?", logos, ["Wave", "Dune"])
    for one in people[:2]:
        await answer(one, VOTES)
    for title in VOTES:
        await page.get_by_role("button", name=f"Close for good: {title}").click()
        await page.get_by_role("button", name=f"Show results: {title}").click()
    shown = people[0].page.get_by_role("article", name="Which logo?").get_by_role("row")
    await expect(shown.nth(2)).to_contain_text("2 (100%)", timeout=PATIENCE_MS)
    await picture(people[0].page, "logos")


async def remove_and_let_back(hester: Attendee, bo: Attendee) -> None:
    """Somebody is taken off the island, and comes back."""
    sheet = await ask_about(hester, "Bo")
    await sheet.get_by_role("button", name="Take off the island").click()
    await sheet.get_by_label("Why?").select_option("noise")
    await sheet.get_by_role("button", name="Take off the island").click()
    await expect(bo.page.get_by_role("main")).to_contain_text(
        "there is disturbing noise", timeout=PATIENCE_MS
    )
    await picture(bo.page, "removed")
    await bo.page.get_by_role("button", name="Go back to the island").click()
    await expect(bo.page.get_by_role("navigation", name="Controls")).to_be_visible(
        timeout=PATIENCE_MS
    )


async def call_together(hester: Attendee, people: list[Attendee]) -> None:
    """Everybody is called to the host, and walked there."""
    page = hester.page
    await page.keyboard.press("Escape")
    await open_tab(hester, "Gather")
    await page.get_by_role("button", name="Call everybody back to me").click()
    for one in people:
        await one.page.keyboard.press("Escape")
        called = card(one.page, "Hester calls you").get_by_role("button", name="Walk me there")
        await called.click(timeout=PATIENCE_MS)
    await expect(page.get_by_text(re.compile(r"\b4 go there"))).to_be_visible(timeout=PATIENCE_MS)
    await picture(page, "called")


async def look_back(browser: Browser, link: str) -> None:
    """An organiser sees all of it in the log, drawn and in words."""
    page = await open_log(browser, link, viewport=DESKTOP)
    await page.get_by_role("button", name=f"Look at {EVENT}").click()
    await expect(page.get_by_role("slider", name="Time")).to_be_visible()
    await page.get_by_role("tab", name="Minutes").click()
    minutes = page.get_by_role("list", name="What happened in each minute")
    await expect(minutes).to_contain_text("present")
    told = await minutes.inner_text()
    assert [what for what in HAPPENED if what not in told] == []
    await picture(page, "replay")
