"""Zones that hosts close while people stand in them, and those at which one knocks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import PersonId
from island_server.core.zones import ZoneKind
from tests.core.edited_zones import MEETING, ROWS, put, remove
from tests.core.island import E, Isle, box

# --- what is closed


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"closed": True}, ev.TurnedAwayReason.CLOSED),
        ({"hosts_only": True}, ev.TurnedAwayReason.HOSTS_ONLY),
        ({"group": "board"}, ev.TurnedAwayReason.GROUP),
        ({"knock": True}, ev.TurnedAwayReason.KNOCK),
        ({"max_people": 1}, ev.TurnedAwayReason.FULL),
    ],
)
def test_who_is_inside_when_it_closes_walks_about_and_out_and_not_in_again(
    change: dict[str, Any], reason: ev.TurnedAwayReason
) -> None:
    isle = Isle("a.........", "b.........", *ROWS[2:], zones=[MEETING])
    put(isle, replace(MEETING, **change), by="b")
    isle.go("a", 3, 1)
    isle.until(1000)
    assert isle.tile("a") == (3, 1)
    isle.go("a", 6, 1)
    isle.until(2000)
    assert isle.tile("a") == (6, 1)
    isle.go("a", 3, 1)
    isle.until(3000)
    assert isle.tile("a") == (4, 1)
    assert ev.TurnedAway(2400, isle["a"], MEETING.id, reason) in isle.log


def test_who_is_on_the_way_stops_before_a_zone_that_is_put_up_closed() -> None:
    isle = Isle("a.........", "b.........", *ROWS[2:])
    isle.walk("a", (E, 9))
    isle.until(500)
    closed = box("c", ZoneKind.PLACE, (5, 0), (2, 4), closed=True)
    put(isle, closed, by="b")
    isle.until(3000)
    assert isle.tile("a") == (4, 0)
    assert ev.TurnedAway(800, isle["a"], closed.id, ev.TurnedAwayReason.CLOSED) in isle.log


def test_what_opens_lets_everybody_in_again() -> None:
    isle = Isle(
        "a.........", *ROWS[1:], zones=[box("c", ZoneKind.PLACE, (5, 0), (2, 4), closed=True)]
    )
    isle.go("a", 5, 0)
    isle.until(3000)
    assert isle.tile("a") == (4, 0)
    put(isle, box("c", ZoneKind.PLACE, (5, 0), (2, 4)))
    isle.go("a", 5, 0)
    isle.until(4000)
    assert isle.tile("a") == (5, 0)


def test_hosts_walk_into_what_is_closed_to_others() -> None:
    rooms = [
        box("c", ZoneKind.PLACE, (2, 0), (1, 1), closed=True),
        box("g", ZoneKind.PLACE, (3, 0), (1, 1), group="board"),
        box("k", ZoneKind.PLACE, (4, 0), (1, 1), knock=True),
    ]
    isle = Isle("..........", zones=rooms)
    isle.enter("h", 0, 0, ev.Role.HOST)
    isle.go("h", 4, 0)
    isle.until(2000)
    assert isle.tile("h") == (4, 0)


def test_people_of_the_group_walk_in() -> None:
    isle = Isle("..........", zones=[box("g", ZoneKind.PLACE, (3, 0), (1, 1), group="board")])
    enter = cmd.Enter(PersonId("p"), "A", (0,) * 7, ev.Role.ATTENDEE, groups=("crew", "board"))
    events = isle.do(enter)
    avatar = next(e.avatar for e in events if isinstance(e, ev.Entered))
    isle.do(cmd.GoTo(avatar, 3, 0))
    isle.until(2000)
    assert isle.world.tile(avatar) == (3, 0)


# --- knocking


KNOCK = box("k", ZoneKind.MEETING, (5, 0), (3, 4), knock=True)


def knocking() -> Isle:
    isle = Isle("a......b..", *ROWS[2:], zones=[])
    put(isle, KNOCK)
    return isle


def test_who_is_let_in_may_walk_in_until_they_have_left() -> None:
    isle = knocking()
    assert isle.rejection(cmd.Admit(isle["b"], isle["a"], KNOCK.id)) is None
    isle.go("a", 5, 0)
    isle.until(2000)
    assert isle.tile("a") == (5, 0)
    isle.go("a", 3, 0)
    isle.until(3000)
    isle.go("a", 5, 0)
    isle.until(4000)
    assert isle.tile("a") == (4, 0)


@pytest.mark.parametrize(
    ("guest", "zone", "reason"), [(99, KNOCK.id, "unknown_avatar"), (1, "none", "unknown_zone")]
)
def test_nobody_is_let_into_nowhere(guest: Any, zone: Any, reason: str) -> None:
    isle = knocking()
    assert isle.rejection(cmd.Admit(isle["b"], guest, zone)) == reason


def test_a_zone_that_is_taken_away_and_put_up_again_has_let_in_nobody() -> None:
    isle = knocking()
    isle.do(cmd.Admit(isle["b"], isle["a"], KNOCK.id))
    remove(isle, KNOCK)
    put(isle, KNOCK)
    assert isle.world.state.avatars[isle["a"]].admitted == ()
