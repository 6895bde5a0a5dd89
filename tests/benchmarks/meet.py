"""How soon do two people who meet hear and see each other? `make bench-meet`.

Two Chromium pages on the default island, a server in this process (the SFU in its own). One avatar
walks up to the other, they part, again and again. Times are from the server's decision (the
conversation's event) and from the walker's stop to the first decoded audio above silence, and to
the first video frame shown, in the other page. Baseline in the same run: what a meeting costs
where a peer connection is made for it (offer, answer, ICE and DTLS between two connections inside
one page, the kindest case) until its first decoded audio.

The last line is one JSON object: {"decision_to_audio_ms": {"p50", "p95"}, "decision_to_video_ms":
{...}, "stop_to_audio_ms": {...}, ...}.
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
from island_server.core.units import TilePos
from island_server.settings import Settings
from tests.chromium import chromium_path
from tests.e2e.attendee import Attendee, launch, write_tone

MEETINGS = 24
APART_TILES = 5
PATIENCE_S = 20.0
VIEWPORT = {"width": 320, "height": 240}

WATCH = (Path(__file__).parent / "meet_watch.js").read_text(encoding="utf-8")
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
            if isinstance(event, ev.ConversationOpened):
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
        free = self._island.world.island.tiles
        goal = next(
            TilePos(home.x + dx, home.y)
            for dx in (APART_TILES, -APART_TILES)
            if free.is_free(home.x + dx, home.y)
        )
        self._island.apply(cmd.GoTo(self._walker, goal.x, goal.y))
        await self._until(lambda: not self._in_conversation())
        while self._island.world.is_walking(self._walker):
            await asyncio.sleep(0.02)

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
            browser = await launch(playwright, chromium_path(), tone)
            link = running.link(ev.Role.ATTENDEE, 1)
            people = [
                await Attendee.enter(browser, link, name, viewport=VIEWPORT)
                for name in ("Anna", "Bo")
            ]
            for someone in people:
                await someone.wait_for_media()
                await someone.page.evaluate(WATCH)
            walker, waiter = list(running.island.world.state.avatars)
            meetings = Meetings(running, walker, waiter)
            await meetings.part()
            figures = await _meet_often(meetings, people[1].page)
            baseline = [await people[1].page.evaluate(HANDSHAKE) for _ in range(MEETINGS // 2)]
            await browser.close()
    return {
        **{name: _percentiles(values) for name, values in figures.items()},
        "baseline_handshake_to_audio_ms": _percentiles(baseline),
        "meetings": MEETINGS,
        "server_cpu_s": round(_cpu_s(), 2),
        "cores": os.cpu_count(),
    }


async def _meet_often(meetings: Meetings, page: Page) -> dict[str, list[float]]:
    figures: dict[str, list[float]] = {
        "decision_to_audio_ms": [],
        "decision_to_video_ms": [],
        "stop_to_audio_ms": [],
    }
    for number in range(MEETINGS):
        await page.evaluate("() => window.meeting.arm()")
        decided_ms, stopped_ms = await meetings.approach()
        first = await page.evaluate("() => window.meeting.first()")
        figures["decision_to_audio_ms"].append(first["audio"] - decided_ms)
        figures["decision_to_video_ms"].append(first["video"] - decided_ms)
        figures["stop_to_audio_ms"].append(first["audio"] - stopped_ms)
        sys.stderr.write(f"\rmeeting {number + 1} of {MEETINGS}")
        await meetings.part()
        await asyncio.sleep(0.5)
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
