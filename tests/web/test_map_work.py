from __future__ import annotations

import asyncio
import threading

import pytest

from island_server.web import map_work


async def test_work_that_takes_too_long_keeps_its_turn_until_it_ends() -> None:
    work, goes_on = map_work.MapWork(work_s=0.05), threading.Event()
    with pytest.raises(map_work.UploadRefused, match="map_slow"):
        await work.run(lambda: goes_on.wait(10))
    with pytest.raises(map_work.UploadRefused, match="map_slow"):
        await work.run(lambda: None)
    goes_on.set()
    async with asyncio.timeout(10):
        while True:
            try:
                assert await work.run(lambda: 7) == 7
            except map_work.UploadRefused:
                continue
            break
