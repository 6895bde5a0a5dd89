"""Somebody at a browser: enters by a link and does what a person would, by what the page shows."""

from __future__ import annotations

import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Browser, Locator, Page, Playwright, expect

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-component-update",
    "--disable-renderer-backgrounding",
    "--disable-sync",
)
PATIENCE_MS = 15_000
DESKTOP = {"width": 1280, "height": 800}
SMALL = {"width": 640, "height": 480}
"""Enough for the panels, and cheap to draw without a GPU."""
PHONE = {"width": 390, "height": 844}


def write_tone(path: Path, hertz: float = 440, seconds: float = 4) -> Path:
    """A steady tone, so that there is always something to hear."""
    rate = 48_000
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        samples = (
            int(12_000 * math.sin(2 * math.pi * hertz * i / rate))
            for i in range(int(rate * seconds))
        )
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return path


async def launch(
    playwright: Playwright, chromium: str, tone: Path, *, draws: bool = True
) -> Browser:
    """Chromium with a fake camera, and the tone for a microphone.

    `draws` False takes WebGL away: the island is then there in lists and panels only.
    """
    drawing = ["--enable-unsafe-swiftshader"] if draws else ["--disable-3d-apis"]
    return await playwright.chromium.launch(
        executable_path=chromium,
        headless=True,
        args=[*CHROMIUM_ARGUMENTS, *drawing, f"--use-file-for-fake-audio-capture={tone}"],
    )


@dataclass(frozen=True, slots=True)
class Received:
    """What has come in at a browser so far, over all slots."""

    audio_packets: int
    audio_energy: float
    frames_decoded: int
    media_bytes: int


class Attendee:
    """One person and their page, in English."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda line: self.errors.append(line.text) if line.type == "error" else None,
        )

    @classmethod
    async def enter(
        cls,
        browser: Browser,
        link: str,
        name: str,
        media: Literal["full", "listen", "text"] = "full",
        *,
        viewport: dict[str, int] | None = None,
        bypass_csp: bool = False,
        entry: str = "",
    ) -> Attendee:
        """Open the link, fill in the door, and stand on the island."""
        someone = await cls.at_the_door(
            browser, link, name, viewport=viewport, bypass_csp=bypass_csp, entry=entry
        )
        await someone.choose(media)
        await someone.go_in()
        return someone

    @classmethod
    async def at_the_door(
        cls,
        browser: Browser,
        link: str,
        name: str,
        *,
        viewport: dict[str, int] | None = None,
        bypass_csp: bool = False,
        entry: str = "",
    ) -> Attendee:
        """Open the link and give a name.

        `bypass_csp` lets a test run scripts of its own; `entry` is where on the map to arrive.
        """
        context = await browser.new_context(
            locale="en-GB",
            viewport=viewport or DESKTOP,
            permissions=["microphone", "camera"],
            bypass_csp=bypass_csp,
        )
        someone = cls(await context.new_page(), name)
        await someone.page.goto(f"{link}?debug{entry and f'#{entry}'}")
        await someone.page.get_by_label("Your name").fill(name)
        return someone

    async def choose(self, media: Literal["full", "listen", "text"]) -> None:
        """Choose how to take part; with camera and microphone, switch both on."""
        label = {
            "full": "Camera and microphone",
            "listen": "Only listen",
            "text": "Only text",
        }[media]
        await self.page.get_by_role("radio", name=label).check()
        if media == "full":
            await self.page.get_by_role("button", name="Try camera and microphone").click()
            await expect(self.page.get_by_role("switch", name="Microphone on")).to_be_visible()

    async def go_in(self) -> None:
        """Press the button and wait for the island."""
        await self.page.get_by_role("button", name="Go to the island").click()
        await expect(self.page.get_by_role("navigation", name="Controls")).to_be_visible(
            timeout=20_000
        )

    async def wait_for_drawing(self) -> None:
        """Wait until the island is drawn."""
        await expect(self.page.locator("canvas").first).to_be_visible(timeout=20_000)

    async def wait_for_media(self) -> None:
        """Wait until the one connection for voice and picture stands."""
        await self.page.wait_for_function(
            "() => window.eiland?.pc?.connectionState === 'connected'", timeout=20_000
        )

    async def stats(self) -> list[dict[str, Any]]:
        """Every report of the peer connection."""
        reports: list[dict[str, Any]] = await self.page.evaluate("() => window.eiland.stats()")
        return reports

    async def received(self) -> Received:
        """What has come in so far."""
        inbound = [report for report in await self.stats() if report["type"] == "inbound-rtp"]
        audio = [report for report in inbound if report["kind"] == "audio"]
        return Received(
            audio_packets=sum(report["packetsReceived"] for report in audio),
            audio_energy=sum(report.get("totalAudioEnergy", 0.0) for report in audio),
            frames_decoded=sum(report.get("framesDecoded", 0) for report in inbound),
            media_bytes=sum(report["bytesReceived"] for report in inbound),
        )

    async def sent_packets(self) -> int:
        """Media packets that have left this browser so far."""
        return sum(
            report["packetsSent"]
            for report in await self.stats()
            if report["type"] == "outbound-rtp"
        )

    # --- what one does on the island

    async def walk_to(self, name: str) -> None:
        """Find somebody in the people list and walk there."""
        await self.open_people("Everyone")
        await self.page.get_by_role("searchbox", name="Search by name").fill(name)
        await self.page.get_by_role("button", name=f"Walk to {name}", exact=True).click()
        await self.page.keyboard.press("Escape")

    async def open_people(self, tab: Literal["Nearby", "Everyone", "Places"]) -> None:
        """Open the list of people and places."""
        button = self.page.get_by_role("button", name="People and places", exact=True)
        if await button.get_attribute("aria-expanded") != "true":
            await button.click()
        await self.page.get_by_role("tab", name=tab).click()

    async def go_to_place(self, name: str) -> None:
        """Go to a place by the list of places."""
        await self.open_people("Places")
        await self.page.get_by_role("button", name=f"Go to {name}").first.click()
        await self.page.keyboard.press("Escape")

    def conversation(self) -> Locator:
        """The bar that says with whom one talks."""
        return self.page.get_by_role("region", name="In conversation", exact=True)

    async def expect_talking_with(self, *names: str) -> None:
        """Wait until one is in a conversation with these people."""
        for name in names:
            await expect(self.conversation()).to_contain_text(name, timeout=PATIENCE_MS)

    async def expect_not_talking(self) -> None:
        """Wait until one is in no conversation."""
        await expect(self.conversation()).to_have_count(0, timeout=PATIENCE_MS)

    async def expect_hearing_and_seeing(self) -> None:
        """Wait until more than silence and new pictures come in."""
        before = await self.received()
        await self.page.wait_for_function(
            """async ([energy, frames]) => {
              const inbound = (await window.eiland.stats()).filter((r) => r.type === 'inbound-rtp');
              const sum = (key) => inbound.reduce((total, r) => total + (r[key] ?? 0), 0);
              return sum('totalAudioEnergy') > energy + 0.001 && sum('framesDecoded') > frames + 5;
            }""",
            arg=[before.audio_energy, before.frames_decoded],
            timeout=PATIENCE_MS,
        )
