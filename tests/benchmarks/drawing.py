"""What does drawing a very large map cost: 500 x 500 cells, 100 tilesets? `make bench-drawing`.

Chromium with software rendering shows 1280 x 800 pixels of the map of tests/e2e/large_map.py and
crosses it at four times walking speed, once along and once slanting. Of every frame the script's
time is told apart from the time until all that it asked for was drawn (`drawing`): with software
rendering that is mostly the processor standing in for a graphics card. `heap_mb` is what the page's
scripts hold after the walk, arrays and all. Baselines in the same run, which fetch and decode all
pictures at once: every tile in view drawn by itself, each frame, on a 2D canvas (`canvas`), and as
a sprite of the library that draws ours (`sprites`).

All is wall time: on a machine that is busy with other things, as `load_average` tells, every figure
is too high.

The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.async_api import async_playwright

from island_server.core.rules import Rules
from island_server.map_files.load import load_map
from tests.chromium import chromium_path
from tests.e2e.attendee import launch, write_tone
from tests.e2e.drawing_page import DrawingPage, DrawnPage, build_page, drawing
from tests.e2e.large_map import TILE, make_large_map

WIDTH, HEIGHT = 1280, 800
PX_PER_SECOND = 4 * TILE * 1000 // Rules().step_ms
START = (7000, 7000)
PLACES = ((7000 + 6 * PX_PER_SECOND, 7000), (7000, 7000 + 4 * PX_PER_SECOND))
"""Where the walk goes from the start: six seconds along the map, some more slanting."""
MB = 2**20


async def measured(page: DrawingPage, way: str) -> dict[str, Any]:
    """Open the map, walk, and give the figures."""
    x, y = START
    async with page.opened(WIDTH, HEIGHT, x=x, y=y, way=way) as drawn:
        first: dict[str, Any] = await drawn.page.evaluate("window.measured")
        pictures = len(drawn.pictures)
        walked = [
            frame for x, y in PLACES for frame in await drawn.walk(x, y, pxPerSecond=PX_PER_SECOND)
        ]
        return {
            "parse_ms": round(first["parseMs"], 1),
            "decode_ms": round(first["decodeMs"], 1),
            "first_view_ms": round(first["firstViewMs"]),
            "first_view_pictures": pictures,
            "first_view_longest_script_ms": _longest(first["first"], "script"),
            "script_ms": spread(walked, "script"),
            "drawing_ms": spread(walked, "drawing"),
            "frames": len(walked),
            "frames_over_50_ms_script": sum(frame["script"] > 50 for frame in walked),
            "frames_with_holes": sum(not frame["complete"] for frame in walked),
            "heap_mb": await heap_mb(drawn),
            "kept": await drawn.kept(),
        }


def spread(frames: list[dict[str, float]], what: str) -> dict[str, float]:
    times = [frame[what] for frame in frames]
    return {
        "p50": round(median(times), 1),
        "p95": round(quantiles(times, n=100)[94], 1),
        "longest": round(max(times), 1),
    }


def _longest(frames: list[dict[str, float]], what: str) -> float:
    return round(max(frame[what] for frame in frames), 1)


async def heap_mb(drawn: DrawnPage) -> float:
    """What the page's scripts hold once rubbish is collected, typed arrays included."""
    session = await drawn.page.context.new_cdp_session(drawn.page)
    await session.send("HeapProfiler.collectGarbage")
    used = await session.send("Runtime.getHeapUsage")
    return round((used["usedSize"] + used.get("backingStorageSize", 0)) / MB, 1)


async def measure(rounds: int) -> dict[str, Any]:
    """Measure all ways in turn; of each the round whose longest frame of script is the median."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page").mkdir()
        page_folder = build_page(Path(folder) / "page")
        large = make_large_map(Path(folder))
        began = time.process_time()
        loaded = load_map(large.file)
        load_cpu_ms = 1000 * (time.process_time() - began)
        found: dict[str, list[dict[str, Any]]] = {"ours": [], "canvas": [], "sprites": []}
        async with async_playwright() as playwright:
            tone = write_tone(Path(folder) / "tone.wav", seconds=1)
            browser = await launch(playwright, chromium_path(), tone)
            async with drawing(browser, page_folder, loaded.bundle) as page:
                for _ in range(rounds):
                    for way, results in found.items():
                        results.append(await measured(page, way))
                        sys.stdout.write(f"{way:7} {json.dumps(results[-1])}\n")
            await browser.close()
    typical = {way: sorted(results, key=_worst)[rounds // 2] for way, results in found.items()}
    return {
        "load_map_cpu_ms": round(load_cpu_ms),
        **typical,
        "rounds": rounds,
        "load_average": os.getloadavg()[0],
    }


def _worst(result: dict[str, Any]) -> float:
    longest: float = result["script_ms"]["longest"]
    return longest


def main() -> None:
    """Print a line per round, and last the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    sys.stdout.write(json.dumps(asyncio.run(measure(asked.parse_args().rounds))) + "\n")


if __name__ == "__main__":
    main()
