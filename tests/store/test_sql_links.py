"""Links in the database: counted by it, kept over restarts, forgotten in time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from island_server.access_ports import LinkRecord, stamp_of
from island_server.core.events import Role
from island_server.errors import StoreError
from island_server.store.log_retention import DAY_MS
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.store.sql_links import links_beside

from .made_log import EVENT, OTHER, START_MS
from .postgresql import Cluster

ANNA = LinkRecord(
    "a", Role.HOST, "Anna", ("speakers", "café"), START_MS, START_MS + DAY_MS, 2, guest="mark"
)
OPEN = LinkRecord("b", Role.ATTENDEE, "", (), START_MS, START_MS + DAY_MS)
REVOKED = replace(OPEN, id="c", revoked_ms=START_MS, is_unlisted=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str | None:
    """The database: PostgreSQL's address, or None for the data folder's own."""
    if request.param == "sqlite":
        return None
    cluster: Cluster = request.getfixturevalue("postgresql")
    return cluster.database()


async def opened(folder: Path, address: str | None) -> SqlAttendanceStore:
    store = await SqlAttendanceStore.open(folder, address)
    await store.begin_run(EVENT, START_MS)
    await store.begin_run(OTHER, START_MS)
    return store


async def test_links_are_kept_for_each_event_over_restarts(
    tmp_path: Path, address: str | None
) -> None:
    store = await opened(tmp_path, address)
    await store.links(EVENT.id).put([ANNA, OPEN, REVOKED])
    await store.links(OTHER.id).put([OPEN])
    await store.close()
    store = await SqlAttendanceStore.open(tmp_path, address)
    assert sorted(await store.links(EVENT.id).load(), key=lambda it: it.id) == [ANNA, OPEN, REVOKED]
    assert await store.links(OTHER.id).load() == [OPEN]
    await store.close()


async def test_what_is_written_again_keeps_its_uses(tmp_path: Path, address: str | None) -> None:
    store = await opened(tmp_path, address)
    links = store.links(EVENT.id)
    await links.put([ANNA])
    assert await links.take_use("a", START_MS)
    await links.put([replace(ANNA, label="Anna B.", groups=())])
    assert await links.load() == [replace(ANNA, label="Anna B.", groups=(), uses=1)]
    await store.close()


async def test_no_more_uses_are_counted_than_may_be(tmp_path: Path, address: str | None) -> None:
    store = await opened(tmp_path, address)
    links = store.links(EVENT.id)
    await links.put([ANNA, OPEN, REVOKED])
    taken = await asyncio.gather(*(links.take_use("a", START_MS) for _ in range(6)))
    assert sum(taken) == 2
    assert [await links.take_use(link, START_MS) for link in ("b", "c", "x")] == [
        True,
        False,
        False,
    ]
    await links.give_back("a")
    await links.give_back("c")
    assert await links.take_use("a", START_MS)
    assert {it.id: it.uses for it in await links.load()} == {"a": 2, "b": 1, "c": 0}
    await store.close()


async def test_the_stamp_tells_whether_something_changed(
    tmp_path: Path, address: str | None
) -> None:
    store = await opened(tmp_path, address)
    links = store.links(EVENT.id)
    stamps = [await links.stamp()]
    await links.put([ANNA, REVOKED])
    assert await links.stamp() == stamp_of(await links.load())
    await links.put([OPEN])
    stamps.append(await links.stamp())
    await links.take_use("b", START_MS)
    stamps.append(await links.stamp())
    await links.put([replace(OPEN, revoked_ms=START_MS)])
    stamps.append(await links.stamp())
    await links.put([])
    assert len(set(stamps)) == 4
    assert await links.stamp() == stamps[-1]
    await store.close()


async def test_a_program_beside_the_island_writes_links_too(
    tmp_path: Path, address: str | None
) -> None:
    store = await opened(tmp_path, address)
    async with links_beside(tmp_path, address, EVENT.id) as beside:
        await beside.put([OPEN])
    assert await store.links(EVENT.id).load() == [OPEN]
    async with links_beside(tmp_path, address, "unknown") as beside:
        with pytest.raises(StoreError, match="event unknown is not known yet"):
            await beside.put([OPEN])
    await store.close()


async def test_guests_and_dead_links_are_forgotten_with_the_event(
    tmp_path: Path, address: str | None
) -> None:
    store = await opened(tmp_path, address)
    links, kept_ms = store.links(EVENT.id), EVENT.retention_days * DAY_MS
    late_ms = START_MS + 2 * kept_ms
    rows = [
        replace(ANNA, id="came", expires_ms=late_ms),
        replace(ANNA, id="never came", guest="other", expires_ms=START_MS + DAY_MS),
        replace(ANNA, id="may still come", guest="third", expires_ms=late_ms),
        replace(OPEN, id="still open", expires_ms=late_ms),
        replace(OPEN, id="long dead", expires_ms=START_MS - DAY_MS),
    ]
    await links.put(rows)
    await links.take_use("came", START_MS)
    await store.forget_old(START_MS + kept_ms - DAY_MS)
    assert len(await links.load()) == 5
    await store.forget_old(START_MS + kept_ms + 1)
    assert {it.id for it in await links.load()} == {"may still come", "still open"}
    await store.close()
