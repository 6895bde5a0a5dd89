"""Where people are to arrive: by ticket, by memory, and within limits."""

from __future__ import annotations

import pytest

from island_server.core.ids import PersonId
from island_server.realtime import whereabouts
from island_server.realtime.whereabouts import TICKET_MS, Ticket, Whereabouts

ANNA, BO, CEES = PersonId("anna"), PersonId("bo"), PersonId("cees")


def test_a_ticket_is_used_once() -> None:
    where = Whereabouts()
    where.depart(ANNA, "ameland", "quay", 100)
    assert where.arrive(ANNA) == Ticket("ameland", "quay", 100 + TICKET_MS)
    assert where.arrive(ANNA) is None
    assert where.last(ANNA) == "ameland"


def test_the_last_of_two_journeys_counts() -> None:
    where = Whereabouts()
    where.depart(ANNA, "ameland", "quay", 0)
    where.depart(ANNA, "nes", "", 10)
    assert where.kept_places(20) == 1
    assert where.arrive(ANNA) == Ticket("nes", "", 10 + TICKET_MS)


def test_a_place_is_kept_for_a_while_only() -> None:
    where = Whereabouts()
    where.depart(ANNA, "ameland", "", 0)
    where.depart(BO, "ameland", "", 500)
    assert where.kept_places(TICKET_MS - 1) == 2
    assert where.kept_places(TICKET_MS) == 1
    assert where.arrive(ANNA) is None
    assert where.last(ANNA) == "ameland"


def test_those_who_were_on_an_island_that_is_forgotten_are_nowhere() -> None:
    where = Whereabouts()
    where.be_on(ANNA, "nes")
    where.be_on(BO, "ameland")
    where.forget_island("nes")
    assert (where.last(ANNA), where.last(BO)) == (None, "ameland")


def test_of_too_many_people_those_of_longest_ago_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(whereabouts, "PEOPLE_REMEMBERED", 2)
    where = Whereabouts()
    for person in (ANNA, BO, ANNA, CEES):
        where.be_on(person, "nes")
    assert [where.last(person) for person in (ANNA, BO, CEES)] == ["nes", None, "nes"]
