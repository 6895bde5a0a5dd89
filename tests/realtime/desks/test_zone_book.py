"""What hosts made of zones, over restarts."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import Any

import pytest

from island_server.clock import ManualClock
from island_server.core.ids import ZoneId
from island_server.core.zones import Zone, ZoneKind
from island_server.errors import StoreError
from island_server.ports import LoadedIsland
from island_server.realtime.desks.zone_book import MOST_REMOVED, EditedMaps, ZoneBook
from tests.core.island import box
from tests.realtime.desks.memory_shelf import MemoryShelf
from tests.realtime.served_island import Maps, Setup

NOW_MS = 1_750_000_000_000
HALL = box("hall", ZoneKind.PLACE, (0, 0), (3, 3))
TABLE = replace(box("host-1", ZoneKind.TABLE, (5, 5), (3, 3)), host="Anna", question="Waarom?")


def loaded(*zones: Zone) -> LoadedIsland:
    return Setup(zones=zones or (HALL,)).loaded("map")


def book(shelf: MemoryShelf, wall_ms: int = NOW_MS) -> ZoneBook:
    return ZoneBook(shelf, ManualClock(0, wall_ms))


async def kept(*changes: Zone | ZoneId) -> MemoryShelf:
    """A shelf on which these changes were kept."""
    shelf = MemoryShelf()
    writing = book(shelf)
    await writing.edited("map", loaded())
    for change in changes:
        if isinstance(change, Zone):
            writing.page("map").put(change)
        else:
            writing.page("map").remove(change)
    assert await writing.keep("map")
    return shelf


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.fixture(autouse=True)
def _no_faults() -> None:
    """Damage is an error to the operator here."""


async def test_what_hosts_made_of_a_map_is_there_again() -> None:
    shelf = await kept(TABLE, HALL.id)
    again = book(shelf)
    island = (await again.edited("map", loaded())).island
    assert island.edited == {TABLE.id: TABLE, HALL.id: None}
    assert island.zones == (HALL,)
    assert again.page("map").removed == {HALL.id: HALL}
    assert again.page("map").is_kept


async def test_each_map_has_a_page_of_its_own() -> None:
    shelf = await kept(TABLE)
    assert (await book(shelf).edited("other", loaded())).island.edited == {}


async def test_what_is_not_of_the_map_any_more_need_not_be_taken_away() -> None:
    shelf = await kept(HALL.id)
    other = box("other", ZoneKind.PLACE, (0, 0), (1, 1))
    assert (await book(shelf).edited("map", loaded(other))).island.edited == {}


async def test_a_map_that_is_opened_anew_has_what_was_changed_meanwhile_without_the_disk() -> None:
    shelf = await kept()
    writing = book(shelf)
    await writing.edited("map", loaded())
    writing.page("map").put(TABLE)
    shelf.things.clear()
    assert (await writing.edited("map", loaded())).island.edited == {TABLE.id: TABLE}


async def test_maps_come_edited() -> None:
    shelf = await kept(TABLE)
    maps = EditedMaps(Maps({"map": Setup(zones=(HALL,))}), book(shelf))
    assert (await maps.load("map")).island.edited == {TABLE.id: TABLE}
    assert set(maps.names()) == {"map"}


async def test_ids_are_not_given_again_after_a_restart() -> None:
    shelf = MemoryShelf()
    writing = book(shelf)
    await writing.edited("map", loaded())
    page = writing.page("map")
    first = page.new_identity()
    page.put(replace(TABLE, id=first))
    page.remove(first)
    await writing.keep("map")
    again = book(shelf)
    await again.edited("map", loaded())
    assert again.page("map").new_identity() not in {first, HALL.id}


async def test_only_the_latest_of_what_was_taken_away_can_come_back() -> None:
    writing = book(MemoryShelf())
    await writing.edited("map", loaded())
    page = writing.page("map")
    for number in range(MOST_REMOVED + 5):
        zone = replace(TABLE, id=ZoneId(f"z{number}"))
        page.put(zone)
        page.remove(zone.id)
    assert len(page.removed) == MOST_REMOVED
    assert ZoneId("z4") not in page.removed
    assert ZoneId("z5") in page.removed


async def test_what_is_put_up_again_is_not_among_what_was_taken_away() -> None:
    writing = book(MemoryShelf())
    await writing.edited("map", loaded())
    page = writing.page("map")
    page.remove(HALL.id)
    page.put(HALL)
    assert page.removed == {}
    assert page.gone() == []


# --- hours


@pytest.mark.parametrize(
    ("hours", "closed", "expected"),
    [
        (((NOW_MS + 10, NOW_MS + 20),), True, False),
        (((NOW_MS - 10, NOW_MS + 10),), False, True),
        (((NOW_MS - 20, NOW_MS - 10),), False, False),
        (((NOW_MS + 100, NOW_MS + 200),), True, True),
        (((NOW_MS - 50, NOW_MS + 200),), True, True),
        ((), True, True),
    ],
    ids=["opened", "closed", "closed long ago", "not yet", "closed by hand", "none"],
)
async def test_zones_open_and_close_while_the_server_stands_still(
    hours: tuple[tuple[int, int], ...], closed: bool, expected: bool
) -> None:
    shelf = await kept(replace(TABLE, hours=hours, closed=closed))
    later = book(shelf, NOW_MS + 15)
    edited = (await later.edited("map", loaded())).island.edited[TABLE.id]
    assert edited is not None
    assert edited.closed is expected


# --- damage


async def test_a_page_that_cannot_be_read_is_left_out_with_one_clear_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf = MemoryShelf(**{"zones/map": b"{not json"})
    island = (await book(shelf).edited("map", loaded())).island
    assert island.edited == {}
    (line,) = errors(caplog)
    assert "the zones of map is damaged" in line


@pytest.mark.parametrize(
    "change",
    [{"v": 2}, {"v": None}, {"zones": 7}, {"gone": [1]}, {"next": "x"}, {"looked_ms": None}],
)
async def test_a_page_of_another_form_is_left_out(
    change: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    shelf = await kept(TABLE)
    shelf.things["zones/map"] = json.dumps(
        {**json.loads(shelf.things["zones/map"]), **change}
    ).encode()
    assert (await book(shelf).edited("map", loaded())).island.edited == {}
    assert len(errors(caplog)) == 1


async def test_one_damaged_zone_does_not_take_the_others_with_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf = await kept(TABLE, replace(TABLE, id=ZoneId("host-2")))
    page = json.loads(shelf.things["zones/map"])
    page["zones"][0]["spans"] = "everywhere"
    shelf.things["zones/map"] = json.dumps(page).encode()
    assert list((await book(shelf).edited("map", loaded())).island.edited) == ["host-2"]
    (line,) = errors(caplog)
    assert line.startswith("1 zones of map are damaged")


async def test_a_disk_that_is_full_is_told_once_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf = await kept()
    writing = book(shelf)
    await writing.edited("map", loaded())
    shelf.is_broken = True
    writing.page("map").put(TABLE)
    assert not await writing.keep("map")
    assert not await writing.keep("map")
    assert len(errors(caplog)) == 1
    shelf.is_broken = False
    assert await writing.keep("map")
    assert (await book(shelf).edited("map", loaded())).island.edited == {TABLE.id: TABLE}


async def test_zones_that_cannot_be_read_now_are_not_overwritten() -> None:
    class Unreadable(MemoryShelf):
        async def read(self, key: str) -> bytes | None:
            raise StoreError("the database is gone")

    with pytest.raises(StoreError):
        await book(Unreadable()).edited("map", loaded())
