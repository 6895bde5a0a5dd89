"""An organiser adds a map, reads about it, chooses it and removes it, in a real browser."""

from __future__ import annotations

import asyncio
import json
import os
import re
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.chromium import chromium_path
from tests.e2e.attendee import DESKTOP, PHONE, SMALL, Attendee, launch, write_tone
from tests.e2e.conftest import serve_island, stop_island
from tests.map_files.made_maps import area, made_map, objects, png, tile_layer
from tests.map_files.packages import encoded, laid_out, zipped

pytestmark = pytest.mark.browser
PATIENCE_MS = 15_000
AXE = Path(__file__).parents[2] / "client" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = os.environ.get("EILAND_PICTURES")
"""A folder to keep pictures of the page in, for looking at."""


def hall(*rows: str) -> bytes:
    quiet = area("Hush", 1, 1, 2, 1, silent=True)
    floor = rows or ("......", "......", "......")
    return encoded(
        made_map(
            tile_layer("floor", *floor),
            objects(quiet),
            properties=[{"name": "mapName", "type": "string", "value": "The hall"}],
        )
    )


@pytest.fixture
def links(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The invitations that a server gives out, by role."""
    process = serve_island(tmp_path / "data", ISLAND_MAP_UPLOAD_BYTES="8000000")
    try:
        assert process.stdout is not None
        said = ""
        while "Ctrl-C stops" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        yield dict(re.findall(r"^ +(attendee|organiser) +(\S+)$", said, re.MULTILINE))
    finally:
        stop_island(process)


@pytest.fixture
def organiser_link(links: dict[str, str]) -> str:
    return links["organiser"]


@pytest.fixture
async def flat_browser(tmp_path: Path) -> AsyncIterator[Browser]:
    """Chromium without WebGL: this page needs none."""
    tone = await asyncio.to_thread(write_tone, tmp_path / "tone.wav")
    async with async_playwright() as playwright:
        browser = await launch(playwright, chromium_path(), tone, draws=False)
        yield browser
        await browser.close()


async def opened(browser: Browser, link: str, viewport: dict[str, int]) -> Page:
    context = await browser.new_context(locale="en-GB", viewport=viewport, bypass_csp=True)
    page = await context.new_page()
    await page.goto(link)
    await page.get_by_role("button", name="Maps and access").click()
    await expect(page.get_by_role("heading", name="Maps and access")).to_be_focused()
    await expect(page.get_by_role("list", name="All maps")).to_be_visible()
    return page


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def expect_no_violations(page: Page) -> None:
    await page.add_script_tag(path=AXE)
    found = await page.evaluate(
        "async () => (await axe.run()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])"
    )
    assert found == []


async def add(page: Page, *files: Path) -> None:
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Choose files").click()
    await (await chooser.value).set_files(files)


async def test_a_map_is_added_looked_at_chosen_and_removed(
    organiser_link: str, flat_browser: Browser, tmp_path: Path
) -> None:
    page = await opened(flat_browser, organiser_link, DESKTOP)
    await picture(page, "maps-desktop")
    await expect_no_violations(page)
    package = zipped(
        tmp_path / "venue.zip",
        {"venue/hall.tmj": hall(), "venue/tiles.png": png(), "venue/broken.tmj": b"{}"},
    )
    await add(page, package)
    results = page.get_by_role("list", name="What became of your files")
    await expect(results).to_contain_text("“hall” is added.", timeout=PATIENCE_MS)
    await expect(results).to_contain_text("venue/broken.tmj cannot be used.")
    added = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="The hall"))
    await expect(added).to_contain_text("6 \u00d7 3 tiles")
    await expect(added).to_contain_text("1 quiet place")
    await added.get_by_text("Check The hall").click()
    await expect(added).to_contain_text("nothing that does not work")
    await picture(page, "maps-added")

    await page.get_by_role("button", name="Use this map: The hall").click()
    question = page.get_by_role("dialog", name="Use “The hall”?")
    await question.get_by_role("radio", name="For everybody").check()
    await picture(page, "maps-question")
    await expect_no_violations(page)
    await question.get_by_role("button", name="Use this map").click()
    chosen = re.compile("“The hall” is chosen|arrive at “The hall”")
    await expect(page.get_by_text(chosen)).to_be_focused()
    await expect(added.get_by_role("button", name="Remove")).to_have_count(0)

    nes = page.get_by_role("button", name=re.compile("Use this map: (?!The hall)")).first
    await nes.click()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="Maps and access")).to_be_visible()
    await expect(nes).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="Maps and access")).to_be_focused()


async def test_everybody_is_taken_to_the_map_that_is_chosen_for_everybody(
    links: dict[str, str], flat_browser: Browser, tmp_path: Path
) -> None:
    people = [
        await Attendee.enter(flat_browser, links["attendee"], name, "text", viewport=SMALL)
        for name in ("Anna", "Bo")
    ]
    page = await opened(flat_browser, links["organiser"], SMALL)
    await add(page, zipped(tmp_path / "v.zip", {"hall.tmj": hall(), "tiles.png": png()}))
    await page.get_by_role("button", name="Use this map: The hall").click(timeout=PATIENCE_MS)
    question = page.get_by_role("dialog", name="Use “The hall”?")
    await question.get_by_role("radio", name="For everybody").check()
    await question.get_by_role("button", name="Use this map").click()
    arrived = [one.page.get_by_text("You are now on The hall.") for one in people]
    await asyncio.gather(*(expect(it).to_be_visible(timeout=PATIENCE_MS) for it in arrived))
    for someone in people:
        await someone.open_people("Places")
        await expect(someone.page.get_by_role("heading", name="Hush")).to_be_visible()
        await expect(someone.page.get_by_text("2 people on the island")).to_be_attached()


async def test_single_files_on_a_phone_replace_the_former_version_and_go(
    organiser_link: str, flat_browser: Browser, tmp_path: Path
) -> None:
    page = await opened(flat_browser, organiser_link, PHONE)
    await picture(page, "maps-phone")
    given = laid_out(tmp_path / "given", {"hall.tmj": hall(), "tiles.png": png()})
    for words in ("“hall” is added.", "“hall” is replaced by the new version."):
        await add(page, given / "hall.tmj", given / "tiles.png")
        await expect(page.get_by_text(words)).to_be_visible(timeout=PATIENCE_MS)
    await add(page, given / "hall.tmj")
    await expect(page.get_by_text("tiles.png")).to_be_visible(timeout=PATIENCE_MS)
    await picture(page, "maps-phone-refused")
    await expect_no_violations(page)
    width = await page.evaluate("() => document.querySelector('dialog').scrollWidth")
    assert width <= PHONE["width"]
    await page.get_by_role("button", name="Remove: The hall").click()
    await page.get_by_role("button", name="Remove the map", exact=True).click()
    await expect(page.get_by_text("“The hall” is removed.")).to_be_visible()


async def test_an_upload_can_be_stopped_and_leaves_nothing(
    organiser_link: str, flat_browser: Browser, tmp_path: Path
) -> None:
    page = await opened(flat_browser, organiser_link, DESKTOP)
    too_large = tmp_path / "large.zip"
    too_large.write_bytes(bytes(8_000_001))
    await add(page, too_large)
    await expect(page.get_by_text("This is too large. It may be 7.6 MB together.")).to_be_visible()

    client = await page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 200_000}
    await client.send("Network.emulateNetworkConditions", slow)
    large = zipped(tmp_path / "a.zip", {"noise.png": os.urandom(4_000_000)})
    await add(page, large)
    await expect(page.get_by_role("progressbar")).to_be_visible()
    await expect(page.get_by_text(re.compile(r"Sending: [1-9]\d* %")).first).to_be_visible(
        timeout=PATIENCE_MS
    )
    await picture(page, "maps-sending")
    await page.get_by_role("button", name="Cancel").click()
    await expect(page.get_by_text("Stopped. Nothing was added.")).to_be_visible()
    kept = tmp_path / "data" / "maps"
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while [path.name for path in kept.iterdir() if path.name.startswith(".upload")]:
            await asyncio.sleep(0.05)


def test_others_are_refused_by_the_server_itself(organiser_link: str, tmp_path: Path) -> None:
    url = organiser_link.partition("/join/")[0] + "/api/maps"
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(url)
    with caught.value as answer:
        assert (answer.status, json.load(answer)["reason"]) == (403, "link_missing")
