"""People with one another in real browsers: overhearing, following, exchanging cards."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from island_server.app import RunningIsland, running_island
from island_server.core import commands as cmd
from island_server.core.events import Role
from island_server.core.ids import AvatarId
from island_server.realtime.open_island import OpenIsland
from island_server.settings import Settings
from tests.e2e.attendee import SMALL, Attendee
from tests.e2e.places_map import write_maps

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("EILAND_PICTURES")
"""A folder to keep pictures of the page in, for looking at."""
PATIENCE_MS = 30_000
OBSERVED_MS = 1500
Media = Literal["full", "listen", "text"]


@dataclass(frozen=True, slots=True)
class Garden:
    """An open field, served in this process, so that a test can put people where they should be."""

    running: RunningIsland
    browser: Browser

    @property
    def island(self) -> OpenIsland:
        return self.running.islands.main

    def avatar(self, name: str) -> AvatarId:
        avatars = self.island.loop.world.state.avatars.values()
        return next(it.avatar for it in avatars if it.name == name)

    def tile(self, name: str) -> tuple[int, int]:
        return tuple(self.island.loop.world.rest(self.avatar(name)))

    async def enter(self, name: str, media: Media) -> Attendee:
        link = self.running.link(Role.ATTENDEE, 1)
        return await Attendee.enter(self.browser, link, name, media, viewport=SMALL)

    async def put(self, name: str, x: int, y: int) -> None:
        """Walk somebody to a tile, and wait until they are there."""
        loop, avatar = self.island.loop, self.avatar(name)
        assert loop.apply(cmd.GoTo(avatar, x, y)) is None
        session = loop.sessions.of(avatar)
        assert session is not None
        loop.answer_walk(session, session.walk_seq)
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while loop.world.is_walking(avatar):
                await asyncio.sleep(0.02)


@pytest.fixture
async def garden(tmp_path: Path, browser: Browser) -> AsyncIterator[Garden]:
    main = await asyncio.to_thread(write_maps, tmp_path / "maps")
    garden_map = str(main.with_name("garden.tmj"))
    settings = Settings(port=0, media_port=0, data_dir=tmp_path / "data", map=garden_map)
    async with running_island(settings) as running:
        yield Garden(running, browser)
        for context in browser.contexts:
            await context.close()


def near_card(someone: Attendee) -> Locator:
    return someone.page.get_by_role("region", name="Conversation nearby")


def press(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


async def open_menu(someone: Attendee, other: str) -> None:
    """Open the menu beside somebody in the list of people."""
    await someone.open_people("Everyone")
    panel = someone.page.get_by_role("tabpanel")
    await panel.get_by_role("button", name=f"Options for {other}", exact=True).click()


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def loudest(someone: Attendee) -> float:
    return float(
        await someone.page.evaluate(
            "() => Math.max(...[...Array(8).keys()].map((slot) => window.eiland.loudness(slot)))"
        )
    )


async def test_an_open_conversation_is_overheard_softly_and_its_members_see_it(
    garden: Garden,
) -> None:
    anna = await garden.enter("Anna", "full")
    bo = await garden.enter("Bo", "full")
    cees = await garden.enter("Cees", "full")
    for someone in (anna, bo, cees):
        await someone.wait_for_media()
    await garden.put("Cees", 11, 5)
    await garden.put("Anna", 6, 5)
    await garden.put("Bo", 7, 5)
    await anna.expect_talking_with("Bo")
    await bo.expect_hearing_and_seeing()
    await expect(near_card(cees)).to_contain_text("you can join", timeout=PATIENCE_MS)
    assert (await cees.received()).media_bytes == 0, "closed to ears until a member opens it"

    await press(anna.page, "Say what it is about").click()
    await anna.page.get_by_label("What is it about?").fill("tea")
    await anna.page.keyboard.press("Enter")
    await expect(near_card(cees)).to_contain_text("talk about tea", timeout=PATIENCE_MS)

    await press(bo.page, "Let others listen").click()
    await expect(near_card(cees)).to_contain_text("They see that you listen", timeout=PATIENCE_MS)
    for member in (anna, bo):
        await expect(member.conversation()).to_contain_text("Cees listens", timeout=PATIENCE_MS)
    await picture(anna.page, "people-listened-to")
    await picture(cees.page, "people-overhearing")
    before = await cees.received()
    await cees.page.wait_for_function(
        """async (energy) => {
          const inbound = (await window.eiland.stats()).filter((r) => r.type === 'inbound-rtp');
          return inbound.reduce((all, r) => all + (r.totalAudioEnergy ?? 0), 0) > energy + 0.001;
        }""",
        arg=before.audio_energy,
        timeout=PATIENCE_MS,
    )
    assert (await cees.received()).frames_decoded == 0, "no pictures"
    assert await cees.sent_packets() == 0, "nothing is sent by who listens"
    assert 0 < await loudest(cees) < 0.5
    assert await loudest(anna) == 1

    await press(anna.page, "Stop letting others listen").click()
    await expect(near_card(cees)).to_contain_text("you can join", timeout=PATIENCE_MS)
    await cees.page.wait_for_timeout(OBSERVED_MS)
    quiet = (await cees.received()).audio_packets
    await cees.page.wait_for_timeout(OBSERVED_MS)
    assert (await cees.received()).audio_packets == quiet
    for someone in (anna, bo, cees):
        assert someone.errors == []


async def test_cards_change_hands_after_both_said_yes_and_who_follows_walks_along(
    garden: Garden,
) -> None:
    anna, bo = await garden.enter("Anna", "text"), await garden.enter("Bo", "text")
    await garden.put("Anna", 6, 5)
    await garden.put("Bo", 7, 5)
    await anna.expect_talking_with("Bo")
    for someone in (anna, bo):
        await someone.page.get_by_role("button", name="People and places", exact=True).click()
        await someone.page.get_by_role("tab", name="Met").click()
        await someone.page.get_by_label("E-mail address").fill(f"{someone.name}@example.org")
        await press(someone.page, "Keep in this browser").click()
        await someone.page.keyboard.press("Escape")
        if someone is anna:
            await open_menu(anna, "Bo")
            await someone.page.get_by_role("button", name="Exchange cards with Bo").click()
            await expect(
                bo.page.get_by_role("region", name="Anna wants to exchange cards")
            ).to_be_visible(timeout=PATIENCE_MS)
            kept = await bo.page.evaluate("() => JSON.stringify(localStorage)")
            assert "Anna@example.org" not in kept, "nothing passes before both said yes"
            await picture(bo.page, "people-card-offered")
            await anna.page.keyboard.press("Escape")
        else:
            await press(someone.page, "Yes, exchange").click()
    for someone, other in ((anna, "Bo"), (bo, "Anna")):
        await someone.page.get_by_role("button", name="People and places", exact=True).click()
        await someone.page.get_by_role("tab", name="Met").click()
        await expect(someone.page.get_by_text(f"{other}@example.org")).to_be_visible(
            timeout=PATIENCE_MS
        )
        await picture(someone.page, f"people-met-{someone.name}")
        async with someone.page.expect_download() as download:
            await press(someone.page, f"Save the card of {other} to your address book").click()
        text = Path(await (await download.value).path()).read_text()
        assert f"EMAIL;TYPE=INTERNET:{other}@example.org\n" in text.replace("\r\n", "\n")
        await someone.page.keyboard.press("Escape")

    await open_menu(bo, "Anna")
    await bo.page.get_by_role("button", name="Follow Anna").click()
    await expect(bo.page.get_by_role("dialog")).to_have_count(0, timeout=PATIENCE_MS)
    await bo.page.keyboard.press("Escape")
    await expect(anna.page.get_by_role("region", name="Bo follows you")).to_be_visible(
        timeout=PATIENCE_MS
    )
    await picture(anna.page, "people-followed")
    await garden.put("Anna", 17, 5)
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while garden.tile("Bo")[0] < 15:
            await asyncio.sleep(0.05)
    await anna.expect_talking_with("Bo")
    await press(bo.page, "Stop following").first.click()
    await expect(anna.page.get_by_role("region", name="Bo follows you")).to_have_count(0)
    for someone in (anna, bo):
        assert someone.errors == []
