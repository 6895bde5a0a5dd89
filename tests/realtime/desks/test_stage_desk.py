"""Stages as hosts and their audience have them, through real connections."""

from __future__ import annotations

from typing import Any

from island_server.access.permissions import may
from island_server.clock import ManualClock
from island_server.core import commands as cmd
from island_server.core import events as ev
from island_server.core.ids import ZoneId
from island_server.core.zones import ZoneKind
from island_server.realtime.desks.stage_desk import StageDesk
from island_server.realtime.desks.stage_house import INVITATION_MS
from island_server.realtime.desks.stage_shelf import KEY, StageShelf
from tests.core.island import box
from tests.realtime.conftest import Serve
from tests.realtime.desks.memory_shelf import MemoryShelf
from tests.realtime.served_island import Browser, Desks, ServedIsland, Setup

STAGE = "podium"
PODIUM = box(STAGE, ZoneKind.PODIUM, (10, 0), (3, 2), stage="hall")
HALL = box("hall", ZoneKind.AUDIENCE, (0, 0), (10, 20), stage="hall")
MIC = {"mic": True, "camera": False}


async def setup(shelf: MemoryShelf, **more: Any) -> Setup:
    """People arrive in the hall, at (5, 5)."""
    stages = await StageShelf.open(shelf)
    zones = more.pop("zones", (PODIUM, HALL))
    return Setup(
        zones=zones,
        may=may,
        desks=lambda _, around: Desks([StageDesk(stages, around.clock)]),
        **more,
    )


async def served(serve: Serve, **more: Any) -> ServedIsland:
    return await serve(await setup(MemoryShelf(), **more))


async def host(island: ServedIsland, name: str = "Hanna", **auth: Any) -> Browser:
    return await island.enter(name, token="host", **auth)


async def raises(browser: Browser, *, up: bool = True) -> str | None:
    return await browser.reason("hand", {"stage": STAGE, "up": up})


def notes(island: ServedIsland) -> list[tuple[str, Any, Any]]:
    return [
        (event.what, event.avatar, event.about)
        for _, event in island.log
        if isinstance(event, ev.Noted)
    ]


def stage_of(browser: Browser) -> dict[str, Any]:
    (stage,) = browser.heard("stages")[-1]["stages"]
    return dict(stage)


async def test_everybody_hears_of_the_stages_on_coming(serve: Serve) -> None:
    island = await served(serve)
    anna = await island.enter("Anna")
    await anna.settled()
    assert anna.heard("stages") == [
        {
            "stages": [
                {"id": STAGE, "wide": False, "whisper": False, "speakers": [], "left_ms": None}
            ]
        }
    ]
    assert anna.heard("stage_hands") == []


async def test_hosts_see_the_queue_and_everybody_their_own_place(serve: Serve) -> None:
    island = await served(serve)
    hanna, anna, bo = await host(island), await island.enter("Anna"), await island.enter("Bo")
    assert await raises(bo) is None
    assert await raises(anna) is None
    await hanna.get("stage_hands", lambda it: it == {"stage": STAGE, "hands": [bo.me, anna.me]})
    await anna.get("hand", lambda it: it == {"stage": STAGE, "place": 2})
    assert anna.heard("stage_hands") == []
    assert await raises(bo, up=False) is None
    await bo.get("hand", lambda it: it == {"stage": None, "place": 0})
    await anna.get("hand", lambda it: it == {"stage": STAGE, "place": 1})
    assert [what for what, *_ in notes(island)] == ["hand_raised", "hand_raised"]
    late = await host(island, "Henk")
    await late.get("stage_hands", lambda it: it["hands"] == [anna.me])


async def test_a_hand_is_raised_only_where_the_stage_is_heard(serve: Serve) -> None:
    island = await served(serve, starts=((20, 10),))
    hanna, anna = await host(island), await island.enter("Anna")
    assert await raises(anna) == "not_audience"
    wide = {"stage": STAGE, "wide": True, "whisper": False}
    assert await hanna.reason("stage_set", wide) is None
    assert await raises(anna) is None
    assert await hanna.reason("stage_set", {**wide, "wide": False}) is None
    await anna.get("hand", lambda it: it["stage"] is None)
    await hanna.get("stage_hands", lambda it: it["hands"] == [])


async def test_a_hand_goes_down_when_its_owner_walks_off_or_leaves(serve: Serve) -> None:
    island = await served(serve)
    hanna, anna, bo = await host(island), await island.enter("Anna"), await island.enter("Bo")
    for browser in (anna, bo):
        assert await raises(browser) is None
    await anna.call("go", {"seq": 1, "x": 20, "y": 5})
    await island.pass_ms(4000)
    await anna.get("hand", lambda it: it["stage"] is None)
    await bo.client.emit("leave", {})
    await bo.get("bye")
    await hanna.get("stage_hands", lambda it: it["hands"] == [])


