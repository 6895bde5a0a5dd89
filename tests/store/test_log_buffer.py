from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from island_server.core import events as ev
from island_server.core.ids import AvatarId, DoorId, PersonId, ZoneId
from island_server.core.motion import Run
from island_server.ports import EventInfo, LogDetail, LogRow, LogRun
from island_server.store.log_buffer import LogBuffer

ANNA = AvatarId(7)
PERSON = PersonId("p1")
ENTERED = ev.Entered(9, ANNA, PERSON, "Anna", (0,) * 7, ev.Role.HOST, x=3, y=4, facing=4)
MOVED = ev.Moved(10, ANNA, 10, 3, 4, 4, (Run(4, 2),))
LEFT = ev.Left(30, ANNA, ev.LeaveReason.LEFT)


def buffer(log: LogDetail = "movement", rows_max: int = 100) -> LogBuffer:
    return LogBuffer(LogRun(EventInfo("e", "E", "m", log, 30), 4, 11), rows_max)


def zone(t_ms: int) -> ev.ZoneEntered:
    return ev.ZoneEntered(t_ms, ANNA, ZoneId("hall"))


def drain(full: LogBuffer) -> list[LogRow]:
    rows, people = full.front(1000)
    full.written(rows, people)
    return rows


def test_rows_are_numbered_on_from_the_former_run_and_say_who() -> None:
    log = buffer()
    log.add([ENTERED, MOVED, LEFT, zone(40)], 1000, "nes")
    rows, people = log.front(10)
    assert [(r.run, r.seq, r.t_ms, r.wall_ms, r.kind, r.avatar, r.person) for r in rows] == [
        (4, 11, 9, 1000, "entered", 7, "p1"),
        (4, 12, 10, 1000, "moved", 7, "p1"),
        (4, 13, 30, 1000, "left", 7, "p1"),
        (4, 14, 40, 1000, "zone_entered", 7, None),
    ]
    assert [(p.person, p.name, p.role, p.seen_ms) for p in people] == [("p1", "Anna", "host", 1000)]


def test_an_event_that_logs_presence_keeps_no_places() -> None:
    log = buffer("presence")
    log.add([ENTERED, MOVED, LEFT], 1000, "nes")
    assert [(r.kind, r.path) for r in drain(log)] == [("entered", None), ("left", None)]


def test_rows_from_which_others_follow_say_on_which_island() -> None:
    log = buffer()
    door = ev.DoorMoved(11, DoorId("front"), is_open=True, avatar=None)
    log.add([ENTERED, MOVED, door, ev.PortalTaken(12, ANNA, "ameland", "quay"), LEFT], 1, "nes")
    assert [(row.kind, row.avatar, row.facts) for row in drain(log)] == [
        ("entered", 7, {"role": "host", "on_island": "nes"}),
        ("moved", 7, {}),
        ("door_moved", None, {"door": "front", "is_open": True, "on_island": "nes"}),
        ("portal_taken", 7, {"island": "ameland", "entry": "quay"}),
        ("left", 7, {"reason": "left"}),
    ]


def test_entries_and_departures_are_in_a_hurry() -> None:
    log = buffer()
    assert log.add([ENTERED], 1, "nes")
    assert not log.add([MOVED, zone(20)], 1, "nes")
    assert log.add([MOVED, LEFT], 1, "nes")


def test_what_is_written_is_forgotten_and_what_is_not_stays() -> None:
    log = buffer()
    log.add([ENTERED, zone(1), zone(2)], 1, "nes")
    rows, people = log.front(2)
    assert log.front(2) == (rows, people)
    log.written(rows, people)
    assert log.front(2) == ([log.front(9)[0][0]], [])
    assert len(log) == 1


def test_a_name_changed_during_a_write_is_written_next() -> None:
    log = buffer()
    log.add([ENTERED], 1, "nes")
    rows, people = log.front(9)
    log.add([ev.ProfileChanged(20, ANNA, "Anna\0 B.", (1,) * 7)], 5, "nes")
    log.written(rows, people)
    ((later,), (person,)) = log.front(9)
    assert (later.kind, dict(later.facts)) == ("profile", {})
    assert (person.name, person.look, person.seen_ms) == ("Anna B.", (1,) * 7, 1)


def test_what_does_not_fit_is_a_gap_in_its_place() -> None:
    log = buffer(rows_max=3)
    log.add([zone(t_ms) for t_ms in range(1, 8)], 1, "nes")
    assert (len(log), log.lost) == (3, 4)
    assert [r.t_ms for r in drain(log)] == [1, 2, 3]
    log.add([zone(20)], 2, "nes")
    gap, after = drain(log)
    assert (gap.kind, gap.facts, gap.t_ms, gap.wall_ms, gap.person) == (
        "gap",
        {"lost": 4},
        4,
        1,
        None,
    )
    assert (gap.seq, after.seq, after.t_ms) == (14, 15, 20)
    assert log.lost == 4


def test_paths_leave_room_for_those_who_come_and_go() -> None:
    log = buffer(rows_max=10)
    log.add([MOVED] * 20, 1, "nes")
    assert len(log) == 8
    log.add([LEFT], 1, "nes")
    assert [r.kind for r in drain(log)] == ["moved"] * 8 + ["gap", "left"]


@given(st.lists(st.sampled_from([ENTERED, MOVED, LEFT, "drain"])), st.integers(1, 12))
def test_every_row_is_written_or_counted_and_numbers_have_no_holes(
    steps: list[ev.Event | str], rows_max: int
) -> None:
    log = buffer(rows_max=rows_max)
    written: list[LogRow] = []
    for step in steps:
        if isinstance(step, str):
            written += drain(log)
        else:
            log.add([step], 1, "nes")
        assert len(log) <= rows_max
    while log:
        written += drain(log)
    assert [r.seq for r in written] == list(range(11, 11 + len(written)))
    kept = sum(r.kind != "gap" for r in written)
    lost = sum(int(str(r.facts["lost"])) for r in written if r.kind == "gap")
    assert lost == log.lost
    assert kept + lost == sum(not isinstance(step, str) for step in steps)
