"""Zones that are full, locked or for hosts: who walks in, who is stopped where, and told why."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import AvatarId
from island_server.core.state import IslandState
from island_server.core.zone_effects import Trigger
from island_server.core.zones import Zone, ZoneKind
from tests.core.afternoons import Afternoon, afternoons, happen
from tests.core.island import SE, E, Isle, W, box

FULL, LOCKED, HOSTS_ONLY = list(ev.TurnedAwayReason)[:3]
SMALL = box("small", ZoneKind.PLACE, (5, 0), (3, 3), max_people=1)
STAFF = box("staff", ZoneKind.PLACE, (5, 0), (3, 3), hosts_only=True)
MEETING = box("meeting", ZoneKind.MEETING, (5, 0), (3, 3), lockable=True)
ASKED = box("asked", ZoneKind.MEETING, (5, 0), (3, 3), joins=Trigger.ACTION, lockable=True)


def turned_away(events: Sequence[ev.Event]) -> list[tuple[int, AvatarId, str, str]]:
    return [(e.t_ms, e.avatar, e.zone, e.reason) for e in events if isinstance(e, ev.TurnedAway)]


def test_an_attendee_stops_at_the_edge_of_what_is_for_hosts_and_hears_why() -> None:
    isle = Isle("a.........", "..........", "..........", zones=[STAFF])
    isle.go("a", 6, 0)
    events = isle.until(5000)
    assert isle.tile("a") == (4, 0)
    assert turned_away(events) == [(800, isle["a"], "staff", HOSTS_ONLY)]


def test_hosts_walk_into_what_is_for_hosts() -> None:
    isle = Isle(".........", zones=[STAFF])
    isle.enter("h", 0, 0, ev.Role.HOST)
    isle.go("h", 6, 0)
    assert turned_away(isle.until(5000)) == []
    assert isle.tile("h") == (6, 0)


def test_who_walks_by_key_stops_at_the_edge_too() -> None:
    isle = Isle("a.........", zones=[STAFF])
    events = isle.walk("a", (E, 0))
    (moved,) = [e for e in events if isinstance(e, ev.Moved)]
    assert moved.runs == ((E, 4),)
    assert turned_away(isle.until(5000)) == [(800, isle["a"], "staff", HOSTS_ONLY)]


def test_who_stands_at_the_edge_hears_it_at_once() -> None:
    isle = Isle("....a.....", zones=[STAFF])
    assert turned_away(isle.walk("a", (E, 0))) == [(0, isle["a"], "staff", HOSTS_ONLY)]
    assert turned_away(isle.walk("a", (E, 0))) == [(0, isle["a"], "staff", HOSTS_ONLY)]
    assert isle.tile("a") == (4, 0)


def test_who_turns_before_the_edge_hears_nothing() -> None:
    isle = Isle("a.........", zones=[STAFF])
    isle.walk("a", (E, 0))
    isle.until(300)
    isle.walk("a", (W, 1), at=(2, 0))
    assert turned_away(isle.until(5000)) == []


def test_one_walks_around_what_is_closed() -> None:
    rows = ["a.........", *[".........."] * 4]
    isle = Isle(*rows, zones=[STAFF])
    isle.go("a", 9, 0)
    events = isle.until(9000)
    assert isle.tile("a") == (9, 0)
    assert not any(isinstance(e, ev.ZoneEntered | ev.TurnedAway) for e in events)


def test_where_there_is_no_way_around_one_walks_up_to_it() -> None:
    isle = Isle("a.........", zones=[STAFF])
    isle.go("a", 9, 0)
    events = isle.until(9000)
    assert isle.tile("a") == (4, 0)
    assert turned_away(events) == [(800, isle["a"], "staff", HOSTS_ONLY)]


def test_one_walks_up_to_somebody_inside_and_stops_at_the_edge() -> None:
    isle = Isle("a.....b...", zones=[SMALL])
    isle.do(cmd.Approach(isle["a"], isle["b"]))
    assert turned_away(isle.until(5000)) == [(800, isle["a"], "small", FULL)]
    assert isle.tile("a") == (4, 0)


def test_of_two_who_walk_in_at_once_one_is_stopped_where_the_step_began() -> None:
    isle = Isle("...b......", "..........", "....a.....", zones=[SMALL])
    isle.walk("a", (E, 3))
    isle.until(50)
    isle.walk("b", (SE, 1), (E, 3))
    events = isle.until(5000)
    assert isle.tile("a") == (7, 2)
    assert isle.tile("b") == (4, 1)
    assert turned_away(events) == [(333, isle["b"], "small", FULL)]
    stopped = [e for e in events if isinstance(e, ev.Moved) and e.avatar == isle["b"]]
    assert stopped == [ev.Moved(333, isle["b"], 333, 4, 1, E, ())]


def test_a_step_that_was_begun_is_taken_back_if_the_zone_filled_meanwhile() -> None:
    isle = Isle("...a......", "..........", "...b......", zones=[SMALL])
    isle.walk("a", (E, 4))
    isle.until(50)
    isle.walk("b", (E, 4))
    events = isle.until(5000)
    assert isle.tile("b") == (4, 2)
    assert turned_away(events) == [(450, isle["b"], "small", FULL)]


def test_a_place_that_one_left_is_free_for_the_next() -> None:
    isle = Isle("a....b....", zones=[SMALL])
    isle.walk("b", (E, 0))
    isle.until(2000)
    isle.go("a", 6, 0)
    assert turned_away(isle.until(9000)) == []
    assert isle.tile("a") == (6, 0)


def test_a_zone_for_nobody_takes_nobody() -> None:
    isle = Isle("a....", zones=[box("shut", ZoneKind.PLACE, (2, 0), (1, 1), max_people=0)])
    isle.walk("a", (E, 0))
    assert turned_away(isle.until(900)) == [(200, isle["a"], "shut", FULL)]


def test_who_is_inside_walks_about_there_and_out() -> None:
    isle = Isle(".....a....", zones=[SMALL])
    isle.walk("a", (E, 2))
    isle.until(1000)
    assert isle.tile("a") == (7, 0)
    isle.walk("a", (E, 2))
    isle.until(2000)
    assert isle.tile("a") == (9, 0)


def test_a_meeting_that_can_be_locked_lets_nobody_in_until_it_is_unlocked() -> None:
    isle = Isle("a....bc...", zones=[MEETING])
    assert isle.talking() == ["bc"]
    assert isle.rejection(cmd.LockConversation(isle["b"], locked=True)) is None
    isle.go("a", 6, 0)
    assert turned_away(isle.until(2000)) == [(800, isle["a"], "meeting", LOCKED)]
    isle.do(cmd.LockConversation(isle["c"], locked=False))
    isle.go("a", 5, 0)
    isle.until(4000)
    assert isle.talking() == ["bca"]


def test_a_lock_ends_with_the_conversation() -> None:
    isle = Isle("a....b....", zones=[MEETING])
    isle.do(cmd.LockConversation(isle["b"], locked=True))
    isle.walk("b", (E, 3))
    isle.until(1000)
    isle.go("a", 6, 0)
    assert turned_away(isle.until(5000)) == []
    assert isle.talking() == ["a"]


def test_who_left_a_locked_meeting_where_it_stands_is_not_let_in_again() -> None:
    isle = Isle(".....bc...", zones=[MEETING])
    isle.do(cmd.LockConversation(isle["b"], locked=True))
    isle.do(cmd.LeaveConversation(isle["c"]))
    assert isle.talking() == ["b"]
    assert isle.rejection(cmd.JoinConversation(isle["c"])) == "locked"
    isle.do(cmd.LockConversation(isle["b"], locked=False))
    assert isle.rejection(cmd.JoinConversation(isle["c"])) is None
    assert isle.talking() == ["bc"]


def test_who_waited_for_a_place_gets_it_when_the_meeting_is_unlocked() -> None:
    small = box("meeting", ZoneKind.MEETING, (0, 0), (4, 1), capacity=2, lockable=True)
    isle = Isle("abc......", zones=[small])
    isle.do(cmd.LockConversation(isle["a"], locked=True))
    isle.do(cmd.Leave(isle["b"], ev.LeaveReason.LEFT))
    assert [len(c.members) for c in isle.world.state.conversations.values()] == [1]
    isle.do(cmd.LockConversation(isle["a"], locked=False))
    assert isle.talking() == ["ac"]


def test_other_meetings_and_stages_cannot_be_locked() -> None:
    isle = Isle("a.........", zones=[box("m", ZoneKind.MEETING, (0, 0), (3, 1))])
    assert isle.rejection(cmd.LockConversation(isle["a"], locked=True)) == "zone_conversation"
    podium = box("p", ZoneKind.PODIUM, (0, 0), (3, 1), stage="s", lockable=True)
    isle = Isle("a.........", zones=[podium])
    assert isle.rejection(cmd.LockConversation(isle["a"], locked=True)) == "zone_conversation"


def test_nobody_arrives_in_a_closed_zone_while_another_start_is_free() -> None:
    isle = Isle("..........", zones=[SMALL], entries={"door": [(5, 0), (6, 0), (3, 0)]})
    isle.enter("a", 0, 0, entry="door")
    isle.enter("b", 0, 0, entry="door")
    isle.enter("c", 0, 0, entry="door")
    inside = [name for name in "abc" if isle.tile(name)[0] >= 5]
    assert len(inside) <= 1
    assert all(isle.tile(name) in {(5, 0), (6, 0), (3, 0)} for name in "abc")


def test_where_all_entries_are_closed_one_arrives_at_a_start() -> None:
    isle = Isle("..........", zones=[STAFF], entries={"staff": [(6, 0)]})
    isle.enter("a", 0, 0, entry="staff")
    assert isle.tile("a") == (0, 0)
    isle.enter("h", 0, 0, ev.Role.HOST, entry="staff")
    assert isle.tile("h") == (6, 0)


def test_an_entry_that_there_is_not_is_the_default_one() -> None:
    isle = Isle("..........", entries={"quay": [(6, 0)]})
    isle.enter("a", 2, 0, entry="harbour")
    assert isle.tile("a") == (2, 0)


# --- meetings that take in who asks


def test_a_meeting_that_asks_takes_in_only_who_joins() -> None:
    isle = Isle("a.....b...", zones=[ASKED])
    isle.go("a", 5, 0)
    isle.until(2000)
    assert isle.talking() == []
    assert isle.rejection(cmd.JoinConversation(isle["a"])) is None
    assert isle.talking() == ["a"]
    assert isle.rejection(cmd.JoinConversation(isle["b"])) is None
    assert isle.talking() == ["ab"]


def test_leaving_the_zone_is_leaving_and_coming_back_is_not_joining() -> None:
    isle = Isle("....a.....", zones=[ASKED])
    isle.walk("a", (E, 1))
    isle.until(1000)
    isle.do(cmd.JoinConversation(isle["a"]))
    isle.walk("a", (W, 1))
    isle.until(2000)
    assert isle.talking() == []
    isle.walk("a", (E, 1))
    isle.until(3000)
    assert isle.talking() == []
    assert isle.rejection(cmd.JoinConversation(isle["a"])) is None
    assert isle.talking() == ["a"]


def test_who_did_not_join_meets_others_outside_at_once() -> None:
    isle = Isle("....ab....", zones=[ASKED])
    isle.walk("b", (W, 1))
    isle.until(1000)
    assert isle.talking() == ["ab"]


def test_a_locked_one_cannot_be_joined() -> None:
    isle = Isle(".....ab...", zones=[ASKED])
    isle.do(cmd.JoinConversation(isle["a"]))
    isle.do(cmd.LockConversation(isle["a"], locked=True))
    assert isle.rejection(cmd.JoinConversation(isle["b"])) == "locked"


# --- a slow second opinion


@given(afternoons())
def test_nobody_ever_steps_into_a_zone_that_is_closed_to_them(afternoon: Afternoon) -> None:
    state = IslandState(afternoon.rules, afternoon.island.open_doors())
    zones = {zone.id: zone for zone in afternoon.island.zones}
    arrived: set[tuple[AvatarId, int]] = set()
    for batch in happen(afternoon.world(), afternoon.wishes):
        for event in batch:
            match event:
                case ev.ZonePut(put=zone):
                    zones[zone.id] = zone
                    arrived |= {(avatar, event.t_ms) for avatar in state.avatars}
                case ev.ZoneRemoved():
                    arrived |= {(avatar, event.t_ms) for avatar in state.avatars}
                case ev.Entered() | ev.PortalTaken(island=""):
                    arrived.add((event.avatar, event.t_ms))
                case ev.ZoneEntered() if (event.avatar, event.t_ms) not in arrived:
                    assert why_closed(state, zones[event.zone], event.avatar) is None
                case ev.TurnedAway():
                    zone = zones[event.zone]
                    assert why_closed(state, zone, event.avatar) == event.reason
                case _:
                    pass
            state.apply(event)


@given(afternoons())
def test_whoever_is_turned_away_stands_just_outside_and_stays(afternoon: Afternoon) -> None:
    state = IslandState(afternoon.rules, afternoon.island.open_doors())
    zones = {zone.id: zone for zone in afternoon.island.zones}
    for batch in happen(afternoon.world(), afternoon.wishes):
        for event in batch:
            state.apply(event)
            if isinstance(event, ev.ZonePut):
                zones[event.put.id] = event.put
            if isinstance(event, ev.TurnedAway):
                x, y = state.tile_of(event.avatar, event.t_ms)
                assert not zones[event.zone].contains(x, y)
                around = [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
                assert any(zones[event.zone].contains(*tile) for tile in around)
                assert (x, y) == state.tile_of(event.avatar, event.t_ms + 60_000)


def why_closed(state: IslandState, zone: Zone, avatar: AvatarId) -> ev.TurnedAwayReason | None:
    """By the words of docs/protocol.md and `Zone`, looking at everybody."""
    it = state.avatars[avatar]
    inside = sum(zone.id in other.zones for other in state.avatars.values())
    talks = [c for c in state.conversations.values() if c.zone == zone.id and c.locked]
    if it.role is ev.Role.ATTENDEE:
        if zone.closed:
            return ev.TurnedAwayReason.CLOSED
        if zone.hosts_only:
            return HOSTS_ONLY
        if zone.group and zone.group not in it.groups:
            return ev.TurnedAwayReason.GROUP
        if zone.knock and zone.id not in it.admitted:
            return ev.TurnedAwayReason.KNOCK
    if zone.kind is ZoneKind.MEETING and zone.lockable and talks:
        return LOCKED
    if zone.max_people is not None and inside >= zone.max_people:
        return FULL
    return None
