"""Coming, going and everything that is neither walking nor talking."""

from __future__ import annotations

import pytest

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId, ZoneId
from island_server.core.island_map import IslandMap
from island_server.core.state import IslandState
from island_server.core.units import TilePos
from island_server.core.world import World
from island_server.core.zones import ZoneKind
from tests.core.island import LOOK, RULES, E, Isle, box, drawn

PERSON = PersonId("person-a")
NOBODY = AvatarId(99)


def test_who_enters_stands_on_a_start_facing_south() -> None:
    isle = Isle("..", ".a")
    assert isle.log == [
        ev.Entered(0, AvatarId(1), PERSON, "a", LOOK, ev.Role.ATTENDEE, x=1, y=1, facing=4)
    ]


def test_newcomers_spread_over_the_starts_and_away_from_each_other() -> None:
    starts = tuple(TilePos(x, 0) for x in (0, 5, 10))
    world = World(IslandMap("test", "Test", drawn("." * 11), (), starts), RULES)
    for i in range(3):
        world.apply(cmd.Enter(PersonId(f"p{i}"), "P", LOOK, ev.Role.ATTENDEE), 0)
    assert {world.tile(AvatarId(i)) for i in (1, 2, 3)} == set(starts)


def test_avatars_are_numbered_and_no_number_is_used_again() -> None:
    isle = Isle("a.b")
    assert (isle["a"], isle["b"]) == (1, 2)
    isle.do(cmd.Leave(isle["b"], ev.LeaveReason.LEFT))
    isle.enter("c", 2, 0)
    assert isle["c"] == 3


def test_who_leaves_leaves_zones_first_and_is_gone() -> None:
    isle = Isle("a..", zones=[box("beach", ZoneKind.PLACE, (0, 0), (2, 1))])
    isle.walk("a", (E, 2))
    isle.until(250)
    assert isle.do(cmd.Leave(isle["a"], ev.LeaveReason.LOST)) == [
        ev.ZoneLeft(250, isle["a"], ZoneId("beach")),
        ev.Left(250, isle["a"], ev.LeaveReason.LOST),
    ]
    assert isle.until(5000) == []
    assert isle.world.state.avatars == {}
    assert isle.world.near(TilePos(0, 0), 9) == []


@pytest.mark.parametrize(
    "command",
    [
        cmd.Leave(NOBODY, ev.LeaveReason.LEFT),
        cmd.Walk(NOBODY, 0, 0, ()),
        cmd.GoTo(NOBODY, 0, 0),
        cmd.Approach(NOBODY, AvatarId(1)),
        cmd.ChangeProfile(NOBODY, "x", LOOK),
        cmd.SetAvailability(NOBODY, ev.Availability.BUSY),
        cmd.SetDevices(NOBODY, microphone=True, camera=True),
        cmd.LeaveConversation(NOBODY),
        cmd.JoinConversation(NOBODY),
        cmd.LockConversation(NOBODY, locked=True),
        cmd.React(NOBODY, "clap"),
        cmd.Wave(NOBODY, AvatarId(1)),
    ],
)
def test_nobody_can_do_nothing(command: cmd.Command) -> None:
    isle = Isle("a.")
    assert isle.do(command) == [ev.CommandRejected(0, NOBODY, "unknown_avatar")]


def test_a_command_comes_after_what_time_brought_about_until_then() -> None:
    isle = Isle("a..", zones=[box("beach", ZoneKind.PLACE, (1, 0), (1, 1))])
    isle.walk("a", (E, 2))
    isle.now_ms = 400
    assert isle.do(cmd.React(isle["a"], "clap")) == [
        ev.ZoneEntered(200, isle["a"], ZoneId("beach")),
        ev.ZoneLeft(400, isle["a"], ZoneId("beach")),
        ev.Reacted(400, isle["a"], "clap"),
    ]


def test_zones_are_entered_and_left_on_the_tiles_that_are_theirs() -> None:
    zones = [
        box("outer", ZoneKind.PLACE, (1, 0), (3, 1)),
        box("inner", ZoneKind.PLACE, (2, 0), (1, 1)),
    ]
    isle = Isle("a....", zones=zones)
    a, outer, inner = isle["a"], ZoneId("outer"), ZoneId("inner")
    isle.walk("a", (E, 4))
    assert isle.until(800) == [
        ev.ZoneEntered(200, a, outer),
        ev.ZoneEntered(400, a, inner),
        ev.ZoneLeft(600, a, inner),
        ev.ZoneLeft(800, a, outer),
    ]


def test_who_enters_in_a_zone_is_told_in_it() -> None:
    isle = Isle("a.", zones=[box("beach", ZoneKind.PLACE, (0, 0), (1, 1))])
    assert isle.log[1:] == [ev.ZoneEntered(0, isle["a"], ZoneId("beach"))]


def test_a_profile_changes_without_ado() -> None:
    isle = Isle("a")
    look = (1, 2, 3, 4, 5, 6, 0)
    assert isle.do(cmd.ChangeProfile(isle["a"], "Anna", look)) == [
        ev.ProfileChanged(0, isle["a"], "Anna", look)
    ]
    assert isle.world.state.avatars[isle["a"]].name == "Anna"


def test_devices_and_availability_are_events_only_when_they_change() -> None:
    isle = Isle("a")
    a = isle["a"]
    on = cmd.SetDevices(a, microphone=True, camera=False)
    assert isle.do(on) == [ev.DevicesChanged(0, a, microphone=True, camera=False)]
    assert isle.do(on) == []
    away = cmd.SetAvailability(a, ev.Availability.AWAY)
    assert isle.do(away) == [ev.AvailabilityChanged(0, a, ev.Availability.AWAY)]
    assert isle.do(away) == []


def test_one_waves_to_somebody_anywhere_but_not_to_oneself_or_nobody() -> None:
    isle = Isle("a" + "." * 50 + "b")
    assert isle.do(cmd.Wave(isle["a"], isle["b"])) == [ev.Waved(0, isle["a"], isle["b"])]
    assert isle.rejection(cmd.Wave(isle["a"], isle["a"])) == "unknown_avatar"
    assert isle.rejection(cmd.Wave(isle["a"], NOBODY)) == "unknown_avatar"


def test_a_refusal_changes_nothing() -> None:
    isle = Isle("a#")
    before = isle.world.state.avatars[isle["a"]]
    copy = IslandState(RULES)
    for event in isle.log:
        copy.apply(event)
    assert isle.rejection(cmd.GoTo(isle["a"], 1, 0)) == "blocked"
    assert copy.avatars[isle["a"]] == before


def test_time_alone_is_told_where_it_will_have_something_to_do() -> None:
    isle = Isle("a...", "b...")
    assert isle.world.next_due_ms() is None
    isle.walk("a", (E, 2))
    isle.until(50)
    isle.walk("b", (E, 1))
    assert isle.world.next_due_ms() == 200
    assert sorted(isle.world.walking()) == [isle["a"], isle["b"]]
    isle.until(250)
    assert isle.world.walking() == [isle["a"]]
    assert isle.world.next_due_ms() == 400


def test_an_event_that_does_not_follow_is_noticed() -> None:
    with pytest.raises(KeyError):
        IslandState(RULES).apply(ev.Left(0, NOBODY, ev.LeaveReason.LEFT))


def test_what_is_no_command_is_a_fault_of_the_program() -> None:
    isle = Isle("a")
    with pytest.raises((TypeError, AttributeError)):
        isle.world.apply(object(), 0)  # type: ignore[arg-type]
