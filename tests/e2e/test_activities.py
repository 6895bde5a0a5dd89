"""A host makes an anonymous poll and a vote between logos, and two people answer."""

from __future__ import annotations

import base64
import json
import os
import sqlite3
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Request, async_playwright, expect

from tests.chromium import chromium_path
from tests.e2e.attendee import PHONE, SMALL, Attendee, launch, write_tone
from tests.e2e.conftest import ServedIsland
from tests.e2e.host_moves import answer, logo, make_activity

pytestmark = pytest.mark.browser
PATIENCE_MS = 40_000
PICTURES = os.environ.get("EILAND_PICTURES")
"""A folder to keep pictures of the page in, for looking at."""
AXE = Path(__file__).parents[2] / "client" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
async def flat_browser(tmp_path: Path) -> AsyncIterator[Browser]:
    """Chromium without WebGL: panels need none."""
    tone = write_tone(tmp_path / "tone.wav")
    async with async_playwright() as playwright:
        browser = await launch(playwright, chromium_path(), tone, draws=False)
        yield browser
        await browser.close()


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def expect_no_barrier(page: Page) -> None:
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate(
        "async () => (await axe.run()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])"
    )
    assert found == []


async def person_of(someone: Attendee) -> str:
    """The id under which the server knows somebody, out of their own secret."""
    kept = await someone.page.evaluate("() => Object.values(localStorage)")
    for value in kept:
        for part in str(value).strip('"').split("."):
            try:
                claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
            except ValueError:
                continue
            if isinstance(claims, dict) and "person" in claims:
                return str(claims["person"])
    raise AssertionError(f"no person in {kept}")


def listen_to(page: Page) -> list[Request]:
    """The requests that hand answers in."""
    handed_in: list[Request] = []
    page.on("request", lambda it: handed_in.append(it) if it.url.endswith("/answers") else None)
    return handed_in


def post(url: str, body: str) -> tuple[int, dict[str, Any]]:
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(url, body.encode(), headers)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def rows_of(results: dict[str, Any], kind: str) -> dict[str, int]:
    (activity,) = (it for it in results["activities"] if it["kind"] == kind)
    assert activity["given"] == []
    return {row["item"]: row["count"] for row in activity["rows"]}


async def test_two_people_vote_and_nothing_links_them_to_it(
    island: ServedIsland, flat_browser: Browser, tmp_path: Path
) -> None:
    host = await Attendee.enter(
        flat_browser, island.host_link, "Host", "text", viewport=SMALL, bypass_csp=True
    )
    anna = await Attendee.enter(
        flat_browser, island.attendee_link, "Anna", "text", viewport=PHONE, bypass_csp=True
    )
    bo = await Attendee.enter(flat_browser, island.attendee_link, "Bo", "text", viewport=SMALL)
    handed_in = listen_to(anna.page)
    page = host.page
    await page.get_by_role("button", name="For hosts").click()
    await page.get_by_role("tab", name="Polls").click()
    logos = [logo(tmp_path / "wave.png", "teal"), logo(tmp_path / "dune.png", "gold")]
    await make_activity(page, "Poll", "Tea?", [], ["Yes", "No"])
    await make_activity(page, "Vote between pictures", "Which logo?", logos, ["Wave", "Dune"])
    await answer(anna, {"Tea?": "Yes", "Which logo?": "Dune"})
    await picture(anna.page, "answered-phone")
    await expect_no_barrier(anna.page)
    await answer(bo, {"Tea?": "No", "Which logo?": "Dune"})

    # What was handed in says nothing of who did, and cannot be handed in again.
    assert len(handed_in) == 2
    for request in handed_in:
        headers = await request.all_headers()
        assert not {"cookie", "authorization", "referer"} & headers.keys()
        status, refusal = post(request.url, request.post_data or "")
        assert (status, refusal["reason"]) == (400, "activity_twice")

    for title in ("Tea?", "Which logo?"):
        await page.get_by_role("button", name=f"Close for good: {title}").click()
        await page.get_by_role("button", name=f"Show results: {title}").click()
    results = page.get_by_role("article", name="Tea?").get_by_role("row")
    # Two answers are fewer than five: they are told when all have had the time to come in.
    await expect(results.nth(1)).to_contain_text("Yes1", timeout=60_000)
    await picture(page, "results-host")
    await expect_no_barrier(page)
    for someone in (anna, bo):
        vote = someone.page.get_by_role("article", name="Which logo?").get_by_role("row")
        await expect(vote.nth(2)).to_contain_text("2 (100%)", timeout=PATIENCE_MS)
    await picture(anna.page, "results-phone")

    async with page.expect_download() as download:
        await page.get_by_role("button", name="JSON for programs").click()
    taken = json.loads(Path(await (await download.value).path()).read_text(encoding="utf-8"))
    assert rows_of(taken, "poll") == {"Yes": 1, "No": 1}
    assert rows_of(taken, "pictures") == {"Wave": 0, "Dune": 2}

    tokens = [json.loads(request.post_data or "")["token"] for request in handed_in]
    look_for_links(tmp_path / "data", [await person_of(anna), await person_of(bo)], tokens)
    assert [someone.errors for someone in (host, anna, bo)] == [[], [], []]


def look_for_links(data_dir: Path, people: list[str], tokens: list[str]) -> None:
    """Of what the database keeps, only the list of who took part names anybody."""
    (path,) = (it for it in data_dir.iterdir() if it.suffix in (".db", ".sqlite", ".sqlite3"))
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        shelf: dict[str, bytes] = dict(database.execute("SELECT key, data FROM shelf"))
    answers = {key for key in shelf if key.startswith("activity:") and key.count(":") == 1}
    assert len(answers) == 2
    assert not [key for key in shelf if key.endswith(":key")], "the private keys are deleted"
    for person in people:
        named = {key for key, data in shelf.items() if person.encode() in data}
        assert named == {f"{key}:asked" for key in answers}
    for token in tokens:
        for data in shelf.values():
            assert bytes.fromhex(token) not in data
            assert token.encode() not in data
