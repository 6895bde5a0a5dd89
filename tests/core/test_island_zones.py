"""Zones that hosts change while people stand in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import PersonId, ZoneId
from island_server.core.island_map import IslandMap
from island_server.core.island_zones import as_edited
from island_server.core.rules import Rules
from island_server.core.units import TilePos
from island_server.core.world import World
from island_server.core.zone_effects import Portal, Trigger
from island_server.core.zones import Zone, ZoneKind
from tests.core.edited_zones import MEETING, ROWS, kinds, put, remove
from tests.core.island import E, Isle, W, box, drawn

# --- who stands in it


def test_who_stands_in_a_zone_that_is_put_up_is_in_it_at_once_and_talks_there() -> None:
    isle = Isle(*ROWS)
    events = put(isle, MEETING)
    assert events[0] == ev.ZonePut(0, MEETING, isle["a"])
    assert kinds(events[1:3]) == ["ZoneEntered", "ZoneEntered"]
    assert isle.talking() == ["ab"]
    assert isle.world.state.avatars[isle["b"]].zones == (MEETING.id,)


def test_who_talked_in_a_bubble_there_is_heard_in_the_meeting_from_then_on() -> None:
    isle = Isle("a.b.......", *ROWS[1:])
    isle.walk("a", (E, 1))
    isle.until(300)
    (bubble,) = isle.world.state.conversations.values()
    assert bubble.kind is ev.ConversationKind.BUBBLE
    put(isle, MEETING)
    (meeting,) = isle.world.state.conversations.values()
    assert (meeting.kind, meeting.zone) == (ev.ConversationKind.MEETING, MEETING.id)
    assert set(meeting.members) == {isle["a"], isle["b"]}


def test_who_stands_in_a_zone_that_is_taken_away_is_out_of_it_and_its_conversation() -> None:
    isle = Isle("a.......b.", *ROWS[1:], zones=[box("m", ZoneKind.MEETING, (0, 0), (10, 2))])
    assert isle.talking() == ["ab"]
    events = remove(isle, MEETING)
    assert events[0] == ev.ZoneRemoved(0, MEETING.id, isle["a"])
    assert kinds(events[1:3]) == ["ZoneLeft", "ZoneLeft"]
    assert isle.talking() == []
    assert isle.world.island.zones == ()


def test_who_stands_close_together_where_a_meeting_was_goes_on_in_a_bubble() -> None:
    isle = Isle(*ROWS, zones=[MEETING])
    remove(isle, MEETING)
    (bubble,) = isle.world.state.conversations.values()
    assert bubble.kind is ev.ConversationKind.BUBBLE
    assert isle.talking() == ["ab"]


def test_a_zone_that_is_moved_away_is_left_and_one_that_is_moved_here_entered() -> None:
    isle = Isle("a........b", *ROWS[1:], zones=[MEETING])
    events = put(isle, replace(MEETING, spans=((0, 8, 10),)))
    assert [e for e in events if isinstance(e, ev.ZoneLeft)] == [
        ev.ZoneLeft(0, isle["a"], MEETING.id)
    ]
    assert [e for e in events if isinstance(e, ev.ZoneEntered)] == [
        ev.ZoneEntered(0, isle["b"], MEETING.id)
    ]
    assert isle.talking() == ["b"]


def test_a_zone_that_is_not_there_cannot_be_taken_away() -> None:
    isle = Isle(*ROWS)
    assert isle.rejection(cmd.RemoveZone(isle["a"], ZoneId("m"))) == "unknown_zone"
    assert isle.world.state.edited == {}


def test_the_clock_may_change_a_zone_as_well() -> None:
    isle = Isle(*ROWS)
    assert isle.do(cmd.PutZone(None, MEETING))[0] == ev.ZonePut(0, MEETING, None)
    assert isle.do(cmd.RemoveZone(None, MEETING.id))[0] == ev.ZoneRemoved(0, MEETING.id, None)


# --- conversations that go on


@pytest.mark.parametrize(
    "change",
    [
        {"names": {"nl": "Anders"}},
        {"descriptions": {"nl": "Meer"}},
        {"colour": "#112233", "icon": "tree", "host": "Anna", "question": "Waarom?"},
        {"closed": True},
        {"hosts_only": True},
        {"group": "board"},
        {"knock": True},
        {"max_people": 1},
        {"spans": ((0, 0, 5),)},
        {"kind": ZoneKind.TABLE},
        {"joins": Trigger.ACTION},
    ],
)
def test_a_conversation_goes_on_if_nothing_changes_for_those_in_it(change: dict[str, Any]) -> None:
    isle = Isle(*ROWS, zones=[replace(MEETING, capacity=9)])
    events = put(isle, replace(MEETING, capacity=9, **change))
    assert kinds(events) == ["ZonePut"]
    assert isle.talking() == ["ab"]


def test_a_conversation_of_another_kind_is_another_conversation() -> None:
    isle = Isle(*ROWS, zones=[MEETING])
    before = set(isle.world.state.conversations)
    put(isle, replace(MEETING, kind=ZoneKind.PODIUM, stage="s"))
    (stage,) = isle.world.state.conversations.values()
    assert stage.kind is ev.ConversationKind.STAGE
    assert stage.conversation not in before
    assert isle.talking() == ["ab"]


def test_the_audience_of_a_podium_that_goes_hears_nobody_and_may_talk() -> None:
    podium = box("podium", ZoneKind.PODIUM, (0, 0), (2, 2), stage="s")
    hall = box("hall", ZoneKind.AUDIENCE, (2, 0), (6, 2), stage="s")
    isle = Isle("a.....b.c.", *ROWS[1:], zones=[podium, hall])
    assert isle.talking() == ["ab"]
    remove(isle, podium)
    assert isle.talking() == ["bc"]
    put(isle, podium)
    assert isle.talking() == ["ab"]


def test_a_meeting_that_takes_more_lets_in_who_waits_and_one_that_takes_fewer_sends_nobody() -> (
    None
):
    small = replace(MEETING, capacity=2)
    isle = Isle("abc.......", *ROWS[1:], zones=[small])
    assert isle.talking() == ["ab"]
    events = put(isle, replace(small, capacity=3))
    assert kinds(events) == ["ZonePut", "ConversationResized", "ConversationJoined"]
    assert isle.talking() == ["abc"]
    put(isle, small)
    assert isle.talking() == ["abc"]
    assert next(iter(isle.world.state.conversations.values())).capacity == 2


def test_a_meeting_that_cannot_be_locked_any_more_is_unlocked() -> None:
    meeting = replace(MEETING, lockable=True)
    isle = Isle("a........b", *ROWS[1:], zones=[meeting])
    isle.do(cmd.LockConversation(isle["a"], True))
    isle.go("b", 1, 0)
    isle.until(5000)
    assert isle.talking() == ["a"]
    events = put(isle, MEETING, by="b")
    assert (
        ev.ConversationLocked(5000, next(iter(isle.world.state.conversations)), isle["b"], False)
        in events
    )
    isle.go("b", 1, 0)
    isle.until(9000)
    assert isle.talking() == ["ab"]


def test_who_stands_where_a_meeting_for_those_who_ask_comes_is_not_pulled_in() -> None:
    isle = Isle(*ROWS)
    isle.walk("a", (E, 1))
    isle.until(300)
    assert isle.talking() == ["ab"]
    put(isle, replace(MEETING, joins=Trigger.ACTION))
    assert isle.talking() == []
    isle.do(cmd.JoinConversation(isle["b"]))
    assert isle.talking() == ["b"]


def test_who_waited_to_be_asked_is_open_to_others_when_that_meeting_goes() -> None:
    isle = Isle(*ROWS, zones=[replace(MEETING, joins=Trigger.ACTION)])
    assert isle.talking() == []
    remove(isle, MEETING)
    assert isle.talking() == ["ab"]


def test_who_left_a_conversation_by_choice_stays_out_whatever_the_meeting_becomes() -> None:
    isle = Isle(*ROWS, zones=[MEETING])
    isle.do(cmd.LeaveConversation(isle["b"]))
    put(isle, replace(MEETING, names={"nl": "Anders"}))
    assert isle.talking() == ["a"]
    remove(isle, MEETING)
    assert isle.talking() == []


# --- portals


PORTAL = box("p", ZoneKind.PLACE, (0, 0), (3, 1), portal=Portal("elsewhere", "quay"))


def test_a_portal_put_up_around_somebody_takes_them_only_when_they_come_again() -> None:
    isle = Isle("a.........", *ROWS[1:])
    put(isle, PORTAL)
    isle.walk("a", (E, 2))
    isle.until(1000)
    assert "PortalTaken" not in kinds(isle.log)
    isle.walk("a", (E, 2))
    isle.until(2000)
    isle.walk("a", (W, 2))
    isle.until(3000)
    assert [e for e in isle.log if isinstance(e, ev.PortalTaken)] == [
        ev.PortalTaken(2400, isle["a"], "elsewhere", "quay")
    ]


def test_a_portal_on_the_way_takes_who_is_walking_already() -> None:
    isle = Isle("...a......", "b.........", *ROWS[2:])
    isle.walk("a", (W, 3))
    isle.until(100)
    put(isle, PORTAL, by="b")
    isle.until(1000)
    assert [e.avatar for e in isle.log if isinstance(e, ev.PortalTaken)] == [isle["a"]]


# --- arriving


ARRIVAL = box("quay", ZoneKind.START, (7, 0), (1, 2))


def arrive(world: World, now_ms: int = 0) -> TilePos:
    events = world.apply(cmd.Enter(PersonId("p"), "P", (0,) * 7, ev.Role.ATTENDEE), now_ms)
    entered = next(e for e in events if isinstance(e, ev.Entered))
    return TilePos(entered.x, entered.y)


def island(*rows: str, zones: tuple[Zone, ...] = (), **more: Any) -> IslandMap:
    return IslandMap("test", "Test", drawn(*rows), zones, (TilePos(0, 0),), **more)


def test_people_also_arrive_in_zones_for_that_until_these_go() -> None:
    world = World(island("..........", ".......#.."), Rules())
    world.apply(cmd.PutZone(None, ARRIVAL), 0)
    assert world.island.starts == ((0, 0), (7, 0))
    assert {arrive(world), arrive(world)} == {(0, 0), (7, 0)}
    world.apply(cmd.RemoveZone(None, ARRIVAL.id), 0)
    assert world.island.starts == ((0, 0),)


def test_nobody_arrives_in_a_zone_that_is_closed_to_them_if_there_is_another_start() -> None:
    world = World(island(".........."), Rules())
    world.apply(cmd.PutZone(None, ARRIVAL), 0)
    world.apply(cmd.PutZone(None, box("c", ZoneKind.PLACE, (0, 0), (2, 1), closed=True)), 0)
    assert {arrive(world), arrive(world)} == {(7, 0)}


def test_people_arrive_even_if_everything_is_closed() -> None:
    world = World(island(".........."), Rules())
    world.apply(cmd.PutZone(None, box("c", ZoneKind.PLACE, (0, 0), (2, 1), closed=True)), 0)
    assert arrive(world) == (0, 0)


# --- from one run to the next


def test_a_world_begins_with_the_zones_as_they_were_edited() -> None:
    start, hall = (
        box("start", ZoneKind.PLACE, (0, 0), (1, 1)),
        box("hall", ZoneKind.PLACE, (3, 0), (2, 1)),
    )
    of_map = island("..........", zones=(start, hall, MEETING))
    changed = replace(hall, names={"nl": "Zaal"})
    edited = {MEETING.id: None, hall.id: changed, ARRIVAL.id: ARRIVAL}
    world = World(replace(of_map, edited=edited), Rules())
    assert world.island.zones == (start, changed, ARRIVAL)
    assert world.island.starts == ((0, 0), (7, 0))
    assert world.state.edited == edited
    assert world.governing(TilePos(0, 0)) is None


def test_zones_keep_their_order_when_they_change_and_come_last_when_they_are_new() -> None:
    one, two = (
        box("one", ZoneKind.PLACE, (0, 0), (1, 1)),
        box("two", ZoneKind.PLACE, (1, 0), (1, 1)),
    )
    changed = replace(one, names={"nl": "Eén"})
    result = as_edited(
        island("..", zones=(one, two)),
        {ZoneId("new"): replace(one, id=ZoneId("new")), one.id: changed},
        lambda _: True,
    )
    assert [zone.id for zone in result.zones] == ["one", "two", "new"]
    assert result.zones[0] is changed


def test_the_map_itself_stays_as_it_was() -> None:
    of_map = island("..........", zones=(MEETING,))
    world = World(of_map, Rules())
    world.apply(cmd.RemoveZone(None, MEETING.id), 0)
    assert of_map.zones == (MEETING,)
    world.apply(cmd.PutZone(None, MEETING), 0)
    assert world.island.zones == (MEETING,)
