"""What every `ports.AttendanceStore` promises; run against the one in memory and the real ones."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from island_server.attendance_ports import AttendanceStore
from island_server.core.events import Left, Role
from island_server.core.ids import AvatarId, PersonId
from island_server.core.logged import Gap
from island_server.errors import StoreError
from island_server.ports import LogBatch, LoggedRun, LogRun, LogSpan
from island_server.store import log_reader
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import (
    ANNA,
    AVATAR,
    EVENT,
    OTHER,
    START_MS,
    enters,
    entry,
    first_run,
    moves,
    of_every_kind,
    read,
    snapshot,
)
from .memory_store import MemoryStore

DAY_MS = 86_400_000


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AttendanceStore]:
    made: AttendanceStore = MemoryStore()
    if request.param == "sqlite":
        made = await SqlAttendanceStore.open(tmp_path)
    elif request.param == "postgresql":
        cluster = request.getfixturevalue("postgresql")
        made = await SqlAttendanceStore.open(tmp_path, cluster.database())
    yield made
    await made.close()


async def test_a_new_log_begins_at_one(store: AttendanceStore) -> None:
    assert await store.begin_run(EVENT, 5) == first_run()
    assert await read(store) == []
    assert await store.people("ameland") == []
    assert await store.snapshot_before("ameland", "nes", 2**50) is None


async def test_entries_of_every_kind_come_back_as_they_were_written(store: AttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    await store.append(run, LogBatch(of_every_kind(), [], [ANNA]))
    assert await read(store) == of_every_kind()
    assert await store.people("ameland") == [ANNA]


async def test_a_log_of_presence_says_nothing_of_places(store: AttendanceStore) -> None:
    run = await store.begin_run(OTHER, 5)
    nowhere = replace(enters(), x=0, y=0, facing=4, keeps_path=False)
    await store.append(run, LogBatch([entry(1, nowhere)], [], [ANNA]))
    assert await read(store, OTHER.id) == [entry(1, nowhere)]


async def test_a_log_is_read_from_anywhere_until_a_time_or_a_number(
    store: AttendanceStore,
) -> None:
    run = await store.begin_run(EVENT, 5)
    written = [entry(s, moves(s * 10) if s % 3 else None) for s in range(1, 10)]
    await store.append(run, LogBatch(written[:5]))
    await store.append(run, LogBatch(written[5:]))
    for after in range(11):
        assert await read(store, after_seq=after) == written[after:]
    until = store.entries("ameland", 3, until_wall_ms=START_MS + 6)
    assert [e.seq async for e in until] == [4, 5, 6]
    assert [e.seq async for e in store.entries("ameland", 4, limit=2)] == [5, 6]


async def test_a_log_is_the_same_however_large_its_pages_are(
    store: AttendanceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = await store.begin_run(EVENT, 5)
    written = [entry(s, moves(s * 10) if s * s % 7 in (1, 4) else None) for s in range(1, 60)]
    for at in range(0, 60, 9):
        await store.append(run, LogBatch(written[at : at + 9]))
    pages = ((1, 1, 99), (2, 1, 99), (1, 3, 99), (5, 2, 99), (4, 100, 99), (9, 9, 1), (9, 9, 3))
    for rows, chunks, moved in pages:
        monkeypatch.setattr(log_reader, "PAGE_ROWS", rows)
        monkeypatch.setattr(log_reader, "PAGE_CHUNKS", chunks)
        monkeypatch.setattr(log_reader, "PAGE_MOVES", moved)
        assert await read(store) == written
        assert await read(store, after_seq=11) == written[11:]


async def test_a_later_run_goes_on_where_the_log_ended(store: AttendanceStore) -> None:
    first = await store.begin_run(EVENT, 5)
    await store.append(first, LogBatch([entry(1), entry(2, moves(20))]))
    second = await store.begin_run(replace(EVENT, name="Ameland 2"), 6)
    assert (second.run, second.next_seq) == (2, 3)
    early = entry(3, enters(1), run=2)
    await store.append(second, LogBatch([early], [], [ANNA]))
    assert await read(store) == [entry(1), entry(2, moves(20)), early]


async def test_events_are_kept_apart(store: AttendanceStore) -> None:
    here, there = await store.begin_run(EVENT, 5), await store.begin_run(OTHER, 6)
    left = entry(1, Left(10, AVATAR, reason="lost"), run=2)  # type: ignore[arg-type]
    await store.append(here, LogBatch([entry(1)], [snapshot(1)], [ANNA]))
    await store.append(there, LogBatch([left], [], [replace(ANNA, name="Bo")]))
    assert await read(store, "ameland") == [entry(1)]
    assert await read(store, "texel") == [left]
    assert [p.name for p in await store.people("texel")] == ["Bo"]
    assert await store.snapshot_before("texel", "nes", 2**50) is None


async def test_writing_the_same_again_changes_nothing(store: AttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    for _ in range(2):
        await store.append(run, LogBatch(of_every_kind(), [snapshot(2)], [ANNA]))
    assert await read(store) == of_every_kind()
    assert await store.people("ameland") == [ANNA]


async def test_people_get_their_new_name_everywhere_and_keep_when_they_were_first_seen(
    store: AttendanceStore,
) -> None:
    run = await store.begin_run(EVENT, 5)
    await store.append(run, LogBatch([entry(1, enters())], [snapshot(1)], [ANNA]))
    changed = replace(ANNA, name="Anna B.", look=(0,) * 7, role=Role.ATTENDEE, seen_ms=9000)
    await store.append(run, LogBatch([], [], [changed]))
    assert await store.people("ameland") == [replace(changed, seen_ms=1000)]
    assert await read(store) == [entry(1, replace(enters(), name="Anna B.", look=(0,) * 7))]
    found = await store.snapshot_before("ameland", "nes", START_MS + 1)
    assert found is not None
    assert [avatar.name for avatar in found.state.avatars] == ["Anna B."]


async def test_snapshots_are_found_by_time_and_by_number(store: AttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    taken = [snapshot(0), snapshot(5), snapshot(9)]
    await store.append(run, LogBatch([entry(s, enters() if s == 1 else None) for s in range(1, 10)],
                                     taken, [ANNA]))  # fmt: skip
    assert await store.snapshot_before("ameland", "nes", START_MS - 1) is None
    assert await store.snapshot_before("ameland", "nes", START_MS + 8) == taken[1]
    assert await store.snapshot_before("ameland", "nes", START_MS + 9) == taken[2]
    assert await store.snapshot_before("ameland", "elsewhere", START_MS + 9) is None
    assert await store.snapshot_after("ameland", "nes", 5) == taken[1]
    assert await store.snapshot_after("ameland", "nes", 6) == taken[2]
    assert await store.snapshot_after("ameland", "nes", 10) is None


async def test_a_snapshot_tells_who_is_there_even_if_their_entry_was_lost(
    store: AttendanceStore,
) -> None:
    run = await store.begin_run(EVENT, 5)
    await store.append(run, LogBatch([], [snapshot(1)], [ANNA]))
    assert await store.snapshot_after("ameland", "nes", 0) == snapshot(1)


async def test_a_snapshot_without_its_person_names_nobody(store: AttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    await store.append(run, LogBatch([], [snapshot(1)]))
    found = await store.snapshot_before("ameland", "nes", START_MS + 1)
    assert found is not None
    (avatar,) = found.state.avatars
    assert (avatar.person, avatar.name, avatar.look) == (ANNA.person, "", ())
    assert avatar.role is Role.HOST


async def test_the_span_tells_what_there_is(store: AttendanceStore) -> None:
    assert await store.span("ameland") is None
    run = await store.begin_run(EVENT, 5)
    assert await store.span("ameland") == LogSpan(EVENT, ())
    await store.append(run, LogBatch(of_every_kind(), [snapshot(4)]))
    await store.begin_run(EVENT, 6)
    third = await store.begin_run(EVENT, 7)
    await store.append(third, LogBatch([entry(25, moves(5), run=3), entry(26, Gap(6, 1), run=3)]))
    span = await store.span("ameland")
    assert span is not None
    assert span.runs == (
        LoggedRun(1, 5, 1, 24, START_MS + 1, START_MS + 24, ("nes",), 24, 2),
        LoggedRun(3, 7, 25, 26, START_MS + 25, START_MS + 26, (), 2, 1),
    )
    assert (span.first_wall_ms, span.last_wall_ms) == (START_MS + 1, START_MS + 26)


async def test_nothing_to_write_is_no_mistake(store: AttendanceStore) -> None:
    await store.append(await store.begin_run(EVENT, 5), LogBatch())


async def test_an_event_that_was_not_begun_is_refused(store: AttendanceStore) -> None:
    with pytest.raises(StoreError):
        await store.append(LogRun(EVENT, 1, 1), LogBatch([entry(1)]))
    assert await read(store) == []


async def test_only_what_is_too_old_is_forgotten(store: AttendanceStore) -> None:
    now_ms = START_MS + 31 * DAY_MS
    run, other = await store.begin_run(EVENT, 5), await store.begin_run(OTHER, 5)
    bo = replace(ANNA, person=PersonId("p2"), name="Bo")
    coming = replace(enters(40), person=bo.person, name="Bo", avatar=AvatarId(2))
    young = replace(entry(4, coming), wall_ms=now_ms - 29 * DAY_MS)
    old = [entry(1, enters()), entry(2), entry(3, moves(30))]
    taken = [
        snapshot(3),
        replace(snapshot(4), wall_ms=now_ms, state=replace(snapshot(4).state, avatars=())),
    ]
    await store.append(run, LogBatch([*old, young], taken, [ANNA, bo]))
    recent = replace(entry(1, run=other.run), wall_ms=now_ms - 6 * DAY_MS)
    await store.append(other, LogBatch([recent]))
    assert await store.forget_old(now_ms) == 3
    assert await read(store) == [young]
    assert await store.people("ameland") == [bo]
    assert await store.snapshot_after("ameland", "nes", 0) == taken[1]
    assert await read(store, "texel") == [recent]
