"""People who see each other, meet, talk and write: through real connections."""

from __future__ import annotations

from island_server.core.motion import Run
from island_server.core.zones import ZoneKind
from tests.core.island import box
from tests.realtime.conftest import Serve
from tests.realtime.served_island import LOOK, Browser, ServedIsland, Setup

E = 2


async def together(island: ServedIsland, *browsers: Browser) -> None:
    """All stop beside each other and talk."""
    for i, browser in enumerate(browsers):
        assert await browser.reason("go", {"seq": 900, "x": 5 + i, "y": 6}) is None
    await island.pass_ms(4000)
    for browser in browsers:
        members = {b.me for b in browsers}
        await browser.get(
            "conversation",
            lambda said, members=members: (
                said["conversation"] and {m for m, _ in said["conversation"]["members"]} == members
            ),
        )


async def test_two_see_each_other_walk(island: ServedIsland) -> None:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    answer = await anna.call("walk", {"seq": 7, "x": 5, "y": 5, "runs": [E << 13 | 3]})
    assert answer == {"ok": True}
    moved = {"seq": 7, "t0": 1000, "x": 5, "y": 5, "facing": E, "runs": [E << 13 | 3]}
    assert await anna.get("moved") == moved
    await island.pass_ms(120)
    await bo.get("delta")
    record = bo.records[anna.me]
    assert (record.t0_ms, record.x, record.y, record.runs) == (1000, 5, 5, (Run(E, 3),))


async def test_a_walk_that_is_not_possible_is_answered_by_the_path_as_it_is(
    island: ServedIsland,
) -> None:
    anna = await island.enter("Anna")
    assert await anna.reason("go", {"seq": 3, "x": 999, "y": 5}) == "blocked"
    moved = await anna.get("moved")
    assert (moved["seq"], moved["runs"]) == (3, [])


async def test_newcomers_are_on_the_roster_of_everybody(island: ServedIsland) -> None:
    anna = await island.enter("Anna")
    bo = await island.enter("Bo", token="organiser")
    assert [person[1] for person in bo.heard("welcome")[0]["people"]] == ["Anna", "Bo"]
    await island.pass_ms(120)
    roster = await anna.get("roster", lambda r: any(p[1] == "Bo" for p in r["put"]))
    assert [bo.me, "Bo", LOOK, "organiser", "available", None, 0, 0] in roster["put"]


async def test_whereabouts_are_told_once_a_second(serve: Serve) -> None:
    zone = box("beach", ZoneKind.PLACE, (16, 0), (4, 20))
    island = await serve(Setup(zones=(zone,)))
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    await anna.call("go", {"seq": 1, "x": 17, "y": 5})
    await island.pass_ms(4000)
    await bo.settled()
    where = [p[5:] for roster in bo.heard("roster") for p in roster["put"] if p[0] == anna.me]
    assert where[-1] == ["beach", 1, 0]
    assert len(where) <= 5


async def test_somebody_who_came_and_went_between_two_flushes_leaves_no_ghost(
    island: ServedIsland,
) -> None:
    """Regression: who had heard of them in a welcome never heard that they were gone."""
    anna = await island.enter("Anna")
    bo = await island.enter("Bo")
    assert [person[0] for person in bo.heard("welcome")[0]["people"]] == [anna.me, bo.me]
    await anna.client.emit("leave", {})
    await anna.get("bye")
    await island.pass_ms(120)
    assert anna.me in (await bo.get("roster", lambda roster: roster["gone"]))["gone"]


async def test_who_meets_hears_with_whom(island: ServedIsland) -> None:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    await together(island, anna, bo)
    said = bo.heard("conversation")[-1]["conversation"]
    assert said == {
        "id": said["id"],
        "kind": "bubble",
        "zone": None,
        "locked": False,
        "lockable": True,
        "capacity": 8,
        "members": [[anna.me, "speaker"], [bo.me, "speaker"]],
        "listeners": 0,
        "open": False,
        "listening": [],
    }


async def test_a_third_is_told_and_all_hear_of_lock_and_leave(island: ServedIsland) -> None:
    anna, bo, cees = [await island.enter(name) for name in ("Anna", "Bo", "Cees")]
    await together(island, anna, bo, cees)
    assert await cees.reason("conversation", {"action": "lock"}) is None
    for browser in (anna, bo, cees):
        await browser.get(
            "conversation", lambda s: s["conversation"] and s["conversation"]["locked"]
        )
    assert await bo.reason("conversation", {"action": "leave"}) is None
    await bo.get("conversation", lambda said: said["conversation"] is None)
    await anna.settled()
    members = anna.heard("conversation")[-1]["conversation"]["members"]
    assert sorted(member for member, _ in members) == [anna.me, cees.me]
    assert await bo.reason("conversation", {"action": "lock"}) == "not_in_conversation"
    assert await anna.reason("conversation", {"action": "unlock"}) is None
    assert await bo.reason("conversation", {"action": "join"}) is None
    assert await bo.reason("conversation", {"action": "join"}) == "nothing_to_join"
    await bo.settled()
    assert len(bo.heard("conversation")[-1]["conversation"]["members"]) == 3


