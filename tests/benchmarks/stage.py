"""What a stage with 300 listeners costs: one speaker, one real SFU process. `make bench-stage`.

Every listener is a peer with ICE, DTLS and SRTP of its own on loopback. They count what arrives and
decrypt nothing, for that would cost more than the forwarding that is measured. The plan is that of
a world with as many people before a podium: CPU time from a speaker's microphone switch until
everybody's slots are known. CPU of the SFU is user and system time of its process.

The last line is one JSON object: {"listeners", "sfu_core_share", "plan_ms", "join_plan_ms",
"voice_delivered", "video_delivered", "video": bool, "packets_per_s", "us_per_packet", "seconds"}.
A machine that is busy otherwise delivers less than was sent: go by `us_per_packet` then.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import time
from collections.abc import Mapping
from typing import Any

import psutil

from island_server.core import commands as cmd
from island_server.core.events import Event, Role
from island_server.core.ids import AvatarId, PersonId, ZoneId
from island_server.core.island_map import IslandMap
from island_server.core.media_plan import MediaPlan, PlanChange
from island_server.core.rules import Rules
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.core.world import World
from island_server.core.zones import Zone, ZoneKind
from island_server.media.media_settings import MediaSettings
from island_server.media.service import BuiltinMedia
from tests.media.fake_browser import FakeBrowser

SWITCHES = 40
WIDTH = 60
SPEAKER = AvatarId(1)
VOICE_S = 0.02
PICTURE_S = 0.05
PICTURE_BYTES = 900
DRAIN_S = 1.0
"""By then all that is under way has come."""
CHECK_S = 2.0
"""Browsers prove this often that they are still there."""


class Listener(FakeBrowser):
    """Counts what comes, and decrypts nothing."""

    def __init__(self, media: Any, avatar: int) -> None:
        super().__init__(media, avatar)
        self.voices = 0
        self.pictures = 0

    def _take(self, data: bytes) -> None:
        if data[0] < 64:
            super()._take(data)
        elif data[1] & 0x7F == 111:
            self.voices += 1
        elif data[1] & 0x7F == 96:
            self.pictures += 1


class Hall:
    """A world with one speaker on a podium and everybody else before it, and its media plan."""

    def __init__(self, listeners: int) -> None:
        height = 2 + (listeners + WIDTH - 1) // WIDTH
        podium = _zone("podium", ZoneKind.PODIUM, 0, 1)
        hall = _zone("hall", ZoneKind.AUDIENCE, 1, height)
        tiles = TileMap(WIDTH, height, bytes(WIDTH * height))
        entries = {"podium": (TilePos(0, 0),), "hall": (TilePos(0, 1),)}
        island = IslandMap("hall", "Hall", tiles, (podium, hall), (TilePos(0, 1),), entries)
        self.world = World(island, Rules())
        self.plan = MediaPlan(8, 6, self.world.stages.beside)
        self.join_s: list[float] = []
        self._do(cmd.Enter(PersonId("0"), "S", (0,) * 7, Role.ATTENDEE, "podium"))
        self._do(cmd.SetDevices(SPEAKER, microphone=True, camera=True))
        for number in range(listeners):
            enter = cmd.Enter(PersonId(str(number + 1)), "L", (0,) * 7, Role.ATTENDEE, "hall")
            began = time.process_time()
            self._do(enter)
            self.join_s.append(time.process_time() - began)

    def switch_ms(self) -> list[float]:
        """CPU ms of each switch of the speaker's microphone and camera."""
        took = []
        for switch in range(SWITCHES):
            is_on = switch % 2 == 1
            began = time.process_time()
            self._do(cmd.SetDevices(SPEAKER, microphone=is_on, camera=is_on))
            took.append(1000 * (time.process_time() - began))
        return took

    def _do(self, command: cmd.Command) -> PlanChange:
        events: list[Event] = self.world.apply(command, 0)
        concerned = self.world.stages.concerned(events, self.plan.played_to)
        return self.plan.update(self.world.state, concerned, self.world.state.avatars, {})


