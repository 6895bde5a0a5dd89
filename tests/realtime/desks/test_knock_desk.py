"""Knocking, being let in, and never being told a no."""

from __future__ import annotations

from island_server.core.knocking import KNOCK_MS, KNOCK_PAUSE_MS
from island_server.core.zones import ZoneKind
from tests.core.island import box
from tests.realtime.desks.people_isle import PeopleIsles, met, stand, talk
from tests.realtime.served_island import Browser, ServedIsland, Setup

CLUB = box("club", ZoneKind.PLACE, (20, 5), (4, 4), knock=True)
ROOM = box("room", ZoneKind.MEETING, (20, 5), (4, 4), lockable=True)


async def locked(people_isles: PeopleIsles) -> tuple[ServedIsland, Browser, Browser, Browser]:
    island = await people_isles.open()
    anna, bo, cees = await met(island)
    assert await anna.reason("conversation", {"action": "lock"}) is None
    return island, anna, bo, cees


def at(browser: Browser) -> dict[str, object]:
    """A knock at somebody's conversation."""
    return {"conversation": talk(browser)["id"], "zone": None}


async def test_members_hear_a_knock_and_who_is_let_in_joins(people_isles: PeopleIsles) -> None:
    island, anna, bo, cees = await locked(people_isles)
    assert await cees.reason("knock", at(anna)) is None
    for browser in (anna, bo):
        assert await browser.get("knock") == {"knock": 1, "avatar": cees.me, "zone": None}
    assert await bo.reason("knock_answer", {"knock": 1, "admit": True}) is None
    answer = {"admitted": True, "conversation": talk(anna)["id"], "zone": None}
    assert await cees.get("knock_answered") == answer
    assert await anna.get("knock_over") == {"knock": 1}
    await stand(island, {cees: (12, 10)})
    assert [member for member, _ in talk(anna)["members"]] == [anna.me, bo.me, cees.me]


async def test_who_is_refused_hears_the_same_as_who_is_not_heard(
    people_isles: PeopleIsles,
) -> None:
    island, anna, bo, cees = await locked(people_isles)
    await cees.call("knock", at(anna))
    assert await bo.reason("knock_answer", {"knock": 1, "admit": False}) is None
    assert await anna.get("knock_over") == {"knock": 1}
    await island.pass_ms(KNOCK_MS - 2000)
    await cees.settled()
    assert not cees.heard("knock_answered")
    assert await anna.reason("knock_answer", {"knock": 1, "admit": True}) == "unknown_knock"
    await island.pass_ms(3000)
    assert (await cees.get("knock_answered"))["admitted"] is False


async def test_who_knocked_in_vain_waits_before_knocking_again(people_isles: PeopleIsles) -> None:
    island, anna, _, cees = await locked(people_isles)
    assert await cees.reason("knock", at(anna)) is None
    assert await cees.reason("knock", at(anna)) == "rate"
    await island.pass_ms(KNOCK_MS + 1000)
    await cees.get("knock_answered")
    assert await cees.reason("knock", at(anna)) == "rate"
    await island.pass_ms(KNOCK_PAUSE_MS)
    assert await cees.reason("knock", at(anna)) is None


async def test_knocking_needs_something_locked_and_near(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, bo, cees = await met(island)
    assert await cees.reason("knock", at(anna)) == "nothing_to_knock"
    assert await cees.reason("knock", {"conversation": 99, "zone": None}) == "nothing_to_knock"
    assert await cees.reason("knock", {"conversation": None, "zone": None}) == "nothing_to_knock"
    assert await cees.reason("knock", {"conversation": None, "zone": "?"}) == "unknown_zone"
    await anna.call("conversation", {"action": "lock"})
    assert await bo.reason("knock", at(anna)) == "nothing_to_knock"
    await stand(island, {cees: (30, 10)})
    assert await cees.reason("knock", at(anna)) == "too_far"


async def test_a_stranger_cannot_answer(people_isles: PeopleIsles) -> None:
    _, anna, _, cees = await locked(people_isles)
    await cees.call("knock", at(anna))
    assert await cees.reason("knock_answer", {"knock": 1, "admit": True}) == "unknown_knock"
    assert await anna.reason("knock_answer", {"knock": 2, "admit": True}) == "unknown_knock"


async def test_unlocking_lets_who_knocks_in(people_isles: PeopleIsles) -> None:
    _, anna, bo, cees = await locked(people_isles)
    await cees.call("knock", at(anna))
    await bo.call("conversation", {"action": "unlock"})
    assert (await cees.get("knock_answered"))["admitted"] is True
    await anna.get("knock_over")


async def test_who_leaves_knocks_no_more(people_isles: PeopleIsles) -> None:
    _, anna, _, cees = await locked(people_isles)
    await cees.call("knock", at(anna))
    await anna.get("knock")
    await cees.client.emit("leave", {})
    assert await anna.get("knock_over") == {"knock": 1}


async def test_a_locked_meeting_is_knocked_at_by_its_zone(people_isles: PeopleIsles) -> None:
    island = await people_isles.open(Setup(zones=(ROOM,)))
    anna, cees = await island.enter("Anna"), await island.enter("Cees")
    await stand(island, {anna: (21, 6), cees: (17, 6)})
    await anna.call("conversation", {"action": "lock"})
    assert await cees.reason("knock", {"conversation": None, "zone": "room"}) is None
    assert (await anna.get("knock"))["zone"] == "room"
    assert await anna.reason("knock_answer", {"knock": 1, "admit": True}) is None
    await stand(island, {cees: (20, 6)})
    assert [member for member, _ in talk(anna)["members"]] == [anna.me, cees.me]


async def test_those_inside_let_people_into_a_zone_at_which_one_knocks(
    people_isles: PeopleIsles,
) -> None:
    island = await people_isles.open(Setup(zones=(CLUB,)))
    host = await island.enter("Hans", token="host")
    cees = await island.enter("Cees")
    at_club = {"conversation": None, "zone": "club"}
    assert await cees.reason("knock", at_club) == "too_far"
    await stand(island, {host: (21, 6), cees: (18, 6)})
    assert await cees.reason("knock", at_club) is None
    await host.get("knock")
    assert await host.reason("knock_answer", {"knock": 1, "admit": True}) is None
    assert (await cees.get("knock_answered"))["zone"] == "club"
    await stand(island, {cees: (20, 6)})
    assert await cees.reason("knock", at_club) == "nothing_to_knock"


async def test_hosts_hear_a_knock_at_an_empty_zone(people_isles: PeopleIsles) -> None:
    island = await people_isles.open(Setup(zones=(CLUB,)))
    cees = await island.enter("Cees")
    await stand(island, {cees: (18, 6)})
    at_club = {"conversation": None, "zone": "club"}
    assert await cees.reason("knock", at_club) == "nobody_there"
    host = await island.enter("Hans", token="host")
    assert await cees.reason("knock", at_club) is None
    await host.get("knock")
    again = await island.enter("Hans", token="host", person=host.person)
    assert (await again.get("knock"))["avatar"] == cees.me