async def test_a_hand_that_flutters_is_refused(serve: Serve) -> None:
    island = await served(serve)
    anna = await island.enter("Anna")
    assert await raises(anna) is None
    assert await raises(anna, up=False) is None
    assert await raises(anna) == "rate"


async def test_who_raised_a_hand_walks_up_is_heard_and_walks_back(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    anna, bo = [await island.enter(n, media="full") for n in ("Anna", "Bo")]
    await bo.get("media_uplink")
    assert await anna.reason("devices", MIC) is None
    assert await bo.reason("devices", MIC) is None
    assert island.media.hears(bo.me) == set()
    assert await raises(anna) is None
    answer = await hanna.call("stage_bring", {"stage": STAGE, "avatar": anna.me})
    assert answer == {"ok": True, "asked": False}
    await anna.get("moved", lambda it: it["runs"])
    await anna.get("hand", lambda it: it["stage"] is None)
    await island.pass_ms(3000)
    assert STAGE in island.loop.world.state.avatars[anna.me].zones
    assert island.media.hears(bo.me) == {anna.me}
    await bo.get("stages", lambda it: it["stages"][0]["speakers"] == [anna.me])

    down = {"stage": STAGE, "avatar": anna.me}
    assert await hanna.reason("stage_bring", down) == "on_stage"
    assert await hanna.reason("stage_send_down", down) is None
    await island.pass_ms(3000)
    assert island.loop.world.tile(anna.me) == (5, 5)
    assert island.media.hears(bo.me) == set()
    assert await hanna.reason("stage_send_down", down) == "not_on_stage"
    assert notes(island)[1:] == [
        ("brought_up", hanna.me, anna.me),
        ("sent_down", hanna.me, anna.me),
    ]


async def test_who_raised_no_hand_is_asked(serve: Serve) -> None:
    island = await served(serve)
    hanna, anna, bo = await host(island), await island.enter("Anna"), await island.enter("Bo")
    for browser in (anna, bo):
        answer = await hanna.call("stage_bring", {"stage": STAGE, "avatar": browser.me})
        assert answer == {"ok": True, "asked": True}
        await browser.get("stage_invite", lambda it: it == {"stage": STAGE, "by": hanna.me})
    assert await anna.reason("stage_answer", {"stage": STAGE, "yes": False}) is None
    await hanna.get("stage_answered", lambda it: it == {"avatar": anna.me, "yes": False})
    assert await anna.reason("stage_answer", {"stage": STAGE, "yes": True}) == "no_invitation"
    assert await bo.reason("stage_answer", {"stage": STAGE, "yes": True}) is None
    await island.pass_ms(3000)
    assert island.loop.world.stages.speakers(ZoneId(STAGE)) == [bo.me]


async def test_an_invitation_is_not_for_ever_and_asked_once(serve: Serve) -> None:
    island = await served(serve)
    hanna, anna = await host(island), await island.enter("Anna")
    for _ in range(3):
        await hanna.call("stage_bring", {"stage": STAGE, "avatar": anna.me})
    await anna.settled()
    assert len(anna.heard("stage_invite")) == 1
    await island.pass_ms(INVITATION_MS)
    assert await anna.reason("stage_answer", {"stage": STAGE, "yes": True}) == "no_invitation"


async def test_a_podium_for_hosts_is_open_to_who_is_brought_up_until_they_leave_it(
    serve: Serve,
) -> None:
    closed = box(STAGE, ZoneKind.PODIUM, (10, 0), (3, 2), stage="hall", hosts_only=True)
    island = await served(serve, zones=(closed, HALL))
    hanna, anna = await host(island), await island.enter("Anna")
    assert await raises(anna) is None
    assert await hanna.reason("stage_bring", {"stage": STAGE, "avatar": anna.me}) is None
    await island.pass_ms(3000)
    assert island.loop.world.stages.speakers(ZoneId(STAGE)) == [anna.me]
    assert await hanna.reason("stage_send_down", {"stage": STAGE, "avatar": anna.me}) is None
    await island.pass_ms(3000)
    await anna.call("go", {"seq": 1, "x": 11, "y": 1})
    await island.pass_ms(3000)
    assert island.loop.world.stages.speakers(ZoneId(STAGE)) == []


async def test_a_full_podium_takes_nobody(serve: Serve) -> None:
    small = box(STAGE, ZoneKind.PODIUM, (10, 0), (1, 1), stage="hall")
    island = await served(serve, zones=(small, HALL))
    hanna, anna, bo = await host(island), await island.enter("Anna"), await island.enter("Bo")
    for browser, reason in ((anna, None), (bo, "full")):
        assert await raises(browser) is None
        bring = {"stage": STAGE, "avatar": browser.me}
        assert await hanna.reason("stage_bring", bring) == reason
    await hanna.settled()
    assert hanna.heard("stage_hands")[-1]["hands"] == [bo.me]


async def test_hosts_lower_hands_and_nobody_else_commands_a_stage(serve: Serve) -> None:
    island = await served(serve)
    hanna, anna = await host(island), await island.enter("Anna")
    assert await raises(anna) is None
    about = {"stage": STAGE, "avatar": anna.me}
    for event, message in (
        ("stage_bring", about),
        ("stage_send_down", about),
        ("stage_lower", about),
        ("stage_set", {"stage": STAGE, "wide": True, "whisper": True}),
        ("stage_countdown", {"stage": STAGE, "action": "start", "minutes": 5}),
    ):
        assert await anna.reason(event, message) == "forbidden"
    assert await hanna.reason("stage_lower", about) is None
    await anna.get("hand", lambda it: it["stage"] is None)


async def test_what_is_no_stage_and_who_is_nobody_is_refused(serve: Serve) -> None:
    island = await served(serve)
    hanna = await host(island)
    for event, more in (
        ("hand", {"up": True}),
        ("stage_answer", {"yes": True}),
        ("stage_bring", {"avatar": 1}),
        ("stage_send_down", {"avatar": 1}),
        ("stage_set", {"wide": True, "whisper": True}),
        ("stage_countdown", {"action": "start", "minutes": 5}),
    ):
        assert await hanna.reason(event, {"stage": "hall", **more}) == "unknown_stage", event
    for event in ("stage_bring", "stage_send_down"):
        assert await hanna.reason(event, {"stage": STAGE, "avatar": 99}) == "unknown_avatar"
    for wrong in (0, 181, "5", None):
        countdown = {"stage": STAGE, "action": "start", "minutes": wrong}
        assert await hanna.reason("stage_countdown", countdown) == "bad_message"
    assert await hanna.reason("hand", {"stage": "x" * 201, "up": True}) == "bad_message"


async def test_a_countdown_is_told_to_all_extended_and_stopped(serve: Serve) -> None:
    island = await served(serve)
    hanna, anna = await host(island), await island.enter("Anna")
    count = {"stage": STAGE, "action": "start", "minutes": 5}
    assert await hanna.reason("stage_countdown", count) is None
    await anna.get("stages", lambda it: it["stages"][0]["left_ms"] == 300_000)
    await island.pass_ms(60_000)
    assert await hanna.reason("stage_countdown", {**count, "action": "extend"}) is None
    await anna.get("stages", lambda it: it["stages"][0]["left_ms"] == 540_000)
    assert await hanna.reason("stage_countdown", {"stage": STAGE, "action": "stop"}) is None
    await anna.settled()
    assert stage_of(anna)["left_ms"] is None


async def test_stages_are_as_they_were_after_a_restart(serve: Serve) -> None:
    shelf = MemoryShelf()
    first = await serve(await setup(shelf))
    hanna = await host(first)
    rules = {"stage": STAGE, "wide": True, "whisper": True}
    assert await hanna.reason("stage_set", rules) is None
    assert ("stage_wide", hanna.me, None) in notes(first)
    count = {"stage": STAGE, "action": "start", "minutes": 5}
    assert await hanna.reason("stage_countdown", count) is None
    second = await serve(await setup(shelf))
    anna = await second.enter("Anna")
    await anna.settled()
    stage = stage_of(anna)
    assert (stage["wide"], stage["whisper"]) == (True, True)
    assert stage["left_ms"] > 0
    assert second.loop.world.state.conversation_of(anna.me) is None


async def test_a_shelf_that_fails_changes_nothing_for_those_who_are_there(serve: Serve) -> None:
    shelf = MemoryShelf()
    island = await serve(await setup(shelf))
    hanna = await host(island)
    shelf.is_broken = True
    rules = {"stage": STAGE, "wide": True, "whisper": False}
    assert await hanna.reason("stage_set", rules) is None
    await hanna.settled()
    assert stage_of(hanna)["wide"]


async def test_what_is_damaged_on_the_shelf_is_left_out() -> None:
    for damage in (b"", b"{", b'{"version": 9, "islands": {}}', b'{"version": 1, "islands": 5}'):
        stages = await StageShelf.open(MemoryShelf(**{KEY: damage}))
        assert stages.of("map") == {}


async def test_a_desk_opens_on_an_empty_shelf() -> None:
    desk = await StageDesk.open(MemoryShelf(), ManualClock(now_ms=0))
    assert "hand" in desk.messages


async def test_of_a_stage_the_members_hear_who_speaks_and_how_many_listen(serve: Serve) -> None:
    island = await served(serve)
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    await island.pass_ms(2000)
    told = await anna.get("conversation", lambda it: it["conversation"]["listeners"] == 2)
    assert told["conversation"]["members"] == []
    island.loop.apply(cmd.GoTo(bo.me, 11, 1))
    await island.pass_ms(3000)
    told = await anna.get("conversation", lambda it: it["conversation"]["members"])
    assert told["conversation"]["members"] == [[bo.me, "speaker"]]
    assert told["conversation"]["listeners"] == 1