def _zone(name: str, kind: ZoneKind, y0: int, y1: int) -> Zone:
    spans = tuple((y, 0, WIDTH) for y in range(y0, y1))
    return Zone(ZoneId(name), kind, {}, {}, spans, stage="hall")


class _Quiet:
    """Implements `ports.MediaListener`: nobody listens."""

    def on_media_up(self, avatar: AvatarId) -> None: ...

    def on_media_down(self, avatar: AvatarId, reason: str) -> None: ...

    def on_levels(self, levels: Mapping[AvatarId, int]) -> None: ...

    def on_media_lost(self) -> None: ...


async def forward(hall: Hall, seconds: float, *, video: bool) -> dict[str, Any]:
    """Let the speaker speak to everybody through a real media process; its CPU share."""
    media = BuiltinMedia(MediaSettings(hosts=("127.0.0.1",), port=0, peers_max=2000))
    await media.start(_Quiet())
    try:
        speaker = FakeBrowser(media, SPEAKER)
        await speaker.connect()
        listeners = []
        for avatar in hall.world.state.avatars:
            if avatar != SPEAKER:
                listeners.append(Listener(media, avatar))
                await listeners[-1].connect()
                media.set_slots(avatar, dict(hall.plan.slots(avatar)))
        await speaker.settle()
        pid = media.worker_pid
        assert pid is not None
        checks = asyncio.create_task(_keep_alive([speaker, *listeners]))
        await _speak(speaker, 1.0, 0, video=video)
        await asyncio.sleep(DRAIN_S)
        before = [(it.voices, it.pictures) for it in listeners]
        process, began = psutil.Process(pid), time.monotonic()
        cpu_s = _cpu_s(process)
        voices, pictures = await _speak(speaker, seconds, 1000, video=video)
        took, cpu_s = time.monotonic() - began, _cpu_s(process) - cpu_s
        await asyncio.sleep(DRAIN_S)
        checks.cancel()
        heard = sum(it.voices - was[0] for it, was in zip(listeners, before, strict=True))
        seen = sum(it.pictures - was[1] for it, was in zip(listeners, before, strict=True))
        return {
            "sfu_core_share": round(cpu_s / took, 3),
            "voice_delivered": round(heard / (voices * len(listeners)), 4),
            "video_delivered": round(seen / (pictures * len(listeners)), 4) if pictures else None,
            "packets_per_s": round((heard + seen) / took),
            "us_per_packet": round(1e6 * cpu_s / max(1, heard + seen), 1),
            "seconds": round(took, 1),
        }
    finally:
        await media.stop()


async def _keep_alive(browsers: list[FakeBrowser]) -> None:
    while True:
        for browser in browsers:
            browser.send_raw(browser.check())
            await asyncio.sleep(CHECK_S / len(browsers))


async def _speak(
    speaker: FakeBrowser, seconds: float, number: int, *, video: bool
) -> tuple[int, int]:
    """Send voice, and video if asked for, in time; how many packets of each."""
    voices = pictures = 0
    began = time.monotonic()
    while (now_s := time.monotonic() - began) < seconds:
        while voices * VOICE_S <= now_s:
            speaker.send(speaker.voice(number + voices, bytes(80)))
            voices += 1
        while video and pictures * PICTURE_S <= now_s:
            payload = bytes(PICTURE_BYTES)
            speaker.send(speaker.picture(number + pictures, payload, key=pictures % 20 == 0))
            pictures += 1
        await asyncio.sleep(VOICE_S / 4)
    return voices, pictures


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listeners", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--video", action="store_true", help="a picture of 150 kbit/s as well")
    chosen = parser.parse_args()
    hall = Hall(chosen.listeners)
    switches = hall.switch_ms()
    figures = asyncio.run(forward(hall, chosen.seconds, video=chosen.video))
    result = {
        "listeners": chosen.listeners,
        "plan_ms": round(statistics.median(switches), 2),
        "join_plan_ms": round(1000 * statistics.median(hall.join_s), 3),
        "video": chosen.video,
        **figures,
    }
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
