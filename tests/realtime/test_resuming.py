"""One person, one avatar: broken connections, second tabs, coming back."""

from __future__ import annotations

from island_server.core import commands as cmd
from island_server.core.events import Role
from island_server.realtime.loop_settings import LoopSettings
from tests.realtime.conftest import Serve
from tests.realtime.served_island import LOOK, Browser, ServedIsland, Setup


async def dropped(island: ServedIsland, browser: Browser) -> None:
    """The browser's connection breaks, and the server has noticed."""
    await browser.leave_rudely()
    session = island.loop.sessions.of(browser.me)
    await island.until(lambda: session is None or session.wire is None)


async def test_who_comes_back_in_time_is_the_same_at_the_same_place(island: ServedIsland) -> None:
    anna = await island.enter("Anna")
    await anna.call("go", {"seq": 1, "x": 8, "y": 5})
    await island.pass_ms(700)
    await dropped(island, anna)
    await island.pass_ms(4900)
    again = await island.enter("Anna", person=anna.person)
    (welcome,) = again.heard("welcome")
    assert welcome["resumed"]
    assert again.me == anna.me
    assert (welcome["path"]["x"], welcome["path"]["runs"]) == (5, [2 << 13 | 3])
    assert again.person == anna.person
    assert len(island.loop.world.state.avatars) == 1


async def test_who_comes_by_a_link_for_another_role_arrives_anew_at_the_same_place(
    island: ServedIsland,
) -> None:
    anna = await island.enter("Anna")
    await anna.call("go", {"seq": 1, "x": 8, "y": 5})
    await island.pass_ms(2000)
    again = await island.enter("Anna", person=anna.person, token="host")
    assert (await anna.get("bye"))["reason"] == "replaced"
    assert not again.heard("welcome")[0]["resumed"]
    (avatar,) = island.loop.world.state.avatars.values()
    assert (avatar.avatar, avatar.role) == (again.me, Role.HOST)
    assert again.person == anna.person
    assert island.loop.world.tile(avatar.avatar) == (8, 5)


async def test_who_comes_back_too_late_is_the_same_person_with_a_new_avatar(
    island: ServedIsland,
) -> None:
    anna = await island.enter("Anna")
    await dropped(island, anna)
    await island.pass_ms(5200)
    assert island.loop.world.state.avatars == {}
    again = await island.enter("Anna", person=anna.person)
    assert not again.heard("welcome")[0]["resumed"]
    assert again.me != anna.me
    assert again.person == anna.person


async def test_others_see_somebody_who_dropped_until_the_time_is_up(island: ServedIsland) -> None:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    await dropped(island, anna)
    await island.pass_ms(4900)
    assert not any(roster["gone"] for roster in bo.heard("roster"))
    await island.pass_ms(300)
    await bo.get("roster", lambda roster: roster["gone"] == [anna.me])


async def test_in_a_second_tab_one_is_the_same_and_the_first_tab_is_told(
    island: ServedIsland,
) -> None:
    first = await island.enter("Anna")
    second = await island.enter("Anna", person=first.person)
    assert (await first.get("bye"))["reason"] == "replaced"
    await first.get("disconnect")
    assert second.me == first.me
    assert second.heard("welcome")[0]["resumed"]
    assert len(island.loop.world.state.avatars) == 1
    assert await second.reason("clock") is None
    await island.pass_ms(6000)
    assert len(island.loop.world.state.avatars) == 1
    assert second.heard("bye") == []


async def test_there_are_never_two_of_one_person_however_many_tabs_open_at_once(
    island: ServedIsland,
) -> None:
    first = await island.enter("Anna")
    tabs = [await island.enter("Anna", person=first.person) for _ in range(4)]
    assert {tab.me for tab in tabs} == {first.me}
    for tab in (first, *tabs[:-1]):
        assert (await tab.get("bye"))["reason"] == "replaced"
    assert tabs[-1].heard("bye") == []
    await island.until(lambda: len(island.gateway._callers) == 1)


async def test_what_a_replaced_tab_still_says_is_not_carried_out(island: ServedIsland) -> None:
    first = await island.enter("Anna")
    session = island.loop.sessions.of(first.me)
    assert session is not None
    former = session.wire
    session.wire = None
    assert await first.reason("go", {"seq": 1, "x": 9, "y": 9}) == "closing"
    session.wire = former
    assert await first.reason("go", {"seq": 2, "x": 9, "y": 9}) is None


async def test_one_who_comes_back_otherwise_is_seen_so(island: ServedIsland) -> None:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    look = [1] * 7
    await island.enter("Annika", person=anna.person, look=look)
    await island.pass_ms(120)
    roster = await bo.get("roster", lambda r: any(p[1] == "Annika" for p in r["put"]))
    assert [p[1:3] for p in roster["put"] if p[0] == anna.me] == [["Annika", look]]


async def test_one_who_comes_back_to_listen_has_no_microphone_on_any_more(
    island: ServedIsland,
) -> None:
    anna = await island.enter("Anna", media="full")
    assert await anna.reason("devices", {"mic": True, "camera": True}) is None
    await island.enter("Anna", person=anna.person, media="listen")
    avatar = island.loop.world.state.avatars[anna.me]
    assert not avatar.microphone
    assert not avatar.camera


async def test_a_token_of_another_event_makes_a_new_person(island: ServedIsland) -> None:
    anna = await island.enter("Anna", person="forged")
    assert anna.person == "token of person-1"


async def test_one_who_comes_back_at_the_last_moment_is_waited_for(island: ServedIsland) -> None:
    """Regression: the avatar could go between the connection and its welcome."""
    anna = await island.enter("Anna")
    session = island.loop.sessions.of(anna.me)
    assert session is not None
    await dropped(island, anna)
    await island.pass_ms(5000)
    island.loop.take_back(session, "Anna", tuple(LOOK))
    await island.pass_ms(1000)
    assert island.loop.has(session)


async def test_one_whose_avatar_left_before_the_welcome_hears_bye(
    island: ServedIsland,
) -> None:
    anna = await island.enter("Anna")
    session = island.loop.sessions.of(anna.me)
    assert session is not None
    let_in = island.gateway._let_in

    async def let_in_and_leave(sid: str, auth: object) -> None:
        await let_in(sid, auth)
        island.loop.world.apply(cmd.Leave(anna.me, "left"), island.clock.now_ms())  # type: ignore[arg-type]
        island.loop.sessions.remove(session)

    island.gateway._let_in = let_in_and_leave  # type: ignore[method-assign]
    late = Browser(island)
    await late.connect(
        {"v": 1, "token": "attendee", "name": "Anna", "look": LOOK, "person": anna.person}
    )
    assert (await late.get("bye"))["reason"] == "left"
    await late.get("disconnect")
    assert late.heard("welcome") == []


async def test_without_time_to_resume_one_is_gone_at_the_next_flush(serve: Serve) -> None:
    island = await serve(Setup(loop=LoopSettings(resume_ms=0)))
    anna = await island.enter("Anna")
    await dropped(island, anna)
    await island.pass_ms(200)
    assert len(island.loop.sessions) == 0


async def test_whether_the_path_is_kept_is_told_on_entering_later_and_on_coming_back(
    island: ServedIsland,
) -> None:
    anna = await island.enter("Anna", path=False)
    avatar = island.loop.world.state.avatars[anna.me]
    assert not avatar.keeps_path
    assert await anna.reason("path", {"kept": True}) is None
    assert avatar.keeps_path
    await island.enter("Anna", person=anna.person, path=False)
    assert not avatar.keeps_path
