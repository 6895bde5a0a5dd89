"""What every store promises of `segment`: what a browser needs from a snapshot to the next."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from island_server.attendance_ports import AttendanceStore
from island_server.core.events import LeaveReason, Left, Role
from island_server.core.ids import AvatarId, PersonId
from island_server.core.logged import Gap, Logged
from island_server.ports import LogBatch, LogSegment
from island_server.store.motion_chunks import decode_chunk
from island_server.store.snapshot_bytes import decode_snapshot, encode_snapshot
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import ANNA, AVATAR, EVENT, START_MS, enters, entry, moves, snapshot, zone
from .memory_store import MemoryStore

BO = AvatarId(5)


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


def afternoon() -> list[Logged]:
    """Eleven entries: presence and movement of two islands in turn, and a gap."""
    bo = replace(enters(30), avatar=BO, person=PersonId("p2"), role=Role.ATTENDEE)
    elsewhere = [replace(entry(s, w), island="texel") for s, w in ((4, zone(40)), (5, moves(50)))]
    leaves = Left(100, BO, LeaveReason.LEFT)
    return [
        entry(1, enters()),
        entry(2, moves(20)),
        entry(3, bo),
        *elsewhere,
        entry(6, moves(60, BO)),
        entry(7, Gap(70, 3)),
        entry(8, zone(80)),
        entry(9, moves(90)),
        entry(10, leaves),
        entry(11, moves(110)),
    ]


async def found(store: AttendanceStore, seq: int, island: str = "nes") -> LogSegment:
    segment = await store.segment(EVENT.id, island, seq)
    assert segment is not None
    return segment


def moved(segment: LogSegment, last_seq: int) -> list[int]:
    """The numbers of the moves that are the segment's own."""
    entries = [e for chunk in segment.motion for e in decode_chunk(chunk, segment.run)]
    own = [e.seq for e in entries if segment.seq < e.seq <= last_seq]
    return [seq for seq in own if afternoon()[seq - 1].island == segment.island]


async def test_a_segment_goes_from_one_snapshot_to_the_next(store: AttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    taken = [snapshot(2), replace(snapshot(5), island="texel"), snapshot(9)]
    await store.append(run, LogBatch(afternoon(), taken, [ANNA]))
    segment = await found(store, 2)
    assert (segment.run, segment.island, segment.map_id, segment.seq) == (1, "nes", "nes-1", 2)
    assert (segment.t_ms, segment.wall_ms, segment.end_ms) == (20, START_MS + 2, START_MS + 9)
    assert segment.snapshot == encode_snapshot(snapshot(2).state)
    assert [tuple(row) for row in segment.presence] == [
        (3, 30, START_MS + 3, "entered", BO, None, None,
         {"role": "attendee", "x": 3, "y": 4, "facing": 2}),
        (7, 70, START_MS + 7, "gap", None, None, None, {"lost": 3}),
        (8, 80, START_MS + 8, "zone_entered", AVATAR, "café", None, None),
    ]  # fmt: skip
    assert moved(segment, 9) == [6, 9]
    assert sorted(segment.people) == [(BO, "p2", Role.ATTENDEE), (AVATAR, "p1", Role.HOST)]


async def test_the_last_segment_ends_with_the_run(store: AttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    taken = [snapshot(2), replace(snapshot(5), island="texel"), snapshot(9)]
    await store.append(run, LogBatch(afternoon(), taken, [ANNA]))
    later = await store.begin_run(EVENT, 6)
    await store.append(later, LogBatch([entry(12, moves(5), run=2)], [snapshot(11, run=2)]))
    segment = await found(store, 9)
    assert [row[:4] for row in segment.presence] == [(10, 100, START_MS + 10, "left")]
    assert moved(segment, 11) == [11]
    assert segment.end_ms == START_MS + 11
    elsewhere = await found(store, 5, "texel")
    assert [row[3] for row in elsewhere.presence] == ["gap"]
    assert elsewhere.end_ms == START_MS + 11


async def test_a_segment_in_which_nothing_happens_has_its_snapshot(store: AttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    await store.append(run, LogBatch([], [snapshot(0)], [ANNA]))
    segment = await found(store, 0)
    assert (segment.presence, segment.motion, segment.end_ms) == ([], [], START_MS)
    assert decode_snapshot(segment.snapshot).avatars[0].avatar == AVATAR


async def test_there_is_a_segment_only_where_a_snapshot_is(store: AttendanceStore) -> None:
    run = await store.begin_run(EVENT, 5)
    await store.append(run, LogBatch(afternoon(), [snapshot(2)], [ANNA]))
    assert await store.segment(EVENT.id, "nes", 3) is None
    assert await store.segment(EVENT.id, "texel", 2) is None
    assert await store.segment("texel", "nes", 2) is None
