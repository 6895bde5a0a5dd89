"""Who hears whom, told to the media service and to the browsers in the same breath."""

from __future__ import annotations

from island_server.core.commands import LeaveConversation
from island_server.core.ids import AvatarId
from island_server.core.zones import ZoneKind
from tests.core.island import box
from tests.realtime.conftest import Serve
from tests.realtime.served_island import Browser, ServedIsland, Setup

MIC = {"mic": True, "camera": False}
TABLE = Setup(zones=(box("table", ZoneKind.MEETING, (0, 0), (9, 20)),))
"""Whoever enters sits at the table and talks."""


async def speaker(island: ServedIsland, name: str, **auth: object) -> Browser:
    """Somebody with media and an open microphone."""
    browser = await island.enter(name, media="full", **auth)
    await browser.get("media_uplink")
    assert await browser.reason("devices", MIC) is None
    return browser


async def drops(island: ServedIsland, browser: Browser) -> None:
    await browser.leave_rudely()
    session = island.loop.sessions.of(browser.me)
    await island.until(lambda: session is None or session.wire is None)


async def test_media_is_offered_once_after_the_welcome(island: ServedIsland) -> None:
    anna = await island.enter("Anna", media="full")
    offer = await anna.get("media_offer")
    assert offer == {"generation": 1, "sdp": "offer to 1", "audio_slots": 8, "video_slots": 6}
    answer = {"generation": 1, "sdp": "v=0"}
    assert await anna.reason("media_answer", answer) is None
    assert island.media.answers == [(anna.me, 1, "v=0")]
    await island.pass_ms(3000)
    assert len(anna.heard("media_offer")) == 1


async def test_who_came_to_write_gets_no_offer(serve: Serve) -> None:
    island = await serve(TABLE)
    anna, bo = await speaker(island, "Anna"), await island.enter("Bo", media="text")
    assert await bo.reason("media_restart", {}) is None
    await anna.settled()
    await bo.settled()
    assert [event for event in bo.order if event.startswith("media")] == []
    assert anna.heard("media_slots")[-1]["slots"] == []
    assert await bo.reason("devices", MIC) == "media"


async def test_who_came_to_listen_hears_and_cannot_switch_a_microphone_on(serve: Serve) -> None:
    island = await serve(TABLE)
    anna, bo = await speaker(island, "Anna"), await island.enter("Bo", media="listen")
    assert await bo.reason("devices", MIC) == "media"
    assert await bo.reason("devices", {"mic": False, "camera": True}) == "media"
    assert await bo.reason("devices", {"mic": False, "camera": False}) is None
    await bo.get("media_slots", lambda slots: slots["slots"])
    assert bo.slots() == {anna.me}
    assert island.media.hears(bo.me) == {anna.me}


async def test_those_who_meet_hear_each_other_at_once(island: ServedIsland) -> None:
    anna, bo = await speaker(island, "Anna"), await speaker(island, "Bo")
    assert island.media.hears(bo.me) == set()
    await anna.call("go", {"seq": 1, "x": 5, "y": 6})
    await island.pass_ms(300)
    assert island.media.hears(anna.me) == {bo.me}
    assert island.media.hears(bo.me) == {anna.me}
    for browser, other in ((anna, bo), (bo, anna)):
        said = await browser.get("media_slots", lambda slots: slots["slots"])
        assert said["slots"] == [[7, other.me, True, False]]
        await browser.get("media_uplink", lambda uplink: uplink["audio"])
        uplink = browser.heard("media_uplink")[-1]
        assert uplink == {"audio": True, "video": False, "video_kbps": 150}


async def test_slots_are_told_in_the_same_breath_as_they_are_set(serve: Serve) -> None:
    island = await serve(TABLE)
    anna, bo = await speaker(island, "Anna"), await speaker(island, "Bo")
    await bo.get("media_slots", lambda slots: slots["slots"])
    session = island.loop.sessions.of(bo.me)
    assert session is not None
    assert session.wire is not None
    waiting = session.wire.waiting
    island.loop.apply(LeaveConversation(anna.me))
    assert island.media.hears(bo.me) == set()
    assert session.wire.waiting > waiting
    await bo.get("media_slots", lambda slots: slots["revision"] > 1 and not slots["slots"])


async def test_revisions_count_on_and_the_list_is_complete(serve: Serve) -> None:
    island = await serve(TABLE)
    anna, bo = await speaker(island, "Anna"), await speaker(island, "Bo")
    cees = await speaker(island, "Cees")
    await anna.get("media_slots", lambda slots: len(slots["slots"]) == 2)
    assert anna.slots() == {bo.me, cees.me}
    revisions = [slots["revision"] for slots in anna.heard("media_slots")]
    assert revisions == list(range(1, len(revisions) + 1))


