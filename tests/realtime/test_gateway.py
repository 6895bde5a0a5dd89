"""The door: who comes in, who is told why not, and what comes of odd messages."""

from __future__ import annotations

import pytest
import socketio

from island_server.core.events import Role
from island_server.realtime.event_door import GatewaySettings
from island_server.realtime.loop_settings import LoopSettings
from tests.realtime.conftest import Serve
from tests.realtime.served_island import AUTH, LOOK, Browser, ServedIsland, Setup


async def test_who_enters_is_welcome(island: ServedIsland) -> None:
    anna = await island.enter("Anna", token="host")
    (welcome,) = anna.heard("welcome")
    assert isinstance(welcome["view"], bytes)
    assert set(anna.records) == {1}
    assert {key: value for key, value in welcome.items() if key != "view"} == {
        "v": 1,
        "you": 1,
        "person": "token of person-1",
        "role": "host",
        "resumed": False,
        "now": 1000,
        "event": {
            "id": "event",
            "name": "Event",
            "map": "/maps/map/island.json",
            "log": "presence",
            "retention_days": 30,
            "series": "event",
            "version": 1,
        },
        "people": [[1, "Anna", LOOK, "host", "available", None, 0, 0]],
        "path": {"t0": 1000, "x": 5, "y": 5, "facing": 4, "runs": []},
        "conversation": None,
        "doors": [],
        "rules": {
            "step_ms": 200,
            "diagonal_ms": 283,
            "cell_tiles": 16,
            "resume_ms": 5000,
            "enter_tiles": 2,
            "leave_tiles": 3,
            "chat_tiles": 6,
        },
    }


async def test_the_welcome_is_the_first_that_one_hears(island: ServedIsland) -> None:
    anna = await island.enter("Anna", media="full")
    await anna.get("media_offer")
    assert anna.order[0] == "welcome"


@pytest.mark.parametrize(
    ("auth", "reason"),
    [
        ({"v": 2}, "version"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"look": [1]}, "look"),
        ({"token": None}, "link_missing"),
        ({"token": "forged"}, "link_invalid"),
        ({"token": "late"}, "link_expired"),
        ({"media": "loud"}, "bad_message"),
        ({"admin": True}, "bad_message"),
    ],
)
async def test_a_refused_connection_is_told_why(
    island: ServedIsland, auth: dict[str, object], reason: str
) -> None:
    assert await island.refusal(**auth) == reason
    assert len(island.loop.sessions) == 0
    assert island.refused(reason) == 1


@pytest.mark.parametrize("auth", [None, {}])
async def test_who_says_nothing_is_refused(island: ServedIsland, auth: object) -> None:
    browser = Browser(island)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await browser.client.connect(island.url, auth=auth, transports=["websocket"])
    assert browser.heard("connect_error")[0]["data"]["reason"] in ("bad_message", "version")


async def test_a_full_island_takes_nobody_more(serve: Serve) -> None:
    island = await serve(Setup(loop=LoopSettings(capacity=1)))
    anna = await island.enter("Anna")
    assert await island.refusal(name="Bo") == "full"
    again = await island.enter("Anna", person=anna.person)
    assert again.me == anna.me


async def test_an_island_that_closes_takes_nobody_more(island: ServedIsland) -> None:
    island.gateway.refuse_newcomers()
    assert await island.refusal() == "closing"


async def test_a_page_of_another_site_is_not_served(
    island: ServedIsland, caplog: pytest.LogCaptureFixture
) -> None:
    browser = Browser(island)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await browser.connect(AUTH, Origin="https://evil.example")
    assert len(island.loop.sessions) == 0
    assert "not an accepted origin" in caplog.text, "an operator may have to name the public URL"
    caplog.clear()


async def test_the_long_way_round_by_polling_is_closed(
    island: ServedIsland, caplog: pytest.LogCaptureFixture
) -> None:
    browser = Browser(island)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await browser.client.connect(island.url, auth=AUTH, transports=["polling"])
    assert "Invalid transport" in caplog.text
    caplog.clear()


