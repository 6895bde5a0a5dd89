"""Where everybody was last: by the events, for a while, and handed out until it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId
from island_server.core.motion import Run
from island_server.core.rules import Rules
from island_server.core.units import TilePos
from island_server.place_ports import PersonPlace
from island_server.realtime import last_places
from island_server.realtime.last_places import LastPlace, LastPlaces

ANNA, BO, CEES = PersonId("anna"), PersonId("bo"), PersonId("cees")
MINE, OTHER = AvatarId(1), AvatarId(2)
RETURN_MS, WALL_MS = 60_000, 1_000_000
E, S = 2, 4


def enters(person: PersonId = ANNA, avatar: AvatarId = MINE, t_ms: int = 0) -> ev.Entered:
    return ev.Entered(t_ms, avatar, person, "N", (0,) * 7, ev.Role.ATTENDEE, 5, 5, S)


def walks(steps: int, t_ms: int = 0, avatar: AvatarId = MINE) -> ev.Moved:
    return ev.Moved(t_ms, avatar, t_ms, 5, 5, E, (Run(E, steps),))


def leaves(
    t_ms: int, reason: ev.LeaveReason = ev.LeaveReason.LEFT, avatar: AvatarId = MINE
) -> ev.Left:
    return ev.Left(t_ms, avatar, reason)


@pytest.fixture
def places() -> LastPlaces:
    return LastPlaces(Rules(), RETURN_MS)


def new(places: LastPlaces, now_ms: int) -> dict[PersonId, PersonPlace | None]:
    """What is to be written, and now is."""
    changes = places.changes(now_ms, WALL_MS + now_ms)
    places.written(changes)
    return dict(changes)


def at(x: int, now_ms: int, facing: int = E) -> dict[PersonId, PersonPlace | None]:
    return {ANNA: PersonPlace(ANNA, "nes", x, 5, facing, WALL_MS + now_ms)}


def test_a_walker_is_written_on_the_way_and_once_more_at_the_end(places: LastPlaces) -> None:
    places.follow("nes", [enters(), walks(5)], WALL_MS)
    assert new(places, 450) == at(7, 450)
    assert new(places, 700) == at(8, 700)
    assert new(places, 2000) == at(10, 2000)
    assert new(places, 4000) == {}


def test_who_stands_still_is_written_anew_only_if_asked_for(places: LastPlaces) -> None:
    places.follow("nes", [enters()], WALL_MS)
    assert new(places, 0) == at(5, 0, S)
    assert new(places, 2000) == {}
    places.touch_everybody()
    assert new(places, 4000) == at(5, 4000, S)


def test_one_who_goes_is_where_they_were_in_that_moment(places: LastPlaces) -> None:
    places.follow("nes", [enters(), walks(5)], WALL_MS)
    assert places.is_urgent
    new(places, 100)
    assert not places.is_urgent
    places.follow("nes", [leaves(650)], WALL_MS + 650)
    assert places.last(ANNA, WALL_MS + 700) == LastPlace("nes", TilePos(8, 5), E, WALL_MS + 650)
    assert places.is_urgent
    assert new(places, 700) == at(8, 650)
    assert not places.is_urgent


def test_what_could_not_be_written_is_new_until_it_is(places: LastPlaces) -> None:
    places.follow("nes", [enters(), walks(5), leaves(450)], WALL_MS + 450)
    first = places.changes(500, WALL_MS + 500)
    assert places.changes(900, WALL_MS + 900) == first == at(7, 450)
    places.follow("nes", [enters(avatar=OTHER, t_ms=950)], WALL_MS + 950)
    newer = places.changes(950, WALL_MS + 950)
    places.written(first)
    assert places.changes(999, WALL_MS + 999) == newer == at(5, 950, S)


def test_one_may_come_back_for_so_long_and_is_then_forgotten(places: LastPlaces) -> None:
    places.follow("nes", [enters(), leaves(0)], WALL_MS)
    assert places.last(ANNA, WALL_MS + RETURN_MS - 1) is not None
    assert places.last(ANNA, WALL_MS + RETURN_MS) is None
    places.expire(WALL_MS + RETURN_MS)
    assert places.last(ANNA, WALL_MS) is None
    assert new(places, RETURN_MS) == {}


def test_who_is_there_is_not_among_those_who_may_come_back(places: LastPlaces) -> None:
    places.follow("nes", [enters(), leaves(0), enters(avatar=OTHER)], WALL_MS)
    assert places.last(ANNA, WALL_MS) is None


def test_a_traveller_is_on_the_other_island_from_then_on(places: LastPlaces) -> None:
    places.follow("nes", [enters()], WALL_MS)
    new(places, 0)
    places.set_out(ANNA, "ameland", WALL_MS)
    places.follow("nes", [leaves(0, ev.LeaveReason.TRAVELLED)], WALL_MS)
    assert places.last(ANNA, WALL_MS) == LastPlace("ameland", None, 0, WALL_MS)
    assert not places.is_urgent


def test_those_of_an_island_that_is_forgotten_are_nowhere(places: LastPlaces) -> None:
    places.follow("nes", [enters(), leaves(0)], WALL_MS)
    places.follow("ameland", [enters(BO, OTHER), leaves(0, avatar=OTHER)], WALL_MS)
    places.forget_island("nes")
    assert places.last(ANNA, WALL_MS) is None
    assert places.last(BO, WALL_MS) is not None
    assert new(places, 0)[ANNA] is None


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_person_who_is_forgotten_is_erased_and_not_written_again(
    places: LastPlaces, is_gone: bool
) -> None:
    places.follow("nes", [enters(), walks(5), *([leaves(100)] if is_gone else [])], WALL_MS)
    places.forget(ANNA)
    if not is_gone:
        places.follow("nes", [walks(2), leaves(200)], WALL_MS)
    places.touch_everybody()
    assert new(places, 300) == {ANNA: None}
    assert places.last(ANNA, WALL_MS) is None


def test_with_no_time_to_return_nothing_is_remembered() -> None:
    places = LastPlaces(Rules(), 0)
    places.follow("nes", [enters(), walks(3), leaves(100)], WALL_MS)
    places.set_out(BO, "ameland", WALL_MS)
    assert places.last(ANNA, WALL_MS) is None
    assert places.last(BO, WALL_MS) is None
    assert new(places, 200) == {}


def test_those_of_before_the_stop_are_known_and_need_not_be_written(places: LastPlaces) -> None:
    row = PersonPlace(ANNA, "nes", 7, 5, E, WALL_MS - 10)
    places.restore([row], WALL_MS)
    assert places.last(ANNA, WALL_MS) == LastPlace("nes", TilePos(7, 5), E, WALL_MS - 10)
    assert new(places, 0) == {}


def test_a_time_yet_to_come_is_taken_for_now(places: LastPlaces) -> None:
    """The clock was put back: nobody may be kept until it has caught up."""
    row = PersonPlace(ANNA, "nes", 7, 5, E, WALL_MS + 10**9)
    places.restore([row], WALL_MS)
    assert places.last(ANNA, WALL_MS + RETURN_MS) is None
    assert new(places, 0) == {ANNA: replace(row, wall_ms=WALL_MS)}


def test_of_too_many_people_those_of_longest_ago_are_forgotten(
    places: LastPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_places, "PEOPLE_REMEMBERED", 2)
    for person in (ANNA, BO, ANNA, CEES):
        places.follow("nes", [enters(person), leaves(0)], WALL_MS)
    known = {person for person in (ANNA, BO, CEES) if places.last(person, WALL_MS)}
    assert known == {ANNA, CEES}
    assert set(new(places, 0)) == {ANNA, CEES}
