"""Journeys under way: where to, and for how long."""

from __future__ import annotations

from island_server.core.ids import PersonId
from island_server.realtime.tickets import TICKET_MS, Ticket, Tickets

ANNA, BO = PersonId("anna"), PersonId("bo")


def test_a_ticket_is_used_once() -> None:
    tickets = Tickets()
    tickets.depart(ANNA, "ameland", "quay", 100)
    assert tickets.has(ANNA)
    assert tickets.arrive(ANNA) == Ticket("ameland", "quay", 100 + TICKET_MS)
    assert not tickets.has(ANNA)
    assert tickets.arrive(ANNA) is None


def test_the_last_of_two_journeys_counts() -> None:
    tickets = Tickets()
    tickets.depart(ANNA, "ameland", "quay", 0)
    tickets.depart(ANNA, "nes", "", 10)
    assert tickets.kept_places(20) == 1
    assert tickets.arrive(ANNA) == Ticket("nes", "", 10 + TICKET_MS)


def test_a_place_among_all_is_kept_for_a_while_only() -> None:
    tickets = Tickets()
    tickets.depart(ANNA, "ameland", "", 0)
    tickets.depart(BO, "ameland", "", 500)
    assert tickets.kept_places(TICKET_MS - 1) == 2
    assert tickets.kept_places(TICKET_MS) == 1
    assert tickets.arrive(ANNA) is None
