"""A map with places, doors and exits as WorkAdventure has them, lived on in real browsers."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.async_api import Browser, Locator, Page, Route, expect

from island_server.app import RunningIsland, running_island
from island_server.core.events import Role
from island_server.core.state import AvatarState
from island_server.core.units import TilePos
from island_server.core.world import World
from island_server.settings import Settings
from tests.e2e.attendee import PATIENCE_MS, SMALL, Attendee
from tests.e2e.places_map import ELSEWHERE, write_maps
from tests.e2e.test_taking_part import violations

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("EILAND_PICTURES")
"""A folder to keep pictures of the page in, for looking at."""
Media = Literal["full", "listen", "text"]
WIDE = {"width": 1280, "height": 720}
NARROW = {"width": 390, "height": 844}
MAGENTA = 110
"""By how much the green is less in what has the colour of the sign, and nothing else has."""
KEYS = {(1, 0): "ArrowRight", (-1, 0): "ArrowLeft", (0, 1): "ArrowDown", (0, -1): "ArrowUp"}


@dataclass(frozen=True, slots=True)
class Venue:
    """The two maps, served in this process, so that a test can ask the world itself."""

    running: RunningIsland
    browser: Browser

    def world(self, island: str = "hall") -> World:
        """The world of one of the islands; it must be open."""
        return next(it for it in self.running.islands if it.name == island).loop.world

    def find(self, name: str) -> tuple[str, World, AvatarState] | None:
        """Where somebody is: the island, its world, and the avatar there."""
        for island in self.running.islands:
            for avatar in island.loop.world.state.avatars.values():
                if avatar.name == name:
                    return island.name, island.loop.world, avatar
        return None

    def place(self, name: str) -> tuple[str, TilePos] | None:
        """The island and the tile that somebody reached last."""
        found = self.find(name)
        return found and (found[0], found[1].tile(found[2].avatar))

    def tile(self, name: str) -> TilePos:
        """The tile of somebody who is there."""
        place = self.place(name)
        assert place is not None
        return place[1]

    def is_walking(self, name: str) -> bool:
        found = self.find(name)
        return found is not None and found[1].is_walking(found[2].avatar)

    async def enter(
        self, name: str, media: Media = "text", role: Role = Role.ATTENDEE, **more: Any
    ) -> Attendee:
        """Let somebody in who can walk: that takes the drawn island."""
        link = self.running.link(role, 1)
        someone = await Attendee.enter(
            self.browser, link, name, media, **{"viewport": SMALL, **more}
        )
        await someone.wait_for_drawing()
        return someone

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so in the world."""
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while not holds():
                await asyncio.sleep(0.01)

    async def walk(self, someone: Attendee, x: int, y: int) -> None:
        """Walk there by the arrow keys: sideways first."""
        for goal in (TilePos(x, self.tile(someone.name).y), TilePos(x, y)):
            while (at := self.tile(someone.name)) != goal:
                heading = (np.sign(goal.x - at.x), np.sign(goal.y - at.y))
                far = max(abs(goal.x - at.x), abs(goal.y - at.y))
                await self._press(someone, KEYS[heading], at, goal, far)

    async def _press(
        self, someone: Attendee, key: str, at: TilePos, goal: TilePos, far: int
    ) -> None:
        """Hold a key for most of the way; a last tile or two is a tap each."""

        def left() -> int:
            x, y = self.tile(someone.name)
            return max(abs(x - goal.x), abs(y - goal.y))

        keyboard = someone.page.keyboard
        await keyboard.down(key)
        if far > 2:
            await self.until(lambda: left() <= 2)
        await keyboard.up(key)
        await self.until(
            lambda: self.tile(someone.name) != at and not self.is_walking(someone.name)
        )

    async def walk_against(self, someone: Attendee, key: str, stop: TilePos) -> None:
        """Hold a key until something is in the way, which must be here."""
        await someone.page.keyboard.down(key)
        await self.until(lambda: self.tile(someone.name) == stop)
        await self.until(lambda: not self.is_walking(someone.name))
        await someone.page.keyboard.up(key)
        assert self.tile(someone.name) == stop


@pytest.fixture
async def venue(tmp_path: Path, browser: Browser) -> AsyncIterator[Venue]:
    main = await asyncio.to_thread(write_maps, tmp_path / "maps")
    settings = Settings(port=0, media_port=0, data_dir=tmp_path / "data", map=str(main))
    async with running_island(settings) as running:
        yield Venue(running, browser)
        for context in browser.contexts:
            await context.close()


def offers(someone: Attendee) -> Locator:
    """The card with what can be done here."""
    return someone.page.get_by_role("region", name="At this place")


def panel(someone: Attendee, name: str) -> Locator:
    """The page beside the island."""
    return someone.page.get_by_role("complementary", name=name)


