"""Erasing somebody: the rest of the log stays as it was, and the files are without them."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from island_server.core import events as ev
from island_server.core.attendance.insight import insight
from island_server.core.ids import AvatarId, PersonId, ZoneId
from island_server.core.logged import Logged
from island_server.core.motion import Run
from island_server.core.snapshots import LoggedSnapshot, Snapshot
from island_server.core.state import AvatarState
from island_server.ports import EventInfo, LogBatch, PersonRow
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import START_MS, read

EVENT = EventInfo("ameland", "Ameland", "nes-1", "movement", 30, "dunes")
LATER = replace(EVENT, id="texel", name="Texel")
APART = replace(EVENT, id="vlieland", series="vlieland")
ANNA = PersonRow(PersonId("anna-0123456789abcdef0"), "Annemarijke van Oerd", (1,) * 7,
                 ev.Role.HOST, START_MS)  # fmt: skip
BO = replace(ANNA, person=PersonId("bo-0123456789abcdef012"), name="Bo Bakker")
HALL = ZoneId("hall")


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


def avatar_of(who: PersonRow, avatar: int, x: int) -> AvatarState:
    it = AvatarState(AvatarId(avatar), who.person, who.name, who.look, who.role, 5, x, 4, 2)
    return replace(it, zones=(HALL,))


async def write_event(store: SqlAttendanceStore, event: EventInfo) -> None:
    """Anna comes twice and Bo once; they walk in turns, in two batches, with a snapshot."""
    run = await store.begin_run(event, START_MS)
    whats: list[ev.Event] = []
    for avatar, who in ((1, ANNA), (2, BO), (3, ANNA)):
        at = (100 + avatar, AvatarId(avatar))
        x = 777 if who is ANNA else 20
        whats += [
            ev.Entered(*at, who.person, who.name, who.look, who.role, x, 4, 2),
            ev.ZoneEntered(*at, HALL),
            ev.PathKept(*at, kept=True),
        ]
    moves: list[ev.Event] = [
        ev.Moved(
            200 + i, AvatarId(1 + i % 3), 200, 700 + i if i % 3 != 1 else i, 4, 2, (Run(2, 3),)
        )
        for i in range(30)
    ]
    ends: list[ev.Event] = [ev.Left(300, AvatarId(a), ev.LeaveReason.LEFT) for a in (1, 3)]
    entries = [
        Logged(run.next_seq + i, run.run, "nes", START_MS + i, what)
        for i, what in enumerate([*whats, *moves[:10], *moves[10:], *ends])
    ]
    avatars = (avatar_of(ANNA, 1, 777), avatar_of(BO, 2, 20), avatar_of(ANNA, 3, 777))
    taken = LoggedSnapshot(
        entries[12].seq, run.run, "nes", "m", 210, START_MS + 12, Snapshot(avatars)
    )
    await store.append(run, LogBatch(entries[:19], [taken], [ANNA, BO]))
    await store.append(run, LogBatch(entries[19:]))


def of(avatars: set[int], entries: list[Logged]) -> list[Logged]:
    return [entry for entry in entries if getattr(entry.what, "avatar", None) in avatars]


async def test_what_remains_is_all_of_the_others_and_what_happened_without_who_or_where(
    store: SqlAttendanceStore,
) -> None:
    await write_event(store, EVENT)
    before = await read(store)
    assert await store.erase_person("ameland", ANNA.person, START_MS + 99)
    after = await read(store)
    assert of({2}, after) == of({2}, before)
    assert [type(e.what) for e in of({1, 3}, after)] == [
        type(e.what) for e in of({1, 3}, before) if not isinstance(e.what, ev.Moved | ev.PathKept)
    ]
    came = [e.what for e in of({1, 3}, after) if isinstance(e.what, ev.Entered)]
    assert {(it.name, it.look, it.x, it.y, it.keeps_path) for it in came} == {("", (), 0, 0, False)}
    (stranger,) = {it.person for it in came}
    assert stranger not in ("", ANNA.person)
    taken = await store.snapshot_after("ameland", "nes", 0)
    assert taken is not None
    places = [(it.avatar, it.x, it.y, it.zones) for it in taken.state.avatars]
    assert places == [(1, 0, 0, (HALL,)), (2, 20, 4, (HALL,)), (3, 0, 0, (HALL,))]
    assert [it.person for it in await store.people("ameland")] == [BO.person]


async def test_the_figures_are_what_they_were(store: SqlAttendanceStore) -> None:
    async def figures() -> tuple[object, ...]:
        told = insight(await read(store))
        present = sorted(str(replace(it.presence, person=PersonId(""))) for it in told.people)
        zones = [(use.person_ms, use.together_ms, use.most) for use in told.zones]
        return len(told.people), told.peak, told.curve, present, zones, told.islands_ms

    await write_event(store, EVENT)
    before = await figures()
    await store.erase_person("ameland", ANNA.person, START_MS)
    assert await figures() == before


async def test_all_events_of_the_series_and_no_others_forget_somebody(
    store: SqlAttendanceStore,
) -> None:
    for event in (EVENT, LATER, APART):
        await write_event(store, event)
    assert await store.known_people("dunes") == {ANNA.person, BO.person}
    await store.erase_person("texel", ANNA.person, START_MS)
    assert await store.known_people("dunes") == {BO.person}
    assert await store.known_people("vlieland") == {ANNA.person, BO.person}
    strangers = {
        next(e.what.person for e in await read(store, it) if isinstance(e.what, ev.Entered))
        for it in ("ameland", "texel")
    }
    assert len(strangers) == 2, "nothing must lead from one event to the other"
    assert len(of({1, 3}, await read(store, "vlieland"))) > 20


async def test_that_somebody_was_erased_is_noted_and_not_who(store: SqlAttendanceStore) -> None:
    await write_event(store, EVENT)
    await store.erase_person("ameland", ANNA.person, START_MS + 99)
    async with store._engine.connect() as connection:
        rows = (await connection.execute(sa.text("SELECT * FROM log_access"))).all()
    assert [tuple(row)[1:] for row in rows] == [("ameland", START_MS + 99, "erased", "", "")]


async def test_whoever_is_unknown_cannot_be_erased(store: SqlAttendanceStore) -> None:
    await write_event(store, EVENT)
    before = await read(store)
    assert not await store.erase_person("ameland", PersonId("nobody"), START_MS)
    assert not await store.erase_person("nowhere", ANNA.person, START_MS)
    assert await read(store) == before
    await store.erase_person("ameland", ANNA.person, START_MS)
    assert not await store.erase_person("ameland", ANNA.person, START_MS)


async def test_chunks_that_are_written_anew_meanwhile_are_worked_out_in_the_end(
    store: SqlAttendanceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(_: object) -> None:
        """As if everything had been merged since it was looked at."""

    monkeypatch.setattr("island_server.store.erasure.Erasure.work_out", nothing)
    await write_event(store, EVENT)
    bo = of({2}, await read(store))
    await store.erase_person("ameland", ANNA.person, START_MS)
    after = await read(store)
    assert of({2}, after) == bo
    assert not any(isinstance(e.what, ev.Moved) for e in of({1, 3}, after))


async def test_a_chunk_that_nobody_can_read_goes(store: SqlAttendanceStore) -> None:
    await write_event(store, EVENT)
    async with store._engine.begin() as connection:
        damage = "UPDATE log_motion SET data = :junk WHERE first_seq = 20"
        await connection.execute(sa.text(damage), {"junk": b"\1junk"})
    await store.erase_person("ameland", ANNA.person, START_MS)
    moves = [e for e in await read(store) if isinstance(e.what, ev.Moved)]
    assert {e.what.avatar for e in moves} == {2}


def raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


async def test_the_files_hold_neither_name_nor_id_nor_path_any_more(tmp_path: Path) -> None:
    """After a life of the database in which rows moved from page to page."""
    store = await SqlAttendanceStore.open(tmp_path)
    await write_event(store, EVENT)
    async with store._engine.connect() as connection:
        chunks = set(await connection.scalars(sa.text("SELECT data FROM log_motion")))
        shots = set(await connection.scalars(sa.text("SELECT data FROM log_snapshot")))
    await crowd(store, random.Random(1))
    secrets = [ANNA.name.encode(), ANNA.person.encode(), *chunks, *shots]
    before = raw(tmp_path)
    assert all(secret in before for secret in secrets)
    await store.erase_person("ameland", ANNA.person, START_MS)
    for when in ("while it runs", "when it is closed"):
        after = raw(tmp_path)
        assert [secret for secret in secrets if secret in after] == [], when
        assert BO.name.encode() in after
        if when == "while it runs":
            await store.close()


async def crowd(store: SqlAttendanceStore, chance: random.Random) -> None:
    """Many others come under names of all lengths, so that pages are split."""
    run = await store.begin_run(EVENT, START_MS)
    for number in range(20):
        people = [
            replace(ANNA, person=PersonId(f"{chance.getrandbits(88):022x}"),
                    name="N" * chance.randrange(1, 40))
            for _ in range(20)
        ]  # fmt: skip
        entries = [
            Logged(run.next_seq + number * 20 + i, run.run, "nes", START_MS,
                   ev.Entered(1, AvatarId(100 + number * 20 + i), who.person, who.name, who.look,
                              who.role, 1, 1, 4))
            for i, who in enumerate(people)
        ]  # fmt: skip
        await store.append(run, LogBatch(entries, [], people))