async def test_who_walks_away_is_not_heard_and_told_to_be_silent(island: ServedIsland) -> None:
    anna, bo = await speaker(island, "Anna"), await speaker(island, "Bo")
    await anna.call("go", {"seq": 1, "x": 5, "y": 6})
    await island.pass_ms(300)
    await anna.call("go", {"seq": 2, "x": 20, "y": 6})
    await island.pass_ms(1500)
    assert island.media.hears(bo.me) == set()
    await anna.settled()
    assert not anna.heard("media_uplink")[-1]["audio"]
    assert anna.heard("media_slots")[-1]["slots"] == []


async def test_who_mutes_is_taken_out_of_the_slots(serve: Serve) -> None:
    island = await serve(TABLE)
    anna, bo = await speaker(island, "Anna"), await speaker(island, "Bo")
    assert await anna.reason("devices", {"mic": False, "camera": False}) is None
    assert island.media.hears(bo.me) == set()
    await anna.settled()
    assert not anna.heard("media_uplink")[-1]["audio"]


async def test_who_leaves_the_island_is_closed_after_the_others_were_told(serve: Serve) -> None:
    island = await serve(TABLE)
    anna, bo = await speaker(island, "Anna"), await speaker(island, "Bo")
    await anna.client.emit("leave", {})
    await anna.get("bye")
    assert anna.me not in island.media.peers
    assert island.media.hears(bo.me) == set()
    after_close = island.media.calls[island.media.calls.index(("close", anna.me)) + 1 :]
    assert ("set_slots", anna.me) not in after_close


# --- pages that come back


async def test_a_page_that_still_holds_the_connection_gets_no_new_offer(serve: Serve) -> None:
    island = await serve(TABLE)
    anna, bo = await speaker(island, "Anna"), await speaker(island, "Bo")
    await drops(island, anna)
    again = await island.enter("Anna", person=anna.person, media="full", generation=1)
    await again.get("media_slots")
    await again.get("media_uplink")
    await again.settled()
    assert again.heard("media_offer") == []
    assert again.slots() == {bo.me}
    assert island.media.calls.count(("open", anna.me)) == 1


async def test_a_page_that_was_loaded_anew_gets_a_new_offer(serve: Serve) -> None:
    island = await serve(TABLE)
    anna, bo = await speaker(island, "Anna"), await speaker(island, "Bo")
    again = await island.enter("Anna", person=anna.person, media="full")
    offer = await again.get("media_offer")
    assert offer["generation"] == 2
    await again.get("media_slots", lambda slots: slots["slots"])
    assert again.slots() == {bo.me}
    assert island.media.hears(anna.me) == {bo.me}


async def test_a_page_does_not_hold_what_another_page_was_offered(island: ServedIsland) -> None:
    """Regression: each peer's first offer had the same number, so an old page kept a dead one."""
    first = await island.enter("Anna", media="full")
    assert (await first.get("media_offer"))["generation"] == 1
    second = await island.enter("Anna", person=first.person, media="full")
    assert (await second.get("media_offer"))["generation"] == 2
    third = await island.enter("Anna", person=first.person, media="full", generation=1)
    assert (await third.get("media_offer"))["generation"] == 3


async def test_an_answer_to_an_older_offer_is_refused(island: ServedIsland) -> None:
    anna = await island.enter("Anna", media="full")
    await anna.get("media_offer")
    again = await island.enter("Anna", person=anna.person, media="full")
    await again.get("media_offer")
    assert await again.reason("media_answer", {"generation": 1, "sdp": "v=0"}) == "media"
    assert await again.reason("media_answer", {"generation": 2, "sdp": "v=0"}) is None
    assert island.media.answers == [(anna.me, 1, "v=0")]


async def test_an_answer_that_the_service_refuses_has_the_documented_reason(
    island: ServedIsland,
) -> None:
    anna = await island.enter("Anna", media="full")
    await anna.get("media_offer")
    island.media.peers[anna.me] = 5
    assert await anna.reason("media_answer", {"generation": 1, "sdp": "v=0"}) == "media"
    island.media.is_down = True
    assert await anna.reason("media_answer", {"generation": 1, "sdp": "v=0"}) == "media"