async def test_a_meeting_cannot_be_locked(serve: Serve) -> None:
    zone = box("table", ZoneKind.MEETING, (0, 0), (9, 9))
    island = await serve(Setup(zones=(zone,)))
    anna = await island.enter("Anna")
    assert anna.heard("welcome")[0]["conversation"]["zone"] == "table"
    assert await anna.reason("conversation", {"action": "lock"}) == "zone_conversation"


async def test_chat_in_a_conversation_reaches_its_members_only(island: ServedIsland) -> None:
    anna, bo, cees = [await island.enter(name) for name in ("Anna", "Bo", "Cees")]
    await cees.call("go", {"seq": 1, "x": 9, "y": 6})
    await together(island, anna, bo)
    assert await anna.reason("chat", {"scope": "near", "text": " hi\u202e "}) is None
    message = await bo.get("chat")
    assert message == {
        "id": 1,
        "from": anna.me,
        "name": "Anna",
        "scope": "near",
        "text": "hi",
        "at": island.clock.wall_ms(),
    }
    assert await anna.get("chat") == message
    await cees.settled()
    assert cees.heard("chat") == []


async def test_chat_outside_a_conversation_carries_six_tiles(serve: Serve) -> None:
    island = await serve(Setup(starts=((5, 5), (11, 5), (5, 12))))
    browsers = [await island.enter(name) for name in ("Anna", "Bo", "Cees")]
    by_tile = {tuple(island.loop.world.tile(b.me)): b for b in browsers}
    anna, near, far = by_tile[5, 5], by_tile[11, 5], by_tile[5, 12]
    assert await anna.reason("chat", {"scope": "near", "text": "anybody?"}) is None
    await near.get("chat")
    await far.settled()
    assert far.heard("chat") == []


async def test_chat_to_the_island_reaches_everybody(serve: Serve) -> None:
    island = await serve(Setup(width=200, starts=((5, 5), (190, 5))))
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    assert await anna.reason("chat", {"scope": "island", "text": "all"}) is None
    assert (await bo.get("chat"))["scope"] == "island"


async def test_who_writes_too_much_is_told_to_wait(island: ServedIsland) -> None:
    anna = await island.enter("Anna")
    for _ in range(5):
        assert await anna.reason("chat", {"scope": "near", "text": "again"}) is None
    assert await anna.reason("chat", {"scope": "near", "text": "again"}) == "rate"
    await island.pass_ms(1000)
    assert await anna.reason("chat", {"scope": "near", "text": "again"}) is None


async def test_a_reaction_is_seen_by_those_around_and_a_wave_by_whom_it_is_for(
    serve: Serve,
) -> None:
    island = await serve(Setup(width=200, starts=((5, 5), (6, 6), (190, 5))))
    browsers = [await island.enter(name) for name in ("Anna", "Bo", "Cees")]
    by_tile = {tuple(island.loop.world.tile(b.me)): b for b in browsers}
    anna, near, far = by_tile[5, 5], by_tile[6, 6], by_tile[190, 5]
    assert await anna.reason("react", {"emoji": "heart"}) is None
    assert await near.get("reaction") == {"avatar": anna.me, "emoji": "heart"}
    assert await anna.get("reaction") == {"avatar": anna.me, "emoji": "heart"}
    assert await anna.reason("wave", {"avatar": far.me}) is None
    assert await far.get("wave") == {"from": anna.me}
    await near.settled()
    assert near.heard("wave") == []
    assert far.heard("reaction") == []


async def test_somebody_can_be_approached(island: ServedIsland) -> None:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    await bo.call("go", {"seq": 1, "x": 12, "y": 5})
    await island.pass_ms(3000)
    assert await anna.reason("approach", {"seq": 2, "avatar": bo.me}) is None
    await anna.get("moved", lambda moved: moved["seq"] == 2)
    assert island.loop.world.rest(anna.me) == (11, 5)
    assert await anna.reason("approach", {"seq": 3, "avatar": 99}) == "unknown_avatar"


async def test_a_profile_and_an_availability_are_on_the_roster(island: ServedIsland) -> None:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    assert await anna.reason("profile", {"name": " Annika ", "look": [1] * 7}) is None
    assert await anna.reason("status", {"availability": "away"}) is None
    await island.pass_ms(120)
    roster = await bo.get("roster", lambda r: any(p[1] == "Annika" for p in r["put"]))
    assert [p[:5] for p in roster["put"] if p[0] == anna.me] == [
        [anna.me, "Annika", [1] * 7, "attendee", "away"]
    ]


async def test_nothing_is_sent_where_nothing_happens(island: ServedIsland) -> None:
    anna = await island.enter("Anna")
    await island.pass_ms(1500)
    await anna.settled()
    anna.forget()
    await island.pass_ms(5000)
    await anna.settled()
    assert anna.order == []
