"""Hosts change the zones of a running island in real browsers, while others stand in them."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from island_server.app import RunningIsland, running_island
from island_server.core.events import Role
from island_server.core.world import World
from island_server.core.zones import Zone
from island_server.settings import Settings
from tests.e2e.attendee import DESKTOP, PHONE, SMALL, Attendee
from tests.e2e.places_map import write_maps
from tests.e2e.test_taking_part import violations

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("EILAND_PICTURES")
"""A folder to keep pictures of the page in, for looking at."""
PATIENCE_MS = 45_000


@dataclass(frozen=True, slots=True)
class Meadow:
    """An island of open grass, served in this process."""

    running: RunningIsland
    browser: Browser

    @property
    def world(self) -> World:
        return self.running.island.world

    def zone(self, name: str) -> Zone | None:
        """The zone of this name that a host put up."""
        for zone in self.world.state.edited.values():
            if zone is not None and name in zone.names.values():
                return zone
        return None

    def is_in(self, who: str, name: str) -> bool:
        """Whether somebody stands in a zone that a host put up."""
        zone = self.zone(name)
        avatar = next(it for it in self.world.state.avatars.values() if it.name == who)
        return zone is not None and zone.contains(*self.world.tile(avatar.avatar))

    async def enter(self, name: str, role: Role, viewport: dict[str, int]) -> Attendee:
        link = self.running.link(role, 1)
        someone = await Attendee.enter(self.browser, link, name, "text", viewport=viewport)
        someone.page.set_default_timeout(PATIENCE_MS)
        return someone

    async def host(self, name: str, viewport: dict[str, int] = SMALL) -> Attendee:
        """A host with the tab of the zones before them."""
        someone = await self.enter(name, Role.HOST, viewport)
        await someone.page.get_by_role("button", name="For hosts").click()
        tab = someone.page.get_by_role("tab", name="Zones")
        if await tab.get_attribute("aria-selected") != "true":
            await tab.click()
        await expect(button(someone, "New zone")).to_be_visible()
        return someone

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so in the world."""
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while not holds():
                await asyncio.sleep(0.02)


@pytest.fixture
async def meadow(tmp_path: Path, browser: Browser) -> AsyncIterator[Meadow]:
    main = await asyncio.to_thread(write_maps, tmp_path / "maps")
    garden = main.with_name("garden.tmj")
    settings = Settings(port=0, media_port=0, data_dir=tmp_path / "data", map=str(garden))
    async with running_island(settings) as running:
        yield Meadow(running, browser)
        for context in browser.contexts:
            await context.close()


def button(someone: Attendee, name: str) -> Locator:
    return someone.page.get_by_role("button", name=name, exact=True)


