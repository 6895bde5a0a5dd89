"""Who comes back stands where they were, if one may stand there now."""

from __future__ import annotations

from hypothesis import given

from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.doors import Door
from island_server.core.ids import DoorId, PersonId
from island_server.core.units import TilePos
from island_server.core.ways import NEAR_TILES
from island_server.core.zone_effects import Portal
from island_server.core.zones import Zone, ZoneKind
from tests.core.afternoons import Afternoon, afternoons, happen
from tests.core.island import LOOK, E, Isle, W, box

HALL = box("hall", ZoneKind.MEETING, (5, 0), (3, 2), lockable=True)
SMALL = box("small", ZoneKind.PLACE, (5, 0), (3, 2), max_people=1)
STAFF = box("staff", ZoneKind.PLACE, (5, 0), (3, 2), hosts_only=True)
LAWN = ("." * 12, "." * 12)


def back(
    isle: Isle, x: int, y: int, role: ev.Role = ev.Role.ATTENDEE, facing: int = W, entry: str = ""
) -> ev.Entered:
    """Somebody comes back to a tile."""
    at = TilePos(x, y)
    events = isle.do(cmd.Enter(PersonId("back"), "B", LOOK, role, entry, at=at, facing=facing))
    return next(event for event in events if isinstance(event, ev.Entered))


def place(entered: ev.Entered) -> tuple[int, int]:
    return entered.x, entered.y


def test_one_stands_where_one_was_and_looks_the_same_way() -> None:
    entered = back(Isle(*LAWN, entries={"quay": [(9, 1)]}), 7, 1, facing=E, entry="quay")
    assert (place(entered), entered.facing) == ((7, 1), E)


def test_others_on_the_tile_are_not_in_the_way() -> None:
    isle = Isle("...a....")
    assert place(back(isle, 3, 0)) == (3, 0)


def test_where_a_wall_is_now_one_stands_beside_it() -> None:
    assert place(back(Isle("....##......", "." * 12), 5, 0)) == (5, 1)
    assert place(back(Isle("...."), 6, 0)) == (3, 0)


def test_a_zone_that_closed_meanwhile_keeps_one_out() -> None:
    assert place(back(Isle(*LAWN, zones=[STAFF]), 6, 1)) == (4, 1)
    assert place(back(Isle(*LAWN, zones=[STAFF]), 6, 1, ev.Role.HOST)) == (6, 1)
    full = Isle("......a.....", "." * 12, zones=[SMALL])
    assert place(back(full, 7, 0)) == (8, 0)
    locked = Isle("......a.....", "." * 12, zones=[HALL])
    assert place(back(locked, 5, 1)) == (5, 1)
    locked.do(cmd.LockConversation(locked["a"], locked=True))
    assert place(back(locked, 5, 1)) == (4, 1)


def test_a_door_that_is_shut_now_is_no_place_to_stand() -> None:
    door = Door(DoorId("d"), False, closed_solid=((0, 4, 5),), open_solid=(), spans=((0, 3, 4),))
    assert place(back(Isle("..........", doors=[door]), 4, 0)) == (3, 0)


def test_one_is_never_shut_in_by_a_map_that_changed() -> None:
    isle = Isle("....#.#...", "....###...")
    assert place(back(isle, 5, 0)) == (3, 0)


def test_a_room_that_only_an_entry_leads_to_is_no_prison() -> None:
    isle = Isle("....#..#..", "....####..", entries={"cellar": [(5, 0)]})
    assert place(back(isle, 6, 0)) == (6, 0)


def test_with_nothing_near_one_arrives_as_others_do() -> None:
    isle = Isle(*LAWN, entries={"quay": [(9, 1)]})
    assert place(back(isle, 13 + NEAR_TILES, 0, entry="quay")) == (9, 1)
    assert place(back(isle, 13 + NEAR_TILES, 0)) == (0, 0)


def test_who_comes_back_onto_a_portal_stays() -> None:
    ferry: Zone = box("ferry", ZoneKind.PLACE, (4, 0), (2, 1), portal=Portal("ameland", "quay"))
    isle = Isle("..........", zones=[ferry])
    assert place(back(isle, 4, 0)) == (4, 0)
    assert not any(isinstance(event, ev.PortalTaken) for event in [*isle.log, *isle.until(5000)])


def test_who_comes_back_to_a_meeting_is_in_it_again() -> None:
    isle = Isle("......a.....", "." * 12, zones=[HALL])
    entered = back(isle, 5, 1)
    assert isle.world.state.avatars[entered.avatar].conversation is not None


@given(afternoons())
def test_nobody_comes_back_into_a_wall(afternoon: Afternoon) -> None:
    batches = happen(afternoon.world(), afternoon.wishes)
    for batch in batches:
        for event in batch:
            if isinstance(event, ev.Entered):
                assert afternoon.island.tiles.is_free(event.x, event.y)
