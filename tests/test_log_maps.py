from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from pathlib import Path

import pytest

from island_server.clock import ManualClock
from island_server.core.island_map import IslandMap
from island_server.core.tile_map import TileMap
from island_server.core.units import TilePos
from island_server.errors import StoreError
from island_server.log_maps import LOOK_MS, LogMaps
from island_server.map_files.kept_maps import KeptMaps
from island_server.ports import IslandMapBundle, LoadedIsland
from island_server.tasks import Tasks

ISLAND = IslandMap("nes", "Nes", TileMap(2, 2, bytes(4)), (), (TilePos(0, 0),))


class Library:
    """Maps whose id is their name and the version that they have now."""

    def __init__(self) -> None:
        self.version = 1

    def names(self) -> Collection[str]:
        return ["nes"]

    async def load(self, name: str) -> LoadedIsland:
        bundle = IslandMapBundle(f"{name}-{self.version}", b"{}", {})
        return LoadedIsland(ISLAND, bundle)


class Logs:
    def __init__(self) -> None:
        self.named: frozenset[str] = frozenset()
        self.failure: StoreError | None = None

    async def map_ids(self) -> frozenset[str]:
        if self.failure is not None:
            raise self.failure
        return self.named


@dataclass(slots=True)
class Kept:
    """What keeps the maps of an event, and what is around it."""

    maps: LogMaps
    library: Library
    logs: Logs
    disk: KeptMaps
    tasks: Tasks
    open: list[str]

    async def load(self, version: int) -> None:
        """An island opens with a map, and the map is kept, or not."""
        self.library.version = version
        loaded = await self.maps.load("nes")
        self.open[:] = [loaded.bundle.id]
        while len(self.tasks):
            await asyncio.sleep(0)


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    library, logs, disk = Library(), Logs(), KeptMaps(tmp_path, 5)
    is_open: list[str] = []
    async with Tasks() as tasks:
        maps = LogMaps(library, disk, tasks, lambda: is_open)
        yield Kept(maps, library, logs, disk, tasks, is_open)


async def test_the_map_of_an_island_that_opens_is_kept(kept: Kept) -> None:
    assert kept.maps.names() == ["nes"]
    await kept.load(1)
    assert kept.disk.bundle("nes-1") == IslandMapBundle("nes-1", b"{}", {})


async def test_a_map_that_cannot_be_kept_is_told_of_and_the_island_opens(
    kept: Kept, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_bundle: IslandMapBundle, _in_use: Collection[str]) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept.disk, "keep", refuse)
    with caplog.at_level(logging.WARNING, "island_server"):
        await kept.load(1)
    (record,) = caplog.records
    assert record.getMessage().startswith("a replay will draw a plain ground for map nes-1: ")


async def test_maps_go_once_no_log_names_them(tmp_path: Path, kept: Kept) -> None:
    before = KeptMaps(tmp_path, 100)
    for name in ("nes-1", "nes-2"):
        before.keep(IslandMapBundle(name, b"", {}))
    later = LogMaps(kept.library, before, kept.tasks, list)
    later.keep(IslandMapBundle("nes-4", b"", {}))
    while len(kept.tasks):
        await asyncio.sleep(0)
    kept.logs.named = frozenset({"nes-2"})
    await later.forget_unnamed(kept.logs)
    assert before.ids() == {"nes-2", "nes-4"}, "nes-4 may be in no log yet"


async def test_they_are_looked_for_every_hour_also_after_the_store_failed(
    tmp_path: Path, kept: Kept
) -> None:
    clock = ManualClock()
    await kept.load(1)
    disk = KeptMaps(tmp_path, 5)
    maps = LogMaps(kept.library, disk, kept.tasks, list)
    kept.tasks.spawn("log-maps", maps.run(kept.logs, clock))
    kept.logs.failure = StoreError("locked")
    await clock.advance_ms(LOOK_MS)
    kept.logs.failure = None
    await clock.advance_ms(LOOK_MS)
    while disk.ids():
        await asyncio.sleep(0)
