from __future__ import annotations

from island_server.core.help_desk import GONE_MS, NEWCOMER_MS, HelpDesk, Newcomers, Sighting
from island_server.core.ids import PersonId

ANNA, BO = PersonId("anna"), PersonId("bo")
ALONE_MS = 60_000


def seen(person: PersonId, *, talks: bool = False, walks: bool = False) -> Sighting:
    return Sighting(person, talks, walks)


def test_a_newcomer_who_stands_alone_long_enough_is_seen_longest_first() -> None:
    newcomers = Newcomers(ALONE_MS)
    assert newcomers.look([seen(BO)], 0) == []
    assert newcomers.look([seen(BO), seen(ANNA)], 1000) == []
    assert newcomers.look([seen(ANNA), seen(BO)], ALONE_MS + 1000) == [(BO, 0), (ANNA, 1000)]


def test_talk_begins_the_time_anew_and_who_walks_does_not_stand() -> None:
    newcomers = Newcomers(ALONE_MS)
    newcomers.look([seen(ANNA)], 0)
    newcomers.look([seen(ANNA, talks=True)], 50_000)
    assert newcomers.look([seen(ANNA)], ALONE_MS) == []
    assert newcomers.look([seen(ANNA, walks=True)], 50_000 + ALONE_MS) == []
    assert newcomers.look([seen(ANNA)], 50_000 + ALONE_MS) == [(ANNA, 50_000)]


def test_one_is_a_newcomer_for_a_while_and_again_after_an_absence() -> None:
    newcomers = Newcomers(ALONE_MS)
    newcomers.look([seen(ANNA)], 0)
    assert newcomers.look([seen(ANNA)], NEWCOMER_MS)
    assert newcomers.look([seen(ANNA)], NEWCOMER_MS + 1) == []
    newcomers.look([], 2 * NEWCOMER_MS + 2)
    newcomers.look([seen(ANNA)], 3 * NEWCOMER_MS)
    assert newcomers.look([seen(ANNA)], 3 * NEWCOMER_MS + ALONE_MS)


def test_a_request_is_taken_over_and_closed() -> None:
    desk = HelpDesk()
    assert desk.ask(ANNA, "", 0)
    assert not desk.ask(ANNA, "more", 1)
    assert not desk.take(BO, ANNA)
    assert desk.take(ANNA, BO)
    (request,) = desk
    assert (request.text, request.since_ms, request.helper) == ("more", 0, BO)
    assert desk.close(ANNA)
    assert not desk.close(ANNA)


def test_requests_of_those_who_are_gone_for_long_are_closed() -> None:
    desk = HelpDesk()
    desk.ask(ANNA, "", 0)
    desk.forget_gone(lambda _: True, GONE_MS)
    desk.forget_gone(lambda _: False, 2 * GONE_MS)
    assert desk.of(ANNA) is not None
    desk.forget_gone(lambda _: False, 2 * GONE_MS + 1)
    assert desk.of(ANNA) is None
