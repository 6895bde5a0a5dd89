"""What hosts and their guests do at the page, in the tests of several subjects."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PIL import Image
from playwright.async_api import Locator, Page, expect

from tests.e2e.attendee import Attendee

PATIENCE_MS = 60_000


def card(page: Page, title: str) -> Locator:
    """A card above the bar, by what it says first."""
    return page.get_by_role("region", name=title)


async def open_tab(host: Attendee, name: str) -> None:
    """Bring a tab of hosts before oneself."""
    button = host.page.get_by_role("button", name="For hosts")
    if await button.get_attribute("aria-expanded") != "true":
        await button.click()
    tab = host.page.get_by_role("tab", name=name, exact=True)
    if await tab.get_attribute("aria-selected") != "true":
        await tab.click()


async def ask_about(someone: Attendee, name: str) -> Locator:
    """Open what one can do about somebody, by the list of people."""
    await someone.page.keyboard.press("Escape")
    await someone.open_people("Everyone")
    panel = someone.page.get_by_role("complementary")
    await someone.page.get_by_role("searchbox", name="Search by name").fill(name)
    await panel.get_by_role("button", name=f"Options for {name}", exact=True).click()
    return someone.page.get_by_role("dialog")


# --- rounds


async def mates(someone: Attendee) -> str:
    """With whom somebody talks in this round, by what their card says."""
    text = card(someone.page, "Meet someone new").get_by_text("You talk with")
    await expect(text).to_be_visible(timeout=PATIENCE_MS)
    words = await text.inner_text()
    return words.removeprefix("You talk with ").removesuffix(" now.")


async def hold_round(host: Attendee, people: list[Attendee], number: int) -> set[frozenset[str]]:
    """Begin a round of twos, wait until all talk, and end it; who met whom."""
    await host.page.get_by_role("button", name=f"Start round {number}").click()
    met = {frozenset((one.name, await mates(one))) for one in people}
    for pair in met:
        assert len(pair) == 2
    for one in people:
        await one.expect_talking_with(await mates(one))
    await host.page.get_by_role("button", name="End this round").click()
    over = [one.page.get_by_text("The round is over").first for one in people]
    await asyncio.gather(*(expect(it).to_be_visible(timeout=PATIENCE_MS) for it in over))
    return met


# --- activities


def logo(path: Path, colour: str) -> Path:
    """A picture to vote for."""
    Image.new("RGB", (80, 60), colour).save(path)
    return path


async def make_activity(
    page: Page, kind: str, title: str, logos: list[Path], answers: list[str]
) -> None:
    """Fill in the form, save the draft and open it."""
    await page.get_by_role("button", name="New", exact=True).click()
    await page.get_by_label("Kind").select_option(label=kind)
    await page.get_by_label("Question or title").fill(title)
    for number, answer in enumerate(answers, start=1):
        await page.get_by_role("textbox", name=f"Answer {number}").fill(answer)
    for number, path in enumerate(logos, start=1):
        await page.get_by_label(f"Picture of answer {number}").set_input_files(path)
    await expect(page.locator(".picture-choice img")).to_have_count(len(logos), timeout=PATIENCE_MS)
    await page.get_by_role("button", name="Save as a draft").click()
    await page.get_by_role("button", name=f"Open: {title}").click()
    await expect(page.get_by_text(f"“{title}” is open.")).to_be_visible(timeout=PATIENCE_MS)


async def answer(someone: Attendee, choices: dict[str, str]) -> None:
    """Answer all that is open and anonymous, by keyboard."""
    page = someone.page
    await page.get_by_role("button", name="Take part").press("Enter", timeout=PATIENCE_MS)
    for title, choice in choices.items():
        article = page.get_by_role("article", name=title)
        await expect(article).to_contain_text("Anonymous: the server counts your answer")
        await article.get_by_role("radio", name=choice).press("Space")
        await article.get_by_role("button", name="Send your answer").press("Enter")
        await expect(article).to_contain_text(
            "Your answer will be handed in shortly", timeout=PATIENCE_MS
        )
    for title in choices:
        article = page.get_by_role("article", name=title)
        await expect(article).to_contain_text("Your answer is in.", timeout=PATIENCE_MS)
