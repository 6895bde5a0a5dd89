"""Doors: who may work them, what they stop, and those that open and close by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.doors import Door
from island_server.core.ids import AvatarId, DoorId
from island_server.core.motion import step_duration_ms
from island_server.core.units import DX, DY
from island_server.core.zones import Span
from tests.core.afternoons import Afternoon, afternoons, happen
from tests.core.island import E, Isle, W

FRONT = DoorId("front")
WALL = ["..........", "#####.####", ".........."]
"""A wall with a gap at (5, 1), in which the door is."""


def door(*, is_open: bool = False, **more: Any) -> Door:
    around = ((0, 4, 7), (1, 4, 7), (2, 4, 7))
    return Door(FRONT, is_open, ((1, 5, 6),), (), around, **more)


def moves_of_doors(events: Sequence[ev.Event]) -> list[tuple[int, bool, AvatarId | None]]:
    return [(e.t_ms, e.is_open, e.avatar) for e in events if isinstance(e, ev.DoorMoved)]


def test_a_door_is_found_as_the_map_has_it() -> None:
    assert Isle(*WALL, doors=[door()]).world.state.open_doors == set()
    assert Isle(*WALL, doors=[door(is_open=True)]).world.state.open_doors == {FRONT}


def test_who_stands_at_a_door_opens_and_closes_it() -> None:
    isle = Isle("....a.....", *WALL[1:], doors=[door()])
    opened = isle.do(cmd.OperateDoor(isle["a"], FRONT, is_open=True))
    assert opened == [ev.DoorMoved(0, FRONT, is_open=True, avatar=isle["a"])]
    assert isle.do(cmd.OperateDoor(isle["a"], FRONT, is_open=True)) == []
    isle.do(cmd.OperateDoor(isle["a"], FRONT, is_open=False))
    assert isle.world.state.open_doors == set()


def test_who_stands_elsewhere_does_not_and_not_what_there_is_not() -> None:
    isle = Isle("a.........", *WALL[1:], doors=[door()])
    assert isle.rejection(cmd.OperateDoor(isle["a"], FRONT, is_open=True)) == "too_far"
    other = cmd.OperateDoor(isle["a"], DoorId("back"), is_open=True)
    assert isle.rejection(other) == "unknown_door"


def test_through_an_open_door_one_walks_and_before_a_closed_one_one_stops() -> None:
    isle = Isle("a.........", *WALL[1:], doors=[door()])
    isle.go("a", 9, 2)
    isle.until(9000)
    assert isle.tile("a") == (5, 0)
    isle.do(cmd.OperateDoor(isle["a"], FRONT, is_open=True))
    isle.go("a", 9, 2)
    isle.until(19000)
    assert isle.tile("a") == (9, 2)


def test_one_walks_around_by_another_way_if_there_is_one() -> None:
    rows = ["a.........", "#####.###.", ".........."]
    isle = Isle(*rows, doors=[door()])
    isle.go("a", 5, 2)
    isle.until(9000)
    assert isle.tile("a") == (5, 2)
    assert moves_of_doors(isle.log) == []


def test_a_door_that_closes_before_a_walker_stops_it() -> None:
    isle = Isle("a...b.....", *WALL[1:], doors=[door(is_open=True)])
    isle.go("a", 5, 2)
    isle.until(700)
    isle.do(cmd.OperateDoor(isle["b"], FRONT, is_open=False))
    isle.until(9000)
    assert isle.tile("a") == (5, 0)
    assert not any(isinstance(e, ev.TurnedAway) for e in isle.log)


def test_who_stands_in_a_doorway_that_closes_walks_off() -> None:
    isle = Isle("..........", "#####a####", "....b.....", doors=[door(is_open=True)])
    isle.do(cmd.OperateDoor(isle["b"], FRONT, is_open=False))
    assert isle.tile("a") == (5, 1)
    isle.go("a", 5, 0)
    isle.until(1000)
    assert isle.tile("a") == (5, 0)
    isle.go("a", 5, 2)
    isle.until(2000)
    assert isle.tile("a") == (5, 0)


def test_an_open_leaf_may_be_in_the_way_too() -> None:
    leaf = Door(FRONT, True, (), ((0, 3, 4),), ((0, 0, 9),))
    isle = Isle("a.........", doors=[leaf])
    isle.walk("a", (E, 0))
    isle.until(2000)
    assert isle.tile("a") == (2, 0)
    isle.do(cmd.OperateDoor(isle["a"], FRONT, is_open=False))
    isle.walk("a", (E, 0))
    isle.until(4000)
    assert isle.tile("a") == (9, 0)


def test_a_door_that_opens_itself_opens_for_who_comes() -> None:
    isle = Isle("a.........", *WALL[1:], doors=[door(opens_itself=True, closes_itself=True)])
    isle.go("a", 5, 2)
    isle.until(9000)
    assert isle.tile("a") == (5, 2)
    assert moves_of_doors(isle.log) == [(800, True, None)]
    isle.walk("a", (W, 5))
    assert moves_of_doors(isle.until(19000)) == [(9400, False, None)]


def test_one_walks_round_the_corner_of_a_door_that_will_open() -> None:
    """Regression: who passed it diagonally, and not yet near enough to open it, stuck there."""
    flap = Door(FRONT, False, ((0, 1, 2),), (), ((0, 1, 3),), opens_itself=True)
    isle = Isle("...", "a..", doors=[flap])
    isle.go("a", 2, 0)
    isle.until(2000)
    assert isle.tile("a") == (2, 0)


def test_it_stays_open_until_the_last_has_gone() -> None:
    isle = Isle("....a.b...", *WALL[1:], doors=[door(opens_itself=True, closes_itself=True)])
    isle.walk("b", (E, 2))
    assert moves_of_doors(isle.until(2000)) == []
    assert isle.world.state.open_doors == {FRONT}
    isle.do(cmd.Leave(isle["a"], ev.LeaveReason.LEFT))
    assert isle.world.state.open_doors == set()


def test_who_arrives_at_a_door_opens_it() -> None:
    isle = Isle("....a.....", *WALL[1:], doors=[door(opens_itself=True)])
    assert moves_of_doors(isle.log) == [(0, True, None)]


@given(afternoons())
def test_nobody_ever_steps_onto_what_a_door_blocked(afternoon: Afternoon) -> None:
    """Second by second, by the paths and the moves of the doors alone."""
    events = [event for batch in happen(afternoon.world(), afternoon.wishes) for event in batch]
    doors = {d.id: d for d in afternoon.island.doors}
    moved = [event for event in events if isinstance(event, ev.DoorMoved)]
    for avatar, t_ms, tile in steps(events, afternoon):
        for identity, it in doors.items():
            is_open = it.is_open_at_start
            before = [m for m in moved if m.door == identity and m.t_ms <= t_ms]
            if any(m.t_ms == t_ms for m in before):
                continue  # in the same moment: which came first cannot be told from here
            if before:
                is_open = before[-1].is_open
            blocked = it.open_solid if is_open else it.closed_solid
            assert not covers(blocked, tile), f"{avatar} on {tile} at {t_ms}"


def covers(spans: Sequence[Span], tile: tuple[int, int]) -> bool:
    return any(y == tile[1] and x0 <= tile[0] < x1 for y, x0, x1 in spans)


def steps(
    events: Sequence[ev.Event], afternoon: Afternoon
) -> list[tuple[AvatarId, int, tuple[int, int]]]:
    """Every tile that anybody reached by walking, and when."""
    reached = []
    for index, path in enumerate(events):
        if not isinstance(path, ev.Moved):
            continue
        after = (
            e
            for e in events[index + 1 :]
            if isinstance(e, ev.Moved | ev.Left) and e.avatar == path.avatar
        )
        end = next(after, None)
        t_ms, x, y = path.t0_ms, path.x, path.y
        for direction in (run.direction for run in path.runs for _ in range(run.steps)):
            t_ms += step_duration_ms(direction, afternoon.rules)
            x, y = x + DX[direction], y + DY[direction]
            if end is not None and t_ms >= end.t_ms:
                break
            if t_ms > path.t_ms:
                reached.append((path.avatar, t_ms, (x, y)))
    return reached
