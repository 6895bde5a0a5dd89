"""Access, at real browsers: links for one, passcode, guests, the waiting room, sign-in."""

from __future__ import annotations

import asyncio
import csv
import os
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.chromium import chromium_path
from tests.e2e.attendee import DESKTOP, PHONE, SMALL, Attendee, launch, write_tone
from tests.e2e.conftest import serve_island, stop_island
from tests.oidc_provider.served import SECRET, free_port, served_provider

pytestmark = pytest.mark.browser

PATIENCE_MS = 20_000
AXE = Path(__file__).parents[2] / "client" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = os.environ.get("EILAND_PICTURES")
"""A folder to keep pictures of the pages in, for looking at."""

VIOLATIONS = """async () =>
  (await axe.run()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])"""
Links = dict[str, str]
Serve = Callable[..., Links]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Serves an island with these settings; gives its links by role."""
    with ExitStack() as stack:

        def started(**settings: str) -> Links:
            process = serve_island(tmp_path / "data", **settings)
            stack.callback(stop_island, process)
            assert process.stdout is not None
            said = ""
            while "Ctrl-C stops" not in said:
                line = process.stdout.readline()
                assert line, said
                said += line
            return dict(re.findall(r"^ +(attendee|host|organiser) +(\S+)$", said, re.MULTILINE))

        yield started


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    """Chromium without WebGL: the island is there in lists and panels."""
    tone = await asyncio.to_thread(write_tone, tmp_path / "tone.wav")
    async with async_playwright() as playwright:
        browser = await launch(playwright, chromium_path(), tone, draws=False)
        yield browser
        await browser.close()


async def look_at(page: Page, name: str) -> None:
    """No violations, nothing wider than the window, and a picture if wanted, also of a phone."""
    size = page.viewport_size
    for suffix, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
        await page.set_viewport_size(viewport)
        await page.add_script_tag(path=AXE)
        assert await page.evaluate(VIOLATIONS) == [], name
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        if PICTURES:
            path = Path(PICTURES) / f"access-{name}-{suffix}.png"
            await page.screenshot(path=path)
    if size:
        await page.set_viewport_size({"width": size["width"], "height": size["height"]})


async def access_page(browser: Browser, organiser_link: str) -> Page:
    """The organiser's page, opened at the door, with what is about access."""
    context = await browser.new_context(
        locale="en-GB",
        viewport=DESKTOP,
        bypass_csp=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = await context.new_page()
    await page.goto(organiser_link)
    await page.get_by_role("button", name="Maps and access").click()
    await page.get_by_role("tab", name="Access").click()
    await expect(page.get_by_role("heading", name="New link")).to_be_visible()
    return page


async def make_link(page: Page, label: str, uses: str = "") -> str:
    """Make a link as an organiser, and copy it."""
    await page.get_by_label("Name, for your own list").fill(label)
    await page.get_by_label("For how many people?").fill(uses)
    await page.get_by_role("button", name="Make the link").click()
    made = page.get_by_role("status").filter(has_text=f"“{label}” is made")
    await made.get_by_role("button", name="Copy the link").click()
    await expect(made).to_contain_text("is copied")
    return str(await page.evaluate("navigator.clipboard.readText()"))


async def at_the_island(browser: Browser, link: str, name: str) -> Attendee:
    """Somebody who has asked to go in, and may be asked for more, wait, or be refused."""
    someone = await Attendee.at_the_door(browser, link, name, viewport=SMALL, bypass_csp=True)
    await someone.choose("text")
    await someone.page.get_by_role("button", name="Go to the island").click()
    return someone


async def expect_inside(someone: Attendee) -> None:
    controls = someone.page.get_by_role("navigation", name="Controls")
    await expect(controls).to_be_visible(timeout=PATIENCE_MS)


def said(someone: Attendee) -> Locator:
    return someone.page.get_by_role("main")


async def test_a_link_for_one_lets_one_in_until_it_is_revoked(
    serve: Serve, browser: Browser
) -> None:
    links = serve()
    page = await access_page(browser, links["organiser"])
    link = await make_link(page, "Press", uses="1")
    anna = await at_the_island(browser, link, "Anna")
    await expect_inside(anna)
    bo = await at_the_island(browser, link, "Bo")
    await expect(said(bo)).to_contain_text("used by as many people", timeout=PATIENCE_MS)
    await look_at(bo.page, "used")
    await anna.page.reload()
    await anna.choose("text")
    await anna.go_in()

    await page.get_by_role("tab", name="Maps").click()
    await page.get_by_role("tab", name="Access").click()
    item = page.get_by_role("listitem").filter(has_text="Press")
    await expect(item.first).to_contain_text("1 of 1 people came in")
    await look_at(page, "links")
    await page.get_by_role("button", name="Revoke: Press").click()
    await page.get_by_label("Also send off who is inside by it").check()
    await look_at(page, "revoke")
    await page.get_by_role("button", name="Revoke the link").click()
    await expect(page.get_by_text("1 person was sent off")).to_be_visible()
    await expect(said(anna)).to_contain_text("host", timeout=PATIENCE_MS)
    await anna.page.reload()
    await expect(said(anna)).to_contain_text("taken back", timeout=PATIENCE_MS)
    assert all("403" in error for error in anna.errors)  # how Chromium tells of the last answer


async def test_the_passcode_is_asked_after_the_link(serve: Serve, browser: Browser) -> None:
    links = serve()
    page = await access_page(browser, links["organiser"])
    await page.get_by_label("New passcode").fill("short")
    await page.get_by_role("button", name="Set", exact=True).click()
    await expect(page.get_by_role("alert").filter(has_text="6 to 64")).to_be_visible()
    await page.get_by_label("New passcode").fill("open sesame")
    await page.get_by_role("button", name="Set", exact=True).click()
    await expect(page.get_by_text("There is a passcode.")).to_be_visible()

    anna = await at_the_island(browser, links["attendee"], "Anna")
    code = anna.page.get_by_label("Passcode", exact=True)
    await code.fill("open barley")
    await code.press("Enter")
    wrong = anna.page.get_by_text("This code is not right")
    await expect(wrong).to_be_visible(timeout=PATIENCE_MS)
    await expect(code).to_be_focused()
    await look_at(anna.page, "passcode")
    await code.fill("open sesame")
    await code.press("Enter")
    await expect_inside(anna)
    stored = await anna.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "sesame" not in stored
    await anna.page.reload()
    await anna.choose("text")
    await anna.go_in()
    hanna = await at_the_island(browser, links["host"], "Hanna")
    await expect_inside(hanna)


async def test_who_comes_when_it_is_full_waits_and_goes_in_by_themselves(
    serve: Serve, browser: Browser
) -> None:
    links = serve(ISLAND_CAPACITY="1")
    anna = await at_the_island(browser, links["attendee"], "Anna")
    await expect_inside(anna)
    bo = await at_the_island(browser, links["attendee"], "Bo")
    await expect(said(bo)).to_contain_text("You are number 1 of the 1", timeout=PATIENCE_MS)
    cees = await at_the_island(browser, links["attendee"], "Cees")
    await expect(said(cees)).to_contain_text("You are number 2 of the 2", timeout=PATIENCE_MS)
    await look_at(cees.page, "waiting")

    page = await access_page(browser, links["organiser"])
    await expect(page.get_by_text("2 people wait for a place")).to_be_visible()
    await page.get_by_role("heading", name="Who waits").scroll_into_view_if_needed()
    await look_at(page, "who-waits")
    await page.get_by_role("button", name="Let Cees in first").click()
    await expect(said(cees)).to_contain_text("You are the next", timeout=PATIENCE_MS)
    await anna.page.close()
    await expect_inside(cees)
    await expect(said(bo)).to_contain_text("You are number 1 of the 1", timeout=PATIENCE_MS)
    await bo.page.get_by_role("button", name="Stop waiting").click()
    await expect(page.get_by_text("Nobody waits for a place")).to_be_visible(timeout=PATIENCE_MS)


async def test_guests_get_links_of_their_own(
    serve: Serve, browser: Browser, tmp_path: Path
) -> None:
    links = serve()
    page = await access_page(browser, links["organiser"])
    guests = tmp_path / "guests.csv"
    for content in ("Naam;Rol\nEef;baas\n", "Naam;Rol\nEef;gastheer\nJan;\n"):
        guests.write_text(content, encoding="utf-8-sig")
        async with page.expect_file_chooser() as chooser:
            await page.get_by_role("button", name="Choose a list").click()
        await (await chooser.value).set_files(guests)
        if "baas" in content:
            mistake = page.get_by_role("alert").filter(has_text="Line 2: The role must be")
            await expect(mistake).to_be_visible()
    await expect(page.get_by_text("2 new, 0 updated")).to_be_visible()
    await page.get_by_label("Guests only").check()
    await page.get_by_role("heading", name="Guest list").scroll_into_view_if_needed()
    await look_at(page, "guests")
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Download the links (CSV)").click()
    saved = tmp_path / "saved.csv"
    await (await download.value).save_as(saved)
    rows = list(csv.DictReader(saved.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["name"], row["role"]) for row in rows] == [("Eef", "host"), ("Jan", "attendee")]

    stranger = await (await browser.new_context(locale="en-GB")).new_page()
    await stranger.goto(links["attendee"])
    await expect(stranger.get_by_role("main")).to_contain_text("for guests only")
    jan = await at_the_island(browser, rows[1]["link"], "Jan")
    await expect_inside(jan)


async def test_an_account_of_the_organisers_opens_the_door(serve: Serve, browser: Browser) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with served_provider(f"{url}/sign-in") as issuer:
        serve(
            ISLAND_PORT=str(port),
            ISLAND_PUBLIC_URL=url,
            ISLAND_OIDC_ISSUER=issuer,
            ISLAND_OIDC_CLIENT_ID="eiland",
            ISLAND_OIDC_CLIENT_SECRET=SECRET,
            ISLAND_OIDC_SCOPES="openid profile email roles",
            ISLAND_OIDC_ROLES="staff=host",
            ISLAND_OIDC_NAME="Example",
        )
        context = await browser.new_context(locale="en-GB", viewport=DESKTOP, bypass_csp=True)
        page = await context.new_page()
        await page.goto(url)
        await expect(page.get_by_role("button", name="Sign in with Example")).to_be_visible()
        await look_at(page, "sign-in")
        await page.get_by_role("button", name="Sign in with Example").click()
        await page.locator("[name=login]").fill("ada")
        await page.locator("[name=password]").fill("x")
        await page.locator("[type=submit]").click()
        await page.locator("[type=submit]").click()
        await expect(page.get_by_label("Your name")).to_have_value(
            "Ada Lovelace", timeout=PATIENCE_MS
        )
        assert "/join/" in page.url
        assert "code=" not in page.url
        await page.get_by_role("radio", name="Only text").check()
        await page.get_by_role("button", name="Go to the island").click()
        await expect(page.get_by_role("button", name="For hosts")).to_be_visible(
            timeout=PATIENCE_MS
        )

        await page.goto(f"{url}/sign-in?code=stolen&state=unknown")
        await expect(page.get_by_role("main")).to_contain_text("took too long")
        assert page.url == f"{url}/sign-in"