async def take(someone: Attendee, name: str) -> None:
    """Do by the Enter key what this place offers first, which must be this."""
    await expect(offers(someone).locator("[data-offer]").first).to_contain_text(name)
    await someone.page.keyboard.press("Enter")


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def test_by_keyboard_a_door_is_opened_and_shut_in_front_of_another(venue: Venue) -> None:
    anna, bo = await venue.enter("Anna"), await venue.enter("Bo")
    world, door = venue.world(), {"pantryDoor"}
    await venue.walk(anna, 5, 3)
    await venue.walk_against(anna, "ArrowLeft", TilePos(5, 3))
    assert world.state.open_doors == set()
    await take(anna, "Open the pantry")
    await venue.until(lambda: world.state.open_doors == door)
    await expect(offers(anna).get_by_role("button", name="Close the pantry")).to_be_visible()
    await venue.walk_against(anna, "ArrowLeft", TilePos(1, 3))
    await venue.walk(anna, 3, 3)
    await take(anna, "Close the pantry")
    await venue.until(lambda: world.state.open_doors == set())

    await venue.walk(bo, 6, 3)
    await venue.walk_against(bo, "ArrowLeft", TilePos(5, 3))
    await take(bo, "Open the pantry")
    await venue.until(lambda: world.state.open_doors == door)
    await venue.walk(bo, 3, 4)
    assert anna.errors == bo.errors == []


async def test_an_offered_page_takes_the_focus_and_gives_it_back(venue: Venue) -> None:
    anna = await venue.enter("Anna")
    await venue.walk(anna, 7, 2)
    await take(anna, "Read the programme")
    shown = panel(anna, "Page of Desk")
    await expect(shown.get_by_role("heading", name="Page of Desk")).to_be_focused()
    frame = shown.locator("iframe")
    await expect(frame).to_have_attribute("sandbox", "allow-forms allow-popups")
    await expect(frame).to_have_attribute("title", "Page of Desk")
    await expect(frame.content_frame.get_by_role("heading", name="Programme")).to_be_visible()

    await anna.page.keyboard.press("Escape")
    await expect(shown).to_have_count(0)
    await expect(offers(anna).get_by_role("button", name="Read the programme")).to_be_focused()
    await anna.page.keyboard.press("Enter")
    await expect(shown).to_be_visible()
    await venue.walk(anna, 8, 2)
    await expect(shown).to_have_count(0)
    await expect(offers(anna)).to_have_count(0)
    assert anna.errors == []


async def test_a_page_of_another_host_is_fetched_only_after_a_yes(venue: Venue) -> None:
    anna = await venue.enter("Anna")
    asked: list[str] = []
    anna.page.on("request", lambda request: asked.append(request.url))

    async def answer(route: Route) -> None:
        await route.fulfill(content_type="text/html", body="<h1>News of today</h1>")

    await anna.page.context.route(f"{ELSEWHERE}**", answer)
    for name, x in (("Radio", 13), ("News corner", 11)):
        await venue.walk(anna, x, 2)
        await expect(anna.page.locator(".top-place")).to_contain_text(name)
    shown = panel(anna, "Page of News corner")
    await expect(shown).to_contain_text("This page comes from news.example.org")
    own = urlsplit(venue.running.url).netloc
    assert {urlsplit(url).netloc for url in asked} <= {own}
    await expect(shown.locator("iframe")).to_have_count(0)

    await shown.get_by_role("button", name="Show", exact=True).press("Enter")
    await expect(
        shown.locator("iframe").content_frame.get_by_role("heading", name="News of today")
    ).to_be_visible()
    assert ELSEWHERE in asked


async def test_a_sound_is_played_only_to_who_wants_it(venue: Venue) -> None:
    anna = await venue.enter("Anna", "listen")
    asked: list[str] = []
    anna.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    await venue.walk(anna, 13, 2)
    question = offers(anna).get_by_role("group", name="Play the sound of this place?")
    await expect(question).to_be_visible()
    assert not any(path.endswith("sea.wav") for path in asked)
    async with anna.page.expect_request("**/sea.wav"):
        await anna.page.keyboard.press("Enter")
    await expect(question).to_have_count(0)
    assert anna.errors == []


async def test_an_exit_takes_two_along_who_go_on_talking_there(venue: Venue) -> None:
    anna, bo = await venue.enter("Anna", "full"), await venue.enter("Bo", "full")
    for x, someone in ((12, anna), (14, bo)):
        await venue.walk(someone, x, 8)
        await someone.page.keyboard.down("ArrowDown")
        await expect(someone.page.get_by_text("You are now on The garden.")).to_be_visible(
            timeout=PATIENCE_MS
        )
        await someone.page.keyboard.up("ArrowDown")
    gate = {("garden", TilePos(14, 8)), ("garden", TilePos(15, 8))}
    assert {venue.place("Anna"), venue.place("Bo")} == gate
    await anna.walk_to("Bo")
    await anna.expect_talking_with("Bo")
    await bo.expect_talking_with("Anna")
    await asyncio.gather(anna.expect_hearing_and_seeing(), bo.expect_hearing_and_seeing())

    await anna.page.reload()
    await anna.choose("full")
    await anna.go_in()
    place = venue.place("Anna")
    assert place is not None
    assert place[0] == "garden"

    await venue.walk(bo, 14, 9)
    await bo.page.keyboard.press("ArrowDown")
    await expect(bo.page.get_by_text("You are now on The hall.")).to_be_visible()
    assert venue.place("Bo") in {("hall", TilePos(x, y)) for x in (17, 18) for y in (10, 11)}
    await anna.expect_not_talking()
    assert anna.errors == bo.errors == []


