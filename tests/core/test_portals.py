"""Portals: walking in takes one away; arriving in one does not."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import ISLAND_SHIFT, PersonId
from island_server.core.interest import Interest
from island_server.core.rules import Rules
from island_server.core.world import World
from island_server.core.zone_effects import Portal
from island_server.core.zones import Zone, ZoneKind
from tests.core.afternoons import Afternoon, afternoons, happen
from tests.core.island import LOOK, E, Isle, W, box
from tests.core.replica import Replica

FERRY = box("ferry", ZoneKind.PLACE, (4, 0), (2, 1), portal=Portal("ameland", "quay"))
TUNNEL = box("tunnel", ZoneKind.PLACE, (2, 0), (1, 1), portal=Portal("", "far"))
FAR = {"far": [(8, 0), (9, 0)]}
ROW = "a........."


def portals(events: Sequence[ev.Event]) -> list[ev.PortalTaken]:
    return [event for event in events if isinstance(event, ev.PortalTaken)]


def test_walking_into_a_portal_takes_one_to_where_it_leads() -> None:
    isle = Isle(ROW, zones=[FERRY])
    isle.walk("a", (E, 5))
    assert portals(isle.until(5000)) == [ev.PortalTaken(800, isle["a"], "ameland", "quay")]


def test_who_walks_through_is_taken_too() -> None:
    isle = Isle(ROW, zones=[FERRY])
    isle.walk("a", (E, 9))
    assert [event.t_ms for event in portals(isle.until(5000))] == [800]
    isle.walk("a", (W, 9))
    assert [event.t_ms for event in portals(isle.until(9000))] == [5800]


def test_who_arrives_in_one_stays_until_they_come_in_from_outside() -> None:
    isle = Isle("....a.....", zones=[FERRY])
    isle.walk("a", (E, 1))
    assert portals([*isle.log, *isle.until(1000)]) == []
    isle.walk("a", (E, 1))
    isle.until(2000)
    isle.walk("a", (W, 1))
    assert len(portals(isle.until(3000))) == 1


def test_a_portal_on_the_same_island_sets_one_down_at_its_entry() -> None:
    isle = Isle(ROW, zones=[TUNNEL], entries=FAR)
    isle.walk("a", (E, 5))
    events = isle.until(400)
    assert isle.tile("a") in FAR["far"]
    x, y = isle.tile("a")
    assert events[-3:] == [
        ev.PortalTaken(400, isle["a"], "", "far"),
        ev.Moved(400, isle["a"], 400, x, y, E, ()),
        ev.ZoneLeft(400, isle["a"], TUNNEL.id),
    ]
    assert isle.until(9000) == []
    assert not isle.world.is_walking(isle["a"])


def test_those_who_follow_are_set_down_beside_one_another() -> None:
    isle = Isle("ab........", "c.........", zones=[TUNNEL], entries={"far": [(8, 0), (8, 1)]})
    for name in "abc":
        isle.go(name, 2, 0)
    isle.until(5000)
    assert {isle.tile(name) for name in "abc"} == {(8, 0), (8, 1)}


def test_one_taken_out_of_a_bubble_has_left_it_and_meets_who_is_there() -> None:
    isle = Isle("ab......c.", zones=[TUNNEL], entries=FAR)
    isle.walk("b", (W, 0))
    assert isle.talking() == ["ab"]
    isle.walk("b", (E, 1))
    isle.until(3000)
    assert isle.talking() == ["bc"]


def test_where_both_ends_are_portals_one_does_not_go_round_for_ever() -> None:
    there = box("there", ZoneKind.PLACE, (8, 0), (1, 1), portal=Portal("", "near"))
    entries = {"far": [(8, 0)], "near": [(2, 0)]}
    isle = Isle(ROW, zones=[TUNNEL, there], entries=entries)
    isle.walk("a", (E, 2))
    isle.until(5000)
    assert isle.tile("a") == (8, 0)
    assert len(portals(isle.log)) == 1


def test_who_watches_sees_one_go_and_who_is_there_sees_one_come() -> None:
    rules = Rules(cell_tiles=4)
    row = "a" + "." * 14 + "." * 24 + "b."
    tunnel: Zone = box("tunnel", ZoneKind.PLACE, (2, 0), (1, 1), portal=Portal("", "far"))
    isle = Isle(row, zones=[tunnel], entries={"far": [(38, 0)]}, rules=rules)
    isle.enter("c", 1, 0)
    interest = Interest(isle.world)
    interest.note(isle.log)
    seen = {name: Replica(isle[name], rules) for name in "abc"}
    for name, replica in seen.items():
        replica.learn(interest.view(isle[name], 0))
    isle.walk("a", (E, 2))
    interest.note(isle.until(400)[-4:])
    for dispatch in interest.flush(400):
        for name, replica in seen.items():
            if isle[name] in dispatch.audience:
                replica.learn(dispatch.message)
    for replica in seen.values():
        replica.drop_those_out_of_sight(400)
    assert set(seen["b"].known) == {isle["a"], isle["b"]}
    assert set(seen["c"].known) == {isle["c"]}
    assert set(seen["a"].known) == {isle["a"], isle["b"]}


def test_no_two_islands_of_a_server_give_out_the_same_ids() -> None:
    island = Isle("..........", zones=[box("m", ZoneKind.MEETING, (0, 0), (9, 1))]).world.island
    for number in (0, 3):
        world = World(island, Rules(), number)
        enter = cmd.Enter(PersonId("p"), "P", LOOK, ev.Role.ATTENDEE)
        events = world.apply(enter, 0)
        first = (number << ISLAND_SHIFT) + 1
        assert [e.avatar for e in events if isinstance(e, ev.Entered)] == [first]
        assert [e.conversation for e in events if isinstance(e, ev.ConversationOpened)] == [first]


@given(afternoons())
def test_portals_take_those_and_only_those_who_come_in_from_outside(afternoon: Afternoon) -> None:
    zones = {zone.id: zone for zone in afternoon.island.zones}
    for batch in happen(afternoon.world(), afternoon.wishes):
        arrived, laid_ms = set(), None
        for index, event in enumerate(batch):
            if isinstance(event, ev.ZonePut | ev.ZoneRemoved):
                laid_ms = event.t_ms
            if isinstance(event, ev.ZonePut):
                zones[event.put.id] = event.put
            if isinstance(event, ev.Entered) or (
                isinstance(event, ev.PortalTaken) and not event.island
            ):
                arrived.add((event.avatar, event.t_ms))
            if isinstance(event, ev.ZoneEntered) and zones[event.zone].portal is not None:
                taken = [
                    e
                    for e in portals(batch[index:])
                    if (e.avatar, e.t_ms) == (event.avatar, event.t_ms)
                ]
                has_come = laid_ms is None and (event.avatar, event.t_ms) not in arrived
                assert len(taken) == has_come
