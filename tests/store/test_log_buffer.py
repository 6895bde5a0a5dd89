from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId, ZoneId
from island_server.core.logged import Gap, Logged
from island_server.core.motion import Run
from island_server.ports import EventInfo, LogDetail, LogRun
from island_server.store.log_buffer import LogBuffer

from .made_log import snapshot

ANNA = AvatarId(7)
PERSON = PersonId("p1")
ENTERED = ev.Entered(9, ANNA, PERSON, "Anna", (0,) * 7, ev.Role.HOST, x=3, y=4, facing=2)
MOVED = ev.Moved(10, ANNA, 10, 3, 4, 4, (Run(4, 2),))
LEFT = ev.Left(30, ANNA, ev.LeaveReason.LEFT)


def buffer(log: LogDetail = "movement", entries_max: int = 100) -> LogBuffer:
    return LogBuffer(LogRun(EventInfo("e", "E", "m", log, 30, "e"), 4, 11), entries_max)


def zone(t_ms: int) -> ev.ZoneEntered:
    return ev.ZoneEntered(t_ms, ANNA, ZoneId("hall"))


def drain(full: LogBuffer) -> list[Logged]:
    batch = full.front(1000)
    full.written(batch)
    return list(batch.entries)


def test_entries_are_numbered_on_from_the_former_run() -> None:
    log = buffer()
    log.add([ENTERED, MOVED, LEFT, zone(40)], 1000, "nes")
    batch = log.front(10)
    assert batch.entries == [
        Logged(seq, 4, "nes", 1000, what)
        for seq, what in enumerate([ENTERED, MOVED, LEFT, zone(40)], start=11)
    ]
    (person,) = batch.people
    assert (person.person, person.name, person.role, person.seen_ms) == ("p1", "Anna", "host", 1000)


def test_an_event_that_logs_presence_keeps_no_places() -> None:
    log = buffer("presence")
    log.add([ENTERED, MOVED, LEFT], 1000, "nes")
    nowhere = replace(ENTERED, x=0, y=0, facing=4, keeps_path=False)
    assert [entry.what for entry in drain(log)] == [nowhere, LEFT]


def test_the_path_of_whoever_does_not_want_it_kept_is_not_kept_until_they_do() -> None:
    log = buffer()
    yes, no = (ev.PathKept(11, ANNA, kept=kept) for kept in (True, False))
    log.add([replace(ENTERED, keeps_path=False), MOVED, yes, MOVED, no, MOVED, LEFT], 1000, "nes")
    nowhere = replace(ENTERED, x=0, y=0, facing=4, keeps_path=False)
    assert [entry.what for entry in drain(log)] == [nowhere, yes, MOVED, no, LEFT]
    assert log.lost == 0


def test_what_a_log_of_presence_does_not_keep_need_not_be_allowed() -> None:
    log = buffer("presence")
    log.add([ev.PathKept(11, ANNA, kept=False)], 1000, "nes")
    assert drain(log) == []


def test_what_is_nearer_to_talk_than_to_attendance_is_not_kept() -> None:
    log = buffer()
    log.add([ev.Reacted(1, ANNA, "heart"), ev.Waved(1, ANNA, AvatarId(8))], 1, "nes")
    log.add([ev.CommandRejected(1, ANNA, "blocked")], 1, "nes")
    assert drain(log) == []


def test_entries_and_departures_are_in_a_hurry() -> None:
    log = buffer()
    assert log.add([ENTERED], 1, "nes")
    assert not log.add([MOVED, zone(20)], 1, "nes")
    assert log.add([MOVED, LEFT], 1, "nes")


def test_what_is_written_is_forgotten_and_what_is_not_stays() -> None:
    log = buffer()
    log.add([ENTERED, zone(1), zone(2)], 1, "nes")
    batch = log.front(2)
    assert log.front(2) == batch
    log.written(batch)
    assert (log.front(2).entries, log.front(2).people) == ([log.front(9).entries[0]], [])
    assert len(log) == 1


def test_a_snapshot_is_written_with_the_last_entry_that_is_in_it() -> None:
    log = buffer()
    log.add([zone(1), zone(2)], 1, "nes")
    log.add_snapshot(snapshot(12))
    log.add([zone(3)], 1, "nes")
    assert not log.can_take_snapshot("nes")
    assert log.can_take_snapshot("texel")
    assert log.front(1).snapshots == []
    batch = log.front(2)
    assert batch.snapshots == [snapshot(12)]
    log.written(batch)
    assert log.can_take_snapshot("nes")
    assert (log.front(9).snapshots, len(log)) == ([], 1)


def test_a_snapshot_with_nothing_before_it_is_written_too() -> None:
    log = buffer()
    log.add_snapshot(snapshot(10))
    batch = log.front(5)
    assert (batch.entries, batch.snapshots) == ([], [snapshot(10)])
    log.written(batch)
    assert len(log) == 0


def test_a_name_changed_during_a_write_is_written_next() -> None:
    log = buffer()
    log.add([ENTERED], 1, "nes")
    batch = log.front(9)
    log.add([ev.ProfileChanged(20, ANNA, "Anna\0 B.", (1,) * 7)], 5, "nes")
    log.written(batch)
    (person,) = log.front(9).people
    assert (person.name, person.look, person.seen_ms) == ("Anna B.", (1,) * 7, 1)


def test_what_does_not_fit_is_a_gap_in_its_place() -> None:
    log = buffer(entries_max=3)
    log.add([zone(t_ms) for t_ms in range(1, 8)], 1, "nes")
    assert (len(log), log.lost, log.gaps) == (3, 4, 1)
    assert not log.can_take_snapshot("nes")
    assert [entry.what.t_ms for entry in drain(log)] == [1, 2, 3]
    assert log.can_take_snapshot("nes")
    log.add([zone(20)], 2, "nes")
    assert drain(log) == [Logged(14, 4, "", 1, Gap(4, 4)), Logged(15, 4, "nes", 2, zone(20))]
    assert log.lost == 4


def test_paths_leave_room_for_those_who_come_and_go() -> None:
    log = buffer(entries_max=10)
    log.add([MOVED] * 20, 1, "nes")
    assert len(log) == 8
    log.add([LEFT], 1, "nes")
    assert [entry.what for entry in drain(log)] == [MOVED] * 8 + [Gap(10, 12), LEFT]


@given(st.lists(st.sampled_from([ENTERED, MOVED, LEFT, "drain"])), st.integers(1, 12))
def test_every_event_is_written_or_counted_and_numbers_have_no_holes(
    steps: list[ev.Event | str], entries_max: int
) -> None:
    log = buffer(entries_max=entries_max)
    written: list[Logged] = []
    for step in steps:
        if isinstance(step, str):
            written += drain(log)
        else:
            log.add([step], 1, "nes")
        assert len(log) <= entries_max
    while log:
        written += drain(log)
    assert [entry.seq for entry in written] == list(range(11, 11 + len(written)))
    gaps = [entry.what for entry in written if isinstance(entry.what, Gap)]
    assert sum(gap.lost for gap in gaps) == log.lost
    assert len(written) - len(gaps) + log.lost == sum(not isinstance(s, str) for s in steps)
