"""How soon do people who meet hear and see each other? `make bench-meet`.

Three Chromium pages on the default island, a server in this process (the SFU in its own). Two
stand and talk; the third walks up to them and away, again and again. Times are from the server's
decision (the event that makes the walker a member) and from the walker's stop, to the first
decoded audio above silence and the first video frame shown. What the walker hears and sees is
warm: those who stand are sending already. What they hear and see of the walker is cold: outside a
conversation nothing leaves a browser, so it begins to send then. Sounds are noticed in the audio
thread and frames by the time that the browser gives them, so that a busy page counts in neither.

The pages do not draw the island: without a GPU drawing takes more than the two cores that there
may be, and would be measured instead.

Baseline in the same run: a peer connection made for the meeting (offer, answer, ICE and DTLS
between two connections inside one page, the kindest case), until its first decoded audio.

The last line is one JSON object: {"decision_to_audio_ms": {"p50", "p95"}, "decision_to_video_ms",
"stop_to_audio_ms", "cold_decision_to_audio_ms", "cold_decision_to_video_ms",
"cold_stop_to_audio_ms", "baseline_handshake_to_audio_ms", ...}.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles
from typing import Any

from playwright.async_api import Page, async_playwright

from island_server.app import RunningIsland, running_island
from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId
from island_server.core.motion import Runs, path_duration_ms
from island_server.settings import Settings
from tests.chromium import chromium_path
from tests.e2e.attendee import Attendee, launch, write_tone

NAMES = ("Anna", "Bo", "Cees")
MEETINGS = 24
APART_S = 0.6
APART_TILES = 5
PATIENCE_S = 20.0
VIEWPORT = {"width": 320, "height": 240}

WATCH = (Path(__file__).parent / "meet_watch.js").read_text(encoding="utf-8")
EAR = (Path(__file__).parent / "meet_ear.js").read_text(encoding="utf-8")
HANDSHAKE = (Path(__file__).parent / "meet_handshake.js").read_text(encoding="utf-8")


class Meetings:
    """Walks one avatar up to another and away, and notes when the server decided."""

    def __init__(self, running: RunningIsland, walker: AvatarId, waiter: AvatarId) -> None:
        self._island = running.island
        self._walker = walker
        self._waiter = waiter
        self._decided_ms = 0.0
        self._changed = asyncio.Event()
        self._island.listen(self._note)

    def _note(self, events: Sequence[ev.Event]) -> None:
        for event in events:
            if isinstance(event, ev.ConversationJoined) and event.avatar == self._walker:
                self._decided_ms = time.time() * 1000
        self._changed.set()

    async def approach(self) -> tuple[float, float]:
        """Walk up; returns when the server decided and the walker stood (ms since 1970)."""
        self._island.apply(cmd.Approach(self._walker, self._waiter))
        await self._until(self._in_conversation)
        world = self._island.world
        while world.is_walking(self._walker):
            await asyncio.sleep(0.005)
        avatar = world.state.avatars[self._walker]
        return self._decided_ms, self._wall_of_stop(avatar.t0_ms, avatar.runs)

    async def part(self) -> None:
        """Walk away, until the conversation is over."""
        home = self._island.world.tile(self._waiter)
        for dx in range(-APART_TILES, APART_TILES + 1, APART_TILES):
            for dy in range(-APART_TILES, APART_TILES + 1, APART_TILES):
                goal = cmd.GoTo(self._walker, home.x + dx, home.y + dy)
                if (dx or dy) and self._island.apply(goal) is None:
                    await self._until(lambda: not self._in_conversation())
                    while self._island.world.is_walking(self._walker):
                        await asyncio.sleep(0.02)
                    return
        raise AssertionError("there is nowhere to go")

    def _in_conversation(self) -> bool:
        return self._island.world.state.avatars[self._walker].conversation is not None

    def _wall_of_stop(self, t0_ms: int, runs: Runs) -> float:
        ended_ms = t0_ms + path_duration_ms(runs, self._island.world.rules)
        return time.time() * 1000 - (self._island.now_ms() - ended_ms)

    async def _until(self, is_true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not is_true():
                self._changed.clear()
                await self._changed.wait()


async def measure() -> dict[str, Any]:
    """Run everything; returns the figures."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        settings = Settings(port=0, media_port=0, data_dir=data)
        tone = write_tone(data / "tone.wav")
        async with running_island(settings) as running, async_playwright() as playwright:
            browser = await launch(playwright, chromium_path(), tone, draws=False)
            link = running.link(ev.Role.ATTENDEE, 1)
            people = [
                await Attendee.enter(browser, link, name, viewport=VIEWPORT, bypass_csp=True)
                for name in NAMES
            ]
            for someone in people:
                await someone.wait_for_media()
                await someone.page.evaluate(WATCH, EAR)
            walker, host, guest = list(running.island.world.state.avatars)
            running.island.apply(cmd.Approach(guest, host))
            await people[1].expect_talking_with(NAMES[2])
            meetings = Meetings(running, walker, host)
            await meetings.part()
            figures = await _meet_often(meetings, people[0].page, people[1].page)
            baseline = [await people[0].page.evaluate(HANDSHAKE) for _ in range(MEETINGS // 2)]
            await browser.close()
    return {
        **{name: _percentiles(values) for name, values in figures.items()},
        "baseline_handshake_to_audio_ms": _percentiles(baseline),
        "meetings": MEETINGS,
        "server_cpu_s": round(_cpu_s(), 2),
        "cores": os.cpu_count(),
    }


async def _meet_often(meetings: Meetings, walker: Page, host: Page) -> dict[str, list[float]]:
    figures: dict[str, list[float]] = {}
    for number in range(MEETINGS):
        for page in (walker, host):
            await page.evaluate("() => window.meeting.arm()")
        decided_ms, stopped_ms = await meetings.approach()
        for prefix, page in (("", walker), ("cold_", host)):
            first = await page.evaluate("() => window.meeting.first()")
            for name, took_ms in (
                ("decision_to_audio_ms", first["audio"] - decided_ms),
                ("decision_to_video_ms", first["video"] - decided_ms),
                ("stop_to_audio_ms", first["audio"] - stopped_ms),
            ):
                figures.setdefault(prefix + name, []).append(took_ms)
        sys.stderr.write(f"\rmeeting {number + 1} of {MEETINGS}")
        await meetings.part()
        await asyncio.sleep(APART_S)
    sys.stderr.write("\n")
    return figures


def _percentiles(values: list[float]) -> dict[str, float]:
    cuts = quantiles(values, n=100, method="inclusive")
    return {"p50": round(cuts[49], 1), "p95": round(cuts[94], 1)}


def _cpu_s() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def main() -> None:
    """Print the figures."""
    figures = asyncio.run(measure())
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
