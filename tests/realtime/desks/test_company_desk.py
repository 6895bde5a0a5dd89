"""Following, guiding, and what people say of themselves."""

from __future__ import annotations

from island_server.core.motion import unpack_run
from tests.realtime.desks.people_isle import PeopleIsles, last, met, stand
from tests.realtime.served_island import Setup


async def test_both_are_told_and_the_browser_hears_where_it_walks(
    people_isles: PeopleIsles,
) -> None:
    island = await people_isles.open()
    anna, bo, _ = await met(island)
    assert await bo.reason("follow", {"avatar": anna.me}) is None
    assert await bo.get("following") == {"leader": anna.me, "followers": []}
    assert await anna.get("following") == {"leader": None, "followers": [bo.me]}
    seq = last(bo, "moved")["seq"]
    told = len(bo.heard("moved"))
    await anna.call("go", {"seq": 901, "x": 10, "y": 3})
    await island.pass_ms(4000)
    await bo.settled()
    moved = bo.heard("moved")[told]
    assert moved["seq"] == seq
    assert sum(unpack_run(run).steps for run in moved["runs"]) >= 5
    here, there = island.loop.world.tile(bo.me), island.loop.world.tile(anna.me)
    assert there == (10, 3)
    assert max(abs(here.x - there.x), abs(here.y - there.y)) <= 2


async def test_ones_own_step_ends_it_and_the_leader_hears(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, bo, _ = await met(island)
    await bo.call("follow", {"avatar": anna.me})
    await bo.call("go", {"seq": 901, "x": 20, "y": 3})
    assert await anna.get("following", lambda said: not said["followers"])
    assert last(bo, "following") == {"leader": None, "followers": []}


async def test_a_leader_sends_followers_off_and_leaving_ends_it(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, bo, cees = await met(island)
    await bo.call("follow", {"avatar": anna.me})
    assert await anna.reason("guide", {"ask": False}) is None
    assert await bo.get("following", lambda said: said["leader"] is None)
    await cees.call("follow", {"avatar": anna.me})
    await cees.client.emit("leave", {})
    await anna.get("following", lambda said: said["followers"] == [cees.me])
    await island.pass_ms(100)
    await anna.settled()
    assert last(anna, "following")["followers"] == []


async def test_a_guide_asks_those_around_and_each_chooses(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, bo, cees = await met(island)
    far = await island.enter("Dina")
    await stand(island, {far: (30, 10)})
    answer = await anna.call("guide", {"ask": True})
    assert answer == {"ok": True, "asked": 2}
    for browser in (bo, cees):
        assert await browser.get("guide_asked") == {"from": anna.me}
    await far.settled()
    assert not far.heard("guide_asked")
    assert await anna.reason("guide", {"ask": True}) == "rate"
    assert await far.reason("guide", {"ask": True}) == "nobody_there"


async def test_refusals_are_told(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, bo, _ = await met(island)
    assert await bo.reason("follow", {"avatar": 9999}) == "unknown_avatar"
    await bo.call("follow", {"avatar": anna.me})
    assert await anna.reason("follow", {"avatar": bo.me}) == "follows_you"


async def test_who_comes_back_is_told_whom_they_follow(people_isles: PeopleIsles) -> None:
    island = await people_isles.open()
    anna, bo, _ = await met(island)
    await bo.call("follow", {"avatar": anna.me})
    await bo.leave_rudely()
    again = await island.enter("Bo", person=bo.person)
    assert (await again.get("following"))["leader"] == anna.me


async def test_a_status_is_on_the_roster_until_one_leaves(people_isles: PeopleIsles) -> None:
    island = await people_isles.open(Setup())
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    assert await anna.reason("status_text", {"text": " Looking for \n designers "}) is None
    await island.pass_ms(120)
    roster = await bo.get("roster", lambda r: any(p[0] == anna.me for p in r["put"]))
    assert next(p for p in roster["put"] if p[0] == anna.me)[8:] == ["Looking for designers"]
    late = await island.enter("Cees")
    assert [p[8:] for p in last(late, "welcome")["people"]] == [["Looking for designers"], [], []]
    assert await anna.reason("status_text", {"text": "x" * 61}) == "text"
    assert await anna.reason("status_text", {"text": ""}) is None
    bo.forget()
    await island.pass_ms(120)
    roster = await bo.get("roster", lambda r: any(p[0] == anna.me for p in r["put"]))
    assert next(p for p in roster["put"] if p[0] == anna.me)[8:] == []
