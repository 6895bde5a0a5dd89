"""What every `ports.AttendanceStore` promises; run against the one in memory and the real one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from island_server.core.events import Role
from island_server.core.ids import AvatarId, PersonId
from island_server.errors import StoreError
from island_server.ports import AttendanceStore, EventInfo, LogRow, LogRun, PersonRow
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .memory_store import MemoryStore

EVENT = EventInfo("ameland", "Ameland", "nes-1", "movement", 30)
OTHER = EventInfo("texel", "Texel", "nes-1", "presence", 7)
ANNA = PersonRow(PersonId("p1"), "Anna", (1, 2, 3, 4, 5, 6, 7), Role.HOST, 1000)


def row(seq: int, run: int = 1, kind: str = "zone_entered") -> LogRow:
    return LogRow(
        run=run,
        seq=seq,
        t_ms=seq * 10,
        wall_ms=1_750_000_000_000 + seq,
        kind=kind,
        avatar=AvatarId(2**32 - 1),
        person=ANNA.person,
        facts={"zone": "café", "n": None, "locked": True, "capacity": 8},
        path=b"\0\x01\xff",
    )


@pytest.fixture(params=["memory", "sql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AttendanceStore]:
    made: AttendanceStore
    made = MemoryStore() if request.param == "memory" else await SqlAttendanceStore.open(tmp_path)
    yield made
    await made.close()


async def test_a_new_log_begins_at_one(store: AttendanceStore) -> None:
    assert await store.begin_run(EVENT, 5) == LogRun(EVENT, 1, 1)
    assert await store.read("ameland", 0, 10) == []
    assert await store.people("ameland") == []


async def test_rows_come_back_as_they_were_written(store: AttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    bare = replace(row(2), avatar=None, person=None, facts={}, path=None)
    await store.append(run, [row(1), bare], [ANNA])
    assert await store.read("ameland", 0, 10) == [row(1), bare]
    assert await store.people("ameland") == [ANNA]


async def test_a_log_is_read_piece_by_piece(store: AttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    await store.append(run, [row(seq) for seq in range(1, 8)], [])
    assert [r.seq for r in await store.read("ameland", 2, 3)] == [3, 4, 5]
    assert [r.seq for r in await store.read("ameland", 5, 3)] == [6, 7]


async def test_a_later_run_goes_on_where_the_log_ended(store: AttendanceStore) -> None:
    first = await store.begin_run(EVENT, 5)
    await store.append(first, [row(1), row(2)], [])
    second = await store.begin_run(replace(EVENT, name="Ameland 2"), 6)
    assert (second.run, second.next_seq) == (2, 3)


async def test_events_are_kept_apart(store: AttendanceStore) -> None:
    here, there = await store.begin_run(EVENT, 5), await store.begin_run(OTHER, 6)
    await store.append(here, [row(1)], [ANNA])
    await store.append(there, [row(1, run=2, kind="left")], [replace(ANNA, name="Bo")])
    assert [r.kind for r in await store.read("ameland", 0, 9)] == ["zone_entered"]
    assert [r.kind for r in await store.read("texel", 0, 9)] == ["left"]
    assert [p.name for p in await store.people("texel")] == ["Bo"]


async def test_writing_the_same_again_changes_nothing(store: AttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    for _ in range(2):
        await store.append(run, [row(1), row(2)], [ANNA])
    assert await store.read("ameland", 0, 10) == [row(1), row(2)]
    assert await store.people("ameland") == [ANNA]


async def test_people_get_their_new_name_and_keep_when_they_were_first_seen(
    store: AttendanceStore,
) -> None:
    run = await store.begin_run(EVENT, 5)
    await store.append(run, [], [ANNA])
    changed = replace(ANNA, name="Anna B.", look=(0,) * 7, role=Role.ATTENDEE, seen_ms=9000)
    await store.append(run, [], [changed])
    assert await store.people("ameland") == [replace(changed, seen_ms=1000)]


async def test_nothing_to_write_is_no_mistake(store: AttendanceStore) -> None:
    await store.append(await store.begin_run(EVENT, 5), [], [])


async def test_an_event_that_was_not_begun_is_refused(store: AttendanceStore) -> None:
    with pytest.raises(StoreError):
        await store.append(LogRun(EVENT, 1, 1), [row(1)], [])
    assert await store.read("ameland", 0, 10) == []


async def test_only_what_is_too_old_is_forgotten(store: AttendanceStore) -> None:
    day_ms = 86_400_000
    now_ms = row(0).wall_ms + 31 * day_ms
    run, other = await store.begin_run(EVENT, 5), await store.begin_run(OTHER, 5)
    young = replace(row(2), wall_ms=now_ms - 29 * day_ms, person=PersonId("p2"))
    bo = replace(ANNA, person=PersonId("p2"), name="Bo")
    await store.append(run, [row(1), young], [ANNA, bo])
    await store.append(other, [replace(row(1, run=other.run), wall_ms=now_ms - 6 * day_ms)], [])
    assert await store.forget_old(now_ms) == 1
    assert await store.read("ameland", 0, 10) == [young]
    assert await store.people("ameland") == [bo]
    assert len(await store.read("texel", 0, 10)) == 1
