"""Doors, closed zones and meetings that ask, as browsers hear of them."""

from __future__ import annotations

from island_server.core.doors import Door
from island_server.core.ids import DoorId
from island_server.core.zone_effects import Trigger
from island_server.core.zones import ZoneKind
from tests.core.island import box
from tests.realtime.conftest import Serve
from tests.realtime.served_island import Setup

DOOR = Door(DoorId("front"), False, ((5, 7, 8),), (), ((5, 6, 9),))
SMALL = box("small", ZoneKind.MEETING, (8, 0), (4, 20), max_people=1)
MEETING = box("meeting", ZoneKind.MEETING, (8, 0), (4, 20), lockable=True)
ASKED = box("asked", ZoneKind.MEETING, (0, 0), (12, 20), joins=Trigger.ACTION, lockable=True)


async def test_all_hear_that_a_door_opened(serve: Serve) -> None:
    island = await serve(Setup(doors=(DOOR,), starts=((6, 5), (30, 15))))
    people = [await island.enter("Anna"), await island.enter("Bo")]
    opener = next(b for b in people if b.heard("welcome")[0]["path"]["x"] == 6)
    assert await opener.reason("door", {"door": "front", "open": True}) is None
    await island.pass_ms(120)
    for browser in people:
        assert await browser.get("doors") == {"open": ["front"]}
    cees = await island.enter("Cees")
    assert cees.heard("welcome")[0]["doors"] == ["front"]


async def test_who_plays_with_a_door_does_not_make_everybody_hear_it(serve: Serve) -> None:
    island = await serve(Setup(doors=(DOOR,), starts=((6, 5),)))
    anna = await island.enter("Anna")
    for turn in range(10):
        assert await anna.reason("door", {"door": "front", "open": turn % 2 == 0}) is None
    await island.pass_ms(120)
    await anna.settled()
    assert anna.heard("doors") == []


async def test_a_door_is_worked_from_beside_it_only(serve: Serve) -> None:
    island = await serve(Setup(doors=(DOOR,)))
    anna = await island.enter("Anna")
    assert await anna.reason("door", {"door": "front", "open": True}) == "too_far"
    assert await anna.reason("door", {"door": "back", "open": True}) == "unknown_door"
    assert await anna.reason("door", {"door": "front"}) == "bad_message"
    assert anna.heard("doors") == []


async def test_who_is_turned_away_hears_why_and_where_they_stand(serve: Serve) -> None:
    island = await serve(Setup(zones=(SMALL,)))
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    await anna.call("go", {"seq": 1, "x": 9, "y": 5})
    await bo.call("go", {"seq": 4, "x": 9, "y": 6})
    await island.pass_ms(2000)
    assert await bo.get("turned_away") == {"zone": "small", "reason": "full"}
    stopped = await bo.get("moved", lambda moved: moved["runs"] == [])
    assert (stopped["seq"], stopped["x"]) == (4, 7)
    assert anna.heard("turned_away") == []


async def test_a_meeting_says_whether_it_can_be_locked_and_is(serve: Serve) -> None:
    island = await serve(Setup(zones=(MEETING,)))
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    await anna.call("go", {"seq": 1, "x": 8, "y": 5})
    await island.pass_ms(700)
    told = await anna.get("conversation", lambda c: c["conversation"])
    assert told["conversation"]["lockable"]
    assert await anna.reason("conversation", {"action": "lock"}) is None
    await bo.call("go", {"seq": 1, "x": 9, "y": 9})
    await island.pass_ms(2000)
    assert await bo.get("turned_away") == {"zone": "meeting", "reason": "locked"}


async def test_one_joins_a_meeting_that_asks_by_saying_so(serve: Serve) -> None:
    island = await serve(Setup(zones=(ASKED,)))
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    assert anna.heard("conversation") == []
    assert await anna.reason("conversation", {"action": "join"}) is None
    await anna.get("conversation", lambda c: c["conversation"])
    assert await anna.reason("conversation", {"action": "join"}) == "nothing_to_join"
    assert await anna.reason("conversation", {"action": "lock"}) is None
    assert await bo.reason("conversation", {"action": "join"}) == "locked"
