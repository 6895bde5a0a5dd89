"""What somebody sees of themselves is what the log has, and of others only how many."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, PersonId, ZoneId
from island_server.core.logged import Logged
from island_server.core.motion import Run
from island_server.ports import EventInfo, LogBatch, LogRun, PersonRow
from island_server.store import own_trail
from island_server.store.log_retention import DAY_MS
from island_server.store.motion_chunks import decode_chunk
from island_server.store.sql_attendance_store import SqlAttendanceStore
from island_server.trail_ports import Trail, TrailMove, TrailStay, TrailTalk, TrailZone

from .made_log import START_MS

EVENT = EventInfo("ameland", "Ameland", "nes-1", "movement", 30, "dunes")
ANNA = PersonRow(PersonId("anna"), "Anna", (1,) * 7, ev.Role.HOST, START_MS)
BO = replace(ANNA, person=PersonId("bo"), name="Bo")
TALK = ConversationId(9)
HALL = ZoneId("hall")
A, B, C = AvatarId(1), AvatarId(2), AvatarId(3)


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[SqlAttendanceStore]:
    address = None
    if request.param == "postgresql":
        address = request.getfixturevalue("postgresql").database()
    made = await SqlAttendanceStore.open(tmp_path, address)
    yield made
    await made.close()


def enters(who: PersonRow, avatar: AvatarId) -> ev.Entered:
    return ev.Entered(1, avatar, who.person, who.name, who.look, who.role, 3, 4, 2)


def left(avatar: AvatarId) -> ev.Left:
    return ev.Left(1, avatar, ev.LeaveReason.LEFT)


def joins(avatar: AvatarId) -> ev.ConversationJoined:
    return ev.ConversationJoined(1, TALK, avatar, ev.Part.SPEAKER)


def moves(avatar: AvatarId) -> ev.Moved:
    return ev.Moved(1, avatar, 1, 5, 6, 2, (Run(2, 3),))


BUBBLE = ev.ConversationOpened(1, TALK, ev.ConversationKind.BUBBLE, None, 8)


async def write(store: SqlAttendanceStore, run: LogRun, whats: Sequence[ev.Event]) -> None:
    """Entries a second apart, the first at `START_MS` and the number of the entry."""
    entries = [
        Logged(run.next_seq + i, run.run, "nes", START_MS + (run.next_seq + i) * 1000, what)
        for i, what in enumerate(whats)
    ]
    await store.append(run, LogBatch(entries, [], [ANNA, BO]))


async def trail(store: SqlAttendanceStore, *, with_path: bool = False) -> Trail:
    found = await store.trail(EVENT.id, ANNA.person, with_path=with_path)
    assert found is not None
    return found


def at(second: int) -> int:
    return START_MS + second * 1000


async def test_stays_zones_and_conversations_are_told_with_their_times(
    store: SqlAttendanceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_trail, "WINDOW_ENTRIES", 3)
    run = await store.begin_run(EVENT, START_MS)
    await write(
        store,
        run,
        [
            enters(ANNA, A),
            enters(BO, B),
            ev.ZoneEntered(1, A, HALL),
            BUBBLE,
            joins(A),
            joins(B),
            ev.ConversationLeft(1, TALK, B),
            ev.ConversationLeft(1, TALK, A),
            ev.ConversationClosed(1, TALK),
            ev.ZoneLeft(1, A, HALL),
            left(A),
            ev.ZoneEntered(1, B, HALL),
        ],
    )
    found = await trail(store)
    assert found.person == ANNA
    assert found.stays == (TrailStay("nes", at(1), at(11)),)
    assert found.zones == (TrailZone("nes", "hall", at(3), at(10)),)
    assert found.conversations == (TrailTalk("nes", "bubble", None, at(5), at(8), 2),)
    assert found.erased_ms == at(11) + 30 * DAY_MS
    assert [entry.kind for entry in found.entries] == [
        "entered", "zone_entered", "conversation_joined", "conversation_left", "zone_left", "left"
    ]  # fmt: skip
    assert "bo" not in str(found)


async def test_others_in_a_conversation_count_only_while_one_is_in_it(
    store: SqlAttendanceStore,
) -> None:
    run = await store.begin_run(EVENT, START_MS)
    before = [enters(BO, B), enters(BO, C), BUBBLE, joins(B), joins(C)]
    gone = [ev.ConversationLeft(1, TALK, B), ev.ConversationLeft(1, TALK, C)]
    await write(store, run, [enters(ANNA, A), *before, *gone[:1], joins(A), *gone[1:], joins(B)])
    (talk,) = (await trail(store)).conversations
    assert (talk.people, talk.end_ms) == (2, None)


async def test_the_path_is_counted_and_given_only_if_asked_for(
    store: SqlAttendanceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_trail, "PAGE_CHUNKS", 1)
    run = await store.begin_run(EVENT, START_MS)
    await write(store, run, [enters(ANNA, A), enters(BO, B), moves(A), moves(B)])
    await write(store, replace(run, next_seq=5), [moves(B)])
    await write(store, replace(run, next_seq=6), [moves(A), left(A)])
    found = await trail(store)
    assert (found.moves, found.path) == (2, ())
    runs = (2 << 13 | 3,)
    assert (await trail(store, with_path=True)).path == (
        TrailMove("nes", at(1), 3, 4, ()),
        TrailMove("nes", at(3), 5, 6, runs),
        TrailMove("nes", at(6), 5, 6, runs),
    )


async def test_who_keeps_no_path_has_none(store: SqlAttendanceStore) -> None:
    run = await store.begin_run(EVENT, START_MS)
    await write(store, run, [replace(enters(ANNA, A), keeps_path=False)])
    found = await trail(store, with_path=True)
    assert (found.moves, found.path) == (0, ())


async def test_only_chunks_in_which_ones_path_may_be_are_unpacked(
    store: SqlAttendanceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = await store.begin_run(EVENT, START_MS)
    no, yes = (ev.PathKept(1, A, kept=kept) for kept in (False, True))
    steps: list[list[ev.Event]] = [
        [enters(BO, B), replace(enters(ANNA, A), keeps_path=False)],
        [moves(B)],
        [yes, moves(A), no],
        [moves(B)],
        [left(A), enters(ANNA, C)],
        [moves(B), moves(C)],
        [left(C)],
        [moves(B)],
    ]
    for whats in steps:
        await write(store, run, whats)
        run = replace(run, next_seq=run.next_seq + len(whats))
    unpacked: list[int] = []

    def decoded(data: bytes, number: int) -> list[Logged]:
        entries = decode_chunk(data, number)
        unpacked.append(entries[0].seq)
        return entries

    monkeypatch.setattr(own_trail, "decode_chunk", decoded)
    assert (await trail(store)).moves == 2
    assert unpacked == [5, 10]


async def test_a_path_is_found_though_the_coming_is_missing(store: SqlAttendanceStore) -> None:
    run = await store.begin_run(EVENT, START_MS)
    await write(store, run, [enters(ANNA, A), moves(A)])
    async with store._engine.begin() as connection:
        await connection.execute(text("DELETE FROM log_presence"))
    assert (await trail(store)).moves == 1


async def test_what_a_crash_left_open_ends_with_its_run_and_what_goes_on_has_no_end(
    store: SqlAttendanceStore,
) -> None:
    first = await store.begin_run(EVENT, START_MS)
    await write(store, first, [enters(ANNA, A), ev.ZoneEntered(1, A, HALL), enters(BO, B)])
    second = await store.begin_run(EVENT, START_MS)
    await write(store, second, [enters(ANNA, A)])
    found = await trail(store)
    assert found.stays == (TrailStay("nes", at(1), at(3)), TrailStay("nes", at(4), None))
    assert found.zones == (TrailZone("nes", "hall", at(2), at(3)),)


async def test_the_next_avatar_ends_the_stay_of_one_whose_leaving_is_missing(
    store: SqlAttendanceStore,
) -> None:
    run = await store.begin_run(EVENT, START_MS)
    await write(store, run, [enters(ANNA, A), enters(ANNA, C), left(C)])
    stays = (TrailStay("nes", at(1), at(2)), TrailStay("nes", at(2), at(3)))
    assert (await trail(store)).stays == stays


async def test_other_events_of_the_series_are_named(store: SqlAttendanceStore) -> None:
    for event in (EVENT, replace(EVENT, id="texel", name="Texel")):
        await write(store, await store.begin_run(event, START_MS), [enters(ANNA, A)])
    apart = replace(EVENT, id="v", name="Vlieland", series="v")
    await write(store, await store.begin_run(apart, START_MS), [enters(ANNA, A)])
    assert (await trail(store)).other_events == ("Texel",)


async def test_of_whom_the_log_has_nothing_there_is_no_trail(store: SqlAttendanceStore) -> None:
    assert await store.trail("nowhere", ANNA.person) is None
    await write(store, await store.begin_run(EVENT, START_MS), [enters(ANNA, A)])
    assert await store.trail(EVENT.id, PersonId("cees")) is None
    await store.erase_person(EVENT.id, ANNA.person, START_MS)
    assert await store.trail(EVENT.id, ANNA.person) is None
