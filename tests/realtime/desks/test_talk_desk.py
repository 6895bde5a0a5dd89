"""Topics, and conversations that are open to the ears of those around."""

from __future__ import annotations

import pytest

from tests.realtime.desks.people_isle import PeopleIsles, last, met, stand, talk
from tests.realtime.served_island import Setup


async def test_those_around_hear_what_a_conversation_is_about(people_isles: PeopleIsles) -> None:
    island = await people_isles.open(Setup(width=200))
    anna, bo, cees = await met(island)
    far = await island.enter("Dina")
    await stand(island, {far: (35, 5)})
    identity = talk(anna)["id"]
    assert await anna.reason("talk_topic", {"text": "  Tea \u202e and cake "}) is None
    told = {"talks": [[identity, "Tea and cake", False, False]]}
    for browser in (anna, bo, cees):
        assert await browser.get("talks") == told
    await far.settled()
    assert not far.heard("talks")


async def test_who_comes_to_see_a_conversation_asks_what_it_is_about(
    people_isles: PeopleIsles,
) -> None:
    island = await people_isles.open(Setup(width=200, starts=((5, 5),)))
    anna, _, _ = await met(island)
    identity = talk(anna)["id"]
    await anna.call("talk_topic", {"text": "Tea"})
    late = await island.enter("Dina")
    answer = await late.call("talks", {"conversations": [identity, 99_999]})
    assert answer == {"ok": True, "talks": [[identity, "Tea", False, False]]}
    await late.call("go", {"seq": 1, "x": 150, "y": 5})
    await island.pass_ms(40_000)
    answer = await late.call("talks", {"conversations": [identity]})
    assert answer["talks"] == []


async def test_a_topic_ends_with_its_conversation(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, bo, cees = await met(island)
    await anna.call("talk_topic", {"text": "Tea"})
    await bo.call("conversation", {"action": "leave"})
    assert await cees.call("talks", {"conversations": [1]}) == {"ok": True, "talks": []}
    await bo.call("conversation", {"action": "join"})
    await anna.settled()
    identity = talk(anna)["id"]
    answer = await cees.call("talks", {"conversations": [identity]})
    assert answer["talks"] == [[identity, "", False, False]]


@pytest.mark.parametrize(
    ("text", "reason"), [("x" * 81, "text"), ("x" * 1001, "text"), ("x" * 80, None), ("", None)]
)
async def test_a_topic_has_eighty_characters_at_most(
    people_isles: PeopleIsles, text: str, reason: str | None
) -> None:
    island = await people_isles.open()
    anna, _, cees = await met(island)
    assert await anna.reason("talk_topic", {"text": text}) == reason
    assert await cees.reason("talk_topic", {"text": "mine"}) == "not_in_conversation"


async def test_an_open_conversation_is_forwarded_and_members_know_in_the_same_call(
    people_isles: PeopleIsles,
) -> None:
    island = await people_isles.open()
    anna, bo, cees = await met(island, media="full")
    for browser in (anna, bo, cees):
        await browser.call("devices", {"mic": True, "camera": True})
    assert cees.slots() == set()
    assert await bo.reason("talk_open", {"open": True}) is None
    await cees.get("overheard", lambda said: said["conversation"] == talk(anna)["id"])
    await cees.settled()
    assert {tuple(row[1:]) for row in last(cees, "media_slots")["slots"]} == {
        (anna.me, True, False),
        (bo.me, True, False),
    }
    assert last(cees, "media_uplink")["audio"] is False
    for browser in (anna, bo):
        await browser.settled()
        assert talk(browser)["open"] is True
        assert talk(browser)["listening"] == [cees.me]
    assert anna.slots() == {bo.me}
    assert [identity for identity, *_ in last(cees, "talks")["talks"]] == [talk(anna)["id"]]


async def test_a_member_closes_it_at_once(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, bo, cees = await met(island, media="full")
    await anna.call("devices", {"mic": True, "camera": False})
    await bo.call("talk_open", {"open": True})
    assert await anna.reason("talk_open", {"open": False}) is None
    await cees.settled()
    assert last(cees, "overheard") == {"conversation": None}
    assert cees.slots() == set()
    await bo.settled()
    assert talk(bo)["open"] is False
    assert talk(bo)["listening"] == []


async def test_who_walks_off_or_leaves_is_no_longer_told_as_a_listener(
    people_isles: PeopleIsles,
) -> None:
    island = await people_isles.open()
    anna, bo, cees = await met(island)
    await bo.call("talk_open", {"open": True})
    await stand(island, {cees: (25, 10)})
    await anna.settled()
    assert talk(anna)["listening"] == []
    await stand(island, {cees: (15, 10)})
    await anna.settled()
    assert talk(anna)["listening"] == [cees.me]
    await cees.client.emit("leave", {})
    await cees.get("bye")
    await anna.settled()
    assert talk(anna)["listening"] == []


async def test_who_does_not_want_to_listen_does_not(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    _, bo, cees = await met(island)
    assert await cees.reason("listen", {"wanted": False}) == "nothing_to_hear"
    await bo.call("talk_open", {"open": True})
    assert await cees.reason("listen", {"wanted": False}) is None
    await bo.settled()
    assert talk(bo)["listening"] == []
    assert await cees.reason("listen", {"wanted": True}) is None
    await bo.settled()
    assert talk(bo)["listening"] == [cees.me]


async def test_who_comes_back_is_told_what_they_overhear(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, bo, cees = await met(island)
    await bo.call("talk_open", {"open": True})
    await cees.leave_rudely()
    again = await island.enter("Cees", person=cees.person)
    assert await again.get("overheard") == {"conversation": talk(anna)["id"]}


async def test_a_locked_conversation_cannot_be_opened(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, _, cees = await met(island)
    await anna.call("conversation", {"action": "lock"})
    assert await anna.reason("talk_open", {"open": True}) == "locked"
    assert await cees.reason("talk_open", {"open": True}) == "not_in_conversation"
