"""The plan of a rehearsal follows from the log alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given

from island_server.bots.rehearsal import (
    IDLE_MS,
    Itinerary,
    Part,
    Planner,
    Say,
    Visit,
    Walk,
    beginning_at,
    on_island,
    without_idle_time,
)
from island_server.core import events as ev
from island_server.core.ids import AvatarId, DoorId, PersonId, ZoneId
from island_server.core.logged import Gap, Logged
from island_server.core.motion import Run
from island_server.core.units import TilePos
from tests.core.attendance.random_logs import logs

START_MS = 1_750_000_000_000
ANNA, BRAM = AvatarId(1), AvatarId(2)


def enters(t_ms: int, avatar: AvatarId = ANNA, person: str = "anna", x: int = 3) -> ev.Entered:
    look, role = (0,) * 7, ev.Role.ATTENDEE
    return ev.Entered(t_ms, avatar, PersonId(person), "", look, role, x, 0 if x == 0 else 4, 4)


def left(t_ms: int, avatar: AvatarId = ANNA, reason: str = "left") -> ev.Left:
    return ev.Left(t_ms, avatar, ev.LeaveReason(reason))


def moved(t_ms: int, x: int, steps: int = 2, avatar: AvatarId = ANNA) -> ev.Moved:
    return ev.Moved(t_ms, avatar, t_ms, x, 4, 2, (Run(2, steps),))


def log_of(*whats: ev.Event | Gap, run: int = 1, island: str = "nes", seq: int = 1) -> list[Logged]:
    return [
        Logged(number, run, island, START_MS + what.t_ms, what)
        for number, what in enumerate(whats, start=seq)
    ]


def planned(log: Sequence[Logged]) -> list[Itinerary]:
    planner = Planner(lambda person: f"<{person}>")
    for entry in log:
        planner.take(entry)
    return planner.itineraries()


def test_an_avatar_comes_walks_and_goes() -> None:
    (it,) = planned(log_of(enters(0), moved(1000, 3), moved(5000, 5), left(9000)))
    assert (it.name, it.person) == ("<anna>", "anna")
    walks = (
        Walk(START_MS + 1000, TilePos(3, 4), (Run(2, 2),)),
        Walk(START_MS + 5000, TilePos(5, 4), (Run(2, 2),)),
    )
    assert it.parts == (Part("nes", START_MS, START_MS + 9000, TilePos(3, 4), walks),)
    assert walks[0].end == TilePos(5, 4)


def test_zones_count_only_where_no_path_was_recorded() -> None:
    zones = (ev.ZoneEntered(2000, ANNA, ZoneId("cafe")), ev.ZoneLeft(3000, ANNA, ZoneId("cafe")))
    (it,) = planned(log_of(enters(0, x=0), *zones, left(9000)))
    assert it.parts[0].place is None
    assert it.parts[0].acts == (Visit(START_MS + 2000, "cafe"), Visit(START_MS + 3000, None))
    (it,) = planned(log_of(enters(0), moved(1000, 3), *zones, left(9000)))
    assert [type(act) for act in it.parts[0].acts] == [Walk]


def test_what_is_said_without_words_is_done_too() -> None:
    whats = (
        ev.AvailabilityChanged(1, ANNA, ev.Availability.BUSY),
        ev.SteppedAside(2, ANNA, aside=True),
        ev.SteppedAside(3, ANNA, aside=False),
        ev.DoorMoved(4, DoorId("front"), is_open=True, avatar=ANNA),
        ev.DoorMoved(5, DoorId("front"), is_open=False, avatar=None),
        ev.DevicesChanged(6, ANNA, microphone=True, camera=True),
    )
    (it,) = planned(log_of(enters(0), *whats, left(9)))
    said = [(act.event, act.data) for act in it.parts[0].acts if isinstance(act, Say)]
    assert said == [
        ("status", {"availability": "busy"}),
        ("conversation", {"action": "leave"}),
        ("conversation", {"action": "join"}),
        ("door", {"door": "front", "open": True}),
    ]


def test_who_travels_is_one_bot_and_who_comes_back_another_of_the_same_person() -> None:
    here = log_of(enters(0), left(1000, reason="travelled"))
    there = log_of(enters(2000, BRAM), left(3000, BRAM), island="ameland", seq=3)
    back = log_of(enters(9000, AvatarId(3)), left(9500, AvatarId(3)), seq=5)
    first, second = planned([*here, *there, *back])
    assert [part.island for part in first.parts] == ["nes", "ameland"]
    assert [part.island for part in second.parts] == ["nes"]
    assert first.person == second.person == "anna"


def test_who_arrives_much_later_did_not_travel() -> None:
    here = log_of(enters(0), left(1000, reason="travelled"))
    there = log_of(enters(90_000, BRAM), left(91_000, BRAM), island="ameland", seq=3)
    assert [len(it.parts) for it in planned([*here, *there])] == [1, 1]


def test_a_restart_sends_everybody_away_and_time_goes_on() -> None:
    first = log_of(enters(0), moved(1000, 3), enters(2000, BRAM, "bram"))
    second = [replace(entry, wall_ms=START_MS + 60_000 + entry.what.t_ms)
              for entry in log_of(enters(5), left(1005), run=2, seq=4)]  # fmt: skip
    anna, bram, again = planned([*first, *second])
    assert (anna.until_ms, bram.until_ms) == (START_MS + 2000, START_MS + 2000)
    assert (again.from_ms, again.until_ms) == (START_MS + 60_005, START_MS + 61_005)


def test_whoever_was_erased_walks_along_without_a_name() -> None:
    log = log_of(enters(0, person=""), enters(1, BRAM, ""), left(2), left(3, BRAM))
    assert [(it.name, it.person) for it in planned(log)] == [("? 1", ""), ("? 2", "")]


def test_gaps_and_strangers_are_passed_over() -> None:
    log = log_of(Gap(0, 7), moved(1, 3, avatar=BRAM), left(2, BRAM), enters(3), left(4))
    assert [it.person for it in planned(log)] == ["anna"]


def test_a_rehearsal_may_begin_in_the_middle() -> None:
    busy = ev.AvailabilityChanged(1500, ANNA, ev.Availability.BUSY)
    log = log_of(enters(0), moved(1000, 3), busy, enters(2000, BRAM, "bram"), left(2500, BRAM),
                 moved(8000, 5), left(9000))  # fmt: skip
    (it,) = beginning_at(planned(log), START_MS + 5000)
    (part,) = it.parts
    assert (part.from_ms, part.until_ms, part.place) == (
        START_MS + 5000,
        START_MS + 9000,
        TilePos(5, 4),
    )
    assert part.acts == (
        Say(START_MS + 5000, "status", {"availability": "busy"}),
        Walk(START_MS + 8000, TilePos(5, 4), (Run(2, 2),)),
    )


def test_who_was_in_a_zone_when_it_begins_goes_there() -> None:
    entered = ev.ZoneEntered(2000, ANNA, ZoneId("cafe"))
    (it,) = beginning_at(planned(log_of(enters(0, x=0), entered, left(9000))), START_MS + 5000)
    assert it.parts[0].acts == (Visit(START_MS + 5000, "cafe"),)


def test_one_island_is_rehearsed_without_the_others() -> None:
    here = log_of(enters(0), left(1000, reason="travelled"))
    there = log_of(enters(2000, BRAM), left(3000, BRAM), island="ameland", seq=3)
    (it,) = on_island(planned([*here, *there]), "ameland")
    assert (it.from_ms, len(it.parts)) == (START_MS + 2000, 1)
    assert on_island(planned(here), "texel") == []


def test_nights_are_passed_over() -> None:
    day_ms = 86_400_000
    log = log_of(enters(0), left(1000), enters(day_ms, BRAM, "bram"),
                 moved(day_ms + 5, 3, avatar=BRAM), left(day_ms + 1000, BRAM))  # fmt: skip
    anna, bram = without_idle_time(planned(log))
    assert bram.from_ms - anna.until_ms == IDLE_MS
    assert bram.until_ms - bram.from_ms == 1000
    assert bram.parts[0].acts[0].at_ms - bram.from_ms == 5


@given(log=logs())
def test_any_log_gives_a_bot_for_each_avatar_in_its_time(log: list[Logged]) -> None:
    found = planned(log)
    came = [e for e in log if isinstance(e.what, ev.Entered)]
    assert sum(len(it.parts) for it in found) == len({(e.run, e.what.avatar) for e in came})
    for it in found:
        for part in it.parts:
            assert part.from_ms <= part.until_ms
            times = [act.at_ms for act in part.acts]
            assert times == sorted(times)
            assert all(part.from_ms <= at_ms for at_ms in times)
    assert [it.from_ms for it in found] == sorted(it.from_ms for it in found)
    later = without_idle_time(found)
    assert [it.name for it in later] == [it.name for it in found]


@pytest.mark.parametrize("from_ms", [START_MS - 5, START_MS])
def test_a_beginning_before_the_first_changes_nothing(from_ms: int) -> None:
    plan = planned(log_of(enters(0), moved(1000, 3), left(9000)))
    assert beginning_at(plan, from_ms) == plan
