"""Places are kept one a person and event, and erased when they are too old; on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from island_server.core.ids import PersonId
from island_server.errors import StoreError
from island_server.place_ports import PersonPlace
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import EVENT, OTHER
from .postgresql import Cluster

ANNA, BO = (PersonPlace(PersonId(name), "nes", 7, 5, 2, 1000) for name in ("anna", "bo"))


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[SqlAttendanceStore]:
    address = None
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgresql")
        address = cluster.database()
    store = await SqlAttendanceStore.open(tmp_path, address)
    await store.begin_run(EVENT, 5)
    await store.begin_run(OTHER, 5)
    yield store
    await store.close()


async def kept(store: SqlAttendanceStore, event_id: str = EVENT.id) -> set[PersonPlace]:
    return set(await store.places.load_places(event_id, 0))


async def test_the_last_place_of_each_person_is_kept(store: SqlAttendanceStore) -> None:
    await store.places.save_places(EVENT.id, [ANNA, BO], [])
    later = replace(ANNA, island="ameland\0", x=1, y=2, facing=7, wall_ms=2**41)
    await store.places.save_places(EVENT.id, [later], [])
    assert await kept(store) == {replace(later, island="ameland"), BO}
    assert await kept(store, OTHER.id) == set()


async def test_only_those_from_a_time_on_are_loaded(store: SqlAttendanceStore) -> None:
    await store.places.save_places(EVENT.id, [ANNA, replace(BO, wall_ms=999)], [])
    assert await store.places.load_places(EVENT.id, 1000) == [ANNA]


async def test_people_are_erased_one_by_one(store: SqlAttendanceStore) -> None:
    await store.places.save_places(EVENT.id, [ANNA, BO], [])
    await store.places.save_places(OTHER.id, [ANNA], [])
    await store.places.save_places(EVENT.id, [], [ANNA.person, PersonId("nobody")])
    assert await kept(store) == {BO}
    assert await kept(store, OTHER.id) == {ANNA}


async def test_what_is_too_old_is_erased_of_one_event_or_of_all(
    store: SqlAttendanceStore,
) -> None:
    old = replace(BO, wall_ms=500)
    for event in (EVENT, OTHER):
        await store.places.save_places(event.id, [ANNA, old], [])
    await store.places.forget_places(1000, EVENT.id)
    assert (await kept(store), await kept(store, OTHER.id)) == ({ANNA}, {ANNA, old})
    await store.places.forget_places(1000)
    assert await kept(store, OTHER.id) == {ANNA}
    await store.places.forget_places(2**62)
    assert await kept(store) == await kept(store, OTHER.id) == set()


async def test_an_event_that_never_began_has_no_places(store: SqlAttendanceStore) -> None:
    with pytest.raises(StoreError):
        await store.places.save_places("texel-2", [ANNA], [])
