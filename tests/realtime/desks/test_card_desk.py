"""Contact cards change hands only when both said yes."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from island_server.core.card_exchange import CARD_SEND_MS
from tests.realtime.desks.people_isle import PeopleIsles, met, stand

CARD: dict[str, Any] = {
    "name": "Anna de Vries",
    "organisation": "Tuin & Co",
    "email": "anna@example.org",
    "link": "https://example.org/anna",
}


async def test_a_card_passes_only_after_both_said_yes(
    people_isles: PeopleIsles, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    island = await people_isles.open()
    anna, bo, _ = await met(island)
    send = {"avatar": bo.me, "card": CARD}
    assert await anna.reason("card", send) == "not_agreed"
    assert await anna.reason("card_offer", {"avatar": bo.me, "offered": True}) is None
    assert await bo.get("card_offered") == {"from": anna.me, "offered": True}
    assert await anna.reason("card", send) == "not_agreed"
    assert await bo.reason("card_offer", {"avatar": anna.me, "offered": True}) is None
    assert await anna.get("card_agreed") == {"with": bo.me}
    assert await bo.get("card_agreed") == {"with": anna.me}
    assert await anna.reason("card", send) is None
    assert await bo.get("card") == {"from": anna.me, "card": CARD}
    assert await anna.reason("card", send) == "not_agreed"
    said = " ".join(record.getMessage() for record in caplog.records if "card" not in record.name)
    assert "example.org" not in said


async def test_no_event_of_the_log_tells_of_cards(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, bo, _ = await met(island)
    before = len(island.log)
    await anna.call("card_offer", {"avatar": bo.me, "offered": True})
    await bo.call("card_offer", {"avatar": anna.me, "offered": True})
    await anna.call("card", {"avatar": bo.me, "card": CARD})
    assert len(island.log) == before


async def test_who_says_no_says_nothing_and_an_offer_can_be_taken_back(
    people_isles: PeopleIsles,
) -> None:
    island = await people_isles.open()
    anna, bo, _ = await met(island)
    await anna.call("card_offer", {"avatar": bo.me, "offered": True})
    assert await anna.reason("card_offer", {"avatar": bo.me, "offered": False}) is None
    await bo.get("card_offered", lambda said: not said["offered"])
    await bo.call("card_offer", {"avatar": anna.me, "offered": True})
    await anna.settled()
    assert not anna.heard("card_agreed")


async def test_offers_are_for_those_in_ones_conversation_while_they_are(
    people_isles: PeopleIsles,
) -> None:
    island = await people_isles.open()
    anna, bo, cees = await met(island)
    for avatar in (cees.me, anna.me, 9999):
        offer = {"avatar": avatar, "offered": True}
        assert await anna.reason("card_offer", offer) == "not_in_conversation"
    await anna.call("card_offer", {"avatar": bo.me, "offered": True})
    await stand(island, {anna: (20, 3)})
    await bo.get("card_offered", lambda said: not said["offered"])
    await stand(island, {anna: (12, 10)})
    await bo.call("card_offer", {"avatar": anna.me, "offered": True})
    await bo.settled()
    assert not bo.heard("card_agreed")


async def test_a_card_comes_soon_or_not_at_all(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, bo, _ = await met(island)
    await anna.call("card_offer", {"avatar": bo.me, "offered": True})
    await bo.call("card_offer", {"avatar": anna.me, "offered": True})
    await island.pass_ms(CARD_SEND_MS + 1)
    assert await anna.reason("card", {"avatar": bo.me, "card": CARD}) == "not_agreed"


async def test_who_comes_back_is_told_of_an_offer(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, bo, _ = await met(island)
    await anna.call("card_offer", {"avatar": bo.me, "offered": True})
    await bo.leave_rudely()
    again = await island.enter("Bo", person=bo.person)
    assert await again.get("card_offered") == {"from": anna.me, "offered": True}


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("name", "", "name"),
        ("name", "x" * 41, "name"),
        ("email", "x" * 101, "text"),
        ("organisation", "x" * 101, "text"),
        ("link", "javascript:alert(1)", "link"),
        ("link", "data:text/html,x", "link"),
        ("link", "https://" + "x" * 300, "text"),
        ("link", 5, "bad_message"),
    ],
)
async def test_a_card_that_is_none_is_refused(
    people_isles: PeopleIsles, field: str, value: object, reason: str
) -> None:
    island = await people_isles.open()
    anna, bo, _ = await met(island)
    card = {**CARD, field: value}
    assert await anna.reason("card", {"avatar": bo.me, "card": card}) == reason
