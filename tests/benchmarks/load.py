"""What a crowd costs the server: 200 bots walking on `ameland`. `make bench-load`.

The server and the bots are processes of their own; the CPU time of the server process (and of the
media process beside it) is read from the system over the measured seconds. Baseline in the same
run, without sockets: the deltas of the same number of walkers packed for each recipient alone,
against packed once per cell and shared.

The last line is one JSON object: {"bots", "server_cpu_share", "media_cpu_share", "deltas_per_s",
"shared_ms_per_flush", "per_recipient_ms_per_flush", "ratio"}.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from random import Random
from typing import Any

import psutil

from island_server.bots.crowd import Crowd, CrowdSettings
from island_server.core import commands as cmd
from island_server.core.deltas import pack_changes, pack_record
from island_server.core.events import Role
from island_server.core.ids import PersonId
from island_server.core.interest import Interest
from island_server.core.rules import Rules
from island_server.core.units import distance_squared
from island_server.core.world import World
from island_server.map_files.bundled import known_maps
from island_server.map_files.load import load_map

WARM_UP_S = 5.0
FLUSHES = 100
FLUSH_MS = 100
SIGHT_TILES = 24


async def serve_and_measure(bots: int, seconds: float) -> dict[str, Any]:
    """A real server, a real crowd; CPU seconds per second of each process."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "ISLAND_PORT": "0",
            "ISLAND_MEDIA_PORT": "0",
            "ISLAND_MAP": "ameland",
            "ISLAND_DATA_DIR": folder,
        }
        server = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "island_server", "serve",
            env=environment, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            url, token = await _address(server)
            async with Crowd(CrowdSettings(url, token, bots, pause_s=0.0)) as crowd:
                return await _measure_crowd(crowd, psutil.Process(server.pid), seconds)
        finally:
            server.terminate()
            await server.wait()


async def _address(server: asyncio.subprocess.Process) -> tuple[str, str]:
    assert server.stdout is not None
    async for line in server.stdout:
        role, _, link = line.decode().strip().partition(" ")
        if role == "attendee":
            url, _, token = link.strip().partition("/join/")
            return url, token
    raise AssertionError("the server ended without serving")


async def _measure_crowd(crowd: Crowd, server: psutil.Process, seconds: float) -> dict[str, Any]:
    await asyncio.sleep(WARM_UP_S)
    media = server.children()[0]
    deltas, began = crowd.deltas(), time.monotonic()
    before = _cpu_s(server), _cpu_s(media)
    await asyncio.sleep(seconds)
    after = _cpu_s(server), _cpu_s(media)
    took = time.monotonic() - began
    return {
        "bots": len(crowd),
        "seconds": round(took, 1),
        "server_cpu_share": round((after[0] - before[0]) / took, 3),
        "media_cpu_share": round((after[1] - before[1]) / took, 3),
        "deltas_per_s": round((crowd.deltas() - deltas) / took),
    }


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def compare_packing(bots: int) -> dict[str, float]:
    """CPU ms per flush: packed once per cell and shared, or for each recipient alone."""
    island = load_map(known_maps()["ameland"]).island
    world = World(island, Rules())
    interest = Interest(world)
    chance = Random(1)
    for number in range(bots):
        interest.note(
            world.apply(cmd.Enter(PersonId(str(number)), "bot", (0,) * 7, Role.ATTENDEE), 0)
        )
    shared = alone = 0.0
    for flush in range(1, FLUSHES + 1):
        now_ms = flush * FLUSH_MS
        movers = chance.sample(list(world.state.avatars), bots // 5)
        for avatar in movers:
            x, y = world.tile(avatar)
            goal = cmd.GoTo(avatar, x + chance.randint(-9, 9), y + chance.randint(-9, 9))
            interest.note(world.apply(goal, now_ms))
        interest.note(world.advance(now_ms))
        began = time.process_time()
        _pack_for_each(world, movers, now_ms)
        alone += time.process_time() - began
        began = time.process_time()
        interest.flush(now_ms)
        shared += time.process_time() - began
    return {
        "shared_ms_per_flush": round(1000 * shared / FLUSHES, 3),
        "per_recipient_ms_per_flush": round(1000 * alone / FLUSHES, 3),
        "ratio": round(shared / alone, 3),
    }


def _pack_for_each(world: World, changed: list[Any], now_ms: int) -> int:
    """The obvious way: for everybody, whatever changed within sight."""
    state, size = world.state, 0
    for observer in state.avatars:
        here = world.tile(observer)
        records = [
            pack_record(state.avatars[other], state.conversation_of(other))
            for other in changed
            if distance_squared(*here, *world.tile(other)) <= SIGHT_TILES * SIGHT_TILES
        ]
        size += len(pack_changes(now_ms, records))
    return size


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bots", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20.0)
    chosen = parser.parse_args()
    figures = asyncio.run(serve_and_measure(chosen.bots, chosen.seconds))
    sys.stdout.write(json.dumps({**figures, **compare_packing(chosen.bots)}) + "\n")


if __name__ == "__main__":
    main()
