"""Blocks on served islands: neither hears, sees nor meets the other."""

from __future__ import annotations

import pytest

from island_server.core.ids import PersonId
from tests.realtime.conftest import Serve
from tests.realtime.desks.kept_order import Event
from tests.realtime.served_island import Browser, ServedIsland, Setup


@pytest.fixture
def event() -> Event:
    return Event()


@pytest.fixture
async def island(serve: Serve, event: Event) -> ServedIsland:
    return await event.serve(serve, Setup(starts=[(5, 5)]))


async def anna_blocks_bo(island: ServedIsland) -> tuple[Browser, Browser]:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    assert (await anna.call("block", {"avatar": bo.me}))["ok"]
    return anna, bo


async def test_the_blocker_sees_whom_they_block_and_the_blocked_hear_nothing(
    island: ServedIsland,
) -> None:
    anna, bo = await anna_blocks_bo(island)
    assert await anna.get("blocks") == {"blocks": [{"block": 1, "name": "Bo", "avatar": bo.me}]}
    await bo.settled()
    assert "blocks" not in bo.order


async def test_neither_gets_what_the_other_writes_near_or_to_all(island: ServedIsland) -> None:
    anna, bo = await anna_blocks_bo(island)
    cees = await island.enter("Cees")
    for scope in ("near", "island"):
        for writer, other in ((anna, bo), (bo, anna)):
            await writer.call("chat", {"scope": scope, "text": f"{scope} {writer.me}"})
            await cees.get("chat", lambda said, w=writer, s=scope: said["text"] == f"{s} {w.me}")
            await other.settled()
            assert all(said["from"] != writer.me for said in other.heard("chat"))
            assert any(said["from"] == writer.me for said in writer.heard("chat"))


async def test_a_wave_and_a_reaction_do_not_arrive_and_nobody_is_told(
    island: ServedIsland,
) -> None:
    anna, bo = await anna_blocks_bo(island)
    assert await bo.reason("wave", {"avatar": anna.me}) is None
    assert await bo.reason("react", {"emoji": "heart"}) is None
    await anna.settled()
    assert "wave" not in anna.order
    assert "reaction" not in anna.order
    await bo.get("reaction")


async def test_the_blocked_cannot_walk_up_to_the_blocker(island: ServedIsland) -> None:
    anna, bo = await anna_blocks_bo(island)
    assert await bo.reason("approach", {"seq": 1, "avatar": anna.me}) == "blocked"


async def test_two_who_talk_are_parted_at_once_and_in_a_third_ones_bubble_unheard(
    island: ServedIsland,
) -> None:
    people = [await island.enter(name, media="full") for name in ("Anna", "Bo", "Cees")]
    anna, bo, cees = people
    for one in people:
        await one.call("devices", {"mic": True, "camera": False})
    for seq, one in enumerate((anna, bo, cees)):
        await one.call("go", {"seq": 1, "x": 6 + seq, "y": 5})
    await island.pass_ms(2000)
    await anna.get(
        "conversation", lambda m: m["conversation"] and len(m["conversation"]["members"]) == 3
    )
    await anna.get("media_slots", lambda m: {row[1] for row in m["slots"]} == {bo.me, cees.me})
    await anna.call("block", {"avatar": bo.me})
    await island.until(lambda: anna.slots() == {cees.me} and bo.slots() == {cees.me})
    assert cees.slots() == {anna.me, bo.me}
    await cees.call("leave")
    await anna.get("conversation", lambda m: m["conversation"] is None)
    await bo.get("conversation", lambda m: m["conversation"] is None)


async def test_a_block_lasts_over_reconnects_and_restarts(serve: Serve, event: Event) -> None:
    first = await event.serve(serve)
    anna, bo = await anna_blocks_bo(first)
    await bo.call("leave")
    back = await first.enter("Bobo", person=bo.person)
    await anna.get("blocks", lambda m: m["blocks"][0]["avatar"] == back.me)
    assert await back.reason("approach", {"seq": 1, "avatar": anna.me}) == "blocked"
    assert b"Bo" not in event.shelf.things["blocks"]

    event.names = {PersonId("person-2"): "Bobo"}
    again = await event.serve(serve)
    her = await again.enter("Anna", person=anna.person)
    assert await her.get("blocks") == {"blocks": [{"block": 1, "name": "Bobo", "avatar": None}]}
    him = await again.enter("Bobo", person=bo.person)
    assert await him.reason("approach", {"seq": 1, "avatar": her.me}) == "blocked"


async def test_who_is_unblocked_is_somebody_as_before(island: ServedIsland) -> None:
    anna, bo = await anna_blocks_bo(island)
    assert await bo.reason("unblock", {"block": 1}) == "unknown_block"
    assert await anna.reason("unblock", {"block": 1}) is None
    await anna.get("blocks", lambda m: m["blocks"] == [])
    assert await bo.reason("wave", {"avatar": anna.me}) is None
    await anna.get("wave")


async def test_nobody_blocks_oneself_or_nobody(island: ServedIsland) -> None:
    anna = await island.enter("Anna")
    assert await anna.reason("block", {"avatar": anna.me}) == "forbidden"
    assert await anna.reason("block", {"avatar": 999}) == "unknown_avatar"


async def test_who_is_erased_blocks_nobody_and_is_blocked_by_nobody(
    island: ServedIsland, event: Event
) -> None:
    anna, bo = await anna_blocks_bo(island)
    await event.blocks.forget(PersonId("person-2"))
    await anna.get("blocks", lambda m: m["blocks"] == [])
    assert b"person-2" not in event.shelf.things["blocks"]
    assert await bo.reason("wave", {"avatar": anna.me}) is None
    await anna.get("wave")
