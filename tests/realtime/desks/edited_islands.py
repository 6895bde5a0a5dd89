"""Islands whose zones hosts change, and what hosts ask of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from island_server.access.permissions import may
from island_server.core.zones import ZoneKind
from island_server.ports import Shelf
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desks.zone_book import EditedMaps, ZoneBook
from island_server.realtime.desks.zone_desk import ZoneDesk
from island_server.realtime.open_island import Surroundings
from tests.core.island import box
from tests.realtime.conftest import Serve
from tests.realtime.desks.memory_shelf import MemoryShelf
from tests.realtime.served_island import Browser, Desks, Maps, ServedIsland, Setup

WALL_MS = 1_750_000_000_000
HALL = box("hall", ZoneKind.MEETING, (20, 10), (4, 4))
NEW: dict[str, Any] = {
    "kind": "meeting",
    "names": {"nl": "Tafel"},
    "spans": [[y, 4, 8] for y in range(4, 8)],
}
"""A meeting where people arrive, at (5, 5)."""


class Opened:
    """A desk, its book and its shelf; `setup` serves them."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self.shelf = shelf or MemoryShelf()
        self.book: ZoneBook | None = None

    async def setup(self, **more: Any) -> Setup:
        plain = Setup(zones=more.pop("zones", (HALL,)), may=may, **more)
        reading = ZoneBook(self.shelf, _Clock(plain.wall_ms))
        main = await reading.edited("map", plain.loaded("map"))
        self.book = reading

        def desks(islands: Archipelago, around: Surroundings) -> Desks:
            reading._clock = around.clock
            maps = Maps({"map": plain, **plain.others})
            desk = ZoneDesk(islands, EditedMaps(maps, reading), reading, around.clock)
            around.tasks.spawn("zones", desk.run())
            return Desks([desk])

        return replace(plain, desks=desks, main=main, maps=lambda maps: EditedMaps(maps, reading))


class _Clock:
    """The wall, before the island has a clock of its own."""

    def __init__(self, wall_ms: int) -> None:
        self._wall_ms = wall_ms

    def now_ms(self) -> int:
        return 0

    def wall_ms(self) -> int:
        return self._wall_ms

    async def sleep_ms(self, duration_ms: int) -> None:
        raise AssertionError


async def served(serve: Serve, shelf: Shelf | None = None, **more: Any) -> ServedIsland:
    return await serve(await Opened(shelf).setup(**more))


async def host(island: ServedIsland, name: str = "Hanna", **auth: Any) -> Browser:
    return await island.enter(name, token="host", **auth)


async def put(browser: Browser, zone: str | None = None, **fields: Any) -> dict[str, Any]:
    answer = await browser.call("zone_edit", {"zone": zone, "fields": fields})
    assert answer["ok"], answer
    return answer


def codes(answer: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(it["field"], it["code"], it["weight"]) for it in answer["problems"]]
