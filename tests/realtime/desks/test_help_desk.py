"""Who asks for help gets somebody; who stands alone is seen by those who greet."""

from __future__ import annotations

from typing import Any

from island_server.core.help_desk import GONE_MS
from tests.realtime.desks.gathered import SQUARE, Gatherings, last, notes
from tests.realtime.served_island import Browser, Setup


async def listed(browser: Browser) -> Any:
    return await last(browser, "help_list")


async def test_help_is_asked_seen_by_hosts_taken_and_done(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    other = await island.enter("Cas")
    await guest.call("go", {"seq": 1, "x": 30, "y": 20})
    await island.pass_ms(20_000)
    assert (await guest.call("help", {"needed": True, "text": "No sound"}))["ok"]
    (asked,) = (await listed(host))["asked"]
    assert (asked["avatar"], asked["name"], asked["text"]) == (guest.me, "Bo", "No sound")
    assert (asked["island"], asked["by"]) == ("Map", None)
    assert (await last(guest, "help_state"))["asked"]
    await other.settled()
    assert "help_list" not in other.order
    assert (await host.call("help_take", {"avatar": guest.me}))["ok"]
    assert (await last(guest, "help_state"))["by"] == "Host"
    await island.pass_ms(20_000)
    assert island.loop.world.state.avatars[host.me].conversation is not None
    assert (await host.call("help_done", {"avatar": guest.me}))["ok"]
    assert not (await last(guest, "help_state"))["asked"]
    assert (await listed(host))["asked"] == []
    assert await host.reason("help_done", {"avatar": guest.me}) == "no_help"
    assert notes(island) == [("help_asked", {}), ("help_taken", {})]
    assert b"No sound" not in b"".join(gatherings.shelf.things.values())


async def test_one_asks_once_and_may_take_it_back(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    await guest.call("help", {"needed": True})
    await guest.call("help", {"needed": True, "text": "Where is the stage?"})
    assert [it["text"] for it in (await listed(host))["asked"]] == ["Where is the stage?"]
    await guest.call("help", {"needed": False})
    assert (await listed(host))["asked"] == []
    assert await guest.reason("help", {"needed": False}) == "no_help"
    assert await guest.reason("help", {"needed": True, "text": "x" * 301}) == "text"
    assert [what for what, _ in notes(island)] == ["help_asked"]


async def test_others_see_and_take_nothing(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    guest, other = await island.enter("Bo"), await island.enter("Cas")
    await guest.call("help", {"needed": True})
    for event in ("help_take", "help_done", "greet"):
        assert await other.reason(event, {"avatar": guest.me}) == "forbidden"
    assert await other.reason("greeter", {"avatar": other.me, "greeter": True}) == "forbidden"


async def test_nobody_helps_themselves_or_somebody_who_is_not_there(
    gatherings: Gatherings,
) -> None:
    island = await gatherings.open()
    host = await island.enter("Host", token="host")
    await host.call("help", {"needed": True})
    assert await host.reason("help_take", {"avatar": host.me}) == "no_help"
    assert await host.reason("help_take", {"avatar": 4000}) == "unknown_avatar"


async def test_a_host_makes_somebody_greeter_also_over_a_restart(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    await host.call("greeter", {"avatar": guest.me, "greeter": True})
    assert (await last(guest, "help_state"))["greeter"]
    assert (await listed(guest))["greeters"] == [guest.me]
    again = await gatherings.open()
    returned = await again.enter("Bo", person=guest.person)
    assert (await last(returned, "help_state"))["greeter"]
    host = await again.enter("Host", token="host")
    await host.call("greeter", {"avatar": returned.me, "greeter": False})
    assert not (await last(returned, "help_state"))["greeter"]
    assert await returned.reason("greet", {"avatar": host.me}) == "forbidden"


async def test_a_newcomer_who_stands_alone_is_shown_and_can_be_walked_to(
    gatherings: Gatherings,
) -> None:
    island = await gatherings.open(Setup(width=60, starts=((50, 5),), entries={"far": ((5, 5),)}))
    host = await island.enter("Host", token="host", entry="far")
    guest = await island.enter("Bo")
    await island.pass_ms(59_000)
    assert (await listed(host))["alone"] == []
    await island.pass_ms(3_000)
    (alone,) = (await listed(host))["alone"]
    assert (alone["avatar"], alone["name"]) == (guest.me, "Bo")
    assert (await host.call("greet", {"avatar": guest.me}))["ok"]
    await island.pass_ms(30_000)
    world = island.loop.world
    assert world.state.conversation_of(host.me) is world.state.conversation_of(guest.me)
    assert world.state.conversation_of(host.me) is not None


async def test_a_helper_comes_from_another_island(gatherings: Gatherings) -> None:
    other = Setup(width=60, zones=(SQUARE,), starts=((2, 10),))
    island = await gatherings.open(Setup(width=60, others={"other": other}))
    there = await island.islands.open("other")
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    session = island.loop.sessions.of(guest.me)
    assert session is not None
    await island.islands.take_to(island.islands.main, session, there.name)
    moved = await island.enter("Bo", person=guest.person)
    await moved.call("help", {"needed": True})
    assert (await listed(host))["asked"][0]["island"] == "Other"
    assert (await host.call("help_take", {"avatar": moved.me}))["ok"]
    assert (await host.get("travel"))["island"] == "other"
    arrived = await island.enter("Host", token="host", person=host.person)
    assert (await listed(arrived))["asked"][0]["by"] == "Host"
    await island.pass_ms(20_000)
    talk = there.loop.world.state.conversation_of(arrived.me)
    assert talk is not None
    assert moved.me in talk.members


async def test_who_is_gone_for_a_while_needs_no_help_any_more(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    await guest.call("help", {"needed": True})
    await guest.call("leave", {})
    await island.pass_ms(GONE_MS + 3000)
    returned = await island.enter("Bo", person=guest.person)
    assert not (await last(returned, "help_state"))["asked"]
    assert (await listed(host))["asked"] == []


async def test_helpers_see_the_avatar_that_somebody_has_now(gatherings: Gatherings) -> None:
    island = await gatherings.open()
    host, guest = await island.enter("Host", token="host"), await island.enter("Bo")
    await guest.call("help", {"needed": True})
    await guest.call("leave", {})
    await island.pass_ms(2000)
    assert (await listed(host))["asked"] == []
    returned = await island.enter("Bo", person=guest.person)
    await island.pass_ms(2000)
    assert [it["avatar"] for it in (await listed(host))["asked"]] == [returned.me]