def said(someone: Attendee) -> Locator:
    """What the screen reader of somebody is told."""
    return someone.page.locator(".island > p.hidden[role=status]")


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def drag(host: Attendee, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Pull the pointer over the island, between places in parts of its drawing."""
    box = await host.page.locator(".canvas").bounding_box()
    assert box is not None
    mouse = host.page.mouse
    await mouse.move(box["x"] + box["width"] * start[0], box["y"] + box["height"] * start[1])
    await mouse.down()
    await mouse.move(box["x"] + box["width"] * end[0], box["y"] + box["height"] * end[1], steps=6)
    await mouse.up()


async def shape(host: Attendee) -> tuple[int, int, int, int]:
    """What the form says of the shape: x, y, width and height."""
    text = await host.page.locator("#zone-spans").inner_text()
    found = re.search(r"From (\d+), (\d+): (\d+) wide and (\d+) high", text)
    assert found is not None, text
    x, y, width, height = map(int, found.groups())
    return x, y, width, height


async def save(host: Attendee, name: str) -> None:
    """Press Enter in the field of the name."""
    await host.page.get_by_label("Name in Dutch").fill(name)
    await host.page.get_by_label("Name in Dutch").press("Enter")
    await expect(host.page.get_by_text("Saved. Everybody sees")).to_be_visible()


async def test_a_zone_drawn_by_pointer_takes_in_whoever_stands_there(meadow: Meadow) -> None:
    anna = await meadow.enter("Anna", Role.ATTENDEE, SMALL)
    host = await meadow.host("Hester", DESKTOP)
    await host.wait_for_drawing()
    await button(host, "New zone").click()
    await picture(host.page, "zone-new")
    await drag(host, (0.3, 0.35), (0.6, 0.6))
    first = await shape(host)
    await picture(host.page, "zone-drawn")
    await button(host, "Rectangle").click()
    await drag(host, (0.02, 0.14), (0.97, 0.86))
    x, y, width, height = await shape(host)
    assert (x, y, width, height) != first
    await host.page.keyboard.press("Escape")
    await save(host, "Quiz corner")
    zone = meadow.zone("Quiz corner")
    assert zone is not None
    assert zone.spans == tuple((row, x, x + width) for row in range(y, y + height))
    assert meadow.is_in("Anna", "Quiz corner")
    await expect(anna.page.locator(".top-place")).to_contain_text("Quiz corner")
    await expect(said(anna)).to_contain_text("You are now at Quiz corner")

    await host.page.get_by_label("Question to start talking with").fill("Who are you?")
    await host.page.get_by_label("Kind").select_option("quiet")
    await button(host, "Save").click()
    await expect(said(anna)).to_contain_text("to talk about: Who are you?")
    await anna.open_people("Places")
    await expect(anna.page.get_by_text("To talk about: Who are you?", exact=True)).to_be_visible()
    for part in await host.page.locator("details.zone-section").all():
        await part.evaluate("(it) => { it.open = true }")
    assert await violations(host) == []
    await host.page.get_by_text("Heather purple").click()
    await host.page.get_by_text("Trophy").click()
    await button(host, "Save").click()
    await meadow.until(lambda: (meadow.zone("Quiz corner") or zone).icon == "trophy")
    await picture(host.page, "zone-coloured")
    await picture(anna.page, "zone-attendee")
    assert anna.errors == host.errors == []


async def test_by_keyboard_on_a_phone_a_zone_is_put_up_moved_removed_and_undone(
    meadow: Meadow,
) -> None:
    anna = await meadow.enter("Anna", Role.ATTENDEE, SMALL)
    host = await meadow.host("Hester", PHONE)
    await button(host, "New zone").click()
    await button(host, "Here, where I stand").focus()
    await host.page.keyboard.press("Enter")
    x, y, width, height = await shape(host)
    await host.page.get_by_role("application", name="Move by arrow keys").focus()
    await host.page.keyboard.press("ArrowRight")
    await host.page.keyboard.press("Shift+ArrowRight")
    await host.page.keyboard.press("Shift+ArrowDown")
    assert await shape(host) == (x + 1, y, width + 1, height + 1)
    await host.page.keyboard.press("ArrowLeft")
    await picture(host.page, "zone-phone-form")
    await save(host, "Reading nook")
    assert meadow.is_in("Anna", "Reading nook")
    assert meadow.is_in("Hester", "Reading nook"), "the arrow keys did not walk"

    await button(host, "Back to all zones").click()
    await picture(host.page, "zone-phone-list")
    await button(host, "Remove: Reading nook").click()
    await button(host, "Remove").click()
    await meadow.until(lambda: meadow.zone("Reading nook") is None)
    await expect(said(anna)).to_contain_text("Reading nook is no longer here")
    await button(host, "Undo: Reading nook").click()
    await meadow.until(lambda: meadow.is_in("Anna", "Reading nook"))
    await expect(anna.page.locator(".top-place")).to_contain_text("Reading nook")
    assert anna.errors == host.errors == []


async def test_the_map_is_downloaded_with_what_hosts_put_up(meadow: Meadow) -> None:
    host = await meadow.host("Hester")
    await button(host, "New zone").click()
    await button(host, "Here, where I stand").click()
    await save(host, "Reading nook")
    await button(host, "Back to all zones").click()
    async with host.page.expect_download() as started:
        await button(host, "Download the map with these zones").click()
    file = Path(await (await started.value).path())
    assert "Reading nook" in file.read_text(encoding="utf-8")
    assert host.errors == []


async def test_two_hosts_change_one_zone_and_nothing_is_lost(meadow: Meadow) -> None:
    hester, bo = await meadow.host("Hester"), await meadow.host("Bo")
    await button(hester, "New zone").click()
    await button(hester, "Here, where I stand").click()
    await save(hester, "Table")
    await button(bo, "Edit: Table").click()
    await expect(bo.page.get_by_text("Hester edits this zone too")).to_be_visible()
    await expect(hester.page.get_by_text("Bo edits this zone too")).to_be_visible()
    await bo.page.get_by_label("Who hosts it").fill("Bo")
    await hester.page.get_by_label("Question to start talking with").fill("Tea?")
    await button(hester, "Save").click()
    await expect(bo.page.get_by_label("Question to start talking with")).to_have_value("Tea?")
    await expect(bo.page.get_by_label("Who hosts it")).to_have_value("Bo")
    await button(bo, "Save").click()
    await meadow.until(lambda: getattr(meadow.zone("Table"), "host", "") == "Bo")
    zone = meadow.zone("Table")
    assert zone is not None
    assert (zone.host, zone.question) == ("Bo", "Tea?")

    await bo.page.get_by_label("Question to start talking with").fill("Coffee?")
    await button(bo, "Save").click()
    await expect(hester.page.get_by_label("Question to start talking with")).to_have_value(
        "Coffee?"
    )
    await button(hester, "Back to all zones").click()
    await button(hester, "Undo: Table").click()
    await expect(hester.page.get_by_text("Somebody else has changed this")).to_contain_text(
        "Question to start talking with"
    )
    zone = meadow.zone("Table")
    assert zone is not None
    assert zone.question == "Coffee?"

    await button(hester, "Templates").click()
    await hester.page.get_by_label("World café").check()
    await hester.page.get_by_label("How many tables").fill("2")
    await button(hester, "Show it").click()
    await expect(hester.page.get_by_text("You see them drawn on the island")).to_be_visible()
    await picture(hester.page, "zone-proposed")
    before = len(meadow.world.state.edited)
    await button(hester, "Put this up").click()
    await meadow.until(lambda: len(meadow.world.state.edited) > before)
    await picture(hester.page, "zone-template")
    await button(hester, "Back to all zones").click()
    await button(hester, "Undo: World café").click()
    await expect(hester.page.get_by_text("Undone: World café")).to_be_visible()
    assert hester.errors == bo.errors == []
