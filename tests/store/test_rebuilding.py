"""The law of the log: what is read back is the island as it was, at any moment."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from island_server.attendance_ports import AttendanceStore
from island_server.clock import ManualClock, settle
from island_server.core import events as ev
from island_server.core import snapshots
from island_server.core.ids import AvatarId, PersonId
from island_server.core.logged import Gap
from island_server.core.snapshots import NOWHERE, Snapshot
from island_server.errors import StoreError
from island_server.ports import EventInfo, LogDetail
from island_server.store.recorder import AttendanceRecorder, RecorderLimits
from island_server.store.snapshot_schedule import INTERVAL_MS
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.tasks import Tasks
from tests.core.afternoons import Afternoon, afternoons

from .memory_store import MemoryStore

START_MS = 1_750_000_000_000
Moment = tuple[int, Snapshot, frozenset[AvatarId]]
"""A wall time, the state of the live world then, and whose place was not kept at some time."""


def as_known(taken: Snapshot, once_unkept: Collection[AvatarId]) -> Snapshot:
    """The log knows only the present names.

    Nor does it know where somebody stepped aside while their place was not kept.
    """
    avatars = tuple(
        replace(
            avatar,
            name="",
            look=(),
            aside_at=avatar.aside_at
            and (NOWHERE if avatar.avatar in once_unkept else avatar.aside_at),
        )
        for avatar in taken.avatars
    )
    return Snapshot(
        tuple(sorted(avatars, key=lambda a: a.avatar)),
        tuple(sorted(taken.conversations, key=lambda c: c.conversation)),
        taken.open_doors,
        tuple(sorted(taken.zones_put, key=lambda zone: zone.id)),
        taken.zones_removed,
    )


async def live(
    afternoon: Afternoon, store: AttendanceStore, log: LogDetail, pause_ms: int
) -> list[Moment]:
    """Let an afternoon happen and be recorded; what the world was like after every wish."""
    clock = ManualClock(0, START_MS)
    run = await store.begin_run(EventInfo("e", "E", "m", log, 30, "e"), START_MS)
    recorder = AttendanceRecorder(store, run, clock)
    world, moments, unkept = afternoon.world(), list[Moment](), set[AvatarId]()
    recorder.follow("nes", "map-1", world.state)
    async with Tasks() as tasks:
        tasks.spawn("recorder", recorder.run())
        for wait_ms, command in afternoon.wishes:
            await clock.advance_ms(wait_ms + pause_ms)
            recorder.record(world.apply(command, clock.now_ms()), clock.wall_ms(), "nes")
            state = snapshots.take(world.state, places=log == "movement")
            unkept |= {avatar.avatar for avatar in state.avatars if not avatar.keeps_path}
            moments.append((clock.wall_ms(), as_known(state, unkept), frozenset(unkept)))
            await clock.advance_ms(1)
        await recorder.stop()
    return moments


async def rebuilt(
    store: AttendanceStore, afternoon: Afternoon, wall_ms: int, unkept: Collection[AvatarId]
) -> Snapshot:
    """The island at a moment, out of the log alone."""
    before = await store.snapshot_before("e", "nes", wall_ms)
    assert before is not None
    state = snapshots.restore(before.state, afternoon.rules)
    async for entry in store.entries("e", before.seq, until_wall_ms=wall_ms):
        assert not isinstance(entry.what, Gap)
        assert entry.island == "nes"
        state.apply(entry.what)
    span = await store.span("e")
    assert span is not None
    return as_known(snapshots.take(state, places=span.event.log == "movement"), unkept)


@settings(max_examples=25)
@given(afternoons(), st.sampled_from([0, 1000, 7000]), st.sampled_from(["movement", "presence"]))
async def test_the_state_at_any_moment_follows_from_the_log(
    afternoon: Afternoon, pause_ms: int, log: LogDetail
) -> None:
    with TemporaryDirectory() as folder:
        store = await SqlAttendanceStore.open(Path(folder))
        moments = await live(afternoon, store, log, pause_ms)
        for wall_ms, state, unkept in moments:
            assert await rebuilt(store, afternoon, wall_ms, unkept) == state
        await assert_only_allowed_places_are_kept(store)
        await store.close()


@settings(max_examples=15)
@given(afternoons(), st.sampled_from([0, 7000]))
async def test_of_whom_is_erased_all_but_who_and_where_can_be_rebuilt(
    afternoon: Afternoon, pause_ms: int
) -> None:
    """And of everybody else all of it, at any moment."""
    gone = PersonId("p0")
    with TemporaryDirectory() as folder:
        store = await SqlAttendanceStore.open(Path(folder))
        moments = await live(afternoon, store, "movement", pause_ms)
        avatars = {a.avatar for _, state, _ in moments for a in state.avatars if a.person == gone}
        await store.erase_person("e", gone, START_MS)
        for wall_ms, state, unkept in moments:
            once_unkept = unkept | avatars
            found = await rebuilt(store, afternoon, wall_ms, once_unkept)
            assert of_nobody(found, avatars) == of_nobody(as_known(state, once_unkept), avatars)
            assert all(avatar.person != gone for avatar in found.avatars)
        await store.close()


def of_nobody(taken: Snapshot, avatars: Collection[AvatarId]) -> Snapshot:
    """The same, of these avatars neither whose nor where they are."""
    return replace(
        taken,
        avatars=tuple(
            replace(snapshots.without_place(it), person=PersonId(""))
            if it.avatar in avatars
            else it
            for it in taken.avatars
        ),
    )


async def assert_only_allowed_places_are_kept(store: AttendanceStore) -> None:
    """No move of whoever did not let theirs be kept, and no place to which they came."""
    allowed: dict[AvatarId, bool] = {}
    async for entry in store.entries("e"):
        match entry.what:
            case ev.Entered() as what:
                allowed[what.avatar] = what.keeps_path
                assert what.keeps_path or (what.x, what.y) == NOWHERE
            case ev.PathKept() as what:
                allowed[what.avatar] = what.kept
            case ev.Moved() as what:
                assert allowed[what.avatar]


@asynccontextmanager
async def recording(
    entries_max: int,
) -> AsyncIterator[tuple[MemoryStore, ManualClock, AttendanceRecorder]]:
    store, clock = MemoryStore(), ManualClock(0, START_MS)
    run = await store.begin_run(EventInfo("e", "E", "m", "movement", 30, "e"), START_MS)
    recorder = AttendanceRecorder(store, run, clock, None, RecorderLimits(entries_max=entries_max))
    async with Tasks() as tasks:
        tasks.spawn("recorder", recorder.run())
        await settle()
        yield store, clock, recorder
        await recorder.stop()


@settings(max_examples=15)
@given(afternoons(), st.integers(1, 12), st.data())
async def test_after_a_gap_the_state_is_known_again_from_the_next_snapshot_on(
    afternoon: Afternoon, entries_max: int, data: st.DataObject
) -> None:
    """The disk fills and clears at random while few entries can wait."""
    async with recording(entries_max) as (store, clock, recorder):
        world = afternoon.world()
        recorder.follow("nes", "map-1", world.state)
        for wait_ms, command in afternoon.wishes:
            store.failure = StoreError("full") if data.draw(st.booleans()) else None
            await clock.advance_ms(wait_ms)
            recorder.record(world.apply(command, clock.now_ms()), clock.wall_ms(), "nes")
            await clock.advance_ms(1)
        store.failure = None
        await clock.advance_ms(INTERVAL_MS)
        recorder.record(world.advance(clock.now_ms()), clock.wall_ms(), "nes")
        await clock.advance_ms(5000)
        state = snapshots.take(world.state)
    last_gap = 0
    async for entry in store.entries("e"):
        last_gap = entry.seq if isinstance(entry.what, Gap) else last_gap
    known = await store.snapshot_after("e", "nes", last_gap)
    assert known is not None
    again = snapshots.restore(known.state, afternoon.rules)
    async for entry in store.entries("e", known.seq):
        assert not isinstance(entry.what, Gap)
        again.apply(entry.what)
    everybody = set(again.avatars)
    assert as_known(snapshots.take(again), everybody) == as_known(state, everybody)