async def test_odd_messages_are_answered_by_a_reason(island: ServedIsland) -> None:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    assert await anna.reason("teleport", {"x": 1}) == "unknown_event"
    assert await anna.reason("walk", {"seq": 1}) == "bad_message"
    assert await anna.reason("walk", "north") == "bad_message"
    assert await anna.reason("chat", {"scope": "near", "text": " "}) == "text"
    assert await anna.reason("profile", {"name": "", "look": LOOK}) == "name"
    assert await anna.reason("profile", {"name": "A", "look": [1]}) == "look"
    assert await anna.reason("wave", {"avatar": 99}) == "unknown_avatar"
    assert await anna.reason("media_answer", {"generation": 1, "sdp": ""}) == "media"
    held_first = {"seq": 1, "x": 5, "y": 5, "runs": [2 << 13, 1]}
    assert await anna.reason("walk", held_first) == "bad_message"
    assert await anna.reason("clock", {}) is None
    assert bo.heard("disconnect") == []


async def test_a_role_that_may_not_is_told_so(island: ServedIsland) -> None:
    host = await island.enter("Hanna", token=Role.HOST.value)
    assert await host.reason("media_restart", {}) == "forbidden"


async def test_the_clock_can_be_asked(island: ServedIsland) -> None:
    anna = await island.enter()
    await island.pass_ms(234)
    assert await anna.call("clock", {}) == {"ok": True, "now": 1234}


async def test_too_many_messages_are_refused_and_who_goes_on_is_sent_away(serve: Serve) -> None:
    limits = GatewaySettings(messages_per_s=10, messages_burst=5)
    island = await serve(Setup(limits=limits))
    anna = await island.enter()
    for _ in range(5):
        assert await anna.reason("clock") is None
    for _ in range(5):
        assert await anna.reason("clock") == "rate"
    await island.pass_ms(100)
    assert await anna.reason("clock") is None
    await anna.client.emit("clock", {})
    assert (await anna.get("bye"))["reason"] == "abuse"
    await island.pass_ms(20)
    await anna.get("disconnect")
    await island.until(lambda: not island.gateway._callers)


async def test_one_clients_messages_are_carried_out_in_order(island: ServedIsland) -> None:
    anna = await island.enter(media="full")
    offer = await anna.get("media_offer")
    island.media.gate.clear()
    await anna.client.emit("media_answer", {"generation": offer["generation"], "sdp": "v=0"})
    for i in range(10):
        await anna.client.emit("go", {"seq": i, "x": i, "y": 9})
    island.media.gate.set()
    await anna.get("moved", lambda moved: moved["seq"] == 9)
    assert [moved["seq"] for moved in anna.heard("moved")] == list(range(10))
    assert island.loop.world.rest(anna.me) == (9, 9)


async def test_who_leaves_for_good_is_gone_at_once(island: ServedIsland) -> None:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    await anna.client.emit("leave", {})
    assert (await anna.get("bye"))["reason"] == "left"
    await island.pass_ms(120)
    assert anna.me in (await bo.get("roster", lambda roster: roster["gone"]))["gone"]
    again = await island.enter("Anna", person=anna.person)
    assert again.me != anna.me
    assert not again.heard("welcome")[0]["resumed"]


async def test_messages_after_leaving_are_not_carried_out(serve: Serve) -> None:
    """Regression: a walk after `leave` ended in a fault inside the server."""
    island = await serve(Setup())
    anna = await island.enter("Anna")
    answers: list[object] = []
    await anna.client.emit("leave", {})
    await anna.client.emit("walk", {"seq": 1, "x": 5, "y": 5, "runs": []}, callback=answers.append)
    await anna.client.emit("chat", {"scope": "island", "text": "hi"}, callback=answers.append)
    await island.until(lambda: len(answers) == 2)
    assert answers == [{"ok": False, "reason": "closing"}] * 2


async def test_everybody_hears_that_the_island_closes(island: ServedIsland) -> None:
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    island.gateway.refuse_newcomers()
    await island.loop.close()
    for browser in (anna, bo):
        assert (await browser.get("bye"))["reason"] == "closing"
        await browser.get("disconnect")
    assert len(island.loop.sessions) == 0
    assert island.loop.world.state.avatars == {}
