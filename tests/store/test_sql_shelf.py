from __future__ import annotations

from pathlib import Path

from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import EVENT, OTHER


async def test_things_are_kept_for_each_event_over_restarts(tmp_path: Path) -> None:
    store = await SqlAttendanceStore.open(tmp_path)
    await store.begin_run(EVENT, 1)
    await store.begin_run(OTHER, 1)
    shelf = store.shelf(EVENT.id)
    assert await shelf.read("zones") is None
    await shelf.put("zones", b"one")
    await shelf.put("zones", b"two")
    await shelf.put("polls", b"three")
    await store.shelf(OTHER.id).put("zones", b"other")
    await store.close()
    store = await SqlAttendanceStore.open(tmp_path)
    shelf = store.shelf(EVENT.id)
    assert await shelf.read("zones") == b"two"
    await shelf.remove("zones")
    await shelf.remove("zones")
    assert await shelf.read("zones") is None
    assert await shelf.read("polls") == b"three"
    assert await store.shelf(OTHER.id).read("zones") == b"other"
    await store.close()