async def test_a_meeting_that_is_joined_by_asking_turns_away_whom_it_cannot_hold(
    venue: Venue,
) -> None:
    people = [await venue.enter(name) for name in ("Anna", "Bo", "Cees")]
    anna, bo, cees = people
    for y, someone in enumerate(people, start=8):
        await venue.walk(someone, 7, y)
        await expect(offers(someone)).to_be_visible()
    assert venue.world().state.conversations == {}, "to stand in it is not to talk"
    await take(anna, "Join the meeting at Board room")
    await expect(anna.conversation()).to_be_visible()
    await take(bo, "Join the meeting at Board room")
    await bo.expect_talking_with("Anna")
    await take(cees, "Join the meeting at Board room")
    await expect(offers(cees).get_by_role("alert")).to_have_text(
        "There is no room left. Try again later."
    )
    await cees.expect_not_talking()
    await venue.walk(bo, 9, 9)
    await take(cees, "Join the meeting at Board room")
    await cees.expect_talking_with("Anna")
    await expect(offers(cees)).to_have_count(0)


async def test_a_room_for_hosts_turns_others_away_in_words(venue: Venue) -> None:
    anna = await venue.enter("Anna")
    await venue.walk(anna, 15, 7)
    await venue.walk_against(anna, "ArrowRight", TilePos(16, 7))
    await expect(anna.page.get_by_text("Staff room is for hosts only.")).to_be_visible()
    host = await venue.enter("Hanna", role=Role.HOST)
    await venue.walk(host, 17, 7)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
async def test_a_place_in_focus_is_shown_whole_until_one_leaves_it(
    venue: Venue, motion: Literal["no-preference", "reduce"]
) -> None:
    anna = await venue.enter("Anna")
    await anna.page.emulate_media(reduced_motion=motion)
    await venue.walk(anna, 15, 3)
    await until_sign_is(anna, 32)
    await venue.walk(anna, 18, 3)
    await until_sign_is(anna, 96)
    await venue.walk(anna, 15, 3)
    await until_sign_is(anna, 32)
    assert anna.errors == []


async def until_sign_is(someone: Attendee, width_px: int) -> None:
    """Wait until the sign in the middle of the lookout is drawn this wide."""
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while True:
            shot = await someone.page.locator(".canvas canvas").screenshot()
            pixels = np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"), np.int16)
            red, green, blue = np.moveaxis(pixels, 2, 0)
            is_sign = np.minimum(red, blue) - green > MAGENTA
            if width_px in is_sign.sum(axis=1):
                return


async def test_a_link_with_the_name_of_an_entry_arrives_there(venue: Venue) -> None:
    await venue.enter("Anna", entry="side")
    place = venue.tile("Anna")
    assert place in {TilePos(x, y) for x in (17, 18) for y in (10, 11)}
    await venue.enter("Bo", entry="nowhere")
    assert venue.tile("Bo") in {TilePos(8, 5), TilePos(9, 7)}


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_what_places_bring_has_no_known_barrier(
    venue: Venue, viewport: dict[str, int]
) -> None:
    anna = await venue.enter("Anna", "listen", viewport=viewport)
    page, width = anna.page, viewport["width"]

    async def look(name: str) -> None:
        await picture(page, f"places-{name}-{width}")
        assert await violations(anna) == [], name

    await venue.walk(anna, 7, 2)
    await expect(offers(anna)).to_be_visible()
    await look("offer")
    await page.keyboard.press("Enter")
    await expect(panel(anna, "Page of Desk").locator("iframe")).to_be_visible()
    await look("page")
    await page.keyboard.press("Escape")
    await venue.walk(anna, 11, 2)
    await expect(panel(anna, "Page of News corner")).to_be_visible()
    await look("asks")
    await venue.walk(anna, 13, 2)
    await expect(offers(anna)).to_be_visible()
    await look("sound")
    await venue.walk(anna, 13, 4)
    await expect(page.get_by_role("region", name="About this place")).to_contain_text("Rixt, 1900")
    await look("tip")
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("button", name="Credits").click()
    await expect(page.get_by_text("Drawn for a test by A. N. Other")).to_be_visible()
    await look("credits")
    await page.keyboard.press("Escape")
    held = asyncio.Event()

    async def hold(route: Route) -> None:
        await held.wait()
        await route.continue_()

    await page.context.route("**/island.json", hold)
    await venue.walk(anna, 13, 8)
    await page.keyboard.down("ArrowDown")
    await expect(page.get_by_role("heading", name="Travelling to")).to_be_visible()
    await page.keyboard.up("ArrowDown")
    await look("travel")
    held.set()
    await expect(page.get_by_text("You are now on The garden.")).to_be_visible()
    await look("arrived")
    assert anna.errors == []