async def test_an_offer_that_reached_nobody_is_made_again(island: ServedIsland) -> None:
    """Regression: an offer made during a broken connection counted as held."""
    anna = await island.enter("Anna", media="full")
    await anna.get("media_offer")
    await drops(island, anna)
    island.media.lose_everything()
    await island.until(lambda: anna.me in island.media.peers)
    again = await island.enter("Anna", person=anna.person, media="full", generation=1)
    assert (await again.get("media_offer"))["generation"] == 3


async def test_one_who_comes_back_to_write_takes_no_part_any_more(serve: Serve) -> None:
    island = await serve(TABLE)
    anna, bo = await speaker(island, "Anna"), await speaker(island, "Bo")
    await island.enter("Anna", person=anna.person, media="text")
    await bo.get("media_slots", lambda slots: slots["revision"] > 1 and not slots["slots"])
    assert anna.me not in island.media.peers
    assert island.media.hears(bo.me) == set()


async def test_an_offer_under_way_to_one_who_now_came_to_write_is_dropped(
    island: ServedIsland,
) -> None:
    island.media.gate.clear()
    anna = await island.enter("Anna", media="full")
    again = await island.enter("Anna", person=anna.person, media="text")
    island.media.gate.set()
    await island.until(lambda: ("close", anna.me) in island.media.calls)
    await again.settled()
    assert again.heard("media_offer") == []
    assert anna.me not in island.media.peers


async def test_an_offer_under_way_to_one_who_left_is_dropped(island: ServedIsland) -> None:
    island.media.gate.clear()
    anna = await island.enter("Anna", media="full")
    await anna.client.emit("leave", {})
    await anna.get("bye")
    island.media.gate.set()
    await island.until(lambda: ("close", anna.me) in island.media.calls)
    assert island.media.peers == {}


# --- when media fails


async def test_a_restart_asked_for_keeps_the_peer(island: ServedIsland) -> None:
    anna = await island.enter("Anna", media="full")
    await anna.get("media_offer")
    assert await anna.reason("media_restart", {}) is None
    offer = await anna.get("media_offer", lambda offer: offer["generation"] == 2)
    assert offer["sdp"] == "restart for 1"
    assert await anna.reason("media_answer", {"generation": 2, "sdp": "v=0"}) is None
    assert island.media.answers == [(anna.me, 2, "v=0")]


async def test_a_transport_that_ended_is_told_and_opened_anew_on_request(
    island: ServedIsland,
) -> None:
    anna = await island.enter("Anna", media="full")
    await anna.get("media_offer")
    island.director.on_media_down(anna.me, "timeout")
    assert await anna.get("media_down") == {"reason": "timeout"}
    await anna.reason("media_restart", {})
    offer = await anna.get("media_offer", lambda offer: offer["generation"] == 2)
    assert offer["sdp"] == "offer to 1"


async def test_one_that_is_only_away_is_not_told(island: ServedIsland) -> None:
    anna = await island.enter("Anna", media="full")
    await anna.get("media_offer")
    island.director.on_media_up(anna.me)
    island.director.on_media_down(anna.me, "away")
    await anna.settled()
    assert anna.heard("media_down") == []


async def test_when_the_media_process_dies_everybody_is_offered_anew(serve: Serve) -> None:
    island = await serve(TABLE)
    anna, bo = await speaker(island, "Anna"), await speaker(island, "Bo")
    cees = await island.enter("Cees", media="text")
    island.media.lose_everything()
    for browser, other in ((anna, bo), (bo, anna)):
        assert await browser.get("media_down") == {"reason": "lost"}
        await browser.get("media_offer", lambda offer: offer["generation"] == 2)
        assert island.media.hears(browser.me) == {other.me}
    await cees.settled()
    assert cees.heard("media_down") == []


async def test_without_a_media_process_one_is_told_and_may_ask_again(island: ServedIsland) -> None:
    island.media.is_down = True
    anna = await island.enter("Anna", media="full")
    assert await anna.get("media_down") == {"reason": "unavailable"}
    island.media.is_down = False
    assert await anna.reason("media_restart", {}) is None
    await anna.get("media_offer")


async def test_of_many_the_last_to_speak_are_heard(serve: Serve) -> None:
    island = await serve(TABLE)
    people = [await speaker(island, f"P{i}") for i in range(11)]
    listener, last = people[0], people[-1]
    assert len(island.media.hears(listener.me)) == 8
    assert last.me not in island.media.hears(listener.me)
    island.director.on_levels({last.me: 100, AvatarId(99): 10})
    assert AvatarId(99) not in island.director._last_spoke
    assert last.me not in island.media.hears(listener.me)
    island.director.on_levels({last.me: 30})
    assert last.me in island.media.hears(listener.me)
    await listener.get("media_slots", lambda said: last.me in {row[1] for row in said["slots"]})
