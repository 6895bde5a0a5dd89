"""Places are written now and then, and at once for those who go; the islands never wait."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection

import pytest

from island_server.clock import ManualClock, settle
from island_server.core.ids import PersonId
from island_server.core.rules import Rules
from island_server.errors import StoreError
from island_server.place_ports import RETURN_MINUTES_MAX, PersonPlace
from island_server.realtime import place_keeper
from island_server.realtime.last_places import LastPlaces
from island_server.realtime.place_keeper import (
    FORGET_MS,
    REFRESH_MS,
    RETRY_MS,
    SAVE_MS,
    URGENT_MS,
    PlaceKeeper,
)
from island_server.tasks import Tasks
from tests.realtime.test_last_places import ANNA, BO, OTHER, enters, leaves, walks

RETURN_MS = 900_000


class PlacesInMemory:
    """A `ports.PlaceStore` that refuses and waits when a test says so."""

    def __init__(self) -> None:
        self.rows: dict[PersonId, PersonPlace] = {}
        self.saves = 0
        self.forgotten: list[tuple[int, str | None]] = []
        self.failure: StoreError | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def load_places(self, event_id: str, since_wall_ms: int) -> list[PersonPlace]:
        await self._answer()
        return [row for row in self.rows.values() if row.wall_ms >= since_wall_ms]

    async def save_places(
        self, event_id: str, places: Collection[PersonPlace], erased: Collection[PersonId]
    ) -> None:
        await self._answer()
        self.saves += 1
        self.rows.update({place.person: place for place in places})
        for person in erased:
            self.rows.pop(person, None)

    async def forget_places(self, before_wall_ms: int, event_id: str | None = None) -> None:
        await self._answer()
        self.forgotten.append((before_wall_ms, event_id))
        kept = {person: row for person, row in self.rows.items() if row.wall_ms >= before_wall_ms}
        self.rows = kept

    async def _answer(self) -> None:
        await self.gate.wait()
        if self.failure is not None:
            raise self.failure


class Kept:
    """A keeper at work."""

    def __init__(self, return_ms: int = RETURN_MS) -> None:
        self.clock = ManualClock()
        self.store = PlacesInMemory()
        self.places = LastPlaces(Rules(), return_ms)
        self.keeper = PlaceKeeper(self.store, "ameland", self.places, self.clock)

    async def pass_ms(self, duration_ms: int) -> None:
        await self.clock.advance_ms(duration_ms)

    def happens(self, *events: object) -> None:
        self.places.follow("nes", events, self.clock.wall_ms())

    def tile(self, person: PersonId = ANNA) -> tuple[int, int] | None:
        row = self.store.rows.get(person)
        return None if row is None else (row.x, row.y)


@pytest.fixture
async def kept() -> AsyncIterator[Kept]:
    it = Kept()
    async with Tasks() as tasks:
        await it.keeper.load()
        tasks.spawn("places", it.keeper.run())
        yield it


async def test_walkers_are_written_now_and_then_and_not_more_often(kept: Kept) -> None:
    kept.happens(enters(), walks(40))
    await kept.pass_ms(URGENT_MS)
    assert kept.tile() == (6, 5)
    await kept.pass_ms(SAVE_MS - 1)
    assert kept.tile() == (6, 5)
    await kept.pass_ms(1)
    assert kept.tile() == (16, 5)
    await kept.pass_ms(2 * SAVE_MS)
    assert kept.tile() == (36, 5)
    assert kept.store.saves == 4
    await kept.pass_ms(2 * SAVE_MS)
    assert (kept.tile(), kept.store.saves) == ((45, 5), 5)


async def test_who_comes_or_goes_is_written_soon(kept: Kept) -> None:
    kept.happens(enters())
    await kept.pass_ms(URGENT_MS)
    assert kept.tile() == (5, 5)
    kept.happens(walks(1), leaves(URGENT_MS))
    await kept.pass_ms(URGENT_MS)
    assert kept.tile() == (6, 5)


async def test_who_stands_for_long_is_still_known_to_be_there(kept: Kept) -> None:
    kept.happens(enters())
    await kept.pass_ms(REFRESH_MS * 4)
    assert kept.clock.wall_ms() - kept.store.rows[ANNA].wall_ms <= REFRESH_MS


async def test_a_store_that_refuses_is_said_once_and_gets_all_of_it_later(
    kept: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "island_server.realtime")
    kept.store.failure = StoreError("island.db: database is locked")
    kept.happens(enters(), walks(5))
    kept.happens(enters(BO, OTHER), leaves(0, avatar=OTHER))
    await kept.pass_ms(4 * RETRY_MS)
    assert [record.getMessage() for record in caplog.records] == [
        "places to come back to cannot be kept: island.db: database is locked"
    ]
    caplog.clear()
    kept.store.failure = None
    await kept.pass_ms(RETRY_MS + SAVE_MS)
    assert (kept.tile(), kept.tile(BO)) == ((10, 5), (5, 5))
    assert "kept again" in caplog.text


async def test_a_store_that_hangs_holds_nobody_up_and_is_asked_once(kept: Kept) -> None:
    kept.store.gate.clear()
    kept.happens(enters(), leaves(0))
    await kept.pass_ms(3 * SAVE_MS)
    kept.happens(enters(BO, OTHER), leaves(0, avatar=OTHER))
    assert kept.places.last(BO, kept.clock.wall_ms()) is not None
    kept.store.gate.set()
    await kept.pass_ms(SAVE_MS)
    assert (kept.tile(), kept.tile(BO)) == ((5, 5), (5, 5))


async def test_the_last_places_are_written_when_the_server_stops(kept: Kept) -> None:
    kept.happens(enters(), walks(2), leaves(400))
    await kept.keeper.stop()
    assert kept.tile() == (7, 5)
    kept.happens(enters())
    await kept.pass_ms(REFRESH_MS)
    assert kept.store.saves == 1


async def test_a_store_that_hangs_does_not_keep_the_server_from_stopping(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(place_keeper, "STOP_S", 0.01)
    kept.store.gate.clear()
    kept.happens(enters())
    await kept.keeper.stop()
    assert "could not be kept in time" in caplog.text
    caplog.clear()


async def test_one_comes_back_to_a_server_that_was_started_anew() -> None:
    it = Kept()
    now_ms = it.clock.wall_ms()
    it.store.rows = {
        ANNA: PersonPlace(ANNA, "nes", 7, 5, 2, now_ms - RETURN_MS + 1),
        BO: PersonPlace(BO, "nes", 8, 5, 2, now_ms - RETURN_MS - 1),
    }
    await it.keeper.load()
    assert it.places.last(ANNA, now_ms) is not None
    assert it.places.last(BO, now_ms) is None
    assert set(it.store.rows) == {ANNA}, "what is too old goes at the start"


async def test_what_is_too_old_is_erased_by_itself(kept: Kept) -> None:
    kept.happens(enters(), leaves(0))
    await kept.pass_ms(SAVE_MS)
    await kept.pass_ms(RETURN_MS - SAVE_MS - FORGET_MS)
    assert ANNA in kept.store.rows
    await kept.pass_ms(2 * FORGET_MS)
    assert kept.store.rows == {}
    longest_ms = RETURN_MINUTES_MAX * 60_000
    before_ms, event_id = kept.store.forgotten[-1]
    assert event_id is None
    assert kept.clock.wall_ms() - before_ms >= longest_ms, "other events may keep theirs longer"


async def test_with_no_time_to_return_nothing_is_kept_or_written() -> None:
    it = Kept(return_ms=0)
    it.store.rows = {ANNA: PersonPlace(ANNA, "nes", 7, 5, 2, it.clock.wall_ms() + 10**9)}
    await it.keeper.load()
    assert it.store.rows == {}
    it.happens(enters(), leaves(0))
    await it.keeper.stop()
    assert it.store.saves == 0


async def test_a_store_that_refuses_at_the_start_lets_people_in_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    it = Kept()
    it.store.failure = StoreError("island.db: disk I/O error")
    await it.keeper.load()
    await settle()
    assert caplog.text.count("cannot be kept") == 1
    caplog.clear()
